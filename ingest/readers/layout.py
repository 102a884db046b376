"""Tables of any format to lines: data tables row by row, layout tables cell by cell.

Vietnamese documents set their heading (authority | national motto) and their end (recipients |
signer) side by side, which Word files do with a table; read across, it would mix two texts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.readers import LineReading, Table, TableCell
from kg.folding import fold

LAYOUT_WORDS = re.compile(
    r"cong hoa xa hoi|doc lap\W+tu do|dang cong san viet nam|noi nhan\b|\b(tm|kt|tl|tuq)\. "
)
MAX_LAYOUT_ROWS, MAX_LAYOUT_COLUMNS = 5, 3
HEAD_WORDS = re.compile(
    r"^(?:s?tt|so tt|so thu tu|muc|nhom|ma)$|noi dung|nhiem vu|^ten |co quan|don vi"
    r"|thoi (?:gian|han)|ghi chu|san pham|ket qua|danh muc|muc chi|chi tieu|can cu|dia diem"
    r"|cach thuc|tieu chi|hoat dong|chu tri|phoi hop|linh vuc|ho (?:va )?ten|chuc (?:vu|danh)"
    r"|so luong|kinh phi|^nam \d"
)
LABEL = re.compile(r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[IVX]{1,5}|[A-Za-zĐđ])[.)]{0,2}")
LONGEST_HEAD = 120  # characters of a column's head
SEPARATOR = " | "
SURE = LineReading()


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell as the format gives it: its column from 0 and its text, line feeds inside.

    continued: the cell only goes on from the row above (merged downwards). row_span, column_span:
    rows and columns that it covers, itself included; rows may be left to the continued cells.
    page: from 1. reading: confidence, doubts in the text, place on the page.
    """

    column: int
    text: str
    continued: bool = False
    row_span: int = 1
    column_span: int = 1
    page: int | None = None
    reading: LineReading = SURE


@dataclass(slots=True)
class Collected:
    """Lines and tables collected in reading order; `offset` lines stand before.

    readings: one for each line; of use only where an engine read an image.
    """

    offset: int = 0
    lines: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    readings: list[LineReading] = field(default_factory=list)

    def add_text(self, text: str, reading: LineReading | None = None) -> None:
        """Add a paragraph; each of its line breaks ends a line. reading: that of a single line."""
        lines = text.split("\n")
        self.lines.extend(lines)
        known = reading if reading is not None and len(lines) == 1 else SURE
        self.readings.extend([known] * len(lines))

    def add_table(self, rows: Sequence[Sequence[GridCell]]) -> None:
        """Add a table: a data table one line a row, cells joined with " | "."""
        rows = [row for row in rows if any(cell.text for cell in row)]
        if not rows:
            return
        if is_layout(rows):
            for row in rows:
                for cell in row:
                    if cell.text and not cell.continued:
                        self.add_text(cell.text, cell.reading)
            return
        first = self.offset + len(self.lines) + 1
        cells = tuple(_cells(rows, first))
        for row in rows:
            self.lines.append(SEPARATOR.join(_printed(cell) for cell in row))
            self.readings.append(_row_reading(row))
        last = self.offset + len(self.lines)
        self.tables.append(Table(cells, first, last, head_rows(rows)))


def _cells(rows: Sequence[Sequence[GridCell]], first: int) -> Iterator[TableCell]:
    """Each cell once, where it begins, with the rows that it goes on in; row 0 is line `first`."""
    for number, row in enumerate(rows):
        for cell in row:
            if cell.continued and number:
                continue
            stated = min(cell.row_span, len(rows) - number)
            yield TableCell(
                number, cell.column, cell.text, first + number,
                max(stated, 1 + _rows_after(rows[number + 1 :], cell.column)), cell.column_span,
                cell.page, cell.reading.box, cell.reading.confidence,
            )  # fmt: skip


def _rows_after(rows: Sequence[Sequence[GridCell]], column: int) -> int:
    """In how many rows, from the first of `rows`, the cell in a column goes on."""
    count = 0
    for row in rows:
        if not any(cell.continued and cell.column == column for cell in row):
            break
        count += 1
    return count


def _row_reading(row: Sequence[GridCell]) -> LineReading:
    """How a row's line was read: its cells' doubts where they stand in the line."""
    doubts: list[tuple[int, int, float]] = []
    shares, boxes, start = [], [], 0
    for cell in row:
        printed = _printed(cell)
        if printed:
            shares.append((cell.reading.confidence, len(printed)))
            doubts += [(start + a, start + b, share) for a, b, share in cell.reading.doubts]
            boxes += [cell.reading.box] if cell.reading.box else []
        start += len(printed) + len(SEPARATOR)
    weight = sum(length for _, length in shares)
    mean = sum(share * length for share, length in shares) / weight if weight else 1.0
    if not boxes:
        return LineReading(mean, tuple(doubts))
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return LineReading(mean, tuple(doubts), (min(lefts), min(tops), max(rights), max(bottoms)))


def head_rows(rows: Sequence[Sequence[GridCell]]) -> int:
    """How many first rows are column headings: those of the first row's cells, and one of numbers.

    0 where the first row does not look like headings, as in a table's part on its next page.
    """
    texts = [" ".join(cell.text.split()) for cell in rows[0] if not cell.continued]
    known = [text for text in texts if HEAD_WORDS.search(fold(text))]
    if len(known) < 2 or max(map(len, texts)) > LONGEST_HEAD or LABEL.fullmatch(texts[0] or "1"):
        return 0
    count = 1 + max(_rows_after(rows[1:], cell.column) for cell in rows[0])
    if count < len(rows) and _is_numbering(rows[count]):
        count += 1
    return min(count, len(rows))


def _is_numbering(row: Sequence[GridCell]) -> bool:
    """A row that numbers the columns: (1) (2) (3), or A B 1 2."""
    texts = [cell.text.strip() for cell in row if not cell.continued and cell.text.strip()]
    labels = [text.strip("() .") for text in texts if LABEL.fullmatch(text)]
    return len(texts) > 2 and len(labels) == len(texts) and len(set(labels)) == len(labels)


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
