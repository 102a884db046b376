"""The grid of a ruled table: rows and columns by its rules, cells merged where none parts them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.readers.tables import Place

PixelBox = tuple[int, int, int, int]
"""(left, top, right, bottom) in pixels."""
SAME_RULE = 0.07  # inches by which the pieces of one rule may stand apart
WALL = 0.55  # share of a cell's side that has to be ruled
OPEN_SIDE = 0.15  # inches by which rules go beyond the outermost one across them: an open side
MOST_CELLS = 20_000


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight rule: at y (across) or x (down), from start to end."""

    at: float
    start: int
    end: int


def grid_cells(
    across: NDArray[np.uint8], down: NDArray[np.uint8], unit: float
) -> dict[Place, PixelBox]:
    """Cells of one table by the masks of its rules (height x width); empty where it is none.

    unit: pixels an inch.
    """
    flat, tall = _pieces(across), _pieces(down.T)
    same = unit * SAME_RULE
    rows = _edges(flat, tall, same, unit * OPEN_SIDE)
    columns = _edges([r for r in tall if _reaches(r, rows, same)], flat, same, unit * OPEN_SIDE)
    count = (len(rows) - 1) * (len(columns) - 1)
    if len(rows) < 3 or len(columns) < 3 or count > MOST_CELLS:
        return {}
    right = _walls(down, columns, rows, int(same))
    below = _walls(across.T, rows, columns, int(same)).T
    places = {place for group in _merged(right, below) for place in _rectangles(group)}
    if len({place.column for place in places}) < 2 or len({place.row for place in places}) < 2:
        return {}
    return {
        place: (
            columns[place.column], rows[place.row],
            columns[place.column + place.column_span], rows[place.row + place.row_span],
        )
        for place in sorted(places, key=lambda p: (p.row, p.column))
    }  # fmt: skip


def _pieces(mask: NDArray[np.uint8]) -> list[Rule]:
    """Rules across in a mask, each a piece that hangs together."""
    _, _, stats, centres = cv2.connectedComponentsWithStats(np.ascontiguousarray(mask))
    return [
        Rule(float(centre[1]), int(x), int(x + w))
        for (x, _, w, _, _), centre in zip(stats[1:], centres[1:], strict=True)
    ]


def _reaches(rule: Rule, edges: Sequence[int], same: float) -> bool:
    """Whether a rule goes from one edge to another, or is long: stems of letters do neither."""
    if rule.end - rule.start > 0.15 * (edges[-1] - edges[0] if edges else 0):
        return True
    return all(any(abs(end - edge) <= same for edge in edges) for end in (rule.start, rule.end))


def _edges(
    rules: Sequence[Rule], others: Sequence[Rule], same: float, open_side: float
) -> list[int]:
    """Where rules stand, near ones as one, and open sides to which the rules across them go."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule.at):
        if groups and rule.at - groups[-1][-1].at <= same:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    edges = [
        round(float(np.average([r.at for r in g], weights=[r.end - r.start for r in g])))
        for g in groups
    ]
    if not edges or len(others) < 2:
        return edges
    first, last = sorted(r.start for r in others)[1], sorted(r.end for r in others)[-2]
    if first < edges[0] - open_side:
        edges.insert(0, first)
    if last > edges[-1] + open_side:
        edges.append(last)
    return edges


def _walls(
    mask: NDArray[np.uint8], edges: Sequence[int], bands: Sequence[int], reach: int
) -> NDArray[np.bool_]:
    """Whether each inner edge is ruled over each band: bands x inner edges."""
    walls = np.zeros((len(bands) - 1, len(edges) - 2), dtype=bool)
    for number, edge in enumerate(edges[1:-1]):
        strip = np.asarray(mask[:, max(0, edge - reach) : edge + reach + 1].max(axis=1) > 0)
        for band, (start, end) in enumerate(pairwise(bands)):
            inset = min(reach // 2, (end - start) // 4)
            walls[band, number] = strip[start + inset : end - inset].mean() >= WALL
    return walls


def _merged(right: NDArray[np.bool_], below: NDArray[np.bool_]) -> list[list[tuple[int, int]]]:
    """Fields (row, column) of the grid that no rule parts, together."""
    rows, columns = right.shape[0], below.shape[1]
    seen: set[tuple[int, int]] = set()
    groups = []
    for start in ((r, c) for r in range(rows) for c in range(columns)):
        if start in seen:
            continue
        seen.add(start)
        group, waiting = [], [start]
        while waiting:
            row, column = waiting.pop()
            group.append((row, column))
            beside = [
                (row, column + 1) if column < columns - 1 and not right[row, column] else None,
                (row, column - 1) if column and not right[row, column - 1] else None,
                (row + 1, column) if row < rows - 1 and not below[row, column] else None,
                (row - 1, column) if row and not below[row - 1, column] else None,
            ]
            fresh = [field for field in beside if field is not None and field not in seen]
            seen.update(fresh)
            waiting += fresh
        groups.append(sorted(group))
    return groups


def _rectangles(group: Sequence[tuple[int, int]]) -> Iterator[Place]:
    """One cell of a group, or, where a broken rule left it no rectangle, one of each row's runs."""
    top, left = min(r for r, _ in group), min(c for _, c in group)
    high = max(r for r, _ in group) - top + 1
    wide = max(c for _, c in group) - left + 1
    if high * wide == len(group):
        yield Place(top, left, high, wide)
        return
    run: list[tuple[int, int]] = []
    for row, column in [*group, (-1, -1)]:
        if run and (row != run[-1][0] or column != run[-1][1] + 1):
            yield Place(run[0][0], run[0][1], 1, len(run))
            run = []
        run.append((row, column))
