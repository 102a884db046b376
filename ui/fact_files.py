"""Files with tables of facts to rows, each with its line: CSV, XLSX, JSONL, as offices have them.

Title lines above the header, merged cells and a line of column numbers below it are common in
such tables, and are read as they are meant. What cannot be read is told, never dropped.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.errors import UsageError
from kg.fact_table import REQUIRED, FactFault, Finding
from kg.user_facts.columns import DOUBTFUL_END, HEADINGS, IGNORED, column_of, folded
from ui.fact_grids import Grid, csv_grid, xlsx_grids

FactRow = dict[str, str | None]
FORMATS = "Bảng phải là CSV (UTF-8), XLSX có dòng tiêu đề, hoặc JSONL."
_HEADER_WITHIN = 40  # rows; above it stand the office's name, the title, the day
_SHEET_SUFFIXES = frozenset({".xlsx", ".xlsm"})
_GROUP = re.compile(r"(?:[IVX]{1,5}|[A-ZĐ])[.)]\s+\D+$")  # "I. Quyết định", a line between rows
_LINES = frozenset({".csv", ".txt", ".tsv"})


@dataclass(slots=True)
class FactSheet:
    """Rows of a table, each with its `line`; what was told or refused while it was read."""

    rows: list[FactRow] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    refused: list[Finding] = field(default_factory=list)


def read_sheet(path: Path, *, source: str | None = None) -> FactSheet:
    """A table of facts. Raises UsageError where the file is none, with what is missing.

    source: where the facts were found, for a table that has no such column.
    """
    kind = path.suffix.lower()
    if kind in _SHEET_SUFFIXES:
        return _best(path, xlsx_grids(path), source)
    if kind in _LINES:
        return _best(path, [csv_grid(path, _known_headings)], source)
    return _json_lines(path, source)


def _known_headings(cells: Sequence[str]) -> int:
    """How many cells are headings of the format."""
    return len({name for name in map(column_of, cells) if name})


def _best(path: Path, grids: Sequence[Grid], source: str | None) -> FactSheet:
    """The first sheet that has a header; others that hold something are told."""
    headed = [(grid, place) for grid in grids if (place := _header(grid)) is not None]
    if not headed:
        _no_header(path, grids)
    grid, place = headed[0]
    sheet = _rows(path, grid, place, source)
    sheet.warnings += [
        Finding(FactFault.SHEET_LEFT, found=other.name)
        for other in grids
        if other is not grid and any(any(cells) for _, cells in other.rows)
    ]
    return sheet


def _header(grid: Grid) -> int | None:
    """Index of the header: the row with most headings of the format, two at least."""
    counts = [
        (_known_headings([cell or "" for cell in cells]), -index)
        for index, (_, cells) in enumerate(grid.rows[:_HEADER_WITHIN])
    ]
    best, index = max(counts, default=(0, 0))
    return -index if best > 1 else None


def _no_header(path: Path, grids: Sequence[Grid]) -> None:
    filled = [cells for grid in grids for _, cells in grid.rows if any(cells)]
    if not filled:
        raise UsageError(f"Bảng “{path.name}” trống.", FORMATS)
    legacy = _legacy([cell for cells in filled[:_HEADER_WITHIN] for cell in cells if cell])
    if legacy:
        raise UsageError(
            f"Bảng “{path.name}” gõ bằng phông chữ cũ ({legacy}).",
            "Hãy chuyển mã sang Unicode rồi nạp lại.",
        )
    raise UsageError(
        f"Không thấy dòng tiêu đề trong bảng “{path.name}”.",
        f"Cần có các cột: {_named(REQUIRED)}.",
    )


def _legacy(cells: Sequence[str]) -> str | None:
    """The legacy encoding of Vietnamese in which cells were typed, if it is one."""
    from ingest.readers.encodings import decode_legacy

    found = decode_legacy(list(cells))[1]
    return found.value if found else None


def _named(columns: Sequence[str]) -> str:
    return ", ".join(f"“{HEADINGS[name]}” ({name})" for name in columns)


def _rows(path: Path, grid: Grid, place: int, source: str | None) -> FactSheet:
    line, heads = grid.rows[place]
    sheet = FactSheet()
    columns = _columns(str(line), [head or "" for head in heads], sheet)
    missing = [n for n in REQUIRED if n not in columns and not (n == "source" and source)]
    if missing:
        raise UsageError(
            f"Bảng “{path.name}”, dòng tiêu đề {line}: thiếu cột {_named(missing)}.",
            f"Các cột nhận ra: {_named([c for c in columns if c])}.",
        )
    for number, cells in grid.rows[place + 1 :]:
        if any(cells) and not (sheet.rows == [] and _counts_columns(cells)):
            heading = str(number) in grid.headings
            row = _row(sheet, columns, cells, str(number), heading=heading)
            if row is not None:
                sheet.rows.append({"source": source} | row)
            if row is not None and grid.ragged and len(cells) < len(columns):
                counts = str(len(cells)), str(len(columns))
                sheet.warnings.append(Finding(FactFault.ROW_SHORT, str(number), "", *counts))
    if not sheet.rows and not sheet.refused:
        sheet.warnings.append(Finding(FactFault.NO_ROWS, str(line)))
    return sheet


def _columns(line: str, heads: Sequence[str], sheet: FactSheet) -> list[str | None]:
    """The column of each cell; None for those that are not taken, which are told."""
    found: list[str | None] = []
    for head in heads:
        name = column_of(head)
        if name is None and head and folded(head) not in IGNORED:
            sheet.warnings.append(Finding(FactFault.COLUMN_UNKNOWN, line, head, head))
        if name in found and name is not None:
            sheet.warnings.append(Finding(FactFault.COLUMN_UNKNOWN, line, head, head))
            name = None
        if name == "expired" and folded(head.partition("(")[0]) in DOUBTFUL_END:
            sheet.warnings.append(Finding(FactFault.END_MEANT, line, "expired", head))
        found.append(name)
    return found


def _counts_columns(cells: Sequence[str | None]) -> bool:
    """Whether a row below the header numbers the columns: (1), (2), (3)."""
    filled = [cell.strip("() ") for cell in cells if cell]
    return len(filled) > 1 and all(cell.isdigit() and len(cell) <= 2 for cell in filled)


def _row(
    sheet: FactSheet,
    columns: Sequence[str | None],
    cells: Sequence[str | None],
    line: str,
    *,
    heading: bool,
) -> FactRow | None:
    """The filled cells of a row by their columns; None for what is no row of facts, told so."""
    filled = [cell for cell in cells if cell]
    if len(filled) == 1 and (heading or _GROUP.match(filled[0])):
        sheet.warnings.append(Finding(FactFault.HEADING, line, found=filled[0]))
        return None
    if any(cells[len(columns) :]):
        counts = str(len(cells)), str(len(columns))
        sheet.refused.append(Finding(FactFault.CELLS, line, "", *counts))
        return None
    row: FactRow = {"line": line}
    for name, cell in zip(columns, cells, strict=False):
        if name and cell:
            row[name] = _unquoted(cell)
    return row


def _unquoted(cell: str) -> str:
    """A cell without the sign that keeps a spreadsheet from running it as a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@") else cell


