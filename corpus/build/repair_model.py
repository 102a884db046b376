"""Build corpus/models/repair/model.npz, the model of `ingest.repair`, with one command.

    python -m corpus.build.repair_model --texts FILE... --near FILE... --pairs FILE...
        --names CSV... --out model.npz

texts: official texts, JSONL(.gz) or plain. near: texts of the genre to be repaired.
pairs: line pairs {"raw", "truth"} of the English OCR model (see render_ocr_pairs.py).
names: tables whose cells are place names.
Deterministic; numpy only. About three minutes and 3 GB of memory for 28 million syllables.
"""

import argparse
import csv
import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from corpus.build import repair_channel as channel
from corpus.build import repair_language as language


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


def build(args: argparse.Namespace) -> None:
    """Train all parts and write the file."""
    extra, names = name_words(args.names)
    texts = [unicodedata.normalize("NFC", t) for t in language.read_texts(args.texts)]
    near = [unicodedata.normalize("NFC", t) for t in language.read_texts(args.near)]
    tokens = language.tokenize([*texts, names, *near * args.weight])
    words, kinds, final = language.choose_vocabulary(tokens, extra)
    arrays = language.train(final[tokens.ids], len(words), cut2=args.cut2, cut3=args.cut3)
    groups: Counter[tuple[str, str]] = Counter()
    lines = 0
    for raw, truth in channel.read_pairs(args.pairs):
        lines += 1
        groups.update(channel.word_groups(raw, truth))
    table, paths = channel.learn(groups, sum(groups.values()) - lines)
    facts = {
        "confusions": {
            unit: {s: round(v, 2) for s, v in sorted(row.items())}
            for unit, row in sorted(table.items())
        },
        "marks": mark_probabilities([*texts, *near]),
        "readings": reading_lines(channel.memory(paths), words),
    }
    arrays["words"] = np.frombuffer("\n".join(words).encode(), np.uint8)
    arrays["kinds"] = np.array(kinds, np.uint8)
    arrays["facts"] = np.frombuffer(
        json.dumps(facts, ensure_ascii=False, sort_keys=True).encode(), np.uint8
    )
    args.out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(args.out, **arrays)  # type: ignore[arg-type]
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
    parser.add_argument("--weight", type=int, default=4, help="how often near texts count")
    parser.add_argument("--cut2", type=int, default=2, help="least count of a pair that is kept")
    parser.add_argument("--cut3", type=int, default=3, help="least count of a triple")
    parser.add_argument("--out", type=Path, required=True)
    build(parser.parse_args())


if __name__ == "__main__":
    main()
