"""What facts on a document cannot be relied upon, because others speak against them."""

import datetime as dt
import re
from dataclasses import replace
from typing import Final

from kg.ending_words import WITH_ITS_ACT, ends_whole
from kg.errors import Problem
from kg.facts import Change, RegistryEntry, Scope, Standing
from kg.identity import has_year
from kg.number import number_key
from kg.powers import outranked
from kg.proofs import acting_clauses
from kg.registry import Registry
from kg.terms import EffectKind, ProblemCode, ValidityState

_WHILE: Final = re.compile(
    r"trong\s+(?:thời hạn|thời gian)\s+[^.;]{0,60}(?:có|còn)\s+hiệu lực", re.IGNORECASE
)


def acts_on_itself(change: Change, entry: RegistryEntry) -> bool:
    """Whether a document is said to end or change itself."""
    if change.key:
        return change.key == entry.key
    same = number_key(change.number) == number_key(entry.number)
    return same and has_year(entry.number)


def first_day(change: Change, registry: Registry) -> dt.date | None:
    """First day of a change: its own, else the acting document's."""
    if change.date is not None:
        return change.date
    actor = registry.meant(change)
    return (actor.effective or actor.signed) if actor else None


def _whole(entry: RegistryEntry) -> list[Change]:
    return [c for c in entry.replaced_by if c.scope not in (Scope.PARTIAL, None)]


def _misread(change: Change, entry: RegistryEntry, registry: Registry) -> bool:
    """Whether every clause that tells a whole end only names the document on the way."""
    clauses = acting_clauses(change, entry, registry) if change.scope is Scope.FULL else ()
    return bool(clauses) and not any(ends_whole(clause, entry.number) for clause in clauses)


def _powerless(change: Change, entry: RegistryEntry) -> bool:
    return acts_on_itself(change, entry) or outranked(change.number, entry.number)


def sound(entry: RegistryEntry, registry: Registry) -> RegistryEntry:
    """The entry without ends that it has of itself, or that clauses were misread to tell.

    What a hand-made table tells is left as it is, but for a document's end by itself.
    """
    checked = entry.standing in (Standing.REGISTRY, Standing.USER)
    wrong = [
        change
        for change in entry.replaced_by
        if acts_on_itself(change, entry)
        or (
            not checked
            and change.scope is not Scope.PARTIAL
            and (_powerless(change, entry) or _misread(change, entry, registry))
        )
    ]
    if not wrong:
        return entry
    kept = tuple(change for change in entry.replaced_by if change not in wrong)
    days = [c.date for c in kept if c.date and c.scope not in (Scope.PARTIAL, None)]
    told = entry.expired in {change.date for change in wrong}
    expired = max(days, default=None) if told else entry.expired
    status = entry.status if expired else ValidityState.UNKNOWN.value
    return replace(entry, replaced_by=kept, expired=expired, status=status)


def ends_told(entry: RegistryEntry, registry: Registry) -> tuple[dt.date, ...]:
    """Days on which a clause ends all of a document, although it is recorded to end later."""
    days = {
        change.date
        for change in _whole(entry)
        if change.date and not _powerless(change, entry) and not _misread(change, entry, registry)
    }
    begun = entry.effective or entry.signed
    return tuple(
        day
        for day in sorted(days)
        if (entry.expired is None or day < entry.expired) and (begun is None or day > begun)
    )


def end_doubted(entry: RegistryEntry, registry: Registry, on: dt.date) -> bool:
    """Whether the recorded end cannot be right, or not yet be relied upon by `on`.

    It is of the document's own making, by one without the power, or by words that only name it
    on the way; it lies before the signing or the beginning; the document is said to be halted, is
    kept alive by a third one or treated as alive when it had ended already; or what ends it, on
    the day on which it begins itself, had not begun.
    """
    whole = _whole(entry)
    wrong = [_powerless(change, entry) or _misread(change, entry, registry) for change in whole]
    if wrong and all(wrong):
        return True
    if entry.expired is None:
        return False
    end = entry.expired
    begun = [day for day in (entry.signed, entry.effective) if day]
    alive_later = entry.shown_alive is not None and entry.shown_alive[1] > end
    if any(end < day for day in begun) or any(first >= end for first, _ in entry.suspended):
        return True
    return alive_later or _kept_alive(entry, end, registry) or _put_off(entry, registry, on)


def _put_off(entry: RegistryEntry, registry: Registry, on: dt.date) -> bool:
    """Whether what ends the document "kể từ ngày Luật này có hiệu lực" begins only after `on`.

    Then its printed first day was moved, and the end with it.
    """
    for change in _whole(entry):
        actor = registry.meant(change)
        if change.date == entry.expired and actor and actor.effective and on < actor.effective:
            clauses = acting_clauses(change, entry, registry)
            if any(WITH_ITS_ACT.search(clause.quote or "") for clause in clauses):
                return True
    return False


def _kept_alive(entry: RegistryEntry, end: dt.date, registry: Registry) -> bool:
    """Whether another document than those that end it keeps all of it in effect behind its end.

    So where what replaced it was itself put off or halted.
    """
    enders = {number_key(change.number) for change in _whole(entry)}
    return any(
        clause.kind == EffectKind.TRANSITIONAL
        and affected.scope is Scope.FULL
        and number_key(clause.number) not in enders
        and clause.takes_effect is not None
        and clause.takes_effect >= end
        for clause, affected in registry.clauses_on(entry)
    )


def beginning_moved(entry: RegistryEntry, registry: Registry, on: dt.date) -> bool:
    """Whether the first day may have been moved: by `on` an amendment holds that precedes it.

    What has not begun is amended with effect at once for little else than its beginning.
    """
    first = entry.effective
    days = (first_day(change, registry) for change in entry.amended_by)
    return first is not None and any(day and day <= on and day < first for day in days)


def ender_moved(entry: RegistryEntry, registry: Registry, on: dt.date) -> bool:
    """Whether the document that ends this one may have begun before the day it printed."""
    for change in entry.replaced_by:
        actor = registry.meant(change)
        begins = change.scope is not Scope.PARTIAL and actor and actor.effective == change.date
        if actor and begins and beginning_moved(actor, registry, on):
            return True
    return False


def halt_open(first: dt.date, entry: RegistryEntry, registry: Registry, on: dt.date) -> bool:
    """Whether a halt without a last day surely goes on.

    One "trong thời hạn Quyết định này có hiệu lực" ends with the document that says it.
    """
    for clause, _ in registry.clauses_on(entry):
        halts = clause.kind == EffectKind.SUSPENDS and clause.takes_effect in (None, first)
        if halts and _WHILE.search(clause.quote or ""):
            actor = registry.meant(Change(clause.number))
            return bool(actor and actor.expired and on < actor.expired)
    return True


def contradictions(entry: RegistryEntry, registry: Registry) -> tuple[Problem, ...]:
    """What the facts on a document say that cannot all be true.

    Problems: CONTRADICTION: two ends, an end of its own making or by a document without the
    power, an end before the beginning.
    """
    found = []
    early = ends_told(entry, registry)
    if early:
        ends = [*early, *([entry.expired] if entry.expired else [])]
        found.append((" / ".join(map(str, ends)), "one end"))
    found += [
        (f"{change.number} > {entry.number}", "an end by a document with the power to do so")
        for change in _whole(entry)
        if _powerless(change, entry)
    ]
    begun = entry.effective or entry.signed
    if begun and entry.expired and entry.expired < begun:
        found.append((f"{entry.expired} < {begun}", "an end after the beginning"))
    return tuple(
        Problem(ProblemCode.CONTRADICTION, said, expected, entry.key) for said, expected in found
    )
