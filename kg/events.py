"""What happened to a library, and who did it: written in the transaction of what happened.

An event names a document by its id, its number and its title of that moment, and says nothing of
its text. Of a document that is removed only the event of its removal stays, with its number
alone, as a stub would keep it; its earlier events go with it. Old events go where there are many.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from kg.model import DocumentRecord
from kg.opening import reading
from kg.queries import DocumentReads
from kg.review_schema import events
from kg.rows import AnyRow, among

MOST: Final = 50_000
_SLACK: Final = 1_000  # more than MOST before old ones go, so that they rarely do
_LISTED: Final = 200
_LOCAL_DAY: Final = func.date(events.c.at, "localtime")


class EventKind(StrEnum):
    """What happened."""

    DOCUMENT_ADDED = "document_added"
    DOCUMENT_READ_AGAIN = "document_read_again"
    DOCUMENT_REMOVED = "document_removed"
    DATASET_IMPORTED = "dataset_imported"
    DATASET_REMOVED = "dataset_removed"
    FACTS_ADDED = "facts_added"
    FACTS_REMOVED = "facts_removed"
    CHOICE_MADE = "choice_made"
    CHOICE_TAKEN_BACK = "choice_taken_back"
    READING_ACCEPTED = "reading_accepted"
    READING_CORRECTED = "reading_corrected"
    REVIEW_UNDONE = "review_undone"


@dataclass(frozen=True, slots=True)
class LibraryEvent:
    """One thing that happened. at: UTC. by: who, may be empty.

    document: id, None where there is none or it is gone. number, title: of it, at that time.
    detail: name of a file, key of a document that facts are on. count: of passages, of facts.
    """

    serial: int
    at: dt.datetime
    kind: EventKind
    by: str
    document: str | None = None
    number: str | None = None
    title: str | None = None
    detail: str | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Happened:
    """Events of one kind by one person on one day of this computer's clock, newest first.

    total: how many; events: the newest of them.
    """

    day: dt.date
    kind: EventKind
    by: str
    total: int
    last: int
    events: tuple[LibraryEvent, ...]


def now() -> str:
    """This moment as it is kept: UTC, to the second."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def note(  # noqa: PLR0913 - what an event is made of
    connection: Connection,
    kind: EventKind,
    by: str,
    record: DocumentRecord | None = None,
    *,
    detail: str | None = None,
    count: int | None = None,
) -> None:
    """Write one event, in the caller's transaction."""
    note_all(connection, [(kind, record)], by, detail=detail, count=count)


def note_all(
    connection: Connection,
    happened: Iterable[tuple[EventKind, DocumentRecord | None]],
    by: str,
    *,
    detail: str | None = None,
    count: int | None = None,
) -> None:
    """Write events of one moment, in the caller's transaction; old ones go where there are many."""
    at = now()
    rows = [
        {"at": at, "kind": kind.value, "actor": by, "detail": detail, "count": count}
        | _named(kind, record)
        for kind, record in happened
    ]
    if rows:
        connection.execute(insert(events), rows)
        _prune(connection)


def _named(kind: EventKind, record: DocumentRecord | None) -> dict[str, str | int | None]:
    if record is None:
        return {"document": None, "number": None, "title": None}
    number = record.header.number
    if kind is EventKind.DOCUMENT_REMOVED:
        return {"document": None, "number": number, "title": None}
    title = record.header.title or (None if number else record.name)
    return {"document": record.id, "number": number, "title": title}


def forget(connection: Connection, gone: Collection[str]) -> None:
    """Documents of these ids are gone: so are their events."""
    if gone:
        connection.execute(delete(events).where(events.c.document.in_(among(gone))))


def rename(connection: Connection, gone: Iterable[str], record: DocumentRecord) -> None:
    """The same file was read anew: its events name what it is called now."""
    values = _named(EventKind.DOCUMENT_ADDED, record)
    for name in gone:
        connection.execute(update(events).where(events.c.document == name).values(**values))


def _prune(connection: Connection) -> None:
    first, last = connection.execute(
        select(func.min(events.c.serial), func.max(events.c.serial))
    ).one()
    if last - first >= MOST + _SLACK:  # serials have gaps: there are at most so many
        kept = select(events.c.serial).order_by(events.c.serial.desc()).offset(MOST).limit(1)
        oldest = connection.scalar(kept)
        if oldest is not None:
            connection.execute(delete(events).where(events.c.serial <= oldest))


class EventReads(DocumentReads):
    """What happened to a library."""

    def last_event(self) -> int:
        """Serial of the newest event, 0 where nothing happened; never given twice."""
        with reading(self.engine) as connection:
            return connection.scalar(select(func.max(events.c.serial))) or 0

    def events(
        self, *, since: int | None = None, before: int | None = None, limit: int = _LISTED
    ) -> list[LibraryEvent]:
        """Events, newest first; since, before: serials, both exclusive."""
        query = select(events).order_by(events.c.serial.desc()).limit(limit)
        with reading(self.engine) as connection:
            return [_event(row) for row in connection.execute(query.where(*_span(since, before)))]

    def event_count(self, *, since: int | None = None) -> int:
        """How many events came after this one."""
        query = select(func.count()).select_from(events).where(*_span(since, None))
        with reading(self.engine) as connection:
            return connection.scalar(query) or 0

    def happened(
        self, *, since: int | None = None, groups: int = 30, each: int = 5
    ) -> list[Happened]:
        """Events joined by day, kind and person, the newest first; the newest few of each."""
        query = (
            select(
                _LOCAL_DAY, events.c.kind, events.c.actor, func.count(), func.max(events.c.serial)
            )
            .where(*_span(since, None))
            .group_by(_LOCAL_DAY, events.c.kind, events.c.actor)
            .order_by(func.max(events.c.serial).desc())
            .limit(groups)
        )
        with reading(self.engine) as connection:
            return [
                Happened(
                    dt.date.fromisoformat(on), EventKind(kind), by, total, last,
                    _newest(connection, (on, kind, by), since, each),
                )
                for on, kind, by, total, last in connection.execute(query)
            ]  # fmt: skip


def _newest(
    connection: Connection, group: tuple[str, str, str], since: int | None, limit: int
) -> tuple[LibraryEvent, ...]:
    on, kind, by = group
    query = (
        select(events)
        .where(*_span(since, None), _on_day(on))
        .where(events.c.kind == kind, events.c.actor == by)
        .order_by(events.c.serial.desc())
        .limit(limit)
    )
    return tuple(_event(row) for row in connection.execute(query))


def _span(since: int | None, before: int | None) -> Sequence[Any]:
    conditions = []
    if since is not None:
        conditions.append(events.c.serial > since)
    if before is not None:
        conditions.append(events.c.serial < before)
    return conditions


def _event(row: AnyRow) -> LibraryEvent:
    return LibraryEvent(
        row.serial,
        dt.datetime.fromisoformat(row.at),
        EventKind(row.kind),
        row.actor,
        row.document,
        row.number,
        row.title,
        row.detail,
        row._mapping["count"],  # noqa: SLF001 - a row is a tuple too, which has `count`
    )


def _on_day(day: str) -> ColumnElement[bool]:
    told: ColumnElement[bool] = _LOCAL_DAY.is_(day)
    return told
