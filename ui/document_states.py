"""In which state the documents of a list are on a day, for thousands at once.

What a document's state rests on is looked up once for each state of the library (0.7 ms a
document) and asked for any day afterwards (0.01 ms): the first list that is shown has all looked
up beside it, so that filters and counts need not wait for it.
"""

import datetime as dt
import threading
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from kg import document_pages
from kg.alive import state_on
from kg.document_pages import Narrowing
from kg.errors import CancuError
from kg.terms import ValidityState

if TYPE_CHECKING:
    from kg.registry import Registry
    from ui.shelf import Shelf

_DAYS: Final = 32  # days whose states are kept


@dataclass(slots=True)
class _Moment:
    """The library as it was: its facts, and the states that were asked for."""

    state: tuple[str, ...]
    registry: "Registry"
    on: dict[dt.date, dict[str, ValidityState]] = field(default_factory=dict)


class StateBook:
    """States of documents of one library; remembers until its documents or facts change."""

    def __init__(self, library: "Shelf") -> None:
        self._library = library
        self._lock = threading.RLock()
        self._last: _Moment | None = None
        self._warming: set[tuple[tuple[str, ...], bool]] = set()

    def of(self, keys: Iterable[str], on: dt.date) -> dict[str, ValidityState]:
        """The state of each on that day."""
        with self._lock:
            moment = self._moment()
            known = moment.on.setdefault(on, {})
            if len(moment.on) > _DAYS:
                moment.on.pop(next(day for day in moment.on if day != on))
        found = {}
        for key in keys:
            state = known.get(key)
            if state is None:
                state = known[key] = state_on(key, moment.registry, on=on)
            found[key] = state
        return found

    def known(self, keys: Iterable[str], on: dt.date) -> dict[str, ValidityState] | None:
        """The same where it is known of all already."""
        with self._lock:
            known = self._moment().on.get(on, {})
        found = {}
        for key in keys:
            state = known.get(key)
            if state is None:
                return None
            found[key] = state
        return found

    def warm(self, on: dt.date, *, stubs: bool) -> None:
        """Look the states of all held documents (or stubs) up beside what else is done."""
        with self._lock:
            moment = self._moment()
            if (moment.state, stubs) in self._warming:
                return
            self._warming = {one for one in self._warming if one[0] == moment.state}
            self._warming.add((moment.state, stubs))
        threading.Thread(target=self._warm, args=(moment, on, stubs), daemon=True).start()

    def _warm(self, moment: _Moment, on: dt.date, stubs: bool) -> None:  # noqa: FBT001
        with suppress(CancuError):  # a list that is asked for tells it
            keys = document_pages.keys(self._library.store.engine, Narrowing(stubs=stubs))
            for start in range(0, len(keys), 50):
                if self._last is not moment:
                    return  # the library has changed: a later list warms again
                self.of(keys[start : start + 50], on)

    def _moment(self) -> _Moment:
        store = self._library.store
        state = store.state
        if self._last is None or self._last.state != state:
            self._last = _Moment(state, store.registry_at_once())
        return self._last
