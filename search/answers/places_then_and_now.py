"""Which unit a question on the reform of 1 July 2025 means, and what became of it.

Source: `kg.units` (the statistics office's table) and `kg.territories` (202/2025/QH15).
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.folding import fold, tokens
from kg.model import Place
from kg.terms import PlaceLevel
from kg.territories import TABLE, PlaceMatch, find_places, predecessors, successors
from kg.units import REFORM, Unit, key_of, units

_BEFORE: Final = REFORM - dt.timedelta(days=1)
_NAMED: Final = 6  # units of one name that a question is told of
_BACKWARDS: Final = re.compile(
    r"\b(?:(?:hinh thanh|thanh lap|lap|gop|nhap|hop nhat|sap nhap) (?:\w+ )?tu"
    r"|gom (?:\w+ )?(?:nhung|may|cac|bao nhieu) (?:xa|phuong|don vi|tinh|huyen)"
    r" (?:\w+ )?(?:cu|nao|nhap|truoc)"
    r"|truoc (?:kia|day) (?:la|thuoc)|ten cu)\b"
)
# Words that ask, and are some unit's name when typed so ("là gì", thị xã La Gi).
_ASKING: Final = re.compile(r"\b(?:là gì|la gi|văn bản|van ban|cũ|vậy ta|vay ta)\b", re.IGNORECASE)
_UP_TO: Final = re.compile(
    r"\b(?:sau|bay gio|hien nay|nay|gio|chu|cu|h|moi|sap nhap|sat nhap|nhap|hop nhat|doi|chia|tach"
    r"|giai the|tro thanh|hinh thanh|gom|con|thuoc|truoc|duoc|co)\b"
)
_GOES_ON: Final = re.compile(
    r"\s+(?:(?:huyen|quan|tinh|thanh pho|thi xa|tp)\b|(?:nay|gio|bay gio|hien|sau|cu|moi|truoc"
    r"|thuoc|la|ten|bi|da|duoc|se|co|con|o|cua|den|vao|voi|va|ve|theo|tu|ke|bo|giai the"
    r"|sap nhap|sat nhap|nhap|hop nhat|chia|tach|doi|tro|chuyen|hinh thanh|thanh lap|gom|lap|gop"
    r"|h|chu|dau|nao|gi|ai|don vi|khong|chua|thi|roi)\b)"
)
_INSTITUTIONS: Final = re.compile(
    r"\b(?:truong|dai hoc|benh vien|cong ty|doanh nghiep|tram|ban quan ly|trung tam|chi cuc|cuc"
    r"|hop tac xa|to dan pho|thon|ap|khu (?:pho|cong nghiep)|vien|nha may|cho|chua|cau|duong"
    r"|song)\b"
)
_COMMUNES: Final = frozenset({PlaceLevel.COMMUNE, PlaceLevel.WARD})


@dataclass(frozen=True, slots=True)
class Change:
    """One unit of before the reform and one of after. whole: all of the old went there.

    changed: name or province are others. made_from: all units from which the new one was made.
    """

    old: Place
    new: Place
    since: dt.date
    source: str
    whole: bool = True
    changed: bool = True
    made_from: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of a unit; backwards: from what a new one was made.

    sure: the question alone names the unit; else it is the only one of the library's places.
    """

    unit: Place
    changes: tuple[Change, ...]
    backwards: bool
    sure: bool


@dataclass(frozen=True, slots=True)
class Several:
    """Units among which a question does not tell."""

    units: tuple[Place, ...]

    def named(self) -> str:
        """The name with the units that bear it, as many as a reader takes in."""
        shown = "; ".join(_within(place) for place in self.units[:_NAMED])
        rest = len(self.units) - _NAMED
        more = f"; và {rest} nơi khác" if rest > 0 else ""
        return f"{self.units[0].name} có ở: {shown}{more}"


def full_name(place: Place) -> str:
    """A unit with what contains it: names of communes repeat across the country."""
    if place.level is PlaceLevel.PROVINCE:
        return place.name
    return ", ".join(filter(None, (place.name, place.district, place.province)))


def _within(place: Place) -> str:
    return ", ".join(filter(None, (place.district, place.province))) or place.name


def asked_place(text: str, folded: str, held: Sequence[Place]) -> Changed | Several | None:
    """The unit that a question (NFC; and its folded words) asks about, with what became of it.

    held: places of the library's documents, one of which a name means where several have it.
    """
    backwards = _BACKWARDS.search(folded) is not None
    named = _first_named(text, folded)
    if named is None:
        return None
    eras = (REFORM, _BEFORE) if backwards else (_BEFORE, REFORM)
    for day in eras:
        found = [unit for unit in named if unit.stands(day)]
        if not found:
            continue
        one, sure = _chosen(found, held)
        if one is None:
            return Several(tuple(unit.place for unit in found))
        return _told(one, made=day == REFORM, sure=sure)
    return None


