"""Answers that are a place in a text: the section that speaks of what is asked."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.terms import NoAnswer
from search.answers.tasks import scope
from search.evidence import MAX_EVIDENCE, Answer, place_names, refuse
from search.lines import Piece, piece_row, pieces_about, signals
from search.question import Question
from search.sources import Sources

ENOUGH: Final = 0.4  # share of the topic's words that a piece and its headings must have
SHOWN: Final = 5  # sections told of, best first

# A section may name an office's head and still not say who that is.
_ASKS_A_PERSON: Final = re.compile(r"\b(?:ai la|la ai|ten (?:la )?gi)\b")


def find_section(question: Question, sources: Sources, on: dt.date) -> Answer:  # noqa: ARG001
    """The section that covers what is asked, with its heading path and best lines."""
    if not question.words:
        return refuse(question, NoAnswer.UNCLEAR)
    if _ASKS_A_PERSON.search(question.folded) or question.unknown_number:
        return refuse(question, NoAnswer.NOT_FOUND, " ".join(map(str, question.numbers)))
    found = pieces_about(question, sources, scope(question))
    enough = [piece for piece in found if piece.with_heading >= ENOUGH]
    if not enough:
        return refuse(question, NoAnswer.NOT_FOUND)
    records = {record.id: record for record in sources.held()}
    best = _one_a_section(enough)[:SHOWN]
    held = [records[piece.evidence.document] for piece in best]
    return Answer(
        question,
        answered=True,
        documents=tuple(dict.fromkeys(r.header.number or r.id for r in held)),
        places=place_names(held[:1]),
        rows=tuple(piece_row(p) | {"score": round(p.score, 4)} for p in best),
        total=len(best),
        evidence=tuple(piece.evidence for piece in _first(best, enough)),
        confidence=enough[0].with_heading,
        signals=replace(signals(enough), ahead=signals(best).ahead),
    )


def _one_a_section(pieces: Sequence[Piece]) -> list[Piece]:
    """The best piece of each section, in their order."""
    sections: dict[tuple[str, tuple[str, ...]], Piece] = {}
    for piece in pieces:
        sections.setdefault((piece.evidence.document, piece.heading_path), piece)
    return list(sections.values())


def _first(sections: Sequence[Piece], pieces: Sequence[Piece]) -> list[Piece]:
    """The best piece of each section, then the best others, as many as are shown."""
    others = [piece for piece in pieces if piece not in sections]
    return sorted([*sections, *others[: MAX_EVIDENCE - len(sections)]], key=lambda p: -p.score)
