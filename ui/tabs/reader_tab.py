"""The reader, inside the tab “Văn bản”: one document, at a line, on a day."""

import datetime as dt
from dataclasses import dataclass
from types import MethodType as Bound
from typing import Any, Final

import gradio as gr

from kg.errors import UsageError
from kg.model import DocumentRecord
from ui import inconsistency_page, reader, wording
from ui.days import day, today
from ui.library import Library
from ui.page_images import drawable
from ui.reader_lines import Shown, View
from ui.tabs.opening import Asked
from ui.tabs.telling import day_box, told
from ui.views import plain

# document.js gives this link the address of the list as it was left.
_BACK: Final = '<a class="cc-to-list" href="?tab=document">‹ Danh sách văn bản</a>'


@dataclass(frozen=True, slots=True)
class ReaderParts:
    """Components of the reader that `open` and `closed` give updates for, in this order.

    room: all of the reader; hidden where no document is read. others: the rest.
    """

    room: gr.Column
    others: tuple[Any, ...]

    @property
    def outputs(self) -> list[Any]:
        """All of them, in the order of the updates."""
        return [self.room, *self.others]


def build(library: Library) -> ReaderParts:
    """The reader's components and what they do."""
    with gr.Column(visible=False, elem_id="reader-room") as room:
        chosen, line = gr.State(None), gr.State(None)
        gr.HTML(_BACK)
        with gr.Row():
            on = day_box("Hiệu lực xét vào ngày")
            view = gr.Radio(
                list(wording.READER_VIEWS),
                value="text",
                label="Cách hiện chữ",
                visible=False,
                scale=3,
            )
        shown = gr.HTML(elem_id="reader")
    gr.on(
        [view.input, on.submit],
        Bound(_read, library),
        inputs=[chosen, line, on, view],
        outputs=[shown],
        api_visibility="private",
    )
    return ReaderParts(room, (chosen, line, view, shown))


def open(library: Library, asked: Asked) -> tuple[Any, ...]:  # noqa: A001 - what the tab does
    """Updates of `ReaderParts.outputs`: the document of the address (`doc`), at its line.

    Raises NotFoundError, AmbiguousError where there is no such document, UsageError on a line
    that is none.
    """
    record = library.find_held(asked.get("doc") or "")
    line = _line(asked.get("line"))
    page = _page(library, record.id, line, today())
    return gr.Column(visible=True), record.id, line, _views(record), page


def closed(parts: ReaderParts) -> tuple[Any, ...]:
    """Updates of `ReaderParts.outputs` where no document is read."""
    return gr.Column(visible=False), *(gr.skip() for _ in parts.others)


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


def _views(record: DocumentRecord) -> gr.Radio:
    """The ways to show this document's text; hidden where there is but one."""
    pages = (wording.PAGES_VIEW,) if drawable(record) else ()
    repaired = wording.READER_VIEWS if record.damaged else wording.READER_VIEWS[:1]
    views = [*repaired, *pages]
    return gr.Radio(views, value=Shown.TEXT.value, visible=len(views) > 1)


def _line(typed: str | None) -> int | None:
    if typed is None:
        return None
    if not typed.isdecimal():
        raise UsageError(f"“{typed}” không phải là số dòng.")
    return int(typed)
