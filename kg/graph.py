"""Bounded views of the citation graph, for drawing and for questions on paths.

A view is a networkx MultiDiGraph of at most a few hundred documents. Nodes are keys, with `label`,
`number`, `title`, `type`, `held`, `level`, `date`, `issuer`, `id`; an edge from the citing to the
cited document is keyed by its relation, with `relation`, `count` (mentions) and `quotes` (the first
mentions: id of the document, line, text). The whole graph stays in the store and is asked there.
"""

from collections.abc import Collection
from dataclasses import asdict
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


def neighbourhood(store: "Store", name: str, depth: int = 1, limit: int = 100) -> "Graph":
    """The documents at most `depth` citations away, either way, with all edges among them.

    name: id or key; a name that the library does not know gives an empty graph. limit: most
    nodes, this one included; nearer ones first, then those with most mentions.
    """
    centre = store.document(name)
    if centre is None:
        return view(store, ())
    kept = [centre.key]
    most = min(limit, MOST_NODES)
    frontier = list(kept)
    for _ in range(depth):
        pairs = store.steps(frontier, kept) if len(kept) < most else []
        frontier = list(dict.fromkeys(far for _, far in pairs))[: most - len(kept)]
        kept += frontier
        if not frontier:
            break
    graph = view(store, kept)
    graph.graph["centre"] = centre.key
    return graph


def overview(store: "Store", limit: int = 100) -> "Graph":
    """The documents with most neighbours, with all edges among them."""
    return view(store, store.busiest(min(limit, MOST_NODES)))


def shortest_path(store: "Store", start: str, end: str, *, directed: bool = False) -> list[str]:
    """Keys of a shortest chain of citations from `start` to `end`, both included.

    directed: only from citing to cited; else either way. Of several shortest ones the same is
    always taken. Empty where there is none, or none within 200,000 documents. Names: id or key.
    """
    first, last = store.document(start), store.document(end)
    if first is None or last is None:
        return []
    along: Along = "cited" if directed else "both"
    parents: dict[str, str | None] = {first.key: None}
    frontier = [first.key]
    while frontier and last.key not in parents and len(parents) < _MOST_SEEN:
        reached: dict[str, str] = {}
        for near, far in store.steps(frontier, parents.keys(), along=along):
            reached.setdefault(far, near)
        parents.update(reached)
        frontier = list(reached)
    return _walk_back(parents, last.key)


def _walk_back(parents: dict[str, str | None], end: str) -> list[str]:
    if end not in parents:
        return []
    path, key = [], parents[end]
    while key is not None:
        path.append(key)
        key = parents[key]
    return [*reversed(path), end]


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
