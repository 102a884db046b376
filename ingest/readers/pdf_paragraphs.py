"""Wrapped lines of PDF pages marked as going on, by where they stand on the page.

A line goes on the one before if that one is full: the first word of this one did not fit there.
Plans indent the first line of a paragraph, or leave more room above it, or number it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from ingest.paragraphs import DASH, PLAIN, split_mark
from ingest.readers.pdf_chars import Box
from ingest.readers.pdf_lines import PageLines, TextLine

MIN_WIDE = 3  # full lines that a kind of pages needs for its column to be known
WIDE = 0.85  # share of the column's width
FULL = 0.6  # share of the page's width that a column has at least; narrower texts are lists
SLACK = 6.0  # points by which lines at one edge differ
INDENTED = 0.08  # share of lines that begin further in, in texts that indent paragraphs
FIRST_LINE = (8.0, 80.0)  # points of an indent
CLOSER = 1.25  # lines of one paragraph are not further apart, in usual distances
CLOSED = re.compile(r"[.;:!?…”\"]\s*$")
OPEN_END = re.compile(r"\S[-/]$")  # "12/2018/QĐ-": a number broken at the end of a line
LAST = re.compile(r"\./\.\s*$")  # ends a document's text, whatever stands below
FIRST = re.compile(r"Nơi nhận\b|Kính gửi\b")
LONG_CAPITALS = 20


@dataclass(frozen=True, slots=True)
class Column:
    """The column of text of one kind of pages, in points; pitch: from line to line."""

    left: float
    right: float
    pitch: float
    indented: bool


def run_on(text: str, more: str) -> str:
    """A line and the one that goes on it. Vietnamese has no hyphenation: hyphens stay.

    >>> run_on("Quyết định số 12/2018/QĐ-", "UBND"), run_on("kinh tế -", "xã hội")
    ('Quyết định số 12/2018/QĐ-UBND', 'kinh tế - xã hội')
    """
    glued = OPEN_END.search(text) is not None and more[:1].isalnum()
    return text + more if glued else f"{text} {more}"


def with_continuations(pages: Sequence[PageLines]) -> list[PageLines]:
    """Pages whose lines say whether they go on the line before.

    What goes on over a page's end is moved to the page on which it began.
    """
    columns = _columns(pages)
    marked = [
        replace(page, lines=tuple(_marked(page.lines, columns.get(_kind(page))))) for page in pages
    ]
    for index, (page, after) in enumerate(pairwise(marked)):
        column = columns.get(_kind(page))
        if column is None or page.ruled or after.ruled or _kind(page) != _kind(after):
            continue
        moved = _carried(marked[index], after, column)
        if moved:
            whole = marked[index]
            marked[index] = replace(whole, lines=(*whole.lines, *moved))
            marked[index + 1] = replace(after, lines=after.lines[len(moved) :])
    return marked


def _carried(page: PageLines, after: PageLines, column: Column) -> list[TextLine]:
    """Lines at the top of a page that go on the last one of the page before; without places."""
    if not page.lines or not after.lines:
        return []
    last, first = page.lines[-1], after.lines[0]
    if last.box is None or not _follows(last, first, column):
        return []
    moved = [first, *_while_going_on(after.lines[1:])]
    return [replace(line, box=None, goes_on=True) for line in moved]


def _while_going_on(lines: Sequence[TextLine]) -> Iterator[TextLine]:
    for line in lines:
        if not line.goes_on:
            return
        yield line


def _kind(page: PageLines) -> int:
    return round(page.top - page.bottom)


def _columns(pages: Sequence[PageLines]) -> dict[int, Column]:
    """The column of each kind of pages, by the page's height: landscape pages have their own."""
    found = {}
    for kind, group in groupby(sorted(pages, key=_kind), key=_kind):
        same = list(group)
        column = _column([[line.box for line in page.lines if line.box] for page in same])
        if column is not None and column.right - column.left >= FULL * same[0].width:
            found[kind] = column
    return found