def _chosen(found: Sequence[Unit], held: Sequence[Place]) -> tuple[Unit | None, bool]:
    """The only unit, or the only one of which the library holds documents."""
    if len(found) == 1:
        return found[0], True
    here = [unit for unit in found if any(_is(unit.place, place) for place in held)]
    return (here[0], False) if len(here) == 1 else (None, False)


def _is(unit: Place, place: Place) -> bool:
    inside = (place.district or unit.district, place.province or unit.province)
    return place.name == unit.name and inside == (unit.district, unit.province)


def _first_named(text: str, folded: str) -> list[Unit] | None:
    """All units, of any day, that the first place named may be."""
    spoken = _ASKING.sub(lambda match: " " * len(match[0]), text)
    matches = [m for m in find_places(spoken, asking=True) if typed_so(m)]
    if not matches:
        return _bare(folded)
    first, place = matches[0], matches[0].place
    if not _stands_alone(spoken, first, matches):
        return None
    wider = [other.place.name for other in matches[1:] if _is_wider(other.place, place)]
    everywhere = _of_name(key_of(first.raw), place) or _of_name(key_of(place.name), place)
    return _inside(everywhere, wider) or everywhere


def _stands_alone(text: str, match: PlaceMatch, matches: Sequence[PlaceMatch]) -> bool:
    """Whether a name is not part of a longer one ("xã Đông Tây", "Trường Đại học Cần Thơ")."""
    if _INSTITUTIONS.search(fold(text[: match.start])):
        return False
    rest = text[match.end :]
    if any(0 <= other.start - match.end <= 1 for other in matches):
        return True
    return not re.match(r"\s+\w", rest) or _GOES_ON.match(fold(rest)) is not None


def typed_so(match: PlaceMatch) -> bool:
    """Whether what is typed with diacritics is the name's own spelling."""
    typed = match.raw.lower().split()
    own = match.place.name.lower().split()[-len(typed) :]
    return match.raw.isascii() or typed == own or typed[-1].isdigit() or typed[-1] == own[-1]


def _is_wider(other: Place, place: Place) -> bool:
    order = {PlaceLevel.PROVINCE: 0, PlaceLevel.DISTRICT: 1}
    return order.get(other.level, 2) < order.get(place.level, 2)


def _of_name(key: tuple[str, str], place: Place) -> list[Unit]:
    table = units()
    kind, bare = key
    indexes = table.by_name.get((kind, bare), []) if kind else table.by_bare.get(bare, [])
    found = [table.units[index] for index in indexes]
    fitting = [unit for unit in found if unit.place.level is place.level]
    return fitting if not kind and fitting else found


def _inside(found: Sequence[Unit], names: Sequence[str]) -> list[Unit]:
    """Units that lie in all of the units named."""
    wanted = {key_of(name)[1] for name in names}
    return [unit for unit in found if wanted <= _around(unit.place)]


def _around(place: Place) -> set[str]:
    return {key_of(name)[1] for name in (place.district, place.province) if name}


def _bare(folded: str) -> list[Unit] | None:
    """Communes named without their kind at the head of a question: "nguyen giap gio thuoc ..."."""
    cut = _UP_TO.search(folded)
    words = " ".join(tokens(folded[: cut.start()])) if cut else ""
    table = units()
    found = [table.units[index] for index in table.by_bare.get(words, [])]
    return found or None


def _told(unit: Unit, *, made: bool, sure: bool) -> Changed:
    place = unit.place
    if made:
        olds = predecessors(place)
        source = TABLE if place.level in _COMMUNES else _act(unit)
        changes = tuple(
            Change(old, place, REFORM, source, changed=_other(old, place), made_from=olds)
            for old in olds
        )
        return Changed(place, changes, backwards=True, sure=sure)
    return Changed(place, tuple(_forward(unit)), backwards=False, sure=sure)


def _act(unit: Unit) -> str:
    return next((act for code, act in units().merged.values() if code == unit.code), TABLE)


def _other(old: Place, new: Place) -> bool:
    return (fold(old.name), fold(old.province or "")) != (
        fold(new.name),
        fold(new.province or ""),
    )


def _forward(unit: Unit) -> list[Change]:
    """The units that took over, the unit itself where it went on by its name."""
    table, old = units(), unit.place
    if old.level in _COMMUNES:
        return [
            _commune_change(old, table.units[table.new[PlaceLevel.COMMUNE, code]].place, share)
            for code, share in table.goes_to[unit.code]
        ]
    found = successors(old)
    if not found and old.level is PlaceLevel.PROVINCE:
        source = table.merged[unit.code][1] if unit.code in table.merged else TABLE
        made = predecessors(old)
        return [Change(old, old, REFORM, source or TABLE, changed=False, made_from=made)]
    return [Change(old, s.place, s.since, s.source, whole=s.whole) for s in found]


def _commune_change(old: Place, new: Place, share: str) -> Change:
    return Change(
        old,
        new,
        REFORM,
        TABLE,
        whole=share != "part",
        changed=_other(old, new),
        made_from=predecessors(new),
    )
