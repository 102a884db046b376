"""A check as tables for a spreadsheet: CSV and XLSX. No cell is ever a formula."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ui import check_wording as wording
from ui.reports.cells import COLUMNS, heading, opening, rows, sections

if TYPE_CHECKING:
    from openpyxl import Workbook

Report = Mapping[str, Any]
_WIDTHS: Final = (14, 22, 14, 46, 18, 26, 16, 24, 26, 60, 60, 10, 60)


def as_csv(report: Report) -> bytes:
    """UTF-8 with a byte order mark, so that Excel reads the accents.

    The table, an empty line, then the certificate, a name and a value on each line.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([harmless(cell) for cell in row] for row in rows(report))
    writer.writerow(())
    writer.writerows(wording.certificate(report))
    return ("\ufeff" + out.getvalue()).encode("utf-8")


def harmless(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula is kept as text (CWE-1236)."""
    return f"'{cell}" if cell.lstrip()[:1] in ("=", "+", "-", "@") else cell


def as_xlsx(report: Report) -> bytes:
    """A workbook: the table of authorities, what else was found, what the check rests on."""
    from openpyxl import Workbook

    book = Workbook(write_only=False)
    book.remove(book.worksheets[0])
    main = [COLUMNS, *rows(report)]
    others = [(name, sentence) for name, found in sections(report) for sentence in found]
    rests = [(sentence, "") for sentence in (heading(report), *opening(report))]
    _sheet(book, "Căn cứ", main, _WIDTHS)
    _sheet(book, "Phát hiện khác", [("Mục", "Nội dung"), *others], (34, 110))
    _sheet(book, "Xác nhận", [*rests, *wording.certificate(report)], (60, 70))
    book.worksheets[0].freeze_panes = "C2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(
    book: "Workbook", name: str, lines: Sequence[Sequence[str]], widths: Sequence[int]
) -> None:
    """A sheet of text, its first line in bold."""
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(name)
    for line in lines:
        sheet.append([harmless(cell) for cell in line])
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=cell.row == 1)
