"""Answers that are a line of a document: where no task or target was read, a sentence may say it.

The line itself is the answer; nothing is made of it but the offices that it names.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from kg.folding import fold
from kg.offices import find_offices
from kg.terms import NoAnswer
from search.evidence import Answer, place_names, refuse
from search.lines import Piece, piece_row, pieces_about, signals
from search.question import Question
from search.sources import Sources

ENOUGH: Final = 0.45  # share of the topic's words that a line and its headings must have
OWN: Final = 0.3  # share that the line itself must have
NEARLY_BEST: Final = 0.92
TOLD: Final = 3  # lines told
_UNITS: Final = (
    (r"\bphan tram\b|%", r"%|phan tram"),
    (
        r"\bbao nhieu (?:ty|trieu|nghin|dong|tien)\b|\bmay (?:ty|trieu|dong|tien)\b",
        r"dong|ty|trieu",
    ),
)
# A day or a term; then a recurrence without one.
_TIMES: Final = (
    re.compile(
        r"\b(?:truoc|cham nhat|den|trong|vao|sau|toi da|khong qua|thoi han|ngay|gio)\b[^.;]{0,30}?"
        r"(?:\d+(?:[/.]\d+)*(?: (?:thang \d+|ngay|gio|phut)\b)?(?: nam \d+)?|\bquy [iv]+\b)"
    ),
    re.compile(r"\bhang (?:nam|quy|thang|tuan|ngay)\b|\bdinh ky\b|\bthuong xuyen\b"),
)


def has_office(text: str) -> bool:
    """Whether a line names an office that could have a task."""
    return bool(find_offices(text))


def has_time(text: str) -> bool:
    """Whether a line states a day, a term or a recurrence."""
    return any(times.search(fold(text)) for times in _TIMES)


def has_product(text: str) -> bool:
    """Whether a line speaks of a product or a result."""
    return re.search(r"\b(?:san pham|ket qua|dau ra)\b", fold(text)) is not None


def has_figure(question: Question) -> Callable[[str], bool]:
    """Whether a line has a number, of the unit that a question names."""
    unit = next((words for cue, words in _UNITS if re.search(cue, question.folded)), r"\d")
    return lambda text: any(c.isdigit() for c in text) and bool(re.search(unit, fold(text)))


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
    return replace(told(question, sources, best, subject), signals=signals(enough))


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
        rows=tuple(map(piece_row, pieces)),
        total=len(pieces),
        deadline=_time_in(pieces[0].evidence.quote),
        evidence=tuple(piece.evidence for piece in pieces),
        confidence=pieces[0].with_heading,
    )


def _time_in(text: str) -> str | None:
    """The words of a line that state a time."""
    found = next(filter(None, (times.search(fold(text)) for times in _TIMES)), None)
    return text[found.start() : found.end()] if found else None
