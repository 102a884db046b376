"""Questions over a library."""

import datetime as dt
import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from kg.errors import NotFoundError
from kg.grounds import Grounds, grounds_of
from kg.model import DocumentRecord, Line, Mention, SourceText, Target, Task
from kg.validity import Validity, status_on
from ui import labels
from ui.remembered import WORDS, Remembered
from ui.search_desk import SearchDesk
from ui.views import Json

if TYPE_CHECKING:
    from search.evidence import Answer


class QuestionDesk(SearchDesk):
    """Answers, as JSON-ready values; with search it fits `search.sources.Sources`."""

    _remembered: Remembered | None = None

    @cached_property
    def _asking(self) -> threading.local:
        """For each thread, what is remembered during the question that it answers (`now`)."""
        return threading.local()

    @property
    def _now(self) -> Remembered:
        """What is remembered of the library as it stands; during a question, as it stood then."""
        during: Remembered | None = getattr(self._asking, "now", None)
        if during is not None:
            return during
        state = self.store.state
        known = self._remembered
        if known is None or known.state != state:
            known = self._remembered = Remembered(state)
        return known

    # --- what answering reads -----------------------------------------------------------------
    def held(self) -> Sequence[DocumentRecord]:
        """All documents whose text is held; the same object until the library changes."""
        now = self._now
        if now.held is None:
            now.held = tuple(self.store.documents())
        return now.held

    def matching(self, text: str) -> Sequence[DocumentRecord]:
        """Documents of the library or the registry that a number or a name identifies."""
        named = super().matching
        return self._now.matching.get(text, lambda: tuple(named(text)))

    def source(self, document_id: str) -> SourceText:
        """Lines of a held document."""
        return self._now.sources.get(document_id, lambda: self._source(document_id))

    def _source(self, document_id: str) -> SourceText:
        found = self.store.source(document_id)
        if found is None:
            raise NotFoundError(f"Thư viện không giữ văn bản {document_id}.")
        return found

    def lines(self, document_id: str, first: int, last: int) -> Sequence[Line]:
        """Lines first..last of a held document, from 1; those that there are."""
        return self.store.lines(document_id, first, last)

    def citing(self, key: str) -> Sequence[tuple[DocumentRecord, Mention]]:
        """Every mention of a document by others: newest documents first, in text order."""
        records = {record.id: record for record in self.held()}
        found = self.store.mentions_meaning(key)
        return [(records[name], mention) for name, mention in found if name in records]

    def naming(self, number: str) -> Sequence[tuple[str, Mention]]:
        """(id of the document, mention) of all that name a number, the document's own included."""
        return self.store.naming(number)

    def mentions(self, document_id: str) -> Sequence[Mention]:
        """Linked mentions of a held document."""
        return self._now.mentions.get(document_id, lambda: self.store.mentions(document_id))

    def tasks_in(self, documents: Collection[str] | None) -> Sequence[tuple[str, Task]]:
        """Tasks of these documents, or of all."""
        return self.store.tasks_in(documents)

    def targets_in(self, documents: Collection[str] | None) -> Sequence[tuple[str, Target]]:
        """Targets of these documents, or of all."""
        return self.store.targets_in(documents)

    def task_offices(self, documents: Collection[str] | None) -> Sequence[str]:
        """Offices that tasks of these documents, or of all, name: each spelling once."""
        if documents is not None:
            return self.store.task_offices(documents)
        now = self._now
        if now.task_offices is None:
            now.task_offices = tuple(self.store.task_offices())
        return now.task_offices

    def tasks_about(
        self, words: Sequence[str], documents: Collection[str] | None, limit: int = 400
    ) -> Sequence[tuple[str, Task]]:
        """Tasks that share a folded word with `words`, those that share the most first."""
        return self.store.tasks_about(words, documents, limit)

    def tasks_of(
        self, offices: Sequence[str], documents: Collection[str] | None
    ) -> Sequence[tuple[str, Task]]:
        """Tasks given to offices whose name has all the words of one of `offices`, or is theirs."""
        return self.store.tasks_of(offices, documents)

    def targets_about(
        self, words: Sequence[str], documents: Collection[str] | None, limit: int = 400
    ) -> Sequence[tuple[str, Target]]:
        """Targets that share a folded word with `words`, those that share the most first."""
        return self.store.targets_about(words, documents, limit)

    def word_shares(self, words: Sequence[str]) -> Mapping[str, float]:
        """Share of all tasks and targets that have a folded word, in [0, 1]."""
        now = self._now
        known = {word: now.shares[word] for word in words if word in now.shares}
        unknown = [word for word in words if word not in known]
        if not unknown:
            return known
        told = self.store.word_shares(unknown)
        now.shares = {**now.shares, **told} if len(now.shares) < WORDS else told
        return known | told

    def validity(self, key: str, on: dt.date, provision: str | None = None) -> Validity:
        """State of a document, and of one provision, on a day."""
        return self._now.validity.get(
            (key, on, provision),
            lambda: status_on(key, self.registry, on=on, provision=provision),
        )

    def grounds(self, key: str) -> Grounds:
        """What the facts on a document's validity rest on: clauses, or the registry alone."""
        return grounds_of(key, self.registry)

    # --- questions ----------------------------------------------------------------------------
    def answer(
        self, question: str, *, on: dt.date, after: Sequence[str] = (), every_row: bool = False
    ) -> "Answer":
        """Answer with its proof, or a refusal with its reason.

        after: the questions before it, oldest first, which it may only continue. every_row: rows
        of a long list are all given, not only the first.
        """
        from search.answer import answer

        before = [_storable(text) for text in after]
        with self._one_state():
            return answer(_storable(question), self, on=on, after=before, every_row=every_row)

    @contextmanager
    def _one_state(self) -> Iterator[None]:
        """Within, this thread sees one state of the library; NotFoundError where it is empty."""
        before = getattr(self._asking, "now", None)
        self._asking.now = before or (self._now if self.exists() else None)
        try:
            if not (self.exists() and self.held()):
                told = labels.EMPTY_LIBRARY if self.exists() else labels.NO_LIBRARY
                hint = "Hãy nạp văn bản: cancu ingest."
                raise NotFoundError(told.format(folder=self.folder), hint)
            yield
        finally:
            self._asking.now = before

    def ask(
        self, question: str, *, on: dt.date, after: Sequence[str] = (), every_row: bool = False
    ) -> Json:
        """The JSON of `cancu ask`; see `answer`."""
        from ui.answer_view import view

        before = [_storable(text) for text in after]
        with self._one_state():
            given = self.answer(question, on=on, after=before, every_row=every_row)
            return view(given, self, on, before) | {"question": question}


def _storable(text: str) -> str:
    """A question without what no text can hold: lone surrogates."""
    return text.encode("utf-8", "replace").decode("utf-8")
