"""Rows of tables among a document's lines: a line that is a row of cells is shown as one.

Readers of files write a row of a table as one line, its cells apart by " | "; so do people who
type a table into a plain text. A text whose lines were read from a damaged file has such strokes
by chance: it is shown as it stands.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.tables import Table
from ui import reader_lines
from ui import reader_wording as words
from ui.links import attribute
from ui.reader_lines import Placed, View

_STROKE: Final = re.compile(r"(?:^|\s+)\|(?:\s+|$)")
_RULE: Final = re.compile(r"[\s|:=+-]*(?:--|\|\s*\|)[\s|:=+-]*")
_FEWEST: Final = 2  # rows, and cells in a row, that make a table
_MOST_COLUMNS: Final = 30
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class TableRun:
    """Lines first..last (numbers, both inclusive) that are rows. head_rows: how many head it."""

    first: int
    last: int
    columns: int
    head_rows: int = 0


def cells(line: str) -> list[Span]:
    """Columns [start, end) of the cells of a line; one for a line that is no row.

    >>> cells("| Số | Tên |")
    [(2, 4), (7, 10)]
    """
    spans, start = [], 0
    for stroke in _STROKE.finditer(line):
        if stroke.start() > 0 or stroke.end() == 0:
            spans.append((start, stroke.start()))
        start = stroke.end()
    if start < len(line):
        spans.append((start, len(line)))
    return spans or [(0, len(line))]


def runs(lines: Sequence[str], tables: Sequence[Table] = ()) -> list[TableRun]:
    """The tables in these lines, in order: those that the file's reader found, then the rest."""
    found = [run for table in tables if (run := _told(table, lines))]
    taken = {number for run in found for number in range(run.first, run.last + 1)}
    return sorted([*found, *_seen(lines, taken)], key=lambda run: run.first)


def _told(table: Table, lines: Sequence[str]) -> TableRun | None:
    """A table of the file, where most of its lines are rows of cells."""
    first, last = table.first_line, min(table.last_line, len(lines))
    counts = [len(cells(line)) for line in lines[first - 1 : last] if line.strip()]
    rows = sum(count >= _FEWEST for count in counts)
    if rows < _FEWEST or 2 * rows < len(counts) or max(counts) > _MOST_COLUMNS:
        return None
    return TableRun(first, last, max(counts), table.head_rows)


def _seen(lines: Sequence[str], taken: set[int]) -> list[TableRun]:
    """Lines one below the other with equally many cells; rules of dashes or strokes fit any."""
    found: list[TableRun] = []
    first, columns, rows = 0, 0, 0
    for number, line in enumerate([*lines, ""], start=1):
        count = 0 if number in taken or "|" not in line else len(cells(line))
        if first and (count == columns or _RULE.fullmatch(line)):
            rows += count == columns
            continue
        if first and rows >= _FEWEST:
            found.append(TableRun(first, number - 1, columns, _headed(lines, first)))
        first, columns, rows = (
            (number, count, 1) if _FEWEST <= count <= _MOST_COLUMNS else (0, 0, 0)
        )
    return found


def _headed(lines: Sequence[str], first: int) -> int:
    """One row of headings where a rule of dashes stands below it."""
    return int(first < len(lines) and bool(_RULE.fullmatch(lines[first])))


def table(run: TableRun, placed: Sequence[Placed], view: View) -> str:
    """The lines of a run as a table."""
    rows = [
        _row(one, view, run, head=place < run.head_rows)
        for place, one in enumerate(placed)
        if not _RULE.fullmatch(one.line.text) or one.marks
    ]
    named = words.TABLE.format(first=run.first, last=run.last)
    return (
        f'<div class="cc-grid" role="region" tabindex="0" aria-label="{attribute(named)}">'
        f"<table>{''.join(rows)}</table></div>"
    )


def _row(placed: Placed, view: View, run: TableRun, *, head: bool) -> str:
    spans = cells(placed.line.text)
    tag = "th" if head else "td"
    shown = [
        f"<{tag}{_wide(place, len(spans), run.columns)}>"
        f"{reader_lines.words_of(placed, view, *span)}</{tag}>"
        for place, span in enumerate(spans)
    ]
    chosen = " cc-target" if placed.line.number == view.line else ""
    return (
        f'<tr class="cc-line{chosen}" id="L{placed.line.number}">'
        f"<td>{reader_lines.number(placed.line.number)}</td>{''.join(shown)}</tr>"
    )


def _wide(place: int, count: int, columns: int) -> str:
    """The last cell of a row that has fewer reaches to the table's end."""
    rest = columns - count
    return f' colspan="{rest + 1}"' if rest > 0 and place == count - 1 else ""
