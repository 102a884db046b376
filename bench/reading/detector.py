"""The damage detector and the legacy encodings, measured.

    python -m bench.reading.detector --clean FOLDER --pages PAGES.jsonl --articles ARTICLES.jsonl.gz
        [--english FILE...] [--step 32] [--out FILE]

FOLDER: clean plans (.txt). PAGES: made by `bench.reading.detector_pages`. Every `step`th article
goes through each encoding and back. Prints Markdown tables.
"""

import argparse
import json
import random
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from bench.reading.legacy import articles, encoder, round_trip
from corpus.build.plain_words import is_held_out
from ingest import repair
from ingest.cleaning import clean_line
from ingest.readers.encodings import Encoding, decode_legacy
from ingest.repair.damage import WORD, damaged_lines, is_damaged

Lines = list[str]
NOT_WHOLE = {"LiberationSerif-Regular"}  # Debian 12's draws boxes for some Vietnamese letters
ENOUGH = 0.95  # of an inserted page's lines


def cleaned(text: str) -> Lines:
    return [clean_line(line).text for line in text.split("\n")]


def clean_table(documents: Sequence[Lines]) -> Lines:
    flagged = [sum(damaged_lines(lines)) for lines in documents]
    alone = [line for lines in documents for line in lines if len(WORD.findall(line)) >= 4]
    alarms = sum(damaged_lines([line])[0] for line in alone)
    legacy = sum(decode_legacy(lines)[1] is not None for lines in documents)
    decomposed = [[unicodedata.normalize("NFD", line) for line in lines] for lines in documents]
    apart = sum(decode_legacy(lines)[1] is not None for lines in decomposed)
    total = sum(map(len, documents))
    return [
        (
            "| clean documents | flagged | lines flagged in them | lines of 4 words, each alone |"
            " flagged | taken for a legacy encoding | the same in NFD |"
        ),
        "|---|---|---|---|---|---|---|",
        (
            f"| {len(documents)} | {sum(map(bool, flagged))} | {sum(flagged)} of {total} |"
            f" {len(alone)} | {alarms} | {legacy} | {apart} |"
        ),
    ]


def page_table(pages: Sequence[dict]) -> Lines:
    rows = ["| pages | number | found | lines | flagged |", "|---|---|---|---|---|"]
    for key in ("kind", "dpi", "font"):
        rows += [
            _page_row(f"{key} {value}", [page for page in pages if page[key] == value])
            for value in sorted({page[key] for page in pages})
        ]
    return [*rows, _page_row("all", pages)]


def _page_row(name: str, pages: Sequence[dict]) -> str:
    flags = [flag for page in pages for flag in damaged_lines(cleaned("\n".join(page["raw"])))]
    found = sum(is_damaged(page["raw"]) for page in pages)
    return f"| {name} | {len(pages)} | {found} | {len(flags)} | {sum(flags) / len(flags):.2%} |"


def inserted(
    documents: Sequence[Lines], page: Lines, rng: random.Random, *, numbered: bool
) -> tuple[float, int]:
    """Share of the page's lines flagged, and lines flagged outside it."""
    lines = rng.choice(documents)
    at = rng.randrange(len(lines) + 1)
    whole = [*lines[:at], *page, *lines[at:]]
    numbers = [1] * at + [2] * len(page) + [3] * (len(lines) - at) if numbered else []
    flags = damaged_lines(whole, numbers)
    inside = flags[at : at + len(page)]
    return sum(inside) / len(inside), sum(flags) - sum(inside)


def inserted_table(documents: Sequence[Lines], pages: Sequence[dict]) -> Lines:
    rows = [
        (
            "| one damaged page inside a clean document | pages | 95 % of its lines flagged |"
            " of all its lines | lines flagged outside it | pages with none outside |"
        ),
        "|---|---|---|---|---|---|",
    ]
    for numbered in (True, False):
        for kind in (*sorted({page["kind"] for page in pages}), "all"):
            rng = random.Random(9)  # noqa: S311
            chosen = [p for p in pages if kind in {p["kind"], "all"}]
            done = [
                inserted(documents, cleaned("\n".join(p["raw"])), rng, numbered=numbered)
                for p in chosen
            ]
            size = [len(p["raw"]) for p in chosen]
            inside = sum(share * n for (share, _), n in zip(done, size, strict=True)) / sum(size)
            name = f"{kind}, pages {'known' if numbered else 'not known'}"
            rows.append(
                f"| {name} | {len(done)} | {sum(s >= ENOUGH for s, _ in done)} | {inside:.2%} |"
                f" {sum(n for _, n in done)} | {sum(n == 0 for _, n in done)} |"
            )
    return rows


