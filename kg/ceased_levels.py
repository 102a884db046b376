"""Whose body a name means: of a district that ended, or of a commune or province that goes on.

Rooms and offices of the three levels share their names ("Phòng Nội vụ", "Văn phòng HĐND và UBND").
The unit printed behind a name tells them apart; without one, in a document of a commune, so do the
offices that a commune has: Decree 150/2025/NĐ-CP, Article 15.
"""

import datetime as dt
import re
from typing import Final

from kg.capitals import UPPER
from kg.folding import fold
from kg.terms import PlaceLevel
from kg.units import Unit, units

_KINDS: Final = (
    r"huyện|quận|thị\s+xã|thành\s+phố|TP\b\.?|TX\b\.?|xã|phường|thị\s+trấn|đặc\s+khu|tỉnh"
)
_REST: Final = re.compile(  # of names that the table of ended bodies cuts short
    r"(?:\s*(?:,|-|–|&|\bvà\b)?\s*\b(?:phát triển nông thôn|PTNT|môi trường|đào tạo|ĐT|xã hội|XH"
    r"|thông tin|TT|khoa học|công nghệ|hạ tầng|đô thị|tôn giáo|binh)\b)+",
    re.IGNORECASE,
)
_NEXT: Final = r"(?:VÀ|PHÒNG|BAN|UBND|SỞ)\b"  # what follows a name in text all in capitals
_UNIT: Final = re.compile(  # its kind in any case; its name begins with a capital, as each word
    rf"(?i:(?:\s+(?:trực\s+)?thuộc|\s+của)?(?:\s+(?:UBND|[ỦU][ỷy]\s+ban\s+nhân\s+dân))?"
    rf"\s+(?:(?:các|cấp|từng|mỗi)\s+)?(?P<kind>{_KINDS})(?!(?<!\.)\w|\s+(?:hội|ủy|uỷ)\b))"
    rf"(?P<name>(?:(?:\s+|(?<=\.))(?!{_NEXT})(?:[{UPPER}]\w*|\d{{1,2}}\b)){{0,4}})",
)
_KIND_AT_END: Final = re.compile(rf"\s+(?:{_KINDS})$", re.IGNORECASE)
_DISTRICT: Final = frozenset({"huyen", "quan", "thi xa", "tx"})
_OF_COMMUNES: Final = re.compile(
    r"van phong\s+(?:hdnd|hoi dong nhan dan)\W+(?:va\s+)?(?:ubnd|uy ban nhan dan)"
    r"|phong\s+(?:kinh te\s*[,–-]?\s*ha tang|van hoa\s*[–-]\s*xa hoi)\b"
)


def name_end(text: str, end: int) -> int:
    """Where a name ends of which the table has the beginning ("Phòng Nông nghiệp")."""
    rest = _REST.match(text, end)
    return rest.end() if rest else end


def unit_behind(
    text: str, span: tuple[int, int], on: dt.date | None
) -> tuple[PlaceLevel | None, int]:
    """Level of the unit printed behind a name, and where it ends; None where none is printed.

    on: the document's day. "thành phố" alone says no level: with its name it was of a province or
    is one, by the table of units on that day.
    """
    end = name_end(text, span[1])
    kind = _KIND_AT_END.search(text, span[0], span[1]) if end == span[1] else None
    unit = _UNIT.match(text, kind.start() if kind else end)
    if unit is None:
        return None, end
    return _level(fold(unit["kind"]), unit["name"], on), unit.end()


def _level(kind: str, name: str, on: dt.date | None) -> PlaceLevel | None:
    kind = " ".join(kind.replace(".", "").split())
    if kind in _DISTRICT:
        return PlaceLevel.DISTRICT
    if kind == "tinh":
        return PlaceLevel.PROVINCE
    if kind in {"thanh pho", "tp"}:
        return _city(fold(name).split(), on)
    return PlaceLevel.COMMUNE


def _city(words: list[str], on: dt.date | None) -> PlaceLevel | None:
    """A city of this name: a province where one is on that day, else the district it was."""
    table = units()
    for count in range(len(words), 0, -1):
        found = table.by_name.get(("thanh pho", " ".join(words[:count])), [])
        known = [unit for index in found if _begun(unit := table.units[index], on)]
        standing = [unit for unit in known if on is None or unit.stands(on)]
        levels = {unit.place.level for unit in standing or known}
        if levels:
            return levels.pop() if len(levels) == 1 else None
    return None


def _begun(unit: Unit, on: dt.date | None) -> bool:
    return on is None or unit.since is None or unit.since <= on


def is_of_communes(text: str, start: int) -> bool:
    """Whether the name is that of an office which communes have since 1 July 2025."""
    return bool(_OF_COMMUNES.match(fold(text[start : start + 80])))
