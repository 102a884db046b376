"""The list of documents to take away: the rows that the filters leave, as XLSX or CSV."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, TypeAlias
from urllib.parse import urlencode

from kg.model import DocumentRecord
from ui import document_wording as words
from ui import labels
from ui.document_list import MOST_SAVED, DocumentLists, Listed
from ui.document_query import DocumentQuery
from ui.reports.sheets import harmless

PATH: Final = "/cancu-documents/{name}"
KINDS: Final = {
    "van-ban.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "van-ban.csv": "text/csv; charset=utf-8",
}
Cell: TypeAlias = str | int | dt.date | None
_WIDTHS: Final = (20, 14, 13, 28, 24, 12, 70, 22, 13, 12, 12, 14, 10, 10, 34, 34)
_DAY: Final = "dd/mm/yyyy"
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LONGEST: Final = 32_767  # characters of a cell that Excel opens


def links(query: DocumentQuery) -> list[tuple[str, str]]:
    """(words, address) of the files with the list that a query asks for."""
    asked = urlencode([pair for pair in query.pairs if pair[0] != "part"])
    return [
        (said, f"{PATH.format(name=name)}?{asked}".rstrip("?"))
        for said, name in ((words.SAVE_XLSX, "van-ban.xlsx"), (words.SAVE_CSV, "van-ban.csv"))
    ]


def made(lists: DocumentLists, name: str, query: DocumentQuery) -> bytes:
    """The file of this name (see KINDS). Raises UsageError on a filter that is none."""
    listed = lists.page(query.on_part(1), rows=MOST_SAVED)
    return _xlsx(listed) if name.endswith(".xlsx") else _csv(listed)


def rows(listed: Listed) -> Iterator[list[Cell]]:
    """A row for each document, in the order of `document_wording.SHEET_COLUMNS`."""
    for record in listed.records:
        yield _row(record, listed)


def _row(record: DocumentRecord, listed: Listed) -> list[Cell]:
    head, found = record.header, listed.figures[record.id]
    return [
        head.number,
        head.type,
        head.date,
        head.issuer,
        head.place.name if head.place else None,
        head.place.level.value if head.place else None,
        head.title,
        labels.STATES[listed.states[record.key]],
        listed.query.on,
        found.cites if record.held else None,
        found.tasks if record.held else None,
        found.cited_by,
        words.YES if record.damaged else words.NO,
        words.YES if record.held else words.NO,
        Path(record.path).name or None,
        record.id,
    ]


def _csv(listed: Listed) -> bytes:
    """UTF-8 with a byte order mark, so that Excel reads the accents; days are ISO."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(words.SHEET_COLUMNS)
    for row in rows(listed):
        writer.writerow("" if cell is None else harmless(str(cell)) for cell in row)
    return ("\ufeff" + out.getvalue()).encode("utf-8", "replace")


def _xlsx(listed: Listed) -> bytes:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(words.SHEET)
    sheet.freeze_panes = "B2"
    for number, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    heads = [WriteOnlyCell(sheet, value=said) for said in words.SHEET_COLUMNS]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for row in rows(listed):
        sheet.append([_kept(sheet, cell) for cell in row])
    last = get_column_letter(len(words.SHEET_COLUMNS))
    sheet.auto_filter.ref = f"A1:{last}{len(listed.records) + 1}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _kept(sheet: Any, value: Cell) -> Any:  # noqa: ANN401 - openpyxl's own
    """A value as a cell takes it: no signs that XML forbids, nothing that runs as a formula."""
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, str):
        return harmless(_UNPRINTABLE.sub(" ", value))[:_LONGEST] or None
    if not isinstance(value, dt.date):
        return value
    cell = WriteOnlyCell(sheet)
    cell.value = value
    cell.number_format = _DAY
    return cell
