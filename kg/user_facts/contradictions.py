"""Facts that exclude each other, in a table or with what is known: both sides, with their lines."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kg.facts import RegistryEntry
from kg.identity import is_national
from kg.terms import ValidityState
from kg.user_facts.cells import FactEvent, Reference, key_of, year_in
from kg.user_facts.findings import FactFault, Finding
from kg.user_facts.joining import joined
from kg.user_facts.rows import Happening, Said
from kg.user_facts.world import World

_COLUMNS = {"begin": "effective", "end": "expired"}


def contradictions(
    rows: Sequence[Said], old: Said | None, known: RegistryEntry | None, world: World
) -> list[Finding]:
    """What is wrong with rows on one document; each finding names a line of theirs.

    old: from earlier imports, whose facts the rows may renew. known: what the registry has.
    """
    if not rows:
        return []
    own = list(_among(rows))
    if own:
        return own
    whole = joined(old, rows)
    return [
        *_order(rows, whole, known),
        *_twins(rows, known, world),
        *(found for said in rows for item in said.happenings for found in _one(item, said, world)),
        *_halts(rows, whole),
        *_against(rows, known),
        *_states(rows, whole, known),
    ]


def _events(rows: Iterable[Said]) -> list[Happening]:
    return [item for said in rows for item in said.happenings]


def begin_of(happenings: Iterable[Happening]) -> Happening | None:
    """What begins the whole document."""
    found = [h for h in happenings if h.event is FactEvent.BEGINS and not h.provisions]
    return found[0] if found else None


def end_of(happenings: Iterable[Happening]) -> Happening | None:
    """What ends the whole document, on a day that is known."""
    found = [h for h in happenings if h.ends_all and h.date]
    return found[0] if found else None


def _among(rows: Sequence[Said]) -> Iterator[Finding]:
    """Two days for one event. Neither row is to be believed, so both are refused."""
    groups: dict[object, list[Happening]] = defaultdict(list)
    for item in _events(rows):
        if item.date is not None:
            groups["end" if item.ends_all else item.slot].append(item)
    for group in groups.values():
        for item in group:
            others = [o for o in group if o.date != item.date]
            if others:
                yield Finding(
                    FactFault.TWO_VALUES,
                    item.line,
                    item.dated_in,
                    str(item.stated),
                    ", ".join(sorted({str(o.date) for o in others})),
                    tuple(sorted({o.line for o in others}, key=_by_line)),
                )


def _by_line(line: str) -> tuple[int, str]:
    return (int(line), "") if line.isdigit() else (0, line)


def _order(rows: Sequence[Said], whole: Said, known: RegistryEntry | None) -> Iterator[Finding]:
    begin, end = begin_of(whole.happenings), end_of(whole.happenings)
    first = begin.date if begin else (known.effective if known else None)
    last = end.date if end else (known.expired if known and begin else None)
    if first is None or last is None or last >= first:
        return
    sides = [(item, last, first) for item in _events(rows) if item.ends_all]
    sides += [(h, first, last) for h in _events(rows) if begin and h.slot == begin.slot]
    for item, day, other in sides:
        lines = tuple(sorted({i.line for i, d, _ in sides if d != day}, key=_by_line))
        yield Finding(
            FactFault.END_BEFORE_BEGIN,
            item.line,
            item.dated_in,
            str(item.stated),
            str(other),
            lines,
        )


def _twins(rows: Sequence[Said], known: RegistryEntry | None, world: World) -> Iterator[Finding]:
    if known is not None:  # this day is the registered one; another's rows are wrong
        return
    said = rows[0]
    listed = [o for o in world.twins(said, world.registered(said.number)) if o.signed]
    others = [o for o in world.twins(said, world.own(said.number)) if o.signed != said.signed]
    for row in rows:
        if listed:
            yield Finding(FactFault.SIGNED_DIFFERS, row.line, "signed", str(said.signed),
                          str(listed[0].signed))  # fmt: skip
        elif others:
            lines = tuple(sorted({o.line for o in others if o.line}, key=_by_line))
            yield Finding(FactFault.TWO_VALUES, row.line, "signed", str(said.signed),
                          str(others[0].signed), lines)  # fmt: skip


def _one(item: Happening, said: Said, world: World) -> Iterator[Finding]:
    """What is wrong with one event by itself."""
    if item.date and item.date < said.signed and item.event is not FactEvent.BEGINS:
        yield Finding(FactFault.BEFORE_SIGNED, item.line, item.dated_in, str(item.stated),
                      str(said.signed))  # fmt: skip
    if item.by is not None:
        fault, against = _actor(item, item.by, said, world)
        if fault is not None:
            yield Finding(fault, item.line, item.column, item.by.number, against)


def _actor(
    item: Happening, by: Reference, said: Said, world: World
) -> tuple[FactFault | None, str]:
    """Why a document cannot have done this to another."""
    if key_of(by.number) == key_of(said.number) and by.signed in (None, said.signed):
        return FactFault.ITSELF, said.number
    local = is_national(said.number) and not is_national(by.number)
    if local and item.event is not FactEvent.SUCCEEDED:
        return FactFault.LOWER, said.number
    signed, year = world.actor(by, said).signed, year_in(by.number)
    if (signed and signed < said.signed) or (not signed and year and year < said.signed.year):
        return FactFault.OLDER, f"{by.number} {signed or year} < {said.number} {said.signed}"
    return None, ""


def _halts(rows: Sequence[Said], whole: Said) -> Iterator[Finding]:
    begun = [h.date for h in whole.happenings if h.event is FactEvent.SUSPENDED and h.date]
    for item in _events(rows):
        resumed = item.event is FactEvent.RESUMED and item.date is not None
        if resumed and not any(first < item.date for first in begun if item.date):
            yield Finding(FactFault.RESUMED_ALONE, item.line, item.column, str(item.date))


def _against(rows: Sequence[Said], known: RegistryEntry | None) -> Iterator[Finding]:
    """Days that differ from those of the shipped registry."""
    for item, ours in differing(rows, known):
        if not any(said.override for said in rows if said.line == item.line):
            yield Finding(
                FactFault.REGISTERED, item.line, item.dated_in, str(item.stated), str(ours)
            )


def differing(
    rows: Sequence[Said], known: RegistryEntry | None
) -> Iterator[tuple[Happening, dt.date]]:
    """Begins and ends that differ from the registry's, each with the registry's day."""
    if known is None:
        return
    for item in _events(rows):
        begins = item.event is FactEvent.BEGINS and not item.provisions
        ours = known.effective if begins else (known.expired if item.ends_all else None)
        if ours and item.date and ours != item.date:
            yield item, ours


def _states(rows: Sequence[Said], whole: Said, known: RegistryEntry | None) -> Iterator[Finding]:
    """A state that does not fit the days, or is without what makes it."""
    for said in rows:
        if said.status is None:
            continue
        day = said.checked or whole.checked
        fault, against = _state(said, whole, known, day)
        if fault is not None:
            yield Finding(fault, said.line, "status", said.status.value, against)


def _state(
    said: Said, whole: Said, known: RegistryEntry | None, day: dt.date | None
) -> tuple[FactFault | None, str]:
    begin, end = begin_of(whole.happenings), end_of(whole.happenings)
    first, last = begin.date if begin else None, end.date if end else None
    if last is None and known and known.expired and not said.override:
        last = known.expired
    if said.status in _MADE_BY and not any(_MADE_BY[said.status](h) for h in whole.happenings):
        return FactFault.STATUS, _NEEDED[said.status]
    if day is None:
        return None, ""
    ended, begun = last is not None and last <= day, first is not None and first <= day
    if last and ended is (said.status in _ALIVE) and said.status in _DATED:
        return FactFault.STATUS_DIFFERS, f"expired {last}"
    if first and begun is (said.status is ValidityState.NOT_YET) and said.status in _DATED:
        return FactFault.STATUS_DIFFERS, f"effective {first}"
    return None, ""


_ALIVE = frozenset({ValidityState.IN_FORCE, ValidityState.PARTLY, ValidityState.NOT_YET,
                    ValidityState.SUSPENDED})  # fmt: skip
_DATED = _ALIVE | {ValidityState.EXPIRED}
_MADE_BY = {
    ValidityState.PARTLY: lambda h: h.scope is not None and not h.ends_all,
    ValidityState.SUSPENDED: lambda h: h.event is FactEvent.SUSPENDED,
    ValidityState.NOT_YET: lambda h: h.event is FactEvent.BEGINS and not h.provisions,
}
_NEEDED = {
    ValidityState.PARTLY: "the part that ended: event, by, date, provisions",
    ValidityState.SUSPENDED: "the column suspended",
    ValidityState.NOT_YET: "the column effective",
}
