"""Bounded views of the citation graph, for drawing and for questions on paths.

A view is a networkx MultiDiGraph of at most a few hundred documents. Nodes are keys, with `label`,
`number`, `title`, `type`, `held`, `level`, `date`, `issuer`, `id`; an edge from the citing to the
cited document is keyed by its relation, with `relation`, `count` (mentions) and `quotes` (the first
mentions: id of the document, line, text). The whole graph stays in the store and is asked there.
"""

from collections.abc import Collection
from dataclasses import asdict
from itertools import groupby
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.model import DocumentRecord

if TYPE_CHECKING:
    from kg.edges import Along
    from kg.store import Store

    Graph = nx.MultiDiGraph[str]

MOST_NODES = 500
"""More than this is neither drawn nor read."""
_MOST_SEEN = 200_000
_WIDE = 2_000


def neighbourhood(store: "Store", name: str, depth: int = 1, limit: int = 100) -> "Graph":
    """The documents at most `depth` citations away, either way, with all edges among them.

    name: id or key; a name that the library does not know gives an empty graph. limit: most
    nodes, this one included; nearer ones first, then those with most mentions.
    """
    centre = store.document(name)
    if centre is None:
        return view(store, ())
    graph = view(store, keys_around(store, centre.key, depth, limit))
    graph.graph["centre"] = centre.key
    return graph


def keys_around(store: "Store", centre: str, depth: int, limit: int) -> list[str]:
    """Keys of a neighbourhood, the centre's own first; see `neighbourhood`."""
    kept = [centre]
    most = min(limit, MOST_NODES)
    frontier = list(kept)
    for _ in range(depth):
        pairs = store.steps(frontier, kept) if len(kept) < most else []
        frontier = list(dict.fromkeys(far for _, far in pairs))[: most - len(kept)]
        kept += frontier
        if not frontier:
            break
    return kept


def overview(store: "Store", limit: int = 100) -> "Graph":
    """The documents with most neighbours, with all edges among them."""
    return view(store, store.busiest(min(limit, MOST_NODES)))


def shortest_path(
    store: "Store",
    start: str,
    end: str,
    *,
    directed: bool = False,
    relations: Collection[str] = (),
) -> list[str]:
    """Keys of a shortest chain of citations from `start` to `end`, both included.

    directed: only from citing to cited; else either way. relations: only over citations in these.
    Of several shortest ones the same is always taken. Empty where there is none, or none within
    200,000 documents. Names: id or key.
    """
    first, last = store.document(start), store.document(end)
    if first is None or last is None:
        return []
    if first.key == last.key:
        return [first.key]
    ahead = _Search(store, first.key, "cited" if directed else "both", relations)
    behind = _Search(store, last.key, "citing" if directed else "both", relations)
    while not (met := {(key, key) for key in ahead.seen.keys() & behind.seen.keys()}):
        if not (ahead.frontier and behind.frontier):
            return []
        if len(ahead.seen) + len(behind.seen) > _MOST_SEEN:
            return []
        if met := _touching(store, ahead, behind, directed=directed):
            break
        (ahead if len(ahead.frontier) <= len(behind.frontier) else behind).advance()
    ways = ([*ahead.way(near), *reversed(behind.way(far))] for near, far in met)
    return min([key for key, _ in groupby(way)] for way in ways)


def _touching(
    store: "Store", ahead: "_Search", behind: "_Search", *, directed: bool
) -> set[tuple[str, str]]:
    """Citations from one frontier to the other: found here, no hub between them is opened.

    Not asked where a frontier is wide: then a step costs no more.
    """
    if max(len(ahead.frontier), len(behind.frontier)) > _WIDE:
        return set()
    relations = ahead.relations
    found = store.touching(ahead.frontier, behind.frontier, relations=relations)
    if not directed:
        back = store.touching(behind.frontier, ahead.frontier, relations=relations)
        found |= {(near, far) for far, near in back}
    return found


class _Search:
    """Breadth-first search from one end. seen: the document before each one, None at the start."""

    def __init__(
        self, store: "Store", start: str, along: "Along", relations: Collection[str]
    ) -> None:
        self._store, self._along, self.relations = store, along, relations
        self.seen: dict[str, str | None] = {start: None}
        self.frontier = [start]

    def advance(self) -> None:
        """Go one step further on all ways; of two ways to a document the one by the first key."""
        reached: dict[str, str] = {}
        pairs = self._store.neighbours(self.frontier, along=self._along, relations=self.relations)
        for near, far in pairs:
            if far not in self.seen and (far not in reached or near < reached[far]):
                reached[far] = near
        self.seen.update(reached)
        self.frontier = list(reached)

    def way(self, key: str) -> list[str]:
        """Keys from the start to a document that was seen."""
        found: list[str] = []
        at: str | None = key
        while at is not None:
            found.append(at)
            at = self.seen[at]
        return found[::-1]


def view(store: "Store", keys: Collection[str]) -> "Graph":
    """These documents and every edge among them, in the order given."""
    graph: Graph = nx.MultiDiGraph()
    known = store.records(keys)
    graph.add_nodes_from((key, _attributes(known[key])) for key in keys if key in known)
    for edge in store.edges_among(graph.nodes):
        graph.add_edge(
            edge.source,
            edge.target,
            key=edge.relation.value,
            relation=edge.relation.value,
            count=edge.count,
            quotes=tuple(asdict(quote) for quote in edge.quotes),
        )
    return graph


def _attributes(record: DocumentRecord) -> dict[str, Any]:
    header = record.header
    return {
        "id": record.id,
        "label": header.number or header.title or record.name or record.id,
        "number": header.number,
        "title": header.title,
        "type": header.type,
        "issuer": header.issuer,
        "held": record.held,
        "level": header.place.level.value if header.place else None,
        "date": header.date.isoformat() if header.date else None,
    }
