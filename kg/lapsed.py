"""Who still cites a document after it ended, and what was to be cited instead.

A document that rests on another (basis, task) after its end rests on nothing; one that tells of
it (report, history, title) does no wrong: the two are kept apart.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sqlalchemy import text

from kg import catalogue
from kg.citation_pages import RESTING
from kg.citing import Citation, CitationFilter, Tally
from kg.lineage import Step, heirs
from kg.model import DocumentRecord
from kg.number import number_key
from kg.opening import reading
from kg.records import dump
from kg.severity import ENDS
from kg.terms import EffectKind, ValidityState
from kg.validity import Validity, status_on

if TYPE_CHECKING:
    from kg.registry import Registry
    from kg.store import Store


@dataclass(frozen=True, slots=True)
class LateCitation:
    """A citation by a document signed when the cited one had ended.

    instead: what held in its place on the citing document's day; empty where none is known.
    """

    citation: Citation
    instead: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Lapse:
    """Citations of one document after its end, newest first; each list may be cut by a limit.

    validity: state on the day asked about. ended: first day without effect, None where the
    document has not ended by then or the day is not known; then the lists are empty.
    resting: those that rest on it. telling: those that only tell of it. undated: those that rest
    on it and have no day. totals: whole lengths of the three lists.
    """

    key: str
    validity: Validity
    ended: dt.date | None
    resting: tuple[LateCitation, ...] = ()
    telling: tuple[LateCitation, ...] = ()
    undated: tuple[LateCitation, ...] = ()
    totals: tuple[Tally, Tally, Tally] = (Tally(0, 0), Tally(0, 0), Tally(0, 0))


@dataclass(frozen=True, slots=True)
class LapsedDocument:
    """A dead document that later ones rest on. documents: how many. latest: day of the last."""

    key: str
    record: DocumentRecord | None
    validity: Validity
    ended: dt.date
    documents: int
    latest: dt.date
    instead: tuple[Step, ...]


def ended_on(validity: Validity) -> dt.date | None:
    """First day on which a document no longer holds; None where it holds, or nobody knows."""
    if validity.state is not ValidityState.EXPIRED or validity.effective_until is None:
        return None
    return validity.effective_until + dt.timedelta(days=1)


def still_citing(
    store: "Store", registry: "Registry", key: str, *, on: dt.date, limit: int | None = None
) -> Lapse:
    """Held documents that cite `key` and were signed from the day it ended to the day `on`.

    limit: most citations in each of the lists.
    """
    validity = status_on(key, registry, on=on)
    ended = ended_on(validity)
    if ended is None:
        return Lapse(key, validity, None)
    kinds: tuple[CitationFilter, ...] = (
        {"since": ended, "until": on, "rests": True, "limit": limit},
        {"since": ended, "until": on, "rests": False, "limit": limit},
        {"undated": True, "rests": True, "limit": limit},
    )
    first, second, third = (store.tally([key], **kind) for kind in kinds)
    resting, telling, undated = (
        _late(store.citing([key], **kind), registry, key, on) for kind in kinds
    )
    return Lapse(key, validity, ended, resting, telling, undated, (first, second, third))


def _late(
    citations: Sequence[Citation], registry: "Registry", key: str, on: dt.date
) -> tuple[LateCitation, ...]:
    """Each with what held on the citing document's day; on the day `on` for one without a day."""
    days = sorted({citation.citing.header.date or on for citation in citations})
    instead: dict[dt.date, tuple[Step, ...]] = {}
    _fill(instead, days, lambda day: heirs(key, registry, on=day))
    return tuple(LateCitation(c, instead[c.citing.header.date or on]) for c in citations)


def _fill(
    known: dict[dt.date, tuple[Step, ...]],
    days: Sequence[dt.date],
    ask: Callable[[dt.date], tuple[Step, ...]],
) -> None:
    """Heirs on each of the days, in order, asked for as few of them as need be.

    What has ended or was replaced stays so: where the heirs are the same on two days, they are
    on every day between.
    """
    if not days:
        return
    first, last = days[0], days[-1]
    for day in (first, last):
        known[day] = known.get(day) or ask(day)
    if known[first] == known[last]:
        known.update(dict.fromkeys(days, known[first]))
        return
    middle = len(days) // 2
    _fill(known, days[:middle], ask)
    _fill(known, days[middle:], ask)


