"""Characters of a PDF page with their boxes, in the order in which they are read.

Boxes are in PDF points from the page's lower left corner.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

LINE_ENDS = frozenset({0x0A, 0x0D})
HYPHENS = frozenset({0x02, 0xFFFE})  # PDFium's marks for a hyphen at the end of a line
Box = tuple[float, float, float, float]  # left, bottom, right, top
SKIPPED = frozenset({0x00, 0xFFFF, 0xAD, 0x200B})
BACKWARDS = 0.4  # ems by which a character may stand left of the one before: kerning, accents
SAME_LINE = 0.35  # ems by which base lines of one line differ: fonts, no superscripts
BLANK = 0.17  # ems of a gap that is a blank; the narrowest blanks of justified lines have 0.2
NEAR = 0.5  # ems from a letter to the note's number on it
RAISED_SIZE, RAISED_BY = 0.8, 0.15  # a superscript's size in that of its line; ems that it is up
# "2021" and the note 1 are not 20211: the number of a note keeps its look.
SUPERSCRIPTS = {
    ord(digit): ord(raised) for digit, raised in zip("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True)
}
Found = tuple[int, Box | None]


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as drawn. x, y: where it begins on its base line. size: an em, in points.

    made_up: PDFium put it in, a blank or a line end by the distance.
    """

    code: int
    box: Box
    x: float
    y: float
    size: float
    made_up: bool

    @property
    def is_blank(self) -> bool:
        """Whether nothing is seen of it."""
        return self.code in LINE_ENDS or chr(self.code).isspace()


def characters(textpage: Any) -> Iterator[Found]:  # noqa: ANN401 (a pypdfium2 text page)
    """Code point and box of each character; no box for blanks and line ends.

    A program that lacks a Vietnamese letter in a font draws it from another, after the rest of
    its line: "C NG HÒA ... Ộ". PDFium gives such letters where they were drawn; here they come
    where they stand.
    """
    return in_order(list(_glyphs(textpage)))


def in_order(glyphs: Sequence[Glyph]) -> Iterator[Found]:
    """What `characters` gives for the glyphs of a page."""
    return _by_place(glyphs) if _is_disordered(glyphs) else _as_drawn(glyphs)


def _glyphs(textpage: Any) -> Iterator[Glyph]:  # noqa: ANN401
    import ctypes

    import pypdfium2.raw as pdfium

    page, degrees = textpage.raw, textpage.page.get_rotation()
    rectangle, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(page, index)
        if code in SKIPPED or 0xD800 <= code <= 0xDFFF:
            continue
        # As high as the font is, not as the letter, where the font says how high it is.
        pdfium.FPDFText_GetLooseCharBox(page, index, rectangle)
        pdfium.FPDFText_GetCharOrigin(page, index, x, y)
        pdfium.FPDFText_GetMatrix(page, index, matrix)
        scale = math.hypot(matrix.c, matrix.d) or 1.0
        box = turned((rectangle.left, rectangle.bottom, rectangle.right, rectangle.top), degrees)
        left, base, _, _ = turned((x.value, y.value, x.value, y.value), degrees)
        size = max(1.0, pdfium.FPDFText_GetFontSize(page, index) * scale)
        made_up = pdfium.FPDFText_IsGenerated(page, index) == 1
        yield Glyph(code, box, left, base, size, made_up)


def turned(box: Box, degrees: int) -> Box:
    """A box on a page that is shown turned clockwise by 0, 90, 180 or 270 degrees.

    >>> turned((1, 2, 3, 5), 90)
    (2, -3, 5, -1)
    """
    left, bottom, right, top = box
    if degrees == 90:
        return bottom, -right, top, -left
    if degrees == 180:
        return -right, -top, -left, -bottom
    return (-top, left, -bottom, right) if degrees == 270 else box


def _is_disordered(glyphs: Sequence[Glyph]) -> bool:
    """Whether a character stands well left of the one before it, on the same line."""
    seen = [glyph for glyph in glyphs if not glyph.is_blank]
    return any(
        abs(one.y - other.y) <= SAME_LINE * one.size
        and other.box[2] < one.box[0] - BACKWARDS * one.size
        for one, other in pairwise(seen)
    )


def _as_drawn(glyphs: Sequence[Glyph]) -> Iterator[Found]:
    """Characters in PDFium's order, without the line ends that it makes around superscripts."""
    last: Glyph | None = None  # the last one on the base line
    ended = False
    for glyph in glyphs:
        if glyph.code in LINE_ENDS:
            ended = True
            continue
        if glyph.is_blank:
            yield glyph.code, None
            continue
        raised = last is not None and _is_raised(glyph, last)
        if ended and not raised and (last is None or not _is_on_line(glyph, last)):
            yield 0x0A, None
        elif ended and last is not None and glyph.box[0] - last.box[2] > BLANK * last.size:
            yield 0x20, None
        ended = False
        yield SUPERSCRIPTS.get(glyph.code, glyph.code) if raised else glyph.code, glyph.box
        last = last if raised else glyph


def _is_on_line(glyph: Glyph, last: Glyph) -> bool:
    """Whether a character goes on the line of another."""
    return abs(glyph.y - last.y) <= SAME_LINE * last.size and glyph.x > last.x


def _is_raised(glyph: Glyph, last: Glyph) -> bool:
    """Whether a digit is small and high after another character, as a note's number is."""
    return (
        glyph.code in SUPERSCRIPTS
        and glyph.size < RAISED_SIZE * last.size
        and RAISED_BY * last.size < glyph.y - last.y < last.size
        and -NEAR * last.size < glyph.box[0] - last.box[2] < 2 * NEAR * last.size
    )


def _by_place(glyphs: Sequence[Glyph]) -> Iterator[Found]:
    """The characters of each line from left to right; lines in the order in which they begin."""
    line: list[Glyph] = []
    for glyph in glyphs:
        if glyph.made_up or glyph.code in LINE_ENDS:
            continue
        if line and not _is_on_base(glyph, line[0]):
            yield from _sorted(line)
            yield 0x0A, None
            line = []
        line.append(glyph)
    yield from _sorted(line)


def _is_on_base(glyph: Glyph, first: Glyph) -> bool:
    off = glyph.y - first.y
    raised = glyph.code in SUPERSCRIPTS and glyph.size < RAISED_SIZE * first.size
    return abs(off) <= SAME_LINE * first.size or (raised and 0 < off < first.size)


def _sorted(line: Sequence[Glyph]) -> Iterator[Found]:
    """Characters of one line from the left, with a blank in each gap that has none."""
    last: Glyph | None = None
    end = math.inf
    for glyph in sorted(line, key=lambda glyph: glyph.x):
        if glyph.is_blank:
            yield glyph.code, None
            end = max(end, glyph.box[2]) if last is not None else end
            continue
        if glyph.box[0] - end > BLANK * glyph.size:
            yield 0x20, None
        raised = last is not None and _is_raised(glyph, last)
        yield SUPERSCRIPTS.get(glyph.code, glyph.code) if raised else glyph.code, glyph.box
        last, end = last if raised else glyph, glyph.box[2]
