"""Questions over a library."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from kg.errors import NotFoundError
from kg.model import DocumentRecord, Mention, SourceText, Target, Task
from kg.validity import Validity, status_on
from search.scanning import Scanning
from ui import labels, views
from ui.search_desk import SearchDesk
from ui.views import Json

if TYPE_CHECKING:
    from search.evidence import Answer, Evidence

MAX_QUOTE = 600  # characters of a quote in an answer


class QuestionDesk(Scanning, SearchDesk):
    """Answers, as JSON-ready values; with search it fits `search.sources.Sources`."""

    # --- what answering reads -----------------------------------------------------------------
    def held(self) -> Sequence[DocumentRecord]:
        """All documents whose text is held."""
        return self.store.documents()

    def source(self, document_id: str) -> SourceText:
        """Lines of a held document."""
        found = self.store.source(document_id)
        if found is None:
            raise NotFoundError(f"Thư viện không giữ văn bản {document_id}.")
        return found

    def citing(self, key: str) -> Sequence[tuple[DocumentRecord, Mention]]:
        """Every mention of a document by others, document by document."""
        return [
            (citation.citing, evidence.mention)
            for citation in self.store.citing([key])
            for evidence in citation.mentions
        ]

    def mentions(self, document_id: str) -> Sequence[Mention]:
        """Linked mentions of a held document."""
        return self.store.mentions(document_id)

    def tasks_in(self, documents: Collection[str] | None) -> Sequence[tuple[str, Task]]:
        """Tasks of these documents, or of all."""
        items = (
            self.store.tasks()
            if documents is None
            else [item for name in sorted(documents) for item in self.store.tasks(name)]
        )
        return [(item.document, item.task) for item in items]

    def targets_in(self, documents: Collection[str] | None) -> Sequence[tuple[str, Target]]:
        """Targets of these documents, or of all."""
        items = (
            self.store.targets()
            if documents is None
            else [item for name in sorted(documents) for item in self.store.targets(name)]
        )
        return [(item.document, item.target) for item in items]

    def validity(self, key: str, on: dt.date, provision: str | None = None) -> Validity:
        """State of a document, and of one provision, on a day."""
        return status_on(key, self.registry, on=on, provision=provision)

    # --- questions ----------------------------------------------------------------------------
    def answer(self, question: str, *, on: dt.date) -> "Answer":
        """Answer with its proof, or a refusal with its reason."""
        from search.answer import answer

        if self.is_empty():
            told = labels.EMPTY_LIBRARY if self.exists() else labels.NO_LIBRARY
            raise NotFoundError(told.format(folder=self.folder), "Hãy nạp văn bản: cancu ingest.")
        return answer(question, self, on=on)

    def ask(self, question: str, *, on: dt.date) -> Json:
        """The JSON of `cancu ask`."""
        from ui.sentences import sentence

        given = self.answer(question, on=on)
        asked = given.question
        return {
            "question": question,
            "intent": asked.intent.value,
            "slots": {
                "documents": [d.header.number or d.id for d in asked.documents],
                "plans": [plan.id for plan in asked.plans],
                "offices": list(asked.offices),
                "years": list(asked.years),
                "topic": list(asked.topic),
            },
            "answered": given.answered,
            "answer": sentence(given, on),
            "reason": given.reason.value if given.reason else None,
            "documents": list(given.documents),
            "offices": list(given.offices),
            "places": list(given.places),
            "deadline": given.deadline,
            "rows": views.plain(given.rows),
            "evidence": [_evidence(item) for item in given.evidence],
            "nearest": [_evidence(item) for item in given.nearest],
            "choices": [_choice(record) for record in given.choices],
            "confidence": round(given.confidence, 4),
            "as_of": on.isoformat(),
        }


def _choice(record: DocumentRecord) -> Json:
    """A document that a question may mean; its key asks for it alone."""
    head = record.header
    return {
        "key": record.key,
        "canonical": head.number,
        "title": head.title,
        "date": head.date.isoformat() if head.date else None,
        "issuer": head.issuer,
    }


def _evidence(item: "Evidence") -> Json:
    text = item.quote if len(item.quote) <= MAX_QUOTE else item.quote[:MAX_QUOTE] + "…"
    return {
        "document": item.document,
        "file": item.file or None,
        "line_start": item.line_start or None,
        "line_end": item.line_end or None,
        "quote": text,
    }
