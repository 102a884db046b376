"""What proves a state: the document, its clause, the clause's own words, where they were found.

A clause or quote is given only where one was read; else only the fact and its source are.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from kg.ending_words import WITH_ITS_ACT
from kg.facts import Change, EffectClause, RegistryEntry, Scope, Standing
from kg.number import number_key
from kg.registry import Registry
from kg.rules import Rule, detailing_rule
from kg.terms import EffectKind

_SOURCE = "; "
_NO_END: Final = {
    False: frozenset({EffectKind.TRANSITIONAL.value}),
    True: frozenset({EffectKind.TRANSITIONAL.value, EffectKind.AMENDS.value,
                     EffectKind.EFFECTIVE.value}),
}  # fmt: skip
"""Kinds of clauses that do not end a document, or (True) a part of one."""


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


def quoted(clause: EffectClause, entry: RegistryEntry) -> Proof:
    """A clause with its own words."""
    return Proof(
        document=clause.number,
        clause=clause.clause if clause.quote else None,
        quote=clause.quote,
        source=clause.source,
        checked=_checked(entry),
        confidence=clause.confidence,
    )


def begin_proof(entry: RegistryEntry, registry: Registry) -> Proof:
    """What says from when a document holds: its own clause on effect, if it was read.

    Where the words are silent, the rule of law by which the day is presumed, named as the clause.
    """
    if entry.effective_rule:
        return _plain(entry, entry.number, entry.effective_rule)
    moved = [clause for clause, _ in registry.clauses_on(entry) if clause.kind == "effective"]
    for clause in (*moved, *registry.clauses_of(entry)):
        begins = clause.kind in ("effective", "repeals") and "hiệu lực" in (clause.quote or "")
        if begins and entry.effective and clause.takes_effect == entry.effective:
            return quoted(clause, entry)
    return _plain(entry, entry.number, entry.effect_clause)


def change_proof(change: Change, entry: RegistryEntry, registry: Registry) -> Proof:
    """What says that `change` acts on `entry`: the acting document's clause, if it was read."""
    for clause in acting_clauses(change, entry, registry):
        if clause.quote:
            return quoted(clause, entry)
    return _plain(entry, change.number, change.clause)


def change_proofs(change: Change, entry: RegistryEntry, registry: Registry) -> tuple[Proof, ...]:
    """What says that `change` acts on `entry`; where its day was moved, the words that moved it.

    A clause that ends a document "kể từ ngày Luật này có hiệu lực" was read with the day printed
    there; the acting document's first day, and the end with it, may have been moved since.
    """
    plain = change_proof(change, entry, registry)
    day = first_day_proof(change, registry)
    if plain.quote or not day:
        return (plain,)
    with_it = [
        quoted(clause, entry)
        for clause, affected in registry.clauses_on(entry)
        if number_key(clause.number) == number_key(change.number)
        and affected.scope is change.scope
        and clause.kind not in _NO_END[change.scope is Scope.PARTIAL]
        and WITH_ITS_ACT.search(clause.quote or "")
    ]
    return (*with_it, *day) if with_it else (plain,)


def first_day_proof(change: Change, registry: Registry) -> tuple[Proof, ...]:
    """The words that give the acting document its first day, where that is the change's."""
    actor = registry.meant(change)
    if actor is None or change.date is None or actor.effective != change.date:
        return ()
    proof = begin_proof(actor, registry)
    return (proof,) if proof.quote else ()


def acting_clauses(
    change: Change, entry: RegistryEntry, registry: Registry
) -> tuple[EffectClause, ...]:
    """Clauses of the acting document that do to `entry` what `change` tells.

    A clause that keeps something alive for a time (transitional) does not end it.
    """
    acting = number_key(change.number)
    return tuple(
        clause
        for clause, affected in registry.clauses_on(entry)
        if number_key(clause.number) == acting
        and affected.scope is change.scope
        and clause.kind not in _NO_END[change.scope is Scope.PARTIAL]
        and (None in (change.date, clause.takes_effect) or change.date == clause.takes_effect)
    )


def end_proof(entry: RegistryEntry, registry: Registry) -> tuple[Proof, ...]:
    """What ended a document: the clauses of those that replaced it, else its own period."""
    ended = (p for change in ending(entry) for p in change_proofs(change, entry, registry))
    return tuple(ended) or (_own_end(entry, registry),)


def ending(entry: RegistryEntry) -> list[Change]:
    """What ended a document: what replaced all of it, or parts on the day of its end."""
    return [
        change
        for change in entry.replaced_by
        if change.scope is not Scope.PARTIAL or change.date == entry.expired
    ]


def _own_end(entry: RegistryEntry, registry: Registry) -> Proof:
    """A document that ends by itself: its clause prints the last day."""
    for clause in registry.clauses_of(entry):
        ends = clause.kind == EffectKind.EXPIRES and clause.takes_effect in (None, entry.expired)
        if ends or (clause.kind == EffectKind.EFFECTIVE and "đến hết" in (clause.quote or "")):
            return quoted(clause, entry)
    return _plain(entry, entry.number)


def halt_proof(first: dt.date, entry: RegistryEntry, registry: Registry) -> Proof:
    """What halted a document on a day: the clause that suspends it, if it was read."""
    for clause, _ in registry.clauses_on(entry):
        if clause.kind == EffectKind.SUSPENDS and clause.takes_effect in (None, first):
            return quoted(clause, entry)
    return _plain(entry, entry.number)


def rule_proof(rule: Rule) -> Proof:
    """A rule of law as evidence."""
    return Proof(rule.document, rule.clause, rule.quote, rule.source, rule.checked, rule.confidence)


def parent_proof(parent: RegistryEntry, registry: Registry) -> tuple[Proof, ...]:
    """Why a document that details `parent` may have fallen: the parent's end, and the rule.

    The rule is that of the day on which the parent ended: Law 80/2015/QH13, khoản 4 Điều 154, or
    from 1 April 2025 on Law 64/2025/QH15, khoản 2 Điều 57, by which it may go on.
    """
    ended = end_proof(parent, registry)
    found = detailing_rule(parent.expired) if parent.expired else None
    return (*ended, rule_proof(found)) if found else ended
