"""Rings of replacements: A replaced by B, B by C, C by A."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from kg.facts import Scope, Standing
from kg.user_facts.findings import FactFault, Finding
from kg.user_facts.rows import Said
from kg.user_facts.world import World


def rings(documents: Mapping[str, Said], before: Mapping[str, Said], world: World) -> list[Finding]:
    """Rows that close a ring; one depth-first search, linear in documents and replacements.

    A ring whose days differ has a step back in time, which is refused as such before; what is
    left are rings of documents signed on one day.
    """
    found: list[Finding] = []
    done: set[str] = set()
    for start in documents:
        path: dict[str, None] = {}
        stack: list[tuple[str, Iterator[str]]] = []
        if start not in done:
            path[start] = None
            stack.append((start, iter(_heirs(start, documents, before, world))))
        while stack:
            key, heirs = stack[-1]
            heir = next(heirs, None)
            if heir is None:
                stack.pop()
                path.pop(key)
                done.add(key)
            elif heir in path:
                names = list(path)
                found += _closed([*names[names.index(heir) :], heir], documents, world)
            elif heir not in done:
                path[heir] = None
                stack.append((heir, iter(_heirs(heir, documents, before, world))))
    return found


def _closed(ring: Sequence[str], documents: Mapping[str, Said], world: World) -> Iterator[Finding]:
    shown = " → ".join(key.partition("@")[0] for key in ring)
    for key, heir in pairwise(ring):
        said = documents.get(key)
        if said is None:
            continue
        for item in said.happenings:
            if item.by and item.line and world.actor(item.by, said).key == heir:
                yield Finding(FactFault.RING, item.line, item.column, item.by.number, shown)


def _heirs(
    key: str, documents: Mapping[str, Said], before: Mapping[str, Said], world: World
) -> list[str]:
    """Keys of what replaced a document wholly, by users' facts and by the registry."""
    said, known = documents.get(key) or before.get(key), world.registry.get(key)
    found: list[str] = []
    if said is not None:
        found += [world.actor(h.by, said).key for h in said.happenings if h.by and h.ends_all]
    if known is not None and known.standing is not Standing.USER:
        for change in known.replaced_by:
            heir = world.registry.meant(change, known.signed)
            if change.scope is Scope.FULL and heir is not None:
                found.append(heir.key)
    return [name for name in dict.fromkeys(found) if name]
