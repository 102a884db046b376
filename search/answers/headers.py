"""Answers on what a document is: number, day, issuer, signer, period; also for cited ones."""

import datetime as dt
from collections.abc import Sequence

from kg.model import DocumentRecord, Mention
from kg.number import number_key
from kg.terms import MentionType, NoAnswer
from search.evidence import (
    Answer,
    Evidence,
    label,
    mention_evidence,
    note_evidence,
    place_names,
    quote,
    refuse,
)
from search.guards import header_fields
from search.question import Question
from search.sources import Sources

_HEAD_LINES = 12  # a document's head, where nothing tells its last line


def header(question: Question, sources: Sources, on: dt.date) -> Answer:  # noqa: ARG001
    """Header of the document asked about, or what other documents state of it.

    A field that the document leaves blank is told as blank: that is what is known.
    """
    held_ids = {record.id for record in sources.held()}
    cited = [record for record in question.documents if record.id not in held_ids]
    if cited:
        return _stated(question, sources, cited)
    plans = tuple(r for r in question.documents if r.id in held_ids) or question.plans
    if not plans:
        return refuse(question, NoAnswer.NOT_HELD, " ".join(map(str, question.numbers)))
    fields = header_fields(question.folded)
    if "effective" in fields:
        plans = tuple(p for p in plans if p.header.effective_from or p.header.effective_note)
    if not plans:
        return refuse(question, NoAnswer.NOT_FOUND)
    return Answer(
        question,
        answered=True,
        subject=label(plans[0]),
        documents=tuple(dict.fromkeys(name for plan in plans for name in _numbers(sources, plan))),
        offices=tuple(dict.fromkeys(p.header.issuer for p in plans if p.header.issuer)),
        places=place_names(plans),
        rows=tuple(_row(plan) for plan in plans),
        evidence=tuple(p for plan in plans for p in _lines(sources, plan, fields))[:8],
        confidence=0.9 if len(plans) == 1 else 0.6,
    )


def _numbers(sources: Sources, plan: DocumentRecord) -> list[str]:
    """The document's number, and every other number that it prints of itself."""
    own = [plan.header.number] if plan.header.number else []
    printed = [
        mention.canonical
        for mention in sources.mentions(plan.id)
        if mention.mention_type is MentionType.SELF and mention.canonical
    ]
    return list(dict.fromkeys(own + printed))


def _row(plan: DocumentRecord) -> dict[str, object]:
    head = plan.header
    return {
        "document": plan.id,
        "number": head.number,
        "date": head.date.isoformat() if head.date else None,
        "type": head.type,
        "title": head.title,
        "issuer": head.issuer,
        "signer": head.signer,
        "signer_title": head.signer_title,
        "period": f"{head.period.start} - {head.period.end}" if head.period else None,
        "effective": head.effective_note,
        "effective_from": head.effective_from.isoformat() if head.effective_from else None,
        "recipients": list(head.recipients),
    }


def _lines(sources: Sources, plan: DocumentRecord, fields: Sequence[str]) -> list[Evidence]:
    """The lines that state what is asked, before the others of the head."""
    own = note_evidence(sources, plan) if "effective" in fields else ()
    return [*own, *_head(sources, plan)]


def _head(sources: Sources, plan: DocumentRecord) -> list[Evidence]:
    """The head, the places where the document prints its own number, and the signature."""
    pieces = [quote(sources, plan, 1, _HEAD_LINES)]
    pieces += [
        quote(sources, plan, mention.line, mention.line_end)
        for mention in sources.mentions(plan.id)
        if mention.mention_type is MentionType.SELF
    ]
    if plan.header.signed_line:
        pieces.append(quote(sources, plan, plan.header.signed_line, plan.header.signed_line))
    return pieces


def _stated(question: Question, sources: Sources, cited: Sequence[DocumentRecord]) -> Answer:
    """What citing documents state of documents not held; two readings are both told."""
    plans = {plan.id for plan in question.plans}
    found = [pair for document in cited for pair in sources.citing(document.key)]
    found = [pair for pair in found if not plans or pair[0].id in plans] or found
    if not found:
        return refuse(question, NoAnswer.NOT_FOUND, label(cited[0]))
    return Answer(
        question,
        answered=True,
        subject=label(cited[0]),
        documents=tuple(dict.fromkeys(_canonical(m) for _, m in found if _canonical(m))),
        places=place_names(list(dict.fromkeys(record for record, _ in found))),
        rows=tuple(_stated_row(record, mention) for record, mention in found),
        evidence=mention_evidence(sources, found),
        confidence=0.8,
    )


def _canonical(mention: Mention) -> str:
    return mention.canonical or ""


def _stated_row(record: DocumentRecord, mention: Mention) -> dict[str, object]:
    return {
        "document": record.id,
        "number": mention.canonical,
        "date": mention.date.isoformat() if mention.date else None,
        "issuer": mention.issuer,
        "title": mention.title,
        "line": mention.line,
        "key": number_key(mention.canonical) if mention.canonical else None,
    }
