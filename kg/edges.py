"""Reading a library: edges between documents, for chains, paths and bounded views of the graph.

Plans of these queries are held to an index by a plus sign: `+m.target` keeps SQLite from reading
all mentions of a hub in order to find the few that stand in one document.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import text

from kg.opening import reading
from kg.queries import DocumentReads
from kg.records import dump
from kg.rows import AnyRow
from kg.terms import Relation

Along = Literal["both", "cited", "citing"]
_MOST_ROWS = 50_000


@dataclass(frozen=True, slots=True)
class Quote:
    """A line that proves an edge: id of the citing document, line from 1, its clean text."""

    document: str
    line: int
    quote: str


@dataclass(frozen=True, slots=True)
class Edge:
    """`source` cites `target` (keys) `count` times in one relation; `quotes`: the first of them."""

    source: str
    target: str
    relation: Relation
    count: int
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """Counts of documents: citing this one, cited by it, and in either way (each once)."""

    citing: int = 0
    cited: int = 0
    either: int = 0


class EdgeReads(DocumentReads):
    """Questions on edges; documents are named by key."""

    def steps(
        self, keys: Iterable[str], seen: Collection[str] = (), *, along: Along = "both"
    ) -> list[tuple[str, str]]:
        """Pairs (one of `keys`, a document one edge away that is not in `seen`).

        along: "cited" follows citations, "citing" goes against them, "both" does either. Most
        mentions first, then by key; at most 50,000 pairs.
        """
        query = " UNION ALL ".join(_STEPS[way] for way in _STEPS if along in ("both", way))
        values = {"keys": dump(sorted(keys)), "seen": dump(sorted(seen)), "cap": _MOST_ROWS}
        with reading(self.engine) as connection:
            rows = connection.execute(text(_PAIRS.format(steps=query)), values)
            return [(near, far) for near, far in rows]

    def neighbours(
        self, keys: Iterable[str], *, along: Along = "both", relations: Collection[str] = ()
    ) -> set[tuple[str, str]]:
        """Every pair (one of `keys`, a document one edge away), however many they are.

        relations: only edges of these; of any where empty.
        """
        values = {"keys": dump(sorted(keys)), "relations": _listed(relations)}
        with reading(self.engine) as connection:
            return {
                (near, far)
                for way, query in _NEIGHBOURS.items()
                if along in ("both", way)
                for near, far in connection.execute(text(query), values)
            }

    def touching(
        self, first: Iterable[str], second: Iterable[str], *, relations: Collection[str] = ()
    ) -> set[tuple[str, str]]:
        """Pairs (one of `first`, one of `second` that it cites).

        Reads what the first cite, which is short, never who cites the second.
        """
        values = {"keys": dump(sorted(first)), "ends": dump(sorted(second))}
        with reading(self.engine) as connection:
            rows = connection.execute(text(_TOUCHING), {**values, "relations": _listed(relations)})
            return {(near, far) for near, far in rows}

    def cited_in(
        self, keys: Iterable[str], *, relations: Collection[str] = ()
    ) -> list[tuple[str, str]]:
        """Pairs (one of `keys`, a document it cites): in the order of `keys`, then of the text."""
        values = {"keys": dump(list(keys)), "relations": _listed(relations)}
        with reading(self.engine) as connection:
            rows = connection.execute(text(_CITED_IN), values)
            return list(dict.fromkeys((near, far) for near, far in rows))

    def newest_citing(self, key: str, count: int, *, relations: Collection[str] = ()) -> list[str]:
        """Keys of at least `count` documents that cite this one, newest first, where it has them.

        Those of the last day shown are all there, so that the order does not hang on chance.
        """
        values = {"key": key, "relations": _listed(relations), "count": count - 1, "oldest": None}
        with reading(self.engine) as connection:
            values["oldest"] = connection.scalar(text(_OLDEST), values)
            return list(dict.fromkeys(connection.scalars(text(_NEWEST), values)))

    def edges_among(self, keys: Iterable[str], *, quotes: int = 5) -> list[Edge]:
        """Every edge with both ends in `keys`, by source, target, relation."""
        return self._edges(_AMONG, {"keys": dump(sorted(keys)), "quotes": quotes})

    def edges_between(
        self,
        pairs: Iterable[tuple[str, str]],
        *,
        relations: Collection[str] = (),
        quotes: int = 5,
    ) -> list[Edge]:
        """Edges from the first to the second document of each pair, by source, target, relation."""
        values = {"pairs": dump(sorted(set(pairs))), "relations": _listed(relations)}
        return self._edges(_BETWEEN, {**values, "quotes": quotes})

    def _edges(self, query: str, values: dict[str, Any]) -> list[Edge]:
        with reading(self.engine) as connection:
            return list(_joined(connection.execute(text(query), values)))

    def reach(self, keys: Iterable[str]) -> dict[str, Reach]:
        """How many documents cite each of these, are cited by it, and are one edge away."""
        with reading(self.engine) as connection:
            rows = connection.execute(text(_REACH), {"keys": dump(sorted(keys))})
            return {row.near: Reach(row.citing, row.cited, row.either) for row in rows}

    def citing_most(self, keys: Iterable[str], limit: int) -> list[str]:
        """Keys of the documents that cite most of these, by how many of them."""
        values = {"keys": dump(sorted(keys)), "limit": limit}
        with reading(self.engine) as connection:
            return list(connection.scalars(text(_CITING_MOST), values))

    def busiest(self, limit: int) -> list[str]:
        """Keys of the documents with most neighbours (citing or cited), those without last."""
        with reading(self.engine) as connection:
            return list(connection.scalars(text(_BUSIEST), {"limit": limit}))


def _listed(relations: Collection[str]) -> str:
    return dump([str(relation) for relation in relations])


def _joined(rows: Iterable[AnyRow]) -> Iterator[Edge]:
    """Edges from their quotes, a row each, those of one edge together."""
    last: Edge | None = None
    for row in rows:
        quote = Quote(row.document, row.line, row.quote or "")
        same = last is not None and (last.source, last.target, last.relation) == row[:3]
        if last is not None and not same:
            yield last
        before = last.quotes if last is not None and same else ()
        last = Edge(row.source, row.target, Relation(row.relation), row.times, (*before, quote))
    if last is not None:
        yield last


_KIND = "m.mention_type NOT IN ('self', 'anaphora')"
_EDGE = f"m.target IS NOT NULL AND {_KIND} AND m.target <> d.key"
_WANTED = "(:relations = '[]' OR m.relation IN (SELECT value FROM json_each(:relations)))"
_CITED = """FROM json_each(:keys) near JOIN documents d ON d.key = near.value
        JOIN mentions m ON m.document = d.serial"""
_CITING = """FROM json_each(:keys) near JOIN mentions m ON m.target = near.value
        JOIN documents d ON d.serial = m.document"""
_STEPS = {
    "cited": f"""
        SELECT near.value AS near, m.target AS far, count(*) AS n {_CITED}
        WHERE {_EDGE} AND m.target NOT IN (SELECT value FROM json_each(:seen)) GROUP BY 1, 2""",
    "citing": f"""
        SELECT near.value AS near, d.key AS far, count(*) AS n {_CITING}
        WHERE {_EDGE} AND d.key NOT IN (SELECT value FROM json_each(:seen)) GROUP BY 1, 2""",
}
_PAIRS = """
SELECT near, far FROM ({steps}) GROUP BY near, far ORDER BY sum(n) DESC, far, near LIMIT :cap
"""
_NEIGHBOURS = {
    "cited": f"SELECT near.value, m.target {_CITED} WHERE {_EDGE} AND {_WANTED}",
    "citing": f"SELECT near.value, d.key {_CITING} WHERE {_EDGE} AND {_WANTED}",
}
_TOUCHING = f"""
SELECT near.value, m.target {_CITED}
WHERE {_EDGE} AND {_WANTED} AND +m.target IN (SELECT value FROM json_each(:ends))
"""
_CITED_IN = f"""
SELECT near.value, m.target {_CITED} WHERE {_EDGE} AND {_WANTED}
ORDER BY near.key, d.id, m.position
"""
_OLDEST = f"""
SELECT m.day FROM mentions m
WHERE m.target = :key AND {_KIND} AND {_WANTED}
    AND m.document NOT IN (SELECT serial FROM documents WHERE key = :key)
