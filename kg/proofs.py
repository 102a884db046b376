"""What proves a state: the document, its clause, the clause's own words, where they were found.

A clause or quote is given only where one was read; else only the fact and its source are.
"""

import datetime as dt
from dataclasses import dataclass

from kg.facts import Change, EffectClause, RegistryEntry, Scope, Standing
from kg.number import number_key
from kg.registry import Registry

_SOURCE = "; "


@dataclass(frozen=True, slots=True)
class Proof:
    """One piece of evidence. checked: day on which the fact was checked, None if never."""

    document: str
    clause: str | None
    quote: str | None
    source: str
    checked: dt.date | None
    confidence: str


def _checked(entry: RegistryEntry) -> dt.date | None:
    return None if entry.standing is Standing.CATALOGUE else entry.compiled


def _plain(entry: RegistryEntry, document: str, clause: str | None = None) -> Proof:
    """The fact and its source, without words of a clause."""
    source = _SOURCE.join(entry.source)
    return Proof(document, clause, None, source, _checked(entry), entry.confidence)


def _quoted(clause: EffectClause, entry: RegistryEntry) -> Proof:
    return Proof(
        document=clause.number,
        clause=clause.clause if clause.quote else None,
        quote=clause.quote,
        source=clause.source,
        checked=_checked(entry),
        confidence=clause.confidence,
    )


def begin_proof(entry: RegistryEntry, registry: Registry) -> Proof:
    """What says from when a document holds: its own clause on effect, if it was read."""
    for clause in registry.clauses_of(entry):
        begins = clause.kind in ("effective", "repeals") and "hiệu lực" in (clause.quote or "")
        if begins and entry.effective and clause.takes_effect == entry.effective:
            return _quoted(clause, entry)
    return _plain(entry, entry.number, entry.effect_clause)


def change_proof(change: Change, entry: RegistryEntry, registry: Registry) -> Proof:
    """What says that `change` acts on `entry`: the acting document's clause, if it was read."""
    acting = number_key(change.number)
    for clause, affected in registry.clauses_on(entry):
        same = number_key(clause.number) == acting and affected.scope is change.scope
        if same and clause.quote and change.date in (None, clause.takes_effect):
            return _quoted(clause, entry)
    return _plain(entry, change.number, change.clause)


def end_proof(entry: RegistryEntry, registry: Registry) -> tuple[Proof, ...]:
    """What ended a document: the clauses of those that replaced it, else its own period."""
    ended = [
        change_proof(change, entry, registry)
        for change in entry.replaced_by
        if change.scope is not Scope.PARTIAL or change.date == entry.expired
    ]
    return tuple(ended) or (_own_end(entry, registry),)


def _own_end(entry: RegistryEntry, registry: Registry) -> Proof:
    """A document that ends by itself: its clause prints the last day."""
    for clause in registry.clauses_of(entry):
        if clause.kind == "effective" and "đến hết" in (clause.quote or ""):
            return _quoted(clause, entry)
    return _plain(entry, entry.number)


def parent_proof(parent: RegistryEntry, registry: Registry) -> tuple[Proof, ...]:
    """Why a document that details `parent` is presumed expired: the parent's end, and the rule.

    The rule: Law 80/2015/QH13, Article 154 (exceptions in Law 64/2025/QH15); its words were not
    at hand, so none are shown.
    """
    rule = Proof(
        document="80/2015/QH13",
        clause="Điều 154",
        quote=None,
        source="Law 80/2015/QH13, Article 154; exceptions in Law 64/2025/QH15",
        checked=None,
        confidence="medium",
    )
    return (*end_proof(parent, registry), rule)
