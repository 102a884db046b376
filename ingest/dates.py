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
# Each pattern begins with a sign, and only then asks what stands before it: so the scan is fast.
_WORDS: Final = re.compile(
    r"[0-9](?<![0-9].)[0-9]?\s{0,3}th[a-z4@]{1,4}\s{0,3}(?P<month>[0-9]{1,2})\s{0,3}"
    r"n[a-z4@]{1,4}\s{0,3}(?P<year>[0-9]{4})(?![0-9])"
)
_FIGURES: Final = re.compile(
    r"[0-9](?<![0-9].)[0-9]?(?:\s?/\s?|[.-])(?P<month>[0-9]{1,2})(?:\s?/\s?|[.-])"
    r"(?P<year>[0-9]{4})(?![0-9]|[/-]\s?[a-z])"
)
_WORD_BEFORE: Final = re.compile(rf"{_DAY_WORD}\s{{0,3}}$")
_LEFT: Final = 10
"""Characters before the figures that may hold the word "ngày"."""
_LETTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_SIGNS: Final = frozenset("/.-")
_LOST_DAY: Final = re.compile(
    rf"n(?<![a-z0-9].){_DAY_WORD[1:]}\s{{1,3}}(?P<lost>\S{{1,3}})\s{{1,3}}th[a-z4@]{{1,4}}\s{{0,3}}"
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


def find_dates(text: str, folded: str | None = None) -> list[DateMatch]:
    """Days in text order, not overlapping. Linear in the text's length.

    folded: the same text folded, where the caller has it.

    >>> [match.date.isoformat() for match in find_dates("ngay 12 thang 02 niam 2025")]
    ['2025-02-12']
    """
    folded = fold(text) if folded is None else folded
    found = [
        match
        for pattern, stops in ((_WORDS, _LETTERS), (_FIGURES, _LETTERS | _SIGNS))
        for hit in pattern.finditer(folded)
        if (match := _match(text, hit, stops)) is not None
    ]
    found += [_lost(text, hit) for hit in _LOST_DAY.finditer(folded) if not hit["lost"].isdigit()]
    found.sort(key=lambda match: (match.start, -match.end))
    kept: list[DateMatch] = []
    for match in found:
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


def _match(text: str, hit: re.Match[str], stops: frozenset[str]) -> DateMatch | None:
    """The day of these figures; None where a sign of `stops` before them makes them no day."""
    start = _start(hit, stops)
    if start is None:
        return None
    raw = text[start : hit.end()]
    day = int(hit[0][:2]) if hit[0][1].isdigit() else int(hit[0][0])
    year, month = int(hit["year"]), int(hit["month"])
    try:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return DateMatch(start, hit.end(), raw, None, _impossible(raw))
        return DateMatch(start, hit.end(), raw, dt.date(year, month, day))
    except ValueError:
        return DateMatch(start, hit.end(), raw, None, _impossible(raw))


def _start(hit: re.Match[str], stops: frozenset[str]) -> int | None:
    """Where the day begins: at the word "ngày" before it, else at its figures."""
    folded = hit.string
    word = _WORD_BEFORE.search(folded, max(0, hit.start() - _LEFT), hit.start())
    for start in (word.start() if word else None, hit.start()):
        if start is not None and (start == 0 or folded[start - 1] not in stops):
            return start
    return None


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
