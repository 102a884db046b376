"""What a text prints of documents and cannot be: days, years, and words in a number's place."""

import re
from collections.abc import Iterator
from typing import Final

from ingest.dates import find_dates
from kg.errors import Problem
from kg.folding import fold
from kg.model import SourceText
from kg.terms import ProblemCode

_FIRST_YEAR: Final = 1945
_LAST_YEAR: Final = 2100
_WITH_YEAR: Final = re.compile(
    r"(?<![\w/.])\d{1,5}[a-z]?/(?P<year>\d{4})/(?=[A-ZĐ])[A-ZĐa-z]{1,6}\d*(?:-[A-ZĐa-zđ0-9]+)*"
)
_WORD_FOR_NUMBER: Final = re.compile(
    r"(?:nghi dinh|quyet dinh|nghi quyet|thong tu|chi thi|ke hoach|thong bao|cong van)\s+"
    r"(?P<word>khoan|dieu|diem|muc)\s+(?=\d+[a-z]?(?:/\d{4})?/[a-z]{1,6}[-\d])"
    r"|(?<![a-z])(?P<bare>khoan|dieu|diem|muc)\s+(?=\d+[a-z]?/\d{4}/[a-z]{2,6}[-\d])"
)
_CITED: Final = re.compile(r"(?:\d|[a-z])[/-][a-z][\w/-]*,?\s*$")
_BEFORE: Final = 24


def impossible(source: SourceText) -> tuple[Problem, ...]:
    """Problems with their lines, in text order; of clean lines alone, a damaged one may be misread.

    DATE_IMPOSSIBLE: a day behind a document's number that no calendar has (month 13), a year in a
    number outside 1945-2100. NUMBER_GUESSED: "khoản" (or "điều") printed for "số".
    """
    text, folded = source.text, fold(source.text)
    found = [*_years(text), *_words(text, folded), *_days(text, folded)]
    found.sort(key=lambda item: item[0])
    problems = []
    for start, code, said, expected in found:
        line = source.line_at(start)
        if not line.pieces and line.confidence >= 1.0:
            problems.append(Problem(code, " ".join(said.split()), expected, str(line.number)))
    return tuple(problems)


_Found = tuple[int, ProblemCode, str, str]


def _years(text: str) -> Iterator[_Found]:
    for match in _WITH_YEAR.finditer(text):
        if not _FIRST_YEAR <= int(match["year"]) <= _LAST_YEAR:
            expected = f"a year between {_FIRST_YEAR} and {_LAST_YEAR}"
            yield match.start(), ProblemCode.DATE_IMPOSSIBLE, match[0], expected


def _words(text: str, folded: str) -> Iterator[_Found]:
    for match in _WORD_FOR_NUMBER.finditer(folded):
        said = text[match.start() : match.end() + 20].split("\n", maxsplit=1)[0]
        yield match.start(match.lastgroup or 0), ProblemCode.NUMBER_GUESSED, said, "số"


def _days(text: str, folded: str) -> Iterator[_Found]:
    """Days that are none, where they are said of a document: right behind its number."""
    for day in find_dates(text, folded):
        before = folded[max(0, day.start - _BEFORE) : day.start]
        if day.problem is not None and _CITED.search(before):
            yield day.start, ProblemCode.DATE_IMPOSSIBLE, day.raw, day.problem.expected
