"""Cut lines to rows: where one row ends and the next begins, by dynamic programming.

A row has one number, and one beginning of a cell in each column; a new row begins with a number,
a capital, after a line that did not fill its column.
"""

from collections.abc import Sequence
from itertools import accumulate

from ingest.plain_tables.cutting import CutLine

LONGEST = 24  # lines that a row may take
ROW = -0.6  # price of a row, so that none is split without a sign
# By column: score of a row with no beginning of a cell, with one, and for each one too many.
_TASK, _OTHER, _DEADLINE = (-1.0, 0.6, -0.25), (-0.6, 0.8, -0.7), (-0.6, 1.0, -1.4)


def row_spans(cuts: Sequence[CutLine], columns: Sequence[str]) -> list[tuple[int, int]]:
    """Rows as spans [first, end) of `cuts`, gapless, for the lines of one group on one page."""
    if not cuts:
        return []
    begun = [
        [0, *accumulate(column in cut.starts for cut in cuts)] for column in range(len(columns))
    ]
    numbers = [0, *accumulate(cut.ordinal is not None for cut in cuts)]
    filled = [
        [0, *accumulate(any(at == column for at, _ in cut.segments) for cut in cuts)]
        for column in range(len(columns))
    ]
    opening = [_opening(cuts, index) for index in range(len(cuts))]
    common = numbers[-1] >= 2
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(cuts) + 1):
        choices = []
        for first in range(max(0, end - LONGEST), end):
            score = best[first][0] + ROW + opening[first]
            score += _numbered(numbers[end] - numbers[first], common=common)
            for column, name in enumerate(columns):
                count = begun[column][end] - begun[column][first]
                empty = filled[column][end] == filled[column][first]
                score += _counted(name, count, empty=empty)
            choices.append((score, first))
        best.append(max(choices))
    spans, end = [], len(cuts)
    while end:
        spans.append((best[end][1], end))
        end = best[end][1]
    return spans[::-1]


def _numbered(count: int, *, common: bool) -> float:
    if count == 1:
        return 2.0
    return (-1.5 if common else -0.1) if count == 0 else -3.5 * (count - 1)


def _counted(name: str, count: int, *, empty: bool) -> float:
    none, one, more = _TASK if name == "task" else _DEADLINE if name == "deadline" else _OTHER
    if count == 0:
        return none - (0.5 if empty and name in ("task", "lead") else 0.0)
    return one + more * (count - 1)


def _opening(cuts: Sequence[CutLine], index: int) -> float:
    """How well a line opens a row."""
    cut = cuts[index]
    if index == 0:
        return 0.0
    score = 1.2 if cut.ordinal is not None else 0.0
    score += 0.6 if cut.line.fresh else 0.0
    first = next((text for column, text in cut.segments if column == 0), None)
    if first is None:
        score -= 0.4
    else:
        score += 0.6 if 0 in cut.starts else -1.5
    score -= 0.7 * sum(column not in cut.starts for column, _ in cut.segments if column)
    before = next((old for old in reversed(cuts[:index]) if old.segments[:1] and
                   old.segments[0][0] == 0), None)  # fmt: skip
    if before is not None:
        score += -0.5 if before.full else 0.7
        score += 0.5 if before.segments[0][1].endswith((".", ";", "...")) else 0.0
    return score
