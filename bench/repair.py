"""Accuracy and speed of `ingest.repair` on line pairs {"raw", "truth"}.

    OMP_NUM_THREADS=1 python -m bench.repair PAIRS.jsonl... [--apart] [--misses N] [--rounds N]

A syllable is right if it stands in the longest matching blocks of truth and text (difflib), case
and the two spellings of "hoà, hòa" aside. Each page is repaired for itself, `--apart`: each line.
Of records with a `page` only pages 3, 11, 19 ... count: the model has not seen those; records with
a `sheet` are drawn by corpus/build/render_ocr_pairs.py from documents held out.
Rows: raw text, a plain dictionary lookup, repaired. Broken figures: runs of digits read right and
lost, or made up. Syllables a processor second: median of the rounds, caches empty at the beginning
of each. Prints one JSON object per file.
"""

import argparse
import difflib
import json
import re
import resource
import statistics
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import corpus
from ingest.repair import RepairedLine, repair_lines
from ingest.repair.channel import load_channel
from ingest.repair.syllables import SYLLABLE, load_model
from kg.folding import fold

NEW_STYLE = re.compile(r"(o[àáảãạèéẻẽẹ]|(?<!q)u[ỳýỷỹỵ])$")


def old_style(word: str) -> str:
    found = NEW_STYLE.search(word)
    if not found:
        return word
    base, tone = unicodedata.normalize("NFD", found[1][1])
    return word[: found.start()] + unicodedata.normalize("NFC", found[1][0] + tone) + base


def syllables(text: str) -> list[str]:
    text = unicodedata.normalize("NFC", text).lower().replace("hằng năm", "hàng năm")
    return [old_style(word) for word in re.findall(r"[^\W_]+", text)]


def broken_figures(raw: str, text: str, truth: str) -> int:
    def count(value: str) -> Counter[str]:
        return Counter(re.findall(r"\d+", value))

    lost = (count(raw) & count(truth)) - count(text)
    return sum(lost.values()) + sum((count(text) - count(raw) - count(truth)).values())


def right(truth: list[str], words: list[str]) -> int:
    matcher = difflib.SequenceMatcher(None, truth, words, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())


def dictionary() -> Callable[[str], str]:
    """The plain lookup: for each word the most frequent syllable of the same plain letters."""
    model = load_model()
    best: dict[str, int] = {}
    for number, word in enumerate(model.words):
        if model.kinds[number] == SYLLABLE:
            key, share = fold(word), model.language.unigram[number]
            if key not in best or share > model.language.unigram[best[key]]:
                best[key] = number

    def look_up(text: str) -> str:
        return " ".join(
            model.words[best[fold(word)]] if fold(word) in best else word
            for word in syllables(text)
        )

    return look_up


def documents(pairs: list[dict[str, Any]], *, apart: bool) -> list[list[dict[str, Any]]]:
    """Runs of lines repaired together: the pages, or every line for itself."""
    if apart:
        return [[pair] for pair in pairs]
    pages: dict[object, list[dict[str, Any]]] = {}
    for pair in pairs:
        pages.setdefault((pair.get("sheet"), pair.get("page"), pair.get("source")), []).append(pair)
    return list(pages.values())


def timed(raws: list[list[str]]) -> tuple[list[list[RepairedLine]], float]:
    """Repaired documents, and processor seconds; caches are emptied before."""
    load_channel().cache.clear()
    load_model().language.forget()
    started = time.process_time()
    lines = [repair_lines(document) for document in raws]
    return lines, time.process_time() - started


def measure(path: Path, *, apart: bool, misses: int, rounds: int) -> dict[str, object]:
    pairs = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    pairs = [p for p in pairs if p["truth"].strip() and p.get("page", 3) % 8 == 3]
    pages = documents(pairs, apart=apart)
    raws = [[unicodedata.normalize("NFC", p["raw"]) for p in page] for page in pages]
    repair_lines(["khởi động"])
    runs = [timed(raws) for _ in range(rounds)]
    seconds = statistics.median(run[1] for run in runs)
    look_up = dictionary()
    counts: Counter[str] = Counter()
    bins: Counter[tuple[int, bool]] = Counter()
    flat = [line for page in runs[0][0] for line in page]
    for pair, line in zip([p for page in pages for p in page], flat, strict=True):
        truth, text = syllables(pair["truth"]), syllables(line.text)
        counts["truth"] += len(truth)
        counts["raw"] += right(truth, syllables(pair["raw"]))
        counts["dictionary"] += right(truth, syllables(look_up(pair["raw"])))
        counts["text"] += right(truth, text)
        broken = broken_figures(pair["raw"], line.text, pair["truth"])
        counts["broken"] += broken
        known = set(truth)
        for word, share in line.syllables:
            bins[min(9, int(share * 10)), old_style(word.lower()) in known] += 1
        if misses and (text != truth or broken):
            misses -= 1
            lines = ("raw  ", pair["raw"], "\ngot  ", line.text, "\ntruth", pair["truth"])
            print(*lines, file=sys.stderr)
    calibration = {
        f"{b / 10:.1f}": [round(bins[b, True] / n, 4), n]
        for b in range(10)
        if (n := bins[b, True] + bins[b, False])
    }
    return {
        "file": path.name,
        "documents": len(pages),
        "syllables": counts["truth"],
        "raw": round(counts["raw"] / counts["truth"], 4),
        "dictionary": round(counts["dictionary"] / counts["truth"], 4),
        "repaired": round(counts["text"] / counts["truth"], 4),
        "numbers_broken": counts["broken"],
        "syllables_per_second": round(counts["truth"] / seconds),
        "calibration": calibration,
        "model_mb": round(model_bytes() / 1e6, 2),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def model_bytes() -> int:
    return sum(file.stat().st_size for file in corpus.path("models", "repair").glob("*.npz"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, nargs="+")
    parser.add_argument("--apart", action="store_true")
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    for path in args.pairs:
        row = measure(path, apart=args.apart, misses=args.misses, rounds=args.rounds)
        print(json.dumps(row, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
