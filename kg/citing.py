"""Reading a library: who cites whom. A mention is a place in a text, a citation an edge.

Edges are never stored: an edge is what linked mentions say. A document's own printed number and
mentions of itself are no edges.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Literal, TypedDict, Unpack

from sqlalchemy import ColumnElement, Select, and_, func, select, text

from kg.errors import Problem
from kg.model import Choice, DocumentRecord, Mention
from kg.number import number_key
from kg.opening import reading
from kg.queries import DocumentReads
from kg.records import dump, load
from kg.rows import RECORD_COLUMNS, AnyRow, among, record_of, word_key
from kg.schema import documents, lines, mentions
from kg.terms import MentionType, PlaceLevel, Relation

Direction = Literal["cited", "citing"]
_MOST_ROWS = 50_000

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
class ChainLink:
    """A document reached over `depth` citations, the shortest way."""

    key: str
    depth: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document that is not held, and how many held ones cite it."""

    record: DocumentRecord
    cited_by: int


class CitationFilter(TypedDict, total=False):
    """Which citations; absent or None does not narrow. level, place: of the citing document."""

    level: PlaceLevel | str | None
    place: str | None
    relation: Relation | str | None
    limit: int | None


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
        keys = self._keys([names] if isinstance(names, str) else names)
        query = _citations().where(mentions.c.target.in_(among(keys)), IS_EDGE)
        return self._citations(query.where(*_conditions(where)), where.get("limit"))

    def cited(self, name: str) -> list[Citation]:
        """What a document cites, in the order of first mention; also what is in doubt."""
        doubtful = and_(
            mentions.c.target.is_(None),
            mentions.c.group_key.is_not(None),
            mentions.c.mention_type != MentionType.ANAPHORA.value,  # repeats a citation
        )
        named = (documents.c.id == name) | (documents.c.key == name)
        query = _citations().where(named, IS_EDGE | doubtful)
        found = self._citations(query, None)
        return sorted(found, key=lambda citation: citation.mentions[0].mention.char_start)

    def mentions_of(self, number: str) -> list[tuple[DocumentRecord, Evidence]]:
        """Every mention of this number, linked or in doubt, with its document."""
        query = _citations().where(mentions.c.group_key == number_key(number))
        with reading(self.engine) as connection:
            rows = connection.execute(query.order_by(*_ORDER)).all()
        return [(record_of(row), Evidence(_linked(row), row.quote or "")) for row in rows]

    def chain(
        self, name: str, *, depth: int = 3, limit: int = 200, direction: Direction = "cited"
    ) -> list[ChainLink]:
        """Documents that this one cites ("cited"), or that cite it, over up to `depth` steps.

        Nearest first, the document itself apart, at most `limit`. Breadth first, so that what
        the limit cuts off is farthest.
        """
        keys = self._keys([name])
        values = {"keys": dump(keys), "depth": depth, "cap": _MOST_ROWS, "limit": limit}
        with reading(self.engine) as connection:
            rows = connection.execute(text(_CHAINS[direction]), values)
            return [ChainLink(key, steps) for key, steps in rows]

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

    def _keys(self, names: Iterable[str]) -> list[str]:
        """Keys of documents named by id or key; an unknown name stands for itself."""
        wanted = list(names)
        query = select(documents.c.id, documents.c.key).where(documents.c.id.in_(among(wanted)))
        with reading(self.engine) as connection:
            known = {row.id: row.key for row in connection.execute(query)}
        return sorted({known.get(name, name) for name in wanted})

    def _citations(self, query: Select[Any], limit: int | None) -> list[Citation]:
        with reading(self.engine) as connection:
            rows = connection.execute(query.order_by(*_ORDER)).all()
        cited = self.records({row.target for row in rows if row.target})
        found = []
        for _, same in groupby(sorted(rows, key=_edge_order), key=_edge_order):
            first, *_ = rows_of_edge = list(same)
            found.append(
                Citation(
                    citing=record_of(first),
                    target=first.target,
                    canonical=first.canonical,
                    cited=cited.get(first.target),
                    relation=Relation(first.relation),
                    mentions=tuple(Evidence(_linked(r), r.quote or "") for r in rows_of_edge),
                )
            )
        found.sort(key=lambda c: c.citing.id)
        found.sort(key=lambda c: str(c.citing.header.date or ""), reverse=True)
        return found[:limit]


_ORDER = (documents.c.date.desc(), documents.c.id, mentions.c.position)


def _edge_order(row: AnyRow) -> tuple[str, str, str, str]:
    doubtful = "" if row.target else row.group_key or ""
    return row.id, row.target or "", doubtful, row.relation


def _citations() -> Select[Any]:
    """Mentions with their citing document and quote."""
    return select(
        *RECORD_COLUMNS,
        mentions.c.record,
        *_LINKED,
        mentions.c.canonical,
        mentions.c.group_key,
        mentions.c.relation,
        _QUOTE,
    ).join(documents, documents.c.serial == mentions.c.document)


def _conditions(where: CitationFilter) -> Sequence[ColumnElement[bool]]:
    found = []
    if level := where.get("level"):
        found.append(documents.c.place_level == str(level))
    if place := where.get("place"):
        found.append(documents.c.place_key.contains(word_key(place), autoescape=True))
    if relation := where.get("relation"):
        found.append(mentions.c.relation == str(relation))
    return found


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


_CHAIN = """
WITH RECURSIVE chain(key, depth) AS (
    SELECT value, 0 FROM json_each(:keys)
    UNION
    SELECT {reached}, chain.depth + 1
    FROM chain {joins}
    WHERE chain.depth < :depth AND m.mention_type <> 'self' AND m.target <> d.key
    LIMIT :cap
)
SELECT key, min(depth) AS depth FROM chain WHERE key NOT IN (SELECT value FROM json_each(:keys))
GROUP BY key ORDER BY 2, 1 LIMIT :limit
"""
_CHAINS: dict[Direction, str] = {
    "cited": _CHAIN.format(
        reached="m.target",
        joins="JOIN documents d ON d.key = chain.key AND d.held"
        " JOIN mentions m ON m.document = d.serial",
    ),
    "citing": _CHAIN.format(
        reached="d.key",
        joins="JOIN mentions m ON m.target = chain.key JOIN documents d ON d.serial = m.document",
    ),
}
