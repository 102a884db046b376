"""Rows of doubtful places and of reviews: written and taken out inside a caller's transaction."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from kg.doubtful import RANKS, DoubtfulPlace, DoubtKind, places
from kg.model import Reading
from kg.records import dump
from kg.review_schema import as_read, doubtful_places, reviews
from kg.reviews import Review
from kg.rows import AnyRow, among


def reviews_in(connection: Connection, sha256: str) -> list[Review]:
    """What was said of the file with these bytes, the earliest first."""
    query = select(*reviews.c).where(reviews.c.sha256 == sha256).order_by(reviews.c.serial)
    return [review_of(row) for row in connection.execute(query)]


def add_review(connection: Connection, review: Review) -> None:
    """Keep one, in the caller's transaction; its serial is given."""
    values = _values(review)
    del values["serial"]
    connection.execute(insert(reviews).values(**values))


def take_back_review(connection: Connection, serial: int) -> None:
    """Forget one, in the caller's transaction."""
    connection.execute(delete(reviews).where(reviews.c.serial == serial))


def forget_reviews(connection: Connection, files: Iterable[str]) -> None:
    """Files with these SHA-256 are gone: nothing of their words stays."""
    connection.execute(delete(reviews).where(reviews.c.sha256.in_(among(list(files)))))


def write_doubts(connection: Connection, serial: int, read: Reading) -> None:
    """A document's doubtful places and what it is read again from; its row is written already."""
    write_places(connection, serial, places(read))
    if read.as_read is not None:
        connection.execute(insert(as_read).values(document=serial, record=dump(read.as_read)))


def write_places(connection: Connection, serial: int, found: Iterable[DoubtfulPlace]) -> None:
    """A document's doubtful places, in the caller's transaction."""
    rows = [
        {
            "document": serial,
            "position": position,
            "kind": place.kind.value,
            "rank": RANKS[place.kind],
            "line": place.line,
            "raw_start": place.raw_start,
            "raw_end": place.raw_end,
            "share": place.share,
            "record": dump(place),
        }
        for position, place in enumerate(found)
    ]
    if rows:
        connection.execute(insert(doubtful_places), rows)


def _values(review: Review) -> dict[str, Any]:
    return {
        "serial": review.serial,
        "sha256": review.sha256,
        "kind": review.kind.value,
        "line": review.line,
        "raw_start": review.raw_start,
        "raw_end": review.raw_end,
        "raw": review.raw,
        "found": review.found,
        "said": review.said,
        "actor": review.by,
        "at": review.at,
    }


def review_of(row: AnyRow | Sequence[Any]) -> Review:
    """The review of a row of `reviews`."""
    serial, sha256, kind, line, start, end, raw, found, said, by, at = row
    return Review(serial, sha256, DoubtKind(kind), line, start, end, raw, found, said, by, at)
