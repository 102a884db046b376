"""Damaged copies of labelled texts: printed, then read by an OCR engine without Vietnamese.

    python -m bench.law.damaged_copies --texts FOLDER --font Tinos-Regular.ttf --out FOLDER

Printed in 13 pt on A4 pages at 150, 175 and 200 dpi in turn, all pages, then read with
Tesseract's English model (psm 6): what the scanned plans of this project had gone through. Needs
the `tesseract` program.
"""

import argparse
import subprocess
import tempfile
import textwrap
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont

POINTS: Final = 13
DPI: Final = (150, 175, 200)
LINES: Final = 46
COLUMNS: Final = 84
INCHES: Final = (8.27, 11.69)
MARGIN: Final = 0.8


def printed_lines(text: str) -> list[str]:
    """The text wrapped to the width of a page."""
    return [part for line in text.split("\n") for part in textwrap.wrap(line, COLUMNS) or [""]]


def page_image(lines: tuple[str, ...], font: Path, dpi: int) -> Image.Image:
    """One page of black text on white."""
    size = tuple(round(inches * dpi) for inches in INCHES)
    image = Image.new("L", (size[0], size[1]), 255)
    face = ImageFont.truetype(str(font), round(POINTS * dpi / 72))
    step = (INCHES[1] - 2 * MARGIN) * dpi / LINES
    draw = ImageDraw.Draw(image)
    for row, line in enumerate(lines):
        draw.text((MARGIN * dpi, MARGIN * dpi + row * step), line, font=face, fill=0)
    return image


def read_page(image: Image.Image, dpi: int) -> str:
    """What the engine makes of a page."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.png"
        image.save(path, dpi=(dpi, dpi))
        call = ["tesseract", str(path), "-", "-l", "eng", "--psm", "6", "--dpi", str(dpi)]
        return subprocess.run(call, capture_output=True, text=True, check=True).stdout


def copied(text: str, font: Path) -> Iterator[str]:
    """The text page by page, as read back."""
    for lines, dpi in zip(batches(printed_lines(text)), cycle(DPI), strict=False):
        yield read_page(page_image(lines, font, dpi), dpi)


def batches(lines: list[str]) -> Iterator[tuple[str, ...]]:
    """Lines by pages."""
    for first in range(0, len(lines), LINES):
        yield tuple(lines[first : first + LINES])


def main() -> None:
    parser = argparse.ArgumentParser(description="Damaged copies of labelled texts.")
    parser.add_argument("--texts", type=Path, required=True)
    parser.add_argument(
        "--font", type=Path, required=True, help="TrueType, with Vietnamese letters"
    )
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    for path in sorted(asked.texts.glob("*.txt")):
        pages = copied(path.read_text(encoding="utf-8"), asked.font)
        (asked.out / path.name).write_text("\n".join(pages), encoding="utf-8")
        print(path.name)


if __name__ == "__main__":
    main()
