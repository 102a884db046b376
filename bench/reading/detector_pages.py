"""Pages of official text, drawn and read by Tesseract's English model, for the damage detector.

    python -m bench.reading.detector_pages --articles ARTICLES.jsonl.gz --fonts DIR... --pages 240
        --out PAGES.jsonl

Only documents that `corpus.build.plain_words` holds out. Kinds: body (20 lines), short (5 lines),
capitals, table (short cells, numbers). Records: kind, font, dpi, number, truth, raw (lines).
"""

import argparse
import gzip
import json
import random
import subprocess
import tempfile
import textwrap
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpus.build.plain_words import is_held_out

FONTS = (
    "Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "FreeSerif", "DejaVuSerif",
    "DejaVuSans", "Arimo-Regular", "Cousine-Regular",
)  # fmt: skip
KINDS = ("body", "body", "body", "short", "capitals", "table")
POINTS = 13.5


def held_out(articles: Path, rng: random.Random) -> list[tuple[str, list[str]]]:
    """Numbers of held-out documents and the paragraphs of all their articles, in a random order."""
    found: dict[str, list[str]] = {}
    with gzip.open(articles, "rt", encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            if is_held_out(record["number"]):
                text = unicodedata.normalize("NFC", record["text"])
                found.setdefault(record["number"], []).extend(p for p in text.split("\n") if p)
    texts = [(number, lines) for number, lines in found.items() if sum(map(len, lines)) > 4000]
    rng.shuffle(texts)
    return texts


def lines_of(kind: str, paragraphs: list[str], rng: random.Random) -> list[str]:
    start = rng.randrange(max(1, len(paragraphs) - 12))
    text = paragraphs[start : start + 24]
    if kind == "table":
        return [_row(number, textwrap.wrap(p, 26)[0], rng) for number, p in enumerate(text[:18], 1)]
    lines = [line for p in text for line in textwrap.wrap(p, 60 if kind == "capitals" else 78)]
    if kind == "capitals":
        return [line.upper() for line in lines[:12]]
    return lines[: 5 if kind == "short" else 20]


def _row(number: int, text: str, rng: random.Random) -> str:
    figures = "   ".join(f"{rng.randrange(10, 99_999):,}".replace(",", ".") for _ in range(4))
    return f"{number}   {text}   {figures}"


def drawn(lines: list[str], font: Path, dpi: int, rng: random.Random) -> Any:  # noqa: ANN401
    """A page image: a little turned, blurred and noisy, half of them in black and white."""
    from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

    size = round(POINTS * dpi / 72)
    face = ImageFont.truetype(str(font), size)
    width = round(max(face.getlength(line) for line in lines)) + dpi
    image = Image.new("L", (width, round(size * 1.45 * (len(lines) + 3))), 255)
    pen = ImageDraw.Draw(image)
    for row, line in enumerate(lines):
        pen.text((dpi // 2, round(size * 1.45 * (row + 1))), line, font=face, fill=0)
    image = image.rotate(rng.uniform(-0.3, 0.3), fillcolor=255)
    image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0.2, 0.9) * dpi / 200))
    if rng.random() < 0.5:
        specks = Image.effect_noise(image.size, rng.uniform(10, 50))
        image = ImageChops.add(image, specks, 1.0, -128)
    if rng.random() < 0.5:
        level = rng.randrange(110, 190)
        image = image.point(lambda value: 255 if value > level else 0)
    return image


def read(image: Any, dpi: int) -> list[str]:  # noqa: ANN401
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        image.save(file.name, dpi=(dpi, dpi))
        done = subprocess.run(
            ["tesseract", file.name, "-", "-l", "eng", "--psm", "6"],
            capture_output=True, text=True, check=True,
            env={"OMP_THREAD_LIMIT": "1", "PATH": "/usr/bin:/bin"},
        )  # fmt: skip
    return [line for line in done.stdout.splitlines() if line.strip()]


def pages(
    articles: Path, folders: list[Path], count: int, seed: int
) -> Iterator[dict[str, object]]:
    rng = random.Random(seed)  # noqa: S311
    files = {path.stem: path for folder in folders for path in folder.rglob("*.ttf")}
    fonts = [files[name] for name in FONTS if name in files]
    texts = held_out(articles, rng)
    for page in range(count):
        kind, font = KINDS[page % len(KINDS)], fonts[page % len(fonts)]
        dpi = (150, 200, 300)[page // len(KINDS) % 3]
        number, paragraphs = texts[page % len(texts)]
        truth = lines_of(kind, paragraphs, rng)
        raw = read(drawn(truth, font, dpi, rng), dpi)
        yield {"kind": kind, "font": font.stem, "dpi": dpi, "number": number,
               "truth": truth, "raw": raw}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--fonts", type=Path, nargs="+", required=True)
    parser.add_argument("--pages", type=int, default=240)
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    with args.out.open("w", encoding="utf-8") as out:
        for record in pages(args.articles, args.fonts, args.pages, args.seed):
            out.write(json.dumps(record, ensure_ascii=False) + "\n")
            out.flush()


if __name__ == "__main__":
    main()
