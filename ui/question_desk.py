"""Search and questions over a library."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any, Unpack

from kg.errors import NotFoundError
from kg.model import DocumentRecord, Mention, SourceText, Target, Task
from kg.validity import Validity, status_on
from search.answer import answer
from search.evidence import Answer, Evidence
from search.sources import Found
from ui import labels, views
from ui.named_documents import NamedDocuments
from ui.search_filter import SearchFilter
from ui.sentences import sentence
from ui.views import Json

MAX_QUOTE = 600  # characters of a quote in an answer


class QuestionDesk(NamedDocuments):
    """Search and answers, as JSON-ready values; fits `search.sources.Sources`."""

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

    def passages(
        self, query: str, k: int, documents: Collection[str] | None = None
    ) -> Sequence[Found]:
        """Best passages for a query."""
        hits = self.fresh_engine().search(query, k, documents=documents)
        texts = {p.id: p for p in self.store.passages([hit.passage for hit in hits])}
        return [
            Found(texts[hit.passage], hit.score, hit.lexical, hit.dense)
            for hit in hits
            if hit.passage in texts
        ]

    # --- search -------------------------------------------------------------------------------
    def search(self, query: str, k: int = 10, **filters: Unpack[SearchFilter]) -> Json:
        """Best passages for a query, with their document, section and lines."""
        found = self.passages(query, k, self.choice.allowed(filters))
        records = {record.id: record for record in self.held()}
        day = filters.get("in_force_on")
        return {
            "query": query,
            "hits": [_hit(item, records.get(item.passage.document)) for item in found],
            "as_of": day.isoformat() if day else None,
        }

    def search_many(
        self, queries: Sequence[str], k: int = 10, **filters: Unpack[SearchFilter]
    ) -> list[list[Any]]:
        """Hits (passage ids and scores) of many queries, in their order."""
        allowed = self.choice.allowed(filters)
        engine = self.fresh_engine()
        return [engine.search(query, k, documents=allowed) for query in queries]

    # --- questions ----------------------------------------------------------------------------
    def answer(self, question: str, *, on: dt.date) -> Answer:
        """Answer with its proof, or a refusal with its reason."""
        if self.is_empty():
            told = labels.EMPTY_LIBRARY if self.exists() else labels.NO_LIBRARY
            raise NotFoundError(told.format(folder=self.folder), "Hãy nạp văn bản: cancu ingest.")
        return answer(question, self, on=on)

    def ask(self, question: str, *, on: dt.date) -> Json:
        """The JSON of `cancu ask`."""
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


def _evidence(item: Evidence) -> Json:
    text = item.quote if len(item.quote) <= MAX_QUOTE else item.quote[:MAX_QUOTE] + "…"
    return {
        "document": item.document,
        "file": item.file or None,
        "line_start": item.line_start or None,
        "line_end": item.line_end or None,
        "quote": text,
    }


def _hit(item: Found, record: DocumentRecord | None) -> Json:
    passage = item.passage
    return {
        "passage": passage.id,
        "document": passage.document,
        "number": record.header.number if record else passage.document,
        "title": (record.header.title if record else None) or passage.title,
        "heading_path": list(passage.heading_path),
        "line_start": passage.line_start or None,
        "line_end": passage.line_end or None,
        "page": passage.page,
        "text": passage.text,
        "score": round(item.score, 4),
        "lexical": round(item.lexical, 4),
        "dense": round(item.dense, 4),
    }
