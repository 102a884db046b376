"""Words of a question on several documents: the days and years it asks for, phrases as typed."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Final

from kg.folding import fold
from kg.model import DocumentRecord
from search.periods import period_in

PERIOD: Final = re.compile(r"\b(20\d\d|19\d\d)(?: ?- ?| den | toi )(20\d\d|19\d\d)\b")
YEAR: Final = re.compile(r"(?<![\d/.-])((?:19|20)\d\d)(?![\d/.-])")
DAY: Final = re.compile(
    r"(?<![\d/])\d{1,2} ?(?:[/.-]|thang) ?\d{1,2}(?: ?(?:[/.-]|nam) ?(?:19|20)\d\d)?(?![\d/])"
)
_DATED: Final = re.compile(
    r"\bthang \d|\d/(?:19|20)\d\d|\bngay \d|\b(?:sau|truoc|ke tu) (?:nam )?20\d\d"
    r"|\b(?:thang|quy|nam|tuan) (?:nay|truoc|ngoai)\b|\bhom nay\b"
)
_ISSUED: Final = re.compile(r"\b(?:ban hanh|ky|ra|thong qua|cong bo)\b")


def dated(said: str, kind: str, on: dt.date) -> list[Callable[[DocumentRecord], bool]]:
    """Tests on the day or the years of a document."""
    plans = kind in {"ke hoach", "plan", "plans"}
    issued = _ISSUED.search(said) is not None or not plans
    due = period_in(said, on) if issued and _DATED.search(said) else None
    if due is not None:
        return [lambda r: r.header.date is not None and due.has(r.header.date)]
    span = PERIOD.search(said)
    if span:
        return [lambda r: _period(r) == (int(span[1]), int(span[2]))]
    years = {int(year) for year in YEAR.findall(DAY.sub(" ", said))}
    if not years:
        return []
    return [lambda r: _is_of_year(r, years, plan=not issued)]


def _period(record: DocumentRecord) -> tuple[int, int] | None:
    period = record.header.period
    return (period.start, period.end) if period else None


def _is_of_year(record: DocumentRecord, years: Iterable[int], *, plan: bool) -> bool:
    """A plan is of the year that it is for; any other document, of the year it was signed in."""
    period, day = _period(record), record.header.date
    if plan and period:
        return any(period == (year, year) for year in years)
    return day is not None and day.year in years


def as_typed(phrase: str, question: str) -> str:
    """A folded phrase as a question has it; the phrase itself where abbreviations hide it."""
    spoken = unicodedata.normalize("NFC", question)
    at = re.search(r"\W+".join(map(re.escape, phrase.split())), fold(spoken)) if phrase else None
    return spoken[at.start() : at.end()] if at else phrase


def typed_alike(phrase: str, question: str, text: str) -> bool:
    """Whether a folded phrase, where it is typed with diacritics, stands so in a text.

    >>> typed_alike("dan quan", "kế hoạch dân quân", "công tác dân quân")
    True
    """
    typed = as_typed(phrase, question).lower()
    return typed.isascii() or " ".join(typed.split()) in " ".join(
        unicodedata.normalize("NFC", text).lower().split()
    )
