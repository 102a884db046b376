"""The image of one line, cut from its page: level and sharp, to be read beside what was read."""

import io
from math import cos, radians, sin
from pathlib import Path
from typing import Final

from ingest.page_images import drawn
from ingest.readers import Box

WIDTH: Final = 1654
"""Pixels across of the page that lines are cut from: 200 dpi on A4, body text is 40 pixels high."""
QUALITY: Final = 85
AROUND: Final = 0.4  # of the line's height shown above and below it
BESIDE: Final = 2.0  # heights of the line shown to its left and right
LEAST: Final = 24  # pixels; a line of letters is no lower


def straight_page(path: Path, page: int) -> tuple[float, bytes]:
    """One page turned so that its lines are level: degrees counter-clockwise, and a JPEG file.

    page: from 1. Raises ValueError as `ingest.page_images.page_image` does; run it where a hostile
    file can do no harm (`ingest.children`).
    """
    import numpy as np
    from PIL import Image

    from ingest.readers.scans.images import cleaned, skew, turned

    image = drawn(path, page, WIDTH).convert("L")
    grey = np.asarray(image)
    angle = skew(cleaned(grey))
    file = io.BytesIO()
    Image.fromarray(turned(grey, angle)).save(file, "JPEG", quality=QUALITY)
    return angle, file.getvalue()


def line_image(page: bytes, angle: float, box: Box) -> bytes:
    """PNG file of a line and what stands beside it. page, angle: of `straight_page`.

    box: of the line on the page as it was scanned, in shares of it.
    """
    from PIL import Image

    with Image.open(io.BytesIO(page)) as whole:
        left, top, right, bottom = levelled(box, angle, whole.size)
        high = max(LEAST, bottom - top)
        up, beside = high * AROUND, high * BESIDE
        area = (
            max(0, round(left - beside)), max(0, round(top - up)),
            min(whole.width, round(right + beside)), min(whole.height, round(bottom + up)),
        )  # fmt: skip
        file = io.BytesIO()
        whole.crop(area).save(file, "PNG")
    return file.getvalue()


def levelled(box: Box, angle: float, size: tuple[int, int]) -> Box:
    """In pixels of the level page, the line whose box on the page as scanned is `box`.

    That box is upright around a line that was tilted: of width w and height h it was
    w cos + h sin wide and w sin + h cos high.
    """
    wide, high = size
    left, top, right, bottom = box[0] * wide, box[1] * high, box[2] * wide, box[3] * high
    c, s = cos(radians(angle)), sin(radians(angle))
    x, y = (left + right - wide) / 2, (top + bottom - high) / 2
    middle = (x * c + y * s + wide / 2, -x * s + y * c + high / 2)
    across, down = right - left, bottom - top
    part = c * c - s * s
    own = ((across * c - down * abs(s)) / part, (down * c - across * abs(s)) / part)
    if min(own) < LEAST / 2:  # no line that was tilted by so much: the box of something else
        own = (across, down)
    return (
        middle[0] - own[0] / 2, middle[1] - own[1] / 2,
        middle[0] + own[0] / 2, middle[1] + own[1] / 2,
    )  # fmt: skip
