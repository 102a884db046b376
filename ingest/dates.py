"""Days written in running text, clean or damaged: "ngày 12 tháng 02 năm 2025", "27/8/2025".

Digits are taken as read. Where one was lost, the day is a problem and no guess.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

from kg.errors import Problem
from kg.folding import fold
from kg.terms import ProblemCode

FIRST_YEAR: Final = 1945
LAST_YEAR: Final = 2099

# Damaged forms seen: "ngdy", "ngay", "thang", "thing", "niam", "ndm", "nim", "ndam".
_DAY_WORD: Final = r"n[gq][a-z4@]{1,3}[y¥v]?"
_WORDS: Final = re.compile(
    rf"(?<![a-z0-9])(?:(?P<word>{_DAY_WORD})\s{{0,3}})?(?P<day>[0-9]{{1,2}})\s{{0,3}}"
    r"th[a-z4@]{1,4}\s{0,3}(?P<month>[0-9]{1,2})\s{0,3}"
    r"n[a-z4@]{1,4}\s{0,3}(?P<year>[0-9]{4})(?![0-9])"
)
_FIGURES: Final = re.compile(
    rf"(?<![0-9/.a-z-])(?:(?P<word>{_DAY_WORD})\s{{0,3}})?(?P<day>[0-9]{{1,2}})"
    r"(?:\s?/\s?|[.-])(?P<month>[0-9]{1,2})(?:\s?/\s?|[.-])(?P<year>[0-9]{4})(?![0-9]|[/-]\s?[a-z])"
)
_LOST_DAY: Final = re.compile(
    rf"(?<![a-z0-9]){_DAY_WORD}\s{{1,3}}(?P<lost>\S{{1,3}})\s{{1,3}}th[a-z4@]{{1,4}}\s{{0,3}}"
    r"(?P<month>[0-9]{1,2})\s{0,3}n[a-z4@]{1,4}\s{0,3}(?P<year>[0-9]{4})(?![0-9])"
)


@dataclass(frozen=True, slots=True)
class DateMatch:
    """A day in a text; offsets into the text given, the word "ngày" included.

    date: None where the figures name no day; then `problem` says why.
    """

    start: int
    end: int
    raw: str
    date: dt.date | None
    problem: Problem | None = None


def find_dates(text: str) -> list[DateMatch]:
    """Days in text order, not overlapping. Linear in the text's length.

    >>> [match.date.isoformat() for match in find_dates("ngay 12 thang 02 niam 2025")]
    ['2025-02-12']
    """
    folded = fold(text)
    found = [
        _match(text, hit) for pattern in (_WORDS, _FIGURES) for hit in pattern.finditer(folded)
    ]
    found += [_lost(text, hit) for hit in _LOST_DAY.finditer(folded) if not hit["lost"].isdigit()]
    found.sort(key=lambda match: (match.start, -match.end))
    kept: list[DateMatch] = []
    for match in found:
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


def _match(text: str, hit: re.Match[str]) -> DateMatch:
    raw = text[hit.start() : hit.end()]
    year, month, day = (int(hit[part]) for part in ("year", "month", "day"))
    try:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return DateMatch(hit.start(), hit.end(), raw, None, _impossible(raw))
        return DateMatch(hit.start(), hit.end(), raw, dt.date(year, month, day))
    except ValueError:
        return DateMatch(hit.start(), hit.end(), raw, None, _impossible(raw))


def _impossible(raw: str) -> Problem:
    return Problem(
        ProblemCode.DATE_IMPOSSIBLE,
        found=raw,
        expected=f"a day of the calendar between {FIRST_YEAR} and {LAST_YEAR}",
    )


def _lost(text: str, hit: re.Match[str]) -> DateMatch:
    """A day whose figure was overwritten by hand or lost by the engine."""
    raw = text[hit.start() : hit.end()]
    problem = Problem(
        ProblemCode.DATE_IMPOSSIBLE, found=raw, expected="the day as one or two figures"
    )
    return DateMatch(hit.start(), hit.end(), raw, None, problem)
