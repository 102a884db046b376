"""The reader, inside the tab “Văn bản”: one document, at a line, on a day.

What is done on the page (another day, another text, cards) asks the addresses of
`ui.reader_routes`; nothing of it passes through Gradio.
"""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from kg.errors import CancuError
from ui import reader
from ui.days import day
from ui.library import Library
from ui.reader_book import desk_of
from ui.reader_lines import Shown, View
from ui.tabs.opening import Asked


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


def build(library: Library) -> ReaderParts:  # noqa: ARG001 - what each tab is built from
    """The reader's components."""
    with gr.Column(visible=False, elem_id="reader-room") as room:
        shown = gr.HTML(elem_id="reader", apply_default_css=False, padding=False)
    return ReaderParts(room, (shown,))


def open(library: Library, asked: Asked) -> tuple[Any, ...]:  # noqa: A001 - what the tab does
    """Updates of `ReaderParts.outputs`: the document of the address.

    doc: its id or number; line: the one to mark; as_of: the day of view; view: which text. A
    document, line or day that is none is told in the page.
    """
    try:
        said = _page(library, asked)
    except CancuError as failure:
        said = reader.gone(failure)
    return gr.Column(visible=True), said


def closed(parts: ReaderParts) -> tuple[Any, ...]:
    """Updates of `ReaderParts.outputs` where no document is read."""
    return gr.Column(visible=False), *(gr.skip() for _ in parts.others)


def _page(library: Library, asked: Asked) -> str:
    desk = desk_of(library)
    opened = desk.open(asked.get("doc") or "")
    typed = asked.get("as_of")
    shown = asked.get("view")
    view = View(
        opened.record.id,
        day(typed),
        reader.line_number(asked.get("line")),
        shown=Shown(shown) if shown in set(Shown) else Shown.TEXT,
        day_asked=typed is not None,
    )
    return reader.page(desk, opened, view)
