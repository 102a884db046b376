"""One page image to lines in reading order, with confidence and boxes, and its ruled tables."""

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import fmean, quantiles
from typing import Any, TypeVar

import cv2

from ingest.readers import LineReading, Page, Table
from ingest.readers.layout import Collected
from ingest.readers.pdf_lines import MARGIN, PAGE_NUMBER
from ingest.readers.scans.certainty import DOUBTFUL, certainty
from ingest.readers.scans.colours import grey_page
from ingest.readers.scans.columns import Band, Row, bands, rows_of
from ingest.readers.scans.date_figures import with_figures
from ingest.readers.scans.images import Grey, Prepared, prepared
from ingest.readers.scans.words import OcrFailedError, Word, words_of
from ingest.readers.tables import FoundTable

COLUMN = "--psm 6"  # one block of lines
BLANK_ABOVE = 1.0  # in heights of a line: more room above it is printed as an empty line
SAME_STEP = 1.25  # in steps from line to line
NOISE_SCORE = 60  # of words without a letter or figure; under it they are dust
SMALLEST_SIDE = 16  # pixels; no line of letters fits into less
DUST = re.compile(r"['`´ˆ~^|_]+")  # words of these alone are specks and ends of rules
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """What a page image says, from the top: lines of text and tables in reading order."""

    parts: tuple[tuple[str, LineReading] | FoundTable, ...]

    def fill(self, collected: Collected) -> None:
        """Add the page's lines and tables to `collected`."""
        for part in self.parts:
            if isinstance(part, FoundTable):
                collected.add_table(part.rows)
            else:
                collected.add_text(*part)


def read_page(image: Any, number: int | None = None) -> ScannedPage:  # noqa: ANN401 (a PIL image)
    """Read one page. Raises OcrFailedError, whatever went wrong with the image."""
    from ingest.readers.scans.unruled import without_unruled
    from ingest.readers.tables.scanned import ruled_tables

    if min(image.size) < SMALLEST_SIDE:
        return ScannedPage(())
    try:
        page = prepared(grey_page(image))
        ruled, rest = ruled_tables(page, number)
        unruled, words = without_unruled(rest, words_of(rest), page, number)
        rows = rows_of(words)
        printed = list(_without_dust(_in_reading_order(rows, rest), page))
        printed = [with_figures(row, rest) for row in printed]
    except (cv2.error, OSError, ValueError, MemoryError) as error:
        raise OcrFailedError(str(error) or type(error).__name__) from error
    tables = sorted((*ruled, *unruled), key=lambda table: table.box[1])
    return ScannedPage(tuple(_with_tables(list(_spaced(printed)), tables, page)))


def page_of(number: int | None, scanned: ScannedPage, offset: int) -> tuple[Page, list[Table]]:
    """A page of lines and its tables; `offset` lines stand before it."""
    collected = Collected(offset)
    scanned.fill(collected)
    return Page(number, tuple(collected.lines), tuple(collected.readings)), collected.tables


def in_parallel(
    images: Iterable[Any], read: Callable[[Any], T], workers: int
) -> Iterator[T | OcrFailedError]:
    """What `read` makes of each image, in order; at most workers + 1 images are held at a time.

    Threads: each waits on a Tesseract process of its own. Images are taken in this thread.
    """

    def result(future: Future[T]) -> T | OcrFailedError:
        try:
            return future.result()
        except OcrFailedError as error:
            return error

    waiting: deque[Future[T]] = deque()
    with ThreadPoolExecutor(workers) as pool:
        for image in images:
            waiting.append(pool.submit(read, image))
            if len(waiting) > workers:
                yield result(waiting.popleft())
        while waiting:
            yield result(waiting.popleft())


def _in_reading_order(rows: Sequence[Row], page: Grey) -> Iterator[Row]:
    """Rows from the top; in a band of two columns the left one first, each read again alone."""
    index = 0
    for band in bands(rows):
        yield from rows[index : band.first]
        yield from _columns(rows, band, page)
        index = band.last + 1
    yield from rows[index:]


