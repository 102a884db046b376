"""One office under its many names: which office of which place a name means, and who took over.

An office belongs to a place: "Phòng Nội vụ" of one city is not that of another. A name is read
within the document that holds it; what repeats the document's own place or level says nothing new.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import corpus
from kg.folding import fold
from kg.model import Place
from kg.office_asked import find_asked_offices
from kg.office_groups import Group, holds
from kg.office_reading import LEVELS, Reading, at_level, read_office
from kg.office_succession import SuccessorFact, successors_of
from kg.terms import PlaceLevel
from kg.units import REFORM, key_of, units

__all__ = [
    "OfficeIdentity",
    "SuccessorFact",
    "covers",
    "find_asked_offices",
    "identify",
    "office_terms",
    "same",
    "successors",
]

# bodies that every level has: their names are usual only with the unit's
_OF_UNITS = frozenset({"ubnd", "hdnd", "hdnd , ubnd", "cong an", "thanh tra", "thuong truc hdnd"})
_BODY_NAMES = {"ubnd": "UBND", "hdnd": "HĐND", "cong an": "Công an"}
_PARTY = {"tinh": "Tỉnh ủy", "thanh pho": "Thành ủy", "huyen": "Huyện ủy", "thi xa": "Thị ủy",
          "xa": "Đảng ủy"}  # fmt: skip
_LEVEL_OF = {
    PlaceLevel.CENTRAL: "trung ương",
    PlaceLevel.PROVINCE: "tỉnh",
    PlaceLevel.DISTRICT: "huyện",
    PlaceLevel.COMMUNE: "xã",
    PlaceLevel.WARD: "xã",
}
_ORDER = ("trung ương", "tỉnh", "huyện", "xã")


@dataclass(frozen=True, slots=True)
class OfficeIdentity:
    """An office as a document means it.

    key: folded, equal for every spelling of one office within one document's place; it names the
    unit only where that is not the document's own. name: the usual printed name. head: the head
    (or a deputy) is named. group: several unnamed offices. level: "trung ương", "tỉnh", "huyện"
    or "xã" (wards and towns too). place: the unit's name, told or taken from the document.
    """

    key: str
    name: str
    head: bool
    group: bool
    level: str | None
    place: str | None


@dataclass(frozen=True, slots=True)
class _Unit:
    """Where an office belongs: its unit's level, kind and bare name; "" where unknown."""

    level: str
    kind: str
    bare: str
    name: str


@lru_cache(maxsize=131_072)
def identify(name: str, *, place: Place | None = None, on: dt.date | None = None) -> OfficeIdentity:
    """The office that `name` means in a document of `place` (made on a day).

    on: since 1 July 2025 a bare "thành phố" is a province's. Cost: some 50 µs, cached.
    """
    read = read_office(name)
    if read.group is not None and not _is_own(read.group, place):
        return OfficeIdentity(read.cores[0], read.name, read.head, group=True, level=None,
                              place=None)  # fmt: skip
    if read.group is not None:  # "UBND cấp xã" in a commune's own document
        shown = _BODY_NAMES.get(read.group.body, read.name.partition(" cấp ")[0])
        read = Reading((read.group.body,), shown, read.head, "")
    if place is not None and len(read.rows) > 1:
        read = at_level(read, _LEVEL_OF[place.level])
    unit, default = _unit(read, place, on), _default(read, place)
    told = "" if _is_told_by_name(unit, default, read) else fold(unit.name or unit.kind)
    key = f"{read.cores[0]} {told}".strip()
    return OfficeIdentity(
        key=key,
        name=_usual(read, unit, told),
        head=read.head,
        group=False,
        level=unit.level or None,
        place=(unit.name if unit.bare else "") or None,
    )


def _is_own(group: Group, place: Place | None) -> bool:
    """Whether "UBND cấp xã" stands in the document of a commune: then it is that commune's."""
    if place is None or not group.body:
        return False
    level = _LEVEL_OF[place.level]
    return group.key.endswith(f"cap {fold(level)}") and not group.qualifiers


def _containers(place: Place | None) -> list[_Unit]:
    """The document's unit and what contains it, the smallest first."""
    if place is None:
        return []
    found = [_named(place.name, _LEVEL_OF[place.level])]
    if place.district and place.level is not PlaceLevel.DISTRICT:
        found.append(_named(place.district, "huyện"))
    if place.province and place.level is not PlaceLevel.PROVINCE:
        found.append(_named(place.province, "tỉnh"))
    return found


@lru_cache(maxsize=8192)
def _named(name: str, level: str) -> _Unit:
    kind, bare = key_of(name)
    return _Unit(level, kind, bare, name)


def _default(read: Reading, place: Place | None) -> _Unit:
    """The unit of an office named without one: at its own level, else the document's."""
    around = _containers(place)
    if not read.level:
        return around[0] if around else _Unit("", "", "", "")
    return next((u for u in around if u.level == read.level), _Unit(read.level, "", "", ""))


