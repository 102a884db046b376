"""Tables of pages: found by rules or by gaps, their cells placed in rows and columns."""

from dataclasses import dataclass

from ingest.readers import Box, LineReading
from ingest.readers.layout import GridCell


@dataclass(frozen=True, slots=True)
class Place:
    """Where a cell stands in its table: first row and column from 0, and how many of each."""

    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class CellText:
    """What was read in a cell: lines parted by line feeds, and how sure that is."""

    text: str
    reading: LineReading


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table on a page. box: shares of the page. rows: cells in order, merged ones continued."""

    box: Box
    rows: tuple[tuple[GridCell, ...], ...]

    def holds(self, box: Box) -> bool:
        """Whether the middle of a box, in shares of the page, lies in the table."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return self.box[0] <= x <= self.box[2] and self.box[1] <= y <= self.box[3]


def grid_rows(
    cells: dict[Place, CellText], page: int | None = None
) -> tuple[tuple[GridCell, ...], ...]:
    """Rows of a table, each with its own cells and those that go on from above."""
    rows: dict[int, list[GridCell]] = {}
    for place, said in cells.items():
        for row in range(place.row, place.row + place.row_span):
            rows.setdefault(row, []).append(
                GridCell(
                    place.column, said.text, row > place.row, place.row_span, place.column_span,
                    page, said.reading,
                )
            )  # fmt: skip
    return tuple(tuple(sorted(rows[row], key=lambda cell: cell.column)) for row in sorted(rows))
