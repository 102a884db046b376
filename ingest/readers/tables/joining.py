"""Tables that go on over pages: their parts as one, heads printed again left out.

A row that the end of a page cut in two is one row again: its second half has no number of its
own, or goes on in the middle of a sentence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from ingest.readers import Table, TableCell
from ingest.readers.layout import LABEL
from kg.folding import fold

PAGE_NUMBER = re.compile(r"\W*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\W*", re.IGNORECASE)
SAME_TEXT = 0.8  # likeness of a head and of the same head on the next page, as OCR reads both
SAME_EDGE = 0.04  # share of the page's width by which a column's left edge may differ


def joined(tables: Sequence[Table], lines: Sequence[str] = ()) -> Iterator[Table]:
    """Tables with the parts of one that goes on over a page put together.

    A part goes on the table before when it stands on another page, has as many columns at the
    same places and no line but a page number stands between. lines: all lines of the document,
    the first one line 1.
    """
    current: Table | None = None
    for table in tables:
        if current is None:
            current = table
        elif _goes_on(current, table, lines):
            current = _appended(current, table)
        else:
            yield current
            current = table
    if current is not None:
        yield current


def _goes_on(table: Table, more: Table, lines: Sequence[str]) -> bool:
    if not lines and more.first_line != table.last_line + 1:
        return False
    between = lines[table.last_line : more.first_line - 1]
    if any(line.strip() and not PAGE_NUMBER.fullmatch(line) for line in between):
        return False
    page = more.cells[0].page
    if page is not None and table.cells[-1].page == page:
        return False
    if more.head_rows and not _repeated_head(table, more):
        return False  # another table, with heads of its own
    return _columns(table) == _columns(more) and _same_places(table, more)


def _columns(table: Table) -> int:
    return max(cell.column + cell.column_span for cell in table.cells)


def _same_places(table: Table, more: Table) -> bool:
    """Whether columns begin at the same places of the page, where the places are known."""
    before, after = _lefts(table), _lefts(more)
    return all(abs(before[c] - after[c]) <= SAME_EDGE for c in before.keys() & after.keys())


def _lefts(table: Table) -> dict[int, float]:
    """Left edge of each column, by the last cell there."""
    return {cell.column: cell.box[0] for cell in table.cells if cell.box is not None}


def _texts(table: Table, first: int, last: int) -> str:
    rows = (cell.text for cell in table.cells if first <= cell.row < last)
    return " ".join(fold(" ".join(rows)).split())


def _repeated_head(table: Table, more: Table) -> int:
    """How many first rows of a part repeat the head of its table."""
    for count in range(max(table.head_rows, 1), 0, -1):
        said, again = _texts(table, 0, count), _texts(more, 0, count)
        if said and SequenceMatcher(None, said, again, autojunk=False).ratio() >= SAME_TEXT:
            return count
    return 0


def _appended(table: Table, more: Table) -> Table:
    repeated = _repeated_head(table, more)
    cells = [cell for cell in more.cells if cell.row >= repeated]
    if not cells:
        return replace(table, last_line=more.last_line)
    after = max(cell.row + cell.row_span for cell in table.cells)
    begun = {cell.column: cell for cell in table.cells if cell.row + cell.row_span == after}
    cut = {cell.column: cell for cell in cells if cell.row == repeated}
    kept = list(table.cells)
    if _is_cut(table, begun, cut):
        kept = [_whole(cell, cut, after) for cell in kept]
        missing = [cell for column, cell in cut.items() if column not in begun and cell.text]
        kept += [replace(cell, row=after - 1) for cell in missing]
        cells = [cell for cell in cells if cell.row > repeated]
        after -= 1
    moved = [replace(cell, row=cell.row - repeated + after) for cell in cells]
    return replace(table, cells=(*kept, *moved), last_line=more.last_line)


def _is_cut(table: Table, begun: dict[int, TableCell], cut: dict[int, TableCell]) -> bool:
    """Whether a part's first row only ends the last row of the page before."""
    if any(cell.row_span > 1 for cell in cut.values()) or set(cut) - set(begun):
        return False
    said = {column: cell.text.strip() for column, cell in cut.items() if cell.text.strip()}
    if not said or len(cut) < 2 or any(not begun[column].text.strip() for column in said):
        return False
    if 0 in said and LABEL.fullmatch(said[0]):
        return False
    labels = [cell.text.strip() for cell in table.cells if cell.column == 0 and cell.text.strip()]
    numbered = sum(LABEL.fullmatch(label) is not None for label in labels)
    if 0 not in said and 2 * numbered >= len(labels) - table.head_rows and numbered:
        return True
    return all(text[0].islower() or text[0] in ",;.)" for text in said.values())


def _whole(cell: TableCell, cut: dict[int, TableCell], after: int) -> TableCell:
    """A cell of the last row with its rest from the next page; its box is its first part's."""
    if cell.row + cell.row_span != after or cell.column not in cut:
        return cell
    rest = cut[cell.column]
    if not rest.text.strip():
        return cell
    both = min(cell.confidence, rest.confidence)
    return replace(cell, text=f"{cell.text}\n{rest.text}", confidence=both)
