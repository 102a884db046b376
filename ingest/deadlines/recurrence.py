"""Recurring deadlines as recurrence rules (RFC 5545, section 3.3.10), without "RRULE:".

"trước ngày 30 tháng 11 hằng năm" is FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30, "hằng quý" is
FREQ=MONTHLY;INTERVAL=3. Of several rhythms ("định kỳ hằng quý, 6 tháng, năm") the most frequent
counts, with the day that stands beside it. A month, quarter or year without a day is due on its
last day where the words name it ("tháng 12 hằng năm"), and has no day where they do not.
"""

import re
from dataclasses import dataclass

from ingest.deadlines.moments import QUARTER, date, quarter
from kg.folding import fold

LEAP = 2024  # a year that has every day that any year has
_COUNTS = {"mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "chin": 9}
_COUNT = r"\d{1,2}|mot|hai|ba|bon|sau|chin"
_UNIT = r"ngay|tuan|thang|quy|nam"
_EACH = re.compile(rf"\b(?:h[ah]ng|moi|tung)\s(?:(?P<count>{_COUNT}) )?(?P<unit>{_UNIT})\b")
_EVERY = re.compile(  # "6 tháng/lần", "06 tháng một lần"
    rf"\b(?P<count>{_COUNT}) (?P<unit>{_UNIT})\s?(?:/|mot |1 |01 )\s?(?:0?1 |mot )?(?:lan|ky|dot)\b"
)
_TIMES = re.compile(  # "02 lần/năm"
    rf"\b(?P<times>{_COUNT}) (?:lan|ky|dot|buoi|cuoc)\s?(?:/|moi |trong )\s?(?:mot |0?1 )?"
    rf"(?P<unit>{_UNIT})\b"
)
_TIMES_AFTER = re.compile(  # "mỗi năm ít nhất 02 lần"
    rf"\b(?:h[ah]ng|moi) (?P<unit>{_UNIT})\s(?:it nhat |toi thieu |khoang )?(?P<times>{_COUNT})"
    r" (?:lan|ky|dot|buoi|cuoc)\b"
)
_LISTED = re.compile(r"\b(?:dinh ky|h[ah]ng|theo)\b")  # then "quý, 6 tháng, năm" are rhythms too
_ITEM = re.compile(
    r"(?:^|,|;|\bva|\bhoac|\bdinh ky|\btheo|\)) ?(?:dinh ky |h[ah]ng )?"
    r"(?:(?P<count>0?[36]|ba|sau) )?(?P<unit>tuan|thang|quy|nam)\b"
    r"(?! (?:\d|[iv]+\b|dau|cuoi|dinh|che|hoach|trinh|hoc))"
)
_OWN = re.compile(  # a day of each month or quarter, without "hằng"
    r"\bthang (?:dau|cuoi) (?:cua )?(?:moi |h[ah]ng )?quy\b(?! (?:i{1,3}|iv|[1-4])\b)"
    r"|\b\d{1,2} (?:cua )?thang (?:sau|ke tiep|lien ke)\b|\b\d{1,2} cua thang\b(?! \d)"
)
_WEEKDAY = re.compile(r"\bthu (?P<day>hai|ba|tu|nam|sau|bay|[2-7])\b")
_WEEKDAYS = {"hai": "MO", "ba": "TU", "tu": "WE", "nam": "TH", "sau": "FR", "bay": "SA"} | dict(
    zip("234567", ("MO", "TU", "WE", "TH", "FR", "SA"), strict=True)
)
_DAY_MONTH = re.compile(
    r"(?<![\d/])(?P<day>\d{1,2})\s?(?:/|-|\.| thang )\s?(?P<month>\d{1,2})(?![/\d])"
)
_MONTH = re.compile(r"\bthang (?P<month>1[0-2]|0?[1-9])\b")
_QUARTER = re.compile(rf"\bquy (?P<q>{QUARTER})")
_DAY = re.compile(
    r"(?:\bngay (?:mung )?|\b(?:truoc|nhat(?: la)?|den) )(?P<day>[0-3]?\d)\b(?!/| ngay| gio)"
)
_PART = re.compile(
    r"\b(?P<part>dau|giua|cuoi) (?:cua )?(?:h[ah]ng |moi |tung )?(?P<unit>thang|quy|nam)\b(?! hoc)"
)
_DATED = re.compile(r"\b20\d\d\b")
_MONTHS = {"thang": 1, "quy": 3, "nam": 12}


@dataclass(frozen=True, slots=True)
class _Rhythm:
    """How often: days between two times, roughly; unit and interval; where the words stand."""

    days: float
    unit: str
    every: int
    start: int
    end: int


def recurrence(words: str) -> str | None:
    """The rule of a deadline's words; None where they name no rhythm.

    >>> recurrence("trước ngày 15 hằng tháng")
    'FREQ=MONTHLY;BYMONTHDAY=15'
    >>> recurrence("định kỳ hằng quý, 6 tháng, năm")
    'FREQ=MONTHLY;INTERVAL=3'
    >>> recurrence("trước ngày 15/12/2025") is None
    True
    """
    folded = fold(words)
    rhythms = list(_rhythms(folded))
    if not rhythms:
        return None
    chosen = min(rhythms, key=lambda rhythm: rhythm.days)
    return _rule(chosen, _beside(folded, chosen, rhythms))


def _rhythms(folded: str) -> list[_Rhythm]:
    found = [_rhythm(match) for match in _EACH.finditer(folded)]
    found += [_rhythm(match) for match in _EVERY.finditer(folded)]
    found += [_rhythm(match) for match in _TIMES.finditer(folded)]
    found += [_rhythm(match) for match in _TIMES_AFTER.finditer(folded)]
    if _LISTED.search(folded):
        found += [_rhythm(match) for match in _ITEM.finditer(folded)]
    if not found and not _DATED.search(folded) and (own := _OWN.search(folded)):
        unit = "quy" if re.search(r"\b(?:dau|cuoi) (?:cua )?(?:\w+ )?quy\b", folded) else "thang"
        found.append(_Rhythm(30.0 * _MONTHS[unit], unit, 1, own.start(), own.end()))
    return found


def _rhythm(match: re.Match[str]) -> _Rhythm:
    said = match.groupdict()
    unit, every = said["unit"], _number(said.get("count"))
    times = _number(said.get("times"))
    if times > 1 and unit in _MONTHS and _MONTHS[unit] % times == 0:
        unit, every = "thang", _MONTHS[unit] // times
    elif times > 1 and unit == "thang":
        unit, every = "tuan", max(1, 4 // times)
    days = {"ngay": 1.0, "tuan": 7.0, "thang": 30.0, "quy": 91.0, "nam": 365.0}[unit] * every
    return _Rhythm(days, unit, every, match.start(), match.end())


def _number(said: str | None) -> int:
    if said is None:
        return 1
    return _COUNTS.get(said) or max(1, int(said))


def _beside(folded: str, chosen: _Rhythm, rhythms: list[_Rhythm]) -> str:
    """The words that tell the day of a rhythm: its bracket, or its part of a list."""
    if bracket := re.match(r"[^,;()]{0,12}\(([^()]*)\)", folded[chosen.end :]):
        return bracket[1]
    if len({rhythm.unit for rhythm in rhythms}) == 1:
        return folded
    start = max(folded.rfind(mark, 0, chosen.start) for mark in ",;)") + 1
    ends = [at for mark in ",;(" if (at := folded.find(mark, chosen.end)) >= 0]
    return folded[start : min(ends, default=len(folded))]


def _rule(rhythm: _Rhythm, beside: str) -> str:
    if rhythm.unit == "ngay":
        return _joined("DAILY", rhythm.every)
    if rhythm.unit == "tuan":
        days = sorted({_WEEKDAYS[m["day"]] for m in _WEEKDAY.finditer(beside)})
        return _joined("WEEKLY", rhythm.every, BYDAY=",".join(days))
    dated = [(int(m["month"]), int(m["day"])) for m in _DAY_MONTH.finditer(beside)]
    if dated and all(date(LEAP, month, day) for month, day in dated):
        months = ",".join(str(month) for month in sorted({month for month, _ in dated}))
        return _joined("YEARLY", 1, BYMONTH=months, BYMONTHDAY=str(dated[0][1]))
    return _monthly(rhythm, beside)


def _monthly(rhythm: _Rhythm, beside: str) -> str:
    if rhythm.unit == "nam":
        return _yearly(rhythm, beside)
    if rhythm.unit == "quy" and rhythm.every == 1:
        return _quarterly(beside)
    day = _day_of("thang", beside) if rhythm.unit == "thang" and rhythm.every == 1 else ""
    return _joined("MONTHLY", rhythm.every * _MONTHS[rhythm.unit], BYMONTHDAY=day)


def _quarterly(beside: str) -> str:
    """A day in the first or last month of each quarter names the months: no phase is left open."""
    day = _day_of("quy", beside)
    if not day:
        return _joined("MONTHLY", 3)
    first = re.search(r"dau (?:cua )?(?:moi |h[ah]ng )?quy", beside)
    return _joined("YEARLY", 1, BYMONTH="1,4,7,10" if first else "3,6,9,12", BYMONTHDAY=day)


def _yearly(rhythm: _Rhythm, beside: str) -> str:
    if named := _MONTH.search(beside):
        return _joined("YEARLY", rhythm.every, BYMONTH=str(int(named["month"])), BYMONTHDAY="-1")
    if named := _QUARTER.search(beside):
        month = str(3 * quarter(named["q"]))
        return _joined("YEARLY", rhythm.every, BYMONTH=month, BYMONTHDAY="-1")
    if (part := _PART.search(beside)) and part["unit"] == "nam":
        month, day = {"dau": ("1", "1"), "giua": ("6", "30"), "cuoi": ("12", "31")}[part["part"]]
        return _joined("YEARLY", rhythm.every, BYMONTH=month, BYMONTHDAY=day)
    return _joined("YEARLY", rhythm.every)


def _day_of(unit: str, beside: str) -> str:
    """The day of the month ("-1": the last), "" where none is said."""
    if (said := _DAY.search(beside)) and 1 <= int(said["day"]) <= 31:
        return str(int(said["day"]))
    part = _PART.search(beside)
    if part is None or part["unit"] not in (unit, "thang"):
        return ""
    return {"dau": "1", "giua": "15", "cuoi": "-1"}[part["part"]]


def _joined(freq: str, every: int, **parts: str) -> str:
    interval = [f"INTERVAL={every}"] if every > 1 else []
    said = [f"{name}={value}" for name, value in parts.items() if value]
    return ";".join([f"FREQ={freq}", *interval, *said])
