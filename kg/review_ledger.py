"""Doubtful places of a library as a queue, what people said of them, and what texts were read from.

Places are rows of their document and are written with it. Reviews are kept by the file's SHA-256:
they hold when the file is read anew, and go with the document.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from sqlalchemy import ColumnElement, Connection, Select, func, select

from kg.doubtful import RANKS, DoubtfulPlace, DoubtKind
from kg.model import AsRead, Choice, DocumentRecord, Line, Mention
from kg.opening import reading
from kg.queries import DocumentReads
from kg.records import load
from kg.review_rows import review_of, reviews_in
from kg.review_schema import as_read, doubtful_places, reviews
from kg.reviews import Review
from kg.rows import RECORD_COLUMNS, AnyRow, line_of, record_of
from kg.schema import documents, lines, mentions

_LINE: Final = tuple(column for column in lines.c if column.name != "document")
_ORDER: Final = (
    doubtful_places.c.rank,
    doubtful_places.c.document,
    doubtful_places.c.position,
)
_OPEN: Final[tuple[ColumnElement[bool], ...]] = (
    mentions.c.choices != "[]",
    mentions.c.target.is_(None),
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A place that waits for a person. place: None for a citation of which several are meant.

    mention: of such a citation, its raw offset tells which; choices: what it may mean.
    """

    document: DocumentRecord
    line: Line
    place: DoubtfulPlace | None = None
    mention: Mention | None = None
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A review and the document that it was made in; None where that is not held."""

    review: Review
    document: DocumentRecord | None


class ReviewReads(DocumentReads):
    """The queue and what left it."""

    def waiting(
        self,
        *,
        document: str | None = None,
        kinds: Collection[DoubtKind] = (),
        limit: int = 20,
        offset: int = 0,
    ) -> list[Waiting]:
        """Places to look at, what matters most first, then by document and line; a page of them.

        document: id. kinds: only these; all where empty.
        """
        wanted = [kind for kind in DoubtKind if not kinds or kind in kinds]
        before = [kind for kind in wanted if RANKS[kind] < RANKS[DoubtKind.CHOICE]]
        after = [kind for kind in wanted if RANKS[kind] > RANKS[DoubtKind.CHOICE]]
        found: list[Waiting] = []
        with reading(self.engine) as connection:
            for kinds_of, count, page in (
                (before, _count_places, _places),
                ([DoubtKind.CHOICE] if DoubtKind.CHOICE in wanted else [], _count_open, _open),
                (after, _count_places, _places),
            ):
                left = limit - len(found)
                if not kinds_of or left <= 0:
                    continue
                found += page(connection, kinds_of, document, left, offset)
                passed = offset if found else count(connection, kinds_of, document)
                offset = max(0, offset - passed)
        return found

    def waiting_at(
        self, document: str, kind: DoubtKind, line: int, raw_start: int, raw_end: int
    ) -> Waiting | None:
        """The place of a document that its spot names; None where nothing waits there."""
        at = (doubtful_places.c.kind == kind.value) & (doubtful_places.c.line == line)
        at &= (doubtful_places.c.raw_start == raw_start) & (doubtful_places.c.raw_end == raw_end)
        with reading(self.engine) as connection:
            found = _shown(connection, select(*_ORDER).where(at), document)
        return next(iter(found), None)

    def waiting_counts(self, document: str | None = None) -> dict[DoubtKind, int]:
        """How many places of each kind wait; kinds with none are left out."""
        query = select(doubtful_places.c.kind, func.count()).group_by(doubtful_places.c.kind)
        if document is not None:
            query = _of(query, doubtful_places.c.document, document)
        with reading(self.engine) as connection:
            counts = {DoubtKind(kind): int(n) for kind, n in connection.execute(query)}
            counts[DoubtKind.CHOICE] = _count_open(connection, [], document)
        return {kind: counts[kind] for kind in DoubtKind if counts.get(kind)}

    def waiting_documents(self, limit: int = 200) -> list[tuple[str, str | None, str | None, int]]:
        """(id, number, title, how many places) of documents with doubtful places, most first."""
        counted = (
            select(doubtful_places.c.document, func.count().label("n"))
            .group_by(doubtful_places.c.document)
            .order_by(func.count().desc(), doubtful_places.c.document)
            .limit(limit)
            .subquery()
        )
        query = (
            select(*RECORD_COLUMNS, counted.c.n)
            .join(counted, counted.c.document == documents.c.serial)
            .order_by(counted.c.n.desc(), documents.c.id)
        )
        with reading(self.engine) as connection:
            found = [(record_of(row), int(row[-1])) for row in connection.execute(query)]
        return [(r.id, r.header.number, r.header.title or r.name, n) for r, n in found]

    def reviews_of(self, sha256: str) -> list[Review]:
        """What was said of the file with these bytes, the earliest first."""
        with reading(self.engine) as connection:
            return reviews_in(connection, sha256)

    def reviewed(
        self, *, document: str | None = None, limit: int = 20, offset: int = 0
    ) -> list[Reviewed]:
        """What people said, the newest first; a page of it."""
        query = (
            select(*RECORD_COLUMNS, *reviews.c)
            .select_from(reviews)
            .outerjoin(documents, (documents.c.sha256 == reviews.c.sha256) & documents.c.held)
            .order_by(reviews.c.serial.desc())
            .limit(limit)
            .offset(offset)
        )
        if document is not None:
            query = query.where(documents.c.id == document)
        width = len(RECORD_COLUMNS)
        with reading(self.engine) as connection:
            return [
                Reviewed(review_of(row[width:]), record_of(row) if row[0] is not None else None)
                for row in connection.execute(query)
            ]

    def reviewed_count(self) -> int:
        """How many places were looked at."""
        with reading(self.engine) as connection:
            return connection.scalar(select(func.count()).select_from(reviews)) or 0

    def review(self, serial: int) -> Review | None:
        """One of them."""
        with reading(self.engine) as connection:
            row = connection.execute(select(*reviews.c).where(reviews.c.serial == serial)).first()
        return None if row is None else review_of(row)

    def as_read(self, name: str) -> AsRead | None:
        """What a document is read again from; None where an earlier version ingested it."""
        query = _of(select(as_read.c.record), as_read.c.document, name)
        with reading(self.engine) as connection:
            record = connection.scalar(query)
        return None if record is None else load(AsRead, record)


def _of(query: Select[Any], column: Any, document: str) -> Select[Any]:  # noqa: ANN401 - a column
    serial = select(documents.c.serial).where(documents.c.id == document)
    return query.where(column == serial.scalar_subquery())


def _narrowed(query: Select[Any], kinds: Sequence[DoubtKind], document: str | None) -> Select[Any]:
    ranks = [RANKS[kind] for kind in kinds]
    query = query.where(doubtful_places.c.rank.in_(ranks))
    return query if document is None else _of(query, doubtful_places.c.document, document)


def _count_places(connection: Connection, kinds: Sequence[DoubtKind], document: str | None) -> int:
    query = select(func.count()).select_from(doubtful_places)
    return connection.scalar(_narrowed(query, kinds, document)) or 0


def _places(
    connection: Connection,
    kinds: Sequence[DoubtKind],
    document: str | None,
    limit: int,
    offset: int,
) -> list[Waiting]:
    wanted = _narrowed(select(*_ORDER), kinds, document)
    return _shown(connection, wanted.order_by(*_ORDER).limit(limit).offset(offset))


def _shown(
    connection: Connection, wanted: Select[Any], document: str | None = None
) -> list[Waiting]:
    """Places by what they are ordered by, with their documents and lines."""
    if document is not None:
        wanted = _of(wanted, doubtful_places.c.document, document)
    chosen = wanted.subquery()
    query = (
        select(*RECORD_COLUMNS, doubtful_places.c.record, *_LINE)
        .join(doubtful_places, doubtful_places.c.document == documents.c.serial)
        .join(
            chosen,
            (chosen.c.document == doubtful_places.c.document)
            & (chosen.c.position == doubtful_places.c.position),
        )
        .join(
            lines,
            (lines.c.document == documents.c.serial) & (lines.c.number == doubtful_places.c.line),
        )
        .order_by(*_ORDER)
    )
    width = len(RECORD_COLUMNS)
    return [
        Waiting(record_of(row), line_of(_rest(row, width + 1)), load(DoubtfulPlace, row[width]))
        for row in connection.execute(query)
    ]


def _count_open(connection: Connection, _: Sequence[DoubtKind], document: str | None) -> int:
    query = select(func.count()).select_from(mentions).where(*_OPEN)
    if document is not None:
        query = _of(query, mentions.c.document, document)
    return connection.scalar(query) or 0


def _open(
    connection: Connection,
    _: Sequence[DoubtKind],
    document: str | None,
    limit: int,
    offset: int,
) -> list[Waiting]:
    query = (
        select(*RECORD_COLUMNS, mentions.c.record, mentions.c.choices, *_LINE)
        .join(mentions, mentions.c.document == documents.c.serial)
        .join(lines, (lines.c.document == documents.c.serial) & (lines.c.number == mentions.c.line))
        .where(*_OPEN)
        .order_by(mentions.c.document, mentions.c.position)
        .limit(limit)
        .offset(offset)
    )
    if document is not None:
        query = _of(query, mentions.c.document, document)
    width = len(RECORD_COLUMNS)
    return [
        Waiting(
            record_of(row),
            line_of(_rest(row, width + 2)),
            mention=load(Mention, row[width]),
            choices=load(tuple[Choice, ...], row[width + 1]),
        )
        for row in connection.execute(query)
    ]


def _rest(row: AnyRow, start: int) -> AnyRow:
    """The columns from there on, which a part of a row is in all but name."""
    return cast("AnyRow", row[start:])
