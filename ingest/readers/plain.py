"""Plain text and Markdown: every character kept, lines and pages found."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.readers import Page, ReadResult, Table, TableCell
from ingest.readers.decoding import REPLACEMENT, decode
from ingest.readers.findings import empty, nothing, unreadable

LINE_END = re.compile(r"\r\n|\r")
RULE_ROW = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*")
CELL_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
MARKS = re.compile(r"\*{1,3}")


@dataclass(frozen=True, slots=True)
class PlainReader:
    """Text files. Lines are those of Python's text mode; a form feed starts a page."""

    suffixes: frozenset[str] = frozenset({".txt", ".text", ".md", ".markdown"})

    def read(self, data: bytes, name: str) -> ReadResult:
        """Read `data`. Problems: FILE_EMPTY, FILE_UNREADABLE (also for some bad bytes)."""
        text = decode(data)
        if text is None:
            return nothing(unreadable(name, "bytes that are no text", "text in UTF-8"))
        if not text.strip("\ufeff \t\r\n\f\v\xa0"):
            return nothing(empty(name))
        lines = LINE_END.sub("\n", text).split("\n")
        bad = text.count(REPLACEMENT)
        problems = (unreadable(name, f"{bad} bad characters", "text in UTF-8"),) if bad else ()
        return ReadResult(pages_of(lines), tuple(_pipe_tables(lines)), problems)


def pages_of(lines: list[str]) -> tuple[Page, ...]:
    """Lines shared out to pages at form feeds, which stay where they are in their lines.

    A line that begins with a form feed is the first of a page; with one further on, the last.
    """
    if not any("\f" in line for line in lines):
        return (Page(None, tuple(lines)),)
    pages: list[list[str]] = [[]]
    for line in lines:
        feeds = line.count("\f")
        if line.startswith("\f"):
            pages.extend([] for _ in range(feeds))
            feeds = 0
        pages[-1].append(line)
        pages.extend([] for _ in range(feeds))
    return tuple(Page(number, tuple(page)) for number, page in enumerate(pages, 1))


def _pipe_tables(lines: list[str]) -> Iterator[Table]:
    """Markdown tables: rows between pipes under a header row and a rule of dashes."""
    first = 1
    while first < len(lines):
        if "|" not in lines[first - 1] or not _is_rule(lines[first]):
            first += 1
            continue
        last = first
        while last < len(lines) and "|" in lines[last]:
            last += 1
        yield Table(tuple(_cells(lines, first, last)), first, last)
        first = last + 1


def _is_rule(line: str) -> bool:
    return "|" in line and RULE_ROW.fullmatch(line) is not None


def _cells(lines: list[str], first: int, last: int) -> Iterator[TableCell]:
    """Cells of the rows on lines first..last (from 1), the rule of dashes left out."""
    rows = [n for n in range(first, last + 1) if not _is_rule(lines[n - 1])]
    for row, number in enumerate(rows):
        for column, text in enumerate(lines[number - 1].strip().strip("|").split("|")):
            text = MARKS.sub("", CELL_BREAK.sub("\n", text)).strip()  # noqa: PLW2901
            yield TableCell(row, column, text, number)
