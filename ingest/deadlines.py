"""Deadlines: the words that say by when, and the day where one can be computed.

Recurring ones ("hằng năm", "thường xuyên", "định kỳ hằng quý") have words only. A quarter, month,
half-year or year ends with its last day; "trước ngày D" means D as printed, the last day a reader
would hand the work in.
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from kg.folding import fold

_DAY = (
    r"(?:ngay )?(?P<day>\d{1,2})\s?(?:/|-|\.| thang )\s?(?P<month>\d{1,2})"
    r"(?:\s?(?:/|-|\.| nam )\s?(?P<year>20\d\d))?"
)
_BRACKETED = r"\s?\((?:cham nhat|truoc|trong|tu|ngay|vao|den)[^()]{3,60}\)"
_EACH = r"(?:\s(?:h[ah]ng|moi)\s(?:nam|quy|thang))?"
_RECUR = (
    r"dinh ky(?: va thuong xuyen)?(?:,? (?:h[ah]ng |theo )?(?:ngay|tuan|thang|quy"
    r"|\d+ thang|nam|quy dinh|9 thang)"
    r"(?:,? (?:va )?(?:h[ah]ng )?(?:thang|quy|0?\d thang|nam|ca nam))*)?(?: (?:hoac"
    r"|va|,) ?(?:khi )?dot xuat)?"
    r"|h[ah]ng (?:ngay|tuan|thang|quy|nam)(?:,? (?:va |h[ah]ng )?(?:quy|0?\d thang"
    r"|nam))*(?:,? hoac dot xuat)?"
    r"|thuong xuyen(?:,? (?:va )?(?:dinh ky|lien tuc|h[ah]ng nam))?"
)
_CUE = r"(?:truoc|cham nhat(?: la)?(?: den)?|xong truoc|hoan thanh truoc|den het|den|tu)"
_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "label",
        re.compile(
            r"\bthoi (?:gian|han)(?: (?:thuc hien|hoan thanh|trien khai|bao cao|gui))?\s?:"
            r"\s(?P<said>[^.;]{3,90})"
        ),
    ),
    (
        "bracketed",
        re.compile(
            rf"\b(?:dinh ky )?(?:h[ah]ng (?:tuan|thang|quy|nam)|6 thang){_BRACKETED}"
            rf"(?:,? (?:va )?[^,;.()]{{2,24}}{_BRACKETED})*"
        ),
    ),
    (
        "range",
        re.compile(
            r"\btu (?:ngay \d|thang \d|quy [iv])[^,.;()]{0,30}? den (?:het )?"
            r"(?:ngay \d|thang \d|quy [iv]|nam 20|khi)[^,.;()]{0,40}"
        ),
    ),
    (
        "monthly",
        re.compile(
            r"\b(?:dinh ky )?(?:truoc|vao|cham nhat(?: la)?)(?: (?:vao )?ngay)? \d{1,2}"
            r" (?:h[ah]ng thang|cua thang[a-z ]{0,24}|thang sau|thang cuoi quy)"
        ),
    ),
    (
        "span",
        re.compile(
            r"\b(?:trong (?:thoi (?:han|gian)|vong)|cham nhat(?: la)?|sau toi da|toi da"
            r"|truoc)(?: (?:khong qua|toi da|sau|la))*"
            r" \d{1,3}(?: \([^()]{1,20}\))? (?:ngay|gio|thang)\b(?! \d)(?: lam viec)?"
            r"(?:,? (?:ke )?tu (?:ngay|khi|thoi diem) [^,.;]{3,90})?"
        ),
    ),
    ("day", re.compile(rf"\b(?:{_CUE} (?=ngay )|(?:truoc|cham nhat(?: la)?) ){_DAY}{_EACH}")),
    (
        "quarter",
        re.compile(
            r"\b(?:trong |het |den |den het )?quy (?P<q>i{1,3}|iv"
            r"|[1-4])\b(?:\s?[/,-]?\s?(?:nam )?(?P<year>20\d\d))?"
        ),
    ),
    (
        "month",
        re.compile(
            r"\b(?:trong |truoc |het |den )?thang (?P<month>\d{1,2})(?:\s?/\s?|\s?-\s?| nam "
            r"| )(?P<year>20\d\d)\b"
        ),
    ),
    ("month", re.compile(r"\b(?:trong|truoc|het|den het|xong) thang (?P<month>\d{1,2})\b")),
    (
        "half",
        re.compile(
            r"\b(?:trong )?(?:6|06|sau) thang (?P<half>dau"
            r"|cuoi) nam(?: (?P<year>20\d\d))?\b"
        ),
    ),
    (
        "year",
        re.compile(
            r"\b(?:den(?: het| cuoi)?|trong|cham nhat(?: trong)?|truoc|hoan thanh(?: trong)?"
            r"|cuoi) nam (?P<year>20\d\d)\b"
        ),
    ),
    ("recurring", re.compile(rf"\b(?:{_RECUR})\b")),
)
_WORDS_ONLY = frozenset({"bracketed", "range", "monthly", "span"})
_NAMED = re.compile(
    r"dinh huong|tam nhin|giai doan|quy hoach|chien luoc|chuong trinh|de an|ke hoach"
)
_AIMED = re.compile(r"(?:phan dau|hoan thanh|xong)[^,]{0,30}$")
_PLAN = re.compile(
    r"^(?:theo (?:ke hoach|yeu cau|quyet dinh|quy dinh|chi dao|huong dan|tien do|lo trinh|de nghi)"
    r"|thoi gian|sau khi|ngay (?:tu|sau)|khi co|dot xuat|thuong xuyen|dinh ky|h[ah]ng|ca nam|nam 20"
    r"|giai doan|20\d\d|quy |thang |trong |tu (?:nam|thang|quy|6|ngay)|truoc "
    r"|cham nhat|den |6 thang"
    r"|hoan thanh |xong |cuoi |dau |trong qua trinh)"
)


@dataclass(frozen=True, slots=True)
class Deadline:
    """text: the words as printed; day: None where they name no day; start, end: their span."""

    text: str
    day: dt.date | None
    start: int
    end: int


def find_deadline(text: str, *, year: int | None = None) -> Deadline | None:
    """The deadline that a sentence states, the most exact one first.

    year: of the plan, used where the words leave it out ("trước ngày 15/12", "Quý III"); the day is
    None without it.

    >>> find_deadline("Báo cáo trong Quý II/2025").day
    datetime.date(2025, 6, 30)
    >>> find_deadline("Báo cáo hằng năm").day is None
    True
    """
    folded = fold(text)
    for form, pattern in _FORMS:
        match = next((m for m in pattern.finditer(folded) if _meant(folded, m, form)), None)
        if match:
            start, end = _widened(folded, match)
            recurs = form == "recurring" or re.search(r"(?:hang|moi) \w+$", folded[start:end])
            if form == "label":
                start = match.start("said")
                inner = find_deadline(text[start:end], year=year)
                return Deadline(
                    text[start:end].strip(" ,"), inner.day if inner else None, start, end
                )
            day = None if recurs or form in _WORDS_ONLY else _day(form, match, year)
            return Deadline(text[start:end].strip(" ,"), day, start, end)
    return None


def is_deadline(cell: str) -> bool:
    """Whether the whole of a table cell is a deadline."""
    folded = fold(cell.strip())
    return (len(folded) <= 90 and bool(_PLAN.match(folded))) or find_whole(folded)


def find_whole(folded: str) -> bool:
    """Whether folded text is a date or a span of years ("30/11/2025", "2026 - 2030")."""
    return re.fullmatch(
        rf"{_DAY}|20\d\d(?:\s?[-–—]\s?20\d\d)?|[\W\d]*", folded
    ) is not None and any(char.isdigit() for char in folded)


def cell_deadline(cell: str, *, year: int | None = None) -> Deadline:
    """The deadline of a table cell: all its words, and a day where they name one."""
    text = " ".join(cell.split())
    found = find_deadline(text, year=year)
    day = found.day if found else _bare_day(fold(text))
    return Deadline(text, day, 0, len(text))


def _bare_day(folded: str) -> dt.date | None:
    if match := re.fullmatch(_DAY, folded):
        return _day("day", match, None)
    if match := re.fullmatch(r"(?:nam )?(20\d\d)", folded):
        return dt.date(int(match[1]), 12, 31)
    return None


def _meant(folded: str, match: re.Match[str], form: str) -> bool:
    """Not a document's date ("Nghị quyết … ngày …"), not an adverb of manner."""
    before = folded[max(0, match.start() - 60) : match.start()]
    if form == "day":
        return not re.search(r"(?:hieu luc|ke tu|ban hanh)[^,;]{0,16}$", before)
    if form == "month":
        return not re.search(r"ngay \d{1,2} $", before)
    if form == "year":
        clause = re.split(r"[;.]", folded[max(0, match.start() - 160) : match.start()])[-1]
        return bool(_AIMED.search(clause)) or not _NAMED.search(clause)
    if form == "recurring" and match[0] in ("thuong xuyen", "dinh ky"):
        return len(folded) < 40  # a cell; in a sentence it is an adverb of manner
    return True


