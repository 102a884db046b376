"""Ruled tables of born-digital PDF, and all lines of a PDF in order with the tables among them."""

import io
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.readers import LineReading, Page, ReadResult, Table
from ingest.readers.layout import Collected, GridCell
from ingest.readers.pdf_chars import characters, turned
from ingest.readers.pdf_lines import Box, PageLines, TextLine, text_within
from ingest.readers.pdf_paragraphs import run_on
from ingest.readers.tables import CellText, grid_rows
from ingest.readers.tables.boxes import placed
from ingest.readers.tables.joining import joined

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
    lines = [line for page in result for line in page.lines]
    return ReadResult(tuple(result), tuple(joined(tables, lines)))


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
                shown = document[page.number - 1]
                found[page.number] = list(_tables_of(plumbed, shown, page.number))
                plumbed.close()
    except Exception:  # noqa: BLE001 (pdfminer raises of every kind; the text is read all the same)
        return found
    return found


def _tables_of(plumbed: Any, page: Any, number: int) -> Iterator[RuledTable]:  # noqa: ANN401
    textpage = page.get_textpage()
    found = list(characters(textpage))
    textpage.close()
    degrees = page.get_rotation()
    sheet = _Sheet(turned(page.get_cropbox(), degrees), float(plumbed.height), degrees, number)
    for table in plumbed.find_tables():
        cells = placed(table.cells, EDGE)
        rows = grid_rows(
            {place: _said(sheet, cell, found) for place, cell in cells.items()}, number
        )
        if len(rows) > 1 and max(len(row) for row in rows) > 1:
            yield RuledTable(*sheet.area(table.bbox), rows)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page as it is shown: its edges in points as `characters` gives them, its height there."""

    edges: Box
    height: float
    degrees: int
    number: int

    def area(self, box: Box) -> Box:
        """A box of pdfplumber's (y downwards) as one of `characters` (y upwards)."""
        left, top, right, bottom = box
        if self.degrees:
            x, y = self.edges[0], self.edges[3]
            return left + x, y - bottom, right + x, y - top
        # y upwards + y downwards is the height, of any point, whatever the page's origin
        return left, self.height - bottom, right, self.height - top

    def share(self, box: Box) -> Box:
        """A box of pdfplumber's in shares of the page."""
        left, bottom, right, top = self.area(box)
        x0, y0, x1, y1 = self.edges
        wide, high = max(1.0, x1 - x0), max(1.0, y1 - y0)
        return (left - x0) / wide, (y1 - top) / high, (right - x0) / wide, (y1 - bottom) / high


def _said(sheet: _Sheet, cell: Box, found: Sequence[tuple[int, Box | None]]) -> CellText:
    return CellText(text_within(found, sheet.area(cell)), LineReading(box=sheet.share(cell)))
