"""The list of documents: one page of it, with what its filters would leave."""

import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from kg import document_pages
from kg.document_pages import Counts, Cube, Figures, Names, Narrowing
from kg.model import DocumentRecord
from kg.terms import ValidityState
from ui.document_query import ROWS, DocumentQuery
from ui.document_states import StateBook

if TYPE_CHECKING:
    from ui.shelf import Shelf

MOST_SAVED: Final = 20_000
"""Documents of one file to take away."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of the list that a query asks for.

    figures, states: by id and by key, of these records. by_state: how many there are in each
    state with the other filters as they are; None where that is not yet known.
    """

    query: DocumentQuery
    records: tuple[DocumentRecord, ...]
    figures: Mapping[str, Figures]
    states: Mapping[str, ValidityState]
    counts: Counts
    names: Names
    by_state: Mapping[ValidityState, int] | None

    @property
    def parts(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.counts.total // ROWS))


def lists_of(library: "Shelf") -> "DocumentLists":
    """The lists of a library: one for all who ask."""
    with _MAKING:
        return _MADE.setdefault(library, DocumentLists(library))


class DocumentLists:
    """Lists of one library. What does not depend on words typed is kept until it changes."""

    def __init__(self, library: "Shelf") -> None:
        self._library = library
        self._states = StateBook(library)
        self._lock = threading.Lock()
        self._kept: tuple[tuple[str, ...], Cube, Names] | None = None

    def page(self, query: DocumentQuery, *, rows: int = ROWS) -> Listed:
        """The page of `query`, or the last one where it asks for one beyond.

        The library holds documents or has stubs. Raises UsageError on a filter that is none.
        """
        on, engine = query.on, self._library.store.engine
        plain = query.narrowing()
        where = self._in_state(query, plain)
        cube, names = self._unnarrowed()
        if where.only is not None or where.text:
            cube = document_pages.cube(engine, where)
        counts = cube.counts(where)
        part = min(query.part, max(1, -(-counts.total // rows)))
        found = document_pages.page(
            engine, where, query.order, limit=rows, offset=(part - 1) * rows
        )
        states = self._states.of((record.key for record in found), on)
        return Listed(
            replace(query, part=part),
            tuple(found),
            document_pages.figures(engine, found),
            states,
            counts,
            names,
            self._by_state(query, plain),
        )

    def _in_state(self, query: DocumentQuery, plain: Narrowing) -> Narrowing:
        """The filters with the keys of the documents in the state asked for."""
        wanted = query.wanted_state
        if wanted is None:
            return plain
        # What the other filters are does not change who is in the state: counts need them all.
        fits = Narrowing(text=plain.text, stubs=plain.stubs)
        keys = document_pages.keys(self._library.store.engine, fits)
        states = self._states.of(keys, query.on)
        return replace(plain, only=tuple(key for key in keys if states[key] is wanted))

    def _by_state(
        self, query: DocumentQuery, plain: Narrowing
    ) -> Mapping[ValidityState, int] | None:
        """Counts of states where they are known; else they are looked up for the next list."""
        keys = document_pages.keys(self._library.store.engine, plain)
        states = self._states.known(set(keys), query.on)
        if states is None:
            self._states.warm(query.on, stubs=plain.stubs)
            return None
        return Counter(states[key] for key in keys)

    def _unnarrowed(self) -> tuple[Cube, Names]:
        store = self._library.store
        state = store.state
        with self._lock:
            if self._kept is None or self._kept[0] != state:
                cube = document_pages.cube(store.engine, Narrowing())
                self._kept = (state, cube, document_pages.names(store.engine))
            return self._kept[1], self._kept[2]


_MAKING: Final = threading.Lock()
_MADE: "Final[WeakKeyDictionary[Shelf, DocumentLists]]" = WeakKeyDictionary()
