"""One document put in the place of what was read from its file before, inside a transaction.

What becomes of others with it: the groups of mentions to link anew, the keys to look after.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, select

from kg import events
from kg.choice_ledger import place_choices
from kg.events import EventKind
from kg.file_paths import KEPT, spellings
from kg.model import DocumentRecord, Passage, Reading
from kg.review_rows import forget_reviews
from kg.rows import RECORD_COLUMNS, groups_of, record_from, record_of
from kg.schema import documents, mentions
from kg.writing import erase_document, write_document


class Change(StrEnum):
    """What adding a file did."""

    ADDED = "added"
    UPDATED = "updated"  # the file at this path had other bytes before, or was read again
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Written:
    """Outcome of `Store.put`. gone: ids of the documents that went for this one.

    left: those of them that nothing came for: their path now holds a file that was held before, or
    took the place of another one that was held from there too.
    """

    record: DocumentRecord
    change: Change
    gone: tuple[str, ...] = ()
    left: tuple[DocumentRecord, ...] = ()

    @property
    def replaced(self) -> str | None:
        """Id of the document that this one took the place of."""
        return self.gone[-1] if self.gone and self.change is Change.UPDATED else None

    @property
    def changed(self) -> set[str]:
        """Documents whose passages are not what they were."""
        written = set() if self.change is Change.UNCHANGED else {self.record.id}
        return written.union(self.gone)


def note_written(connection: Connection, written: Sequence[Written], by: str) -> None:
    """What happened to each document; what was said of those that others took the place of goes."""
    happened: list[tuple[EventKind, DocumentRecord | None]] = []
    for done in written:
        events.forget(connection, [name for name in done.gone if name != done.record.id])
        if done.change is Change.ADDED:
            happened.append((EventKind.DOCUMENT_ADDED, done.record))
        elif done.change is Change.UPDATED:
            happened.append((EventKind.DOCUMENT_READ_AGAIN, done.record))
        happened += [(EventKind.DOCUMENT_REMOVED, record) for record in done.left]
    events.note_all(connection, happened, by)


def held_records(connection: Connection, fits: ColumnElement[bool]) -> list[DocumentRecord]:
    """Documents held that fit."""
    query = select(*RECORD_COLUMNS).where(fits, documents.c.held).order_by(documents.c.serial)
    return [record_of(row) for row in connection.execute(query)]


def others_at(connection: Connection, record: DocumentRecord, path: str) -> list[DocumentRecord]:
    """Documents of other bytes held from the path of this one's file; its own identity comes last.

    A path that an earlier version kept as it was typed may have been typed in any folder: it is
    another spelling of this one only where the document is the same too.
    """
    paths = [KEPT(path), *spellings(path)]
    found = held_records(connection, documents.c.path.in_(paths)) if path else []
    others = [
        other
        for other in found
        if other.sha256 != record.sha256
        and (other.path == path or Path(other.path).is_absolute() or other.key == record.key)
    ]
    return sorted(others, key=lambda other: other.key == record.key)


def put_one(
    connection: Connection, reading: Reading, passages: Sequence[Passage], *, again: bool
) -> tuple[Written, set[str], set[str]]:
    """Write one reading; what it did, the groups to link anew and the keys to look after."""
    record = record_from(reading)
    if any(part.document != record.id for part in passages):
        raise ValueError(f"passages of another document than {record.id}")
    same = next(iter(held_records(connection, documents.c.sha256 == record.sha256)), None)
    older = others_at(connection, record, record.path)
    kept = same is not None and not again
    gone = older if kept or same is None else [same, *older]
    names = tuple(found.id for found in gone)
    place = _serial_of(connection, same) if same is not None else None
    groups, keys = take_out(connection, gone)
    forget_reviews(connection, [f.sha256 for f in gone if f.sha256 != record.sha256])
    if kept and same is not None:
        return Written(same, Change.UNCHANGED, names, tuple(older)), groups, keys
    serial = write_document(connection, record, reading, passages, serial=place)
    place_choices(connection, serial)
    groups |= groups_of(record) | _groups_in(connection, serial)
    change = Change.UPDATED if gone else Change.ADDED
    return Written(record, change, names, tuple(older[:-1])), groups, keys | {record.key}


def _serial_of(connection: Connection, record: DocumentRecord) -> int | None:
    return connection.scalar(select(documents.c.serial).where(documents.c.id == record.id))


def take_out(connection: Connection, gone: Iterable[DocumentRecord]) -> tuple[set[str], set[str]]:
    """Erase documents; the groups to link anew and the keys to look after."""
    groups: set[str] = set()
    keys: set[str] = set()
    for record in gone:
        more_groups, more_keys = erase_document(connection, record.id)
        groups |= more_groups
        keys |= more_keys
    return groups, keys


def _groups_in(connection: Connection, serial: int) -> set[str]:
    query = select(mentions.c.group_key).where(mentions.c.document == serial).distinct()
    return {group for group in connection.scalars(query) if group}
