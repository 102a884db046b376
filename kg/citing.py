"""Reading a library: who cites whom. A mention is a place in a text, a citation an edge.

Edges are never stored: an edge is what linked mentions say. A document's own printed number and
mentions of itself are no edges.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypedDict, Unpack

from sqlalchemy import ColumnElement, Select, and_, func, select, text

from kg import citation_pages as pages
from kg.errors import Problem
from kg.model import Choice, DocumentRecord, Mention
from kg.number import number_key
from kg.opening import reading
from kg.queries import DocumentReads
from kg.records import load
from kg.rows import RECORD_COLUMNS, AnyRow, among, record_of
from kg.schema import documents, lines, mentions
from kg.terms import MentionType, PlaceLevel, Relation

_LINKED = (mentions.c.target, mentions.c.confidence, mentions.c.choices, mentions.c.problems)
IS_EDGE: ColumnElement[bool] = and_(
    mentions.c.target.is_not(None),
    mentions.c.mention_type.not_in((MentionType.SELF.value, MentionType.ANAPHORA.value)),
    mentions.c.target != documents.c.key,
)
"""On `mentions` joined with the citing `documents`."""

_QUOTE = (
    select(func.group_concat(text("said"), " "))
    .select_from(
        select(func.coalesce(lines.c.text, lines.c.raw).label("said"))
        .where(
            lines.c.document == mentions.c.document,
            lines.c.number.between(mentions.c.line, mentions.c.line_end),
        )
        .order_by(lines.c.number)
        .correlate(mentions)
        .subquery()
    )
    .correlate(mentions)
    .scalar_subquery()
    .label("quote")
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """A mention, linked, and the clean text of its lines."""

    mention: Mention
    quote: str


@dataclass(frozen=True, slots=True)
class Citation:
    """An edge of the graph: one document cites another, in one relation.

    target: key of the cited document, None while in doubt; then `cited` is None too, and
    `canonical` says what is printed. mentions: in text order, at least one.
    """

    citing: DocumentRecord
    target: str | None
    canonical: str | None
    cited: DocumentRecord | None
    relation: Relation
    mentions: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document that is not held, and how many held ones cite it."""

    record: DocumentRecord
    cited_by: int


@dataclass(frozen=True, slots=True)
class Tally:
    """How many documents cite, and how many citations (document and relation) that makes."""

    documents: int
    citations: int


class CitationFilter(TypedDict, total=False):
    """Which citations; what is absent or None does not narrow.

    level, place, type: of the citing document, `place` by whole words of it. since, until: its
    day, both inclusive; a document without a day is then left out. undated: only those.
    relation, role: of the mentions, one or several. rests: only mentions of what the document
    rests on (a basis or task that it does not end), or only the others. limit, offset: a page.
    """

    level: PlaceLevel | str | None
    place: str | None
    type: str | None
    relation: str | Collection[str] | None
    role: str | Collection[str] | None
    since: dt.date | None
    until: dt.date | None
    undated: bool
    rests: bool | None
    limit: int | None
    offset: int


