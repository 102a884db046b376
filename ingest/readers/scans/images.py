"""A page image made ready for OCR: grey, even, clean, straight, large enough.

Every step takes a grey page (height x width, uint8, ink dark) and leaves it as it is where the
page does not need the step; what each is worth is measured in bench/reading/scans.py. This module
loads OpenCV: import it where an image is read, not before.
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.readers import Box

Grey = NDArray[np.uint8]
DARK_EDGE = 40  # level under which what touches the edge is no paper; shadows on it are lighter
UNEVEN = 30  # levels between the darkest and the lightest paper of a page
PEPPER = 4e-4  # share of single black pixels from which a page counts as speckled
NOISE = 6.0  # median step between neighbouring pixels of paper
WIDEST_SKEW = 6.0  # degrees looked at, either way
SMALLEST_SKEW = 0.15  # degrees; less costs more in blur than it gives
SKEW_WIDTH = 800  # pixels across the small copy on which skew is measured
LETTERS = (20.0, 26.0, 45.0)  # pixels: letters lower or higher than the outer two are scaled
LEAST_LETTERS = 30  # components; fewer say nothing about a page's size of type
LARGEST_SCALE = 4.0
LONGEST_SIDE = 10_000  # pixels that a page is enlarged to at most; Tesseract takes 32,767


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page ready for OCR, and the way back: degrees it was turned by, its scale."""

    grey: Grey
    angle: float = 0.0
    scale: float = 1.0

    def box_of(self, left: float, top: float, right: float, bottom: float) -> Box:
        """Box in shares of the page as scanned that encloses a box in pixels of `grey`."""
        high, wide = self.grey.shape
        corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
        middle = np.array([wide / 2, high / 2])
        turn = np.deg2rad(self.angle)
        turned = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
        x, y = np.clip(((corners - middle) @ turned + middle) / (wide, high), 0.0, 1.0).T
        return (
            round(float(x.min()), 5), round(float(y.min()), 5),
            round(float(x.max()), 5), round(float(y.max()), 5),
        )  # fmt: skip


def prepared(page: Grey) -> Prepared:
    """All steps, in the order in which they help each other."""
    page = cleaned(page)
    angle = skew(page)
    page = turned(page, angle)
    scale = scale_wanted(page)
    return Prepared(scaled(page, scale), angle, scale)


def cleaned(page: Grey) -> Grey:
    """Without dark edges, shade, specks and noise: the page on which skew is told."""
    page = even(without_dark_edges(page))
    return smoothed(despeckled(page))


