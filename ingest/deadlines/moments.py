"""Points and stretches of time named on the calendar, each with the last day it leaves.

"Quý II/2025", "tháng 02 năm 2025", "tuần 1 tháng 5", "giữa tháng 6", "6 tháng đầu năm". A week,
month, quarter, half-year or year ends with its last day. The beginning, middle and end of a month
and of a year are days by the Civil Code 2015, Article 146(2, 3): the 1st, the 15th and the last of
a month; 1 January, 30 June and 31 December of a year; a quarter is treated as its months are (its
first day, the 15th of its second month, its last day). Weeks of a month are counted from the 1st:
days 1-7, 8-14, 15-21 and 22-28. Of a span or a list ("Quý II, III/2025", "từ tháng 3 đến tháng
6/2025") the last part counts. All is read on folded text (`kg.folding.fold`).
"""

import calendar
import datetime as dt
import re
from collections.abc import Iterator

QUARTER = r"(?:i{1,3}|iv|[1-4])\b"
_YEAR = r"(?P<year>20\d\d)\b"
_OF_YEAR = rf"(?:\s?[/,.-]?\s?(?:nam )?{_YEAR})?"
_MONTH = r"(?P<month>1[0-2]|0?[1-9])(?!\d)"
ORDINAL = r"[1-4]|i{1,3}|iv|nhat|hai|ba|tu|dau(?: tien)?|cuoi(?: cung)?"
_PART = r"(?P<part>dau|giua|cuoi|thuong tuan|trung tuan|ha tuan)"
DAY = (
    r"(?:ngay )?(?P<day>\d{1,2})\s?(?:/|-|\.| thang )\s?(?P<month>\d{1,2})"
    r"(?:\s?(?:/|-|\.| nam )\s?(?P<year>20\d\d))?(?![/-]?\d)"
)
FORMS: tuple[tuple[str, str], ...] = (
    ("day", DAY),
    ("week", rf"tuan (?:le )?(?:thu )?(?P<week>{ORDINAL})(?: cua)? thang {_MONTH}{_OF_YEAR}"),
    (
        "month part",
        rf"{_PART}(?: cua)? thang {_MONTH}{_OF_YEAR}",
    ),
    ("quarter part", rf"(?P<part>dau|giua|cuoi) quy (?P<q>{QUARTER}){_OF_YEAR}"),
    (
        "quarter",
        rf"quy (?:{QUARTER}\s?(?:,|-|–|va|den)\s?(?:quy )?)*(?P<q>{QUARTER}){_OF_YEAR}",
    ),
    (
        "half",
        rf"(?:(?:6|06|sau) thang|nua) (?P<half>dau|cuoi)(?: cua)? nam(?: {_YEAR})?",
    ),
    ("month", rf"thang (?:\d{{1,2}}\s?(?:,|-|–|va)\s?(?:thang )?)*{_MONTH}{_OF_YEAR}"),
    ("month", rf"(?<![\d/]){_MONTH}/{_YEAR}"),
    ("year part", rf"(?P<part>dau|giua|cuoi) nam {_YEAR}"),
    ("years", rf"(?:giai doan |nam )?20\d\d\s?(?:-|–|—|den)\s?(?:nam )?{_YEAR}(?!/)"),
    ("year", rf"nam {_YEAR}"),
)
_COMPILED = tuple((form, re.compile(rf"\b{pattern}")) for form, pattern in FORMS)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_WEEKS = {"nhat": 1, "hai": 2, "ba": 3, "tu": 4, "dau": 1, "dau tien": 1} | _QUARTERS
_TEN_DAYS = {"dau": 1, "giua": 15, "cuoi": 31, "thuong tuan": 10, "trung tuan": 20, "ha tuan": 31}


def quarter(said: str) -> int:
    """The number of a quarter written in either way: "iii" and "3" are 3."""
    return _QUARTERS.get(said) or int(said)


def date(year: int, month: int, day: int) -> dt.date | None:
    """The day, or None where the calendar has no such day (31/02)."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def within(year: int, month: int, day: int = 31) -> dt.date | None:
    """A day of a month, at most its last one; None where there is no such month."""
    if not 1 <= month <= 12:
        return None
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def last_day(form: str, match: re.Match[str], plan_year: int | None) -> dt.date | None:
    """The last day of what a match of one of `FORMS` names; None without a year."""
    said = match.groupdict()
    year = int(said["year"]) if said.get("year") else plan_year
    if year is None:
        return None
    part = said.get("part") or ""
    if form == "day":
        return date(year, int(said["month"]), int(said["day"]))
    if form == "week":
        return within(year, int(said["month"]), _end_of_week(said["week"]))
    if said.get("month"):
        return within(year, int(said["month"]), _TEN_DAYS.get(part, 31))
    if said.get("q"):
        return _in_quarter(year, quarter(said["q"]), part)
    return _in_year(year, part or f"half {said.get('half')}")


def _in_year(year: int, part: str) -> dt.date:
    """The day of a part of the year; the last one of the whole and of its second half."""
    if part == "dau":
        return dt.date(year, 1, 1)
    return dt.date(year, 6, 30) if part in ("giua", "half dau") else dt.date(year, 12, 31)


def _end_of_week(said: str) -> int:
    return 31 if said.startswith("cuoi") else 7 * (_WEEKS.get(said) or int(said))


def _in_quarter(year: int, number: int, part: str) -> dt.date | None:
    if part == "dau":
        return dt.date(year, 3 * number - 2, 1)
    return within(year, 3 * number - 1, 15) if part == "giua" else within(year, 3 * number)


def moments(folded: str) -> Iterator[tuple[str, re.Match[str]]]:
    """(form, match) of every moment in folded text, in text order, none inside another."""
    found = [(form, match) for form, pattern in _COMPILED for match in pattern.finditer(folded)]
    found.sort(key=lambda pair: (pair[1].start(), -pair[1].end()))
    reached = 0
    for form, match in found:
        if match.start() >= reached:
            reached = match.end()
            yield form, match


def final_day(folded: str, plan_year: int | None) -> dt.date | None:
    """The last day of the last moment in a phrase ("từ tháng 3 đến tháng 6/2025": 30 June).

    "trước tháng 6" is the day before the month begins; "trước ngày 6/5" is that day itself.
    """
    found = list(moments(folded))
    if not found:
        return None
    form, match = found[-1]
    day = last_day(form, match, plan_year)
    months = {"month": 1, "quarter": 3, "year": 12}.get(form)
    if day is None or months is None or not folded[: match.start()].endswith("truoc "):
        return day
    first = day.month - months
    return within(day.year, first) if first else dt.date(day.year - 1, 12, 31)
