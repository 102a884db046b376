"""Chains of bases: a cited document that is alive, but rests on one that is not.

A document that details another dies with it (Law 80/2015/QH13, Article 154; exceptions in Law
64/2025/QH15), so a chain is for review, never an error. A law on the organisation of the state
that a later one replaced is a note only: the later one gives the same power.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kg.facts import RegistryEntry
from kg.folding import fold
from kg.parents import dead_parents
from kg.proofs import Proof, parent_proof
from kg.registry import Registry
from kg.terms import Relation, Severity, ValidityState
from kg.validity import status_on

BasesOf = Callable[[str], Sequence[str]]
"""Identities of the documents on which a held document rests; empty for one not held."""

DEPTH = 3
"""Steps from the cited document; further ones say nothing of it."""
_DEAD = (ValidityState.EXPIRED, ValidityState.SUSPENDED)
_ORGANIC = ("luat to chuc", "to chuc chinh quyen dia phuong", "to chuc chinh phu")


@dataclass(frozen=True, slots=True)
class ChainRisk:
    """A dead document under a living one.

    through: the living document that rests on `dead` (the one cited, or one below it).
    since: first day on which `dead` no longer held. relation: guides, or legal_basis where the
    library holds the document. path: numbers from the cited document to `dead`.
    """

    through: str
    dead: str
    since: dt.date | None
    proof: tuple[Proof, ...]
    title: str | None
    key: str
    relation: Relation
    path: tuple[str, ...]
    severity: Severity


def chain_risks(
    key: str, registry: Registry, *, on: dt.date, bases_of: BasesOf | None = None
) -> tuple[ChainRisk, ...]:
    """Dead documents below a living one, nearest first, each once. Safe against rings."""
    start = status_on(key, registry, on=on)
    if start.state in _DEAD:
        return ()
    seen = {key}
    found: list[ChainRisk] = []
    level: list[tuple[str, tuple[str, ...]]] = [(key, (_name(start.canonical, key),))]
    for _ in range(DEPTH):
        below: list[tuple[str, tuple[str, ...]]] = []
        for parent, relation, path in _parents(level, registry, bases_of, on):
            if parent in seen:
                continue
            seen.add(parent)
            validity = status_on(parent, registry, on=on)
            name = _name(validity.canonical, parent)
            if validity.state not in _DEAD:
                below.append((parent, (*path, name)))
                continue
            found.append(_risk(parent, relation, (*path, name), registry, on))
        level = below
    return tuple(found)


def _parents(
    level: Sequence[tuple[str, tuple[str, ...]]],
    registry: Registry,
    bases_of: BasesOf | None,
    on: dt.date,
) -> Iterator[tuple[str, Relation, tuple[str, ...]]]:
    for key, path in level:
        entry = registry.get(key)
        for parent in detailed(entry, registry, on) if entry else ():
            yield parent, Relation.GUIDES, path
        for base in bases_of(key) if bases_of else ():
            yield base, Relation.LEGAL_BASIS, path


def detailed(entry: RegistryEntry, registry: Registry, on: dt.date) -> tuple[str, ...]:
    """Identities of the documents that one details: as registered, and dead ones in its title."""
    told = (registry.meant(change, entry.signed) for change in entry.guides)
    dead = dead_parents(entry, registry, on=on)
    return tuple(dict.fromkeys([*(one.key for one in told if one), *(one.key for one in dead)]))


def stated_risks(entry: RegistryEntry, registry: Registry, *, on: dt.date) -> tuple[ChainRisk, ...]:
    """Dead documents that one details by its title, where the registry does not hold it.

    entry: what its citation states of it: number, day, title.
    """
    dead = dead_parents(entry, registry, on=on)
    ways = ((parent.key, (entry.number, parent.number)) for parent in dead)
    return tuple(_risk(key, Relation.GUIDES, path, registry, on) for key, path in ways)


def _risk(
    key: str, relation: Relation, path: tuple[str, ...], registry: Registry, on: dt.date
) -> ChainRisk:
    validity = status_on(key, registry, on=on)
    entry = registry.get(key)
    until = validity.effective_until
    guided = relation is Relation.GUIDES and entry is not None
    organic = any(words in fold(validity.title or "") for words in _ORGANIC)
    return ChainRisk(
        through=path[-2],
        dead=path[-1],
        since=until + dt.timedelta(days=1) if until else None,
        proof=parent_proof(entry, registry) if guided and entry else validity.proof,
        title=validity.title,
        key=key,
        relation=relation,
        path=path,
        severity=Severity.NOTE if organic else Severity.REVIEW,
    )


def _name(canonical: str | None, key: str) -> str:
    return canonical or key.partition("@")[0]
