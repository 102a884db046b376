"""From when to when a document holds, asked for a day, with what proves it.

Stored half-open, [effective, expired): `expired` is the first day not in force. Shown with both
ends inclusive. Unknown is unknown: a document that nobody checked is never said to be in force.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg.consolidated import consolidated_in, consolidates, is_consolidated
from kg.doubts import acts_on_itself, contradictions, first_day, sound
from kg.errors import Problem
from kg.facts import Change, LaterPart, RegistryEntry, Scope, Standing
from kg.merging import only_repeals
from kg.model import Choice
from kg.old_borders import Territory, territory_of
from kg.parents import dead_parents
from kg.parts import Halt, ProvisionState, Struck, halts_of, provision_state, struck_on
from kg.proofs import (
    Proof,
    begin_proof,
    change_proof,
    end_proof,
    halt_proof,
    parent_proof,
    rule_proof,
)
from kg.registry import Registry
from kg.remnants import Remnant, remnants_of
from kg.rules import rule
from kg.states import ALIVE, begun_strikes, interval_state, state_of
from kg.terms import ValidityState

__all__ = [
    "Halt",
    "Later",
    "Proof",
    "ProvisionState",
    "Struck",
    "Territory",
    "Validity",
    "interval_state",
    "status_of",
    "status_on",
]
_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Later:
    """A later document that replaced, amended or succeeded the one asked about.

    date: first day of the change. scope: full, partial or lost_base, for replacements.
    provisions: what of the document is meant, None for all or where it is not known.
    only_repeals: it ended the document and rules nothing in its place.
    """

    canonical: str
    date: dt.date | None
    scope: Scope | None = None
    title: str | None = None
    key: str | None = None
    clause: str | None = None
    why: str | None = None
    provisions: str | None = None
    only_repeals: bool = False


@dataclass(frozen=True, slots=True)
class Validity:
    """State of one document on the day `as_of`; its fields are the JSON of `cancu status`.

    effective_until: last day in force. registry_as_of: the day to which facts were checked;
    beyond_registry: `as_of` is later than that.
    effective_presumed: the article by which the first day is presumed, no words giving it.
    presumed: expired only because what it was made under is gone; nobody struck it.
    dead_parents: documents it details that have expired on that day. note: the registry's own.
    struck: its provisions that have ended by then; remnants: those that outlive its end.
    later_parts: provisions that begin on a day of their own. suspended: its halts.
    provision: the provision asked about, None where none was.
    own_effect: False for a consolidated text, whose effect is that of the acts in `consolidates`;
    consolidated_in: such texts that take this act in.
    territory: where a document of a unit that was merged or ended still holds.
    problems: facts that contradict one another.
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
    effective_presumed: str | None = None
    struck: tuple[Struck, ...] = ()
    remnants: tuple[Remnant, ...] = ()
    later_parts: tuple[LaterPart, ...] = ()
    suspended: tuple[Halt, ...] = ()
    provision: ProvisionState | None = None
    own_effect: bool = True
    consolidates: tuple[str, ...] = ()
    consolidated_in: tuple[str, ...] = ()
    territory: Territory | None = None
    beyond_registry: bool = False
    problems: tuple[Problem, ...] = ()


def status_on(
    key: str, registry: Registry, *, on: dt.date, provision: str | None = None
) -> Validity:
    """State of the document with this identity; unknown where the registry has no facts.

    What its number, issuer and day alone tell is given even so: that it is a consolidated text,
    the borders within which a former unit's document holds. provision: "khoản 2 Điều 5", asked
    about besides. Raises UsageError where `provision` names none.
    """
    entry = registry.get(key)
    if entry is not None:
        return status_of(entry, registry, on=on, provision=provision)
    return _status(stated(key), registry, on, provision, known=False)


def issuer_of(entry: RegistryEntry) -> str | None:
    """Its issuer; a local document's key names it with what contains its unit."""
    named = entry.key.split("@")[2:]
    return named[0] if named and named[0] != "?" else entry.issuer


def stated(key: str) -> RegistryEntry:
    """A document of which no more is known than its key: "number@day@issuer"."""
    number, _, rest = key.partition("@")
    day, _, issuer = rest.partition("@")
    try:
        signed = dt.date.fromisoformat(day)
    except ValueError:
        signed = None
    known = issuer if issuer and not issuer.startswith("?") else None
    return RegistryEntry(key, number, None, None, known, signed)


def status_of(
    entry: RegistryEntry, registry: Registry, *, on: dt.date, provision: str | None = None
) -> Validity:
    """State of a registered document on a day; see `status_on`."""
    return _status(entry, registry, on, provision, known=True)


