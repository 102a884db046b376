"""Users' facts on validity: the table that `cancu registry import` takes, and its checks.

Columns (CSV header or JSON keys; those marked * must be filled):
    number*      canonical or as printed: "36/2025/QĐ-UBND"
    signed*      day signed, 2025-02-12 or 12/02/2025
    type, title, issuer
    effective    first day in force
    expired      FIRST day no longer in force ("đến hết ngày D" is the day after D)
    replaced_by  number of what replaced it, "36/2025/QĐ-UBND" or "...@2025-02-12"; several by ";"
    amended_by   likewise
    suspended    "2025-01-01/2025-03-01": from the first day, to the day before the second
    source*      where the fact was found
    checked      day on which it was checked; without it, the registry's own day
    note

A row that cannot be used is refused with its line and the reason; the others go in.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from kg.errors import Problem
from kg.facts import Change, RegistryEntry, Scope, Standing
from kg.number import DocumentNumber, number_key, parse_number
from kg.terms import ProblemCode

if TYPE_CHECKING:
    from kg.registry import Registry

COLUMNS = (
    "number", "signed", "type", "title", "issuer", "effective", "expired",
    "replaced_by", "amended_by", "suspended", "source", "checked", "note",
)  # fmt: skip
REQUIRED = ("number", "signed", "source")
_LOCAL_DAY = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
Row = Mapping[str, str | None]


class _RefusedError(Exception):
    """A row cannot be used: what was found, what would do."""

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(found)
        self.found = found
        self.expected = expected


def read_facts(
    rows: Iterable[Row], registry: "Registry"
) -> tuple[list[RegistryEntry], list[Problem]]:
    """Rows to entries, joined with what the registry knows of the same documents.

    A row may name its line as `line`; else lines count from 2, after the header.
    Problems: ROW_REFUSED, one for each row left out.
    """
    entries, problems = [], []
    for position, row in enumerate(rows, 2):
        line = row.get("line") or str(position)
        try:
            entries.append(_entry(row, registry))
        except _RefusedError as refused:
            problems.append(
                Problem(ProblemCode.ROW_REFUSED, refused.found, refused.expected, f"line {line}")
            )
    return entries, problems


def _text(row: Row, name: str) -> str | None:
    value = row.get(name)
    return " ".join(str(value).split()) or None if value is not None else None


def _day(row: Row, name: str) -> dt.date | None:
    text = _text(row, name)
    if text is None:
        return None
    local = _LOCAL_DAY.fullmatch(text)
    try:
        if local:
            return dt.date(int(local[3]), int(local[2]), int(local[1]))
        return dt.date.fromisoformat(text)
    except ValueError:
        raise _RefusedError(f"{name}: {text}", "a day such as 2025-07-01 or 01/7/2025") from None


def _number(text: str) -> str:
    number = parse_number(text)
    if not isinstance(number, DocumentNumber):
        raise _RefusedError(text, number.expected)
    return str(number)


def _changes(row: Row, name: str, date: dt.date | None) -> tuple[Change, ...]:
    found = []
    for part in (_text(row, name) or "").split(";"):
        number, _, signed = part.strip().partition("@")
        if number:
            number = _number(number)
            key = f"{number}@{signed}" if signed else None
            scope = Scope.FULL if name == "replaced_by" else None
            found.append(Change(number, key=key, date=date, scope=scope))
    return tuple(found)


def _suspended(row: Row) -> tuple[tuple[dt.date, dt.date | None], ...]:
    text = _text(row, "suspended")
    if text is None:
        return ()
    first, _, last = text.partition("/")
    begin, end = _day({"suspended": first}, "suspended"), _day({"suspended": last}, "suspended")
    if begin is None or (end is not None and end <= begin):
        raise _RefusedError(f"suspended: {text}", "two days in order, 2025-01-01/2025-03-01")
    return ((begin, end),)


def _entry(row: Row, registry: "Registry") -> RegistryEntry:
    from kg.identity import identity_key

    missing = [name for name in REQUIRED if _text(row, name) is None]
    if missing:
        raise _RefusedError(f"{', '.join(missing)}: empty", "a value in each required column")
    number, signed = _number(_text(row, "number") or ""), _day(row, "signed")
    title, issuer = _text(row, "title"), _text(row, "issuer")
    key = identity_key(number, signed, issuer, title)
    known = registry.get(key)
    expired = _day(row, "expired") or (known.expired if known else None)
    effective = _day(row, "effective") or (known.effective if known else None)
    return RegistryEntry(
        key=key,
        number=number,
        type=_text(row, "type") or (known.type if known else None),
        title=title or (known.title if known else None),
        issuer=issuer or (known.issuer if known else None),
        signed=signed,
        effective=effective,
        expired=expired,
        expired_by="replacement_or_repeal" if expired else None,
        status="expired" if expired else ("in_force" if effective else "unknown"),
        replaced_by=_joined(known, "replaced_by", _changes(row, "replaced_by", expired)),
        amended_by=_joined(known, "amended_by", _changes(row, "amended_by", None)),
        replaces=known.replaces if known else (),
        amends=known.amends if known else (),
        succeeded_by=known.succeeded_by if known else (),
        succeeds=known.succeeds if known else (),
        guides=known.guides if known else (),
        suspended=_suspended(row) or (known.suspended if known else ()),
        source=(_text(row, "source") or "",),
        confidence="medium",
        compiled=_day(row, "checked") or registry.compiled,
        note=_text(row, "note"),
        standing=Standing.USER,
    )


def _joined(known: RegistryEntry | None, name: str, new: tuple[Change, ...]) -> tuple[Change, ...]:
    old: tuple[Change, ...] = getattr(known, name) if known else ()
    numbers = {number_key(change.number) for change in new}
    return (*new, *(change for change in old if number_key(change.number) not in numbers))


def check_facts(
    entries: Iterable[RegistryEntry], known: Mapping[str, RegistryEntry]
) -> tuple[dict[str, RegistryEntry], list[Problem]]:
    """Merge entries into the known ones; an entry that contradicts them or itself stays out.

    Problems: CONTRADICTION: an end before the begin, another day than the registry has, a
    replacement older than what it replaces, a ring of replacements.
    """
    merged, problems = dict(known), []
    for entry in entries:
        problem = _contradiction(entry, merged)
        if problem is None:
            merged[entry.key] = entry
        else:
            problems.append(problem)
    return merged, problems


def _contradiction(entry: RegistryEntry, known: Mapping[str, RegistryEntry]) -> Problem | None:
    found = expected = ""
    old = known.get(entry.key)
    if entry.effective and entry.expired and entry.expired < entry.effective:
        found = f"expired {entry.expired} before effective {entry.effective}"
        expected = "an end on or after the begin"
    elif old and old.standing is not Standing.USER:
        for name in ("effective", "expired"):
            ours, theirs = getattr(old, name), getattr(entry, name)
            if ours and theirs and ours != theirs:
                found, expected = f"{name} {theirs}", f"{name} {ours}, as the registry has it"
    if not found:
        found = _bad_replacement(entry, known)
        expected = "a replacement signed later, and no ring of replacements"
    if not found:
        return None
    return Problem(ProblemCode.CONTRADICTION, found, expected, entry.key)


def _bad_replacement(entry: RegistryEntry, known: Mapping[str, RegistryEntry]) -> str:
    by_number: dict[str, list[RegistryEntry]] = {}
    for other in known.values():
        by_number.setdefault(number_key(other.number), []).append(other)
    seen, queue = {entry.key}, [entry]
    while queue:
        for change in queue.pop().replaced_by:
            for other in by_number.get(number_key(change.number), []):
                if change.scope is not Scope.FULL or change.key not in (None, other.key):
                    continue
                if other.key == entry.key:
                    return f"{entry.number} replaced, through others, by itself"
                if other.key not in seen:
                    seen.add(other.key)
                    queue.append(other)
    return _older_replacement(entry, by_number)


def _older_replacement(entry: RegistryEntry, by_number: dict[str, list[RegistryEntry]]) -> str:
    for change in entry.replaced_by:
        others = by_number.get(number_key(change.number), [])
        days = [other.signed for other in others if other.signed]
        if entry.signed and days and change.scope is Scope.FULL and max(days) < entry.signed:
            return f"replaced by {change.number} of {max(days)}, before {entry.signed}"
    return ""
