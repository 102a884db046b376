"""The day that a clause gives: "từ ngày 01 tháng 7 năm 2025", "sau 45 ngày kể từ ngày ký".

A period after the day of signing counts from the next day on: "sau 15 ngày kể từ ngày ký" of
1 March is 16 March. In all 91 codified documents with such a clause and both days recorded the
recorded first day is the day signed plus the period.
"""

import calendar
import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.dates import DateMatch

_FROM: Final = re.compile(
    r"[\s,:]*(?:thi hanh)?[\s,:]*(?:chinh thuc\s+)?"
    r"(?P<after>sau\s+(?:\S+\s+){0,3}?\(?(?P<count>\d{1,3})?\)?\s*(?P<unit>ngay|thang|nam)"
    r"(?:\s+lam viec)?)?"
    r"[\s,]*(?:ke\s*)?(?:tu\s*)?(?:vao\s*)?(?P<word>ngay|thoi diem|nam\s+ngan\s+sach|nam|"
    r"\d{1,2}\s*(?:gio|h)(?:\s*\d\d)?(?:\s*phut)?,?\s*ngay|khi)?\s*(?:duoc\s+)?"
    r"(?P<event>ky|ban hanh|thong qua|cong bo|dang)?"
)
_COUNTS: Final = {
    "muoi": 10,
    "muoi lam": 15,
    "ba muoi": 30,
    "bon muoi lam": 45,
    "bon lam": 45,
    "sau muoi": 60,
    "bay": 7,
    "nam": 5,
    "chin muoi": 90,
}
_YEAR: Final = re.compile(r"\s*((?:19|20)\d\d)(?![\d/-])")
_SPELT: Final = re.compile(r"sau\s+((?:[a-z]+\s+){1,3}?)(?:\(\s*\d+\s*\)\s*)?(?=ngay|thang|nam)")


@dataclass(frozen=True, slots=True)
class Told:
    """A day as told. known: the words name a day or event; day: None where it cannot be computed.

    end: offset behind the words.
    """

    day: dt.date | None
    known: bool
    end: int


class Calendar:
    """Days printed in one text, and the day that the document was signed."""

    def __init__(self, folded: str, dates: Sequence[DateMatch], signed: dt.date | None) -> None:
        self.folded, self.dates, self.signed = folded, dates, signed
        self._starts = [match.start for match in dates]

    def date_at(self, at: int, reach: int = 4) -> DateMatch | None:
        """The day printed at `at`, or up to `reach` characters behind it."""
        index = bisect_left(self._starts, at)
        if index < len(self.dates) and self.dates[index].start <= at + reach:
            return self.dates[index]
        return None

    def dates_in(self, start: int, end: int) -> list[DateMatch]:
        """Days printed in [start, end)."""
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return list(self.dates[low:high])

    def told(self, at: int, end: int) -> Told:
        """The day that the words at `at` give ("kể từ ngày ký", "từ ngày 01/7/2025")."""
        found = _FROM.match(self.folded, at, end)
        if found is None:
            return Told(None, known=False, end=at)
        stated = self._stated(found)
        if stated is not None:
            return Told(stated.date, stated.date is not None, stated.end)
        year = _YEAR.match(self.folded, found.end("word") if found["word"] else at, end)
        if found["word"] and found["word"].startswith("nam") and year:
            return Told(dt.date(int(year[1]), 1, 1), known=True, end=year.end())
        if found["event"] is None:
            return Told(None, bool(found["word"]), found.end())
        if found["event"] in {"cong bo", "dang"}:
            return Told(None, known=True, end=found.end())
        return Told(self._after(found), known=True, end=found.end())

    def _stated(self, found: re.Match[str]) -> DateMatch | None:
        """The day printed where the words lead; a match includes its own word "ngày"."""
        if found["event"] or (found["word"] or "") in {"thoi diem", "khi"}:
            return None
        low = found.start("word") if found["word"] else found.end()
        index = bisect_left(self._starts, low)
        if index < len(self.dates) and self.dates[index].start <= found.end() + 2:
            return self.dates[index]
        return None

    def _after(self, found: re.Match[str]) -> dt.date | None:
        if not found["after"]:
            return self.signed
        count = int(found["count"]) if found["count"] else _spelt(found["after"])
        if self.signed is None or count is None or "lam viec" in found["after"]:
            return None
        return added(self.signed, count, found["unit"])


def _spelt(words: str) -> int | None:
    match = _SPELT.match(words)
    return _COUNTS.get(" ".join(match[1].split())) if match else None


def added(day: dt.date, count: int, unit: str) -> dt.date | None:
    """`day` plus so many "ngay", "thang" or "nam"; None beyond the calendar."""
    if unit == "ngay":
        return day + dt.timedelta(days=count)
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "nam" else 1)
    year, month = divmod(months, 12)
    if year > dt.MAXYEAR:
        return None
    last = calendar.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, last))