def _status(
    entry: RegistryEntry, registry: Registry, on: dt.date, provision: str | None, *, known: bool
) -> Validity:
    problems = (*contradictions(entry, registry), *registry.problems_of(entry))
    entry = sound(entry, registry)
    state = state_of(entry, registry, on) if known else ValidityState.UNKNOWN
    amendments = tuple(c for c in entry.amended_by if _begun(c, entry, registry, on))
    found = Validity(
        canonical=entry.number,
        title=entry.title,
        state=state,
        amended=bool(amendments) and state is not ValidityState.NOT_YET,
        effective_from=entry.effective,
        effective_until=entry.expired - _DAY if entry.expired else None,
        proof=_proof(entry, registry, state, on) if known else (),
        replaced_by=_later(_others(entry.replaced_by, entry), registry),
        amended_by=_later(amendments, registry),
        successors=_later(_others(entry.succeeded_by, entry), registry),
        choices=(),
        as_of=on,
        registry_as_of=registry.compiled,
        key=entry.key,
        presumed=state is ValidityState.EXPIRED and entry.expired_by == Scope.LOST_BASE,
        note=entry.note,
        effective_presumed=entry.effective_rule,
        struck=struck_on(entry, registry, on),
        remnants=remnants_of(entry, registry) if entry.expired else (),
        later_parts=entry.later_parts,
        suspended=halts_of(entry, registry),
        consolidated_in=consolidated_in(entry),
        territory=territory_of(entry.number, issuer_of(entry), entry.signed, on=on),
        beyond_registry=on > registry.compiled,
        problems=problems,
    )
    found = _of_a_former_district(_consolidated(_orphaned(found, entry, registry), entry, registry))
    if provision is None:
        return found
    return replace(found, provision=provision_state(provision, found.state, entry, registry, on))


def _orphaned(found: Validity, entry: RegistryEntry, registry: Registry) -> Validity:
    """With the dead documents that a living one details, and the rule on what that means."""
    begun = entry.effective is None or entry.effective <= found.as_of
    if found.state not in (*ALIVE, ValidityState.UNKNOWN) or not begun:
        return found
    dead = dead_parents(entry, registry, on=found.as_of)
    proofs = tuple(proof for parent in dead for proof in parent_proof(parent, registry))
    return replace(
        found,
        dead_parents=tuple(parent.number for parent in dead),
        proof=tuple(dict.fromkeys((*found.proof, *proofs))),
    )


def _consolidated(found: Validity, entry: RegistryEntry, registry: Registry) -> Validity:
    """A consolidated text is neither in force nor expired: the acts in it are."""
    if not is_consolidated(entry.number):
        return found
    year = str(entry.signed.year) if entry.signed else None
    return replace(
        found,
        state=ValidityState.UNKNOWN,
        own_effect=False,
        consolidates=consolidates(entry.number, year, entry.title, registry),
        proof=(rule_proof(rule("consolidation")),),
    )


def _of_a_former_district(found: Validity) -> Validity:
    """A district's normative document ends on its last day by law; until then it may have ended.

    Source: Law 87/2025/QH15, khoản 1 Điều 3.
    """
    borders = found.territory
    if borders is None or borders.until is None or found.state is ValidityState.EXPIRED:
        return found
    over = found.as_of > borders.until
    return replace(
        found,
        state=ValidityState.EXPIRED if over else ValidityState.UNKNOWN,
        effective_until=min(borders.until, found.effective_until or borders.until),
        proof=borders.proof,
        presumed=over,
    )


def _others(changes: Iterable[Change], entry: RegistryEntry) -> list[Change]:
    return [change for change in changes if not acts_on_itself(change, entry)]


def _begun(change: Change, entry: RegistryEntry, registry: Registry, on: dt.date) -> bool:
    """Whether an amendment holds by `on`; one of unknown day is shown."""
    first = first_day(change, registry)
    return not acts_on_itself(change, entry) and (first is None or first <= on)


def _later(changes: Iterable[Change], registry: Registry) -> tuple[Later, ...]:
    found = []
    for change in changes:
        actor = registry.meant(change)
        found.append(
            Later(
                canonical=change.number,
                date=change.date,
                scope=change.scope,
                title=actor.title if actor else change.title,
                key=actor.key if actor else change.key,
                clause=change.clause,
                why=change.why,
                provisions=change.provisions,
                only_repeals=only_repeals(acting_title(change, registry)),
            )
        )
    return tuple(found)


def acting_title(change: Change, registry: Registry) -> str | None:
    """Title of the document that acts."""
    actor = registry.meant(change)
    return (actor.title if actor else None) or change.title


def _proof(
    entry: RegistryEntry, registry: Registry, state: ValidityState, on: dt.date
) -> tuple[Proof, ...]:
    """What proves the state: the clause that ended, struck or halted it, or that began it."""
    strikes = begun_strikes(entry, registry, on)
    struck = tuple(change_proof(change, entry, registry) for change, _ in strikes)
    if state is ValidityState.EXPIRED:
        return struck if struck and entry.expired is None else end_proof(entry, registry)
    begin = begin_proof(entry, registry)
    if state is ValidityState.UNKNOWN and entry.standing is Standing.TEXT:
        return (begin,) if begin.quote else ()  # that it is held proves nothing
    if state is ValidityState.PARTLY and entry.expired and on >= entry.expired:
        left = remnants_of(entry, registry)
        return tuple(dict.fromkeys((*(r.proof for r in left), *end_proof(entry, registry))))
    if state is ValidityState.PARTLY:
        return (*struck, begin)
    if state is ValidityState.SUSPENDED:
        first = max(day for day, _ in entry.suspended if day <= on)
        return (halt_proof(first, entry, registry), begin)
    return (begin,)
