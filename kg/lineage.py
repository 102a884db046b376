"""Lines of documents: what a document replaced, what replaced it, what is in force today.

"Superseded" (replaced, dead) is kept apart from "successor" (a later document of the same
purpose; the old one may simply have run its period). Safe against rings of replacements.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.facts import Change, RegistryEntry, Scope
from kg.registry import Registry
from kg.terms import ValidityState
from kg.validity import status_of


class Event(StrEnum):
    """What happens to a document on a day of its time line."""

    SIGNED = "signed"
    EFFECTIVE = "effective"
    AMENDED = "amended"
    PARTLY_REPLACED = "partly_replaced"
    REPLACED = "replaced"
    LOST_BASE = "lost_base"
    SUCCEEDED = "succeeded"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Step:
    """A document on the way to what is in force. since: first day of the step."""

    canonical: str
    key: str | None
    title: str | None
    since: dt.date | None
    scope: Scope | None
    event: Event


@dataclass(frozen=True, slots=True)
class Moment:
    """One day of a document's time line; `other` acts on it (or is acted on)."""

    date: dt.date | None
    event: Event
    other: str | None = None
    title: str | None = None


_EVENTS = {
    Scope.FULL: Event.REPLACED,
    Scope.PARTIAL: Event.PARTLY_REPLACED,
    Scope.LOST_BASE: Event.LOST_BASE,
}


def timeline(key: str, registry: Registry) -> tuple[Moment, ...]:
    """All that is known to happen to a document, in order of days; undated moments last."""
    entry = registry.get(key)
    if entry is None:
        return ()
    found = [Moment(entry.signed, Event.SIGNED)] if entry.signed else []
    if entry.effective:
        found.append(Moment(entry.effective, Event.EFFECTIVE))
    found += (_moment(change, Event.AMENDED, registry) for change in entry.amended_by)
    for change in entry.replaced_by:
        found.append(_moment(change, _EVENTS[change.scope or Scope.FULL], registry))
    found += (_moment(change, Event.SUCCEEDED, registry) for change in entry.succeeded_by)
    if entry.expired:
        found.append(Moment(entry.expired, Event.EXPIRED))
    order = list(Event)
    return tuple(sorted(found, key=lambda m: (m.date or dt.date.max, order.index(m.event))))


def _moment(change: Change, event: Event, registry: Registry) -> Moment:
    other = registry.meant(change)
    return Moment(change.date, event, change.number, other.title if other else None)


def chains(key: str, registry: Registry, *, on: dt.date) -> tuple[tuple[Step, ...], ...]:
    """Ways from a document to those that hold in its place on `on`, without the document itself.

    "77/2015/QH13": (65/2025/QH15, 72/2025/QH15) on any day from 2025-06-16. Empty while the
    document itself holds, or where nothing is known to have taken its place by that day.
    """
    entry = registry.get(key)
    if entry is None:
        return ()
    return tuple(_ways(entry, registry, on, (entry.key,)))


def _ways(
    entry: RegistryEntry, registry: Registry, on: dt.date, seen: tuple[str, ...]
) -> Iterator[tuple[Step, ...]]:
    for change, event in _next(entry, on):
        heir = registry.meant(change)
        step = _step(change, event, heir)
        if heir is None:
            yield (step,)
        elif heir.key not in seen:
            on_from_there = list(_ways(heir, registry, on, (*seen, heir.key)))
            dead = status_of(heir, registry, on=on).state is ValidityState.EXPIRED
            if dead and on_from_there:
                yield from ((step, *rest) for rest in on_from_there)
            else:
                yield (step,)


def _next(entry: RegistryEntry, on: dt.date) -> Iterable[tuple[Change, Event]]:
    """What took over from a document by `on`: replacements; without any, successors."""
    past = [c for c in entry.replaced_by if c.date is None or c.date <= on]
    if past:
        return [(change, _EVENTS[change.scope or Scope.FULL]) for change in past]
    over = entry.expired is not None and entry.expired <= on
    later = [c for c in entry.succeeded_by if c.date is None or c.date <= on]
    return [(change, Event.SUCCEEDED) for change in later if over or change.date]


def _step(change: Change, event: Event, heir: RegistryEntry | None) -> Step:
    return Step(
        canonical=change.number,
        key=heir.key if heir else change.key,
        title=heir.title if heir else None,
        since=change.date,
        scope=change.scope,
        event=event,
    )


def heirs(key: str, registry: Registry, *, on: dt.date) -> tuple[Step, ...]:
    """Documents to cite on `on` instead of this one: the ends of its chains, each once."""
    found: dict[str, Step] = {}
    for chain in chains(key, registry, on=on):
        found.setdefault(chain[-1].canonical, chain[-1])
    return tuple(found.values())


def predecessors(key: str, registry: Registry) -> tuple[str, ...]:
    """Keys (numbers, where no more is known) of what a document replaced, nearest first."""
    found: dict[str, None] = {}
    queue = [entry] if (entry := registry.get(key)) else []
    while queue:
        current = queue.pop(0)
        for change in current.replaces:
            old = registry.meant(change, current.signed)
            name = old.key if old else change.number
            if name not in found and name != key:
                found[name] = None
                queue += [old] if old else []
    return tuple(found)