def other_table(documents: Sequence[Lines], pages: Sequence[dict], english: Lines) -> Lines:
    """Repaired pages again, English pages inside clean and damaged text."""
    body = [p for p in pages if p["kind"] == "body"][:40]
    again = sum(is_damaged([r.text for r in repair.repair_lines(p["raw"])]) for p in body)
    rows = ["| other text | pages | taken for damage |", "|---|---|---|"]
    rows.append(f"| repaired pages | {len(body)} | {again} |")
    foreign = [english[i : i + 20] for i in range(0, len(english) - 19, 20)]
    if foreign:
        alone = sum(any(damaged_lines(lines)) for lines in foreign)
        rows.append(f"| English, 20 lines, alone | {len(foreign)} | {alone} |")
        rng, hits = random.Random(9), Counter[str]()  # noqa: S311
        for lines in foreign:
            hits["clean"] += inserted(documents, lines, rng, numbered=False)[0] > 0
            damaged = [cleaned("\n".join(page["raw"])) for page in rng.sample(list(body), 2)]
            flags = damaged_lines([*damaged[0], *lines, *damaged[1]])
            hits["damaged"] += any(flags[len(damaged[0]) : len(damaged[0]) + len(lines)])
        rows.append(f"| English inside a clean document | {len(foreign)} | {hits['clean']} |")
        rows.append(f"| English between damaged pages | {len(foreign)} | {hits['damaged']} |")
    return rows


def legacy_table(path: Path, step: int) -> Lines:
    texts = [text for text in articles(path, step) if "\\" not in text]
    rows = [
        (
            f"| encoding ({len(texts)} articles) | with codes for all their characters | exact |"
            " but for case | not found |"
        ),
        "|---|---|---|---|---|",
    ]
    for encoding in Encoding:
        code = encoder(encoding)
        done = [share for text in texts if (share := round_trip(text, code))]
        exact, letters = (sum(s.exact for s in done), sum(s.letters for s in done))
        rows.append(
            f"| {encoding.value} | {len(done)} | {exact / len(done):.2%} |"
            f" {letters / len(done):.2%} | {sum(s.unfound for s in done)} |"
        )
    return rows


def speed(documents: Sequence[Lines]) -> str:
    size = sum(len(line) for lines in documents for line in lines)
    started = time.perf_counter()
    for lines in documents:
        is_damaged(lines)
    seconds = time.perf_counter() - started
    return (
        f"Speed on clean text, both detectors, one core: {size / seconds / 1e6:.2f} M characters/s"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clean", type=Path, required=True)
    parser.add_argument("--pages", type=Path, nargs="+", required=True)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--english", type=Path, nargs="*", default=[])
    parser.add_argument("--step", type=int, default=128)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    files = sorted(args.clean.glob("*.txt"))
    documents = [cleaned(path.read_text(encoding="utf-8")) for path in files]
    texts = (path.read_text(encoding="utf-8").splitlines() for path in args.pages)
    pages = [json.loads(line) for lines in texts for line in lines]
    pages = [page for page in pages if is_held_out(page["number"]) and page["raw"]]
    pages = [page for page in pages if page["font"] not in NOT_WHOLE]
    english = [line for path in args.english for line in path.read_text().split("\n") if line]
    tables = (
        clean_table(documents),
        page_table(pages),
        inserted_table(documents, pages),
        other_table(documents, pages, english),
        legacy_table(args.articles, args.step),
        [speed(documents)],
    )
    text = "\n\n".join("\n".join(table) for table in tables)
    if args.out:
        args.out.write_text(text + "\n", encoding="utf-8")
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    main()
