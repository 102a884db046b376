"""Tab “Tìm”: words, filters, the passages that meet them best.

All that is searched stands in the address, as in the tab “Hỏi”; see `ui.tabs.ask`.
"""

import threading
import time
from collections.abc import Mapping
from functools import partial
from types import MethodType as Bound
from typing import Any, Final

import gradio as gr

from ui import listing, search_examples, search_page, search_room, wording, wrong_parts
from ui import search_wording as words
from ui.days import day
from ui.library import Library
from ui.links import empty
from ui.search_desk import MOST
from ui.search_filter import SearchFilter
from ui.shown_pages import ShownPages
from ui.tabs.opening import Asked
from ui.tabs.room_answers import answered, reply, wire
from ui.wrong_parts import WrongPart

_NAMES: Final = ("type", "issuer", "place", "year", "in_force_on")
_OFFERED: Final = 200  # issuers that the field offers


class Offers:
    """Words to begin with and what the fields offer, made again only when documents change."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._made: tuple[object, tuple[str, str]] | None = None

    def pages(self) -> tuple[str, str]:
        """(examples, lists) as HTML; empty where there is no library."""
        if not self._library.exists():
            return "", ""
        state = self._library.store.state
        with self._lock:
            if self._made is None or self._made[0] != state:
                self._made = (state, self._make())
            return self._made[1]

    def _make(self) -> tuple[str, str]:
        library = self._library
        held = library.held()
        kinds = listing.types(held)
        if library.store.dataset_documents():
            kinds = [*kinds, *(name for name in words.NATIONAL_TYPES if name not in kinds)]
        issuers = sorted({record.header.issuer for record in held if record.header.issuer})
        lists = search_room.lists(kinds, issuers[:_OFFERED], listing.places(held))
        return search_room.examples(search_examples.words(library)), lists


def build(port: gr.HTML, library: Library) -> None:
    """The tab's components and what they do."""
    gr.HTML(search_room.room(), elem_id="search-top")
    shown = gr.HTML(elem_id="found")
    gr.HTML(search_room.begin(), elem_id="search-begin")
    offered, lists = gr.HTML(elem_id="search-examples"), gr.HTML(elem_id="search-lists")
    parts = [shown, offered, lists]
    wire(port, "search", Bound(_open, library), Offers(library).pages, parts)


def _open(library: Library, kept: ShownPages, event: gr.EventData) -> tuple[Any, ...]:
    """(page, what the browser is told, pages kept) for an address."""
    return answered(event, partial(_search, library, kept), words.PROBLEM)


def _search(library: Library, kept: ShownPages, asked: Asked, raw: str) -> tuple[Any, ...]:
    if library.is_empty() and not (library.exists() and library.store.dataset_documents()):
        return empty(wording.EMPTY_LIBRARY, wording.EMPTY_ADVICE), reply(raw, "empty"), kept
    page: Any
    query = (asked.get("q") or "").strip()
    said = {name: (asked.get(name) or "").strip() for name in _NAMES}
    wrong = _wrong(asked, said)
    names = [part.name for part in wrong]
    said |= {name: "" for name in _NAMES if name in names}
    filters = _filters(said)
    if not query:
        page = _start(library, filters, wrong, given=any(map(asked.get, _NAMES)))
        return page, reply(raw, "start", wrong=names), ShownPages()
    count = _count(asked.get("count")) or search_page.STEP
    key = (asked.parts, day(None), library.store.state)
    known: tuple[str, str] | None = kept.get(key)
    page = gr.skip() if kept.current() == key else known[0] if known else None
    if known is None:
        begun = time.perf_counter()
        # One more than is shown tells whether there are more.
        found = library.search(query, min(count + 1, MOST), **filters)
        took = time.perf_counter() - begun
        shown = search_page.page(found, said, count=count, seconds=took)
        page = wrong_parts.told(wrong) + shown
        known = (page, _heard(found, count))
    told_back = reply(raw, "found", query=query, heard=known[1], wrong=names)
    return page, told_back, kept.showing(key, known)


def _heard(found: dict[str, Any], count: int) -> str:
    """What those who hear the page are told of the results."""
    if not found["hits"]:
        return str(found["note"] or "")
    said = words.COUNTED.format(count=min(count, len(found["hits"])))
    return f"{said}. {found['note'] or ''}".strip()


def _count(said: str | None) -> int | None:
    """How many results an address asks for, within what a search gives; None for no number."""
    if not said:
        return search_page.STEP
    if not (said.isascii() and said.isdigit() and len(said) <= 4):
        return None
    return max(search_page.STEP, min(int(said), MOST))


def _wrong(asked: Asked, said: Mapping[str, str]) -> list[WrongPart]:
    """What of an address is no day, year or number, or nothing that this room reads."""
    named = (name for name, _ in asked.parts)
    year, count = said["year"], asked.get("count")
    wrong = wrong_parts.wrong_day("in_force_on", said["in_force_on"], words.BAD_DAY)
    if year and not (year.isascii() and year.isdigit() and len(year) == 4):
        told = words.BAD_YEAR.format(year=wrong_parts.cut(year))
        wrong.append(WrongPart("year", told))
    if count and _count(count) is None:
        told = words.BAD_COUNT.format(count=wrong_parts.cut(count), shown=search_page.STEP)
        wrong.append(WrongPart("count", told))
    return [
        *wrong,
        *wrong_parts.unread(named, {"q", "count", *_NAMES}, wording.TABS["search"]),
    ]


def _start(library: Library, filters: SearchFilter, wrong: list[WrongPart], *, given: bool) -> str:
    """What stands above the words to begin with; filters without words are of no use yet."""
    nothing = library.choice.why_none(filters)
    unknown = [WrongPart("", nothing)] if nothing else []
    told = wrong_parts.told([*wrong, *unknown])
    return told + (empty(words.EMPTY_QUERY) if given else "")


def _filters(said: Mapping[str, str]) -> SearchFilter:
    """What the boxes say as filters; year and day are such."""
    return {
        "type": said["type"] or None,
        "issuer": said["issuer"] or None,
        "place": said["place"] or None,
        "year": int(said["year"]) if said["year"] else None,
        "in_force_on": day(said["in_force_on"]) if said["in_force_on"] else None,
    }