def without_dark_edges(page: Grey) -> Grey:
    """White where a dark area, wider than strokes are, touches the edge of the page."""
    step = max(1, page.shape[1] // 600)
    small = cv2.resize(
        page, (page.shape[1] // step or 1, page.shape[0] // step or 1), interpolation=cv2.INTER_AREA
    )
    dark = cv2.morphologyEx((small < DARK_EDGE).astype(np.uint8), cv2.MORPH_OPEN, _square(7))
    if not dark.any():
        return page
    _, labels = cv2.connectedComponents(dark)
    rim = np.concatenate([labels[0], labels[-1], labels[:, 0], labels[:, -1]])
    touching = np.setdiff1d(np.unique(rim), [0])
    if not touching.size:
        return page
    mask = cv2.dilate(np.isin(labels, touching).astype(np.uint8), _square(5))
    mask = cv2.resize(mask, page.shape[::-1], interpolation=cv2.INTER_NEAREST)
    return np.where(mask > 0, np.uint8(255), page)


def even(page: Grey) -> Grey:
    """Paper of one white: the page divided by its own light, where that is uneven."""
    high, wide = page.shape
    size = (max(1, wide // 8), max(1, high // 8))
    small = cv2.resize(page, size, interpolation=cv2.INTER_AREA)
    paper = cv2.dilate(small, _square(7))
    if min(size) > 21:
        paper = cv2.medianBlur(paper, 21)
    low, high_level = np.percentile(paper, (2, 98))
    if high_level - low < UNEVEN:
        return page
    light = cv2.resize(paper, (wide, high), interpolation=cv2.INTER_LINEAR)
    return _grey(cv2.divide(page, light, scale=255.0))


def despeckled(page: Grey) -> Grey:
    """Single black and white pixels taken out, where a page is full of them."""
    ink = (page < 128).astype(np.uint8)
    near = cv2.boxFilter(ink, cv2.CV_16U, (5, 5), normalize=False)
    pepper = (ink > 0) & (near <= 2)
    if pepper.mean() < PEPPER:
        return page
    next_to = cv2.boxFilter(ink, cv2.CV_16U, (3, 3), normalize=False)
    cleaned = page.copy()
    cleaned[pepper | ((ink > 0) & (next_to <= 1))] = 255
    cleaned[(ink == 0) & (next_to >= 8)] = 0
    return cleaned


def smoothed(page: Grey) -> Grey:
    """Sensor noise softened, where there is much of it."""
    steps = cv2.absdiff(page[1:, :], page[:-1, :])
    if page.shape[0] < 2 or float(np.median(steps)) < NOISE:
        return page
    return _grey(cv2.GaussianBlur(page, (0, 0), 1.0))


def skew(page: Grey) -> float:
    """Degrees, counter-clockwise, that make the lines level; 0.0 where they are level enough.

    The angle at which the sums of ink along rows differ most from row to row (Postl 1988,
    "Method for automatic correction of character skew").
    """
    share = SKEW_WIDTH / max(page.shape[1], page.shape[0] / 2)
    size = (max(1, round(page.shape[1] * share)), max(1, round(page.shape[0] * share)))
    small = cv2.resize(page, size, interpolation=cv2.INTER_AREA)
    _, ink = cv2.threshold(small, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    inked = ink.astype(np.float32)

    def sharpness(angle: float) -> float:
        rows = _turned(inked, angle, cv2.INTER_LINEAR, 0).sum(axis=1)
        return float(np.square(np.diff(rows)).sum())

    coarse = max(np.arange(-WIDEST_SKEW, WIDEST_SKEW + 0.1, 0.5), key=sharpness)
    best = float(max(np.arange(coarse - 0.4, coarse + 0.41, 0.1), key=sharpness))
    return best if SMALLEST_SKEW <= abs(best) <= WIDEST_SKEW - 0.5 else 0.0


def turned(page: Grey, angle: float) -> Grey:
    """The page turned by degrees counter-clockwise around its middle; its size stays."""
    return _grey(_turned(page, angle, cv2.INTER_CUBIC, 255)) if angle else page


def scale_wanted(page: Grey) -> float:
    """What brings the page's letters to the height that Tesseract reads best."""
    small, wanted, large = LETTERS
    height = letter_height(page)
    if height is None or small <= height <= large:
        return 1.0
    longest = max(1.0, LONGEST_SIDE / max(page.shape))
    return float(min(LARGEST_SCALE, wanted / height, longest))


def letter_height(page: Grey) -> float | None:
    """Middle height in pixels of what is shaped like letters; None where little is."""
    _, ink = cv2.threshold(page, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    _, _, stats, _ = cv2.connectedComponentsWithStats(_grey(ink))
    wide, high = stats[1:, cv2.CC_STAT_WIDTH], stats[1:, cv2.CC_STAT_HEIGHT]
    likely = (high >= 6) & (high <= 150) & (wide * 4 >= high) & (wide <= high * 3)
    return float(np.median(high[likely])) if likely.sum() >= LEAST_LETTERS else None


def scaled(page: Grey, scale: float) -> Grey:
    """The page enlarged or reduced."""
    if scale == 1.0:
        return page
    way = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    high, wide = page.shape
    size = (max(1, round(wide * scale)), max(1, round(high * scale)))
    return _grey(cv2.resize(page, size, interpolation=way))


def _turned(page: Any, angle: float, way: int, paper: int) -> Any:  # noqa: ANN401
    high, wide = page.shape
    matrix = cv2.getRotationMatrix2D((wide / 2, high / 2), angle, 1.0)
    return cv2.warpAffine(
        page, matrix, (wide, high), flags=way,
        borderMode=cv2.BORDER_CONSTANT, borderValue=paper,
    )  # fmt: skip


def _square(side: int) -> Grey:
    return np.ones((side, side), np.uint8)


def _grey(page: Any) -> Grey:  # noqa: ANN401 (OpenCV's arrays have no known type)
    return np.asarray(page, dtype=np.uint8)
