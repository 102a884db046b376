"""Places of a text as evidence: the lines of a span, their words, and days and years in them."""

import datetime as dt
import re
from collections.abc import Iterator

from kg.folding import fold
from kg.inconsistencies.model import Stated, printed_day
from kg.misprints import misprinted
from kg.model import Mention, SourceText, iterate_text

_QUOTE = 320  # characters of a quote; longer lines are cut around the value
_DAY = re.compile(
    r"(?<![0-9])(?P<day>[0-9]{1,2})(?:\s?[/.-]\s?|\s{1,3}th[a-z]{1,4}\s{1,3})"
    r"(?P<month>[0-9]{1,2})(?:\s?[/.-]\s?|\s{1,3}n[a-z]{1,3}\s{1,3})(?P<year>(?:19|20)[0-9]{2})"
    r"(?![0-9])"
)
_SPAN = re.compile(
    r"(?<![0-9/-])(?P<first>(?:19|20)[0-9]{2})\s?[-–—]\s?(?P<last>(?:19|20)[0-9]{2})(?![0-9])"
)
_YEAR = re.compile(
    r"(?<!thang \d )(?<!thang \d\d )\bnam\s+(?P<year>20[0-9]{2})(?!\s?[-–—/]?\s?[0-9])"
)
Years = frozenset[tuple[int, int]]


def at_span(source: SourceText, start: int, end: int, value: str | None = None) -> Stated:
    """A span of the clean text as a reading. value: what it says, where not its own words."""
    first, last = source.line_at(start).number, source.line_at(max(start, end - 1)).number
    said = value if value is not None else " ".join(source.text[start:end].split())
    return at_lines(source, said, first, last)


def at_lines(source: SourceText, value: str, first: int, last: int) -> Stated:
    """Whole lines as a reading."""
    words = " ".join(" ".join(iterate_text(source, first, last)).split())
    return Stated(value, first, max(first, last), _cut(words, value))


def _cut(words: str, value: str) -> str:
    if len(words) <= _QUOTE:
        return words
    at = max(0, fold(words).find(fold(value)))
    start = max(0, min(at - _QUOTE // 3, len(words) - _QUOTE))
    end = start + _QUOTE
    return f"{'…' if start else ''}{words[start:end].strip()}{'…' if end < len(words) else ''}"


def days_in(text: str) -> Iterator[tuple[dt.date, int, int]]:
    """(day, start, end) of each day written in figures or as "ngày … tháng … năm …"."""
    for match in _DAY.finditer(fold(text)):
        try:
            day = dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            continue
        yield day, *match.span()


def day_of(source: SourceText, mention: Mention, reach: int = 90) -> Stated:
    """The day that a mention states, where it is written behind the number; else its own lines."""
    behind = source.text[mention.text_end : mention.text_end + reach]
    for day, start, end in days_in(behind):
        if day == mention.date:
            said = behind[start:end]
            return at_span(
                source, mention.text_start, mention.text_end + end, " ".join(said.split())
            )
    value = printed_day(mention.date) if mention.date else mention.raw
    return at_span(source, mention.text_start, mention.text_end, value)


def years_in(text: str) -> Years:
    """Spans of years that a text names; where it names none, its single years.

    >>> years_in("Kế hoạch giai đoạn 2021 - 2025, định hướng đến năm 2030")
    frozenset({(2021, 2025)})
    >>> years_in("Kế hoạch năm 2025")
    frozenset({(2025, 2025)})
    """
    folded = fold(text)
    spans = frozenset((int(m["first"]), int(m["last"])) for m in _SPAN.finditer(folded))
    single = frozenset((int(m["year"]), int(m["year"])) for m in _YEAR.finditer(folded))
    return spans or single


def printed_years(years: Years) -> str:
    """Spans of years as they are written: "2021 - 2025", "2025"."""
    return ", ".join(f"{a} - {b}" if a != b else str(a) for a, b in sorted(years))


def years_at(source: SourceText, mention: Mention, years: Years, reach: int = 700) -> Stated:
    """Where the title of a mention names these years: from its number to them."""
    behind = source.text[mention.text_end : mention.text_end + reach]
    found = [
        m.end()
        for m in (*_SPAN.finditer(fold(behind)), *_YEAR.finditer(fold(behind)))
        if years_in(m[0]) & years
    ]
    end = mention.text_end + min(found, default=0)
    return at_span(source, mention.text_start, max(end, mention.text_end), printed_years(years))


def figure_apart(left: str, right: str) -> bool:
    """Whether two printed values of one length differ in a single figure, as misreading makes."""
    if len(left) != len(right):
        return False
    apart = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
    return len(apart) == 1 and all(sign.isdigit() for sign in apart[0])


def days_misread(days: frozenset[dt.date]) -> bool:
    """Whether all of the days may be one day misread."""
    return all(a == b or misprinted(a, b) for a in days for b in days)
