"""Any image to a grey page: turned as its camera says, on white paper, red stamps lightened.

A stamp lies over the signature's name; its red is nearly white in the red channel, where the
black print below it stays.
"""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from ingest.readers.scans.images import Grey

RED = 40  # levels by which red must exceed green and blue
RED_SHARE = 3e-4  # of the page's pixels; less is no stamp
STAMP_SIDE = 0.06  # of the page's width, both ways; a stamp of 36 mm on A4 has 0.17
LONGEST_STAMP = 3  # times as long as wide; red lines of text are longer


def grey_page(image: Any) -> Grey:  # noqa: ANN401 (a PIL image)
    """A PIL image of any mode as a grey page. Raises what PIL raises for broken data."""
    from PIL import ImageOps

    image = ImageOps.exif_transpose(image)
    if image.mode.startswith("I") or image.mode == "F":
        return _eight_bits(np.asarray(image))
    if image.mode in {"1", "L"}:
        return np.asarray(image.convert("L"))
    return _without_stamps(np.asarray(_on_white(image)))


def _eight_bits(values: NDArray[Any]) -> Grey:
    """16-bit and floating levels as 0 to 255; files say nowhere how high theirs go."""
    top = float(values.max(initial=0))
    full = next((full for full in (1.0, 255.0, 65535.0) if top <= full), max(top, 1.0))
    return np.clip(values * (255.0 / full), 0, 255).astype(np.uint8)


def _on_white(image: Any) -> Any:  # noqa: ANN401
    from PIL import Image

    if not image.has_transparency_data:
        return image.convert("RGB")
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image.convert("RGBA"))
    return paper.convert("RGB")


def _without_stamps(colours: Grey) -> Grey:
    """Grey of a coloured page (height x width x 3); where a stamp is, its red channel."""
    red, green, blue = cv2.split(colours)
    page = np.asarray(cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    marked = (cv2.subtract(red, cv2.max(green, blue)) > RED).astype(np.uint8)
    if marked.mean() < RED_SHARE:
        return page
    wide = page.shape[1]
    side = max(3, wide // 120) | 1  # odd: an even one moves what it closes
    grown = cv2.morphologyEx(marked, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(grown)
    for left, top, across, down, _area in stats[1:]:
        short, long = sorted((int(across), int(down)))
        if short > STAMP_SIDE * wide and long < LONGEST_STAMP * short:
            area = np.s_[top : top + down, left : left + across]
            inked = cv2.dilate(marked[area], np.ones((3, 3), np.uint8)) > 0
            page[area][inked] = np.maximum(page[area], red[area])[inked]
    return page
