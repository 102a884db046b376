"""Lists of "who cites" as pages: which mentions stand on a page, how long the list is.

A list is grouped by document and relation and comes newest first. The index `ix_mentions_target`
has its order and all that grouping needs, so that the first page of a document that tens of
thousands cite reads as many entries of the index as it shows; rows of the table are read by the
caller, for the mentions of the page alone.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Select, and_, func, not_, select, tuple_

from kg.folding import fold
from kg.records import load
from kg.rows import among, word_key
from kg.schema import documents, mentions
from kg.severity import ENDS
from kg.terms import CitationRole, MentionType

Where: TypeAlias = Mapping[str, Any]
"""A `kg.citing.CitationFilter`."""

NO_EDGE = (MentionType.SELF.value, MentionType.ANAPHORA.value)
RESTING = frozenset({CitationRole.BASIS, CitationRole.TASK})
"""A document rests on what it cites in such a role, save what it ENDS."""
_EDGE = (mentions.c.day, mentions.c.document, mentions.c.relation, mentions.c.target)


def page(connection: Connection, keys: Sequence[str], where: Where) -> list[int]:
    """Serials of the mentions on a page: by day of the citing document, its id, relation."""
    limit, offset = where.get("limit"), where.get("offset") or 0
    conditions = _conditions(keys, where)
    if limit is not None and (oldest := _oldest(connection, conditions, where, limit + offset)):
        conditions.append(mentions.c.day >= oldest)
    edges = _edges(conditions, where, func.json_group_array(mentions.c.serial).label("serials"))
    listed = edges.subquery()
    query = (
        select(listed.c.serials)
        .join(documents, documents.c.serial == listed.c.document)
        .order_by(
            listed.c.day.is_(None), listed.c.day.desc(), documents.c.id, listed.c.relation,
            listed.c.target,
        )
        .limit(limit)
        .offset(offset)
    )  # fmt: skip
    rows = connection.scalars(query)
    return [serial for row in rows for serial in load(tuple[int, ...], row)]


def counted(connection: Connection, keys: Sequence[str], where: Where) -> tuple[int, int]:
    """Number of documents and of citations in the whole list."""
    listed = _edges(_conditions(keys, where), where).subquery()
    query = select(func.count(listed.c.document.distinct()), func.count())
    return tuple(connection.execute(query.select_from(listed)).one())  # type: ignore[return-value]


def said(where: Where) -> list[ColumnElement[bool]]:
    """Conditions on the mention itself: its relation, its role, whether it rests on the cited."""
    found: list[ColumnElement[bool]] = []
    if (rests := where.get("rests")) is not None:
        resting = and_(
            mentions.c.role.in_(sorted(RESTING)), mentions.c.relation.not_in(sorted(ENDS))
        )
        found.append(resting if rests else not_(resting))
    for name, column in (("relation", mentions.c.relation), ("role", mentions.c.role)):
        if wanted := where.get(name):
            found.append(column.in_(_texts(wanted)))
    return found


def _texts(wanted: str | Collection[str]) -> list[str]:
    return [str(wanted)] if isinstance(wanted, str) else [str(item) for item in wanted]


def _oldest(
    connection: Connection, conditions: list[ColumnElement[bool]], where: Where, count: int
) -> dt.date | None:
    """Day of the last of the first `count` citations; None where the list may end before."""
    days = _edges(conditions, where).with_only_columns(mentions.c.day)
    backwards = (column.desc() for column in _EDGE)  # the whole order of the index: no sorting
    query = days.order_by(*backwards).limit(1).offset(max(count - 1, 0))
    return connection.scalar(query)


def _edges(
    conditions: list[ColumnElement[bool]], where: Where, *more: ColumnElement[Any]
) -> Select[Any]:
    query = select(*_EDGE, *more).where(*conditions).group_by(*_EDGE)
    if any(where.get(name) for name in ("level", "place", "type")):
        query = query.join(documents, documents.c.serial == mentions.c.document)
    return query


def _conditions(keys: Sequence[str], where: Where) -> list[ColumnElement[bool]]:
    own = select(documents.c.serial, documents.c.key).where(documents.c.key.in_(among(keys)))
    found = [
        mentions.c.target == keys[0] if len(keys) == 1 else mentions.c.target.in_(among(keys)),
        mentions.c.mention_type.not_in(NO_EDGE),
        tuple_(mentions.c.document, mentions.c.target).not_in(own),
        *said(where),
    ]
    if where.get("undated"):
        found.append(mentions.c.day.is_(None))
    if since := where.get("since"):
        found.append(mentions.c.day >= since)
    if until := where.get("until"):
        found.append(mentions.c.day <= until)
    if level := where.get("level"):
        found.append(documents.c.place_level == str(level))
    if kind := where.get("type"):
        found.append(documents.c.type_key == fold(kind))
    if place := where.get("place"):
        found.append(documents.c.place_key.contains(word_key(place), autoescape=True))
    return found
