"""Rows of an unruled table: lines put together by numbers and blanks, and their cells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean, median

from ingest.readers import Box, LineReading
from ingest.readers.layout import LABEL
from ingest.readers.tables import CellText, FoundTable, Place, grid_rows
from ingest.readers.tables.gutters import PlacedWord, WordLine, column_of, word_lines

WIDER = 1.2  # times the distance of lines in a cell: a row ends there
LOW = 0.75  # heights; lines nearer are of cells beside one another, not below
SAME_GAP = 0.95  # times the usual distance of rows: no less parts one that has no number
LOOSE = 1.3  # heights; lines farther apart may be rows of one line each
USUAL = 0.1  # share of the distances that are smaller than that of lines in a cell
GROUP_LABEL = re.compile(r"[IVX]{1,5}[.)]?|[A-EĐ][.)]?")
FIGURE = re.compile(r"[<>≤≥]?\s?\d[\d.,]*\s?%?")
SURE = 0.9  # P(a cell is cut right) where nothing but blanks tells
DOUBTFUL = 0.9


@dataclass(frozen=True, slots=True)
class TableRow:
    """Lines of one row, from the top."""

    lines: tuple[WordLine, ...]

    def crossed(self, gutters: Sequence[float]) -> frozenset[int]:
        """Which borders of columns one of its lines runs over."""
        return frozenset(index for line in self.lines for index in line.crossed(gutters))

    def words(self, gutters: Sequence[float]) -> dict[int, list[PlacedWord]]:
        """The words of each column that has any."""
        found: dict[int, list[PlacedWord]] = {}
        for line in self.lines:
            for word in line.words:
                found.setdefault(column_of(word, gutters), []).append(word)
        return found

    def texts(self, gutters: Sequence[float]) -> dict[int, str]:
        """The text of each column that has any."""
        height = self.lines[0].height
        return {c: _said(words, height).text for c, words in self.words(gutters).items()}


def rows_under(lines: Sequence[WordLine], gutters: Sequence[float]) -> list[TableRow]:
    """Rows of a table's lines, the heads' row first."""
    within = _within(lines, gutters)
    blocks = list(_blocks(lines, within * WIDER))
    labelled = _is_labelled(lines, gutters)
    head, rest = _head(lines, blocks, gutters, labelled=labelled)
    rows = [TableRow(tuple(head))]
    parted = list(_blocks(rest, within * WIDER))
    apart = _apart(parted, gutters)
    for block in parted:
        alone = not labelled and len(parted) == 1 and _is_even(block, gutters)
        for part in _parts(block, gutters, alone=alone):
            gap = part[0].middle - rows[-1].lines[-1].middle
            if len(rows) > 1 and labelled and gap < apart and _goes_on(part, gutters):
                rows[-1] = TableRow((*rows[-1].lines, *part))
            else:
                rows.append(TableRow(tuple(part)))
    return rows


def _apart(blocks: Sequence[Sequence[WordLine]], gutters: Sequence[float]) -> float:
    """Distance, from middle to middle, that parts numbered rows; a paragraph's is smaller."""
    gaps = [
        after[0].middle - before[-1].middle
        for before, after in pairwise(blocks)
        if _label(after[0], gutters)
    ]
    return median(gaps) * SAME_GAP if gaps else float("inf")


def _within(lines: Sequence[WordLine], gutters: Sequence[float]) -> float:
    """Distance of two lines in a cell, from middle to middle; of rows, where all have one line.

    Of lines in one column: cells centred on their row have theirs between those of others.
    """
    columns: dict[int, list[float]] = {}
    for line in lines:
        for column in line.cells(gutters):
            columns.setdefault(column, []).append(line.middle)
    least = LOW * lines[0].height
    gaps = sorted(b - a for at in columns.values() for a, b in pairwise(at) if b - a >= least)
    return gaps[int(len(gaps) * USUAL)] if gaps else lines[0].height


def _blocks(lines: Sequence[WordLine], wide: float) -> Iterator[list[WordLine]]:
    """Lines with no wide blank between them."""
    block: list[WordLine] = []
    for line in lines:
        if block and line.middle - block[-1].middle > wide:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _label(line: WordLine, gutters: Sequence[float]) -> bool:
    """Whether a number or letter stands alone in the first column."""
    words = line.cells(gutters).get(0, ())
    return LABEL.fullmatch(" ".join(word.text for word in words)) is not None


def _is_labelled(lines: Sequence[WordLine], gutters: Sequence[float]) -> bool:
    """Whether most of what stands in the first column numbers the rows."""
    labels = sum(_label(line, gutters) for line in lines)
    others = sum(0 in line.cells(gutters) for line in lines) - labels
    return labels >= 2 and labels >= others


