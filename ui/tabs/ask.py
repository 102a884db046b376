"""Tab “Hỏi”: a conversation: a question, its answer, the lines that prove it, and what follows.

All that is asked stands in the address: the box is a form whose address comes to the port, as a
link's does. What the page showed last is kept, so that going back shows it without asking anew.
"""

import datetime as dt
import threading
from dataclasses import dataclass
from functools import partial
from types import MethodType as Bound
from typing import Any, Final

import gradio as gr

from kg.errors import AmbiguousError, NotFoundError
from kg.number import number_key
from ui import ask_page, ask_wording, cards, suggestions, wording, wrong_parts
from ui.asking_again import MOST_EARLIER, narrowed, page_of_rows
from ui.days import day, today
from ui.evidence_states import states
from ui.library import Library
from ui.links import address, empty
from ui.listing import places
from ui.shown_pages import ShownPages
from ui.tabs.opening import Asked
from ui.tabs.room_answers import answered, reply, wire
from ui.understood import spoken_name
from ui.wrong_parts import WrongPart

Given = dict[str, Any]
_NAMES: Final = frozenset({"q", "as_of", "place", "document", "after", "rows"})
_BAD_DAY: Final = "“{day}” không phải là một ngày, nên đang xét vào hôm nay, {today}."
_BAD_PAGE: Final = "“{said}” không phải là số trang của danh sách, nên chỉ hiện các dòng đầu."
_TOLD: Final = ("question", "answer", "answered")
_LONGEST: Final = 2000  # characters of a question that an address keeps
_EXAMPLES: Final = 8
_OFFERED: Final = 300  # documents that the field offers, newest first


@dataclass(frozen=True, slots=True)
class Answered:
    """A page as it was shown, and what the browser is told of its answer.

    told: `_TOLD` of the answer's JSON. Its rows may be all of the library, so they are not kept.
    """

    page: str
    told: Given


class Offers:
    """Example questions and what the fields offer, made again only when documents change."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._made: tuple[str, tuple[str, str]] | None = None

    def pages(self) -> tuple[str, str]:
        """(examples, lists) as HTML; empty for an empty library."""
        if self._library.is_empty():
            return "", ""
        stamp = self._library.store.stamp
        with self._lock:
            if self._made is None or self._made[0] != stamp:
                self._made = (stamp, self._make())
            return self._made[1]

    def _make(self) -> tuple[str, str]:
        held = self._library.held()
        names = {number_key(name): name for name in map(spoken_name, held[:_OFFERED])}
        found = suggestions.questions(self._library, on=today(), most=_EXAMPLES)
        return cards.examples(found), ask_page.lists(places(held), names.values())


def build(port: gr.HTML, library: Library) -> None:
    """The tab's components and what they do."""
    gr.HTML(ask_page.room(), elem_id="ask-top")
    shown = gr.HTML(elem_id="answer")
    offered, lists = gr.HTML(elem_id="examples"), gr.HTML(elem_id="ask-lists")
    gr.HTML(ask_page.history(), elem_id="ask-before")
    parts = [shown, offered, lists]
    wire(port, "ask", Bound(_open, library), Offers(library).pages, parts)


def _open(library: Library, kept: ShownPages, event: gr.EventData) -> tuple[Any, ...]:
    """(page, what the browser is told, pages kept) for an address."""
    return answered(event, partial(_answer, library, kept), ask_wording.PROBLEM)


def _answer(library: Library, kept: ShownPages, asked: Asked, raw: str) -> tuple[Any, ...]:
    if library.is_empty():
        return empty(wording.EMPTY_LIBRARY, wording.EMPTY_ADVICE), reply(raw, "empty"), kept
    typed = (asked.get("q") or "").strip()
    wrong = _wrong(asked)
    names = [part.name for part in wrong]
    if not typed:
        said = wrong_parts.told([*wrong, *_unknown(library, asked)])
        return said, reply(raw, "start", wrong=names), ShownPages()
    on = today() if "as_of" in names else day(asked.get("as_of"))
    key = (asked.parts, on, library.store.state)
    known: Answered | None = kept.get(key)
    page: Any = gr.skip() if kept.current() == key else known.page if known else None
    if known is None:
        known = _asked(library, asked, typed, on, wrong)
        page = known.page
    more = {"to": address("ask")} if len(typed) > _LONGEST else {}
    said = reply(raw, "answer", typed=typed, wrong=names, **known.told, **more)
    return page, said, kept.showing(key, known)


def _asked(
    library: Library, asked: Asked, typed: str, on: dt.date, wrong: list[WrongPart]
) -> Answered:
    """The question of an address answered, after those before it; what is wrong with it above."""
    question = narrowed(typed, document=asked.get("document"), place=asked.get("place"))
    earlier = [text.strip() for text in asked.all("after") if text.strip()][-MOST_EARLIER:]
    before: list[Given] = []
    for text in earlier:
        before.append(library.ask(text, on=on, after=[one["question"] for one in before]))
    rows = page_of_rows(asked.get("rows"))
    given = library.ask(question, on=on, after=earlier, every_row=rows is not None)
    said = wrong_parts.told(wrong if given["answered"] else [*wrong, *_unknown(library, asked)])
    page = said + cards.page(given, earlier, states(library, given), rows)
    hint = ask_page.follow_up() if given["answered"] else ""
    return Answered(page + hint + cards.earlier(before), {name: given[name] for name in _TOLD})


def _wrong(asked: Asked) -> list[WrongPart]:
    """What of an address is no day, no page, or nothing that this room reads."""
    named = (name for name, _ in asked.parts)
    rows = asked.get("rows")
    told = _BAD_PAGE.format(said=wrong_parts.cut(rows or ""))
    return [
        *wrong_parts.wrong_day("as_of", asked.get("as_of"), _BAD_DAY),
        *((WrongPart("rows", told),) if rows and page_of_rows(rows) is None else ()),
        *wrong_parts.unread(named, _NAMES, wording.TABS["ask"]),
    ]


def _unknown(library: Library, asked: Asked) -> list[WrongPart]:
    """The place or document of an address, where the library has none of that name."""
    found = []
    if place := asked.get("place"):
        told = library.choice.why_none({"place": place})
        found += [WrongPart("place", told)] if told else []
    if document := asked.get("document"):
        try:
            library.find(document)
        except AmbiguousError:
            pass  # the answer offers the choices
        except NotFoundError as failure:
            found.append(WrongPart("document", failure.message))
    return found
