"""Ruled tables in page images: rules by morphology, a grid of cells, merged where no rule parts.

The usual way of finding tables by lines: open the ink with a flat and with a tall kernel, join
what is left, read the grid off the crossings. The page's skew, as its rules have it, is taken
out first, so that scans askew by a few degrees keep their grid.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.readers.tables import Place
from ingest.readers.tables.grid import PixelBox, grid_cells

Image = NDArray[np.uint8]
PAGE_INCHES = (8.27, 11.69)  # A4; tells the resolution of a page image
PIECE = 0.15  # inches of straight ink that may be a piece of a rule
BREAK = 0.08  # inches of a rule that may be worn away
ACROSS, DOWN = 0.4, 0.17  # inches of the shortest rules
SMALLEST = 0.4  # inches, the least side of a table
WIDEST_ANGLE = 8.0  # degrees of skew
STRAIGHT = 0.05  # degrees that need no turning


@dataclass(frozen=True, slots=True)
class RuledGrid:
    """A table's cells, in pixels of the straightened page that they were found on."""

    box: PixelBox
    cells: dict[Place, PixelBox]


@dataclass(frozen=True, slots=True)
class RuledPage:
    """A page turned straight, its rules painted over, and the grids on it from the top down.

    to_page: 2 x 3, from pixels of `image` to pixels of the page as given.
    """

    image: Image
    grids: tuple[RuledGrid, ...]
    to_page: NDArray[np.float64]

    def on_page(self, box: Sequence[float]) -> tuple[float, float, float, float]:
        """A box on the page as given, in its pixels: the upright box round the turned one."""
        left, top, right, bottom = box
        corners = np.array([[x, y, 1.0] for x in (left, right) for y in (top, bottom)])
        turned = corners @ self.to_page.T
        (x0, y0), (x1, y1) = turned.min(axis=0), turned.max(axis=0)
        return float(x0), float(y0), float(x1), float(y1)


def pixels_an_inch(page: Image) -> float:
    """Resolution of an A4 page, or of a strip of one: the higher of what its two sides say."""
    shorter, longer = PAGE_INCHES
    return float(max(min(page.shape) / shorter, max(page.shape) / longer))


def ruled_page(page: Image) -> RuledPage | None:
    """Grids of at least two rows and two columns; None without any. page: grey, ink dark."""
    unit = pixels_an_inch(page)
    if unit < 30:  # an image too small for letters
        return None
    across, down = _rules(inked(page), unit)
    if not across.any() or not down.any():
        return None
    angle = _angle(across, unit)
    turn = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    if abs(angle) > STRAIGHT:
        high, wide = page.shape
        turn = np.asarray(cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1.0))
        page = np.asarray(
            cv2.warpAffine(page, turn, (wide, high), flags=cv2.INTER_CUBIC, borderValue=255.0),
            dtype=np.uint8,
        )
        across, down = _rules(inked(page), unit)
    grids = _grids(across, down, unit)
    if not grids:
        return None
    cleared = _without_rules(page, across | down, unit)
    return RuledPage(cleared, tuple(grids), np.asarray(cv2.invertAffineTransform(turn)))


def inked(page: Image) -> Image:
    """255 where there is ink, darker than its surroundings; single specks left out."""
    block = max(15, int(min(page.shape) / 50)) | 1
    return np.asarray(
        cv2.adaptiveThreshold(
            cv2.GaussianBlur(page, (3, 3), 0), 255,
            cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 14,
        ),
        dtype=np.uint8,
    )  # fmt: skip


def _rules(ink: Image, unit: float) -> tuple[Image, Image]:
    """Masks of the rules across and down: straight pieces, joined over breaks, the long ones."""
    return _straight(ink, unit, ACROSS), _straight(ink.T, unit, DOWN).T


def _straight(ink: Image, unit: float, shortest: float) -> Image:
    thick = np.ones((3, 1), np.uint8)  # a rule slightly askew, in steps, stays in one piece
    mask = cv2.dilate(np.ascontiguousarray(ink), thick)
    mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, int(unit * PIECE)), np.uint8))
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, int(unit * BREAK)), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask)
    wide, high = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    keep = (wide >= unit * shortest) & (high <= np.maximum(unit * 0.08, wide * 0.15))
    keep[0] = False  # the ground
    return np.where(keep[labels], 255, 0).astype(np.uint8)


def _angle(across: Image, unit: float) -> float:
    """Degrees by which the rules fall to the right; 0 where there are too few to tell."""
    found = cv2.HoughLinesP(
        across, 1, np.pi / 1800, int(unit * 0.5), minLineLength=int(unit), maxLineGap=int(unit / 8)
    )
    if found is None:
        return 0.0
    x0, y0, x1, y1 = np.asarray(found, dtype=float).reshape(-1, 4).T
    angles = np.degrees(np.arctan2(y1 - y0, x1 - x0))
    lengths = np.hypot(x1 - x0, y1 - y0)
    near = np.abs(angles) < WIDEST_ANGLE
    if not near.any():
        return 0.0
    order = np.argsort(angles[near])
    weight = np.cumsum(lengths[near][order])
    return float(angles[near][order][np.searchsorted(weight, weight[-1] / 2)])


def _grids(across: Image, down: Image, unit: float) -> list[RuledGrid]:
    """Grids where rules across and down meet, from the top down."""
    found = []
    for left, top, right, bottom in _regions(across | down, unit):
        part = np.s_[top:bottom, left:right]
        cells = grid_cells(across[part], down[part], unit)
        if cells:
            moved = {
                place: (x0 + left, y0 + top, x1 + left, y1 + top)
                for place, (x0, y0, x1, y1) in cells.items()
            }
            found.append(RuledGrid((left, top, right, bottom), moved))
    return sorted(found, key=lambda grid: (grid.box[1], grid.box[0]))


def _regions(rules: Image, unit: float) -> list[PixelBox]:
    """Boxes of rules that hang together, large enough for a table, none inside another."""
    grown = cv2.dilate(rules, np.ones((5, 5), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(grown)
    boxes = [
        (int(x), int(y), int(x + w), int(y + h))
        for x, y, w, h, _ in stats[1:]
        if w >= unit * SMALLEST and h >= unit * SMALLEST
    ]
    return [box for box in boxes if not any(_inside(box, other) for other in boxes)]


def _inside(box: PixelBox, other: PixelBox) -> bool:
    return (
        box != other
        and other[0] <= box[0] and other[1] <= box[1]
        and other[2] >= box[2] and other[3] >= box[3]
    )  # fmt: skip


def _without_rules(page: Image, rules: Image, unit: float) -> Image:
    """The page with its rules painted in the colour of the paper beside them."""
    grown = cv2.dilate(rules, np.ones((3, 3), np.uint8))
    size = int(unit * 0.15) | 1
    paper = cv2.morphologyEx(page, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    return np.where(grown > 0, paper, page).astype(np.uint8)
