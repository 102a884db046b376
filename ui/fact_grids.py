"""CSV and XLSX files as grids of texts: rows with their lines, nothing meant by them yet."""

import codecs
import csv
import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import UsageError
from ui.os_reasons import os_reason

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST_BYTES: Final = 300_000_000  # of an XLSX, unpacked: a hundred times the largest honest table
_OLE: Final = b"\xd0\xcf\x11\xe0"  # old Excel, and any Office file with a password
_DELIMITERS: Final = ",;\t"
_TRIED: Final = 40  # records by which the delimiter is chosen


@dataclass(slots=True)
class Grid:
    """Rows of a sheet: (line, cells), lines from 1. headings: lines of one cell merged over many.

    ragged: whether rows may be shorter than the header by mistake, as in CSV.
    """

    rows: list[tuple[int, list[str | None]]]
    name: str = ""
    headings: set[str] = field(default_factory=set)
    ragged: bool = False


def csv_grid(path: Path, known: Callable[[Sequence[str]], int]) -> Grid:
    """A CSV file. known: how many cells of a row are headings, by which the delimiter is found.

    Raises UsageError where it is no UTF-8 (or UTF-16 with its mark), or a quote is left open.
    """
    text = _text(path)
    delimiter = max(_DELIMITERS, key=lambda sign: _headings(text, sign, known))
    # Strict: an open quote would swallow the rest of the table.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str | None]]] = []
    line = 1
    try:
        for cells in reader:
            rows.append((line, [cell.strip() or None for cell in cells]))
            line = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(
            f"Bảng “{path.name}”, dòng {line}: dấu ngoặc kép mở ra mà không đóng lại.",
            "Hãy sửa dòng ấy rồi nạp lại; chưa có gì được ghi.",
        ) from error
    return Grid(rows, ragged=True)


def _headings(text: str, delimiter: str, known: Callable[[Sequence[str]], int]) -> int:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    best = 0
    try:
        for _, cells in zip(range(_TRIED), reader, strict=False):
            best = max(best, known(cells))
    except csv.Error:
        return best
    return best


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(f"Không đọc được bảng “{path.name}” ({os_reason(error)}).") from error
    marked = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return data.decode("utf-16" if marked else "utf-8-sig").replace("\x00", "")
    except UnicodeDecodeError as error:
        raise UsageError(
            f"Bảng “{path.name}” không dùng bảng mã UTF-8{_encoding(data)}.",
            "Trong Excel hãy chọn Lưu thành, kiểu “CSV UTF-8”, hoặc nạp thẳng tệp .xlsx.",
        ) from error


def _encoding(data: bytes) -> str:
    """The legacy encoding that the bytes seem to be in, in brackets; empty where none is seen."""
    from ingest.readers.encodings import decode_legacy
    from ingest.readers.encodings.codes import as_1252

    lines = [as_1252(line) for line in data.split(b"\n")[:_TRIED]]
    found = decode_legacy(lines)[1]
    return f" (có vẻ là {found.value})" if found else ""


def xlsx_grids(path: Path) -> list[Grid]:
    """The sheets of an XLSX file, formulas by their last values. Raises UsageError."""
    from openpyxl import load_workbook

    _guard(path)
    try:
        book = load_workbook(path, data_only=True)
    except Exception as error:  # a damaged package fails in many ways inside the library
        raise UsageError(
            f"Không đọc được bảng “{path.name}”: tệp Excel bị hỏng.",
            "Hãy mở bằng Excel, lưu lại rồi nạp.",
        ) from error
    return [_sheet(sheet) for sheet in book.worksheets]


def _guard(path: Path) -> None:
    """Refuse what is no XLSX, and what would fill the memory."""
    try:
        head = path.read_bytes()[:4]
        if head == _OLE:
            raise UsageError(
                f"Bảng “{path.name}” là tệp Excel kiểu cũ (.xls) hoặc có mật khẩu.",
                "Hãy bỏ mật khẩu và lưu thành .xlsx rồi nạp lại.",
            )
        with zipfile.ZipFile(path) as package:
            size = sum(item.file_size for item in package.infolist())
    except (OSError, zipfile.BadZipFile) as error:
        raise UsageError(
            f"Không đọc được bảng “{path.name}”: không phải tệp Excel (.xlsx).",
            "Hãy mở bằng Excel, lưu thành .xlsx rồi nạp.",
        ) from error
    if size > MOST_BYTES:
        raise UsageError(f"Bảng “{path.name}” quá lớn.", "Hãy chia bảng thành nhiều tệp nhỏ hơn.")


def _sheet(sheet: "Worksheet") -> Grid:
    down: dict[tuple[int, int], tuple[int, int]] = {}
    headings: set[str] = set()
    for merged in sheet.merged_cells.ranges:
        if merged.max_col > merged.min_col:
            headings |= {str(row) for row in range(merged.min_row, merged.max_row + 1)}
        for row in range(merged.min_row + 1, merged.max_row + 1):
            down[row, merged.min_col] = (merged.min_row, merged.min_col)
    rows = list(_cells(sheet, down))
    return Grid(rows, sheet.title, headings)


def _cells(
    sheet: "Worksheet", down: dict[tuple[int, int], tuple[int, int]]
) -> Iterator[tuple[int, list[str | None]]]:
    """Rows of texts; a cell merged over several rows stands in each of them."""
    values: dict[tuple[int, int], str | None] = {}
    above = set(down.values())
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        texts = [_value(cell) for cell in cells]
        for column, value in enumerate(texts, start=1):
            place = (number, column)
            if place in above:
                values[place] = value
            if place in down:
                texts[column - 1] = values[down[place]]
        while texts and texts[-1] is None:
            texts.pop()
        yield number, texts


def _value(value: object) -> str | None:
    """A cell as text: days as ISO, whole numbers without a point, a ticked box as "x"."""
    if value is None or value is False:
        return None
    if value is True:
        return "x"
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time()
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip() or None