def _json_lines(path: Path, source: str | None) -> FactSheet:
    """Rows of JSON Lines; keys under any name of their column, several values of one in a list."""
    sheet, told = FactSheet(), Counter[str]()
    for line, values in _objects(path, sheet):
        row: FactRow = {"source": source, "line": line}
        for key, value in values.items():
            name = column_of(key)
            if name is None and folded(key) not in IGNORED:
                told[key] += 1
                if told[key] == 1:
                    sheet.warnings.append(Finding(FactFault.COLUMN_UNKNOWN, line, key, key))
            listed = value if isinstance(value, list) else [value]
            filled = [str(item) for item in listed if item is not None]
            if name and filled:
                row[name] = "; ".join(filled)
        sheet.rows.append(row)
    if not sheet.rows:
        raise UsageError(f"Không đọc được bảng “{path.name}”.", FORMATS)
    return sheet


def _objects(path: Path, sheet: FactSheet) -> Iterator[tuple[str, dict[str, object]]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"Không đọc được bảng “{path.name}”.", FORMATS) from error
    # Not `splitlines`: a JSON string may hold other signs that count as line ends there.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError:
            value = None
        if isinstance(value, dict):
            yield str(number), value
        else:
            found = line.strip()[:60]
            sheet.refused.append(Finding(FactFault.NOT_A_ROW, str(number), "", found))
