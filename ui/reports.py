"""A check as a file that a clerk can attach: CSV, XLSX, DOCX, HTML or JSON."""

import contextlib
import csv
import html
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from kg.errors import CancuError, UsageError
from kg.terms import CitationRole, Severity, ValidityState
from ui import labels

Report = dict[str, Any]
_UNWRITABLE: Final = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 (section 2.2), and so a workbook or a Word file, has no way to hold."""
COLUMNS: Final = (
    "Mức",
    "Văn bản được viện dẫn",
    "Ngày ban hành",
    "Tên văn bản",
    "Vai trò",
    "Tình trạng",
    "Hiệu lực đến hết ngày",
    "Văn bản thay thế",
    "Gợi ý",
    "Dòng",
)


def rows(report: Report) -> list[tuple[str, ...]]:
    """One tuple of cells for each row of a check, worst first, in Vietnamese."""
    found = [
        (
            _severity(Severity(row["severity"])),
            row["canonical"] or "",
            labels.iso_date(row["date"]),
            row["title"] or "",
            labels.ROLES[CitationRole(row["role"])],
            labels.STATES[ValidityState(row["state"])],
            labels.iso_date(row["effective_until"]),
            "; ".join(str(item["canonical"]) for item in row["replaced_by"]),
            labels.suggestion_sentence(row),
            ", ".join(str(mention["line"]) for mention in row["mentions"]),
        )
        for row in report["rows"]
    ]
    return [tuple(_writable(cell) for cell in cells) for cells in found]


def _writable(text: str) -> str:
    """Text without the signs (form feeds, halves of a pair) that a file cannot hold."""
    return _UNWRITABLE.sub(" ", text)


def _severity(severity: Severity) -> str:
    return f"{labels.SEVERITY_SIGNS[severity]} {labels.SEVERITIES[severity]}"


def heading(report: Report) -> str:
    """Title of a report: which document, on which day."""
    named = report.get("document_number") or report["document"]
    day = labels.iso_date(report["as_of"])
    return _writable(f"Kiểm tra căn cứ của {named}, xét vào ngày {day}")


def as_csv(report: Report) -> bytes:
    """UTF-8 with a byte order mark, so that Excel reads the accents."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([_harmless(cell) for cell in row] for row in rows(report))
    return ("\ufeff" + out.getvalue()).encode("utf-8")


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula is kept as text."""
    return f"'{cell}" if cell.lstrip()[:1] in ("=", "+", "-", "@") else cell


def as_xlsx(report: Report) -> bytes:
    """A workbook: the table of authorities, then offices and places."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook(write_only=False)
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("Căn cứ")
    sheet.append(COLUMNS)
    for row in rows(report):
        sheet.append([_harmless(cell) for cell in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for column, width in zip("ABCDEFGHIJ", (14, 22, 14, 50, 18, 20, 16, 24, 50, 12), strict=True):
        sheet.column_dimensions[column].width = width
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "A2"
    other = book.create_sheet("Cơ quan, địa danh")
    other.append(("Nội dung",))
    for sentence in _others(report):
        other.append((_harmless(sentence),))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_docx(report: Report) -> bytes:
    """A document with the table, ready to attach."""
    from docx import Document
    from docx.enum.section import WD_ORIENT

    document = Document()
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = page.page_height, page.page_width
    document.add_heading(heading(report), level=1)
    document.add_paragraph(labels.check_sentence(report))
    table = document.add_table(rows=1, cols=len(COLUMNS), style="Table Grid")
    for cell, name in zip(table.rows[0].cells, COLUMNS, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    for row in rows(report):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for sentence in _others(report):
        document.add_paragraph(sentence, style="List Bullet")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_html(report: Report) -> bytes:
    """A page for reading and printing."""
    head = "".join(f"<th>{html.escape(name)}</th>" for name in COLUMNS)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
        for row in rows(report)
    )
    others = "".join(f"<li>{html.escape(sentence)}</li>" for sentence in _others(report))
    title = html.escape(heading(report))
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title>'
        "<style>body{font-family:'Times New Roman',serif;margin:2cm}table{border-collapse:collapse;"
        "width:100%}td,th{border:1px solid #444;padding:4px;vertical-align:top;text-align:left}"
        "@media print{body{margin:0}}</style></head><body>"
        f"<h1>{title}</h1><p>{html.escape(labels.check_sentence(report))}</p>"
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
        f"<ul>{others}</ul></body></html>"
    ).encode()


def as_json(report: Report) -> bytes:
    """The JSON of `cancu check`."""
    return json.dumps(report, ensure_ascii=False, indent=2).encode("utf-8")


def _others(report: Report) -> list[str]:
    """Sentences on bodies and places that no longer exist."""
    said = [labels.office_sentence(row) for row in report["offices"]] + [
        labels.place_sentence(row) for row in report["places"]
    ]
    return [_writable(sentence) for sentence in said]


WRITERS: Final[MappingProxyType[str, Callable[[Report], bytes]]] = MappingProxyType(
    {"csv": as_csv, "xlsx": as_xlsx, "docx": as_docx, "html": as_html, "json": as_json}
)


def write_check(report: Report, form: str | None, output: Path | None) -> Path:
    """Write a check; the format from `form` or the file's suffix, the name from the document.

    The file appears whole or not at all. Raises UsageError on an unknown format.
    """
    chosen = form or (output.suffix.lstrip(".").lower() if output else "docx")
    if chosen not in WRITERS:
        raise UsageError(f"Không có dạng “{chosen}”.", f"Các dạng: {', '.join(WRITERS)}.")
    target = output or Path(f"kiem-tra-{report['document']}.{chosen}")
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_bytes(WRITERS[chosen](report))
        part.replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise CancuError(
            f"Không ghi được tệp “{target}” ({error.strerror}).", "Hãy chọn nơi lưu khác."
        ) from error
    return target
