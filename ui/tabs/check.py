"""Tab “Kiểm tra”: a document of the library or a draft, on a day; the report to take away."""

import tempfile
from pathlib import Path
from types import MethodType as Bound
from typing import Any, Final

import gradio as gr

from kg.errors import UsageError
from ui import check_page, listing, wording
from ui.days import day
from ui.library import Library
from ui.links import empty
from ui.reports import write_check
from ui.reports.comments import commented_file
from ui.tabs.opening import Asked
from ui.tabs.telling import day_box, told

FORMS: Final = ("docx", "xlsx", "csv", "html", "json")
_KEEP_ADDRESS = """(chosen, draft) => {
  if (chosen && !draft) {
    history.replaceState(null, "", "?" + new URLSearchParams({tab: "check", doc: chosen}));
  }
}"""


def build(port: gr.HTML, library: Library) -> None:
    """The tab's components and what they do."""
    with gr.Row():
        with gr.Column(scale=3):
            chosen = gr.Dropdown(
                [],
                label="Văn bản trong thư viện",
                allow_custom_value=True,
                elem_id="check-document",
            )
            with gr.Row(equal_height=True):
                on = day_box()
                button = gr.Button("Kiểm tra", variant="primary", elem_id="check", scale=1)
        draft = gr.File(
            label="hoặc thả dự thảo vào đây (chỉ đọc, không lưu)",
            height=140,
            scale=2,
            elem_id="draft",
        )
    with gr.Row(visible=False, elem_id="downloads") as downloads:
        files = [
            gr.DownloadButton(f"Tải {form.upper()}", size="sm", elem_id=f"download-{form}")
            for form in FORMS
        ]
    shown = gr.HTML(
        empty(wording.NOTHING_CHECKED, wording.NOTHING_CHECKED_ADVICE), elem_id="report"
    )
    with downloads:
        notes = gr.DownloadButton(
            "Tải dự thảo có ghi chú", size="sm", visible=False, elem_id="download-comments"
        )
    outputs = [shown, downloads, *files, notes]
    button.click(
        Bound(_check, library),
        inputs=[chosen, draft, on],
        outputs=outputs,
        api_visibility="private",
    ).success(None, [chosen, draft], None, js=_KEEP_ADDRESS, api_visibility="private")
    port.click(
        Bound(_open, library),
        outputs=[chosen, *outputs],
        api_visibility="private",
        show_progress="hidden",
    )


@told
def _check(library: Library, chosen: str | None, draft: str | None, typed: str) -> tuple[Any, ...]:
    """The draft where there is one, else the document chosen."""
    if not (chosen or draft):
        raise UsageError("Hãy chọn một văn bản hoặc thả một dự thảo.")
    name = None if draft else chosen
    report = library.check(name, Path(draft) if draft else None, on=day(typed))
    document = None if draft else str(report["document"])
    shown = check_page.page(report, document)
    return shown, gr.Row(visible=True), *_files(report, Path(draft) if draft else None)


def _files(report: dict[str, Any], draft: Path | None) -> list[Any]:
    """The report in every format, each behind its button; of a Word draft a commented copy too.

    The folder lies in Gradio's own, which is removed when the app ends.
    """
    import os

    folder = Path(tempfile.mkdtemp(dir=os.environ.get("GRADIO_TEMP_DIR")))
    name = report["document"]
    written = [write_check(report, form, folder / f"kiem-tra-{name}.{form}") for form in FORMS]
    copy = None
    if draft is not None and draft.suffix.lower() == ".docx":
        copy = commented_file(draft, report, written[0])
    buttons = [gr.DownloadButton(value=str(path)) for path in written]
    return [*buttons, gr.DownloadButton(value=str(copy) if copy else None, visible=bool(copy))]


@told
def _open(library: Library, event: gr.EventData) -> tuple[Any, ...]:
    """What the address asks for: a document, checked at once."""
    options = listing.choices(library.documents())
    asked = Asked.of(event)
    name = asked.get("doc")
    if asked.again:
        return gr.Dropdown(options), *(gr.skip() for _ in range(3 + len(FORMS)))
    if name is None:
        first = options[0][1] if options else None
        rest = [gr.skip() for _ in range(3 + len(FORMS))]
        return gr.Dropdown(options, value=first), *rest
    document = library.find_held(name).id
    checked = _check(library, document, None, "")
    return gr.Dropdown(options, value=document), *checked
