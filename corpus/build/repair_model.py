"""Build corpus/models/repair/model.npz, the model of `ingest.repair`, with one command.

    python -m corpus.build.repair_model --texts FILE... --near FILE... --pairs FILE...
        --names CSV... [--draw PAGES --fonts DIR...] --out model.npz

texts: official texts, JSONL(.gz) or plain. near: texts of the genre to be repaired.
pairs: line pairs {"raw", "truth"} of the English OCR model (see render_ocr_pairs.py).
names: tables whose cells are place names. draw: so many pages are drawn, read by Tesseract and
added to the pairs, which are kept beside the model as drawn.jsonl.
Documents that repair_held_out.py keeps for measuring or for development teach nothing, nor do line
pairs drawn from them. Deterministic; numpy only. Some minutes and 4 GB of memory for 30 million
syllables.
"""

import argparse
import csv
import json
import math
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from corpus.build import repair_channel as channel
from corpus.build import repair_language as language
from corpus.build.render_ocr_pairs import draw
from corpus.build.repair_held_out import Part, documents
from corpus.build.repair_known import known_readings

DRAWING_SEED = 6


def name_words(paths: Iterable[Path]) -> tuple[set[str], str]:
    """Words of place names (cells of at most six words), and the names as lines of text."""
    lines: list[str] = []
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.reader(file):
                lines += [
                    cell
                    for cell in dict.fromkeys(row)
                    if 1 < len(cell.split()) <= 6 and not re.search(r"\d|[<>;]", cell)
                ]
    text = "\n".join(lines)
    return set(re.findall(r"[^\W\d_]+", language.plain(text))), text


def mark_probabilities(texts: Iterable[str]) -> dict[str, float]:
    """Log P(a mark is this character), over all punctuation of the texts."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(re.findall(r"[^\w\s]", text))
    total = sum(counts.values())
    return {mark: round(math.log(n / total), 2) for mark, n in sorted(counts.items()) if n > 20}


def collapsed(text: str) -> str:
    """Small letters, one blank between words."""
    return " ".join(text.lower().split())


def taught_pairs(args: argparse.Namespace) -> list[tuple[str, str]]:
    """Line pairs but those whose truth stands in a document that is held out."""
    if args.draw:
        drawn = args.out.with_name("drawn.jsonl")
        draw([*args.texts, *args.near], Part.TRAIN, args.fonts, args.draw, DRAWING_SEED, drawn)
        args.pairs.append(drawn)
    reserved = " ".join(
        collapsed(text)
        for part in (Part.DEV, Part.HELD)
        for text in documents([*args.texts, *args.near], part).values()
    )
    pairs = channel.read_pairs(args.pairs)
    return [(raw, truth) for raw, truth in pairs if collapsed(truth) not in reserved]


def train_language(args: argparse.Namespace) -> tuple[dict[str, Any], list[str], dict[str, float]]:
    """Arrays of vocabulary and language model, the vocabulary, the marks."""
    extra, names = name_words(args.names)
    texts = list(documents(args.texts, Part.TRAIN).values())
    near = list(documents(args.near, Part.TRAIN).values())
    tokens = language.tokenize([*texts, names, *near * args.weight])
    words, kinds, final = language.choose_vocabulary(tokens, extra)
    arrays = language.train(final[tokens.ids], len(words), cut2=args.cut2, cut3=args.cut3)
    arrays["words"] = np.frombuffer("\n".join(words).encode(), np.uint8)
    arrays["kinds"] = np.array(kinds, np.uint8)
    return arrays, words, mark_probabilities([*texts, *near])


def build(args: argparse.Namespace) -> None:
    """Train all parts and write the file."""
    arrays, words, marks = train_language(args)
    pairs = taught_pairs(args)
    groups: Counter[tuple[str, str]] = Counter()
    for raw, truth in pairs:
        groups.update(channel.word_groups(raw, truth))
    table, paths = channel.learn(groups, sum(groups.values()) - len(pairs))
    facts = {
        "confusions": {
            unit: {s: round(v, 2) for s, v in sorted(row.items())}
            for unit, row in sorted(table.items())
        },
        "marks": marks,
        "readings": reading_lines(channel.memory(paths), words),
    }
    arrays["facts"] = np.frombuffer(
        json.dumps(facts, ensure_ascii=False, sort_keys=True).encode(), np.uint8
    )
    arrays.update(known_readings(arrays, [raw for raw, _ in pairs]))
    args.out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(args.out, **arrays)
    print({name: array.shape for name, array in arrays.items()}, args.out.stat().st_size)


def reading_lines(seen: Counter[tuple[str, str]], words: list[str]) -> str:
    """Tab-separated lines: raw token, then word id and count, for words of the vocabulary."""
    index = {word: i for i, word in enumerate(words)}
    rows: dict[str, dict[int, int]] = {}
    for (token, word), count in sorted(seen.items()):
        number = index.get(language.plain(word))
        if number is not None and len(token) <= 12 and not re.search(r"\s|\d\d", token):
            row = rows.setdefault(token, {})
            row[number] = row.get(number, 0) + count
    return "\n".join(
        "\t".join([token, *(f"{w}\t{c}" for w, c in row.items())]) for token, row in rows.items()
    )


def main() -> None:
    """Parse the arguments and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--texts", "--near", "--pairs", "--names"):
        parser.add_argument(name, type=Path, nargs="+", required=True)
    parser.add_argument("--draw", type=int, default=0, help="pages to draw for more pairs")
    parser.add_argument("--fonts", type=Path, nargs="+", default=[Path("/usr/share/fonts")])
    parser.add_argument("--weight", type=int, default=12, help="how often near texts count")
    parser.add_argument("--cut2", type=int, default=1, help="least count of a pair that is kept")
    parser.add_argument("--cut3", type=int, default=1, help="least count of a triple")
    parser.add_argument("--out", type=Path, required=True)
    build(parser.parse_args())


if __name__ == "__main__":
    main()