def lapsed(
    store: "Store", registry: "Registry", *, on: dt.date, limit: int | None = None
) -> list[LapsedDocument]:
    """Dead documents that documents of the library rest on later, those with most of them first.

    A table of the earliest days on which documents may have ended bounds their numbers from
    above; the state itself, which costs more, is asked in that order until no document that is
    left can have more than those found.
    """
    earliest = _earliest_ends(store, registry, on)
    found: list[LapsedDocument] = []
    for key, most, latest in _counted(store, earliest, on):
        if limit is not None and sum(item.documents > most for item in found) >= limit:
            break
        validity = status_on(key, registry, on=on)
        ended = ended_on(validity)
        rows = [(key, most, latest)]
        if ended != earliest[key]:
            rows = _counted(store, {key: ended}, on) if ended else []
        found += [LapsedDocument(name, None, validity, ended, number, last, ())
                  for name, number, last in rows if ended]  # fmt: skip
    found.sort(key=lambda item: (-item.documents, -item.latest.toordinal(), item.key))
    records = store.records([item.key for item in found[:limit]])
    return [
        replace(
            item, record=records.get(item.key), instead=heirs(item.key, registry, on=on)
        )
        for item in found[:limit]
    ]  # fmt: skip


def _earliest_ends(store: "Store", registry: "Registry", on: dt.date) -> dict[str, dt.date]:
    """The first day on which each document may have ended, by a table of facts or a text held."""
    numbers: dict[str, dt.date] = {}
    for entry in (*registry.entries.values(), *catalogue.entries()):
        if entry.expired and entry.expired <= on:
            number = number_key(entry.number)
            numbers[number] = min(entry.expired, numbers.get(number, entry.expired))
    values = {
        "numbers": dump([[number, day.isoformat()] for number, day in sorted(numbers.items())]),
        "kinds": dump(_ENDS),
    }
    with reading(store.engine) as connection:
        rows = connection.execute(text(_MAY_HAVE_ENDED), values).all()
    return {key: dt.date.fromisoformat(day or "0001-01-01") for key, day in rows}


def _counted(
    store: "Store", ended: dict[str, dt.date], on: dt.date
) -> list[tuple[str, int, dt.date]]:
    """(key, documents that rest on it from its end to `on`, day of the last), most first."""
    values = {
        "ended": dump([[key, day.isoformat()] for key, day in sorted(ended.items())]),
        "on": on.isoformat(),
        "resting": dump(_codes(RESTING)),
        "ending": dump(_codes(ENDS)),
    }
    with reading(store.engine) as connection:
        rows = connection.execute(text(_LATE), values).all()
    return [(key, number, dt.date.fromisoformat(latest)) for key, number, latest in rows]


def _codes(values: Iterable[str]) -> list[str]:
    return sorted(str(value) for value in values)


_ENDS: Final = (EffectKind.REPLACES, EffectKind.REPEALS, EffectKind.EXPIRES)
_MAY_HAVE_ENDED: Final = """
SELECT key, min(coalesce(day, '0001-01-01')) FROM (
    SELECT d.key, json_extract(given.value, '$[1]') AS day
    FROM json_each(:numbers) given
    CROSS JOIN documents d ON d.number_key = json_extract(given.value, '$[0]')
    UNION ALL
    SELECT m.target, coalesce(json_extract(e.record, '$.day'), d.date) FROM effects e
    CROSS JOIN documents d ON d.serial = e.document
    CROSS JOIN mentions m ON m.document = e.document AND m.char_start = e.char_start
    WHERE e.kind IN (SELECT value FROM json_each(:kinds)) AND m.target IS NOT NULL
    UNION ALL
    SELECT d.key, json_extract(e.record, '$.day') FROM effects e
    JOIN documents d ON d.serial = e.document
    WHERE e.kind IN (SELECT value FROM json_each(:kinds)) AND e.char_start IS NULL
) GROUP BY key
"""
_LATE: Final = """
WITH given AS MATERIALIZED (
    SELECT json_extract(value, '$[0]') AS key, json_extract(value, '$[1]') AS day
    FROM json_each(:ended)
), own AS MATERIALIZED (
    SELECT d.serial, d.key FROM given CROSS JOIN documents d ON d.key = given.key AND d.held
)
SELECT given.key, count(DISTINCT m.document), max(m.day)
FROM given CROSS JOIN mentions m ON m.target = given.key AND m.day BETWEEN given.day AND :on
LEFT JOIN own ON own.serial = m.document AND own.key = given.key
WHERE m.mention_type NOT IN ('self', 'anaphora')
    AND m.role IN (SELECT value FROM json_each(:resting))
    AND m.relation NOT IN (SELECT value FROM json_each(:ending))
    AND own.serial IS NULL
GROUP BY given.key ORDER BY 2 DESC, 3 DESC, 1
"""