_RECURS_BEFORE = re.compile(
    r"(?:dinh ky(?: h[ah]ng (?:nam|quy|thang))?|(?:h[ah]ng|moi) (?:nam|quy|thang)),?\s\(?$"
)


def _widened(folded: str, match: re.Match[str]) -> tuple[int, int]:
    """The span with a recurrence that stands right before or after it."""
    start, end = match.span()
    if after := re.compile(r",? (?:h[ah]ng|moi) (?:nam|quy|thang)").match(folded, end):
        end = after.end()
    if (before := _RECURS_BEFORE.search(folded[max(0, start - 40) : start])) and start:
        start -= len(before[0])
    return start, end


def _day(form: str, match: re.Match[str], plan_year: int | None) -> dt.date | None:
    said = match.groupdict()
    year = int(said["year"]) if said.get("year") else plan_year
    if year is None:
        return None
    if form == "day":
        return _date(year, int(said["month"]), int(said["day"]))
    if form == "quarter":
        quarter = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(said["q"]) or int(said["q"])
        return _last(year, 3 * quarter)
    if form == "month":
        return _last(year, int(said["month"]))
    return _last(year, 6 if said.get("half") == "dau" else 12)


def _last(year: int, month: int) -> dt.date | None:
    if not 1 <= month <= 12:
        return None
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
