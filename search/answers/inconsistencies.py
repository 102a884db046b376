"""Answers on where a document contradicts itself; that nothing was found is an answer too."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final
from unicodedata import normalize

from kg.inconsistencies import Inconsistency
from kg.model import DocumentRecord
from kg.terms import Certainty, InconsistencyKind, NoAnswer
from search.evidence import MAX_EVIDENCE, Answer, Evidence, first_rows, label, place_names, refuse
from search.question import Question
from search.sources import Sources

_MOST: Final = 3  # documents looked through for one question
_ASKS: Final = re.compile(
    r"\b(?:mau thuan|khop|nhat quan|thong nhat|sai|venh|(?:bi )?lech|trai nhau|da nhau|choi nhau"
    r"|bat nhat|cai nhau|nham|(?:ghi|nham) lon|lon cho|vo ly|bat thuong|truc trac|trat"
    r"|(?:giao|bi|ghi) trung|trung (?:nhau|lap)|bi nhay|nhay so|khac nhau|truoc ca|hai lan"
    r"|hai (?:ngay|han|thoi han|so|con so|muc|gia tri|ten|don vi|co quan|kieu)|ngoai thoi gian"
    r"|conflict|error[s]?|consisten\w*|inconsisten\w*)\b"
    r"|(?:(?<=kiem tra )|(?<!xin )(?<!tra )(?<!thuan )(?<!quyen )(?<!thuy ))"
    r"\bloi\b(?! (?:ich|the|nhuan|noi|song|dan))"
)
_OTHER_WORD: Final = re.compile(r"\b(?:lợi|lời|lối|lôi)\b", re.IGNORECASE)
# Against another document: what two documents say is not held against each other.
_AGAINST: Final = re.compile(
    r"\b(?:trai|nguoc|mau thuan|choi|chong cheo|khop|lech) (?:nhau )?voi\b"
)
_KINDS: Final = (
    (
        r"\b(?:thoi )?han\b|\bdeadline\b",
        (
            InconsistencyKind.TASK_TWO_DEADLINES,
            InconsistencyKind.DEADLINE_BEFORE_PLAN,
            InconsistencyKind.DEADLINE_OUTSIDE_PERIOD,
            InconsistencyKind.IMPOSSIBLE_DAY,
        ),
    ),
    (
        r"\b(?:chu tri|giao trung|hai don vi|hai co quan|dau moi)\b",
        (InconsistencyKind.TWO_LEADS, InconsistencyKind.TASK_TWO_LEADS),
    ),
    (r"\b(?:chi tieu|con so|so lieu|ty le)\b", (InconsistencyKind.TARGET_TWO_VALUES,)),
    (
        r"\b(?:de muc|so muc|danh so|so la ma|phu luc)\b",
        (InconsistencyKind.HEADING_ORDER, InconsistencyKind.APPENDIX_ORDER),
    ),
    (
        r"\b(?:ngay|ngay thang)\b",
        (
            InconsistencyKind.TWO_DATES,
            InconsistencyKind.OWN_DATE,
            InconsistencyKind.WRONG_DATE,
            InconsistencyKind.CITED_LATER,
            InconsistencyKind.IMPOSSIBLE_DAY,
            InconsistencyKind.DEADLINE_BEFORE_PLAN,
        ),
    ),
    (
        r"\b(?:so van ban|so hieu|hai so|loai van ban)\b",
        (
            InconsistencyKind.TWO_NUMBERS,
            InconsistencyKind.TWO_TYPES,
            InconsistencyKind.OWN_NUMBER,
            InconsistencyKind.WRONG_ISSUER,
        ),
    ),
    (
        r"\b(?:sai ten|ten van ban|hai ten|trich yeu)\b",
        (InconsistencyKind.WRONG_TITLE, InconsistencyKind.TWO_PERIODS),
    ),
)


def inconsistency(question: Question, sources: Sources, on: dt.date) -> Answer:  # noqa: ARG001
    """What does not fit together in the documents asked about, of the kind asked for if one is."""
    records = _asked(question)
    if not _asks(question) or _compares(question):
        return refuse(question, NoAnswer.UNCLEAR)
    if not records:
        return refuse(question, NoAnswer.NOT_HELD, " ".join(map(str, question.numbers)))
    if len(records) > _MOST:
        told = refuse(question, NoAnswer.UNCLEAR, label(records[0]))
        return replace(told, choices=tuple(records))
    found = [(r, item) for r in records for item in sources.inconsistencies(r.id)]
    kinds = _kinds(question)
    narrowed = [pair for pair in found if not kinds or pair[1].kind in kinds]
    return Answer(
        question,
        answered=True,
        subject="; ".join(map(_name, records)),
        documents=tuple(map(label, records)),
        places=place_names(records),
        rows=tuple(_row(record, item) for record, item in first_rows(question, narrowed)),
        total=len(narrowed),
        evidence=_evidence(narrowed),
        confidence=0.9 if found else 0.85,
    )


def _asks(question: Question) -> bool:
    """Whether words of contradiction stand in it; "lợi" and "lời", with diacritics, are none."""
    cue = _ASKS.search(question.folded)
    return cue is not None and not (
        cue[0] == "loi" and _OTHER_WORD.search(normalize("NFC", question.text))
    )


def _asked(question: Question) -> list[DocumentRecord]:
    """Held documents that the question names, by number before place and title."""
    named = [record for record in question.documents if record.held]
    return named or list(question.plans)


def _compares(question: Question) -> bool:
    """Whether a document is held against another one, of which nothing is known here."""
    others = [record for record in question.documents if not record.held]
    return bool(others or question.unknown_number) and bool(_AGAINST.search(question.folded))


def _kinds(question: Question) -> frozenset[InconsistencyKind]:
    """The kinds that the question is limited to; empty for all."""
    return next(
        (frozenset(kinds) for cue, kinds in _KINDS if re.search(cue, question.folded)),
        frozenset(),
    )


def _name(record: DocumentRecord) -> str:
    place = record.header.place
    named = label(record)
    return f"{named} ({place.name})" if place and place.name.lower() not in named.lower() else named


def _row(record: DocumentRecord, item: Inconsistency) -> dict[str, Any]:
    """A finding as `cancu inconsistencies` has it, with its document."""
    return {
        "document": record.id,
        "number": record.header.number,
        "kind": item.kind.value,
        "subject": item.subject,
        "severity": item.severity.value,
        "certain": item.severity is Certainty.CERTAIN,
        "note": item.note,
        "readings": [
            {
                "value": said.value,
                "line": said.line,
                "line_end": said.line_end,
                "quote": said.quote,
            }
            for said in item.readings
        ],
    }


def _evidence(found: Sequence[tuple[DocumentRecord, Inconsistency]]) -> tuple[Evidence, ...]:
    """The lines of each finding's readings."""
    pieces = [
        Evidence(record.id, record.name, said.line, said.line_end or said.line, said.quote or "")
        for record, item in found
        for said in item.readings
        if said.line
    ]
    return tuple(dict.fromkeys(pieces))[:MAX_EVIDENCE]
