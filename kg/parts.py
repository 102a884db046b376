"""Parts of a document's effect: provisions struck or begun on days of their own, and halts."""

import datetime as dt
from dataclasses import dataclass

from kg.errors import UsageError
from kg.facts import RegistryEntry
from kg.number import number_key
from kg.proofs import Proof, acting_clauses, halt_proof
from kg.provisions import Path, Reach, reach, read_provisions, written
from kg.registry import Registry
from kg.remnants import remnants_of
from kg.states import ALIVE, begun_strikes
from kg.terms import ValidityState


@dataclass(frozen=True, slots=True)
class Struck:
    """Provisions that a later document ended. provisions: None where no text names them.

    date: first day without them. by: the later document. clause, quote: None where only the fact
    is known.
    """

    provisions: str | None
    date: dt.date
    by: str
    clause: str | None
    quote: str | None


@dataclass(frozen=True, slots=True)
class Halt:
    """A time without effect, both days inclusive. until: None while it is not resumed."""

    since: dt.date
    until: dt.date | None
    proof: Proof


@dataclass(frozen=True, slots=True)
class ProvisionState:
    """State of one provision. asked: as it was read, "khoản 2 Điều 5".

    struck: what touches it. begins: its own first day, where it has one.
    """

    asked: str
    state: ValidityState
    struck: tuple[Struck, ...]
    begins: dt.date | None = None


def struck_on(entry: RegistryEntry, registry: Registry, on: dt.date) -> tuple[Struck, ...]:
    """Provisions of a document that have ended by `on`, oldest first; one row for each clause."""
    found: list[Struck] = []
    for change, day in begun_strikes(entry, registry, on):
        clauses = acting_clauses(change, entry, registry)
        for clause in clauses:
            words = [a.provisions for a in clause.affects if _meant(a.number, entry)]
            told = next((text for text in words if text), change.provisions)
            quoted = clause.clause if clause.quote else change.clause
            found.append(Struck(told, day, change.number, quoted, clause.quote))
        if not clauses:
            found.append(Struck(change.provisions, day, change.number, change.clause, None))
    return tuple(dict.fromkeys(found))


def _meant(number: str, entry: RegistryEntry) -> bool:
    return number_key(number) == number_key(entry.number)


def halts_of(entry: RegistryEntry, registry: Registry) -> tuple[Halt, ...]:
    """All halts of a document, oldest first; those that end before they begin are left out."""
    return tuple(
        Halt(first, last - dt.timedelta(days=1) if last else None,
             halt_proof(first, entry, registry))
        for first, last in sorted(entry.suspended, key=lambda halt: halt[0])
        if last is None or first < last
    )  # fmt: skip


def provision_state(
    asked: str,
    whole: ValidityState,
    entry: RegistryEntry,
    registry: Registry,
    on: dt.date,
) -> ProvisionState:
    """Whether one provision of a document still holds. whole: the document's own state.

    Raises UsageError where `asked` does not name one provision.
    """
    named = read_provisions(asked)
    if len(named.paths) != 1 or named.rest or named.words:
        raise UsageError(
            f"Không đọc được “{asked}” là một điều, khoản hoặc điểm.",
            "Hãy ghi như: “Điều 5”, “khoản 2 Điều 5”, “điểm a khoản 2 Điều 5”.",
        )
    path = named.paths[0]
    if entry.expired and on >= entry.expired:
        return _left(path, whole, entry, registry, on)
    reached = [(reach(item.provisions, path), item) for item in struck_on(entry, registry, on)]
    begins, later = _own_days(entry, path)
    state = _begun(whole, begins, on)
    if state in (*ALIVE, ValidityState.UNKNOWN):
        ways = {way for way, _ in reached}
        if later is not None and later > on:
            ways.add(Reach.PART)
        if state is ValidityState.PARTLY and not reached:
            ways.add(Reach.UNCLEAR)  # partly in force, and nobody told which part
        state = _remaining(state, ways)
    touching = tuple(item for way, item in reached if way is not Reach.NONE)
    return ProvisionState(written([path]), state, touching, begins)


def _left(
    path: Path, whole: ValidityState, entry: RegistryEntry, registry: Registry, on: dt.date
) -> ProvisionState:
    """A provision of a document that has ended: alive only where it is said to go on."""
    left = [r for r in remnants_of(entry, registry) if r.until is None or on <= r.until]
    ways = {reach(remnant.provisions, path) for remnant in left if remnant.told}
    state = whole
    if whole is ValidityState.PARTLY:
        state = _remaining(ValidityState.IN_FORCE, ways)
        goes_on = {ValidityState.EXPIRED: ValidityState.IN_FORCE,
                   ValidityState.IN_FORCE: ValidityState.EXPIRED}  # fmt: skip
        state = goes_on.get(state, state)
    return ProvisionState(written([path]), state, ())


def _begun(whole: ValidityState, begins: dt.date | None, on: dt.date) -> ValidityState:
    """State of a provision before anything strikes it; some begin before or after the whole."""
    if begins is None or whole not in (ValidityState.NOT_YET, *ALIVE):
        return whole
    return ValidityState.IN_FORCE if begins <= on else ValidityState.NOT_YET


def _remaining(state: ValidityState, ways: set[Reach]) -> ValidityState:
    """What is left of a provision when strikes reach it in these ways."""
    if Reach.ALL in ways:
        return ValidityState.EXPIRED
    if state is ValidityState.UNKNOWN or Reach.UNCLEAR in ways:
        return ValidityState.UNKNOWN
    return ValidityState.PARTLY if Reach.PART in ways else ValidityState.IN_FORCE


def _own_days(entry: RegistryEntry, path: Path) -> tuple[dt.date | None, dt.date | None]:
    """First day of a provision that has one of its own; the last first day of a part of it."""
    own, inner = None, []
    for part in entry.later_parts:
        way = reach(part.provisions, path)
        if way is Reach.ALL:
            own = part.effective
        elif way is Reach.PART:
            inner.append(part.effective)
    return own, max(inner, default=None)
