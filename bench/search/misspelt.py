"""“Did you mean”: how often a correct question is doubted, how often a slip is mended.

python -m bench.search.misspelt --index LIBRARY/index --questions questions.jsonl
    --off-topic tests/data/search/off_topic.txt --out bench/results/search/misspelt.md

Slips are made here, by rules of their own and a fixed seed: one in one word of each question typed
without diacritics; raw Telex and VNI in all its words. A slip is mended where the suggestion is the
question again, syllable for syllable.
"""

import argparse
import json
import random
import re
import time
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

from kg.folding import fold, tokens
from search.engine import Engine
from search.spelling import suggest

SEED = 11
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
BESIDE = {c: row[max(0, i - 1) : i] + row[i + 1 : i + 2] for row in ROWS for i, c in enumerate(row)}
LETTERS = "abcdeghiklmnopqrstuvxy"
EARS = (("s", "x"), ("ch", "tr"), ("gi", "d"), ("l", "n"), ("r", "d"), ("r", "gi"))
TONES = "\u0301\u0300\u0309\u0303\u0323"
Slip = Callable[[random.Random, str], str | None]


def swapped(rng: random.Random, word: str) -> str | None:
    at = rng.randrange(len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def dropped(rng: random.Random, word: str) -> str | None:
    at = rng.randrange(len(word))
    return word[:at] + word[at + 1 :]


def doubled(rng: random.Random, word: str) -> str | None:
    at = rng.randrange(len(word))
    return word[: at + 1] + word[at:]


def beside(rng: random.Random, word: str) -> str | None:
    at = rng.randrange(len(word))
    return word[:at] + rng.choice(BESIDE[word[at]]) + word[at + 1 :]


def other(rng: random.Random, word: str) -> str | None:
    at = rng.randrange(len(word))
    return word[:at] + rng.choice(LETTERS) + word[at + 1 :]


def heard(rng: random.Random, word: str) -> str | None:
    pairs = [*EARS, *((b, a) for a, b in EARS)]
    ways = [b + word[len(a) :] for a, b in pairs if word.startswith(a)]
    ends = (("n", "ng"), ("ng", "n"), ("c", "t"), ("t", "c"))
    ways += [word[: -len(a)] + b for a, b in ends if word.endswith(a)]
    return rng.choice(ways) if ways else None


def broken(rng: random.Random, word: str) -> str | None:
    at = rng.randrange(1, len(word) - 1)
    return f"{word[:at]} {word[at:]}" if len(word) > 3 else None


def keyed(word: str, *, vni: bool) -> str:
    """A word as its keys for an input method that is off, the tone last."""
    typed, tone = "", ""
    for part in unicodedata.normalize("NFD", word):
        if part in TONES:
            tone = ("12345" if vni else "sfrxj")[TONES.index(part)]
        elif part == "\u0302":
            typed += "6" if vni else typed[-1]
        elif part in "\u031b\u0306":
            typed += ("7" if part == "\u031b" else "8") if vni else "w"
        else:
            typed += ("d9" if vni else "dd") if part == "đ" else part
    return typed + tone


SLIPS: dict[str, Slip] = {
    "two letters swapped": swapped,
    "a letter left out": dropped,
    "a letter doubled": doubled,
    "the key beside": beside,
    "any other letter": other,
    "by ear (s/x, ch/tr, n/ng …)": heard,
    "a blank inside": broken,
}


def slipped(rng: random.Random, words: Sequence[str], slip: Slip) -> str | None:
    """The question with one slip; None where the slip changes nothing."""
    places = [at for at, word in enumerate(words) if word.isalpha() and len(word) > 2]
    if not places:
        return None
    at = rng.choice(places)
    changed = slip(rng, words[at])
    if changed is None or changed == words[at]:
        return None
    return " ".join([*words[:at], changed, *words[at + 1 :]])


def variants(questions: Sequence[str]) -> dict[str, list[tuple[str, list[str]]]]:
    """By kind of slip: (as typed, the syllables meant) of each question."""
    rng = random.Random(SEED)  # noqa: S311 - the same slips each time
    found: dict[str, list[tuple[str, list[str]]]] = {}
    for name, slip in SLIPS.items():
        made = [(slipped(rng, tokens(q), slip), tokens(q)) for q in questions]
        found[name] = [(typed, meant) for typed, meant in made if typed]
    joined = [(tokens(q), rng.randrange(max(1, len(tokens(q)) - 1))) for q in questions]
    found["a blank left out"] = [
        (" ".join([*words[:at], "".join(words[at : at + 2]), *words[at + 2 :]]), words)
        for words, at in joined
        if all(word.isalpha() for word in words[at : at + 2])
    ]
    for name, vni in (("all in raw Telex", False), ("all in raw VNI", True)):
        found[name] = [
            (re.sub(r"[^\W_]+", lambda m: keyed(m[0], vni=vni), q.lower()), tokens(q))  # noqa: B023
            for q in questions
        ]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--off-topic", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    held = Engine(given.index).frequencies
    records = [json.loads(line) for line in given.questions.read_text("utf-8").splitlines()]
    rows = [(r["split"], unicodedata.normalize("NFC", r["question"])) for r in records]
    off = [("off topic", line) for line in given.off_topic.read_text("utf-8").splitlines()]
    lines = ["| correct questions | doubted as typed | without diacritics |", "|---|---|---|"]
    begun = time.perf_counter()
    for kind in ("train", "dev", "off topic"):
        texts = [text for name, text in (*rows, *off) if name == kind]
        doubts = [sum(suggest(form, held) is not None for form in forms)
                  for forms in (texts, [fold(text) for text in texts])]  # fmt: skip
        lines.append(f"| {kind}, {len(texts)} | {doubts[0]} | {doubts[1]} |")
    each = (time.perf_counter() - begun) / 2 / (len(rows) + len(off)) * 1e3
    lines += ["", "| slip, development questions | asked | mended | suggested otherwise |",
              "|---|---|---|---|"]  # fmt: skip
    for name, asked in variants([text for split, text in rows if split == "dev"]).items():
        answers = [(suggest(typed, held), meant) for typed, meant in asked]
        said = sum(found is not None for found, _ in answers)
        mended = sum(found is not None and tokens(found.text) == meant for found, meant in answers)
        shares = [f"{count / len(asked):.0%}" for count in (mended, said - mended)]
        lines.append(f"| {name} | {len(asked)} | {' | '.join(shares)} |")
    lines += ["", f"{each:.1f} ms a question."]
    lines = ["# Did you mean (2026-11-21)", "", "`python -m bench.search.misspelt`", "", *lines]
    print("\n".join(lines))
    given.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
