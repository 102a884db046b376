"""Administrative units before and after 1 July 2025, and what became of each.

Source: reference/provinces.csv, districts.csv, communes.csv.gz, crosswalk_2025.csv.gz, made by
corpus/build/places.py from the statistics office's table. Loaded when first asked for.
"""

import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache

import corpus
from kg.folding import fold
from kg.model import Place
from kg.terms import PlaceLevel

REFORM = dt.date(2025, 7, 1)
KIND = re.compile(
    r"(tinh|thanh pho|thu do|thi xa|thi tran|dac khu|huyen|quan|xa|phuong|t[pxt]\.?)\s+(?=\S)"
)
SHORT_KINDS = {"tp": "thanh pho", "tx": "thi xa", "tt": "thi tran", "thu do": "thanh pho"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with its days: in being on [since, until). district, province: their codes."""

    place: Place
    code: str
    district: str
    province: str
    since: dt.date | None
    until: dt.date | None

    def stands(self, on: dt.date) -> bool:
        """Whether the unit was in being on that day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


@dataclass(frozen=True)
class Units:
    """All units. by_name: (folded kind, folded bare name); by_bare: bare name alone."""

    units: tuple[Unit, ...]
    by_name: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    by_bare: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    old: dict[tuple[PlaceLevel, str], int] = field(default_factory=dict)
    new: dict[tuple[PlaceLevel, str], int] = field(default_factory=dict)
    merged: dict[str, tuple[str, str]] = field(default_factory=dict)  # old code: successor, act
    goes_to: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))


def key_of(name: str) -> tuple[str, str]:
    """Folded kind ("" if none) and bare name: "TP. Gò Công" -> ("thanh pho", "go cong").

    >>> key_of("Phường  05"), key_of("Gò Công")
    (('phuong', '5'), ('', 'go cong'))
    """
    folded = " ".join(fold(name).replace("-", " ").split())
    match = KIND.match(folded)
    kind = match[1].rstrip(".") if match else ""
    bare = folded[match.end() :] if match else folded
    if bare.isdigit():
        bare = bare.lstrip("0") or "0"
    return SHORT_KINDS.get(kind, kind), bare


def known_name(name: str) -> str | None:
    """`name` as the tables write it, None where no unit before or after the reform has it."""
    table = units()
    found = table.by_name.get(key_of(name))
    return table.units[found[0]].place.name if found else None


def level_of(name: str) -> PlaceLevel:
    """Level of a commune-level unit by its kind."""
    return PlaceLevel.WARD if name.lower().startswith("phường") else PlaceLevel.COMMUNE


@lru_cache(maxsize=1)
def units() -> Units:
    """The tables, joined. Some 14,000 units; takes a fraction of a second, once."""
    provinces, acts = _provinces()
    names = {
        "old": {unit.code: unit.place.name for unit in provinces if unit.since is None},
        "new": {unit.code: unit.place.name for unit in provinces if unit.since == REFORM},
    }
    districts = [
        Unit(
            Place(row["name"], PlaceLevel.DISTRICT, None, names["old"][row["province"]],
                  row["code"]),
            row["code"], row["code"], row["province"], None, REFORM,
        )
        for row in corpus.table("districts")
    ]  # fmt: skip
    district_names = {unit.code: unit.place.name for unit in districts}
    communes = [_commune(row, names, district_names) for row in corpus.table("communes.csv.gz")]
    table = Units((*provinces, *districts, *communes))
    for index, unit in enumerate(table.units):
        kind, bare = key_of(unit.place.name)
        table.by_name[kind, bare].append(index)
        table.by_bare[bare].append(index)
        era = table.old if unit.until == REFORM else table.new
        level = unit.place.level
        era[PlaceLevel.COMMUNE if level is PlaceLevel.WARD else level, unit.code] = index
    table.merged.update(acts)
    for row in corpus.table("crosswalk_2025.csv.gz"):
        table.goes_to[row["old"]].append((row["new"], row["share"]))
    return table


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _provinces() -> tuple[list[Unit], dict[str, tuple[str, str]]]:
    """Units, and of each old code the successor's code and the resolution."""
    rows = corpus.table("provinces")
    found = [
        Unit(
            Place(row["name"], PlaceLevel.PROVINCE, None, row["name"], row["code"]),
            row["code"], "", row["code"], _day(row["since"]), _day(row["until"]),
        )
        for row in rows
    ]  # fmt: skip
    act = {row["code"]: row["resolution"] for row in rows if row["since"] == str(REFORM)}
    successors = {
        row["code"]: (row["successor"], act[row["successor"]])
        for row in rows
        if row["era"] == "old"
    }
    return found, successors


def _commune(
    row: dict[str, str], provinces: dict[str, dict[str, str]], districts: dict[str, str]
) -> Unit:
    old = row["era"] == "old"
    place = Place(
        row["name"],
        level_of(row["name"]),
        districts[row["district"]] if old else None,
        provinces[row["era"]][row["province"]],
        row["code"],
    )
    since, until = (None, REFORM) if old else (REFORM, None)
    return Unit(place, row["code"], row["district"], row["province"], since, until)
