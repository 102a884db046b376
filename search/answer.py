"""Answers with their proof, or a refusal with its reason. Nothing is written that is not read.

An answer carries facts; `ui/sentences.py` puts them into one Vietnamese sentence.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from kg.model import DocumentRecord, Mention
from kg.terms import Intent, NoAnswer
from search.question import Question, understand
from search.sources import Sources

MAX_EVIDENCE: Final = 8
MAX_ROWS: Final = 50


@dataclass(frozen=True, slots=True)
class Evidence:
    """Lines of a held document that prove an answer. quote: their clean text."""

    document: str
    file: str
    line_start: int
    line_end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known. `answered` is False where it is not; then `reason` says why.

    subject: short name of the document or thing asked about. rows: one object for each fact,
    their keys depend on the intent, at most MAX_ROWS of `total`.
    nearest: sections that may help, not an answer.
    """

    question: Question
    answered: bool
    reason: NoAnswer | None = None
    subject: str = ""
    documents: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    deadline: str | None = None
    rows: tuple[dict[str, Any], ...] = ()
    total: int = 0
    evidence: tuple[Evidence, ...] = ()
    nearest: tuple[Evidence, ...] = field(default=(), compare=False)
    confidence: float = 0.0


Answerer = Callable[[Question, Sources, dt.date], Answer]


def refuse(question: Question, reason: NoAnswer, subject: str = "") -> Answer:
    """No answer, and why."""
    return Answer(question, answered=False, reason=reason, subject=subject)


def answer(text: str, sources: Sources, *, on: dt.date) -> Answer:
    """Answer a question from a library, as things stand on a day.

    Below the confidence of its intent it abstains and shows the nearest sections.
    """
    from search.answers import ANSWERERS

    question = understand(text, sources)
    if question.intent is Intent.UNKNOWN:
        return refuse(question, NoAnswer.UNCLEAR)
    if question.strange_places:
        unheld = refuse(question, NoAnswer.NOT_HELD, ", ".join(question.strange_places))
        return _with_nearest(unheld, sources)
    given = ANSWERERS[question.intent](question, sources, on)
    if given.answered:
        return given
    return _with_nearest(given, sources)


def _with_nearest(given: Answer, sources: Sources) -> Answer:
    from dataclasses import replace

    plans = [plan.id for plan in given.question.plans] or None
    found = sources.passages(given.question.folded, 3, plans)
    names = {record.id: record.name for record in sources.held()}
    nearest = tuple(
        Evidence(
            hit.passage.document,
            names.get(hit.passage.document, ""),
            hit.passage.line_start,
            hit.passage.line_end,
            hit.passage.text,
        )
        for hit in found
    )
    return replace(given, nearest=nearest)


def label(record: DocumentRecord) -> str:
    """Short name of a document: its number, else its title, else its id."""
    head = record.header
    return head.number or head.title or record.id


def quote(sources: Sources, record: DocumentRecord, first: int, last: int) -> Evidence:
    """The clean text of lines first..last of a held document, as evidence."""
    lines = sources.source(record.id).lines[first - 1 : last]
    text = " ".join(line.text.strip() for line in lines if line.text.strip())
    return Evidence(record.id, record.name, first, last, text)


def mention_evidence(
    sources: Sources, found: Iterable[tuple[DocumentRecord, Mention]]
) -> tuple[Evidence, ...]:
    """One piece of evidence for each mention, the first of each document before the others."""
    firsts: list[Evidence] = []
    others: list[Evidence] = []
    seen: set[str] = set()
    for record, mention in found:
        piece = quote(sources, record, mention.line, mention.line_end or mention.line)
        (others if record.id in seen else firsts).append(piece)
        seen.add(record.id)
    return tuple((firsts + others)[:MAX_EVIDENCE])


def place_names(records: Sequence[DocumentRecord]) -> tuple[str, ...]:
    """Places of documents, each once, as "Phường 5 (thành phố Gò Công)" where needed."""
    names: dict[str, None] = {}
    for record in records:
        place = record.header.place
        if place is not None:
            within = f" ({place.district})" if place.district else ""
            names[f"{place.name}{within}"] = None
    return tuple(names)
