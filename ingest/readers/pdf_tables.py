"""Ruled tables of born-digital PDF, and all lines of a PDF in order with the tables among them."""

import io
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.readers import Page, ReadResult, Table, TableCell
from ingest.readers.layout import Collected, GridCell
from ingest.readers.pdf_lines import Box, PageLines, TextLine, characters, text_within
from ingest.readers.pdf_paragraphs import run_on

EDGE = 1.5  # points by which rules of one row may differ


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table found by its rules. top, bottom: in points from the page's lower edge."""

    left: float
    bottom: float
    right: float
    top: float
    rows: tuple[tuple[GridCell, ...], ...]

    def holds(self, line: TextLine) -> bool:
        """Whether the middle of a line lies in the table."""
        if line.box is None:
            return False
        x, y = (line.box[0] + line.box[2]) / 2, (line.box[1] + line.box[3]) / 2
        return self.left <= x <= self.right and self.bottom <= y <= self.top


def laid_out(pages: Sequence[PageLines], data: bytes, document: Any) -> ReadResult:  # noqa: ANN401
    """Lines of all pages; the lines of a ruled table are given row by row."""
    found = _ruled_tables(pages, data, document)
    result: list[Page] = []
    tables: list[Table] = []
    offset = 0
    for page in pages:
        collected = Collected(offset)
        _fill(collected, page, found.get(page.number, []))
        result.append(Page(page.number, tuple(collected.lines)))
        tables.extend(collected.tables)
        offset += len(collected.lines)
    return ReadResult(tuple(result), tuple(joined(tables)))


def _fill(collected: Collected, page: PageLines, tables: Sequence[RuledTable]) -> None:
    waiting = list(tables)
    after_text = False
    for line in page.lines:
        table = next((table for table in tables if table.holds(line)), None)
        if table is None and line.goes_on and after_text:
            collected.lines[-1] = run_on(collected.lines[-1], line.text)
        elif table is None:
            collected.add_text(line.text)
        elif table in waiting:
            waiting.remove(table)
            collected.add_table(table.rows)
        after_text = table is None


def _ruled_tables(
    pages: Sequence[PageLines],
    data: bytes,
    document: Any,  # noqa: ANN401
) -> dict[int, list[RuledTable]]:
    """Tables by page number. pdfplumber is slow, so that only pages with rules are looked at."""
    ruled = [page for page in pages if page.ruled]
    if not ruled:
        return {}
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # remarks on fonts, for nobody
    found: dict[int, list[RuledTable]] = {}
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[page.number for page in ruled]) as pdf:
            for page, plumbed in zip(ruled, pdf.pages, strict=True):
                if not plumbed.rotation:
                    found[page.number] = list(_tables_of(plumbed, document[page.number - 1]))
                plumbed.close()
    except Exception:  # noqa: BLE001 (pdfminer raises of every kind; the text is read all the same)
        return found
    return found


def _tables_of(plumbed: Any, page: Any) -> Iterator[RuledTable]:  # noqa: ANN401
    textpage = page.get_textpage()
    found = list(characters(textpage))
    textpage.close()
    height = float(plumbed.height)  # y upwards + y downwards, of any point, whatever the origin
    for table in plumbed.find_tables():
        left, top, right, bottom = table.bbox
        rows = tuple(_rows(table, found, height))
        if len(rows) > 1 and max(len(row) for row in rows) > 1:
            yield RuledTable(left, height - bottom, right, height - top, rows)


def _rows(
    table: Any,  # noqa: ANN401 (a pdfplumber table)
    found: Sequence[tuple[int, Box | None]],
    height: float,
) -> Iterator[tuple[GridCell, ...]]:
    """Rows of cells, each in its column; cells merged downwards go on in the rows below."""
    rows = table.rows
    lefts = sorted({cell[0] for row in rows for cell in row.cells if cell is not None})
    above: dict[int, tuple[float, str]] = {}  # column -> bottom of the cell there, its text
    for row in rows:
        cells = []
        for cell in (cell for cell in row.cells if cell is not None):
            column = lefts.index(cell[0])
            text = text_within(found, (cell[0], height - cell[3], cell[2], height - cell[1]))
            cells.append(GridCell(column, text))
            above[column] = (cell[3], text)
        taken = {cell.column for cell in cells}
        cells += [
            GridCell(column, text, continued=True)
            for column, (bottom, text) in above.items()
            if column not in taken and bottom > row.bbox[1] + EDGE
        ]
        yield tuple(sorted(cells, key=lambda cell: cell.column))


def joined(tables: Sequence[Table]) -> Iterator[Table]:
    """Tables with the parts of one that goes on over a page put together.

    A part goes on the table before when it has as many columns and no line stands between;
    its head, when printed again, is left out.
    """
    current: Table | None = None
    for table in tables:
        if current is None:
            current = table
        elif table.first_line == current.last_line + 1 and _columns(table) == _columns(current):
            current = _appended(current, table)
        else:
            yield current
            current = table
    if current is not None:
        yield current


def _columns(table: Table) -> int:
    return max(cell.column for cell in table.cells) + 1


def _appended(table: Table, more: Table) -> Table:
    head = [cell.text for cell in table.cells if cell.row == 0]
    repeated = [cell.text for cell in more.cells if cell.row == 0] == head
    shift = max(cell.row for cell in table.cells) + (0 if repeated else 1)
    cells = tuple(
        TableCell(cell.row + shift, cell.column, cell.text, cell.line)
        for cell in more.cells
        if not (repeated and cell.row == 0)
    )
    return Table(table.cells + cells, table.first_line, more.last_line)
