"""The JSON shapes that others rely on: one function for each kind of value.

Values whose fields are the JSON's own (validity, check rows, answers) pass through `plain`, where
clauses of law lose the English remarks of the shipped tables.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import Any, Protocol

from kg.errors import CancuError, Problem
from kg.model import DocumentRecord, Mention, Reading, Section, Target, Task
from kg.terms import ACTING, OfficeRole
from ui.table_words import in_vietnamese

Json = dict[str, Any]


def plain(value: object) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """Dataclasses as objects, dates as ISO, enums as codes, sequences as lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: _named(item.name, getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.date | dt.datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): _named(key, item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, Path) else value


def _named(name: object, value: object) -> Any:  # noqa: ANN401 - as `plain`
    """The value of a field, of a clause its words in Vietnamese."""
    return in_vietnamese(value) if name == "clause" and isinstance(value, str) else plain(value)


def problem(item: Problem) -> Json:
    """A finding: code, what was found, what would do, where, other readings."""
    return {
        "code": item.code.value,
        "found": item.found,
        "expected": item.expected,
        "place": item.place,
        "choices": list(item.choices),
    }


class Repaired(Protocol):
    """A line after reading: clean text, its confidence, its doubtful syllables, its raw places."""

    @property
    def text(self) -> str: ...  # noqa: D102

    @property
    def confidence(self) -> float: ...  # noqa: D102

    @property
    def doubts(self) -> tuple[tuple[int, int, float], ...]: ...  # noqa: D102

    @property
    def pieces(self) -> tuple[tuple[int, int, int, int], ...]: ...  # noqa: D102


def repaired(raw: str, line: Repaired) -> Json:
    """A line as read and as repaired.

    doubts: the syllables of `text` below 0.9. pieces: [text_start, text_end, raw_start, raw_end],
    none where both agree character by character.
    """
    return {
        "raw": raw,
        "text": line.text,
        "confidence": round(line.confidence, 4),
        "doubts": [
            {"start": start, "end": end, "confidence": share} for start, end, share in line.doubts
        ],
        "pieces": [list(piece) for piece in line.pieces],
    }


def error(failure: CancuError) -> Json:
    """What `--json` prints when a command fails."""
    body: Json = {"code": failure.code, "message": failure.message, "hint": failure.hint}
    if failure.choices:
        body["choices"] = list(failure.choices)
    return {"error": body}


def section(item: Section) -> Json:
    """One heading of an outline."""
    return {
        "level": item.level,
        "label": item.label,
        "heading": item.heading,
        "line": item.line,
        "line_end": item.line_end,
        "kind": item.kind.value,
    }


def header(reading: Reading, document_id: str | None = None) -> Json:
    """`cancu show`: what a document says of itself, and its outline."""
    head = reading.header
    place = head.place and {
        "name": head.place.name,
        "level": head.place.level.value,
        "district": head.place.district,
        "province": head.place.province,
    }
    return {
        "id": document_id,
        "number": head.number,
        "type": head.type,
        "date": plain(head.date),
        "issuer": head.issuer,
        "place": place,
        "title": head.title,
        "period": plain(head.period),
        "signer": head.signer,
        "signer_title": head.signer_title,
        "recipients": list(head.recipients),
        "effective_from": plain(head.effective_from),
        "effective_note": head.effective_note,
        "attached": plain(head.attached),
        "source": reading.path or reading.name,
        "damaged": reading.source.damaged,
        "outline": [section(item) for item in reading.sections],
        "problems": [problem(item) for item in reading.problems],
    }


def record(item: DocumentRecord) -> Json:
    """One row of `cancu documents`."""
    head = item.header
    return {
        "id": item.id,
        "key": item.key,
        "held": item.held,
        "number": head.number,
        "type": head.type,
        "date": plain(head.date),
        "issuer": head.issuer,
        "place": head.place.name if head.place else None,
        "level": head.place.level.value if head.place else None,
        "province": head.place.province if head.place else None,
        "title": head.title,
        "period": plain(head.period),
        "source": item.path or item.name,
        "damaged": item.damaged,
    }


def mention(item: Mention) -> Json:
    """`cancu citations`: one place where a document is named."""
    return {
        "line": item.line,
        "line_end": item.line_end,
        "page": item.page,
        "char_start": item.char_start,
        "char_end": item.char_end,
        "raw": item.raw,
        "canonical": item.canonical,
        "type": item.type,
        "number": item.number,
        "year": item.year,
        "issuer": item.issuer,
        "date": plain(item.date),
        "title": item.title,
        "relation": item.relation.value,
        "role": item.role.value,
        "provision": item.provision,
        "mention_type": item.mention_type.value,
        "target": item.target,
        "choices": [plain(choice) for choice in item.choices],
        "confidence": round(item.confidence, 4),
        "problems": [problem(found) for found in item.problems],
    }


def task(item: Task, document: str | None) -> Json:
    """`cancu tasks`: one duty. `offices` are those that act; `coordinating` those that help."""
    return {
        "document": document,
        "line_start": item.line_start,
        "line_end": item.line_end,
        "task": item.task,
        "assignments": [plain(assignment) for assignment in item.assignments],
        "offices": [a.office for a in item.assignments if a.role in ACTING],
        "coordinating": [a.office for a in item.assignments if a.role is OfficeRole.COORDINATING],
        "field": item.field,
        "deadline": plain(item.deadline),
        "deadline_text": item.deadline_text,
        "recurrence": item.recurrence,
        "product": item.product,
        "approver": item.approver,
        "reports_to": list(item.reports_to),
        "source": item.source.value,
        "row": item.row,
        "confidence": round(item.confidence, 4),
    }


def target(item: Target, document: str | None) -> Json:
    """`cancu targets`: one figure to reach."""
    return {
        "document": document,
        "line": item.line,
        "indicator": item.indicator,
        "comparator": item.comparator.value,
        "value": item.value,
        "value_max": item.value_max,
        "unit": item.unit,
        "year": item.year,
        "frequency": item.frequency,
        "plan_period": item.plan_period,
        "field": item.field,
    }
