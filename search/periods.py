"""Periods of time that a question names: "trước tháng 6/2025", "quý này", "đã quá hạn".

Both ends are inclusive days. "Trước tháng 6/2025" ends on 31 May; "trước ngày 15/12" on 14
December, except that a task "due before 15/12" is due by then: callers compare with `<=`.
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_DAY: Final = (
    r"(?:ngay )?(\d{1,2}) ?(?:/|-|\.| thang ) ?(\d{1,2})"
    r"(?: ?(?:/|-|\.| nam ) ?(20\d\d|2\d(?!\d)))?(?!\d|/)"
)
_MONTH: Final = r"(?:thang )(\d{1,2})(?: ?(?:/|-| nam | ) ?(20\d\d))?(?!\d|/)"
_SLASHED: Final = r"(?<!\d)(\d{1,2})/(20\d\d)(?!\d|/)"
_QUARTER: Final = r"quy (iv|iii|ii|i|[1-4])\b(?: ?(?:/|-| nam | ) ?(20\d\d))?"
_HALF: Final = r"(?:6|sau|06) thang (dau|cuoi) nam(?: (20\d\d))?"
_YEAR: Final = r"(?:nam )?(20\d\d)\b(?!/)"
# "Nghị định 11/2019", "quyết định 5/2024/QĐ-UBND": a document's number is no month.
_NUMBERED: Final = re.compile(
    r"\b(?:nghi dinh|nghi quyet|quyet dinh|thong tu|luat|chi thi|ke hoach|van ban|so) "
    r"(?:so )?\d+/20\d\d\S*|\b\d+/20\d\d/[a-z]\S*"
)
_FROM: Final = r"(?<!dien )\btu(?: (?:ngay|dau|het))? $"  # "từ", not "điện tử"
_RELATIVE: Final = r"(hom nay|tuan (?:nay|sau|toi)|(?:thang|quy|nam) (?:nay|sau|toi|truoc|ngoai))"


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last`, both included; None where that side is open."""

    first: dt.date | None = None
    last: dt.date | None = None

    def has(self, day: dt.date) -> bool:
        """Whether a day lies in the period."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def period_in(folded: str, on: dt.date) -> Period | None:
    """The period that a folded question names, seen from the day `on`; None where none is.

    >>> period_in("phai xong truoc thang 6/2025", dt.date(2026, 1, 1)).last
    datetime.date(2025, 5, 31)
    >>> period_in("den han trong quy ii", dt.date(2025, 1, 1))
    Period(first=datetime.date(2025, 4, 1), last=datetime.date(2025, 6, 30))
    """
    if re.search(r"\b(?:(?:da|bi|dang)? ?(?:qua|tre|cham) han|het han (?:roi|chua))\b", folded):
        return Period(last=on - dt.timedelta(days=1))
    said = _NUMBERED.sub(" ", folded)
    found = _spans(said, _in_year(said, on))
    if not found:
        return None
    between = said[found[0][0] : found[1][0]] if len(found) > 1 else ""
    if re.search(_FROM, said[: found[0][0]]) and re.search(r"\b(?:den|toi)\b", between):
        return _from_to(found[0][1], found[1][1])
    exact = [item for item in found if not _is_year(item[1])]  # "kế hoạch năm 2025 … 30/6"
    where, whole = (exact or found)[0]
    return _bounded(said[max(0, where - 24) : where], whole)


def _in_year(folded: str, on: dt.date) -> dt.date:
    """The day from which days without a year are read: in the only year named, if one is.

    A law's year is not the year of a day; "tháng này" is the month of `on` whatever is named.
    """
    years = set(re.findall(r"(?<!\d)20\d\d(?!\d)", folded))
    alone = len(years) == 1 and not re.search(_RELATIVE, folded)
    return dt.date(int(years.pop()), 1, 1) if alone and "luat " not in folded else on


def _from_to(one: Period, other: Period) -> Period:
    """From the first day of one to the last day of the other, in the order of time."""
    first, last = one.first or dt.date.min, other.last or dt.date.max
    return Period(min(first, last), max(first, last))


def _is_year(days: Period) -> bool:
    return days.first is not None and days == _months(days.first.year, 1, 12)


def _bounded(before: str, whole: Period) -> Period:
    """The side that the words before a period leave open."""
    if re.search(r"\btruoc(?: (?:het|ngay))? $", before):
        one_day = whole.first == whole.last  # what is due "before 15/12" bears that day
        before_it = dt.timedelta() if one_day else dt.timedelta(days=1)
        return Period(last=whole.first - before_it if whole.first else None)
    if re.search(r"\bsau(?: ngay)? $", before):
        return Period(first=whole.last + dt.timedelta(days=1) if whole.last else None)
    if re.search(
        r"\b(?:den|toi|cham nhat|muon nhat)(?: (?:het|cuoi|la|ngay|trong|vao))* $", before
    ):
        return Period(last=whole.last)
    if re.search(_FROM, before):
        return Period(first=whole.first)
    return whole


def _spans(folded: str, on: dt.date) -> list[tuple[int, Period]]:
    """(start, days) of each period named, in order, the most exact reading of each place."""
    taken: list[tuple[int, int]] = []
    found: list[tuple[int, Period]] = []
    for pattern, read in _READERS:
        for match in re.finditer(rf"(?<![\w/]){pattern}", folded):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            days = read(match, on)
            if days is not None:
                taken.append(match.span())
                found.append((match.start(), days))
    return sorted(found, key=lambda item: item[0])


def _day(match: re.Match[str], on: dt.date) -> Period | None:
    try:
        year = int(match[3] or on.year)
        day = dt.date(year if year > 99 else 2000 + year, int(match[2]), int(match[1]))
    except ValueError:
        return None
    return Period(day, day)


def _month(match: re.Match[str], on: dt.date) -> Period | None:
    return _months(int(match[2] or on.year), int(match[1]), 1)


def _quarter(match: re.Match[str], on: dt.date) -> Period | None:
    number = _ROMAN.get(match[1]) or int(match[1])
    return _months(int(match[2] or on.year), 3 * number - 2, 3)


def _half(match: re.Match[str], on: dt.date) -> Period | None:
    return _months(int(match[2] or on.year), 1 if match[1] == "dau" else 7, 6)


def _year(match: re.Match[str], on: dt.date) -> Period | None:  # noqa: ARG001 -- as the others
    return _months(int(match[1]), 1, 12)


def _relative(match: re.Match[str], on: dt.date) -> Period | None:
    unit, _, which = match[1].partition(" ")
    if unit == "hom":
        return Period(on, on)
    step = {"nay": 0, "truoc": -1, "ngoai": -1}.get(which, 1)
    if unit == "tuan":
        monday = on - dt.timedelta(days=on.weekday()) + dt.timedelta(weeks=step)
        return Period(monday, monday + dt.timedelta(days=6))
    if unit == "nam":
        return _months(on.year + step, 1, 12)
    length = 3 if unit == "quy" else 1
    months = on.year * 12 + (on.month - 1) // length * length + step * length
    return _months(months // 12, months % 12 + 1, length)


def _months(year: int, month: int, count: int) -> Period | None:
    if not 1 <= month <= 12:
        return None
    last = month + count - 1
    return Period(dt.date(year, month, 1), dt.date(year, last, calendar.monthrange(year, last)[1]))


_READERS: Final = (
    (_DAY, _day),
    (_MONTH, _month),
    (_SLASHED, _month),
    (_QUARTER, _quarter),
    (_HALF, _half),
    (_RELATIVE, _relative),
    (_YEAR, _year),
)
