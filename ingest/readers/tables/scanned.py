"""Ruled tables of a scanned page, their cells read by OCR apart from the rest of the page.

Tesseract reads a page's table across its columns and loses short cells. Here the cells are cut
out, their rules painted over, and set one below another on sheets of their own, so that one run
of the engine reads them all, each as a block.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import fmean, median

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.readers import LineReading
from ingest.readers.scans.images import Prepared
from ingest.readers.scans.words import Word, words_of
from ingest.readers.tables import CellText, FoundTable, Place, grid_rows
from ingest.readers.tables.grid import PixelBox
from ingest.readers.tables.ruled import RuledGrid, RuledPage, inked, pixels_an_inch, ruled_page

Image = NDArray[np.uint8]
SHEET = "--psm 6"  # one block of lines
TALLEST_SHEET = 12_000  # pixels; Tesseract takes no image over 32,767
EDGE, BETWEEN = 0.08, 0.22  # inches round a cell on its sheet, and between two cells
SMALLEST_INK = 0.0006  # square inches of ink; less is dust
RULE_EDGE = 0.02  # inches inside a cell's rules where rests of them stand
DOUBTFUL = 0.9
ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{1,3}|V|X)")
ROMAN_STROKES = str.maketrans({"H": "II", **dict.fromkeys("|][lÏÌÍ!", "I")})
Recogniser = Callable[[Image, str], list[Word]]


@dataclass(frozen=True, slots=True)
class _Cut:
    """A cell's ink, cut out. place: in its table; table: its number; box: on the ruled page."""

    table: int
    place: Place
    box: PixelBox
    image: Image


def ruled_tables(
    page: Prepared, number: int | None, recognise: Recogniser = words_of
) -> tuple[list[FoundTable], Image]:
    """Tables from the top down, and the page (grey) with them painted over.

    number: of the page. Raises OcrFailedError when the engine gives up on a sheet of cells.
    """
    found = ruled_page(page.grey)
    if found is None:
        return [], page.grey
    unit = pixels_an_inch(found.image)
    cuts = [
        cut
        for table, grid in enumerate(found.grids)
        for cut in _cuts(found.image, table, grid, unit)
    ]
    texts = {
        (cut.table, cut.place): words
        for sheet in _sheets(cuts, unit)
        for cut, words in _read(sheet, unit, recognise)
    }
    rest = page.grey.copy()
    tables = []
    for table, grid in enumerate(found.grids):
        cells = {
            place: _said(texts.get((table, place), []), page.box_of(*found.on_page(box)))
            for place, box in grid.cells.items()
        }
        cells = with_roman_labels(cells)
        if not any(said.text for said in cells.values()):
            continue  # drawn lines without any text, as in a chart
        tables.append(FoundTable(page.box_of(*found.on_page(grid.box)), grid_rows(cells, number)))
        _paint_over(rest, found, grid, int(unit * EDGE))
    return tables, rest


def _cuts(page: Image, table: int, grid: RuledGrid, unit: float) -> Iterator[_Cut]:
    """The ink of each cell that has any."""
    inset, least = int(unit * RULE_EDGE), unit * unit * SMALLEST_INK
    for place, (left, top, right, bottom) in grid.cells.items():
        part = page[top + inset : bottom - inset, left + inset : right - inset]
        if min(part.shape) < unit * 0.08:
            continue
        ink = cv2.morphologyEx(inked(part), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
        if np.count_nonzero(ink) < least:
            continue
        x, y, wide, high = cv2.boundingRect(ink)
        edge = int(unit * EDGE)
        cut = part[max(0, y - edge) : y + high + edge, max(0, x - edge) : x + wide + edge]
        yield _Cut(table, place, (left, top, right, bottom), cut)


def _sheets(cuts: Sequence[_Cut], unit: float) -> Iterator[list[_Cut]]:
    """Cells in order, as many together as a sheet holds."""
    sheet: list[_Cut] = []
    height = 0.0
    for cut in cuts:
        tall = cut.image.shape[0] + unit * BETWEEN
        if sheet and height + tall > TALLEST_SHEET:
            yield sheet
            sheet, height = [], 0.0
        sheet.append(cut)
        height += tall
    if sheet:
        yield sheet


def _read(
    cuts: Sequence[_Cut], unit: float, recognise: Recogniser
) -> Iterator[tuple[_Cut, list[Word]]]:
    """Words of each cell on a sheet."""
    gap, edge = int(unit * BETWEEN), int(unit * 0.2)
    wide = max(cut.image.shape[1] for cut in cuts) + 2 * edge
    high = sum(cut.image.shape[0] + gap for cut in cuts) + gap
    sheet = np.full((high, wide), 255, np.uint8)
    tops, y = [], gap
    for cut in cuts:
        tall, across = cut.image.shape
        sheet[y : y + tall, edge : edge + across] = _on_white(cut.image)
        tops.append(y - gap // 2)
        y += tall + gap
    words: dict[int, list[Word]] = {}
    for word in recognise(sheet, SHEET):
        middle = (word.top + word.bottom) / 2
        words.setdefault(int(np.searchsorted(tops, middle, side="right")) - 1, []).append(word)
    yield from ((cut, words.get(index, [])) for index, cut in enumerate(cuts))


def _on_white(cut: Image) -> Image:
    """The cell with its paper made white, so that its edge draws no line on the sheet."""
    paper = float(np.percentile(cut, 90))
    return np.asarray(np.clip(cut * (255.0 / max(paper, 1.0)), 0, 255), dtype=np.uint8)


def _said(words: Sequence[Word], box: tuple[float, float, float, float]) -> CellText:
    """Text of a cell, a line for each of the engine's, with what is doubtful in it."""
    lines = [list(group) for _, group in groupby(words, key=lambda word: word.line)]
    lines.sort(key=lambda line: median(word.top for word in line))
    text, doubts = "", []
    for line in lines:
        for index, word in enumerate(sorted(line, key=lambda word: word.left)):
            text += (" " if index else "\n") if text else ""
            share = min(1.0, max(0.0, word.score / 100))
            if share < DOUBTFUL:
                doubts.append((len(text), len(text) + len(word.text), share))
            text += word.text
    mean = fmean(min(1.0, max(0.0, word.score / 100)) for word in words) if words else 1.0
    return CellText(text, LineReading(mean, tuple(doubts), box))


def with_roman_labels(cells: dict[Place, CellText]) -> dict[Place, CellText]:
    """Cells with Roman numerals in the first column that the engine read as bars, l and H.

    A single letter is left alone unless another cell there is a numeral. What is read anew is
    marked as doubtful.
    """
    labels = {place: said for place, said in cells.items() if place.column == 0}
    certain = any(ROMAN.fullmatch(said.text.rstrip(".")) for said in labels.values())
    changed = dict(cells)
    for place, said in labels.items():
        new = said.text.translate(ROMAN_STROKES)
        if new == said.text or not ROMAN.fullmatch(new.rstrip(".")):
            continue
        if not said.text.isalpha() or certain:
            share = min(said.reading.confidence, 0.5)
            reading = LineReading(share, ((0, len(new), share),), said.reading.box)
            changed[place] = CellText(new, reading)
    return changed


def _paint_over(page: Image, found: RuledPage, grid: RuledGrid, edge: int) -> None:
    left, top, right, bottom = found.on_page(grid.box)
    area = np.s_[
        max(0, int(top) - edge) : int(bottom) + edge, max(0, int(left) - edge) : int(right) + edge
    ]
    page[area] = 255
