"""State of a registered document on a day, from its facts alone.

Half-open days: [effective, expired). What nobody checked, what is only presumed to have begun,
and what two sources tell differently is unknown: never in force.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from kg.doubts import (
    acts_on_itself,
    beginning_moved,
    end_doubted,
    ender_moved,
    ends_told,
    first_day,
    halt_open,
)
from kg.ending_words import plain
from kg.facts import Change, RegistryEntry, Scope, Standing
from kg.merging import ENDS, ActOn, refusal
from kg.model import Header
from kg.number import number_key
from kg.powers import outranked
from kg.proofs import acting_clauses
from kg.provisions import read_provisions
from kg.registry import Registry
from kg.remnants import remnants_of, until_day
from kg.terms import EffectKind, ValidityState

_ALL_BUT: Final = re.compile(r"toàn bộ\W+trừ\s")
_WORDS: Final = re.compile(
    r"\W*(?:[a-zđ\d]{1,2}[).]\s*)?(?:bãi bỏ|bỏ|thay thế|thay)\s+(?:các\s+)?(?:cụm từ|từ|chữ)\s",
    re.IGNORECASE,
)
_DAY: Final = dt.timedelta(days=1)
ALIVE: Final = frozenset({ValidityState.IN_FORCE, ValidityState.PARTLY})
NOT_WHOLE: Final = frozenset({ValidityState.EXPIRED, ValidityState.PARTLY, ValidityState.SUSPENDED})
"""States in which a document is no longer wholly in force."""


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
    before = _before_it_began(entry, registry, on)
    if before is not None:
        return before
    if entry.expired is not None and on >= entry.expired:
        return (
            ValidityState.UNKNOWN
            if end_doubted(entry, registry, on)
            else _ended(entry, registry, on)
        )
    if any(day <= on for day in ends_told(entry, registry)) or ender_moved(entry, registry, on):
        return ValidityState.UNKNOWN  # one source has it dead, another alive
    for told in (_halted, _all_but):
        state = told(entry, registry, on)
        if state is not None:
            return state
    return _living(entry, registry, on)


def _before_it_began(entry: RegistryEntry, registry: Registry, on: dt.date) -> ValidityState | None:
    """State before the first day, None from it on.

    A first day that is presumed, may have been moved or lies before the signing is not relied on.
    """
    signed, first = entry.signed, entry.effective
    if signed is not None and on < signed:
        retroactive = first is not None and first <= on
        return ValidityState.UNKNOWN if retroactive else ValidityState.NOT_YET
    if first is None or on >= first or (entry.expired is not None and on >= entry.expired):
        return None
    doubted = entry.effective_rule is not None or beginning_moved(entry, registry, on)
    return ValidityState.UNKNOWN if doubted else ValidityState.NOT_YET


def _ended(entry: RegistryEntry, registry: Registry, on: dt.date) -> ValidityState:
    """State of a document behind its end: some provisions may go on."""
    left = remnants_of(entry, registry)
    told = [remnant for remnant in left if remnant.told]
    if any(remnant.until is None or on <= remnant.until for remnant in told):
        return ValidityState.PARTLY
    return ValidityState.UNKNOWN if left and not told else ValidityState.EXPIRED


def _halted(entry: RegistryEntry, registry: Registry, on: dt.date) -> ValidityState | None:
    for first, last in entry.suspended:
        if last is not None and last <= first:
            if last <= on < first:
                return ValidityState.UNKNOWN  # it is said to resume before it was halted
        elif first <= on and (last is None or on < last):
            sure = last is not None or halt_open(first, entry, registry, on)
            return ValidityState.SUSPENDED if sure else ValidityState.UNKNOWN
    return None


def _all_but(entry: RegistryEntry, registry: Registry, on: dt.date) -> ValidityState | None:
    """State of a document that was ended "toàn bộ, trừ …": with what goes on, it ends."""
    days = [
        until_day(plain(change.provisions or ""))
        for change, _ in begun_strikes(entry, registry, on)
        if _ALL_BUT.match(plain(change.provisions or ""))
    ]
    if not days:
        return None
    over = all(day is not None and day < on for day in days)
    return ValidityState.EXPIRED if over else ValidityState.PARTLY


def _living(entry: RegistryEntry, registry: Registry, on: dt.date) -> ValidityState:
    """State of a document that has begun, or may have, and has no known end by `on`."""
    checked = on >= (entry.compiled or registry.compiled)
    if entry.status == ValidityState.EXPIRED and entry.expired is None:
        return ValidityState.EXPIRED if checked else ValidityState.UNKNOWN
    shown = _shown_alive(entry, registry, on)
    unchecked = entry.standing is Standing.CATALOGUE or entry.status == ValidityState.UNKNOWN
    if unchecked and not shown:
        return ValidityState.UNKNOWN
    if begun_strikes(entry, registry, on):
        return ValidityState.PARTLY
    if shown:
        return ValidityState.IN_FORCE
    dated = interval_state(on, entry.effective, entry.expired)
    if dated is ValidityState.UNKNOWN and checked:
        return ValidityState(entry.status)
    return dated


def _shown_alive(entry: RegistryEntry, registry: Registry, on: dt.date) -> bool:
    """Whether other texts show the document in force on a day: they change or end it later.

    What is to be ended on a day was there when the ending document was signed.
    """
    spans = [entry.shown_alive] if entry.shown_alive else []
    if entry.expired is not None and entry.effective is None:
        last = entry.expired - _DAY
        for change in entry.replaced_by:
            actor = registry.meant(change) if change.scope is Scope.FULL else None
            if actor and actor.signed and change.date == entry.expired:
                spans.append((min(actor.signed, last), last))
    return any((entry.effective or first) <= on <= last for first, last in spans)


def begins_after(entry: RegistryEntry, header: Header) -> bool:
    """Whether a basis takes effect only after the document that rests on it does.

    One that takes effect no later is a lawful basis, though not yet in force on the day of
    signing. False where either day is not known.
    """
    own = header.effective_from or header.date
    return own is not None and entry.effective is not None and entry.effective > own


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
        if change.scope is Scope.PARTIAL
        and not acts_on_itself(change, entry)
        and not outranked(change.number, entry.number)
        and not _only_words(change, entry, registry)
    ]
    known = {number_key(change.number) for change in recorded}
    told = [c for c in _told_strikes(entry, registry) if number_key(c.number) not in known]
    dated = ((change, first_day(change, registry)) for change in (*recorded, *told))
    begun = [(change, day) for change, day in dated if day is not None and day <= on]
    return tuple(sorted(begun, key=lambda item: item[1]))


def _only_words(change: Change, entry: RegistryEntry, registry: Registry) -> bool:
    """Whether all clauses that tell a strike take words out of a provision, and no provision."""
    clauses = acting_clauses(change, entry, registry)
    return bool(clauses) and all(_WORDS.match(clause.quote or "") for clause in clauses)


def _told_strikes(entry: RegistryEntry, registry: Registry) -> Iterator[Change]:
    """Parts ended by quoted clauses of later documents."""
    for clause, affected in registry.clauses_on(entry):
        if affected.scope is not Scope.PARTIAL or clause.kind not in ENDS or not clause.quote:
            continue
        words = read_provisions(affected.provisions or "").words or _WORDS.match(clause.quote)
        if words or outranked(clause.number, entry.number):
            continue
        change = replace(
            affected, number=clause.number, date=clause.takes_effect, clause=clause.clause
        )
        if not refusal(entry, ActOn(EffectKind(clause.kind), change, clause.date)):
            yield change
