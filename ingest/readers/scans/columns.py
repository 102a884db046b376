"""Bands of a page where two columns stand side by side: the heading, and the signature.

Tesseract often reads across such a band, and where the two columns have lines of different
height it loses letters there. A band found here is read again, one column at a time.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median

from ingest.readers.scans.words import Word

WIDE_GAP = 2.0  # in heights of a line: blank that begins a band
LEAST_GAP = 0.45  # in heights of a line: blank that every line of the band leaves free
WIDER = 1.7  # times the row's blanks between words, which justified lines stretch
NEAR = 1.5  # in heights of a line: blank above a line that only continues the left column
LEAST_ROWS = 2  # on both sides; a single row is a line with a tabulator


@dataclass(frozen=True, slots=True)
class Row:
    """Words that Tesseract put in one line, from left to right, and their height in pixels."""

    words: tuple[Word, ...]
    top: int
    bottom: int

    @property
    def height(self) -> float:
        """Middle height of its words: accents and brackets make single words higher."""
        return float(median(word.bottom - word.top for word in self.words))

    @property
    def blank(self) -> float:
        """Middle blank between two of its words, the widest blank aside; 0 where there is none."""
        gaps = sorted(after.left - before.right for before, after in pairwise(self.words))[:-1]
        return float(median(gaps)) if gaps else 0.0

    def free(self, left: float, right: float) -> tuple[float, float]:
        """The widest stretch between left and right that no word covers."""
        edge, widest = left, (left, left)
        for word in self.words:
            if word.left >= right:
                break
            if word.left - edge > widest[1] - widest[0]:
                widest = (edge, float(word.left))
            edge = max(edge, float(word.right))
        return (edge, right) if right - edge > widest[1] - widest[0] else widest


@dataclass(frozen=True, slots=True)
class Band:
    """Two columns side by side. first, last: indexes of its rows; left, right: the blank between.

    All in pixels of the prepared page.
    """

    first: int
    last: int
    left: float
    right: float


def rows_of(words: Sequence[Word]) -> list[Row]:
    """Tesseract's lines, from the top of the page down."""
    rows = []
    for _, group in groupby(words, key=lambda word: word.line):
        found = tuple(sorted(group, key=lambda word: word.left))
        top = round(median(word.top for word in found))
        rows.append(Row(found, top, round(median(word.bottom for word in found))))
    return sorted(rows, key=lambda row: (row.top, row.words[0].left))


def bands(rows: Sequence[Row]) -> list[Band]:
    """All bands of a page, from the top; none shares a row with another."""
    found: list[Band] = []
    for index in range(len(rows)):
        if found and index <= found[-1].last:
            continue
        least = found[-1].last + 1 if found else 0
        for left, right in _gaps(rows, index):
            band = _grown(rows, Band(index, index, left, right), least)
            if _has_two_columns(rows, band):
                found.append(band)
                break
    return found


def _gaps(rows: Sequence[Row], index: int) -> Iterator[tuple[float, float]]:
    """Wide blanks inside a row, or between it and the row beside it."""
    row = rows[index]
    words = list(row.words)
    if index + 1 < len(rows) and rows[index + 1].top < (row.top + row.bottom) / 2:
        words = sorted([*words, *rows[index + 1].words], key=lambda word: word.left)
    gaps = [
        (float(before.right), float(after.left))
        for before, after in pairwise(words)
        if after.left - before.right > WIDE_GAP * row.height
    ]
    if len(gaps) == 1:  # more are the columns of a table
        yield gaps[0]


def _grown(rows: Sequence[Row], band: Band, least: int) -> Band:
    """The band with the rows above and below that leave its blank free."""
    for index in range(band.last + 1, len(rows)):
        wider = _with(rows[index], band)
        if wider is None or _strays(rows, band, index):
            break
        band = replace(wider, last=index)
    for index in range(band.first - 1, least - 1, -1):
        wider = _with(rows[index], band)
        if wider is None:
            break
        band = replace(wider, first=index)
    return _trimmed(rows, band)


def _with(row: Row, band: Band) -> Band | None:
    """The band with its blank narrowed by a row; None where the row crosses it."""
    left, right = row.free(band.left, band.right)
    if right - left < max(LEAST_GAP * row.height, WIDER * row.blank):
        return None
    return replace(band, left=left, right=right)


def _strays(rows: Sequence[Row], band: Band, index: int) -> bool:
    """Whether a row of the left column alone stands far below what is above it there."""
    row = rows[index]
    if row.words[-1].right > band.left:
        return False
    above = [other.bottom for other in rows[band.first : index] if other.words[0].left < band.left]
    return not above or row.top - max(above) > NEAR * row.height


def _trimmed(rows: Sequence[Row], band: Band) -> Band:
    """Without rows of one side at its top: they are read first anyway."""
    first = band.first
    while first < band.last and (
        rows[first].words[-1].right <= band.left or rows[first].words[0].left >= band.right
    ):
        beside = rows[first + 1]
        if beside.top < rows[first].bottom:
            break
        first += 1
    return replace(band, first=first)


def _has_two_columns(rows: Sequence[Row], band: Band) -> bool:
    inside = rows[band.first : band.last + 1]
    left = sum(row.words[0].left < band.left for row in inside)
    right = sum(row.words[-1].right > band.right for row in inside)
    return min(left, right) >= LEAST_ROWS
