"""Build corpus/models/repair/context.npz, the network of `ingest.repair.context`.

    python -m corpus.build.repair_context --texts FILE... --near FILE... --names CSV...
        --pairs FILE... --held PAIRS --out context.npz [--cache FOLDER]

texts: official texts, JSONL(.gz). near: texts of the genre to be repaired, counted `--weight`
times. names: tables of place names. pairs: line pairs {"raw", "truth"} of the English OCR model.
held: pairs of whose pages 3, 11, 19 ... accuracy is printed; nothing is learned from them.
"""

import argparse
import json
import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from corpus.build.repair_context_data import (
    Stream,
    held_pairs,
    number_streams,
    real,
    synthetic,
)
from corpus.build.repair_held_out import Part, documents
from corpus.build.repair_model import name_words

LETTERS_A_TOKEN = 4.6
PART = 20_000  # letters that one draw damages


def choose_texts(args: argparse.Namespace) -> list[str]:
    """Whole documents in random order up to about `args.tokens` tokens, near texts and names."""
    rng = random.Random(args.seed)  # noqa: S311
    groups = list(documents(args.texts, Part.TRAIN).values())
    rng.shuffle(groups)
    near = list(documents(args.near, Part.TRAIN).values()) * args.weight
    room = args.tokens * LETTERS_A_TOKEN - sum(map(len, near))
    chosen = near
    for text in groups:
        if room <= 0:
            break
        room -= len(text)
        chosen.append(text)
    names = name_words(args.names)[1].split("\n")
    rng.shuffle(names)
    chosen += [", ".join(names[i : i + 300]) for i in range(0, len(names), 300)]
    rng.shuffle(chosen)
    return [text[i : i + PART] for text in chosen for i in range(0, len(text), PART)]


def reserved(args: argparse.Namespace) -> str:
    """All documents that are for measuring or development, small letters, blanks collapsed."""
    texts = [
        text
        for part in (Part.DEV, Part.HELD)
        for text in documents([*args.texts, *args.near], part).values()
    ]
    return " ".join("\n".join(texts).lower().split())


def prepare(args: argparse.Namespace) -> tuple[list[str], list[str], list[Stream]]:
    """Table of atoms, vocabulary, and the streams: synthetic, real, held-out real."""
    with ProcessPoolExecutor(args.workers) as pool:
        parts = synthetic(choose_texts(args), args.seed, pool)
        known, held = real(args.pairs, reserved(args)), held_pairs(args.held)
        return number_streams(parts, [known], [held])


def _cached(args: argparse.Namespace) -> tuple[list[str], list[str], list[Stream]]:
    folder: Path | None = args.cache
    if folder is None:
        return prepare(args)
    facts = folder / "facts.json"
    if not facts.exists():
        table, words, streams = prepare(args)
        folder.mkdir(parents=True, exist_ok=True)
        for i, stream in enumerate(streams):
            stream.save(folder / f"{i}.npz")
        facts.write_text(json.dumps({"table": table, "words": words}), encoding="utf-8")
    kept = json.loads(facts.read_text(encoding="utf-8"))
    paths = sorted(folder.glob("*.npz"))
    return kept["table"], kept["words"], [Stream.load(path) for path in paths]


def main(argv: Sequence[str] | None = None) -> None:
    """Parse the arguments, make the data, train, write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--texts", "--near", "--names", "--pairs"):
        parser.add_argument(name, type=Path, nargs="+", required=True)
    parser.add_argument("--held", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--cache", type=Path, help="folder that keeps the prepared data")
    parser.add_argument("--tokens", type=float, default=16e6, help="damaged tokens to draw")
    parser.add_argument("--weight", type=int, default=3, help="how often near texts count")
    parser.add_argument("--steps", type=int, default=6000)
    parser.add_argument("--minutes", type=float, default=1e6, help="end earlier after so long")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--workers", type=int, default=2)
    args = parser.parse_args(argv)
    table, words, streams = _cached(args)
    print(len(table), len(words), [len(s.tokens) for s in streams], flush=True)
    from corpus.build.repair_context_training import train

    train(table, words, streams, args)


if __name__ == "__main__":
    main()
