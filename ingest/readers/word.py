"""Word documents (.docx): paragraphs, lists and tables in reading order."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ingest.readers import Page, ReadResult
from ingest.readers.findings import MAX_UNPACKED, empty, nothing, too_large, unreadable
from ingest.readers.layout import Collected, GridCell
from ingest.readers.numbering import Numbering, numbering_of
from kg.errors import Problem

BLANKS = re.compile(r"[\t\xa0]+")
EXPECTED = "a Word document (.docx)"


@dataclass(frozen=True, slots=True)
class WordReader:
    """Word 2007 and later. Headers, footers and comments are left out: they repeat or comment.

    Tracked deletions are not read, tracked insertions are, as Word would print the final text.
    """

    suffixes: frozenset[str] = frozenset({".docx", ".docm"})

    def read(self, data: bytes, name: str) -> ReadResult:
        """Read `data`. Problems: FILE_EMPTY, FILE_UNREADABLE, FILE_TOO_LARGE."""
        if not data:
            return nothing(empty(name))
        problem = _checked(data, name)
        if problem is not None:
            return nothing(problem)
        collected = Collected()
        try:
            _collect(_document(data), collected)
        except Exception as error:  # noqa: BLE001 (python-docx and lxml raise of every kind)
            return nothing(unreadable(name, f"{type(error).__name__} inside the file", EXPECTED))
        if not any(line.strip() for line in collected.lines):
            return nothing(empty(name))
        return ReadResult((Page(None, tuple(collected.lines)),), tuple(collected.tables))


def _checked(data: bytes, name: str) -> Problem | None:
    """Refuse what is no archive or unpacks to too much, by the sizes that it declares.

    zipfile never unpacks more of a part than its declared size, so that the sum bounds memory.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return unreadable(name, "a damaged archive", EXPECTED)
    if unpacked > MAX_UNPACKED:
        found = f"{unpacked / 2**20:.0f} MB when unpacked"
        return too_large(name, found, f"{MAX_UNPACKED // 2**20} MB")
    return None


def _document(data: bytes) -> Any:  # noqa: ANN401
    import docx

    return docx.Document(io.BytesIO(data))


def _collect(document: Any, collected: Collected) -> None:  # noqa: ANN401
    from docx.table import Table

    numbering = numbering_of(document)
    for block in _blocks(document.element.body, document):
        if isinstance(block, Table):
            collected.add_table(list(_rows(block, numbering)))
        else:
            collected.add_text(_paragraph(block, numbering))


def _blocks(element: Any, parent: Any) -> Iterator[Any]:  # noqa: ANN401
    """Paragraphs and tables in order, those inside content controls too."""
    from docx.oxml.ns import qn
    from docx.table import Table
    from docx.text.paragraph import Paragraph

    for child in element:
        if child.tag == qn("w:p"):
            yield Paragraph(child, parent)
        elif child.tag == qn("w:tbl"):
            yield Table(child, parent)
        elif child.tag in {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml")}:
            yield from _blocks(child, parent)


def _paragraph(paragraph: Any, numbering: Numbering) -> str:  # noqa: ANN401
    """Text of a paragraph with its list label; tabs and fixed blanks as one blank."""
    text = BLANKS.sub(" ", _runs(paragraph._p)).strip(" ")  # noqa: SLF001
    if not text:
        return ""
    label = numbering.label(paragraph)
    return f"{label} {text}" if label else text


def _runs(element: Any) -> str:  # noqa: ANN401
    """All text inside a paragraph: runs in links, fields and insertions too; no text boxes.

    python-docx's own `Paragraph.text` leaves out insertions and content controls.
    """
    from docx.oxml.ns import qn

    parts = []
    skipped = {qn("w:del"), qn("w:pict"), qn("w:drawing"), qn("w:pPr"), qn("w:moveFrom")}
    breaks = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
    for child in element:
        if child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag in breaks:
            parts.append(breaks[child.tag])
        elif child.tag not in skipped and isinstance(child.tag, str):
            parts.append(_runs(child))
    return "".join(parts)


def _rows(table: Any, numbering: Numbering) -> Iterator[list[GridCell]]:  # noqa: ANN401
    """Rows with each cell once: merged across, at its first column; merged down, continued."""
    above: set[Any] = set()
    texts: dict[Any, str] = {}
    for row in table.rows:
        cells, seen = [], set()
        for column, cell in enumerate(row.cells, row.grid_cols_before):
            if cell._tc in seen:  # noqa: SLF001
                continue
            seen.add(cell._tc)  # noqa: SLF001
            if cell._tc not in texts:  # noqa: SLF001
                texts[cell._tc] = _cell(cell, numbering)  # noqa: SLF001
            cells.append(GridCell(column, texts[cell._tc], cell._tc in above))  # noqa: SLF001
        above = seen
        yield cells


def _cell(cell: Any, numbering: Numbering) -> str:  # noqa: ANN401
    """Text of a cell, a line for each paragraph; tables inside it as their rows."""
    from docx.table import Table

    inner = Collected()
    for block in _blocks(cell._tc, cell):  # noqa: SLF001
        if isinstance(block, Table):
            inner.add_table(list(_rows(block, numbering)))
        else:
            inner.add_text(_paragraph(block, numbering))
    return "\n".join(line for line in inner.lines if line)
