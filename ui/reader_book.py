"""A document opened for reading, kept while its library stays as it is.

A page of the reader, the rest of its lines, the states on another day and the cards of its
citations are asked for one after the other: the text is read from the library once.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kg.doubtful import DoubtKind
from kg.model import DocumentRecord, Mention, Reading
from kg.terms import ValidityState
from ui import reader_lines
from ui.remembered import Kept

if TYPE_CHECKING:
    from kg.tables import Table
    from ui.library import Library

_LINES: Final = 30_000  # of opened documents that are kept: some 40 MB
_STATES: Final = 60_000
_MOST_ASKED: Final = 500
_FEW: Final = 30  # documents whose states are found while the page waits


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A held document with what its citations mean.

    cited: citations in text order. keys: of the documents cited, by first citation; numbers: the
    place of each in `keys`. records: of the documents cited that the library knows. doubts: how
    many places wait for someone to look at their reading.
    """

    record: DocumentRecord
    reading: Reading
    cited: tuple[Mention, ...]
    keys: tuple[str, ...]
    numbers: Mapping[str, int]
    records: Mapping[str, DocumentRecord]
    tables: "tuple[Table, ...]"
    doubts: int

    @property
    def held(self) -> dict[str, str]:
        """Ids by key of the documents cited whose text the library holds."""
        return {key: known.id for key, known in self.records.items() if known.held}

    @property
    def last_line(self) -> int:
        """Number of its last line; 0 where it has none."""
        return len(self.reading.source.lines)


class ReadingDesk:
    """Opens documents of one library."""

    def __init__(self, library: "Library") -> None:
        self.library = library
        self._open: Kept[tuple[object, ...], OpenDocument] = Kept(
            _LINES, lambda opened: opened.last_line + 1
        )
        self._asked: set[tuple[object, ...]] = set()
        self._states: Kept[tuple[object, ...], Sequence[ValidityState]] = Kept(
            _STATES, lambda states: len(states) + 1
        )

    def open(self, name: str) -> OpenDocument:
        """A held document by id or number. Raises NotFoundError, AmbiguousError."""
        record = self.library.find_held(name)
        key = (self.library.store.state, record.id)
        return self._open.get(key, lambda: self._read(record))

    def states(self, opened: OpenDocument, on: dt.date) -> Sequence[ValidityState]:
        """States on a day of the documents cited, in the order of `keys`."""
        from kg.alive import state_on

        def found() -> tuple[ValidityState, ...]:
            registry = self.library.store.registry_of_a_moment()
            return tuple(state_on(key, registry, on=on) for key in opened.keys)

        key = self._key(opened, on)
        states = self._states.get(key, found)
        self._asked = {*self._asked, key} if len(self._asked) < _MOST_ASKED else {key}
        return states

    def known_states(self, opened: OpenDocument, on: dt.date) -> Sequence[ValidityState] | None:
        """The same where it is quick: few documents, or asked for before; None otherwise."""
        if len(opened.keys) <= _FEW:
            return self.states(opened, on)
        return self.states(opened, on) if self._key(opened, on) in self._asked else None

    def _key(self, opened: OpenDocument, on: dt.date) -> tuple[object, ...]:
        return self.library.store.state, opened.record.id, on

    def _read(self, record: DocumentRecord) -> OpenDocument:
        store = self.library.store
        reading = self.library.text_of(record)
        cited = reader_lines.citations(reading.mentions)
        keys = tuple(dict.fromkeys(one.target for one in cited if one.target))
        as_read = None if record.damaged else store.as_read(record.id)
        return OpenDocument(
            record,
            reading,
            cited,
            keys,
            {key: number for number, key in enumerate(keys)},
            store.records(keys) if keys else {},
            as_read.tables if as_read else (),
            sum(
                n for kind, n in store.waiting_counts(record.id).items() if kind != DoubtKind.CHOICE
            ),
        )


@lru_cache(maxsize=4)
def desk_of(library: "Library") -> ReadingDesk:
    """The one desk of a library: what the page has read, the addresses beside it need not."""
    return ReadingDesk(library)
