"""Pages of real plans, drawn as an office prints them, with the text that stands on each.

A text becomes HTML (heading in two columns, title, justified paragraphs, recipients beside the
signature), Chromium makes a PDF of it, PDFium draws its pages at any resolution. What stands on
a page is the PDF's own text layer, rows read column by column as `ingest.readers.pdf` reads them.
"""

import html
import re
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FONTS = ("Tinos", "Liberation Serif", "FreeSerif", "TeX Gyre Termes")
HEAD_LINES = 8  # the heading's parts stand in a text's first lines
MOTTO = re.compile(r"^(?:CỘNG H[ÒO]|C[ỘO]NG HO[ÀA]|Độc lập)")
DATED = re.compile(r"^[^,]{3,40}, ngày \d{1,2} tháng \d{1,2} năm \d{4}$")
STYLE = """
@page { size: A4; margin: 20mm 17mm 20mm 30mm;
        @top-center { content: counter(page); font-family: '%(font)s'; font-size: 13pt; } }
body { font-family: '%(font)s'; font-size: %(size)spt; line-height: 1.3; }
p { margin: 0 0 6pt 0; text-align: justify; text-indent: 1.27cm; }
p.title { text-align: center; font-weight: bold; text-indent: 0; }
p.heading { font-weight: bold; }
p.basis { font-style: italic; }
table { width: 100%%; border-collapse: collapse; margin-bottom: 12pt; page-break-inside: avoid; }
td { vertical-align: top; text-align: center; }
table.head { font-size: 12pt; }
td.motto { white-space: nowrap; width: 92mm; }
td.recipients { text-align: left; font-size: 11pt; width: 50%%; }
"""


@dataclass(frozen=True, slots=True)
class DrawnPage:
    """One page: its image (grey, at the resolution asked for) and its lines from the top."""

    image: Any
    lines: tuple[str, ...]
    font: str
    document: str


def as_html(text: str, font: str, size: float = 14) -> str:
    """The page source of one text, whose first lines are the heading's parts."""
    lines = [
        line.strip() for line in text.split("Nơi nhận", maxsplit=1)[0].split("\n") if line.strip()
    ]
    head, rest = _heading(lines)
    body = "\n".join(_paragraph(index, line) for index, line in enumerate(rest))
    style = STYLE % {"font": font, "size": size}
    return f'<html lang="vi"><style>{style}</style><body>{head}{body}{_end()}</body></html>'


def _heading(lines: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Two columns: authority and number, motto and date; and the lines after them."""
    left, right, taken = [], [], 0
    for index, line in enumerate(lines[:HEAD_LINES]):
        if MOTTO.match(line) or DATED.match(line):
            right.append(f"<i>{line}</i>" if DATED.match(line) else f"<b>{line}</b>")
        elif line.startswith("Số:"):
            left.append(line)
        elif line.isupper() and not right:
            left.append(f"<b>{html.escape(line)}</b>")
        else:
            break
        taken = index + 1
    if not left or not right:
        return "", lines
    cells = f"<td>{'<br>'.join(left)}</td><td class='motto'>{'<br>'.join(right)}</td>"
    return f'<table class="head"><tr>{cells}</tr></table>', lines[taken:]


def _paragraph(index: int, line: str) -> str:
    shown = html.escape(line)
    if index < 3 and line.upper() == line:
        return f'<p class="title">{shown}</p>'
    if re.match(r"(?:[IVX]+\.|Điều \d+|Chương|CHƯƠNG)", line) and len(line) < 150:
        return f'<p class="heading">{shown}</p>'
    return f'<p class="basis">{shown}</p>' if line.startswith("Căn cứ") else f"<p>{shown}</p>"


def _end() -> str:
    recipients = [
        "- Như trên;",
        "- Thường trực Tỉnh ủy;",
        "- Các sở, ban, ngành;",
        "- Lưu: VT, NC.",
    ]
    return (
        '<table><tr><td class="recipients"><b><i>Nơi nhận:</i></b><br>'
        + "<br>".join(recipients)
        + "</td><td><b>TM. ỦY BAN NHÂN DÂN<br>KT. CHỦ TỊCH<br>PHÓ CHỦ TỊCH<br><br><br><br>"
        "Nguyễn Văn Phước</b></td></tr></table>"
    )


def as_pdf(source: str) -> bytes:
    """PDF of an HTML text. Needs Chromium."""
    with tempfile.TemporaryDirectory() as folder:
        page, pdf = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(source, encoding="utf-8")
        subprocess.run(
            ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
             f"--print-to-pdf={pdf}", page.as_uri()],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        return pdf.read_bytes()


def pages_of(pdf: bytes, dpi: int, font: str, document: str) -> Iterator[DrawnPage]:
    """Pages of a PDF with a text layer, drawn in grey at `dpi`."""
    import pypdfium2

    from ingest.readers.pdf_lines import page_lines

    opened = pypdfium2.PdfDocument(pdf)
    try:
        for number, page in enumerate(opened, 1):
            found = (line.text for line in page_lines(page, number).lines)
            lines = tuple(line for line in found if line != str(number))  # as readers leave it out
            image = page.render(scale=dpi / 72, grayscale=True).to_pil()
            yield DrawnPage(image, lines, font, document)
    finally:
        opened.close()


@dataclass(frozen=True, slots=True)
class Sample:
    """One page of one document's PDF. index: from 0."""

    pdf: bytes
    index: int
    font: str
    document: str

    def at(self, dpi: int) -> DrawnPage:
        """The page drawn at a resolution."""
        return list(pages_of(self.pdf, dpi, self.font, self.document))[self.index]


def samples(texts: Sequence[Path], *, longest: int = 12_000) -> list[Sample]:
    """A page of each text: in turn its first, its last and its middle one, the fonts in turn."""
    chosen = []
    for turn, path in enumerate(texts):
        font = FONTS[turn % len(FONTS)]
        text = path.read_text(encoding="utf-8")[:longest]
        pdf = as_pdf(as_html(text, font, 13 if turn % 2 else 14))
        count = len(list(pages_of(pdf, 36, font, path.stem)))
        chosen.append(Sample(pdf, (0, count - 1, count // 2)[turn % 3], font, path.stem))
    return chosen
