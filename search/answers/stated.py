"""Answers that are a line of a document: where no task or target was read, a sentence may say it.

The line itself is the answer; nothing is made of it but the offices that it names.
"""

import re
from collections.abc import Callable
from typing import Final

from kg.authorities import find_offices
from kg.folding import fold
from kg.terms import NoAnswer
from search.evidence import Answer, place_names, refuse
from search.lines import Piece, pieces_about
from search.question import Question
from search.sources import Sources

ENOUGH: Final = 0.6  # share of the topic's words that a line and its headings must have
OWN: Final = 0.45  # share that the line itself must have
NEARLY_BEST: Final = 0.92
TOLD: Final = 3  # lines told
_TIME: Final = re.compile(
    r"\b(?:truoc|cham nhat|den|trong|vao|sau|toi da|khong qua|thoi han|ngay|gio)\b[^.;]{0,30}?"
    r"(?:\d+|\bquy [iv]+\b)|\bhang (?:nam|quy|thang|tuan|ngay)\b|\bhằng|\bdinh ky\b"
)


def has_office(text: str) -> bool:
    """Whether a line names an office that could have a task."""
    return bool(find_offices(text))


def has_time(text: str) -> bool:
    """Whether a line states a day, a term or a recurrence."""
    return _TIME.search(fold(text)) is not None


def has_figure(text: str) -> bool:
    """Whether a line has a number."""
    return any(char.isdigit() for char in text)


def stated(
    question: Question,
    sources: Sources,
    within: set[str] | None,
    fits: Callable[[str], object] = bool,
    *,
    subject: str = "",
) -> Answer:
    """The lines that fit and cover what is asked; NOT_FOUND where none does."""
    found = pieces_about(question, sources, within, fits)
    enough = [p for p in found if p.with_heading >= ENOUGH and p.match.coverage >= OWN]
    if not enough:
        return refuse(question, NoAnswer.NOT_FOUND, subject)
    best = [p for p in enough if p.score >= NEARLY_BEST * enough[0].score][:TOLD]
    return told(question, sources, best, subject)


def told(question: Question, sources: Sources, pieces: list[Piece], subject: str = "") -> Answer:
    """An answer that is these lines."""
    records = {record.id: record for record in sources.held()}
    held = [records[piece.evidence.document] for piece in pieces]
    offices = (match.name for p in pieces[:1] for match in find_offices(p.evidence.quote))
    return Answer(
        question,
        answered=True,
        subject=subject,
        documents=tuple(dict.fromkeys(r.header.number or r.id for r in held)),
        offices=tuple(dict.fromkeys(offices)),
        places=place_names(held),
        rows=tuple(_row(piece) for piece in pieces),
        total=len(pieces),
        evidence=tuple(piece.evidence for piece in pieces),
        confidence=min(1.0, 0.5 * (pieces[0].with_heading + pieces[0].match.coverage)),
    )


def _row(piece: Piece) -> dict[str, object]:
    return {
        "document": piece.evidence.document,
        "heading_path": list(piece.heading_path),
        "text": piece.evidence.quote,
        "line_start": piece.evidence.line_start,
        "line_end": piece.evidence.line_end,
    }