def _head(
    lines: Sequence[WordLine],
    blocks: Sequence[Sequence[WordLine]],
    gutters: Sequence[float],
    *,
    labelled: bool,
) -> tuple[Sequence[WordLine], Sequence[WordLine]]:
    """The heads' lines and the rest: parted by the first number, or by the first blank."""
    size = len(blocks[0])
    if labelled:
        first = next((i for i, line in enumerate(lines) if i and _label(line, gutters)), size)
        figures = (i for i, line in enumerate(lines) if i and _is_loose(lines[i - 1], line))
        size = min(size, first, next(figures, size))
    elif len(blocks) == 1:
        size = 1
    return lines[:size], lines[size:]


def _is_loose(before: WordLine, line: WordLine) -> bool:
    """Whether a line stands well below another and has figures of its own: no head does."""
    far = line.middle - before.middle > LOOSE * line.height
    return far and any(FIGURE.fullmatch(part.text) for part in line.segments)


def _parts(
    block: Sequence[WordLine], gutters: Sequence[float], *, alone: bool
) -> Iterator[list[WordLine]]:
    """A block's rows: at each number where it has several, at lines over all columns.

    alone: each line with a first cell is a row.
    """
    labels = sum(_label(line, gutters) for line in block)
    part: list[WordLine] = []
    for line in block:
        starts = labels > 1 and _label(line, gutters)
        turns = bool(part) and _turns(part[-1], line, gutters)
        if part and (starts or (turns and labels != 1) or (alone and 0 in line.cells(gutters))):
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _turns(before: WordLine, line: WordLine, gutters: Sequence[float]) -> bool:
    """Whether a group row begins or ends; its own last line may fit into one column."""
    if before.crossed(gutters):
        return not line.crossed(gutters) and len(line.cells(gutters)) > 1
    return bool(line.crossed(gutters))


def _is_even(block: Sequence[WordLine], gutters: Sequence[float]) -> bool:
    """Whether lines with a first cell have most of the others too, as rows of one line have."""
    begun = [line for line in block if 0 in line.cells(gutters)]
    full = [line for line in begun if len(line.cells(gutters)) > (len(gutters) + 1) / 2]
    return len(begun) > 1 and len(full) == len(begun)


def _goes_on(part: Sequence[WordLine], gutters: Sequence[float]) -> bool:
    """Whether lines after a blank, without a number, only go on a cell: a new paragraph."""
    if any(_label(line, gutters) or line.crossed(gutters) for line in part):
        return False
    return len({column for line in part for column in line.cells(gutters)}) < 2


def table_of(
    rows: Sequence[TableRow], gutters: Sequence[float], page: int | None, size: tuple[float, float]
) -> FoundTable:
    """The table of these rows. size: (width, height) of the page in the words' unit."""
    cells: dict[Place, CellText] = {}
    for number, row in enumerate(rows):
        words = row.words(gutters)
        for column, span in _spans(row, gutters, head=not number):
            own = [word for c in range(column, column + span) for word in words.get(c, ())]
            cells[Place(number, column, 1, span)] = _said(own, row.lines[0].height, size)
    every = [word for row in rows for line in row.lines for word in line.words]
    return FoundTable(_share(every, size), grid_rows(cells, page))


def _spans(row: TableRow, gutters: Sequence[float], *, head: bool) -> Iterator[tuple[int, int]]:
    """First column and number of columns of each cell."""
    crossed = frozenset() if head else row.crossed(gutters)
    columns = set(row.words(gutters))
    if not head and columns == {0, 1} and GROUP_LABEL.fullmatch(row.texts(gutters)[0]):
        crossed = frozenset(range(1, len(gutters)))
    elif crossed and max(columns) <= max(crossed) + 1:  # nothing stands beside it
        crossed |= frozenset(range(min(crossed), len(gutters)))
    first = 0
    for column in range(len(gutters) + 1):
        if column not in crossed:
            yield first, column + 1 - first
            first = column + 1


def _said(
    words: Sequence[PlacedWord], height: float, size: tuple[float, float] | None = None
) -> CellText:
    """Text of a cell, its lines parted by line feeds, with what is doubtful in it."""
    text, doubts = "", []
    for line in word_lines(words, height):
        for index, word in enumerate(line.words):
            text += (" " if index else "\n") if text else ""
            if word.confidence < DOUBTFUL:
                doubts.append((len(text), len(text) + len(word.text), word.confidence))
            text += word.text
    mean = fmean(word.confidence for word in words) if words else 1.0
    box = _share(words, size) if words and size else None
    return CellText(text, LineReading(SURE * mean, tuple(doubts), box))


def _share(words: Sequence[PlacedWord], size: tuple[float, float]) -> Box:
    wide, high = size
    return (
        min(word.left for word in words) / wide, min(word.top for word in words) / high,
        max(word.right for word in words) / wide, max(word.bottom for word in words) / high,
    )  # fmt: skip
