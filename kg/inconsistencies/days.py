"""Days that no calendar has: 32/01/2026, 31/4/2026, "ngày 30 tháng 02", 29/02/2025, "tháng 13".

Days are written by Decree 30/2020/NĐ-CP, Appendix I, II.4: "ngày … tháng … năm …" or in figures.
What only looks like a day is left out: numbers of documents, items of a list, addresses, fractions
(a day without its year has the word "ngày" before it), and days of the moon's calendar, whose
months all may have thirty.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kg.folding import fold
from kg.inconsistencies.model import Found, Inconsistency, Searched
from kg.inconsistencies.spots import at_span
from kg.terms import Certainty, InconsistencyKind

TWELVE_MONTHS: Final = "twelve_months"
_MONTHS: Final = 12
_SHOWN: Final = 4  # places at which one day is shown
_LEAP: Final = 2000  # a year in which February has all the days that it can have
_LOOKED: Final = 60  # letters before and behind a day that tell what it is
_LIKE_A_DAY: Final = 39  # up to which bare figures are a day mistyped, and no part of a number
_FIGURES: Final = re.compile(
    r"(?<![\d/])(?P<day>\d{1,2})(?:(?P<joint>\s?/\s?)|(?P<tight>[.-]))(?P<month>\d{1,2})"
    r"(?(joint)\s?/\s?|(?P=tight))(?P<year>(?:19|20|21)\d\d)(?!\d|\s?/\s?\w|\.\d|-\s?[a-z])"
)
_SHORT: Final = re.compile(
    r"(?<![\d/.])(?P<day>\d{1,2})(?P<joint>[/-])(?P<month>\d{1,2})(?:(?P=joint)(?P<year>\d\d))?"
    r"(?!\d|\s?/\s?\w|[.,]\d|-\s?[a-z]|\s?%)"
)
_WORDS: Final = re.compile(
    r"(?<![\d/.])(?P<day>\d{1,2})\s{1,3}thang\s{1,3}(?P<month>\d{1,2})"
    r"(?:\s{0,3},?\s{0,3}nam\s{1,3}(?P<year>(?:19|20|21)\d\d))?(?![\d/])"
)
_MONTH: Final = re.compile(
    r"\bthang\s{1,3}(?P<month>\d{1,2})(?:\s?/\s?|\s{1,3}nam\s{1,3})(?P<year>(?:19|20|21)\d\d)"
    r"(?!\d|\s?/\s?\w|-\s?[a-z])"
)
_PAID: Final = re.compile(r"(?:\d|\b(?:luong|thuong|hang|moi|mot|ca|tron))\s+$")
_RUN: Final = (  # days before this one that share its word: "ngày 28, 29 và 31/4"
    r"(?:\d{1,2}(?:/\d{1,2}(?:/\d{4})?)?\s{0,2}(?:,|;|-|–|—|va|den|hoac)\s{0,2}"
    r"(?:het\s|ngay\s{1,2})?)*$"
)
_SAID_DAY: Final = re.compile(rf"(?<![a-z])ngay\s{{1,3}}{_RUN}")
_LIMIT: Final = re.compile(r"\b(?:truoc|cham nhat(?: la)?|thoi han|han chot|den het)\s{1,3}$")
_HEADED: Final = re.compile(r"\b(?:ngay|truoc|den|tu|han|sinh)\b[^\d\n]{0,24}$")
_NUMBERED: Final = re.compile(
    r"(?:\b(?:so|sh|so hieu|ky hieu|ma|ma so|dieu|khoan|diem|muc|tiet|to|thua|lo|nha|hem|ngo|ngach"
    r"|kiet|duong|tcvn|qcvn|iso|dt|tel|fax|dien thoai|hotline|tai khoan|stk"
    # Kinds of documents, but no report: "báo cáo 31/4/2026" says when.
    r"|luat|nghi quyet|nghi dinh|quyet dinh|chi thi|thong tu|ke hoach|cong van|to trinh|thong bao"
    r"|ket luan|huong dan|hop dong|van ban|nq|nd|qd|ct|tt|ttlt|kh|cv|ttr|tb|kl|hd|vb)"
    r"\s?[:.]?\s{0,2}|[a-z_@+=][-–]?|\d[.,])$"
)
_MOON: Final = re.compile(
    r"\b(?:am lich|nong lich|al)\b|\bnam\s+(?:giap|at|binh|dinh|mau|ky|canh|tan|nham|quy)\s+"
    r"(?:ty|ti|suu|dan|mao|thin|ngo|mui|than|dau|tuat|hoi)\b"
)
_TIME: Final = re.compile(r",?\s{1,2}\d{1,2}:\d\d:\d\d")
_MOON_DAYS: Final = 30
_PUT_RIGHT: Final = re.compile(  # a day that the text itself corrects
    r"dinh chinh|\b(?:ghi|in|viet|danh may|soan) (?:nham|sai)|\bthay (?:the )?(?:cum )?tu\b"
)


@dataclass(frozen=True, slots=True)
class _Day:
    """Figures that name no day. start, end: in the clean text. month, year: 0 where not said."""

    start: int
    end: int
    day: int
    month: int
    year: int


def impossible_days(searched: Searched) -> Found:
    """IMPOSSIBLE_DAY: one finding for each day that no calendar has, with the places it stands at.

    note: how many days that month has, or `TWELVE_MONTHS` where the month itself is none.
    """
    source, found = searched.source, dict[tuple[int, int, int], list[_Day]]()
    for day in impossible_in(source.text):
        found.setdefault((day.day, day.month, day.year), []).append(day)
    for places in found.values():
        readings = tuple(at_span(source, day.start, day.end) for day in places[:_SHOWN])
        sure = Certainty.LIKELY if _may_be_misread(searched, places[0]) else Certainty.CERTAIN
        kind, note = InconsistencyKind.IMPOSSIBLE_DAY, _note(places[0])
        yield Inconsistency(kind, readings[0].value, readings, sure, note=note)


def _may_be_misread(searched: Searched, found: _Day) -> bool:
    """Whether a program read the figures from a page: then they may stand otherwise on paper."""
    line = searched.source.line_at(found.start)
    return searched.damaged or bool(line.pieces) or line.confidence < 1.0


def _note(found: _Day) -> str | None:
    if not 1 <= found.month <= _MONTHS:
        return TWELVE_MONTHS
    return str(_length(found.month, found.year)) if found.day else None


def _length(month: int, year: int) -> int:
    """Days of a month; of February without a year those that it can have."""
    return monthrange(year or _LEAP, month)[1]


def impossible_in(text: str) -> Iterator[_Day]:
    """Days of a text (NFC) that no calendar has, in text order. Linear in its length."""
    folded = fold(text)
    found = [
        day
        for pattern, is_one in (
            (_FIGURES, _is_in_figures),
            (_SHORT, _is_short),
            (_WORDS, _is_in_words),
            (_MONTH, _is_month),
        )
        for match in pattern.finditer(folded)
        if _is_none(day := _day(match)) and is_one(match, day) and not _excused(match, day)
    ]
    last = 0
    for day in sorted(found, key=lambda one: (one.start, -one.end)):
        if day.start >= last:
            yield day
            last = day.end


def _day(match: re.Match[str]) -> _Day:
    """Figures as numbers. A year of two figures is of this century; a month alone has a day."""
    said = match.groupdict()
    year = int(said["year"] or 0)
    year += 2000 if 0 < year < 100 else 0
    return _Day(match.start(), match.end(), int(said.get("day") or 1), int(said["month"]), year)


def _is_none(found: _Day) -> bool:
    """Whether no calendar has it. Zeros for both are a form that is to be filled in."""
    if not found.day and not found.month:
        return False
    if not 1 <= found.month <= _MONTHS:
        return True
    return not 1 <= found.day <= _length(found.month, found.year)


def _before(match: re.Match[str]) -> str:
    return match.string[max(0, match.start() - _LOOKED) : match.start()]


def _is_in_figures(match: re.Match[str], found: _Day) -> bool:
    """With the word "ngày"; without it where the figures can be nothing but a day."""
    before = _before(match)
    if _SAID_DAY.search(before):
        return True
    if _NUMBERED.search(before) or max(found.day, found.month) > _LIKE_A_DAY:
        return False
    if match["joint"]:
        return True
    return found.month <= _MONTHS and not before.endswith("-") and bool(_HEADED.search(before))


def _is_short(match: re.Match[str], found: _Day) -> bool:
    """31/4 without a year, or with two figures of it: only behind "ngày", "trước", "chậm nhất"."""
    before = _before(match)
    if found.day > _LIKE_A_DAY or (not found.year and not 1 <= found.month <= _MONTHS):
        return False
    if match["joint"] == "-" and not found.year:  # "ngày 31-5" may be two days of a month
        return False
    return bool(_SAID_DAY.search(before) or _LIMIT.search(before))


def _is_in_words(match: re.Match[str], _found: _Day) -> bool:
    """Behind "ngày": "36 tháng 6 ngày" is a span of time."""
    return bool(_SAID_DAY.search(_before(match)))


def _is_month(match: re.Match[str], found: _Day) -> bool:
    """Not the thirteenth month of wages; nor a number behind "hằng tháng"."""
    return found.month > 0 and not _PAID.search(_before(match))


def _excused(match: re.Match[str], found: _Day) -> bool:
    """Whether the day is one of the moon's calendar, or one that the text itself puts right.

    Or the stamp of a program that puts the month first: "12/31/2025 3:20:15 PM".
    """
    if found.day <= _MONTHS and _TIME.match(match.string, match.end()):
        return True
    around = match.string[max(0, match.start() - _LOOKED) : match.end() + _LOOKED]
    moon = found.day <= _MOON_DAYS and 1 <= found.month <= _MONTHS and _MOON.search(around)
    return bool(moon or _PUT_RIGHT.search(around))
