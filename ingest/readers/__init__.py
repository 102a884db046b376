"""Readers: bytes of one format to pages of lines. Bad content is a `Problem`, never raised."""

from dataclasses import dataclass
from typing import Protocol

from kg.errors import Problem


@dataclass(frozen=True, slots=True)
class Page:
    """Lines of one page as read, without line breaks. number: from 1, None without pages."""

    number: int | None
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table that the format itself marks. row, column: from 0; line: from 1."""

    row: int
    column: int
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table in the file, in reading order; its cells' text also stands in the lines."""

    cells: tuple[TableCell, ...]
    first_line: int
    last_line: int


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
