"""State of a registered document on a day, from its facts alone.

Half-open days: [effective, expired). What nobody checked, what is only presumed to have begun,
and what two sources tell differently is unknown: never in force.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kg.errors import Problem
from kg.facts import Change, RegistryEntry, Scope, Standing
from kg.identity import has_year
from kg.merging import ENDS, ActOn, refusal
from kg.number import number_key
from kg.provisions import read_provisions
from kg.registry import Registry
from kg.terms import EffectKind, ProblemCode, ValidityState

ALIVE: Final = frozenset({ValidityState.IN_FORCE, ValidityState.PARTLY})


def interval_state(
    day: dt.date, effective: dt.date | None, expired: dt.date | None
) -> ValidityState:
    """State on `day` by the two dates alone; in force on [effective, expired).

    effective: first day in force; None, not known. expired: first day no longer in force;
    None, no end recorded.

    >>> interval_state(dt.date(2025, 7, 1), dt.date(2018, 6, 21), dt.date(2025, 7, 1)).value
    'expired'
    """
    if expired is not None and day >= expired:
        return ValidityState.EXPIRED
    if effective is None:
        return ValidityState.UNKNOWN
    return ValidityState.IN_FORCE if day >= effective else ValidityState.NOT_YET


def state_of(entry: RegistryEntry, registry: Registry, on: dt.date) -> ValidityState:
    """State of a document on a day."""
    before = _before_it_began(entry, on)
    if before is not None:
        return before
    if entry.expired is not None and on >= entry.expired:
        doubtful = _ended_by_itself(entry) or _ends_before_signed(entry)
        return ValidityState.UNKNOWN if doubtful else ValidityState.EXPIRED
    if any(day <= on for day in ends_told(entry)):
        return ValidityState.UNKNOWN  # one source has it dead, another alive
    halted = _halted(entry, on)
    return halted if halted is not None else _living(entry, registry, on)


def _before_it_began(entry: RegistryEntry, on: dt.date) -> ValidityState | None:
    """State before the first day, None from it on.

    A first day that is only presumed, or that lies before the signing, is not relied upon.
    """
    signed, first = entry.signed, entry.effective
    if signed is not None and on < signed:
        retroactive = first is not None and first <= on
        return ValidityState.UNKNOWN if retroactive else ValidityState.NOT_YET
    if first is not None and on < first:
        if entry.expired is not None and on >= entry.expired:
            return None
        presumed = entry.effective_rule is not None
        return ValidityState.UNKNOWN if presumed else ValidityState.NOT_YET
    return None


def ends_told(entry: RegistryEntry) -> tuple[dt.date, ...]:
    """Days on which a clause ends all of a document, although it is recorded to end later."""
    whole = [
        change.date
        for change in entry.replaced_by
        if change.date and change.scope not in (Scope.PARTIAL, None) and not acts_on_itself(
            change, entry)
    ]  # fmt: skip
    told = sorted({day for day in whole if entry.expired is None or day < entry.expired})
    begun = entry.effective or entry.signed
    return tuple(day for day in told if begun is None or day > begun)


def acts_on_itself(change: Change, entry: RegistryEntry) -> bool:
    """Whether a document is said to end or change itself."""
    if change.key:
        return change.key == entry.key
    same = number_key(change.number) == number_key(entry.number)
    return same and has_year(entry.number)


def _ended_by_itself(entry: RegistryEntry) -> bool:
    """Whether the only whole end that is told is the document's own."""
    whole = [change for change in entry.replaced_by if change.scope is Scope.FULL]
    return bool(whole) and all(acts_on_itself(change, entry) for change in whole)


def _ends_before_signed(entry: RegistryEntry) -> bool:
    return bool(entry.signed and entry.expired and entry.expired < entry.signed)


def _halted(entry: RegistryEntry, on: dt.date) -> ValidityState | None:
    for first, last in entry.suspended:
        if last is None or first < last:
            if first <= on and (last is None or on < last):
                return ValidityState.SUSPENDED
        elif last <= on < first:
            return ValidityState.UNKNOWN  # it is said to resume before it was halted
    return None


def _living(entry: RegistryEntry, registry: Registry, on: dt.date) -> ValidityState:
    """State of a document that has begun, or may have, and has no known end by `on`."""
    checked = on >= (entry.compiled or registry.compiled)
    if entry.status == ValidityState.EXPIRED and entry.expired is None:
        return ValidityState.EXPIRED if checked else ValidityState.UNKNOWN
    if entry.standing is Standing.CATALOGUE or entry.status == ValidityState.UNKNOWN:
        return ValidityState.UNKNOWN
    if begun_strikes(entry, registry, on):
        return ValidityState.PARTLY
    dated = interval_state(on, entry.effective, entry.expired)
    if dated is ValidityState.UNKNOWN and checked:
        return ValidityState(entry.status)
    return dated


def first_day(change: Change, registry: Registry) -> dt.date | None:
    """First day of a change: its own, else the acting document's."""
    if change.date is not None:
        return change.date
    actor = registry.meant(change)
    return (actor.effective or actor.signed) if actor else None


def begun_strikes(
    entry: RegistryEntry, registry: Registry, on: dt.date
) -> tuple[tuple[Change, dt.date], ...]:
    """Changes that end a part of a document by `on`, each with its first day, oldest first.

    Those recorded, and those that a quoted clause tells beside them; words exchanged in a
    provision are an amendment, not an end.
    """
    recorded = [
        change
        for change in entry.replaced_by
        if change.scope is Scope.PARTIAL and not acts_on_itself(change, entry)
    ]
    known = {number_key(change.number) for change in recorded}
    told = [c for c in _told_strikes(entry, registry) if number_key(c.number) not in known]
    dated = ((change, first_day(change, registry)) for change in (*recorded, *told))
    begun = [(change, day) for change, day in dated if day is not None and day <= on]
    return tuple(sorted(begun, key=lambda item: item[1]))


def _told_strikes(entry: RegistryEntry, registry: Registry) -> Iterator[Change]:
    """Parts ended by quoted clauses of later documents."""
    for clause, affected in registry.clauses_on(entry):
        if affected.scope is not Scope.PARTIAL or clause.kind not in ENDS or not clause.quote:
            continue
        if read_provisions(affected.provisions or "").words:
            continue
        change = replace(
            affected, number=clause.number, date=clause.takes_effect, clause=clause.clause
        )
        if not refusal(entry, ActOn(EffectKind(clause.kind), change, clause.date)):
            yield change


def contradictions(entry: RegistryEntry) -> tuple[Problem, ...]:
    """What the facts on a document say that cannot all be true.

    Problems: CONTRADICTION: two ends, an end of its own making, an end before the beginning.
    """
    found = []
    early = ends_told(entry)
    if early:
        days = ", ".join(map(str, [*early, *([entry.expired] if entry.expired else [])]))
        found.append(("ends on " + days, "one end"))
    if any(acts_on_itself(change, entry) for change in entry.replaced_by):
        found.append(("it ends itself", "an end by another document"))
    begun = entry.effective or entry.signed
    if begun and entry.expired and entry.expired < begun:
        found.append((f"expired {entry.expired} before {begun}", "an end after the beginning"))
    return tuple(
        Problem(ProblemCode.CONTRADICTION, said, expected, entry.key) for said, expected in found
    )
