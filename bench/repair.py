"""Accuracy and speed of `ingest.repair` on line pairs {"raw", "truth"}.

    python bench/repair.py PAIRS.jsonl... [--apart] [--misses N]

A syllable is right if it stands in the longest matching blocks of truth and text (difflib), case
and the two spellings of "hoà, hòa" aside. `--apart`: every line without its neighbours.
Of records with a `page` only pages 3, 11, 19 ... count: the model has not seen those.
Broken figures: runs of digits read right and lost, or made up. Prints one JSON object per file.
"""

import argparse
import difflib
import json
import re
import sys
import time
import unicodedata
from collections import Counter
from pathlib import Path

from ingest.repair import RepairedLine, repair_lines

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


def repaired(raws: list[str], *, apart: bool) -> list[RepairedLine]:
    if apart:
        return [repair_lines([raw])[0] for raw in raws]
    return repair_lines(raws)


def measure(path: Path, *, apart: bool, misses: int) -> dict[str, object]:
    pairs = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]
    pairs = [p for p in pairs if p["truth"].strip() and p.get("page", 3) % 8 == 3]
    repair_lines(["khởi động"])
    started = time.perf_counter()
    lines = repaired([unicodedata.normalize("NFC", p["raw"]) for p in pairs], apart=apart)
    seconds = time.perf_counter() - started
    counts: Counter[str] = Counter()
    bins: Counter[tuple[int, bool]] = Counter()
    for pair, line in zip(pairs, lines, strict=True):
        truth, text = syllables(pair["truth"]), syllables(line.text)
        counts["truth"] += len(truth)
        counts["raw"] += right(truth, syllables(pair["raw"]))
        counts["text"] += right(truth, text)
        broken = broken_figures(pair["raw"], line.text, pair["truth"])
        counts["broken"] += broken
        known = set(truth)
        for word, share in line.syllables:
            bins[min(9, int(share * 10)), old_style(word.lower()) in known] += 1
        if misses and (text != truth or broken):
            misses -= 1
            print(
                "raw  ",
                pair["raw"],
                "\ngot  ",
                line.text,
                "\ntruth",
                pair["truth"],
                file=sys.stderr,
            )
    calibration = {
        f"{b / 10:.1f}": [round(bins[b, True] / n, 3), n]
        for b in range(10)
        if (n := bins[b, True] + bins[b, False])
    }
    return {
        "file": path.name,
        "lines": len(pairs),
        "syllables": counts["truth"],
        "raw_accuracy": round(counts["raw"] / counts["truth"], 4),
        "accuracy": round(counts["text"] / counts["truth"], 4),
        "numbers_broken": counts["broken"],
        "syllables_per_second": round(counts["truth"] / seconds),
        "calibration": calibration,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, nargs="+")
    parser.add_argument("--apart", action="store_true")
    parser.add_argument("--misses", type=int, default=0)
    args = parser.parse_args()
    for path in args.pairs:
        print(json.dumps(measure(path, apart=args.apart, misses=args.misses), ensure_ascii=False))


if __name__ == "__main__":
    main()
