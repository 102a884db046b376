"""Users' facts as a file that another office imports: CSV, XLSX or JSONL, by its suffix."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from kg.errors import CancuError, UsageError
from kg.facts import Scope
from kg.terms import ValidityState
from kg.user_facts.cells import FactEvent
from kg.user_facts.columns import HEADINGS
from ui.fact_wording import EVENTS, SCOPES
from ui.labels import STATES
from ui.os_reasons import os_reason

FactRow = Mapping[str, str | None]


def write_facts(path: Path, rows: Sequence[FactRow]) -> None:
    """Write rows of facts; CSV and XLSX under Vietnamese headings, JSONL under the names.

    Raises UsageError for another suffix, CancuError where the file cannot be written.
    """
    writers = {".csv": _csv, ".xlsx": _xlsx, ".jsonl": _jsonl}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise UsageError(
            f"Không ghi được dạng “{path.suffix}”.", f"Các dạng: {', '.join(writers)}."
        )
    try:
        path.write_bytes(writer(rows))
    except OSError as error:
        raise CancuError(
            f"Không ghi được tệp “{path}” ({os_reason(error)}).", "Hãy chọn nơi lưu khác."
        ) from error


def _columns(rows: Sequence[FactRow]) -> list[str]:
    """Columns that hold anything, in the order of the format."""
    used = {name for row in rows for name, value in row.items() if value}
    return [name for name in HEADINGS if name in used or name in ("number", "signed", "source")]


def _cell(name: str, value: str | None) -> str:
    """A value as offices read it; kept from being run as a formula (CWE-1236)."""
    if name == "event" and value:
        value = EVENTS[FactEvent(value)]
    if name == "scope" and value:
        value = SCOPES[Scope(value)]
    if name == "status" and value:
        value = STATES[ValidityState(value)]
    text = value or ""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def _grid(rows: Sequence[FactRow]) -> list[list[str]]:
    names = _columns(rows)
    body = [[_cell(name, row.get(name)) for name in names] for row in rows]
    return [[HEADINGS[name] for name in names], *body]


def _csv(rows: Sequence[FactRow]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(_grid(rows))
    return out.getvalue().encode("utf-8-sig")  # without the mark Excel takes it for Windows-1252


def _xlsx(rows: Sequence[FactRow]) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Dữ liệu hiệu lực"
    for cells in _grid(rows):
        sheet.append(cells)
    for position, cell in enumerate(sheet[1], start=1):
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(position)].width = 22
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _jsonl(rows: Sequence[FactRow]) -> bytes:
    lines = (json.dumps({k: v for k, v in row.items() if v}, ensure_ascii=False) for row in rows)
    return "".join(f"{line}\n" for line in lines).encode()
