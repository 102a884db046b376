"""Terms that run from the document's own day: "trong 15 ngày kể từ ngày ban hành Kế hoạch này".

Counted as the Civil Code 2015 (91/2015/QH13) says: the day of the event is not counted (Article
147(2, 3)); a term of weeks, months or years ends on the corresponding day, or on the month's last
day where there is none (Article 148(2-4)); a term whose last day is a weekend or a public holiday
ends on the next working day (Article 148(5)). Working days ("ngày làm việc") are those from Monday
to Friday that are no public holiday. Saturdays worked instead of a moved day off count as free.
Terms in hours, and from other events ("kể từ ngày nhận đủ hồ sơ"), have no day.
"""

import datetime as dt
import re
from functools import cache

import corpus
from ingest.deadlines.moments import within
from kg.model import Header

_TERM = re.compile(
    r"(?<!\d)(?P<count>\d{1,3})(?: \([^()]{1,20}\))? (?P<unit>ngay|tuan|thang|nam)\b"
    r"(?P<working> lam viec)?,? (?:ke |tinh )*tu (?:ngay|khi|thoi diem) (?P<event>.+)"
)
_NAMED = r"(?:(?:ke hoach|quyet dinh|chi thi|nghi quyet|de an|chuong trinh|van ban|quy che) ?)?"
_ISSUED = re.compile(
    rf"^(?:(?:ky|ban hanh|phe duyet|cong bo),? ?)+(?:{_NAMED}(?:nay)?)?\W*$"
    rf"|^{_NAMED}(?:nay )?duoc (?:ky|ban hanh|phe duyet|ky ban hanh)(?: ban hanh)?\W*$"
)
_EFFECTIVE = re.compile(
    rf"^(?:{_NAMED}(?:nay )?co hieu luc|co hieu luc(?: cua)? {_NAMED}(?:nay)?)(?: thi hanh)?\W*$"
)


def term_end(folded: str, header: Header) -> dt.date | None:
    """The last day of a term from the document's signing or from the day it takes effect.

    folded: the words of the deadline. None where the term runs from anything else.
    """
    said = _TERM.search(folded)
    if said is None:
        return None
    event = said["event"].strip()
    issued = header.date if _ISSUED.match(event) else None
    start = issued or (header.effective_from if _EFFECTIVE.match(event) else None)
    if start is None:
        return None
    count = int(said["count"])
    if said["working"]:
        return after_working_days(start, count) if said["unit"] == "ngay" else None
    return next_working_day(_run(start, count, said["unit"]))


def _run(start: dt.date, count: int, unit: str) -> dt.date:
    if unit in ("ngay", "tuan"):
        return start + dt.timedelta(days=count * (7 if unit == "tuan" else 1))
    months = start.month - 1 + count * (12 if unit == "nam" else 1)
    end = within(start.year + months // 12, months % 12 + 1, start.day)
    return end or start


def after_working_days(start: dt.date, count: int) -> dt.date:
    """The count-th working day after a day, which is not counted itself."""
    day = start
    while count > 0:
        day += dt.timedelta(days=1)
        count -= _works(day)
    return day


def next_working_day(day: dt.date) -> dt.date:
    """The day itself if it is a working day, else the next one."""
    while not _works(day):
        day += dt.timedelta(days=1)
    return day


def _works(day: dt.date) -> bool:
    return day.weekday() < 5 and day.isoformat() not in _holidays()


@cache
def _holidays() -> frozenset[str]:
    return frozenset(row["day"] for row in corpus.table("public_holidays"))