GROUP BY m.day, m.document ORDER BY m.day DESC, m.document DESC LIMIT 1 OFFSET :count
"""
_NEWEST = f"""
SELECT d.key FROM mentions m JOIN documents d ON d.serial = m.document
WHERE m.target = :key AND {_EDGE} AND {_WANTED} AND (:oldest IS NULL OR m.day >= :oldest)
GROUP BY m.day, m.document ORDER BY m.day IS NULL, m.day DESC, d.id
"""
_QUOTED = """
WITH {given} edge AS (
    SELECT d.key AS source, m.target, m.relation, d.id AS document, m.line, m.document AS serial,
        m.line_end, count(*) OVER w AS times,
        row_number() OVER (w ORDER BY d.id, m.position) AS place
    FROM {joins} WHERE {edge}
    WINDOW w AS (PARTITION BY d.key, m.target, m.relation)
)
SELECT source, target, relation, times, document, line, (
    SELECT group_concat(said, ' ') FROM (
        SELECT coalesce(l.text, l.raw) AS said FROM lines l
        WHERE l.document = edge.serial AND l.number BETWEEN edge.line AND edge.line_end
        ORDER BY l.number)
) AS quote
FROM edge WHERE place <= :quotes ORDER BY source, target, relation, place
"""
_AMONG = _QUOTED.format(
    given="wanted(key) AS (SELECT value FROM json_each(:keys)), ",
    joins="wanted JOIN documents d ON d.key = wanted.key JOIN mentions m ON m.document = d.serial",
    edge=f"{_EDGE} AND +m.target IN (SELECT key FROM wanted)",
)
_BETWEEN = _QUOTED.format(
    given="""pair(source, target) AS (
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(:pairs)),""",
    joins="""pair JOIN documents d ON d.key = pair.source
    JOIN mentions m ON m.document = d.serial AND +m.target = pair.target""",
    edge=f"{_EDGE} AND {_WANTED}",
)
_REACH = f"""
SELECT near, sum(citing) AS citing, sum(1 - citing) AS cited, count(DISTINCT far) AS either
FROM (
    SELECT DISTINCT near.value AS near, m.target AS far, 0 AS citing {_CITED} WHERE {_EDGE}
    UNION ALL
    SELECT DISTINCT near.value, d.key, 1 {_CITING} WHERE {_EDGE}
) GROUP BY near
"""
_CITING_MOST = f"""
SELECT d.key {_CITING} WHERE {_EDGE} GROUP BY d.key
ORDER BY count(DISTINCT near.value) DESC, d.key LIMIT :limit
"""
_BUSIEST = f"""
WITH edge AS (
    SELECT DISTINCT d.key AS source, m.target FROM mentions m
    JOIN documents d ON d.serial = m.document WHERE {_EDGE}
), busy AS (
    SELECT key, count(*) AS n FROM (
        SELECT source AS key FROM edge UNION ALL SELECT target FROM edge
    ) GROUP BY key
)
SELECT d.key FROM (SELECT DISTINCT key FROM documents) d LEFT JOIN busy ON busy.key = d.key
ORDER BY coalesce(busy.n, 0) DESC, d.key LIMIT :limit
"""