def _unit(read: Reading, place: Place | None, on: dt.date | None) -> _Unit:
    if not (read.kind or read.bare):
        return _default(read, place)
    around = _containers(place)
    for unit in around:
        fits = unit.kind == read.kind or not read.kind
        if fits and read.bare in {"", unit.bare}:
            return unit
    if (one := _widest(read)) is not None:
        return one
    level = LEVELS.get(read.kind, "") or _city_level(read, on)
    written = _PARTY if read.party else _WRITTEN
    name = " ".join(filter(None, (written.get(read.kind, read.kind), _titled(read))))
    return _Unit(level, read.kind, read.bare, name)


@lru_cache(maxsize=8192)
def _widest(read: Reading) -> _Unit | None:
    """The unit that a name without a kind means: "Phú Yên" is a province before anything else."""
    if read.kind or not read.bare:
        return None
    found = [units().units[index].place for index in units().by_bare.get(read.bare, [])]
    for level in (PlaceLevel.PROVINCE, PlaceLevel.DISTRICT):
        names = {place.name for place in found if place.level is level}
        if names:
            return _named(names.pop(), _LEVEL_OF[level]) if len(names) == 1 else None
    return None


def _city_level(read: Reading, on: dt.date | None) -> str:
    if read.level:
        return read.level
    return "tỉnh" if read.kind == "thanh pho" and on is not None and on >= REFORM else ""


_WRITTEN = {
    "tinh": "tỉnh",
    "thanh pho": "thành phố",
    "huyen": "huyện",
    "quan": "quận",
    "thi xa": "thị xã",
    "xa": "xã",
    "phuong": "phường",
    "thi tran": "thị trấn",
    "dac khu": "đặc khu",
    "trung uong": "trung ương",
}


def _titled(read: Reading) -> str:
    """The unit's name as the tables write it, without its kind."""
    if not read.bare:
        return ""
    table = units()
    found = table.by_name.get((read.kind, read.bare)) or table.by_bare.get(read.bare, [])
    if not found:
        return read.bare.title()
    words = table.units[found[0]].place.name.split()
    return " ".join(words[-len(read.bare.split()) :])


def _is_told_by_name(unit: _Unit, default: _Unit, read: Reading) -> bool:
    """Whether the unit adds nothing to the office's name: the document's own, or a bare level."""
    if unit == default:
        return True
    return bool(read.level) and not unit.bare and unit.level in {"", read.level}


def _usual(read: Reading, unit: _Unit, told: str) -> str:
    """The printed name; bodies that every unit has are named with it."""
    if told or read.cores[0] in _OF_UNITS:
        return " ".join(filter(None, (read.name, unit.name)))
    return read.name


@lru_cache(maxsize=131_072)
def same(asked: str, given: str, *, place: Place | None = None) -> bool:
    """Whether `asked` (a question's words) means the office that a task calls `given`.

    place: of the document with the task; both names are read in it. A head counts as its office.
    A short form means the offices that are called so ("phòng tài chính": Phòng Tài chính - Kế
    hoạch). A name without a unit agrees with any unit's where its own level decides nothing; two
    units or levels never agree. A group is the same as itself only (see `covers`).
    """
    left, right = read_office(asked), read_office(given)
    if left.group is not None or right.group is not None:
        first, second = identify(asked, place=place), identify(given, place=place)
        return first.group == second.group and first.key == second.key
    if not set(left.cores) & set(right.cores):
        return False
    return _same_unit(left, right, place)


def _same_unit(left: Reading, right: Reading, place: Place | None) -> bool:
    bare = not (left.kind or left.bare), not (right.kind or right.bare)
    if all(bare):
        return True
    if any(bare) and (place is None or not (left.level or right.level)):
        return True
    first, second = _unit(left, place, None), _unit(right, place, None)
    if first.level and second.level and first.level != second.level:
        return False
    kinds = first.kind == second.kind or not (first.kind and second.kind)
    return kinds and (first.bare == second.bare or (place is None and not all(
        (first.bare, second.bare))))  # fmt: skip


def covers(group: str, office: str) -> bool:
    """Whether a group ("các phòng, ban") holds an office of that kind ("Phòng Nội vụ").

    False where `group` is one office or `office` is itself a group. For rows that say "also given
    to all", never to merge.
    """
    all_, one = read_office(group), read_office(office)
    if all_.group is None or one.group is not None:
        return False
    levels = frozenset(filter(None, (one.kind, fold(LEVELS.get(one.kind, "")))))
    return holds(all_.group, one.cores[0], levels)


def successors(name: str, *, place: Place | None = None) -> tuple[SuccessorFact, ...]:
    """Who took over from an office of `place` in 2025 and 2026, with the clause; () if none did.

    Source: reference/office_successors.csv and, for offices of merged units, the tables of units.
    """
    read = read_office(name)
    if read.group is not None and not _is_own(read.group, place):
        return ()
    office = identify(name, place=place)
    unit = _unit(read, place, None)
    told = unit.name if unit.bare else ""
    return successors_of(read.name, office.level or "", told, place, head=office.head)


def office_terms() -> Iterable[tuple[str, str]]:
    """(name, alias) of all listed offices, the name itself and short forms too, for suggestions."""
    for row in corpus.table("offices"):
        yield row["name"], row["name"]
        for alias in filter(None, f"{row['aliases']};{row['short']}".split(";")):
            yield row["name"], alias
