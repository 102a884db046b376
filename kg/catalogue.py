"""Documents that the registry does not know: the codification, and what clauses of texts tell.

Identity and names come from the official codification and from how later texts cite laws. What
ends, changes or halts them was read from the clauses of official texts (`ingest.effects`, run by
corpus/build/read_clauses.py) and merged by corpus/build/validity.py. All of it is loaded when it
is first asked for; of one number, only the rows of that number (`kg.number_rows`).
"""

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

import corpus
from kg import number_rows
from kg.fact_rows import catalogue_entry, cited_law, clause_of, recent_law
from kg.fact_rows import entry_of as fact_entry
from kg.facts import EffectClause, RegistryEntry, Standing
from kg.number import number_key

_TABLES: Final = (
    ("catalogue.csv.gz", catalogue_entry),
    ("recent_laws", recent_law),
    ("cited_laws", cited_law),
)
"""Tables of names, and how their rows are read; the first that has a number tells all of it."""
_REMEMBERED: Final = 16_384  # numbers whose rows are kept as read


@dataclass(frozen=True, slots=True)
class ReadClauses:
    """Clauses that stand in a document, and those of others that act on it."""

    own: tuple[EffectClause, ...] = ()
    on: tuple[EffectClause, ...] = ()


@lru_cache(maxsize=1)
def entries() -> tuple[RegistryEntry, ...]:
    """Every document of the catalogue, with the facts that clauses give."""
    known = {entry.key: entry for entry in named()}
    for row in corpus.records("validity.jsonl.gz"):
        facts = fact_entry(row, Standing.CLAUSE)
        known[facts.key] = _joined(known.get(facts.key), facts)
    return tuple(known.values())


def named() -> tuple[RegistryEntry, ...]:
    """Documents known by name: codified, recent laws, laws that later texts cite; each once."""
    found: list[RegistryEntry] = []
    numbers: set[str] = set()
    for table, read in _TABLES:
        rows = [(number_key(row["number"]), row) for row in corpus.table(table)]
        found += [read(row) for key, row in rows if key not in numbers]
        numbers |= {key for key, _ in rows}
    return tuple(found)


def _joined(named: RegistryEntry | None, facts: RegistryEntry) -> RegistryEntry:
    """Facts, with the names of the catalogue where they have none."""
    if named is None:
        return facts
    return replace(
        facts,
        type=facts.type or named.type,
        title=facts.title or named.title,
        issuer=facts.issuer or named.issuer,
        source=tuple(dict.fromkeys((*named.source, *facts.source))),
        codified=named.codified,
    )


@lru_cache(maxsize=_REMEMBERED)
def of_number(key: str) -> tuple[RegistryEntry, ...]:
    """Those of `entries` whose number has this key, without reading the others."""
    tables = ((number_rows.names(table).get(key, ()), read) for table, read in _TABLES)
    named = next(([read(row) for row in rows] for rows, read in tables if rows), [])
    known = {entry.key: entry for entry in named}
    for line in number_rows.facts().get(key, ()):
        facts = fact_entry(number_rows.read(line), Standing.CLAUSE)
        known[facts.key] = _joined(known.get(facts.key), facts)
    return tuple(known.values())


@lru_cache(maxsize=_REMEMBERED)
def clauses(key: str) -> ReadClauses:
    """Clauses read from official texts, by the number key of a document."""
    own, on = number_rows.clauses()
    return ReadClauses(tuple(map(_clause, own.get(key, ()))), tuple(map(_clause, on.get(key, ()))))


@cache
def _clause(line: bytes) -> EffectClause:
    return clause_of(number_rows.read(line))
