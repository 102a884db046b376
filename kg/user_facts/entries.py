"""What users said of a document, laid over what is known of it: an entry of the registry."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from kg.facts import Change, EffectClause, LaterPart, RegistryEntry, Scope, Standing
from kg.terms import ValidityState
from kg.user_facts.cells import ENDINGS, FactEvent, key_of
from kg.user_facts.contradictions import begin_of, end_of
from kg.user_facts.rows import Happening, Said
from kg.user_facts.world import World

_REPLACING = frozenset({FactEvent.REPLACED, FactEvent.REPEALED})
_CONFIDENCE = "medium"  # a user's word, with a source that the program did not see


def entry_of(said: Said, known: RegistryEntry | None, world: World) -> RegistryEntry:
    """The document as users know it, with what the registry knows besides.

    A fact that users did not state stays as it was. The state is "in force" only where users
    state a begin or that state; a name alone never makes a document valid.
    """
    base = known or _bare(said)
    if said.override and said.status is ValidityState.IN_FORCE:
        base = replace(base, expired=None, expired_by=None, replaced_by=_partial(base))
    begin, end = begin_of(said.happenings), end_of(said.happenings)
    expired = end.date if end else base.expired
    if end and base.expired and end.date != base.expired:
        base = replace(base, replaced_by=_partial(base))
    parts = tuple(
        LaterPart(h.provisions, h.date)
        for h in said.happenings
        if h.event is FactEvent.BEGINS and h.provisions and h.date
    )
    told = {part.provisions for part in parts}
    return replace(
        base,
        type=base.type or said.type,
        title=base.title or said.title,
        issuer=base.issuer or said.issuer,
        effective=begin.date if begin else base.effective,
        effective_rule=None if begin else base.effective_rule,
        effect_clause=(begin.clause if begin else None) or base.effect_clause,
        expired=expired,
        expired_by=("replacement_or_repeal" if end else base.expired_by) if expired else None,
        status=_status(said, base, begin, expired),
        replaced_by=_changes(said, _REPLACING | {FactEvent.ENDS}, base.replaced_by, world, expired),
        amended_by=_changes(said, {FactEvent.AMENDED}, base.amended_by, world, None),
        succeeded_by=_changes(said, {FactEvent.SUCCEEDED}, base.succeeded_by, world, None),
        suspended=_halts(said) or base.suspended,
        later_parts=(*parts, *(p for p in base.later_parts if p.provisions not in told)),
        source=tuple(dict.fromkeys((*_sources(said), *base.source))),
        confidence=_CONFIDENCE,
        compiled=said.checked or world.registry.compiled,
        note=_note(said, known),
        standing=Standing.USER,
    )


def _bare(said: Said) -> RegistryEntry:
    return RegistryEntry(said.key, said.number, said.type, said.title, said.issuer, said.signed)


def _partial(entry: RegistryEntry) -> tuple[Change, ...]:
    return tuple(change for change in entry.replaced_by if change.scope is Scope.PARTIAL)


def _status(
    said: Said, base: RegistryEntry, begin: Happening | None, expired: dt.date | None
) -> str:
    if said.status is not None:
        return said.status.value
    if any(h.ends_all and h.date is None for h in said.happenings) and not expired:
        return ValidityState.UNKNOWN.value
    if begin is None:
        return base.status
    return (ValidityState.EXPIRED if expired else ValidityState.IN_FORCE).value


def _changes(
    said: Said,
    events: Iterable[FactEvent],
    known: tuple[Change, ...],
    world: World,
    expired: dt.date | None,
) -> tuple[Change, ...]:
    """Users' changes of these kinds, and those known of other documents."""
    wanted = frozenset(events)
    found = [
        Change(
            number=h.by.number,
            key=world.actor(h.by, said).key or None,
            date=h.date or (expired if h.ends_all else None),
            clause=h.clause,
            scope=h.scope,
            provisions=h.provisions,
        )
        for h in said.happenings
        if h.event in wanted and h.by is not None
    ]
    told = {(key_of(change.number), change.scope) for change in found}
    rest = (c for c in known if (key_of(c.number), c.scope) not in told)
    return (*found, *rest)


def _halts(said: Said) -> tuple[tuple[dt.date, dt.date | None], ...]:
    """Suspensions, each with the first day of effect again, where one followed."""
    starts = sorted(h.date for h in said.happenings if h.event is FactEvent.SUSPENDED and h.date)
    ends = sorted(h.date for h in said.happenings if h.event is FactEvent.RESUMED and h.date)
    return tuple((first, next((day for day in ends if day > first), None)) for first in starts)


def _sources(said: Said) -> tuple[str, ...]:
    return tuple(dict.fromkeys((said.source, *(h.source for h in said.happenings if h.source))))


def _note(said: Said, known: RegistryEntry | None) -> str | None:
    """The user's note, the words on effect, and what the registry says where it is overridden."""
    parts = [known.note if known else None, said.note, said.effective_note]
    if known is not None and said.override:
        parts.append(f"overrides the registry: {known.effective or '?'} - {known.expired or '?'}")
    return " | ".join(part for part in parts if part) or None


def clauses_of(said: Said) -> list[EffectClause]:
    """Clauses whose words users give: shown as proof, with their own source."""
    return [_clause(item, said) for item in said.happenings if item.quote]


def _clause(item: Happening, said: Said) -> EffectClause:
    own = item.by is None
    affected = Change(
        number=said.number,
        date=said.signed,
        scope=item.scope if item.event in ENDINGS else None,
        provisions=item.provisions,
        title=said.title,
    )
    return EffectClause(
        number=said.number if item.by is None else item.by.number,
        date=said.signed if item.by is None else item.by.signed,
        kind=item.event.value,
        clause=item.clause,
        quote=item.quote,
        affects=() if own else (affected,),
        takes_effect=item.date,
        source=item.source or said.source,
        confidence=_CONFIDENCE,
    )
