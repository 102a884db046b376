"""Makes of a plain document the files that offices send: Word as it is typed, and what of it.

The heading stands in a table without borders, authority left and national motto right, recipients
and signer likewise; body paragraphs are justified, page numbers stand in the header, list labels
are Word's own where they count up.
"""

import html
import re
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt

TAIL = re.compile(r"Văn bản này chưa cập nhật|NỘI DUNG SỬA ĐỔI, HƯỚNG DẪN|^LƯỢC ĐỒ|^Địa chỉ:$")
MOTTO = re.compile(r"CỘNG HÒA XÃ HỘI|Độc lập|ngày \d+ tháng \d+ năm \d+$")
HEADING = re.compile(r"(?:[IVX]+\.|Điều \d|Chương |PHỤ LỤC)")
LABEL = re.compile(r"(?:(\d{1,2})\.|([a-eghik-r])\))\s+(?=\w)")
MADE = ("doc", "rtf", "odt", "html", "pdf")  # of the .docx, by LibreOffice


@dataclass(frozen=True)
class Parts:
    """Lines of a document: head (left, right), body, end (left, right)."""

    head: tuple[list[str], list[str]]
    body: list[str]
    end: tuple[list[str], list[str]]

    def lines(self) -> list[str]:
        """In the order in which a reader should give them."""
        return [*self.head[0], *self.head[1], *self.body, *self.end[0], *self.end[1]]


def parts_of(text: str) -> Parts:
    """The parts of an exported text; what a web site added at its end is left out."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    lines = [line for line in lines if line]
    stop = next((n for n, line in enumerate(lines) if TAIL.search(line)), len(lines))
    lines = lines[:stop]
    top = next((n for n, line in enumerate(lines[:12]) if line.startswith("Số:")), 0)
    top += 1 if MOTTO.search(lines[top + 1]) else 0
    head = lines[: top + 1] if top else []
    right = [line for line in head if MOTTO.search(line)]
    left = [line for line in head if line not in right]
    low = next((n for n, line in enumerate(lines) if line.startswith("Nơi nhận")), len(lines))
    last = low + 1
    while last < len(lines) and re.match(r"[-–+]", lines[last]):
        last += 1
    signer = [part for line in lines[last : last + 2] for part in _signed(line)]
    return Parts((left, right), lines[len(head) : low], (lines[low:last], signer))


def _signed(line: str) -> list[str]:
    """Capitals of a title and the name after it, which exports put on one line."""
    words = line.split()
    name = next((n for n, word in enumerate(words) if not word.isupper()), len(words))
    return [" ".join(part) for part in (words[:name], words[name:]) if part]


def write_docx(parts: Parts, path: Path) -> None:
    """A Word file as a clerk types it."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(14)
    style.paragraph_format.space_after = Pt(6)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin = section.bottom_margin = Cm(2)
    _page_number(section.header.paragraphs[0])
    _side_by_side(document, parts.head, centred=(True, True))
    _body(document, parts.body)
    _side_by_side(document, parts.end, centred=(False, True))
    document.save(str(path))


def _page_number(paragraph: Any) -> None:  # noqa: ANN401
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>2</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))  # noqa: SLF001


def _side_by_side(
    document: Any,  # noqa: ANN401
    columns: tuple[list[str], list[str]],
    centred: tuple[bool, bool],
) -> None:
    if not any(columns):
        return
    table = document.add_table(rows=1, cols=2)
    table.autofit = False
    for cell, width in zip(table.rows[0].cells, (Cm(6), Cm(10)), strict=True):
        cell.width = width
    for cell, lines, middle in zip(table.rows[0].cells, columns, centred, strict=True):
        for number, line in enumerate(lines):
            paragraph = cell.paragraphs[0] if not number else cell.add_paragraph()
            run = paragraph.add_run(line)
            run.font.size, run.bold = Pt(12), middle
            if middle:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _body(document: Any, lines: Sequence[str]) -> None:  # noqa: ANN401
    lists = _Lists(document)
    for line in lines:
        paragraph = document.add_paragraph()
        label, text = lists.label(line)
        run = paragraph.add_run(text)
        if line.isupper():
            paragraph.alignment, run.bold = WD_ALIGN_PARAGRAPH.CENTER, True
        else:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
            paragraph.paragraph_format.first_line_indent = Cm(1.27)
            run.bold = bool(HEADING.match(line))
        if label:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
            properties.get_or_add_ilvl().val = 0
            properties.get_or_add_numId().val = label


class _Lists:
    """Word's own lists for labels that count up from 1 or a.

    Its letters know f and j, Vietnamese lists do not: those after e stay typed.
    """

    def __init__(self, document: Any) -> None:  # noqa: ANN401
        self.root = document.part.numbering_part.element
        self.next = {"decimal": 0, "lowerLetter": 0}
        self.number = {"decimal": 0, "lowerLetter": 0}
        self.made = 100

    def label(self, line: str) -> tuple[int, str]:
        """(number of Word's list, text without the label), or (0, the line)."""
        match = LABEL.match(line)
        if match is None or (match[2] and match[2] not in "abcde"):
            return 0, line
        kind = "decimal" if match[1] else "lowerLetter"
        count = int(match[1]) if match[1] else "abcde".index(match[2]) + 1
        if count == 1:
            self.number[kind] = self._new(kind)
        elif count != self.next[kind]:
            self.next[kind] = 0
            return 0, line
        self.next[kind] = count + 1
        return self.number[kind], line[match.end() :]

    def _new(self, kind: str) -> int:
        self.made += 1
        text = "%1." if kind == "decimal" else "%1)"
        level = (
            f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        )
        spaces = nsdecls("w")
        abstract = f'<w:abstractNum {spaces} w:abstractNumId="{self.made}">{level}</w:abstractNum>'
        self.root.insert(0, parse_xml(abstract))
        self.root.append(
            parse_xml(
                f'<w:num {spaces} w:numId="{self.made}">'
                f'<w:abstractNumId w:val="{self.made}"/></w:num>'
            )
        )
        return self.made


def write_page(parts: Parts, path: Path) -> None:
    """A web page as portals publish documents."""
    body = "".join(f"<p>{html.escape(line)}</p>\n" for line in parts.body)
    path.write_text(
        '<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title><style>'
        "body { font: 14pt 'Times New Roman' } td { width: 50%; vertical-align: top }"
        " p { text-align: justify; text-indent: 3em; margin: 6pt 0 } td p { text-indent: 0 }"
        f"</style></head><body>{_columns(parts.head)}{body}{_columns(parts.end)}</body></html>",
        encoding="utf-8",
    )


def _columns(columns: tuple[list[str], list[str]]) -> str:
    cells = ("".join(f"<p>{html.escape(line)}</p>" for line in lines) for lines in columns)
    return f"<table><tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr></table>"


def convert(paths: Sequence[Path], form: str) -> None:
    """Make files of another format beside these, by LibreOffice."""
    if not paths:
        return
    with tempfile.TemporaryDirectory() as profile:
        command = [
            "soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless",
            "--convert-to", form, "--outdir", str(paths[0].parent), *map(str, paths),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=600)


def print_page(path: Path, target: Path) -> None:
    """A PDF of a web page, as a browser prints it."""
    program = shutil.which("chromium") or "chrome"
    command = [
        program, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        f"--print-to-pdf={target}", path.as_uri(),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=300)
