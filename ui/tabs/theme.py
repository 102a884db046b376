"""Gradio's own pieces in the colours of ui/static/css/base.css, light and dark."""

from typing import Any, Final

import gradio as gr

_FONTS: Final = ("Segoe UI", "system-ui", "Roboto", "Noto Sans", "DejaVu Sans", "sans-serif")
# Gradio's names, by the token that each takes; the tokens themselves change with the scheme.
_TOKENS: Final = {
    "paper": ("body_background_fill",),
    "card": ("background_fill_primary", "block_background_fill", "input_background_fill",
             "panel_background_fill", "input_background_fill_focus", "input_background_fill_hover",
             "checkbox_background_color", "button_secondary_background_fill",
             "checkbox_label_background_fill"),
    "soft": ("background_fill_secondary", "table_even_background_fill"),
    "sunk": ("button_secondary_background_fill_hover", "checkbox_label_background_fill_hover"),
    "ink": ("body_text_color", "checkbox_label_text_color", "button_secondary_text_color"),
    "ink-2": ("block_label_text_color", "block_title_text_color"),
    "muted": ("body_text_color_subdued", "input_placeholder_color", "block_info_text_color"),
    "line": ("block_border_color", "border_color_primary", "panel_border_color"),
    "line-2": ("input_border_color", "button_secondary_border_color", "checkbox_border_color",
               "checkbox_label_border_color"),
    "accent": ("link_text_color", "link_text_color_visited", "input_border_color_focus",
               "border_color_accent", "slider_color"),
    "accent-ink": ("link_text_color_hover", "link_text_color_active"),
    "accent-soft": ("checkbox_label_background_fill_selected", "color_accent_soft"),
    "fill": ("button_primary_background_fill", "checkbox_background_color_selected",
             "button_primary_border_color", "checkbox_border_color_selected"),
    "fill-2": ("button_primary_background_fill_hover", "button_primary_border_color_hover"),
    "on-fill": ("button_primary_text_color", "button_primary_text_color_hover"),
}  # fmt: skip


def theme() -> Any:  # noqa: ANN401 - Gradio is not typed
    """The theme: both schemes take the same tokens."""
    made = gr.themes.Base(primary_hue="blue", neutral_hue="slate", font=_FONTS, font_mono=_FONTS)
    said = {name: f"var(--cc-{token})" for token, names in _TOKENS.items() for name in names}
    dark = {f"{name}_dark": value for name, value in said.items()}
    return made.set(
        **said,
        **dark,
        block_label_background_fill="transparent",
        block_label_background_fill_dark="transparent",
        block_shadow="none",
        button_large_text_weight="600",
        input_border_width="1px",
        input_border_width_dark="1px",
    )
