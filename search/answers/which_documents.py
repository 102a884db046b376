"""Which held documents have, or lack, what is asked; how many; the newest, the one with the most.

What is asked is either wholly understood or refused: nothing is listed in doubt. That a document
lacks something no line can prove: its head is shown, and whoever words the answer says that the
whole text was read.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from kg.model import DocumentRecord
from kg.terms import NoAnswer
from search.answers.asked_properties import Property, Unclear
from search.answers.asked_sets import AskedSet, asked_set
from search.answers.document_tests import Verdict
from search.answers.properties import property_asked
from search.evidence import (
    MAX_EVIDENCE,
    Answer,
    Evidence,
    first_rows,
    label,
    place_names,
    quote,
    refuse,
)
from search.question import Question
from search.sources import Sources

_MOST_READ: Final = 1_500  # documents whose whole text is read for one question: some 5 s
_HEAD_LINES: Final = 12
Judged = tuple[DocumentRecord, Verdict]


def which_documents(question: Question, sources: Sources, on: dt.date) -> Answer:
    """The held documents that have (or lack) what is asked, with lines (or heads) of each."""
    wanted = property_asked(question, sources, on)
    if isinstance(wanted, Unclear):
        told = refuse(question, wanted.reason, wanted.subject)
        return replace(told, choices=wanted.choices)
    asked = asked_set(question, sources.held(), wanted.said, on)
    refused = _not_told(question, asked, wanted)
    if refused is not None:
        return refused
    judged = [(record, _verdict(wanted, record)) for record in asked.records]
    fits = [pair for pair in judged if pair[1].has is not None and pair[1].has != wanted.negated]
    unsure = [pair for pair in judged if pair[1].has is None]
    others = [pair for pair in judged if pair not in fits and pair not in unsure]
    if wanted.most is not None:
        fits, others = _most(fits, wanted.most)
    if question.conditions.counted and unsure:
        return refuse(question, NoAnswer.UNCLEAR, wanted.subject)
    if not fits and not (asked.named and wanted.negated and others and not unsure):
        return refuse(question, NoAnswer.NOT_FOUND, wanted.subject)
    return _told(question, sources, (fits, unsure, others if asked.named else []), asked, wanted)


def _not_told(question: Question, asked: AskedSet, wanted: Property) -> Answer | None:
    """Why the set asked about is not sure."""
    if asked.choices:
        told = refuse(question, NoAnswer.UNCLEAR, label(asked.choices[0]))
        return replace(told, choices=asked.choices)
    if asked.missing:
        return refuse(question, NoAnswer.NOT_HELD, "; ".join(asked.missing))
    if asked.unclear or not asked.records:
        return refuse(question, NoAnswer.NOT_FOUND, "; ".join(asked.unclear) or asked.kind)
    by_number = asked.named and not asked.kind  # to list what is named answers nothing
    nothing = wanted.test is None and (by_number or not (asked.narrowed or wanted.most))
    if nothing or (wanted.reads and len(asked.records) > _MOST_READ):
        return refuse(question, NoAnswer.UNCLEAR, wanted.subject)
    return None


def _verdict(wanted: Property, record: DocumentRecord) -> Verdict:
    """The test's word; what a damaged text does not show may stand in it all the same."""
    if wanted.test is None:
        return Verdict(has=True)
    said = wanted.test(record)
    return Verdict(None) if said.has is False and record.damaged and wanted.negated else said


def _most(fits: Sequence[Judged], most: str) -> tuple[list[Judged], list[Judged]]:
    """Those at one end: newest or oldest by day, or with the most (least) things found."""

    def height(pair: Judged) -> float | None:
        day = pair[0].header.date
        if most in {"newest", "oldest"}:
            return None if day is None else float(day.toordinal())
        return float(pair[1].count)

    known = [(height(pair), pair) for pair in fits]
    values = [value for value, _ in known if value is not None]
    if not values:
        return [], list(fits)
    top = min(values) if most in {"oldest", "least"} else max(values)
    best = [pair for value, pair in known if value == top]
    return best, [pair for pair in fits if pair not in best]


def _told(
    question: Question,
    sources: Sources,
    judged: tuple[Sequence[Judged], Sequence[Judged], Sequence[Judged]],
    asked: AskedSet,
    wanted: Property,
) -> Answer:
    fits, unsure, others = judged
    rows = [_row(pair, fit) for pairs, fit in zip(judged, (True, None, False), strict=True)
            for pair in pairs]  # fmt: skip
    records = [record for record, _ in fits]
    cited = () if wanted.negated else question.documents
    told = {"looked_at": len(asked.records), "asked": wanted.told, "negated": wanted.negated}
    told |= {"most": wanted.most}
    sure = 0.9 if asked.named or wanted.test is None or not wanted.negated else 0.85
    return Answer(
        question,
        answered=True,
        subject=wanted.subject,
        documents=tuple(dict.fromkeys([*map(label, records), *map(label, cited)])),
        places=place_names(records),
        rows=tuple(row | told for row in first_rows(question, rows)),
        listed=len(rows),
        total=len(fits),
        evidence=_evidence(sources, [*fits, *others, *unsure]),
        confidence=sure if not unsure else sure - 0.05,
    )


def _row(pair: Judged, fits: bool | None) -> dict[str, Any]:  # noqa: FBT001 -- three states
    record, verdict = pair
    head = record.header
    return {
        "document": record.id,
        "number": head.number,
        "title": head.title,
        "type": head.type,
        "place": head.place.name if head.place else None,
        "date": head.date.isoformat() if head.date else None,
        "fits": fits,
        "count": verdict.count,
        "lines": [first for first, _ in verdict.lines],
    }


def _evidence(sources: Sources, judged: Sequence[Judged]) -> tuple[Evidence, ...]:
    """One piece a document first: the lines that show it, else its head; then further lines."""
    firsts: list[Evidence] = []
    more: list[Evidence] = []
    for record, verdict in judged[:MAX_EVIDENCE]:
        spans = verdict.lines or ((1, _HEAD_LINES),)
        pieces = [quote(sources, record, *span) for span in spans[:MAX_EVIDENCE]]
        firsts.append(pieces[0])
        more += pieces[1:]
    return tuple([*firsts, *more][:MAX_EVIDENCE])
