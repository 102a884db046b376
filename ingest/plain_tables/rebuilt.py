"""Tables rebuilt from lines, as values: rows of cells by column, each with a confidence."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.deadlines import is_deadline
from ingest.plain_tables.cell_words import KIND, line_tokens, starts_cell, weight
from ingest.readers import Table, TableCell
from kg.folding import fold

SURE = 0.7
"""Cells of at least this confidence are given as they stand; the others are marked."""
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class RebuiltCell:
    """Text of a cell, and P(the text is whole and in its place), a rough measure."""

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class RebuiltRow:
    """One row: its printed number or "", its group's label and title, cells by column name.

    lines: first and last line that its cells were read from.
    """

    label: str
    group: str
    title: str
    cells: Mapping[str, RebuiltCell]
    lines: tuple[int, int]


@dataclass(frozen=True, slots=True)
class RebuiltTable:
    """A table of plain text. columns: names from left to right; first_line: of its heads.

    groups: (first line, last line, text) of the rows that only name a group.
    heads: (column name, head as read) where it is legible.
    """

    columns: tuple[str, ...]
    rows: tuple[RebuiltRow, ...]
    groups: tuple[tuple[int, int, str], ...]
    heads: tuple[tuple[str, str], ...]
    first_line: int
    last_line: int

    def as_table(self) -> Table:
        """The same as a `Table`: heads in its first row where any is legible."""
        heads = dict(self.heads)
        top = 1 if heads else 0
        cells = [
            TableCell(0, place, heads[name], self.first_line)
            for place, name in enumerate(self.columns)
            if name in heads
        ]
        for index, row in enumerate(self.rows, top):
            cells += [
                TableCell(index, place, cell.text, row.lines[0], confidence=cell.confidence)
                for place, name in enumerate(self.columns)
                if (cell := row.cells.get(name))
            ]
        return Table(tuple(cells), self.first_line, self.last_line, head_rows=top)


def fitness(name: str, text: str) -> float:
    """How far a text looks like one whole cell of a column, from 0 to 1."""
    folded, kind = fold(text), KIND[name]
    words = line_tokens(text)
    letters = len(_LETTERS.findall(text))
    if not words or letters < 0.6 * len(re.sub(r"[\s\d/.-]", "", text)):
        return 0.2
    if kind == "task":
        return (0.95 if len(words) >= 3 else 0.4) if starts_cell(kind, folded, text) else 0.5
    if kind == "deadline":
        return 0.95 if is_deadline(text) else 0.4
    if not starts_cell(kind, folded, text):
        return 0.3
    worths = [weight(kind, word.folded) for word in words]
    alien = sum(worth < -0.8 for worth in worths) / len(worths)
    return 0.95 if alien == 0 else 0.75 if alien <= 0.2 else 0.4
