"""Tables of any format to lines: data tables row by row, layout tables cell by cell.

Vietnamese documents set their heading (authority | national motto) and their end (recipients |
signer) side by side, which Word files do with a table; read across, it would mix two texts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.readers import Table, TableCell
from kg.folding import fold

LAYOUT_WORDS = re.compile(
    r"cong hoa xa hoi|doc lap\W+tu do|dang cong san viet nam|noi nhan\b|\b(tm|kt|tl|tuq)\. "
)
MAX_LAYOUT_ROWS, MAX_LAYOUT_COLUMNS = 5, 3


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as the format gives it: its column from 0 and its text, line feeds inside.

    continued: the cell only goes on from the row above (merged downwards). row_span, column_span:
    rows and columns that it covers, itself included, where the format says so.
    """

    column: int
    text: str
    continued: bool = False
    row_span: int = 1
    column_span: int = 1


@dataclass(slots=True)
class Collected:
    """Lines and tables collected in reading order; `offset` lines stand before."""

    offset: int = 0
    lines: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)

    def add_text(self, text: str) -> None:
        """Add a paragraph; each of its line breaks ends a line."""
        self.lines.extend(text.split("\n"))

    def add_table(self, rows: Sequence[Sequence[GridCell]]) -> None:
        """Add a table: a data table one line a row, cells joined with " | "."""
        rows = [row for row in rows if any(cell.text for cell in row)]
        if not rows:
            return
        if is_layout(rows):
            for row in rows:
                for cell in row:
                    if cell.text and not cell.continued:
                        self.add_text(cell.text)
            return
        cells: list[TableCell] = []
        first = self.offset + len(self.lines) + 1
        for number, row in enumerate(rows):
            cells.extend(self._row(number, row, cells))
            self.lines.append(" | ".join(_printed(cell) for cell in row))
        self.tables.append(Table(tuple(cells), first, self.offset + len(self.lines)))

    def _row(
        self, number: int, row: Sequence[GridCell], above: Sequence[TableCell]
    ) -> list[TableCell]:
        """Cells of a row; one that goes on from above keeps the text and line of its first row."""
        line = self.offset + len(self.lines) + 1
        begun = {cell.column: cell.line for cell in above if cell.row == number - 1}
        return [
            TableCell(
                number, cell.column, cell.text,
                begun.get(cell.column, line) if cell.continued else line,
                cell.row_span, cell.column_span,
            )
            for cell in row
        ]  # fmt: skip


def is_layout(rows: Sequence[Sequence[GridCell]]) -> bool:
    """Whether a table only sets texts side by side: one row, or a heading or signature block."""
    columns = max(cell.column for row in rows for cell in row) + 1
    if columns == 1 or len(rows) == 1:
        return True
    if len(rows) > MAX_LAYOUT_ROWS or columns > MAX_LAYOUT_COLUMNS:
        return False
    text = fold(" ".join(cell.text for row in rows for cell in row).replace("\n", " "))
    return LAYOUT_WORDS.search(text) is not None


def _printed(cell: GridCell) -> str:
    return "" if cell.continued else " ".join(cell.text.split())
