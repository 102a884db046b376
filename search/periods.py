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
_DAY: Final = r"(?:ngay )?(\d{1,2}) ?(?:/|-|\.| thang ) ?(\d{1,2})(?: ?(?:/|-|\.| nam ) ?(20\d\d))?"
_MONTH: Final = r"(?:thang )(\d{1,2})(?: ?(?:/|-| nam | ) ?(20\d\d))?(?!\d|/)"
_SLASHED: Final = r"(?<!\d)(\d{1,2})/(20\d\d)(?!\d|/)"
_QUARTER: Final = r"quy (iv|iii|ii|i|[1-4])\b(?: ?(?:/|-| nam | ) ?(20\d\d))?"
_HALF: Final = r"(?:6|sau|06) thang (dau|cuoi) nam(?: (20\d\d))?"
_YEAR: Final = r"(?:nam )?(20\d\d)\b(?!/)"
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
    found = [(where, whole) for where, whole in _spans(folded, on)]
    if not found:
        return None
    both = re.search(r"\btu\b", folded[: found[0][0]]) and len(found) > 1
    if both:
        return Period(found[0][1].first, found[1][1].last)
    where, whole = found[0]
    return _bounded(folded[max(0, where - 24) : where], whole)


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
    if re.search(r"\b(?:ke tu|tu)(?: ngay)? $", before):
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
        day = dt.date(int(match[3] or on.year), int(match[2]), int(match[1]))
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
