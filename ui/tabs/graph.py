"""Tab “Đồ thị”: what a document cites and what cites it, drawn and listed."""

import json
from types import MethodType as Bound
from typing import Any, Final

import gradio as gr

from ui import drawing, listing, wording
from ui.library import Library
from ui.links import empty
from ui.tabs.opening import Asked
from ui.tabs.telling import told

LIMIT: Final = 60  # more documents than this are not read in one drawing
_ALL = ""
# app.js tells which document was clicked; Gradio hears of it as a click of this component.
_LISTEN = "element.addEventListener('cancu-centre', (e) => trigger('click', e.detail));"
_KEEP_ADDRESS = """(chosen) => {
  history.replaceState(null, "", "?" + new URLSearchParams({tab: "graph", doc: chosen || ""}));
}"""


def build(port: gr.HTML, library: Library) -> None:
    """The tab's components and what they do."""
    with gr.Row(equal_height=True):
        chosen = gr.Dropdown(
            [], label="Văn bản ở giữa", allow_custom_value=True, scale=5, elem_id="graph-document"
        )
        depth = gr.Slider(1, 3, value=1, step=1, label="Số bước viện dẫn", scale=2)
    shown = gr.HTML(elem_id="graph", js_on_load=_LISTEN)
    gr.on(
        [chosen.input, depth.release],
        Bound(_draw, library),
        inputs=[chosen, depth],
        outputs=[shown],
        api_visibility="private",
    ).success(None, [chosen], None, js=_KEEP_ADDRESS, api_visibility="private")
    shown.click(
        Bound(_centre, library),
        inputs=[depth],
        outputs=[chosen, shown],
        api_visibility="private",
    ).success(None, [chosen], None, js=_KEEP_ADDRESS, api_visibility="private")
    port.click(
        Bound(_open, library),
        inputs=[depth],
        outputs=[chosen, shown],
        api_visibility="private",
        show_progress="hidden",
    )


@told
def _draw(library: Library, chosen: str | None, depth: int) -> str:
    if library.is_empty():
        return empty(wording.EMPTY_LIBRARY, wording.EMPTY_ADVICE)
    name = chosen or None
    centre = library.find(name).key if name else None
    view = library.graph_text(name, depth=int(depth), limit=LIMIT, form="json")
    return drawing.page(json.loads(view), centre)


@told
def _centre(library: Library, depth: int, event: gr.EventData) -> tuple[Any, str]:
    """A document of the drawing put into its middle."""
    document = str(event.doc)
    return gr.Dropdown(_options(library, document), value=document), _draw(library, document, depth)


def _options(library: Library, chosen: str | None) -> list[tuple[str, str]]:
    """Documents held, the whole library, and the one in the middle if it is cited only."""
    options = [("Cả thư viện", _ALL), *listing.choices(library.documents())]
    if chosen and chosen not in {value for _, value in options}:
        options += listing.choices([library.find(chosen)])
    return options


@told
def _open(library: Library, depth: int, event: gr.EventData) -> tuple[Any, str]:
    """What the address asks for: a document in the middle, else the newest one."""
    asked = Asked.of(event)
    if asked.again:
        return gr.skip(), gr.skip()
    name = asked.get("doc")
    held = library.documents()
    document = library.find(name).id if name else (held[0].id if held else _ALL)
    return gr.Dropdown(_options(library, document), value=document), _draw(library, document, depth)
