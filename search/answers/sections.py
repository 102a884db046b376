"""Answers that are a place in a text: the section, or the sentence that states a deadline."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

from kg.folding import fold
from kg.model import DocumentRecord
from kg.terms import Intent, NoAnswer
from search.evidence import Answer, Evidence, place_names, refuse
from search.matching import Match, rank
from search.question import Question
from search.sources import Found, Sources

# Share of the question's telling words that an answer must have: on 58 questions right answers had
# 0.9 and more, the one wrong answer 0.69; a wrong answer costs more than several withheld.
ENOUGH: Final = 0.75
ENOUGH_PAIRS: Final = 0.5  # and of its neighbouring words
# Where nothing in the question asks for a section, only a text that says just this is one.
SURE: Final = 0.85
SURE_PAIRS: Final = 0.6  # share of its word pairs that must stand side by side
ASKED: Final = 0.4  # chance of the intent from which a question asks for a section
SHOWN: Final = 5  # sections told of, best first
WINDOW: Final = 4  # lines shown of a section: those that cover the question best
_DUE: Final = re.compile(
    r"\b(?:truoc|cham nhat|den|trong|vao)\b[^.;]{0,25}\b(?:ngay|thang|quy|nam)\b[^.;]{0,6}"
    r"(?:\d+|\b[ivx]+\b)|\bhang (?:nam|quy|thang)\b|\bhằng (?:năm|quý|tháng)\b"
)

# A section may name an office's head and still not say who that is.
_ASKS_A_PERSON: Final = re.compile(r"\b(?:ai la|la ai|ten (?:la )?gi)\b")
_NUMBERED_DAY: Final = re.compile(r"\bngay \d|\bquy (?:\d|[ivx]+\b)|\bthang \d|\d/\d")
# Where a paragraph or list item ends: a task's day may stand a sentence later, not an item later.
_ITEM_ENDS: Final = re.compile(r"\n\s*\n|(?<=[.;:])\n|\n(?=\s*(?:[-+•]|\d+[.)]|[a-zđ]\))\s)")


def find_section(question: Question, sources: Sources, on: dt.date) -> Answer:  # noqa: ARG001
    """The section that covers what is asked, with its heading path and best lines."""
    if not question.topic:
        return refuse(question, NoAnswer.UNCLEAR)
    if _ASKS_A_PERSON.search(question.folded) or question.unknown_number:
        return refuse(question, NoAnswer.NOT_FOUND, " ".join(map(str, question.numbers)))
    plans = [plan.id for plan in question.plans] or None
    found = sources.passages(question.folded, 10, plans)
    texts = [" ".join((*hit.passage.heading_path[1:], hit.passage.text)) for hit in found]
    covered = [match for match in rank(question.topic, texts) if _enough(question, match)]
    if not covered:
        return refuse(question, NoAnswer.NOT_FOUND)
    best = sorted(covered, key=lambda m: -(m.score + found[m.index].score))[:SHOWN]
    hits = [found[match.index] for match in best]
    records = {record.id: record for record in sources.held()}
    held = [records[hit.passage.document] for hit in hits if hit.passage.document in records]
    return Answer(
        question,
        answered=True,
        documents=tuple(dict.fromkeys(r.header.number or r.id for r in held)),
        places=place_names(held[:1]),
        rows=tuple(_row(hit) for hit in hits),
        evidence=tuple(_window(question.topic, sources, records, hit) for hit in hits),
        confidence=best[0].coverage,
    )


def _enough(question: Question, match: Match) -> bool:
    """Whether a section answers: by its words, and by their order where none is asked for."""
    if question.chances.of(Intent.FIND_SECTION) > ASKED:
        return match.coverage >= ENOUGH and match.pairs >= ENOUGH_PAIRS
    return match.coverage >= SURE and match.pairs >= SURE_PAIRS


def _row(hit: Found) -> dict[str, object]:
    return {
        "document": hit.passage.document,
        "heading_path": list(hit.passage.heading_path),
        "line_start": hit.passage.line_start,
        "line_end": hit.passage.line_end,
        "score": round(hit.score, 4),
    }


def _window(
    topic: Sequence[str], sources: Sources, records: dict[str, DocumentRecord], hit: Found
) -> Evidence:
    """The few lines of a passage that cover the topic best; the passage itself for datasets."""
    passage = hit.passage
    record = records.get(passage.document)
    if record is None:
        return Evidence(passage.document, "", passage.line_start, passage.line_end, passage.text)
    lines = sources.source(record.id).lines[passage.line_start - 1 : passage.line_end]
    windows = [lines[i : i + WINDOW] for i in range(max(1, len(lines) - WINDOW + 1))]
    ranked = rank(topic, [" ".join(line.text for line in window) for window in windows])
    chosen = windows[ranked[0].index] if ranked else windows[0]
    text = " ".join(line.text.strip() for line in chosen if line.text.strip())
    return Evidence(record.id, record.name, chosen[0].number, chosen[-1].number, text)


def deadline_sentence(question: Question, sources: Sources, on: dt.date) -> Answer:  # noqa: ARG001
    """Lines that state a day or a recurrence and cover what is asked."""
    if not question.topic:
        return refuse(question, NoAnswer.UNCLEAR)
    plans = question.plans or tuple(sources.held())
    pieces: list[Evidence] = []
    for plan in plans:
        pieces.extend(_due_pieces(sources, plan))
    if re.search(r"\b(?:ngay|quy) (?:may|nao)\b", question.folded):
        pieces = [piece for piece in pieces if _NUMBERED_DAY.search(fold(piece.quote))]
    ranked = rank(question.topic, [piece.quote for piece in pieces])
    best = [match for match in ranked if match.coverage >= ENOUGH][:2]
    if not best:
        return refuse(question, NoAnswer.NOT_FOUND)
    chosen = [pieces[match.index] for match in best]
    records = {record.id: record for record in plans}
    return Answer(
        question,
        answered=True,
        documents=tuple(
            dict.fromkeys(records[p.document].header.number or p.document for p in chosen)
        ),
        places=place_names([records[piece.document] for piece in chosen]),
        deadline=_DUE.search(fold(chosen[0].quote)) and _due_words(chosen[0].quote),
        rows=tuple({"document": p.document, "text": p.quote, "line": p.line_start} for p in chosen),
        evidence=tuple(chosen),
        confidence=best[0].coverage,
    )


def _due_words(text: str) -> str:
    """The words of a text that state the time, as printed."""
    found = _DUE.search(fold(text))
    return text[found.start() : found.end()] if found else ""


def _due_pieces(sources: Sources, plan: DocumentRecord) -> list[Evidence]:
    """Paragraphs and list items of a document that state a time."""
    source = sources.source(plan.id)
    ends = [match.span() for match in _ITEM_ENDS.finditer(source.text)]
    starts = [0, *(end for _, end in ends)]
    stops = [*(start for start, _ in ends), len(source.text)]
    pieces = []
    for start, stop in zip(starts, stops, strict=True):
        text = " ".join(source.text[start:stop].split())
        if text and _DUE.search(fold(text)):
            first, last = source.line_at(start).number, source.line_at(stop - 1).number
            pieces.append(Evidence(plan.id, plan.name, first, last, text))
    return pieces
