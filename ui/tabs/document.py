"""Tab “Văn bản”: the list, new documents, the reader."""

import datetime as dt
from pathlib import Path
from types import MethodType as Bound
from typing import Any

import gradio as gr

from kg.errors import UsageError
from kg.model import DocumentRecord
from ui import inconsistency_page, listing, reader, uploads, wording
from ui.days import day, today
from ui.library import Library
from ui.page_images import drawable
from ui.reader_lines import Shown, View
from ui.tabs.opening import Asked
from ui.tabs.telling import day_box, told
from ui.views import plain

_ANY = ""


def build(port: gr.HTML, library: Library) -> None:
    """The tab's components and what they do."""
    chosen, line = gr.State(None), gr.State(None)
    with gr.Accordion("Thêm văn bản", open=False) as adding:
        files = gr.File(
            label="Kéo thả tệp PDF, Word, HTML, ảnh chụp hoặc văn bản thuần vào đây",
            file_count="multiple",
            height=140,
            elem_id="upload",
        )
        results = gr.HTML(elem_id="upload-results")
    with gr.Accordion("Danh sách văn bản", open=True) as shelf:
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
    with gr.Row(visible=False) as switches:
        on = day_box("Hiệu lực xét vào ngày")
        view = gr.Radio(
            list(wording.READER_VIEWS), value="text", label="Cách hiện chữ", visible=False, scale=3
        )
    shown = gr.HTML(elem_id="reader")

    filters = [text, kind, place, year]
    gr.on(
        [text.change, kind.input, place.input, year.input],
        Bound(_list, library),
        inputs=[*filters, chosen],
        outputs=[found],
        show_progress="hidden",
        api_visibility="private",
        trigger_mode="always_last",
    )
    files.upload(
        Bound(_store, library), inputs=[files], outputs=[results, files], api_visibility="private"
    ).then(
        Bound(_shelf, library),
        inputs=[chosen],
        outputs=[*filters, found],
        api_visibility="private",
    )
    gr.on(
        [view.input, on.submit],
        Bound(_read, library),
        inputs=[chosen, line, on, view],
        outputs=[shown],
        api_visibility="private",
    )
    port.click(
        Bound(_open, library),
        outputs=[chosen, line, adding, shelf, switches, view, shown],
        api_visibility="private",
        show_progress="hidden",
    ).then(
        Bound(_shelf, library),
        inputs=[chosen],
        outputs=[*filters, found],
        api_visibility="private",
        show_progress="hidden",
    )


@told
def _list(  # noqa: PLR0913, PLR0917 - one value for each filter
    library: Library, text: str, kind: str, place: str, year: str, chosen: str | None
) -> str:
    wanted = int(year) if year else None
    fits = library.documents(
        text=text.strip() or None, type=kind or None, place=place or None, year=wanted
    )
    return listing.page(fits, empty_library=library.is_empty(), chosen=chosen)


@told
def _shelf(library: Library, chosen: str | None) -> tuple[Any, ...]:
    """The filters emptied, with what the library has to choose from, and the whole list."""
    held = library.documents()
    options = (
        listing.types(held),
        listing.places(held),
        [str(number) for number in listing.years(held)],
    )
    boxes = [gr.Dropdown([("Tất cả", _ANY), *names], value=_ANY) for names in options]
    return "", *boxes, listing.page(held, empty_library=library.is_empty(), chosen=chosen)


@told
def _store(library: Library, paths: list[str] | None) -> tuple[str, None]:
    return uploads.page(uploads.store(library, [Path(path) for path in paths or ()])), None


@told
def _read(library: Library, chosen: str | None, line: int | None, typed: str, view: str) -> str:
    if chosen is None:
        return reader.nothing()
    return _page(library, chosen, line, day(typed), Shown(view))


def _page(
    library: Library, name: str, line: int | None, on: dt.date, shown: Shown = Shown.TEXT
) -> str:
    reading, document = library.read(name, None)
    held = {record.key: record.id for record in library.documents()}
    view = View(document, on, line, shown=shown, held=held)
    unfitting = plain(library.inconsistencies_of(reading))
    text = reader.page(reading, view, lambda key: library.validity(key, on).state)
    return inconsistency_page.block(unfitting, name) + text


@told
def _open(library: Library, event: gr.EventData) -> tuple[Any, ...]:
    """What the address asks for: a document, at a line."""
    asked = Asked.of(event)
    if asked.again:
        return tuple(gr.skip() for _ in range(7))
    name = asked.get("doc")
    if name is None:
        nothing = "" if library.is_empty() else reader.nothing()
        folds = gr.Accordion(open=library.is_empty()), gr.Accordion(open=True)
        return None, None, *folds, gr.Row(visible=False), gr.skip(), nothing
    record = library.find_held(name)
    line = _line(asked.get("line"))
    return (
        record.id,
        line,
        gr.Accordion(open=False),
        gr.Accordion(f"Danh sách văn bản (đang đọc: {_named(record)})", open=False),
        gr.Row(visible=True),
        _views(record),
        _page(library, record.id, line, today()),
    )


def _views(record: DocumentRecord) -> gr.Radio:
    """The ways to show this document's text; hidden where there is but one."""
    pages = (wording.PAGES_VIEW,) if drawable(record) else ()
    repaired = wording.READER_VIEWS if record.damaged else wording.READER_VIEWS[:1]
    views = [*repaired, *pages]
    return gr.Radio(views, value=Shown.TEXT.value, visible=len(views) > 1)


def _named(record: DocumentRecord) -> str:
    return listing.choices([record])[0][0]


def _line(typed: str | None) -> int | None:
    if typed is None:
        return None
    if not typed.isdecimal():
        raise UsageError(f"“{typed}” không phải là số dòng.")
    return int(typed)
