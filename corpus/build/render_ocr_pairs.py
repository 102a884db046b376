"""Make (raw, truth) line pairs: draw Vietnamese text, read it with the English OCR model.

    python -m corpus.build.render_ocr_pairs --text FILE... --part train|dev|held --fonts DIR...
        --pages N --seed N --out pairs.jsonl

text: JSONL(.gz) of official texts, or plain UTF-8 files; only documents of the part are drawn
(see repair_held_out.py). Needs the `tesseract` program with its English model.
Output records: {"sheet", "line", "dpi", "font", "source", "raw", "truth"}; a page whose lines
cannot be paired one to one by likeness gives only the lines that can.
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
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from corpus.build.repair_held_out import Part, documents

LINES_PER_PAGE = 40
PARAGRAPH_LINES = 8
CAPITALS = 0.08  # share of paragraphs in capitals, as headings are
NEAR = 4  # every so many pages, one from plain files: the genre to be repaired
FAMILIES = ("Tinos", "LiberationSerif", "FreeSerif", "DejaVuSerif")
STYLES = ("Regular", "Italic", "Bold")
SHARES = (0.72, 0.16, 0.12)
POINTS = 13.5
ROOM = 7.6 * 72  # points that a line may be long
NEEDED = "ăđơưếộựữằẳỷỹỵẽểạ"  # a font without these draws boxes
LEAST_PARAGRAPHS = 20


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(c for c in text if c.isalnum() and c.isascii())


def _page_lines(
    paragraphs: list[str], fonts: dict[str, Path], rng: random.Random
) -> list[tuple[str, str]]:
    """Lines of consecutive paragraphs from anywhere in a document, each with its style."""
    lines: list[tuple[str, str]] = []
    start = rng.randrange(len(paragraphs))
    width = rng.choice((72, 78, 84))
    for text in paragraphs[start:] + paragraphs[:start]:
        style = rng.choices(STYLES, SHARES)[0]
        if rng.random() < CAPITALS:
            text, style = text.upper(), "Bold"  # noqa: PLW2901
        font = ImageFont.truetype(str(fonts.get(style, fonts["Regular"])), POINTS)
        room = int(ROOM * len(text) / max(1.0, font.getlength(text)))
        wrapped = textwrap.wrap(text, min(width, room), break_long_words=False)
        lines += [(line, style) for line in wrapped[:PARAGRAPH_LINES]]
        if len(lines) >= LINES_PER_PAGE:
            break
    return lines[:LINES_PER_PAGE]


def families(folders: list[Path]) -> list[dict[str, Path]]:
    """Style -> font file of each serif family found; without "Italic" the regular one is used."""
    files = {path.stem: path for folder in folders for path in sorted(folder.rglob("*.ttf"))}
    found = []
    for name in FAMILIES:
        styles = {
            style: path
            for style in STYLES
            for stem in (f"{name}-{style}", f"{name}{style}".replace("Regular", ""))
            if (path := files.get(stem)) is not None
        }
        if "Regular" in styles and all(_complete(path) for path in styles.values()):
            found.append(styles)
    return found


def _complete(path: Path) -> bool:
    """Whether a font has all Vietnamese letters (Liberation of some systems has not)."""
    font = ImageFont.truetype(str(path), 40)
    box = bytes(font.getmask("\ufffe"))
    return all(bytes(font.getmask(letter)) != box for letter in NEEDED)


def _draw(
    lines: list[tuple[str, str]], fonts: dict[str, Path], dpi: int, rng: random.Random
) -> Image.Image:
    size = round(POINTS * dpi / 72)
    image = Image.new("L", (round(8.27 * dpi * 1.08), round(size * 1.45 * (len(lines) + 3))), 255)
    pen = ImageDraw.Draw(image)
    for row, (line, style) in enumerate(lines):
        font = ImageFont.truetype(str(fonts.get(style, fonts["Regular"])), size)
        pen.text((dpi // 2, round(size * 1.45 * (row + 1))), line, font=font, fill=0)
    return _worn(image.rotate(rng.uniform(-0.25, 0.25), fillcolor=255), dpi, rng)


def _worn(image: Image.Image, dpi: int, rng: random.Random) -> Image.Image:
    """What printing, copying and scanning do: thick or thin strokes, blur, specks, threshold."""
    wear = rng.random()
    if wear > 0.85 and dpi >= 300:
        image = image.filter(ImageFilter.MinFilter(3))  # dark grows: marks touch their letters
    if wear > 0.7 and dpi >= 200:
        size = image.size
        image = image.resize((size[0] * 3 // 4, size[1] * 3 // 4), Image.Resampling.BILINEAR)
        image = image.resize(size, Image.Resampling.BICUBIC)
    image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0.2, 0.8) * dpi / 200))
    if wear > 0.4:
        specks = Image.effect_noise(image.size, rng.uniform(10, 45))
        image = ImageChops.add(image, specks, 1.0, -128)
    if rng.random() < 0.5:
        level = rng.randrange(110, 190)
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


def _paragraphs(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines() if len(line.split()) > 3]


def page(task: tuple[int, int, str, list[str], dict[str, Path]]) -> list[dict[str, object]]:
    """Draw one page of a document and read it: records of its lines. Seeded by (seed, sheet)."""
    seed, sheet, source, paragraphs, fonts = task
    rng = random.Random(seed * 1_000_003 + sheet)  # noqa: S311
    dpi = rng.choice((150, 200, 200, 300))
    lines = _page_lines(paragraphs, fonts, rng)
    raw = _read(_draw(lines, fonts, dpi, rng), dpi)
    shared = {"sheet": sheet, "dpi": dpi, "font": fonts["Regular"].stem, "source": source}
    return [
        {**shared, "line": number, "raw": read, "truth": truth}
        for number, read, truth in _pair([line for line, _ in lines], raw)
    ]


def draw(  # noqa: PLR0913, PLR0917
    texts: list[Path], part: Part, folders: list[Path], pages: int, seed: int, out: Path
) -> None:
    """Write the line pairs of `pages` pages of documents of one part; same seed, same pages."""
    rng = random.Random(seed)  # noqa: S311
    chosen = documents(texts, part)
    sources = [
        (name, lines)
        for name in sorted(chosen)
        if len(lines := _paragraphs(chosen[name])) >= LEAST_PARAGRAPHS
    ]
    plain = [source for source in sources if ".jsonl" not in source[0]]
    fonts = families(folders)
    tasks = []
    for sheet in range(pages):
        near = plain and sheet % NEAR == 0
        name, lines = rng.choice(plain if near else sources)
        tasks.append((seed, sheet, name, lines, rng.choice(fonts)))
    out.parent.mkdir(parents=True, exist_ok=True)
    with out.open("w", encoding="utf-8") as file, ThreadPoolExecutor(2) as pool:
        for records in pool.map(page, tasks):
            for record in records:
                file.write(json.dumps(record, ensure_ascii=False) + "\n")
            file.flush()


def main() -> None:
    """Parse the arguments, draw, read and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--text", type=Path, nargs="+", required=True)
    parser.add_argument("--part", type=Part, choices=list(Part), default=Part.TRAIN)
    parser.add_argument("--fonts", type=Path, nargs="+", required=True)
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    draw(args.text, args.part, args.fonts, args.pages, args.seed, args.out)


if __name__ == "__main__":
    main()
