"""Chains of citations: which documents are reached over several steps, and the way to each."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from kg.edges import Edge
    from kg.store import Store

Direction = Literal["cited", "citing"]
"""Along citations (what is cited, what that cites ...), or against them."""


@dataclass(frozen=True, slots=True)
class ChainLink:
    """A document reached over `depth` citations, by a shortest way.

    way: keys from the start to this document, both included. edges: the citations between the
    last two of them, one for each relation, with the lines that prove them.
    """

    key: str
    depth: int
    way: tuple[str, ...]
    edges: tuple["Edge", ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """What is reached from `start`, nearest first. complete: nothing more lies in that depth."""

    start: str
    links: tuple[ChainLink, ...]
    complete: bool


def chain(  # noqa: PLR0913 - the bounds of one walk
    store: "Store",
    name: str,
    *,
    direction: Direction = "cited",
    depth: int = 3,
    limit: int = 200,
    relations: Collection[str] = (),
) -> Chain:
    """Documents that this one cites ("cited"), or that cite it, over up to `depth` steps.

    Breadth first, the document itself apart, at most `limit`: what the limit cuts off is farthest.
    Of documents equally far: in text order ("cited"), or newest first ("citing"), those of the
    nearer document's earlier neighbours first. name: id or key.
    """
    record = store.document(name)
    start = record.key if record else name
    ways: dict[str, tuple[str, ...]] = {start: (start,)}
    frontier = [start]
    for _ in range(depth):
        reached: list[str] = []
        for near, far in _next(store, frontier, direction, limit + 2, relations):
            if far not in ways:
                ways[far] = (*ways[near], far)
                reached.append(far)
            if len(ways) > limit + 1:
                break
        frontier = reached
        if not frontier or len(ways) > limit + 1:
            break
    found = [way for way in ways.values() if len(way) > 1]
    links = _proved(store, found[:limit], direction, relations)
    return Chain(start, links, complete=len(found) <= limit)


def _next(
    store: "Store", frontier: list[str], direction: Direction, most: int, relations: Collection[str]
) -> Iterator[tuple[str, str]]:
    """Pairs (a document of the frontier, one a step from it).

    Against citations a document may have tens of thousands of neighbours: more than `most` and
    those already seen are never needed.
    """
    if direction == "cited":
        yield from store.cited_in(frontier, relations=relations)
        return
    for near in frontier:
        for far in store.newest_citing(near, 2 * most, relations=relations):
            yield near, far


def _proved(
    store: "Store", ways: list[tuple[str, ...]], direction: Direction, relations: Collection[str]
) -> tuple[ChainLink, ...]:
    pairs = {way: _as_cited(way[-2], way[-1], direction) for way in ways}
    edges: dict[tuple[str, str], list[Edge]] = {}
    for edge in store.edges_between(pairs.values(), relations=relations, quotes=1):
        edges.setdefault((edge.source, edge.target), []).append(edge)
    return tuple(
        ChainLink(way[-1], len(way) - 1, way, tuple(edges.get(pairs[way], ()))) for way in ways
    )


def _as_cited(near: str, far: str, direction: Direction) -> tuple[str, str]:
    """(citing, cited) of a step."""
    return (near, far) if direction == "cited" else (far, near)
