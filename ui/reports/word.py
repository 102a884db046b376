"""A check as a Word file, ready to attach; and the draft itself with comments on its lines."""

import io
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from ui import check_findings_wording as findings
from ui import check_row_wording as told
from ui import check_wording as wording
from ui.check_advice_wording import action
from ui.reports.cells import heading, opening, sections, writable

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.table import _Cell

Report = Mapping[str, Any]
_COLUMNS: Final = (
    ("Mức", 2.2),
    ("Văn bản được viện dẫn, chỗ viện dẫn", 7.6),
    ("Hiệu lực", 4.0),
    ("Bằng chứng", 6.0),
    ("Hướng xử lý", 5.9),
)
_PLACES: Final = 6


def as_docx(report: Report) -> bytes:
    """A document with the table of authorities, what else was found, and the certificate."""
    from docx import Document

    document = Document()
    _landscape(document)
    document.add_heading(heading(report), level=1)
    for place, sentence in enumerate(opening(report)):
        document.add_paragraph().add_run(sentence).bold = place == 1
    _table(document, report)
    for name, sentences in sections(report):
        document.add_heading(name, level=2)
        for sentence in sentences:
            document.add_paragraph(sentence, style="List Bullet")
    document.add_heading(wording.HEADINGS["certificate"], level=2)
    for name, value in wording.certificate(report):
        document.add_paragraph(f"{name}: {value}")
    document.add_paragraph(wording.CERTIFICATE_NOTE)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _landscape(document: "WordFile") -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE
    page.page_width, page.page_height = Cm(29.7), Cm(21.0)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
    font = document.styles["Normal"].font
    font.name, font.size = "Times New Roman", Pt(11)


def _table(document: "WordFile", report: Report) -> None:
    from docx.shared import Cm

    table = document.add_table(rows=1, cols=len(_COLUMNS), style="Table Grid")
    table.autofit = False
    for cell, (name, _) in zip(table.rows[0].cells, _COLUMNS, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    _repeat(table.rows[0])
    for row in report["rows"]:
        for cell, sentences in zip(table.add_row().cells, _cells(row), strict=True):
            _fill(cell, sentences)
    for column, (_, width) in zip(table.columns, _COLUMNS, strict=True):
        column.width = Cm(width)
    for line in table.rows:
        for cell, (_, width) in zip(line.cells, _COLUMNS, strict=True):
            cell.width = Cm(width)


def _repeat(row: Any) -> None:  # noqa: ANN401 - python-docx has no type for its XML
    """Have the heading of the table on every page."""
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - no other way


def _cells(row: Report) -> tuple[list[str], ...]:
    title = row["title"] if row["canonical"] else ""
    role = wording.role(row)
    quote = row["mentions"][0]["quote"] if row["mentions"] else ""
    where = f"{role}. {findings.lines(row, _PLACES)}: “{quote}”"
    return (
        [wording.severity_label(row["severity"])],
        [f"{told.name(row)} {told.about(row)}".strip(), title or "", where],
        told.validity(row),
        told.proofs(row),
        [*told.doubts(row), action(row)],
    )


def _fill(cell: "_Cell", sentences: Iterable[str]) -> None:
    shown = [writable(sentence) for sentence in sentences if sentence]
    cell.paragraphs[0].text = shown[0] if shown else ""
    for sentence in shown[1:]:
        cell.add_paragraph(sentence)
