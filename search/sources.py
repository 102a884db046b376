"""What answering needs from a library, as a protocol: the library class in `ui` fits it.

`search` never opens the store itself, so that answers can be tested on small hand-made sources.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kg.grounds import Grounds
from kg.inconsistencies import Inconsistency
from kg.model import DocumentRecord, Line, Mention, Passage, SourceText, Target, Task
from kg.validity import Validity


@dataclass(frozen=True, slots=True)
class Found:
    """A passage found by search, with its scores in [0, 1]."""

    passage: Passage
    score: float
    lexical: float
    dense: float


class Sources(Protocol):
    """Read access to one library."""

    def held(self) -> Sequence[DocumentRecord]:
        """All documents that the library holds with their text."""
        ...

    def matching(self, text: str) -> Sequence[DocumentRecord]:
        """Documents, held or cited, that a number or name identifies; best first."""
        ...

    def listed(self, number: str) -> Sequence[DocumentRecord]:
        """Documents of this number that the registry knows, held or not."""
        ...

    def stated(self, text: str) -> DocumentRecord | None:
        """A document nobody registered, where number, day and issuer in `text` tell it whole."""
        ...

    def laws_named_in(self, folded: str, on: dt.date | None = None) -> Sequence[DocumentRecord]:
        """Laws whose name stands in a folded question, of the year named there if any is.

        Without a year: the one that holds on `on` (today, where None).
        """
        ...

    def law_before(self, key: str) -> DocumentRecord | None:
        """The last earlier law of the same name; None where none is known."""
        ...

    def source(self, document_id: str) -> SourceText:
        """The lines of a held document."""
        ...

    def lines(self, document_id: str, first: int, last: int) -> Sequence[Line]:
        """Lines first..last of a held document, from 1, both inclusive; those that there are."""
        ...

    def citing(self, key: str) -> Sequence[tuple[DocumentRecord, Mention]]:
        """Every mention of a document by others, in order of document and line."""
        ...

    def naming(self, number: str) -> Sequence[tuple[str, Mention]]:
        """(id of the document, mention) of all that name a number, the document's own included."""
        ...

    def mentions(self, document_id: str) -> Sequence[Mention]:
        """Mentions in a held document, in text order, linked to their targets."""
        ...

    def tasks_in(self, documents: Collection[str] | None) -> Sequence[tuple[str, Task]]:
        """Tasks of these documents, or of all."""
        ...

    def targets_in(self, documents: Collection[str] | None) -> Sequence[tuple[str, Target]]:
        """Targets of these documents, or of all."""
        ...

    def task_offices(self, documents: Collection[str] | None) -> Sequence[str]:
        """Offices that tasks of these documents, or of all, name: each spelling once."""
        ...

    def tasks_about(
        self, words: Sequence[str], documents: Collection[str] | None, limit: int = 400
    ) -> Sequence[tuple[str, Task]]:
        """Tasks that share a folded word with `words`, those that share the most first."""
        ...

    def tasks_of(
        self, offices: Sequence[str], documents: Collection[str] | None
    ) -> Sequence[tuple[str, Task]]:
        """Tasks given to offices whose name has all the words of one of `offices`, or is theirs."""
        ...

    def targets_about(
        self, words: Sequence[str], documents: Collection[str] | None, limit: int = 400
    ) -> Sequence[tuple[str, Target]]:
        """Targets that share a folded word with `words`, those that share the most first."""
        ...

    def word_shares(self, words: Sequence[str]) -> Mapping[str, float]:
        """Share of all tasks and targets that have a folded word, in [0, 1]; 0 where none has."""
        ...

    def inconsistencies(self, document_id: str) -> Sequence[Inconsistency]:
        """Where a held document contradicts itself."""
        ...

    def validity(self, key: str, on: dt.date, provision: str | None = None) -> Validity:
        """State of a document, and of one provision, on a day, with what proves it."""
        ...

    def grounds(self, key: str) -> Grounds:
        """What the facts on a document's validity rest on: clauses, or the registry alone."""
        ...

    def passages(
        self, query: str, k: int, documents: Collection[str] | None = None
    ) -> Sequence[Found]:
        """Best passages for a query, from these documents or from all."""
        ...
