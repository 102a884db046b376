"""Tables of born-digital PDF, ruled or not, and all lines of a PDF with the tables among them."""

import io
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ingest.readers import LineReading, Page, ReadResult, Table
from ingest.readers.layout import Collected, GridCell
from ingest.readers.pdf_chars import HYPHENS, characters, turned
from ingest.readers.pdf_lines import Box, PageLines, TextLine, text_within
from ingest.readers.pdf_paragraphs import run_on
from ingest.readers.tables import CellText, grid_rows
from ingest.readers.tables.boxes import placed
from ingest.readers.tables.gutters import PlacedWord
from ingest.readers.tables.joining import joined
from ingest.readers.tables.unruled import unruled_tables
from kg.folding import fold

if TYPE_CHECKING:
    from ingest.readers.scans.pages import ScannedPage

GAP = 0.5  # heights between two characters that are of two words, with no blank drawn
FIRST_HEAD = re.compile(
    r"\W*(?:s\s?tt|tt|s\s?o\s+tt|so thu tu|nhom|muc|ma|noi dung|nhiem vu|ten|danh muc|linh vuc)\b"
)
EDGE = 1.5  # points by which rules of one row may differ


@dataclass(frozen=True, slots=True)
class PdfTable:
    """A table of a page. top, bottom: in points from the page's lower edge."""

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


def laid_out(
    pages: Sequence[PageLines],
    data: bytes,
    document: Any,  # noqa: ANN401
    scanned: Mapping[int, "ScannedPage"],
) -> ReadResult:
    """Lines of all pages; the lines of a ruled table are given row by row.

    scanned: pages by number that were read from their images.
    """
    found = _ruled_tables(pages, data, document)
    for page in pages:
        ruled = found.get(page.number, [])
        found[page.number] = [*ruled, *_unruled_tables(page, ruled, document)]
    result: list[Page] = []
    tables: list[Table] = []
    offset = 0
    for page in pages:
        collected = Collected(offset)
        image = scanned.get(page.number)
        if image is not None:
            image.fill(collected)
        else:
            _fill(collected, page, found.get(page.number, []))
        readings = tuple(collected.readings) if image is not None else ()
        result.append(Page(page.number, tuple(collected.lines), readings))
        tables.extend(collected.tables)
        offset += len(collected.lines)
    lines = [line for page in result for line in page.lines]
    return ReadResult(tuple(result), tuple(joined(tables, lines)))


def _fill(collected: Collected, page: PageLines, tables: Sequence[PdfTable]) -> None:
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
) -> dict[int, list[PdfTable]]:
    """Tables by page number. pdfplumber is slow, so that only pages with rules are looked at."""
    ruled = [page for page in pages if page.ruled]
    if not ruled:
        return {}
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # remarks on fonts, for nobody
    found: dict[int, list[PdfTable]] = {}
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[page.number for page in ruled]) as pdf:
            for page, plumbed in zip(ruled, pdf.pages, strict=True):
                shown = document[page.number - 1]
                found[page.number] = list(_tables_of(plumbed, shown, page.number))
                plumbed.close()
    except Exception:  # noqa: BLE001 (pdfminer raises of every kind; the text is read all the same)
        return found
    return found


def _unruled_tables(
    page: PageLines,
    ruled: Sequence[PdfTable],
    document: Any,  # noqa: ANN401
) -> list[PdfTable]:
    """Tables without rules, by the words of those lines that no ruled table holds."""
    lines = [line for line in page.lines if not any(table.holds(line) for table in ruled)]
    if not any(_names_columns(line.text) for line in lines if line.box is not None):
        return []
    shown = document[page.number - 1]
    left, bottom, right, top = turned(shown.get_cropbox(), shown.get_rotation())
    boxes = [line.box for line in lines if line.box is not None]
    words = [word for word in _words(shown, left, top) if _within(word, boxes, left, top)]
    size = (right - left, top - bottom)
    return [
        PdfTable(
            left + table.box[0] * size[0] - EDGE, top - table.box[3] * size[1] - EDGE,
            left + table.box[2] * size[0] + EDGE, top - table.box[1] * size[1] + EDGE,
            table.rows,
        )
        for table in unruled_tables(words, page.number, size)
    ]  # fmt: skip


def _names_columns(text: str) -> bool:
    """Whether a line may be the head of a first column, so that its page is looked at."""
    return FIRST_HEAD.match(fold(text)) is not None


def _words(page: Any, left: float, top: float) -> Iterator[PlacedWord]:  # noqa: ANN401
    """Words of a page with their boxes in points from its upper left corner."""
    textpage = page.get_textpage()
    found = list(characters(textpage))
    textpage.close()
    text, box = "", (0.0, 0.0, 0.0, 0.0)
    for code, place in [*found, (0x20, None)]:
        goes_on = place is not None and text and _is_next(box, place)
        if text and not goes_on:
            yield PlacedWord(text, box[0] - left, top - box[3], box[2] - left, top - box[1])
            text = ""
        if place is not None:
            box = _around(box, place) if text else place
            text += "-" if code in HYPHENS else chr(code)


def _is_next(word: Box, place: Box) -> bool:
    """Whether a character stands in a word's line, right after it."""
    height = word[3] - word[1]
    return abs(place[1] - word[1]) < height / 2 and place[0] - word[2] < GAP * height


def _around(one: Box, other: Box) -> Box:
    return (
        min(one[0], other[0]), min(one[1], other[1]),
        max(one[2], other[2]), max(one[3], other[3]),
    )  # fmt: skip


def _within(word: PlacedWord, boxes: Sequence[Box], left: float, top: float) -> bool:
    """Whether the middle of a word stands in one of these boxes of lines."""
    x, y = left + (word.left + word.right) / 2, top - word.middle
    return any(box[0] <= x <= box[2] and box[1] <= y <= box[3] for box in boxes)


def _tables_of(plumbed: Any, page: Any, number: int) -> Iterator[PdfTable]:  # noqa: ANN401
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
            yield PdfTable(*sheet.area(table.bbox), rows)


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
