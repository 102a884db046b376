"""Make (raw, truth) line pairs: draw Vietnamese text, read it with the English OCR model.

Usage: render_ocr_pairs.py --text FILE... --fonts DIR... --pages N --out pairs.jsonl
Each text file is plain UTF-8. Needs the `tesseract` program with its English model.
Output records: {"sheet", "line", "dpi", "raw", "truth"}; a page whose lines cannot be
paired one to one by likeness gives only the lines that can.
"""

import argparse
import difflib
import json
import random
import subprocess
import tempfile
import textwrap
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

LINES_PER_PAGE = 40


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in text if c.isalnum() and c.isascii())


def _page_lines(paragraphs: list[str], rng: random.Random) -> list[str]:
    lines: list[str] = []
    start = rng.randrange(len(paragraphs))
    width = rng.choice((72, 78, 84))
    for step in range(len(paragraphs)):
        text = paragraphs[(start + step) % len(paragraphs)]
        if rng.random() < 0.12:
            text = text.upper()
        lines += textwrap.wrap(text, width, break_long_words=False)[:8]
        if len(lines) >= LINES_PER_PAGE:
            break
    return [line if not line.isupper() else line[:58] for line in lines[:LINES_PER_PAGE]]


def _draw(lines: list[str], fonts: list[Path], dpi: int, rng: random.Random) -> Image.Image:
    size = round(13.5 * dpi / 72)
    image = Image.new("L", (round(8.27 * dpi * 1.08), round(size * 1.45 * (len(lines) + 3))), 255)
    pen = ImageDraw.Draw(image)
    for row, line in enumerate(lines):
        font = ImageFont.truetype(str(rng.choice(fonts)), size)
        pen.text((dpi // 2, round(size * 1.45 * (row + 1))), line, font=font, fill=0)
    return _worn(image.rotate(rng.uniform(-0.25, 0.25), fillcolor=255), dpi, rng)


def _worn(image: Image.Image, dpi: int, rng: random.Random) -> Image.Image:
    """What printing, copying and scanning do: thick or thin strokes, blur, specks, threshold."""
    wear = rng.random()
    if wear > 0.7 and dpi >= 200:
        image = image.filter(ImageFilter.MinFilter(3))  # dark grows: marks touch their letters
    if wear > 0.5:
        size = image.size
        image = image.resize((size[0] * 3 // 5, size[1] * 3 // 5), Image.Resampling.BILINEAR)
        image = image.resize(size, Image.Resampling.BICUBIC)
    image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0.2, 0.9) * dpi / 200))
    if wear > 0.3:
        specks = Image.effect_noise(image.size, rng.uniform(10, 60))
        image = ImageChops.add(image, specks, 1.0, -128)
    if rng.random() < 0.5:
        level = rng.randrange(100, 200)
        image = image.point(lambda value: 255 if value > level else 0)
    return image


def _read(image: Image.Image, dpi: int) -> list[str]:
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        image.save(file.name, dpi=(dpi, dpi))
        done = subprocess.run(
            ["tesseract", file.name, "-", "-l", "eng", "--psm", "6"],
            capture_output=True,
            text=True,
            check=True,
            env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/bin"},
        )
    return [line for line in done.stdout.splitlines() if line.strip()]


def _pair(truth: list[str], raw: list[str]) -> Iterator[tuple[int, str, str]]:
    """Lines in order whose plain letters agree well."""
    at = 0
    for number, line in enumerate(truth):
        for j in range(at, min(at + 3, len(raw))):
            if difflib.SequenceMatcher(None, _plain(line), _plain(raw[j])).ratio() > 0.6:
                yield number, raw[j], line
                at = j + 1
                break


def main() -> None:
    """Parse the arguments, draw, read and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=Path, nargs="+", required=True)
    parser.add_argument("--fonts", type=Path, nargs="+", required=True)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    rng = random.Random(args.seed)  # noqa: S311
    texts = []
    for path in args.text:
        content = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
        paragraphs = [" ".join(p.split()) for p in content.splitlines() if len(p.split()) > 3]
        if paragraphs:
            texts.append(paragraphs)
    with args.out.open("w", encoding="utf-8") as out:
        for page in range(args.pages):
            dpi = rng.choice((150, 200, 200, 300))
            lines = _page_lines(rng.choice(texts), rng)
            raw = _read(_draw(lines, args.fonts, dpi, rng), dpi)
            for number, read, truth in _pair(lines, raw):
                record = {"sheet": page, "line": number, "dpi": dpi, "raw": read, "truth": truth}
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
            out.flush()


if __name__ == "__main__":
    main()
