"""Offices that get a task in a plan of a level which, on that day, has no such office.

Before 1 July 2025 offices under a committee exist in provinces and districts only (Law
77/2015/QH13, Article 9; Decrees 24/2014 and 37/2014/NĐ-CP). Since then there are no districts (Law
72/2025/QH15, Article 51), and a commune has the rooms of Decree 150/2025/NĐ-CP, Article 15. Bodies
that ended by the plan's own day are those of `kg.ceased`. An office of a level above may be meant,
so that it is only LIKELY out of place, and only in the lead: it may be asked to coordinate, to
guide or to approve.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.ceased import CEASED, ceased_offices
from kg.folding import fold
from kg.inconsistencies.model import Found, Inconsistency, Searched
from kg.inconsistencies.spots import at_lines
from kg.model import Assignment, Task, iterate_text
from kg.office_identity import OfficeIdentity, identify
from kg.terms import DOING, Certainty, InconsistencyKind, OfficeRole, PlaceLevel
from kg.units import REFORM

NO_DISTRICTS: Final = "72/2025/QH15"
COMMUNE_ROOMS: Final = "150/2025/NĐ-CP"
NO_COMMUNE_ROOMS: Final = "77/2015/QH13"
NO_COMMUNE_TITLES: Final = "80/2025/QH15"
_SHOWN: Final = 3  # places at which one office is shown
_BEFOREHAND: Final = 60  # days before the reform from which plans spoke of what it brings
_NEW_ROOMS: Final = frozenset({"Phòng Văn hóa - Xã hội", "Phòng Kinh tế, Hạ tầng và Đô thị"})
_ASKED: Final = re.compile(
    r"\b(?:de nghi|kien nghi|theo (?:huong dan|yeu cau|ke hoach|chi dao)|cap tren|cua tinh)\b"
)
_DISTRICT_BODY: Final = re.compile(
    r"(?:Chủ tịch\s+)?(?:UBND|HĐND|Ủy ban nhân dân|Hội đồng nhân dân)\s+(?:các\s+|cấp\s+)?"
    r"(?:huyện|quận|thị xã)\b",
    re.IGNORECASE,
)
_WITH_UNIT: Final = re.compile(r"(?i)\s(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã)(?=\s|$)")
_COMMUNE: Final = frozenset({PlaceLevel.COMMUNE, PlaceLevel.WARD})


@dataclass(frozen=True, slots=True)
class _Verdict:
    """Why an office is out of place. law: what says so."""

    sure: Certainty
    law: str


def foreign_offices(searched: Searched) -> Found:
    """OFFICE_NOT_OF_LEVEL: one finding for each office, with the first tasks that name it."""
    found: dict[str, tuple[str, _Verdict, list[Task]]] = {}
    for task, office, verdict in (*_ended(searched), *_out_of_place(searched)):
        tasks = found.setdefault(fold(office), (office, verdict, []))[2]
        if task not in tasks:
            tasks.append(task)
    for office, verdict, tasks in found.values():
        readings = tuple(
            at_lines(searched.source, office, *_lines(searched, task, office))
            for task in tasks[:_SHOWN]
        )
        sure = Certainty.LIKELY if searched.damaged else verdict.sure
        kind = InconsistencyKind.OFFICE_NOT_OF_LEVEL
        yield Inconsistency(kind, office, readings, sure, note=verdict.law)


def _lines(searched: Searched, task: Task, office: str) -> tuple[int, int]:
    wanted = fold(office)
    for line in searched.source.lines[task.line_start - 1 : task.line_end]:
        if wanted in fold(line.text):
            return line.number, line.number
    return task.line_start, task.line_end


def _out_of_place(searched: Searched) -> Iterator[tuple[Task, str, _Verdict]]:
    place, day = searched.header.place, _made(searched)
    if place is None or day is None:
        return
    for task in searched.tasks:
        for given in task.assignments:
            office = identify(given.office, place=place, on=day)
            verdict = _verdict(place.level, given, office, day)
            if verdict is not None and not _asked(searched, task, office, place.level):
                yield task, given.office, verdict


def _made(searched: Searched) -> dt.date | None:
    """The plan's day; without one the first day of its years, where that tells the law."""
    head = searched.header
    if head.date is not None or head.period is None:
        return head.date
    first = dt.date(head.period.start, 1, 1)
    return first if first >= REFORM or head.period.end < REFORM.year else None


