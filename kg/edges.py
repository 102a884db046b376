"""Reading a library: edges between documents, for bounded views of the graph."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import text

from kg.opening import reading
from kg.queries import DocumentReads
from kg.records import dump
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

    def edges_among(self, keys: Iterable[str], *, quotes: int = 5) -> list[Edge]:
        """Every edge with both ends in `keys`, by source, target, relation."""
        values = {"keys": dump(sorted(keys)), "quotes": quotes}
        found: dict[tuple[str, str, str], Edge] = {}
        with reading(self.engine) as connection:
            for row in connection.execute(text(_AMONG), values):
                name = (row.source, row.target, row.relation)
                before = found[name].quotes if name in found else ()
                quote = Quote(row.document, row.line, row.quote or "")
                found[name] = Edge(
                    row.source, row.target, Relation(row.relation), row.times, (*before, quote)
                )
        return list(found.values())

    def busiest(self, limit: int) -> list[str]:
        """Keys of the documents with most neighbours (citing or cited), those without last."""
        with reading(self.engine) as connection:
            return list(connection.scalars(text(_BUSIEST), {"limit": limit}))


_EDGE = "m.target IS NOT NULL AND m.mention_type NOT IN ('self', 'anaphora') AND m.target <> d.key"
_STEPS = {
    "cited": f"""
        SELECT near.value AS near, m.target AS far, count(*) AS n
        FROM json_each(:keys) near JOIN documents d ON d.key = near.value
        JOIN mentions m ON m.document = d.serial
        WHERE {_EDGE} AND m.target NOT IN (SELECT value FROM json_each(:seen)) GROUP BY 1, 2""",
    "citing": f"""
        SELECT near.value AS near, d.key AS far, count(*) AS n
        FROM json_each(:keys) near JOIN mentions m ON m.target = near.value
        JOIN documents d ON d.serial = m.document
        WHERE {_EDGE} AND d.key NOT IN (SELECT value FROM json_each(:seen)) GROUP BY 1, 2""",
}
_PAIRS = """
SELECT near, far FROM ({steps}) GROUP BY near, far ORDER BY sum(n) DESC, far, near LIMIT :cap
"""
_AMONG = f"""
WITH wanted(key) AS (SELECT value FROM json_each(:keys)), edge AS (
    SELECT d.key AS source, m.target, m.relation, d.id AS document, m.line, m.document AS serial,
        m.line_end, count(*) OVER w AS times,
        row_number() OVER (w ORDER BY d.id, m.position) AS place
    FROM wanted JOIN documents d ON d.key = wanted.key JOIN mentions m ON m.document = d.serial
    WHERE {_EDGE} AND m.target IN (SELECT key FROM wanted)
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
