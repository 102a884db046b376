"""Readers: bytes of one format to pages of lines. Bad content is a `Problem`, never raised."""

from dataclasses import dataclass
from typing import Protocol

from kg.errors import Problem
from kg.tables import Box, Table, TableCell

__all__ = ["Box", "LineReading", "Page", "ReadResult", "Reader", "Table", "TableCell"]


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
