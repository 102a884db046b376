"""Lines of documents: what a document replaced, what replaced it, what is in force today.

"Superseded" (replaced, dead) is kept apart from "successor" (a later document of the same
purpose; the old one may simply have run its period). Safe against rings of replacements.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.doubts import acts_on_itself, sound
from kg.facts import Change, RegistryEntry, Scope
from kg.merging import only_repeals
from kg.number import number_key
from kg.parents import dead_parents
from kg.parts import halts_of, struck_on
from kg.registry import Registry
from kg.rules import detailing_rule
from kg.terms import EffectKind, Event, ValidityState
from kg.validity import acting_title, status_of


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
    """One day of a document's time line; `other` acts on it (or is acted on).

    provisions: what of the document, where not all of it. clause: where it is said. presumed: the
    article of law by which the day or the event is presumed.
    """

    date: dt.date | None
    event: Event
    other: str | None = None
    title: str | None = None
    key: str | None = None
    clause: str | None = None
    provisions: str | None = None
    presumed: str | None = None


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
    entry = sound(entry, registry)
    found = [*_own(entry), *_halts(entry, registry), *_acts(entry, registry)]
    found += (_moment(change, Event.AMENDED, registry) for change in entry.amended_by)
    for change in entry.replaced_by:
        if change.scope is not Scope.PARTIAL and not acts_on_itself(change, entry):
            found.append(_moment(change, _EVENTS[change.scope or Scope.FULL], registry))
    for struck in struck_on(entry, registry, dt.date.max):
        change = Change(struck.by, date=struck.date, clause=struck.clause,
                        provisions=struck.provisions)  # fmt: skip
        found.append(_moment(change, Event.PARTLY_REPLACED, registry))
    found += (_moment(change, Event.SUCCEEDED, registry) for change in entry.succeeded_by)
    for parent in dead_parents(entry, registry, on=entry.expired or dt.date.max):
        found.append(_parent_died(parent))
    order = list(Event)
    once = dict.fromkeys(found)
    return tuple(sorted(once, key=lambda m: (m.date or dt.date.max, order.index(m.event))))


def _own(entry: RegistryEntry) -> Iterator[Moment]:
    """Its signing, beginning and end."""
    if entry.signed:
        yield Moment(entry.signed, Event.SIGNED)
    if entry.effective:
        clause = None if entry.effective_rule else entry.effect_clause
        yield Moment(entry.effective, Event.EFFECTIVE, clause=clause, presumed=entry.effective_rule)
    for part in entry.later_parts:
        yield Moment(part.effective, Event.PART_EFFECTIVE, provisions=part.provisions)
    if entry.expired:
        yield Moment(entry.expired, Event.EXPIRED)


def _halts(entry: RegistryEntry, registry: Registry) -> Iterator[Moment]:
    for halt in halts_of(entry, registry):
        by = None if halt.proof.document == entry.number else halt.proof.document
        yield Moment(halt.since, Event.SUSPENDED, by, clause=halt.proof.clause)
        if halt.until:
            yield Moment(halt.until + dt.timedelta(days=1), Event.RESUMED)


def _acts(entry: RegistryEntry, registry: Registry) -> Iterator[Moment]:
    """What the document itself ends and changes: as recorded, and as its own clauses say."""
    told: dict[tuple[str, Event], None] = {}
    for clause in registry.clauses_of(entry):
        whole = _DOES.get(clause.kind)
        for affected in clause.affects if whole else ():
            partly = whole is Event.REPLACES and affected.scope is Scope.PARTIAL
            event = Event.PARTLY_REPLACES if partly else whole
            change = replace(
                affected,
                date=clause.takes_effect or entry.effective,
                clause=clause.clause,
                key=affected.key or _key(affected, registry),
            )
            if event and not acts_on_itself(change, entry):
                told[number_key(affected.number), event] = None
                yield _moment(change, event, registry)
    for changes, event in ((entry.replaces, Event.REPLACES), (entry.amends, Event.AMENDS)):
        for change in changes:
            if (number_key(change.number), event) not in told:
                yield _moment(_dated(change, entry, registry), event, registry)


_DOES = {
    EffectKind.REPEALS.value: Event.REPLACES,
    EffectKind.REPLACES.value: Event.REPLACES,
    EffectKind.AMENDS.value: Event.AMENDS,
}


def _key(affected: Change, registry: Registry) -> str | None:
    """The document that a clause acts on: by its number, and the day stated with it."""
    same = registry.by_number(affected.number) if affected.number else []
    dated = [entry for entry in same if affected.date in (None, entry.signed)]
    return dated[0].key if len(dated) == 1 else None


def _dated(change: Change, entry: RegistryEntry, registry: Registry) -> Change:
    """A recorded change with its first day: where the other entry tells it, else our own."""
    other = registry.meant(change, entry.signed)
    mirrored = [
        back.date
        for back in ((*other.replaced_by, *other.amended_by) if other else ())
        if number_key(back.number) == number_key(entry.number) and back.date
    ]
    day = change.date or next(iter(mirrored), None) or entry.effective
    return replace(change, date=day, key=other.key if other else change.key)


def _moment(change: Change, event: Event, registry: Registry) -> Moment:
    other = registry.meant(change)
    return Moment(
        date=change.date,
        event=event,
        other=change.number or change.title,
        title=other.title if other else change.title,
        key=other.key if other else change.key,
        clause=change.clause,
        provisions=change.provisions,
    )


def _parent_died(parent: RegistryEntry) -> Moment:
    found = detailing_rule(parent.expired) if parent.expired else None
    presumed = f"{found.clause}, {found.document}" if found else None
    return Moment(parent.expired, Event.PARENT_EXPIRED, parent.number, parent.title, parent.key,
                  presumed=presumed)  # fmt: skip


def chains(key: str, registry: Registry, *, on: dt.date) -> tuple[tuple[Step, ...], ...]:
    """Ways from a document to those that hold in its place on `on`, without the document itself.

    "77/2015/QH13": (65/2025/QH15, 72/2025/QH15) on any day from 2025-06-16. Empty while the
    document itself holds, or where nothing is known to have taken its place by that day.
    """
    entry = registry.get(key)
    if entry is None:
        return ()
    return tuple(_ways(sound(entry, registry), registry, on, (entry.key,)))


def _ways(
    entry: RegistryEntry, registry: Registry, on: dt.date, seen: tuple[str, ...]
) -> Iterator[tuple[Step, ...]]:
    for change, event in _next(entry, registry, on):
        meant = registry.meant(change)
        heir = sound(meant, registry) if meant else None
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


def _next(entry: RegistryEntry, registry: Registry, on: dt.date) -> Iterable[tuple[Change, Event]]:
    """What took over from a document by `on`: replacements; without any, successors.

    What only repeals rules nothing in its place.
    """
    past = [c for c in entry.replaced_by if c.date is None or c.date <= on]
    if past:
        return [
            (change, _EVENTS[change.scope or Scope.FULL])
            for change in past
            if not only_repeals(acting_title(change, registry))
        ]
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
        for moment in _acts(current, registry):
            name = moment.key or moment.other or ""
            if moment.event is Event.REPLACES and name not in found and name != key:
                found[name] = None
                old = registry.get(name)
                queue += [old] if old else []
    return tuple(found)