class CitationReads(DocumentReads):
    """Questions on citations. Documents are named by id or key."""

    def mentions(self, name: str) -> list[Mention]:
        """Mentions in a document held, in text order, linked to what they mean."""
        query = (
            select(mentions.c.record, *_LINKED)
            .join(documents, documents.c.serial == mentions.c.document)
            .where(documents.c.id == name)
            .order_by(mentions.c.position)
        )
        with reading(self.engine) as connection:
            return [_linked(row) for row in connection.execute(query)]

    def citing(
        self, names: str | Collection[str], **where: Unpack[CitationFilter]
    ) -> list[Citation]:
        """Who cites these documents: newest first, one citation per document and relation."""
        with reading(self.engine) as connection:
            found = pages.page(connection, self._keys(names), where)
        return self._citations(_citations().where(mentions.c.serial.in_(among(found))), found)

    def mentions_meaning(self, name: str) -> list[tuple[str, Mention]]:
        """(id of who cites, mention) of all that cite a document: newest first, in text order.

        What `citing` lists, mention by mention and without quotes: much faster for a hub.
        """
        query = (
            select(documents.c.id, mentions.c.record, *_LINKED)
            .join(documents, documents.c.serial == mentions.c.document)
            .where(mentions.c.target.in_(self._keys(name)), IS_EDGE)
            .order_by(mentions.c.day.is_(None), mentions.c.day.desc(), documents.c.id)
            .order_by(mentions.c.position)
        )
        with reading(self.engine) as connection:
            return [(row.id, _linked(row)) for row in connection.execute(query)]

    def naming(self, number: str) -> list[tuple[str, Mention]]:
        """(id of the document, mention) of all that name this number, linked or in doubt.

        A document's own printed number is one of them. By id of the document, in text order.
        """
        key = number_key(number)
        query = select(documents.c.id, mentions.c.record, *_LINKED)
        query = query.join(documents, documents.c.serial == mentions.c.document)
        own = mentions.c.mention_type == MentionType.SELF.value
        with reading(self.engine) as connection:
            rows = [
                *connection.execute(query.where(mentions.c.group_key == key)),
                *connection.execute(query.where(documents.c.number_key == key, own)),
            ]
        found = [(row.id, _linked(row)) for row in rows]
        return sorted(found, key=lambda pair: (pair[0], pair[1].char_start))

    def tally(self, names: str | Collection[str], **where: Unpack[CitationFilter]) -> Tally:
        """How long the list of `citing` is without its limit."""
        with reading(self.engine) as connection:
            return Tally(*pages.counted(connection, self._keys(names), where))

    def cited(
        self,
        name: str,
        *,
        relation: str | Collection[str] | None = None,
        role: str | Collection[str] | None = None,
    ) -> list[Citation]:
        """What a document cites, in the order of first mention; also what is in doubt."""
        doubtful = and_(mentions.c.target.is_(None), mentions.c.group_key.is_not(None))
        named = (documents.c.id == name) | (documents.c.key == name)
        said = pages.said({"relation": relation, "role": role})
        found = self._citations(_citations().where(named, IS_EDGE | doubtful, *said), None)
        return sorted(found, key=lambda citation: citation.mentions[0].mention.char_start)

    def mentions_of(self, number: str) -> list[tuple[DocumentRecord, Evidence]]:
        """Every mention of this number, linked or in doubt, with its document."""
        query = _citations().where(mentions.c.group_key == number_key(number))
        with reading(self.engine) as connection:
            rows = connection.execute(query.order_by(*_ORDER)).all()
        return [(record_of(row), Evidence(_linked(row), row.quote or "")) for row in rows]

    def said_of(self, groups: Collection[str]) -> dict[str, list[tuple[DocumentRecord, Mention]]]:
        """Every mention of these groups, as read, with its document; by group."""
        query = (
            select(*RECORD_COLUMNS, mentions.c.record.label("said"), mentions.c.group_key)
            .join(documents, documents.c.serial == mentions.c.document)
            .where(mentions.c.group_key.in_(among(groups)))
            .order_by(*_ORDER)
        )
        found: dict[str, list[tuple[DocumentRecord, Mention]]] = {}
        with reading(self.engine) as connection:
            for row in connection.execute(query):
                pair = record_of(row), load(Mention, row.said)
                found.setdefault(row.group_key, []).append(pair)
        return found

    def most_wanted(self, limit: int = 20) -> list[Wanted]:
        """Documents not held that most held documents cite."""
        number = func.count(mentions.c.document.distinct())
        query = (
            select(*RECORD_COLUMNS, number.label("citing"))
            .join(mentions, mentions.c.target == documents.c.key)
            .where(documents.c.held.is_(False))
            .group_by(documents.c.serial)
            .order_by(number.desc(), documents.c.id)
            .limit(limit)
        )
        with reading(self.engine) as connection:
            return [Wanted(record_of(row), row.citing) for row in connection.execute(query)]

    def records(self, keys: Iterable[str]) -> dict[str, DocumentRecord]:
        """The document of each key, one that is held first."""
        query = select(*RECORD_COLUMNS).where(documents.c.key.in_(among(keys)))
        order = (documents.c.held, documents.c.id.desc())  # the last one stays
        return {record.key: record for record in self._records(query.order_by(*order))}

    def _keys(self, names: str | Collection[str]) -> list[str]:
        """Keys of documents named by id or key; an unknown name stands for itself."""
        wanted = [names] if isinstance(names, str) else list(names)
        query = select(documents.c.id, documents.c.key).where(documents.c.id.in_(among(wanted)))
        with reading(self.engine) as connection:
            known = {row.id: row.key for row in connection.execute(query)}
        return sorted({known.get(name, name) for name in wanted})

    def _citations(self, query: Select[Any], order: Sequence[int] | None) -> list[Citation]:
        """The mentions that `query` finds, as edges; `order`: serials of mentions, as wanted."""
        with reading(self.engine) as connection:
            rows = connection.execute(query).all()
        if order is not None:
            places = {serial: place for place, serial in enumerate(order)}
            rows = sorted(rows, key=lambda row: places[row.serial])
        cited = self.records({row.target for row in rows if row.target})
        edges: dict[tuple[str, ...], list[AnyRow]] = {}
        for row in rows:
            edges.setdefault(_edge_of(row), []).append(row)
        return [_citation(same, cited) for same in edges.values()]


def _citation(rows: Sequence[AnyRow], cited: Mapping[str, DocumentRecord]) -> Citation:
    first = rows[0]
    said = sorted(rows, key=lambda row: row.position)
    return Citation(
        citing=record_of(first),
        target=first.target,
        canonical=said[0].canonical,
        cited=cited.get(first.target),
        relation=Relation(first.relation),
        mentions=tuple(Evidence(_linked(row), row.quote or "") for row in said),
    )


_ORDER = (documents.c.date.desc(), documents.c.id, mentions.c.position)


def _edge_of(row: AnyRow) -> tuple[str, str, str, str]:
    doubtful = "" if row.target else row.group_key or ""
    return row.id, row.target or "", doubtful, row.relation


def _citations() -> Select[Any]:
    """Mentions with their citing document and quote."""
    return select(
        *RECORD_COLUMNS,
        mentions.c.record,
        *_LINKED,
        mentions.c.serial,
        mentions.c.position,
        mentions.c.canonical,
        mentions.c.group_key,
        mentions.c.relation,
        _QUOTE,
    ).join(documents, documents.c.serial == mentions.c.document)


def _linked(row: AnyRow) -> Mention:
    """The mention as read, with what linking found."""
    mention = load(Mention, row.record)
    if mention.mention_type is MentionType.SELF or row.target is not None or row.choices != "[]":
        return replace(
            mention,
            target=row.target,
            confidence=min(mention.confidence, row.confidence),
            choices=load(tuple[Choice, ...], row.choices),
            problems=mention.problems + load(tuple[Problem, ...], row.problems),
        )
    return replace(mention, problems=mention.problems + load(tuple[Problem, ...], row.problems))
