"""A Word draft with comments on its own lines: what a check says, where it says it.

The draft itself is left as it is; a copy gets the comments. A line of the check is found in the
file by its words, in the order of the text; what is not found again is left out.
"""

import io
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.terms import Severity
from ui import check_findings_wording as findings
from ui import check_row_wording as told
from ui import check_wording as wording
from ui.check_advice_wording import action
from ui.reports.cells import writable

if TYPE_CHECKING:
    from docx.document import Document as WordFile
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

Report = Mapping[str, Any]
AUTHOR: Final = "CănCứ"
INITIALS: Final = "CC"
_TELLING: Final = (Severity.ERROR, Severity.WARNING, Severity.REVIEW)
_NAMED: Final = 3  # places of a body at which it is commented


@dataclass(frozen=True, slots=True)
class Note:
    """A comment. line: of the text as read. quote: the words it is on, as read."""

    line: int
    quote: str
    said: str


def notes(report: Report) -> list[Note]:
    """What is worth a comment, in text order: rows to act on, form, bodies that ended."""
    found = [*_of_rows(report), *_of_form(report), *_of_offices(report)]
    return sorted(found, key=lambda note: note.line)


def _of_rows(report: Report) -> Iterator[Note]:
    for row in report["rows"]:
        doubts = told.doubts(row)
        if row["severity"] in _TELLING or doubts:
            state = (
                f"{wording.severity_label(row['severity'])}: {told.name(row)}. {told.state(row)}."
            )
            said = " ".join(part for part in (state, *doubts, action(row)) if part)
            for mention in row["mentions"][:_NAMED]:
                yield Note(mention["line"], mention["quote"], said)


def _of_form(report: Report) -> Iterator[Note]:
    for item in report["form"]:
        yield Note(item["line"], item["quote"], findings.form_sentence(item))


def _of_offices(report: Report) -> Iterator[Note]:
    for row in report["offices"]:
        if not row.get("issuer"):
            for mention in row["mentions"][:_NAMED]:
                yield Note(mention["line"], mention["quote"], findings.office(row))


def commented(data: bytes, found: Sequence[Note]) -> tuple[bytes, int]:
    """The Word file with comments, and how many of the notes found their place in it."""
    from docx import Document

    document = Document(io.BytesIO(data))
    paragraphs = [(paragraph, _words(paragraph.text)) for paragraph in _paragraphs(document)]
    placed = 0
    for note in found:
        runs = _runs_of(note, paragraphs)
        if runs:
            document.add_comment(runs, writable(note.said), author=AUTHOR, initials=INITIALS)
            placed += 1
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), placed


def _paragraphs(document: "WordFile") -> "Iterator[Paragraph]":
    """Every paragraph, those in cells of tables too, in the order of the file."""
    from docx.table import Table

    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    yield from cell.paragraphs
        else:
            yield block


def _runs_of(note: Note, paragraphs: "Sequence[tuple[Paragraph, str]]") -> "list[Run]":
    """Runs of the paragraph that holds the quoted words, or is part of them."""
    wanted = _words(note.quote)
    if not wanted:
        return []
    for paragraph, text in paragraphs:
        if text and (wanted in text or (text in wanted and len(text) > len(wanted) // 2)):
            runs = [run for run in paragraph.runs if run.text.strip()]
            if runs:
                return [runs[0], runs[-1]]
    return []


def _words(text: str) -> str:
    """Text in one spelling: NFC, one blank between words, marks of a cut left out."""
    return " ".join(unicodedata.normalize("NFC", text).replace("…", " ").split())


def commented_file(draft: Path, report: Report, beside: Path) -> Path | None:
    """Write the commented copy of a draft beside a report; None where no comment has a place."""
    from ui.reports import write_bytes

    data, placed = commented(draft.read_bytes(), notes(report))
    if not placed:
        return None
    target = beside.with_name(f"{draft.stem}-co-ghi-chu.docx")
    write_bytes(target, data)
    return target
