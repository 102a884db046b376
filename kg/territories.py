"""Places named in texts: which unit is meant, what contains it, and what became of it.

On 1 July 2025 63 provinces became 34, districts were abolished, and 10,033 communes became 3,321.
Source: Resolution 202/2025/QH15 and the 34 resolutions on communes of 16 June 2025, by the
statistics office's table (see reference/README.md).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from kg.folding import fold
from kg.gazetteer import Gazetteer, NameMatch, Syllable, looks_damaged, syllables
from kg.model import Place
from kg.terms import PlaceLevel
from kg.units import REFORM, SHORT_KINDS, Unit, key_of, units

TABLE = "Bảng chuyển đổi đơn vị hành chính cấp xã của cơ quan thống kê (01/7/2025)"
COMMUNE_LEVELS = frozenset({PlaceLevel.COMMUNE, PlaceLevel.WARD})
# what may stand between a place and the place that contains it: "xã A, huyện B, tỉnh C"
LINKS = frozenset({",", "thuoc", "-", "("})


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """A place in a text; `text[start:end] == raw`.

    place: the one unit that name and text allow; where several fit, `code` and what contains the
    place are None.
    """

    start: int
    end: int
    raw: str
    place: Place


@dataclass(frozen=True, slots=True)
class Succession:
    """One unit that took over from another.

    whole: all of the old unit went there; else a part of it. source: table or resolution.
    """

    place: Place
    since: dt.date
    whole: bool
    source: str


@lru_cache(maxsize=2)
def _names(*, bare: bool) -> tuple[Gazetteer, tuple[str, ...]]:
    """Names with kind (and, `bare`, names of provinces and districts without)."""
    printed: dict[str, None] = {}
    for unit in units().units:
        printed.setdefault(unit.place.name)
        if bare and unit.place.level not in COMMUNE_LEVELS:
            words = unit.place.name.split()
            kind = 1 if fold(words[0]) in {"tinh", "huyen", "quan"} else 2
            if not words[kind].isdigit() and len(words) > kind + 1:
                printed.setdefault(" ".join(words[kind:]))
    names = tuple(printed)
    forms = [(form, index) for index, name in enumerate(names) for form in _forms(name)]
    return Gazetteer(forms), names


def _forms(name: str) -> Iterable[str]:
    """A name and its short forms: "thành phố Gò Công", "TP Gò Công"."""
    yield name
    for short, long in SHORT_KINDS.items():
        if fold(name).startswith(long + " "):
            yield f"{short} {name[len(long) + 1 :]}"
    if name == "thành phố Hồ Chí Minh":
        yield from ("TPHCM", "TP.HCM", "TP HCM")
    last = name.rsplit(" ", 1)
    if last[1].isdigit() and len(last[1]) == 1:
        yield f"{last[0]} 0{last[1]}"


def find_places(text: str, *, asking: bool = False, on: dt.date | None = None) -> list[PlaceMatch]:
    """Places of `text` (NFC) with their kind ("xã Nguyên Giáp"), in text order.

    on: the text's day, where known; only units in being on it are meant.
    asking: also provinces and districts named without their kind ("tiền giang"), for questions.
    """
    stream = syllables(text)
    gazetteer, names = _names(bare=asking)
    fuzzy = looks_damaged(text) and not asking
    spans: list[tuple[int, int, str]] = []
    position = 0
    while position < len(stream):
        match = gazetteer.match(stream, position, fuzzy=fuzzy)
        if match is None or not _printed_as_name(text, stream, match, names[match.name], asking):
            position += 1
            continue
        spans.append((match.first, match.last, names[match.name]))
        position = match.last
    return [_place(text, stream, spans, at, on) for at in range(len(spans))]


def _printed_as_name(
    text: str,
    stream: list[Syllable],
    match: NameMatch,
    name: str,
    asking: bool,  # noqa: FBT001
) -> bool:
    """Whether the match is printed as a proper name is: "xã hội Thanh" is no commune.

    The words behind the kind have capitals or are numbers, all on one line or one break.
    """
    kind, bare = key_of(name)
    proper = stream[match.last - len(bare.split()) : match.last]
    gaps = [
        text[left.end : right.start] for left, right in pairwise(stream[match.first : match.last])
    ]
    broken = sum(gap.count("\n") for gap in gaps)
    if broken > 1 or any(gap.strip(" \t\n\u00a0-–—.") for gap in gaps):
        return False
    if asking:
        return True
    capital = [text[syllable.start].isupper() or syllable.text.isdigit() for syllable in proper]
    if not all(capital) and len(proper) < 3:
        return False
    if len(proper) == 1:
        kind_printed = text[stream[match.first].start]
        exact = match.cost == 0 or (kind_printed.isupper() and bare.isdigit())
        return broken == 0 and exact and bool(kind)
    return capital[0]


def _place(
    text: str,
    stream: list[Syllable],
    spans: list[tuple[int, int, str]],
    at: int,
    on: dt.date | None,
) -> PlaceMatch:
    first, last, name = spans[at]
    containers: list[str] = []
    behind = last
    for following, following_last, container in spans[at + 1 : at + 3]:
        if any(syllable.text not in LINKS for syllable in stream[behind:following]):
            break
        containers.append(container)
        behind = following_last
    start, end = stream[first].start, stream[last - 1].end
    return PlaceMatch(start, end, text[start:end], _within(name, containers, on))


def _within(name: str, containers: list[str], on: dt.date | None) -> Place:
    """The unit `name` inside `containers`; without code where that does not decide."""
    units_of_name = [unit for unit in _candidates(name) if on is None or unit.stands(on)]
    units_of_name = units_of_name or _candidates(name)
    fitting = [unit for unit in units_of_name if _inside(unit, containers)]
    one = _only(fitting)
    if one is not None:
        return one.place
    levels = {unit.place.level for unit in units_of_name}
    level = next(iter(levels)) if len(levels) == 1 else PlaceLevel.COMMUNE
    district = next((c for c in containers if _level(c) is PlaceLevel.DISTRICT), None)
    province = next((c for c in containers if _level(c) is PlaceLevel.PROVINCE), None)
    return Place(name, level, district, province)


def _level(name: str) -> PlaceLevel | None:
    levels = {unit.place.level for unit in _candidates(name)}
    return next(iter(levels)) if len(levels) == 1 else None


def _candidates(name: str) -> list[Unit]:
    table = units()
    kind, bare = key_of(name)
    if kind:
        return [table.units[index] for index in table.by_name.get((kind, bare), [])]
    found = [table.units[index] for index in table.by_bare.get(bare, [])]
    for level in (PlaceLevel.PROVINCE, PlaceLevel.DISTRICT):  # a bare name means the widest
        if any(unit.place.level is level for unit in found):
            return [unit for unit in found if unit.place.level is level]
    return found


def _inside(unit: Unit, containers: Iterable[str]) -> bool:
    own = {key_of(name) for name in (unit.place.district, unit.place.province) if name}
    bare = {name for _, name in own}
    for container in containers:
        kind, name = key_of(container)
        if (kind, name) not in own and (kind or name not in bare):
            return False
    return True


def _only(found: list[Unit]) -> Unit | None:
    """The one unit; where all are one place at different times, the latest."""
    if len(found) == 1:
        return found[0]
    standing = [unit for unit in found if unit.until is None]
    higher = [unit for unit in standing if unit.place.level is PlaceLevel.PROVINCE]
    if len(higher) == 1:
        return higher[0]
    if found and {unit.place.level for unit in found} == {PlaceLevel.PROVINCE}:
        return max(found, key=lambda unit: unit.since or dt.date.min)
    if len(standing) == 1 and len(found) == 2:
        before = next(unit for unit in found if unit.until is not None)
        if standing[0].code in {new for new, _ in units().goes_to.get(before.code, ())}:
            return standing[0]
    return None


def resolve_place(
    name: str,
    *,
    district: str | None = None,
    province: str | None = None,
    on: dt.date | None = None,
) -> Place | None:
    """The one unit that `name` means; None where none or several fit.

    district, province: containing units, with or without their kind. on: a day on which the unit
    was in being; without it, a unit that still stands is preferred to one that was merged away.

    >>> resolve_place("Phường 5") is None
    True
    """
    found = [unit for unit in _candidates(name) if on is None or unit.stands(on)]
    fitting = [unit for unit in found if _inside(unit, filter(None, (district, province)))]
    one = _only(fitting)
    return one.place if one else None


def province_of(place: Place, *, on: dt.date | None = None) -> Place | None:
    """The province that contains `place` (itself for a province)."""
    if place.level is PlaceLevel.PROVINCE:
        return resolve_place(place.name, on=on) or place
    return resolve_place(place.province, on=on) if place.province else None


def _before(place: Place) -> Unit | None:
    """The unit as it was before the reform, None where `place` was not or is ambiguous."""
    day = REFORM - dt.timedelta(days=1)
    found = [unit for unit in _candidates(place.name) if unit.stands(day)]
    found = [unit for unit in found if unit.place.level is place.level]
    fitting = [unit for unit in found if _inside(unit, filter(None, (place.district,
               place.province if place.level is not PlaceLevel.PROVINCE else None)))]  # fmt: skip
    return fitting[0] if len(fitting) == 1 else None


def successors(place: Place) -> tuple[Succession, ...]:
    """The units that took over from `place` on 1 July 2025; () where it went on by its name.

    Also () where the unit is unknown or ambiguous: complete it with `resolve_place` first. A
    district's successors are the new communes on its land, none of which is its heir as an office.
    """
    unit = _before(place)
    if unit is None:
        return ()
    if place.level is PlaceLevel.PROVINCE:
        return _province_successors(unit)
    if place.level is PlaceLevel.DISTRICT:
        return _district_successors(unit)
    found = [_succession(new, share) for new, share in units().goes_to[unit.code]]
    kept = [s for s in found if _same(s.place, unit.place)]
    return () if kept and len(found) == 1 and kept[0].whole else tuple(found)


def _same(new: Place, old: Place) -> bool:
    return fold(new.name) == fold(old.name) and fold(new.province or "") == fold(old.province or "")


def _province_successors(unit: Unit) -> tuple[Succession, ...]:
    table = units()
    code, act = table.merged[unit.code]
    new = next(
        u.place for u in table.units if u.code == code and u.since == REFORM and not u.district
        and u.place.level is PlaceLevel.PROVINCE
    )  # fmt: skip
    if fold(new.name) == fold(unit.place.name):
        return ()
    return (Succession(new, REFORM, whole=True, source=act),)


def _merged_into(code: str) -> list[str]:
    return [old for old, (new, _) in units().merged.items() if new == code]


def _district_successors(unit: Unit) -> tuple[Succession, ...]:
    table = units()
    codes = [u.code for u in table.units if u.district == unit.code and u.place.district]
    shares: dict[str, None] = {}
    for code in [*codes, f"district {unit.code}"]:
        for new, _ in table.goes_to.get(code, ()):
            shares.setdefault(new)
    whole = len(shares) == 1
    return tuple(replace(_succession(new, "part"), whole=whole) for new in shares)


def _succession(new: str, share: str) -> Succession:
    table = units()
    place = table.units[table.new[PlaceLevel.COMMUNE, new]].place
    return Succession(place, REFORM, share != "part", TABLE)


def predecessors(place: Place) -> tuple[Place, ...]:
    """The units from which a unit of after 1 July 2025 was made, itself included if it was one."""
    table = units()
    found = [
        u for u in _candidates(place.name) if u.stands(REFORM) and u.place.level is place.level
    ]
    found = [u for u in found if place.province is None or _inside(u, [place.province])
             or place.level is PlaceLevel.PROVINCE]  # fmt: skip
    if len(found) != 1:
        return ()
    code = found[0].code
    if place.level is PlaceLevel.PROVINCE:
        return tuple(
            table.units[table.old[PlaceLevel.PROVINCE, old]].place for old in _merged_into(code)
        )
    return tuple(
        table.units[table.old[PlaceLevel.COMMUNE, old]].place
        for old, targets in table.goes_to.items()
        if any(new == code for new, _ in targets) and (PlaceLevel.COMMUNE, old) in table.old
    )
