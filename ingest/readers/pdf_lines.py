"""Lines of PDF pages with their boxes, in reading order, running heads left out.

Boxes are in PDF points from the page's lower left corner.
"""

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

PAGE_NUMBER = re.compile(r"\W*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?\W*", re.IGNORECASE)
MARGIN = 0.1  # share of the page's height, above and below, where running heads stand
RUNNING_PAGES = 3  # a line on fewer pages is no running head
WIDE_GAP = 2.0  # blank between two columns, in heights of the line
MIN_RULES = 6  # drawn lines on a page that may have a table; a heading has one or two
LINE_ENDS = frozenset({0x0A, 0x0D})
HYPHENS = frozenset({0x02, 0xFFFE})  # PDFium's marks for a hyphen at the end of a line
SKIPPED = frozenset({0x00, 0xFFFF, 0xAD, 0x200B})


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a page; no box (None) where it was read from an image."""

    text: str
    box: tuple[float, float, float, float] | None = None  # left, bottom, right, top


@dataclass(frozen=True, slots=True)
class PageLines:
    """One page. ruled: it has drawn lines enough for a table; image: it shows a picture."""

    number: int
    height: float
    lines: tuple[TextLine, ...]
    ruled: bool = False
    image: bool = False

    @property
    def letters(self) -> int:
        """Characters that are not blank."""
        return sum(not char.isspace() for line in self.lines for char in line.text)


@dataclass(slots=True)
class _Part:
    """A stretch of characters with no wide gap, while it is being collected."""

    chars: list[str] = field(default_factory=list)
    box: list[float] = field(default_factory=list)

    def add(self, char: str, box: Sequence[float] | None) -> None:
        self.chars.append(char)
        if box is None:
            return
        if not self.box:
            self.box = list(box)
        old = self.box
        self.box = [min(old[0], box[0]), min(old[1], box[1]),
                    max(old[2], box[2]), max(old[3], box[3])]  # fmt: skip

    def is_apart(self, box: Sequence[float]) -> bool:
        """Whether a character stands a wide gap to the right, as in another column."""
        if not self.box:
            return False
        return box[0] - self.box[2] > WIDE_GAP * (self.box[3] - self.box[1])

    def line(self) -> TextLine:
        left, bottom, right, top = self.box or [0.0, 0.0, 0.0, 0.0]
        return TextLine("".join(self.chars).strip(), (left, bottom, right, top))


def page_lines(page: Any, number: int) -> PageLines:  # noqa: ANN401 (a pypdfium2 page)
    """Text layer of one page, in reading order. Raises PdfiumError for a damaged page."""
    import pypdfium2.raw as pdfium

    textpage = page.get_textpage()
    try:
        rows = [row for row in _rows(textpage) if row]
    finally:
        textpage.close()
    kinds = Counter(obj.type for obj in page.get_objects(max_depth=3))
    return PageLines(
        number,
        page.get_height(),
        tuple(_in_columns(rows)),
        ruled=kinds[pdfium.FPDF_PAGEOBJ_PATH] >= MIN_RULES,
        image=kinds[pdfium.FPDF_PAGEOBJ_IMAGE] > 0,
    )


def _rows(textpage: Any) -> Iterator[list[TextLine]]:  # noqa: ANN401
    """Rows in PDFium's order, which is that of the page's content; each in its parts."""
    parts = [_Part()]
    for code, box in _characters(textpage):
        if code in LINE_ENDS or code in HYPHENS:
            if code in HYPHENS:
                parts[-1].add("-", box)
            yield [line for line in (part.line() for part in parts) if line.text]
            parts = [_Part()]
            continue
        if box is not None and parts[-1].is_apart(box):
            parts.append(_Part())
        parts[-1].add(chr(code), box)
    yield [line for line in (part.line() for part in parts) if line.text]


def _characters(textpage: Any) -> Iterator[tuple[int, tuple[float, ...] | None]]:  # noqa: ANN401
    """Code point and box of each character; no box for blanks."""
    import pypdfium2.raw as pdfium

    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage.raw, index)
        if code in SKIPPED or 0xD800 <= code <= 0xDFFF:
            continue
        if code in LINE_ENDS or chr(code).isspace():
            yield code, None
            continue
        pdfium.FPDFText_GetCharBox(textpage.raw, index, left, right, bottom, top)
        yield code, (left.value, bottom.value, right.value, top.value)


def _in_columns(rows: Sequence[Sequence[TextLine]]) -> Iterator[TextLine]:
    """Lines of rows; where following rows have two columns, the left one first."""
    for columns, group in groupby(rows, key=len):
        block = list(group)
        if columns == 2:
            yield from (row[0] for row in block)
            yield from (row[1] for row in block)
        else:
            yield from (line for row in block for line in row)


def without_running_heads(pages: Sequence[PageLines]) -> list[PageLines]:
    """Pages without page numbers and without margin lines that come back page after page."""
    seen = Counter(
        key
        for page in pages
        for key in {_key(line) for line in page.lines if _marginal(page, line)}
    )
    repeated = {key for key, count in seen.items() if count >= RUNNING_PAGES}

    def stays(page: PageLines, line: TextLine) -> bool:
        if not _marginal(page, line):
            return True
        return PAGE_NUMBER.fullmatch(line.text) is None and _key(line) not in repeated

    return [
        replace(page, lines=tuple(line for line in page.lines if stays(page, line)))
        for page in pages
    ]


def _key(line: TextLine) -> str:
    return re.sub(r"\d+", "#", line.text)


def _marginal(page: PageLines, line: TextLine) -> bool:
    if line.box is None:
        return False
    return line.box[1] > page.height * (1 - MARGIN) or line.box[3] < page.height * MARGIN
