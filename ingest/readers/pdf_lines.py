"""Lines of PDF pages with their boxes, in reading order, running heads left out.

Boxes are in PDF points from the page's lower left corner.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ingest.readers.pdf_chars import HYPHENS, LINE_ENDS, Box, characters, turned
from ingest.readers.pdf_columns import TextLine, in_columns, in_reading_order

PAGE_NUMBER = re.compile(
    r"[\s.\-–—]*(?:trang\s*)?(\d{1,4})(?:\s*/\s*\d{1,4})?[\s.\-–—]*", re.IGNORECASE
)
MARGIN = 0.1  # share of the page's height, above and below, where running heads stand
RUNNING_PAGES = 3  # a line on fewer pages is no running head
WIDE_GAP = 2.0  # blank between two columns, in heights of the line
LABEL = re.compile(
    r"(?:[IVXLC]{1,6}|\d{1,2}(?:\.\d{1,2})*|[a-zđ])[.)]|\d{1,2}(?:\.\d{1,2})+|[-–+•]"
)
LABEL_GAP = 6.0  # blank between a list label and its text, in heights
MIN_RULES = 6  # drawn lines on a page that may have a table; a heading has one or two

__all__ = ["Box", "PageLines", "TextLine", "characters", "page_lines", "text_within"]


@dataclass(frozen=True, slots=True)
class PageLines:
    """One page. bottom, top: its edges. width: from edge to edge, 0 where it is not known.

    ruled: it has drawn lines enough for a table. image: it shows a picture.
    """

    number: int
    bottom: float
    top: float
    lines: tuple[TextLine, ...]
    ruled: bool = False
    image: bool = False
    width: float = 0.0

    @property
    def letters(self) -> int:
        """Characters that are not blank."""
        return sum(not char.isspace() for line in self.lines for char in line.text)


@dataclass(slots=True)
class _Part:
    """A stretch of characters with no wide gap, while it is being collected."""

    chars: list[str] = field(default_factory=list)
    box: Box | None = None

    def add(self, char: str, box: Box | None) -> None:
        self.chars.append(char)
        old = self.box
        if box is None or old is None:
            self.box = old or box
            return
        self.box = (min(old[0], box[0]), min(old[1], box[1]),
                    max(old[2], box[2]), max(old[3], box[3]))  # fmt: skip

    def is_apart(self, box: Box) -> bool:
        """Whether a character stands a wide gap to the right, as in another column."""
        if self.box is None:
            return False
        gap, height = box[0] - self.box[2], self.box[3] - self.box[1]
        if LABEL.fullmatch("".join(self.chars).strip()):
            return gap > LABEL_GAP * height
        return gap > WIDE_GAP * height

    def line(self) -> TextLine:
        return TextLine("".join(self.chars).strip(), self.box)


def page_lines(page: Any, number: int) -> PageLines:  # noqa: ANN401 (a pypdfium2 page)
    """Text layer of one page, in reading order. Raises PdfiumError for a damaged page."""
    import pypdfium2.raw as pdfium

    textpage = page.get_textpage()
    try:
        rows = [row for row in _rows(textpage) if row]
    finally:
        textpage.close()
    kinds = Counter(obj.type for obj in page.get_objects(max_depth=3))
    left, bottom, right, top = turned(page.get_cropbox(), page.get_rotation())
    return PageLines(
        number,
        bottom,
        top,
        tuple(in_reading_order(list(in_columns(rows)))),
        ruled=kinds[pdfium.FPDF_PAGEOBJ_PATH] >= MIN_RULES,
        image=kinds[pdfium.FPDF_PAGEOBJ_IMAGE] > 0,
        width=right - left,
    )


def _rows(textpage: Any) -> Iterator[list[TextLine]]:  # noqa: ANN401
    """Rows in PDFium's order, which is that of the page's content; each in its parts."""
    parts = [_Part()]
    for code, box in characters(textpage):
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


def text_within(found: Sequence[tuple[int, Box | None]], area: Box) -> str:
    """Text of the characters whose middle lies in `area`, its lines kept."""
    parts: list[str] = []
    last: Box | None = None
    blank = ""
    for code, box in found:
        if box is None:
            blank = " "
        elif _inside(box, area):
            if last is not None and abs(box[1] - last[1]) > (last[3] - last[1]) / 2:
                blank = "\n"
            parts += [blank if last is not None else "", "-" if code in HYPHENS else chr(code)]
            last, blank = box, ""
    return "".join(parts)


def _inside(box: Box, area: Box) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return area[0] <= x <= area[2] and area[1] <= y <= area[3]


def without_running_heads(pages: Sequence[PageLines]) -> list[PageLines]:
    """Pages without page numbers and without margin lines that come back page after page."""
    seen = Counter(
        key
        for page in pages
        for key in {_key(line) for line in page.lines if _marginal(page, line)}
    )
    repeated = {key for key, count in seen.items() if count >= RUNNING_PAGES}
    shifts = Counter(
        shift for page in pages for shift in {_shift(page, line) for line in page.lines}
    )

    def stays(page: PageLines, line: TextLine) -> bool:
        shift = _shift(page, line)
        if shift is not None:  # "2030" may end a sentence; a number that counts on does not
            return shift != 0 and shifts[shift] < 2
        return not _marginal(page, line) or _key(line) not in repeated

    return [
        replace(page, lines=tuple(line for line in page.lines if stays(page, line)))
        for page in pages
    ]


def _shift(page: PageLines, line: TextLine) -> int | None:
    """How far a line in the margin that is a page number runs ahead of the page, or None."""
    match = PAGE_NUMBER.fullmatch(line.text)
    return int(match[1]) - page.number if match and _marginal(page, line) else None


def _key(line: TextLine) -> str:
    return re.sub(r"\d+", "#", line.text)


def _marginal(page: PageLines, line: TextLine) -> bool:
    if line.box is None:
        return False
    margin = (page.top - page.bottom) * MARGIN
    return line.box[1] > page.top - margin or line.box[3] < page.bottom + margin
