"""Tables of a file, as its reader found them."""

from dataclasses import dataclass

Box = tuple[float, float, float, float]
"""(left, top, right, bottom) on a page, as shares of the page's width and height."""


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
