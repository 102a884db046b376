"""Tab “Kiểm tra”: a document of the library or a draft, on a day; what to mend, what to choose.

The page is a function of its address: `?tab=check&doc=…` or `&draft=…`, `&as_of=…`.
"""

import logging
from itertools import count
from types import MethodType as Bound
from typing import Any

import gradio as gr

from ingest.readers.findings import MAX_BYTES
from kg.errors import CancuError
from ui import check_page, check_room
from ui.check_book import CheckBook, CheckWish, book_of
from ui.check_page import Shown
from ui.library import Library
from ui.tabs.opening import UNSEEN, Asked, answered

log = logging.getLogger("cancu")
_turns = count(1)


def build(port: gr.HTML, library: Library) -> None:
    """The tab's components and what they do; all else is ui/static/js/check*.js."""
    gr.HTML(check_room.room(MAX_BYTES), padding=False)
    shown = gr.HTML(check_room.nothing(), elem_id="report", padding=False)
    opened = port.click(Bound(_open, book_of(library)), outputs=[shown], **UNSEEN)
    answered("check", opened)


def _open(book: CheckBook, event: gr.EventData) -> Any:  # noqa: ANN401 - HTML, or nothing new
    """The check that the address asks for; a problem is told in its place."""
    asked = Asked.of(event)
    wish = CheckWish.of(asked.parts)
    if asked.again and not wish.asks:
        return gr.skip()
    # A number makes each answer another one: the browser sees that it came.
    return f"<!--{next(_turns)}-->{_checked(book, wish)}"


def _checked(book: CheckBook, wish: CheckWish) -> str:
    if not wish.asks:
        return check_room.nothing()
    try:
        checked = book.check(wish)
        draft = checked.draft
        how = Shown(
            draft=draft.token if draft else "",
            name=draft.name if draft else "",
            typed_day=wish.typed_day or "",
            level=wish.level,
            whole=wish.whole,
        )
        return check_page.page(checked.report, checked.document, how)
    except CancuError as failure:
        return check_room.problem(failure)
    except Exception:
        log.exception("A check failed.")
        return check_room.failed()
