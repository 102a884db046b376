"""Rows of the library and the values they stand for; the folded forms that are compared."""

import hashlib
from collections.abc import Iterable
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Row, Select, func, select

from kg.file_paths import FOUND, KEPT
from kg.folding import fold, tokens
from kg.identity import identity_key
from kg.model import DocumentRecord, Header, Line, Mention, Reading
from kg.number import number_key
from kg.records import dump, load
from kg.schema import documents
from kg.terms import DocumentType, MentionType

AnyRow: TypeAlias = Row[*tuple[Any, ...]]

_KINDS = tuple(tuple(tokens(kind)) for kind in DocumentType)
_NEVER_LINKED = frozenset({MentionType.SELF, MentionType.STANDARD})


def slug(text: str) -> str:
    """Folded letters and digits joined by hyphens: printable, safe in paths and links.

    >>> slug("61/2018/NĐ-CP@2018-04-23")
    '61-2018-nd-cp-2018-04-23'
    """
    return "-".join(tokens(text))


def word_key(*parts: str | None) -> str:
    """Folded words with a blank on each side of every word, to be searched by whole words."""
    found = [word for part in parts if part for word in tokens(part)]
    return f" {' '.join(found)} "


def title_key(title: str | None) -> str | None:
    """A title as a key: folded, without the kind of document that may open it."""
    words = tuple(tokens(title or ""))
    kinds = [kind for kind in _KINDS if words[: len(kind)] == kind and len(words) > len(kind)]
    rest = words[max(map(len, kinds), default=0) :]
    return " ".join(rest) or None


def group_key(mention: Mention) -> str | None:
    """What could make mentions one document; None for those that are never linked."""
    if mention.mention_type in _NEVER_LINKED:
        return None
    if mention.canonical:
        return number_key(mention.canonical)
    name = title_key(mention.title)
    return f"title:{name}" if name else None


def groups_of(record: DocumentRecord) -> set[str]:
    """The groups of mentions that may mean this document."""
    number, name = record.header.number, title_key(record.header.title)
    found = {number_key(number)} if number else set()
    return found | ({f"title:{name}"} if name else set())


def document_key(reading: Reading) -> str:
    """Identity of the document that was read; by its bytes where it names nothing of itself."""
    header = reading.header
    if not (header.number or header.title):
        return f"file:{reading.sha256[:16]}"
    return identity_key(header.number, header.date, header.issuer, header.title, header.place)


def document_id(reading: Reading) -> str:
    """The id that the library gives: number or type, day signed, 8 digits of the file's SHA-256.

    "36-qd-ubnd-2025-02-12-3fe57de3". A pure function of the reading.
    """
    header = reading.header
    name = header.number or header.type or "van ban"
    day = header.date.isoformat() if header.date else ""
    return slug(f"{name} {day} {reading.sha256[:8]}")


def record_from(reading: Reading) -> DocumentRecord:
    """The document as the library will hold it."""
    return DocumentRecord(
        id=document_id(reading),
        key=document_key(reading),
        held=True,
        header=reading.header,
        name=reading.name,
        path=reading.path,
        sha256=reading.sha256,
        damaged=reading.source.damaged,
    )


def stub_id(key: str, *, taken: bool = False) -> str:
    """A stub's id; `taken`: another key has the same slug, so a digest tells them apart."""
    name = slug(key) or "stub"
    return f"{name}-{hashlib.sha256(key.encode()).hexdigest()[:6]}" if taken else name


def document_values(record: DocumentRecord) -> dict[str, Any]:
    """Column values of a row of `documents`, its serial apart."""
    header, place = record.header, record.header.place
    places = (place.name, place.district, place.province) if place else ()
    day = header.date.isoformat() if header.date else None
    return {
        "id": record.id,
        "key": record.key,
        "held": record.held,
        "number_key": number_key(header.number) if header.number else None,
        "title_key": title_key(header.title),
        "number": header.number,
        "type_key": fold(header.type) if header.type else None,
        "date": header.date,
        "year": header.date.year if header.date else None,
        "issuer_key": word_key(header.issuer),
        "place_key": word_key(*places),
        "place_level": place.level.value if place else None,
        "words": word_key(
            header.number, header.type, header.title, header.issuer, *places, day, record.name
        ),
        "name": record.name,
        "path": KEPT(record.path),
        "sha256": record.sha256,
        "damaged": record.damaged,
        "header": dump(header),
    }


RECORD_COLUMNS: tuple[ColumnElement[Any], ...] = tuple(
    FOUND(documents.c.path).label("path") if name == "path" else documents.c[name]
    for name in ("id", "key", "held", "header", "name", "path", "sha256", "damaged")
)
"""What `record_of` needs, in its order."""


def record_of(row: AnyRow) -> DocumentRecord:
    """The document of a row that begins with RECORD_COLUMNS."""
    identity, key, held, header, name, path, sha256, damaged = row[:8]
    return DocumentRecord(identity, key, held, load(Header, header), name, path, sha256, damaged)


def line_values(serial: int, line: Line) -> dict[str, Any]:
    """Column values of a row of `lines`."""
    return {
        "document": serial,
        "number": line.number,
        "start": line.start,
        "raw": line.raw,
        "text": None if line.text == line.raw else line.text,
        "page": line.page,
        "confidence": line.confidence,
        "pieces": dump(line.pieces) if line.pieces else None,
        "doubts": dump(line.doubts) if line.doubts else None,
        "box": dump(line.box) if line.box else None,
    }


def line_of(row: AnyRow) -> Line:
    """The line of a row (number, start, raw, text, page, confidence, pieces, doubts, box)."""
    number, start, raw, text, page, confidence, pieces, doubts, box = row
    return Line(
        number,
        start,
        raw,
        raw if text is None else text,
        page,
        confidence,
        load(tuple[tuple[int, int, int, int], ...], pieces) if pieces else (),
        load(tuple[tuple[int, int, float], ...], doubts) if doubts else (),
        load(tuple[float, float, float, float], box) if box else None,
    )


def among(values: Iterable[str | int]) -> Select[Any]:
    """The values as a subquery for `in_`, however many they are (no limit on parameters)."""
    listed = func.json_each(dump(list(values))).table_valued("value")
    return select(listed.c.value)