def _column(pages: Sequence[Sequence[Box]]) -> Column | None:
    boxes = [box for page in pages for box in page]
    if len(boxes) < MIN_WIDE:
        return None
    # A few lines stick out: a long number, a page with a margin of its own.
    right = sorted((box[2] for box in boxes), reverse=True)[max(2, len(boxes) // 50)]
    start = min(box[0] for box in boxes)
    wide = [box for box in boxes if right - SLACK <= box[2] <= right + SLACK or
            box[2] - box[0] >= WIDE * (right - start)]  # fmt: skip
    lefts = Counter(round(box[0] / SLACK) for box in wide)
    usual = [place for place, count in lefts.items() if count >= max(2, len(wide) // 10)]
    wide = [box for box in wide if usual and box[0] <= (min(usual) + 0.5) * SLACK]
    gaps = [_middle(a) - _middle(b) for page in pages for a, b in pairwise(page)]
    gaps = [gap for gap in gaps if 5.0 < gap < 40.0]
    if len(wide) < MIN_WIDE or not gaps:
        return None
    left = median(box[0] for box in wide)
    inner = sum(left + FIRST_LINE[0] < box[0] < left + FIRST_LINE[1] for box in boxes)
    return Column(left, right, median(gaps), inner >= INDENTED * len(boxes))


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _marked(lines: Sequence[TextLine], column: Column | None) -> Iterator[TextLine]:
    before: TextLine | None = None
    for line in lines:
        goes_on = (
            column is not None
            and before is not None
            and _is_below(before, line, column)
            and (_follows(before, line, column) or _goes_on_item(before, line))
        )
        before = replace(line, goes_on=goes_on)
        yield before


def _is_below(before: TextLine, line: TextLine, column: Column) -> bool:
    if before.box is None or line.box is None:
        return False
    gap = _middle(before.box) - _middle(line.box)
    return 0.5 * column.pitch < gap <= CLOSER * column.pitch


def _follows(before: TextLine, line: TextLine, column: Column) -> bool:
    """Whether `line` is the next of the same paragraph, wherever it stands below."""
    if before.box is None or line.box is None or not _is_full(before.box, line, column):
        return False
    if before.text.isupper() != line.text.isupper() and (
        before.text.isupper() or len(line.text) > LONG_CAPITALS
    ):
        return False
    if LAST.search(before.text) or FIRST.match(line.text):
        return False
    same_case = before.text.isupper() == line.text.isupper()
    in_middle = _is_in_middle(before.box, column) and _is_in_middle(line.box, column)
    if in_middle and same_case and line.box[0] > column.left + SLACK:
        return True  # as titles are
    return before.box[0] < column.left + FIRST_LINE[1] and _begins_as_rest(before, line, column)


def _is_in_middle(box: Box, column: Column) -> bool:
    return abs(box[0] + box[2] - column.left - column.right) / 2 < SLACK


def _goes_on_item(before: TextLine, line: TextLine) -> bool:
    """Whether a line ends an item of a list in a narrow column, as that of recipients is."""
    if before.box is None or line.box is None or CLOSED.search(before.text):
        return False
    inwards = line.box[0] - before.box[0]
    begun = split_mark(before.text)[0] == DASH or (before.goes_on and inwards < SLACK)
    is_rest = line.text[:1].islower() or before.text.count("(") > before.text.count(")")
    return (
        begun
        and -SLACK < inwards < FIRST_LINE[1] / 2
        and split_mark(line.text)[0] == PLAIN
        and (is_rest or line.text.endswith((";", ".")))
    )


def _is_full(before: Box, line: TextLine, column: Column) -> bool:
    """Whether the first word of `line` did not fit into the line before."""
    assert line.box is not None  # noqa: S101
    word = line.text.split(maxsplit=1)[0] if line.text.strip() else ""
    a_char = (line.box[2] - line.box[0]) / max(1, len(line.text))
    return column.right - before[2] < a_char * (len(word) + 1) + SLACK / 2


def _begins_as_rest(before: TextLine, line: TextLine, column: Column) -> bool:
    """Whether a line begins where the rest of a paragraph does, not where a new one would."""
    assert line.box is not None  # noqa: S101
    assert before.box is not None  # noqa: S101
    has_mark = split_mark(line.text)[0] != PLAIN
    closed = CLOSED.search(before.text) is not None
    inwards = line.box[0] - before.box[0]
    if abs(line.box[0] - column.left) <= SLACK:
        # Where first lines are indented, a line at the margin goes on.
        if column.indented and inwards < SLACK:
            return not (has_mark and closed)
        return not has_mark and (not closed or line.text[:1].islower())
    if has_mark:
        return False
    hangs = split_mark(before.text)[0] != PLAIN and 0 < inwards < FIRST_LINE[1]
    return hangs or (abs(inwards) <= SLACK / 2 and (before.goes_on or not closed))
