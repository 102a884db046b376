"""Scans drawn here: real words on a page that lies askew, with noise and specks, as a PDF file."""

import io
import math
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from tests.ingest import files

FONT = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"
PAGE = (1654, 2339)  # A4 at 200 dpi
LEFT, TOP, STEP, SIZE = 170, 200, 60, 32


class HiddenLayer(files.PdfPage):
    """A page whose text is there but not seen, as scanning programs write it."""

    def content(self) -> bytes:
        return super().content().replace(b"BT /F", b"BT 3 Tr /F")


def scan(lines: Sequence[str], *, angle: float = 0.0, noise: float = 0.0, seed: int = 0):
    """A page image of these lines, turned by degrees counter-clockwise."""
    page = Image.new("L", PAGE, 250)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, SIZE)
    for number, line in enumerate(lines):
        pen.text((LEFT, TOP + number * STEP), line, font=font, fill=25)
    page = page.filter(ImageFilter.GaussianBlur(0.8))
    page = page.rotate(angle, fillcolor=250, resample=Image.Resampling.BICUBIC)
    chance = np.random.default_rng(seed)
    grey = np.asarray(page, dtype=float) + chance.normal(0, noise, PAGE[::-1])
    for _ in range(40 if noise else 0):
        x, y = chance.integers(0, PAGE[0] - 3), chance.integers(0, PAGE[1] - 3)
        grey[y : y + 3, x : x + 3] = 60
    return Image.fromarray(np.clip(grey, 0, 255).astype("uint8"))


def middle_of(number: int, angle: float) -> tuple[float, float]:
    """Where the left end of a line stands on the turned page, at half its height; in shares."""
    x, y = LEFT - PAGE[0] / 2, TOP + number * STEP + SIZE * 0.6 - PAGE[1] / 2
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return ((x * c + y * s) / PAGE[0] + 0.5, (-x * s + y * c) / PAGE[1] + 0.5)


def scanned_pdf(pages: Sequence[Image.Image], layers: Sequence[Sequence[str]] = ()) -> bytes:
    """A PDF file of page images. layers: lines of a hidden text layer on each page."""
    made = []
    for number, page in enumerate(pages):
        out = io.BytesIO()
        page.save(out, "JPEG", quality=80)
        hidden = HiddenLayer(jpeg=out.getvalue(), pixels=page.size)
        for row, line in enumerate(layers[number] if layers else ()):
            low = (PAGE[1] - TOP - row * STEP - SIZE) * 72 / 200
            hidden.texts.append((LEFT * 72 / 200, low, SIZE * 72 / 200, line))
        made.append(hidden)
    return files.pdf(made)
