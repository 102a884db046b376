"""Tab “Văn bản”: the list of documents, new documents; the reader where the address names one."""

from pathlib import Path
from types import MethodType as Bound
from typing import Any

import gradio as gr

from ui import listing, uploads
from ui.library import Library
from ui.tabs import reader_tab
from ui.tabs.opening import Asked
from ui.tabs.telling import told

_ANY = ""


def build(port: gr.HTML, library: Library) -> None:
    """The tab's components and what they do."""
    with gr.Column(elem_id="documents-room") as room:
        with gr.Accordion("Thêm văn bản", open=False) as adding:
            files = gr.File(
                label="Kéo thả tệp PDF, Word, HTML, ảnh chụp hoặc văn bản thuần vào đây",
                file_count="multiple",
                height=140,
                elem_id="upload",
            )
            results = gr.HTML(elem_id="upload-results")
        with gr.Row():
            text = gr.Textbox(
                label="Tìm trong số, trích yếu, cơ quan",
                max_lines=1,
                scale=3,
                elem_id="filter-text",
            )
            kind = gr.Dropdown([], label="Loại", scale=1, min_width=140, elem_id="filter-type")
            place = gr.Dropdown([], label="Địa phương", scale=1, min_width=160)
            year = gr.Dropdown([], label="Năm", scale=1, min_width=110)
        found = gr.HTML(elem_id="documents")
    parts = reader_tab.build(library)

    filters = [text, kind, place, year]
    gr.on(
        [text.change, kind.input, place.input, year.input],
        Bound(_list, library),
        inputs=filters,
        outputs=[found],
        show_progress="hidden",
        api_visibility="private",
        trigger_mode="always_last",
    )
    files.upload(
        Bound(_store, library), inputs=[files], outputs=[results, files], api_visibility="private"
    ).then(
        Bound(_shelf, library),
        outputs=[*filters, found],
        api_visibility="private",
    )
    port.click(
        Bound(_open, (library, parts)),
        outputs=[room, adding, *parts.outputs],
        api_visibility="private",
        show_progress="hidden",
    ).then(
        Bound(_shelf, library),
        outputs=[*filters, found],
        api_visibility="private",
        show_progress="hidden",
    )


@told
def _list(library: Library, text: str, kind: str, place: str, year: str) -> str:
    wanted = int(year) if year else None
    fits = library.documents(
        text=text.strip() or None, type=kind or None, place=place or None, year=wanted
    )
    return listing.page(fits, empty_library=library.is_empty())


@told
def _shelf(library: Library) -> tuple[Any, ...]:
    """The filters emptied, with what the library has to choose from, and the whole list."""
    held = library.documents()
    options = (
        listing.types(held),
        listing.places(held),
        [str(number) for number in listing.years(held)],
    )
    boxes = [gr.Dropdown([("Tất cả", _ANY), *names], value=_ANY) for names in options]
    return "", *boxes, listing.page(held, empty_library=library.is_empty())


@told
def _store(library: Library, paths: list[str] | None) -> tuple[str, None]:
    return uploads.page(uploads.store(library, [Path(path) for path in paths or ()])), None


@told
def _open(bound: tuple[Library, reader_tab.ReaderParts], event: gr.EventData) -> tuple[Any, ...]:
    """What the address asks for: the list, or the reader with a document."""
    library, parts = bound
    asked = Asked.of(event)
    if asked.again:
        return tuple(gr.skip() for _ in range(2 + len(parts.outputs)))
    if asked.get("doc"):
        read = reader_tab.open(library, asked)
        return gr.Column(visible=False), gr.skip(), *read
    folds = gr.Accordion(open=library.is_empty())
    return gr.Column(visible=True), folds, *reader_tab.closed(parts)