def _verdict(
    own: PlaceLevel, given: Assignment, office: OfficeIdentity, day: dt.date
) -> _Verdict | None:
    if day >= REFORM and _DISTRICT_BODY.match(given.office):
        return _Verdict(Certainty.CERTAIN, NO_DISTRICTS)
    if office.group or own not in _COMMUNE:
        return None
    if day >= REFORM:
        return _since_reform(own, given, office)
    return _before_reform(given, office, day) if given.role in DOING else None


def _before_reform(given: Assignment, office: OfficeIdentity, day: dt.date) -> _Verdict | None:
    """In a commune: a room that came with the reform, or a bare room or department above."""
    new = office.name in _NEW_ROOMS and day < REFORM - dt.timedelta(days=_BEFOREHAND)
    room = office.level == "huyện" and office.name.startswith("Phòng ")
    bare = not _WITH_UNIT.search(given.office)
    if new or (room and bare and given.role is OfficeRole.LEAD):
        return _Verdict(Certainty.LIKELY, NO_COMMUNE_ROOMS)
    return _superior(given, office, NO_COMMUNE_ROOMS)


def _since_reform(own: PlaceLevel, given: Assignment, office: OfficeIdentity) -> _Verdict | None:
    """In a commune: a district's room or title, or the room that the other kind of commune has."""
    if office.level == "huyện" and office.name.startswith("Phòng "):
        return _Verdict(Certainty.CERTAIN, COMMUNE_ROOMS)
    if office.name.startswith("Công chức ") and "-" in office.name:
        return _Verdict(Certainty.LIKELY, NO_COMMUNE_TITLES)
    other = "Phòng Kinh tế" if own is PlaceLevel.WARD else "Phòng Kinh tế, Hạ tầng và Đô thị"
    if office.name == other and office.level == "xã":
        return _Verdict(Certainty.LIKELY, COMMUNE_ROOMS)
    return _superior(given, office, COMMUNE_ROOMS)


def _superior(given: Assignment, office: OfficeIdentity, law: str) -> _Verdict | None:
    """A department of the province in the lead of a commune's task, its province not named."""
    bare = not _WITH_UNIT.search(given.office)
    if given.role is OfficeRole.LEAD and bare and office.name.startswith("Sở "):
        return _Verdict(Certainty.LIKELY, law)
    return None


def _asked(searched: Searched, task: Task, office: OfficeIdentity, own: PlaceLevel) -> bool:
    """Whether the text asks an office above, or does what that one wants."""
    above = office.level in {"tỉnh", "trung ương"} or (own in _COMMUNE and office.level == "huyện")
    lines = iterate_text(searched.source, task.line_start, task.line_end)
    return above and bool(_ASKED.search(fold(" ".join(lines))))


def _ended(searched: Searched) -> Iterator[tuple[Task, str, _Verdict]]:
    """Bodies that had ended by the plan's own day and that a task of it is given to."""
    day = searched.header.date
    if day is None:
        return
    rows = ceased_offices(searched.header, searched.reading.mentions, searched.source, on=day)
    for row in rows:
        if row.state != CEASED:
            continue
        sure = all(proof.confidence == "high" for proof in row.proof)
        law = next((p.document for p in row.proof if p.document), "")
        verdict = _Verdict(Certainty.CERTAIN if sure else Certainty.LIKELY, law)
        lines = {named.line for named in row.mentions}
        for task in searched.tasks:
            given = next((a for a in task.assignments if _is(a, row.office)), None)
            within = any(task.line_start <= line <= task.line_end for line in lines)
            if within and given is not None:
                yield task, given.office, verdict


def _is(given: Assignment, office: str) -> bool:
    left, right = identify(given.office), identify(office)
    return left.key == right.key or left.name == right.name
