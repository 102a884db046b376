"""Tables of Word files: rows of cells with the columns and rows that each covers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ingest.readers.layout import GridCell
from ingest.readers.word_package import W
from ingest.readers.word_styles import value

MAX_COLUMNS = 63  # Word's own limit
ROW_WRAPPERS = frozenset(W + tag for tag in ("sdt", "sdtContent", "ins", "customXml", "smartTag"))


@dataclass(frozen=True, slots=True)
class WordCell:
    """A cell as it stands in the file. continued: merged with the one above."""

    element: Any
    columns: int = 1
    continued: bool = False


def rows_of(table: Any) -> Iterator[list[tuple[int, WordCell]]]:  # noqa: ANN401
    """Rows of (first column, cell); deleted rows are left out."""
    for row in _within(table, "tr"):
        properties = row.find(W + "trPr")
        if properties is not None and properties.find(W + "del") is not None:
            continue
        column = _count(value(properties, "gridBefore"), 0)
        cells: list[tuple[int, WordCell]] = []
        for element in _within(row, "tc"):
            cell = _cell(element)
            if value(element.find(W + "tcPr"), "hMerge") in {"continue", ""} and cells:
                start, before = cells[-1]
                cells[-1] = (start, replace(before, columns=before.columns + cell.columns))
            else:
                cells.append((column, cell))
            column += cell.columns
        yield cells


def _within(element: Any, tag: str) -> Iterator[Any]:  # noqa: ANN401
    """Children of one tag, those inside content controls and insertions too."""
    for child in element:
        if child.tag == W + tag:
            yield child
        elif child.tag in ROW_WRAPPERS:
            yield from _within(child, tag)


def _cell(element: Any) -> WordCell:  # noqa: ANN401
    properties = element.find(W + "tcPr")
    columns = _count(value(properties, "gridSpan"), 1)
    # Without a value it continues (ECMA-376 Part 1, 17.4.84).
    return WordCell(element, columns, value(properties, "vMerge") in {"continue", ""})


def _count(text: str | None, default: int) -> int:
    if not text or not text.isascii() or not text.isdigit():
        return default
    return min(int(text[:4]), MAX_COLUMNS)


def is_side_by_side(table: Any) -> bool:  # noqa: ANN401
    """Whether a table only sets texts beside or under each other: one row, or one column."""
    rows = list(rows_of(table))
    return len(rows) == 1 or all(len(row) <= 1 for row in rows)


def grid(cells: Sequence[tuple[int, WordCell, str]], above: Sequence[GridCell]) -> list[GridCell]:
    """A row for the collector; a cell that goes on from above has the text of that one."""
    begun = {cell.column: cell for cell in above}
    return [
        GridCell(column, begun[column].text, continued=True, column_span=cell.columns)
        if cell.continued and column in begun
        else GridCell(column, text, column_span=cell.columns)
        for column, cell, text in cells
    ]
