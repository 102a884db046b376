"""Documents that the registry does not know: the codification, and what clauses of texts tell.

Identity and names come from the official codification and from how later texts cite laws. What
ends, changes or halts them was read from the clauses of official texts (`ingest.effects`, run by
corpus/build/read_clauses.py) and merged by corpus/build/validity.py. All of it is loaded when it
is first asked for.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache

import corpus
from kg.fact_rows import catalogue_entry, cited_law, clause_of, recent_law
from kg.fact_rows import entry_of as fact_entry
from kg.facts import EffectClause, RegistryEntry, Standing
from kg.number import number_key


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
    codified = [catalogue_entry(row) for row in corpus.table("catalogue.csv.gz")]
    numbers = {number_key(entry.number) for entry in codified}
    for table, entry_of_row in (("recent_laws", recent_law), ("cited_laws", cited_law)):
        rows = [row for row in corpus.table(table) if number_key(row["number"]) not in numbers]
        codified += map(entry_of_row, rows)
        numbers |= {number_key(row["number"]) for row in rows}
    return tuple(codified)


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


def clauses(key: str) -> ReadClauses:
    """Clauses read from official texts, by the number key of a document."""
    return _by_number().get(key, ReadClauses())


@lru_cache(maxsize=1)
def _by_number() -> dict[str, ReadClauses]:
    own: dict[str, list[EffectClause]] = defaultdict(list)
    on: dict[str, list[EffectClause]] = defaultdict(list)
    for row in corpus.records("read_clauses.jsonl.gz"):
        clause = clause_of(row)
        own[number_key(clause.number)].append(clause)
        for number in {affected.number for affected in clause.affects if affected.number}:
            on[number_key(number)].append(clause)
    return {key: ReadClauses(tuple(own[key]), tuple(on[key])) for key in {*own, *on}}
