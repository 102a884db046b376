"""Deadlines: the words that say by when, the day where one can be computed, and how often.

"trước ngày D" means D as printed, the last day a reader would hand the work in; a span ends with
its last day. Recurring ones ("hằng năm", "trước ngày 15 hằng tháng") have a recurrence rule and no
day (`ingest.deadlines.recurrence`); terms from the document's own day are computed where its
header is known (`ingest.deadlines.completion`).
"""

import datetime as dt
import re
from dataclasses import dataclass

from ingest.deadlines.forms import FORMS
from ingest.deadlines.moments import DAY, final_day
from ingest.deadlines.recurrence import recurrence
from kg.folding import fold

__all__ = ["Deadline", "cell_deadline", "find_deadline", "find_whole", "is_deadline", "recurrence"]

_WORDS_ONLY = frozenset({"bracketed", "monthly", "span", "yearly"})
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
_RECURS_BEFORE = re.compile(
    r"(?:dinh ky(?: h[ah]ng (?:nam|quy|thang))?|(?:h[ah]ng|moi) (?:nam|quy|thang)),?\s\(?$"
)
_EVENT = re.compile(r"\b(?:truoc|sau) (?:khi|thoi diem)\b|\bden (?:het )?khi\b")


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
    for form, pattern in FORMS:
        match = next((m for m in pattern.finditer(folded) if _meant(folded, m, form)), None)
        if match and form == "label":
            start, end = match.span("said")
            inner = find_deadline(text[start:end], year=year)
            return Deadline(text[start:end].strip(" ,"), inner.day if inner else None, start, end)
        if match:
            start, end = _widened(folded, match)
            words = folded[start:end]
            timeless = form in _WORDS_ONLY or _EVENT.search(words) or recurrence(words)
            day = None if timeless else final_day(_dated(words), year)
            return Deadline(text[start:end].strip(" ,"), day, start, end)
    return None


def is_deadline(cell: str) -> bool:
    """Whether the whole of a table cell is a deadline."""
    folded = fold(cell.strip())
    return (len(folded) <= 90 and bool(_PLAN.match(folded))) or find_whole(folded)


def find_whole(folded: str) -> bool:
    """Whether folded text is a date or a span of years ("30/11/2025", "2026 - 2030")."""
    return re.fullmatch(rf"{DAY}|20\d\d(?:\s?[-–—]\s?20\d\d)?|[\W\d]*", folded) is not None and any(
        char.isdigit() for char in folded
    )


def cell_deadline(cell: str, *, year: int | None = None) -> Deadline:
    """The deadline of a table cell: all its words, and a day where they name one."""
    text = " ".join(cell.split())
    found = find_deadline(text, year=year)
    folded = fold(text)
    day = found.day if found else None
    if day is None and not recurrence(folded) and not (found and "ke tu" in folded):
        day = _cell_day(folded, year)
    return Deadline(text, day, 0, len(text))


def _cell_day(folded: str, year: int | None) -> dt.date | None:
    """The day of a cell that is nothing but a moment ("12/2025", "2026 - 2030", "Tháng 6")."""
    if len(folded) > 60 or re.match(r"(?:sau|theo|khi|tu)\b(?!.*\bden\b)", folded):
        return None
    if match := re.fullmatch(r"(?:(?:trong|nam|den|het|truoc|ca|hoan thanh) )*(20\d\d)", folded):
        return dt.date(int(match[1]), 12, 31)
    return final_day(_dated(folded), year)


def _dated(folded: str) -> str:
    """The words with "năm" before a year that stands alone after a cue ("xong trước 2027")."""
    return re.sub(r"\b(het|truoc|thanh|xong|trong|nhat) (?=20\d\d\b)", r"\1 nam ", folded)


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


def _widened(folded: str, match: re.Match[str]) -> tuple[int, int]:
    """The span with a recurrence that stands right before or after it."""
    start, end = match.span()
    if after := re.compile(r",? (?:h[ah]ng|moi) (?:nam|quy|thang)").match(folded, end):
        end = after.end()
    if (before := _RECURS_BEFORE.search(folded[max(0, start - 40) : start])) and start:
        start -= len(before[0])
    return start, end
