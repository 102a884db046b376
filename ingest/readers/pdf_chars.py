"""Characters of a PDF page with their boxes, in the order in which they are read.

Boxes are in PDF points from the page's lower left corner.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

LINE_ENDS = frozenset({0x0A, 0x0D})
HYPHENS = frozenset({0x02, 0xFFFE})  # PDFium's marks for a hyphen at the end of a line
Box = tuple[float, float, float, float]  # left, bottom, right, top
SKIPPED = frozenset({0x00, 0xFFFF, 0xAD, 0x200B})
BACKWARDS = 0.4  # heights by which a character may stand left of the one before: kerning, accents
SAME_LINE = 0.35  # heights by which base lines of one line differ: fonts, no superscripts
BLANK = 0.15  # heights of a gap that is a blank
Found = tuple[int, Box | None]


def characters(textpage: Any) -> Iterator[Found]:  # noqa: ANN401 (a pypdfium2 text page)
    """Code point and box of each character; no box for blanks and line ends.

    A program that lacks a Vietnamese letter in a font draws it from another, after the rest of
    its line: "C NG HÒA ... Ộ". PDFium gives such letters where they were drawn; here they come
    where they stand.
    """
    found = list(_drawn(textpage))
    return _by_place(textpage) if _is_disordered(found) else iter(found)


def _drawn(textpage: Any) -> Iterator[Found]:  # noqa: ANN401
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage.raw, index)
        if code in SKIPPED or 0xD800 <= code <= 0xDFFF:
            continue
        if code in LINE_ENDS or chr(code).isspace():
            yield code, None
            continue
        pdfium.FPDFText_GetLooseCharBox(textpage.raw, index, box)  # as high as the font is
        yield code, (box.left, box.bottom, box.right, box.top)


def _is_disordered(found: Iterable[Found]) -> bool:
    """Whether a character stands well left of the one before it, on the same line."""
    last: Box | None = None
    for _, box in found:
        if box is None:
            continue
        if last is not None and _same_line(last, box):
            height = last[3] - last[1]
            if box[0] - last[2] < -BACKWARDS * height - (box[2] - box[0]):
                return True
        last = box
    return False


def _same_line(one: Box, other: Box) -> bool:
    shared = min(one[3], other[3]) - max(one[1], other[1])
    return shared > 0.6 * min(one[3] - one[1], other[3] - other[1])


def _by_place(textpage: Any) -> Iterator[Found]:  # noqa: ANN401
    """The characters of each line from left to right; lines in the order in which they begin."""
    line: list[tuple[float, int, Box]] = []
    base = height = 0.0
    for code, x, y, box in _placed(textpage):
        if line and abs(y - base) > SAME_LINE * height:
            yield from _sorted(line, height)
            yield 0x0A, None
            line = []
        if not line:
            base, height = y, max(1.0, box[3] - box[1])
        line.append((x, code, box))
    yield from _sorted(line, height)


def _placed(textpage: Any) -> Iterator[tuple[int, float, float, Box]]:  # noqa: ANN401
    """Code, origin on the base line and box of what the file draws, blanks too."""
    import ctypes

    import pypdfium2.raw as pdfium

    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(textpage.raw, index)
        made_up = pdfium.FPDFText_IsGenerated(textpage.raw, index)
        if code in SKIPPED or code in LINE_ENDS or 0xD800 <= code <= 0xDFFF or made_up == 1:
            continue
        pdfium.FPDFText_GetLooseCharBox(textpage.raw, index, box)
        pdfium.FPDFText_GetCharOrigin(textpage.raw, index, x, y)
        yield code, x.value, y.value, (box.left, box.bottom, box.right, box.top)


def _sorted(found: Sequence[tuple[float, int, Box]], height: float) -> Iterator[Found]:
    """Characters of one line from the left, with a blank in each gap that has none."""
    last: Box | None = None
    for _, code, box in sorted(found, key=lambda char: char[0]):
        if chr(code).isspace():
            yield code, None
            last = None if last is None else (last[0], last[1], max(last[2], box[2]), last[3])
            continue
        if last is not None and box[0] - last[2] > BLANK * height:
            yield 0x20, None
        yield code, box
        last = box