def _columns(rows: Sequence[Row], band: Band, page: Grey) -> Iterator[Row]:
    inside = rows[band.first : band.last + 1]
    height = max(row.height for row in inside)
    words = [word for row in inside for word in row.words]
    top, bottom = min(word.top for word in words), max(word.bottom for word in words)
    above = max((row.bottom for row in rows[: band.first]), default=0)
    below = min((row.top for row in rows[band.last + 1 :]), default=page.shape[0])
    top = max(0, min(top, max(above, round(top - height))))
    bottom = max(bottom, min(below, round(bottom + height)))
    middle = round((band.left + band.right) / 2)
    for left, right in ((0, middle), (middle, page.shape[1])):
        known = [word for word in words if left <= (word.left + word.right) / 2 < right]
        again = words_of(page[top:bottom, left:right], COLUMN)
        moved = [_moved(word, left, top) for word in again]
        yield from rows_of(moved or known)


def _moved(word: Word, right: int, down: int) -> Word:
    return replace(
        word, left=word.left + right, right=word.right + right,
        top=word.top + down, bottom=word.bottom + down,
    )  # fmt: skip


def _without_dust(rows: Iterable[Row], page: Prepared) -> Iterator[Row]:
    """Rows without what is no text, and without the page's number in its margins."""
    high = page.grey.shape[0]
    for found in rows:
        row = replace(found, words=tuple(w for w in found.words if not DUST.fullmatch(w.text)))
        if not row.words:
            continue
        text = " ".join(word.text for word in row.words)
        marginal = row.bottom < high * MARGIN or row.top > high * (1 - MARGIN)
        if marginal and PAGE_NUMBER.fullmatch(text):
            continue
        sure = max(word.score for word in row.words) >= NOISE_SCORE
        if sure or sum(char.isalnum() for char in text) > 1:
            yield row


def _spaced(rows: Iterable[Row]) -> Iterator[Row | None]:
    """Rows with None where an empty line stands between two.

    Where lines stand far apart (spacing of 1.5), only a step that is longer than theirs is one.
    """
    listed = list(rows)
    usual = _line_step(listed)
    before: Row | None = None
    for row in listed:
        near = before and -row.height < row.top - before.bottom < BLANK_ABOVE * row.height
        if before and not near and not 0 < row.bottom - before.bottom < SAME_STEP * usual:
            yield None
        yield row
        before = row


def _line_step(rows: Sequence[Row]) -> float:
    """How far lines of one paragraph stand apart: the lower quartile of all steps down."""
    steps = [low.bottom - high.bottom for high, low in pairwise(rows) if low.bottom > high.bottom]
    return quantiles(steps, n=4)[0] if len(steps) > 1 else 0.0


def _with_tables(
    rows: Sequence[Row | None], tables: Sequence[FoundTable], page: Prepared
) -> Iterator[tuple[str, LineReading] | FoundTable]:
    """Lines with the tables before the first line that stands below them."""
    waiting = list(tables)
    for row in rows:
        line = ("", LineReading()) if row is None else _line(row, page)
        box = line[1].box
        while waiting and box is not None and box[1] >= waiting[0].box[3]:
            yield waiting.pop(0)
        yield line
    yield from waiting


def _line(row: Row, page: Prepared) -> tuple[str, LineReading]:
    """Text of a row, with the certainty of each word and the box around all."""
    text, shares, doubts = "", [], []
    for word in row.words:
        text += " " if text else ""
        share = certainty(word.score)
        shares.append(share)
        if share < DOUBTFUL:
            doubts.append((len(text), len(text) + len(word.text), share))
        text += word.text
    box = page.box_of(
        min(word.left for word in row.words), min(word.top for word in row.words),
        max(word.right for word in row.words), max(word.bottom for word in row.words),
    )  # fmt: skip
    return text, LineReading(fmean(shares), tuple(doubts), box)
