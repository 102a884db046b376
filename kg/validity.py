"""From when to when a document holds, asked for a day, with what proves it.

Stored half-open, [effective, expired): `expired` is the first day not in force. Shown with both
ends inclusive. Unknown is unknown: a document that nobody checked is never said to be in force.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.facts import Change, RegistryEntry, Scope, Standing
from kg.model import Choice
from kg.proofs import Proof, begin_proof, change_proof, end_proof, parent_proof
from kg.registry import Registry
from kg.terms import ValidityState

__all__ = ["Later", "Proof", "Validity", "interval_state", "status_of", "status_on"]


@dataclass(frozen=True, slots=True)
class Later:
    """A later document that replaced, amended or succeeded the one asked about.

    date: first day of the change. scope: full, partial or lost_base, for replacements.
    """

    canonical: str
    date: dt.date | None
    scope: Scope | None = None
    title: str | None = None
    key: str | None = None
    clause: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Validity:
    """State of one document on the day `as_of`; its fields are the JSON of `cancu status`.

    effective_until: last day in force. registry_as_of: the day to which facts were checked.
    presumed: expired only because what it was made under is gone; nobody struck it.
    dead_parents: documents it details that have expired on that day. note: the registry's own.
    """

    canonical: str
    title: str | None
    state: ValidityState
    amended: bool
    effective_from: dt.date | None
    effective_until: dt.date | None
    proof: tuple[Proof, ...]
    replaced_by: tuple[Later, ...]
    amended_by: tuple[Later, ...]
    successors: tuple[Later, ...]
    choices: tuple[Choice, ...]
    as_of: dt.date
    registry_as_of: dt.date
    key: str | None = None
    presumed: bool = False
    dead_parents: tuple[str, ...] = ()
    note: str | None = None


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


def status_on(key: str, registry: Registry, *, on: dt.date) -> Validity:
    """State of the document with this identity; unknown, without proof, where it has no facts."""
    entry = registry.get(key)
    if entry is not None:
        return status_of(entry, registry, on=on)
    return Validity(
        canonical=key.partition("@")[0],
        title=None,
        state=ValidityState.UNKNOWN,
        amended=False,
        effective_from=None,
        effective_until=None,
        proof=(),
        replaced_by=(),
        amended_by=(),
        successors=(),
        choices=(),
        as_of=on,
        registry_as_of=registry.compiled,
        key=key,
    )


def status_of(entry: RegistryEntry, registry: Registry, *, on: dt.date) -> Validity:
    """State of a registered document on a day."""
    state = _state(entry, registry, on)
    amendments = tuple(c for c in entry.amended_by if _begun(c, registry, on))
    dead = tuple(_dead_parents(entry, registry, on))
    found = Validity(
        canonical=entry.number,
        title=entry.title,
        state=state,
        amended=bool(amendments) and state is not ValidityState.NOT_YET,
        effective_from=entry.effective,
        effective_until=entry.expired - dt.timedelta(days=1) if entry.expired else None,
        proof=_proof(entry, registry, state, on),
        replaced_by=_later(entry.replaced_by, registry),
        amended_by=_later(amendments, registry),
        successors=_later(entry.succeeded_by, registry),
        choices=(),
        as_of=on,
        registry_as_of=registry.compiled,
        key=entry.key,
        presumed=state is ValidityState.EXPIRED and entry.expired_by == Scope.LOST_BASE,
        note=entry.note,
    )
    alive = state in (ValidityState.IN_FORCE, ValidityState.PARTLY)
    if not (alive and dead):
        return found
    proofs = tuple(parent_proof(parent, registry) for parent in dead)
    return replace(
        found,
        dead_parents=tuple(parent.number for parent in dead),
        proof=(*found.proof, *(p for pair in proofs for p in pair)),
    )


def _state(entry: RegistryEntry, registry: Registry, on: dt.date) -> ValidityState:
    dated = interval_state(on, entry.effective, entry.expired)
    if dated is ValidityState.EXPIRED:
        return dated
    if any(first <= on and (last is None or on < last) for first, last in entry.suspended):
        return ValidityState.SUSPENDED
    before = entry.effective or entry.signed
    if before is not None and on < before:
        return ValidityState.NOT_YET
    return _living(entry, registry, on, dated)


def _living(
    entry: RegistryEntry, registry: Registry, on: dt.date, dated: ValidityState
) -> ValidityState:
    """State of a document that has begun, or may have, and has no known end by `on`."""
    checked = on >= (entry.compiled or registry.compiled)
    if entry.status == ValidityState.EXPIRED and entry.expired is None:
        return ValidityState.EXPIRED if checked else ValidityState.UNKNOWN
    if entry.standing is Standing.CATALOGUE or entry.status == ValidityState.UNKNOWN:
        return ValidityState.UNKNOWN
    if any(c.scope is Scope.PARTIAL and c.date and c.date <= on for c in entry.replaced_by):
        return ValidityState.PARTLY
    if dated is ValidityState.UNKNOWN and checked:
        return ValidityState(entry.status)
    return dated


def _begun(change: Change, registry: Registry, on: dt.date) -> bool:
    if change.date is not None:
        return change.date <= on
    actor = registry.meant(change)
    return actor is None or actor.signed is None or actor.signed <= on


def _dead_parents(entry: RegistryEntry, registry: Registry, on: dt.date) -> Iterable[RegistryEntry]:
    """Documents that this one details and that are wholly expired on `on`."""
    for change in entry.guides:
        parent = registry.meant(change, entry.signed)
        if parent and parent.expired and parent.expired <= on:
            yield parent


def _later(changes: Iterable[Change], registry: Registry) -> tuple[Later, ...]:
    found = []
    for change in changes:
        actor = registry.meant(change)
        found.append(
            Later(
                canonical=change.number,
                date=change.date,
                scope=change.scope,
                title=actor.title if actor else None,
                key=actor.key if actor else change.key,
                clause=change.clause,
                why=change.why,
            )
        )
    return tuple(found)


def _proof(
    entry: RegistryEntry, registry: Registry, state: ValidityState, on: dt.date
) -> tuple[Proof, ...]:
    """What proves the state: the clause that ended it, or the one that began it."""
    if state is ValidityState.EXPIRED:
        return end_proof(entry, registry)
    begin = (begin_proof(entry, registry),)
    if state is not ValidityState.PARTLY:
        return begin
    partial = [
        change_proof(change, entry, registry)
        for change in entry.replaced_by
        if change.scope is Scope.PARTIAL and change.date and change.date <= on
    ]
    return (*partial, *begin)
