"""What a plan leaves open: fields without tasks, tasks without lead or day, offices without any."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.folding import fold
from kg.model import DocumentRecord, Place, SourceText
from kg.office_identity import OfficeIdentity, covers, identify
from kg.offices import find_offices
from kg.placed_tasks import OfficeKey, PlacedTask, TaskGap, gaps, is_listed, office_in, office_key
from kg.reform_fields import reform_fields

_PROGRAMME = "cai cach hanh chinh"
_FIELDS_OF_A_PROGRAMME = 5
"""A plan whose tasks are of so many fields is one of the whole programme, whatever its title."""
_ORDER = ("trung ương", "tỉnh", "huyện", "xã")
_RECIPIENTS = re.compile(r"^\W*noi nhan\b")
_BASES = re.compile(r"^\W*(?:can cu|(?:theo|xet) (?:de nghi|to trinh))\b")
_PARTY = re.compile(r"(?:tinh|thanh|huyen|quan|thi|dang) uy\b|hdnd\b|ban thuong vu\b")
"""Bodies that an administration gives no work: of the party, and the elected councils."""


@dataclass(frozen=True, slots=True)
class NamedOffice:
    """An office that a document names and gives no task; lines from 1.

    group: the group with tasks that holds it ("các phòng, ban"), as printed; None without one.
    """

    office: OfficeIdentity
    lines: tuple[int, ...]
    group: str | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is there and what is open in one document.

    fields: tasks by field, None those of no field. fields_missing: fields of the reform programme
    without a task; None where the document is no plan of that programme. open: tasks with each
    gap, in text order. idle: offices without a task; None where nobody looked for them.
    """

    document: str | None
    tasks: int
    fields: Mapping[str | None, int]
    fields_missing: tuple[str, ...] | None
    open: Mapping[TaskGap, tuple[PlacedTask, ...]]
    idle: tuple[NamedOffice, ...] | None = None


def coverage(
    tasks: Sequence[PlacedTask], record: DocumentRecord, source: SourceText | None = None
) -> Coverage:
    """What the tasks of one document leave open. source: its lines, to look for idle offices."""
    fields = Counter(one.task.field for one in tasks)
    found: dict[TaskGap, list[PlacedTask]] = {gap: [] for gap in TaskGap}
    for one in tasks:
        for gap in gaps(one):
            found[gap].append(one)
    return Coverage(
        document=record.id,
        tasks=len(tasks),
        fields=fields,
        fields_missing=_missing(fields, record.header.title) if tasks else None,
        open={gap: tuple(listed) for gap, listed in found.items()},
        idle=idle_offices(tasks, record, source) if source is not None else None,
    )


def _missing(fields: Mapping[str | None, int], title: str | None) -> tuple[str, ...] | None:
    names = [field.name for field in reform_fields()]
    there = sum(1 for name in names if fields.get(name))
    if _PROGRAMME not in fold(title or "") and there < _FIELDS_OF_A_PROGRAMME:
        return None
    return tuple(name for name in names if not fields.get(name))


def idle_offices(
    tasks: Sequence[PlacedTask], record: DocumentRecord, source: SourceText
) -> tuple[NamedOffice, ...]:
    """Offices that the document names and gives no task, in the order first named.

    Listed offices of its own unit or of one inside; recipients, those in the bases and the issuer
    left out. Cost: as `kg.offices.find_offices` over the whole text.
    """
    place, issued = record.header.place, record.header.date
    busy = {office_key(office_in(given, one), one.place): given.office
            for one in tasks for given in one.task.assignments}  # fmt: skip
    issuer = identify(record.header.issuer or "", place=place, on=issued)
    busy[office_key(issuer, place)] = ""
    named: dict[OfficeKey, tuple[OfficeIdentity, str, list[int]]] = {}
    skipped = _recipient_lines(source, len(record.header.recipients))
    for line in source.lines:
        if line.number in skipped or _BASES.match(fold(line.text)):
            continue
        for match in find_offices(line.text):
            office = identify(match.name, place=place, on=issued)
            key = office_key(office, place)
            if key not in busy and is_listed(match.name) and _may_order(office, place):
                named.setdefault(key, (office, match.name, []))[2].append(line.number)
    groups = [name for name in dict.fromkeys(busy.values()) if name]
    return tuple(
        NamedOffice(office, tuple(dict.fromkeys(lines)), _holding(groups, name))
        for office, name, lines in named.values()
    )


def _holding(groups: Sequence[str], name: str) -> str | None:
    return next((group for group in groups if covers(group, name)), None)


def _may_order(office: OfficeIdentity, place: Place | None) -> bool:
    """Whether a document of `place` can give the office work: of its own unit, or one inside."""
    if place is None or office.group or office.level not in _ORDER or _PARTY.match(office.key):
        return False
    own = identify("UBND", place=place)
    if own.level is None or office.level == own.level:
        return office.level == own.level and office.place in {None, own.place}
    return _ORDER.index(office.level) > _ORDER.index(own.level)


def _recipient_lines(source: SourceText, count: int) -> frozenset[int]:
    """Lines of "Nơi nhận" and of what follows it: as many as there are recipients, and two."""
    return frozenset(
        number
        for line in source.lines
        if _RECIPIENTS.match(fold(line.text))
        for number in range(line.number, line.number + count + 3)
    )
