"""Cells given by their boxes, put into rows and columns by the edges that they share."""

from collections.abc import Iterable, Sequence

from ingest.readers import Box
from ingest.readers.tables import Place


def placed(cells: Iterable[Box], same: float) -> dict[Place, Box]:
    """Place of each cell by its box (left, top, right, bottom; y downwards).

    same: by how much edges of one row or column may differ. A cell over several edges is merged.
    """
    cells = sorted(set(cells), key=lambda cell: (cell[1], cell[0]))
    columns = edges([x for cell in cells for x in (cell[0], cell[2])], same)
    rows = edges([y for cell in cells for y in (cell[1], cell[3])], same)
    found: dict[Place, Box] = {}
    for cell in cells:
        left, right = _nearest(columns, cell[0]), _nearest(columns, cell[2])
        top, bottom = _nearest(rows, cell[1]), _nearest(rows, cell[3])
        if left < right and top < bottom:
            found[Place(top, left, bottom - top, right - left)] = cell
    return found


def edges(values: Sequence[float], same: float) -> list[float]:
    """Values from small to large, those that follow within `same` as one (their mean)."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= same:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _nearest(values: Sequence[float], value: float) -> int:
    return min(range(len(values)), key=lambda index: abs(values[index] - value))
