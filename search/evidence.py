"""What an answer is made of: facts, the lines that prove them, or why there is none.

An answer carries facts; `ui/sentences.py` puts them into one Vietnamese sentence.
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, TypeVar

from kg.model import DocumentRecord, Mention
from kg.proofs import Proof
from kg.terms import NoAnswer
from search.question import Question
from search.sources import Sources

Row = TypeVar("Row")
MAX_EVIDENCE: Final = 8
MAX_ROWS: Final = 50


@dataclass(frozen=True, slots=True)
class Evidence:
    """Lines of a held document, or a clause of law, that prove an answer. quote: their text.

    source, checked: where the words of a clause were found, and the day on which that was checked.
    names_only: the lines name the document asked about and tell nothing of its state.
    """

    document: str
    file: str
    line_start: int
    line_end: int
    quote: str
    source: str = ""
    checked: dt.date | None = None
    names_only: bool = False


class Source(StrEnum):
    """What an answer rests on where it rests on words, not on facts of the graph."""

    TASKS = "tasks"  # tasks or targets whose words are like those asked
    LINES = "lines"  # lines whose words are like those asked


@dataclass(frozen=True, slots=True)
class Signals:
    """How well what was found fits what was asked; each in [0, 1].

    coverage: weighted share of the topic's words in it. headed: the same with its headings.
    pairs: share of the topic's word pairs that stand side by side. ahead: how much better it is
    than the best one found elsewhere. found: the search engine's score of its passage.
    """

    source: Source
    coverage: float
    headed: float
    pairs: float
    ahead: float = 0.0
    found: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known. `answered` is False where it is not; then `reason` says why.

    subject: short name of the document or thing asked about. rows: one object for each fact,
    their keys depend on the intent, at most MAX_ROWS of them unless every one is asked for
    (`Question.every_row`). total: how many things there are; listed: how many rows, where that
    is another number. A refusal has one only where a document's state is not known and its
    borders are.
    nearest: sections that may help, not an answer.
    choices: documents among which the question does not tell, where that is why.
    signals: how well the words found cover those asked, where the answer rests on words.
    unproven: facts that it tells without words that prove them: where each is from.
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
    signals: Signals | None = field(default=None, compare=False)
    choices: tuple[DocumentRecord, ...] = ()
    unproven: tuple[Proof, ...] = ()
    listed: int = 0


def first_rows(question: Question, items: Sequence[Row]) -> Sequence[Row]:
    """The things of which an answer has rows: the first ones, or all where they are asked for."""
    return items if question.every_row else items[:MAX_ROWS]


def refuse(question: Question, reason: NoAnswer, subject: str = "") -> Answer:
    """No answer, and why."""
    return Answer(question, answered=False, reason=reason, subject=subject)


def label(record: DocumentRecord) -> str:
    """Short name of a document: its number, else its title, else its id."""
    head = record.header
    return head.number or head.title or record.id


def quote(sources: Sources, record: DocumentRecord, first: int, last: int) -> Evidence:
    """The clean text of lines first..last of a held document, as evidence."""
    lines = sources.lines(record.id, first, last)
    text = " ".join(line.text.strip() for line in lines if line.text.strip())
    return Evidence(record.id, record.name, first, last, text)


def note_evidence(sources: Sources, record: DocumentRecord) -> tuple[Evidence, ...]:
    """The lines in which a held document prints from when it holds: one piece, or none.

    The words may go on over the end of a printed line.
    """
    words = (record.header.effective_note or "").split()
    text = sources.source(record.id).text
    found = re.search(r"\s+".join(map(re.escape, words)), text) if words else None
    if found is None:
        return ()
    first, last = (text.count("\n", 0, at) + 1 for at in found.span())
    return (quote(sources, record, first, last),)


def mention_evidence(
    sources: Sources, found: Iterable[tuple[DocumentRecord, Mention]]
) -> tuple[Evidence, ...]:
    """One piece of evidence for each mention, the first of each document before the others."""
    firsts: list[tuple[DocumentRecord, Mention]] = []
    others: list[tuple[DocumentRecord, Mention]] = []
    seen: set[str] = set()
    for record, mention in found:
        (others if record.id in seen else firsts).append((record, mention))
        seen.add(record.id)
    return tuple(
        quote(sources, record, mention.line, mention.line_end or mention.line)
        for record, mention in (firsts + others)[:MAX_EVIDENCE]
    )


def place_names(records: Sequence[DocumentRecord]) -> tuple[str, ...]:
    """Places of documents, each once, as "Phường 5 (thành phố Gò Công)" where needed."""
    names: dict[str, None] = {}
    for record in records:
        place = record.header.place
        if place is not None:
            within = f" ({place.district})" if place.district else ""
            names[f"{place.name}{within}"] = None
    return tuple(names)
