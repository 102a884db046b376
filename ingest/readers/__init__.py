"""Readers: bytes of one format to pages of lines. Bad content is a `Problem`, never raised."""

from dataclasses import dataclass
from typing import Protocol

from kg.errors import Problem

Box = tuple[float, float, float, float]
"""(left, top, right, bottom) on a page, as shares of the page's width and height."""


@dataclass(frozen=True, slots=True)
class LineReading:
    """How a line was read, where that is known.

    confidence: mean over its words of P(word is right), as the engine says. doubts: (start, end,
    P(right)) of words below 0.9, in the line as read. box: where it stands on its page.
    """

    confidence: float = 1.0
    doubts: tuple[tuple[int, int, float], ...] = ()
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """Lines of one page as read, without line breaks. number: from 1, None without pages.

    readings: one for each line where an engine read an image, else empty.
    """

    number: int | None
    lines: tuple[str, ...]
    readings: tuple[LineReading, ...] = ()


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table. row, column: from 0, of its upper left corner; line: from 1.

    row_span, column_span: rows and columns that a merged cell covers. page, box: where it
    stands, for formats with pages. confidence: P(the text and its place are right).
    """

    row: int
    column: int
    text: str
    line: int
    row_span: int = 1
    column_span: int = 1
    page: int | None = None
    box: Box | None = None
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Table:
    """A table in the file, in reading order; its cells' text also stands in the lines.

    head_rows: how many of its first rows are column headings; 0 where it is not known.
    """

    cells: tuple[TableCell, ...]
    first_line: int
    last_line: int
    head_rows: int = 0

    def rows(self) -> list[tuple[int, dict[int, str]]]:
        """(first line, text by column) of each row; one merged downwards is in each of its rows."""
        rows: dict[int, dict[int, str]] = {}
        first: dict[int, int] = {}
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                rows.setdefault(row, {})[cell.column] = cell.text
            first[cell.row] = min(cell.line, first.get(cell.row, cell.line))
        for row in sorted(rows):  # one of merged cells only: it has no text of its own, and no line
            first.setdefault(row, first.get(row - 1, self.first_line))
        return [(first[row], rows[row]) for row in sorted(rows)]


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What a reader found. pages may be empty; then `problems` says why."""

    pages: tuple[Page, ...]
    tables: tuple[Table, ...] = ()
    problems: tuple[Problem, ...] = ()


class Reader(Protocol):
    """One format. `suffixes`: lower case, with the dot."""

    @property
    def suffixes(self) -> frozenset[str]:
        """Suffixes of the format's files."""
        ...

    def read(self, data: bytes, name: str) -> ReadResult:
        """Read `data`; `name` is used in problems only."""
        ...
