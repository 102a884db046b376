"""Draw the clause sample: 90 final-provision articles, 60 others, seeded; or the dense one.

Usage:
    python draw.py ARTICLES.jsonl.gz LAWS.jsonl.gz OUT.jsonl [--seed 20261121] [--dense]

--dense draws 45 further articles that print at least two numbers of documents near words of
ending or amending, so that there are many effects to measure precision on.

ARTICLES: one article a line (number, article, heading, text), the official codification.
LAWS: one document a line (id, chapters[].articles[]: number, heading, body), whole laws.
OUT: one article a line, text in NFC, without labels; the labels are added by hand afterwards.
The same inputs and seed give the same sample.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WORDS = (
    "hết hiệu lực",
    "thay thế",
    "bãi bỏ",
    "hủy bỏ",
    "hiệu lực thi hành",
    "ngưng hiệu lực",
    "đình chỉ",
)
FINAL_HEADINGS = ("hiệu lực", "điều khoản thi hành", "tổ chức thực hiện")
FINAL, OTHER = 90, 60
DENSE = 45
ENDING = re.compile(r"hết hiệu lực|thay thế|bãi bỏ|hủy bỏ|ngưng hiệu lực|sửa đổi, bổ sung")
NUMBER = re.compile(r"\d+/(?:\d{4}/)?[A-ZĐ][\w&-]*")
LONGEST = 6000  # characters; a longer article can't be labelled whole by one reader in time


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def _nfc(text: str | None) -> str:
    return unicodedata.normalize("NFC", text or "").strip()


def _row(number: str, article: str, heading: str | None, text: str | None) -> dict[str, str]:
    return {
        "id": f"{number}#{article}",
        "number": number,
        "article": article,
        "heading": _nfc(heading),
        "text": _nfc(text),
    }


def articles(codified: Path, laws: Path) -> dict[str, dict[str, str]]:
    """Every article of both inputs by id; where both hold one, the whole law's text wins."""
    found: dict[str, dict[str, str]] = {}
    for raw in _lines(codified):
        row = _row(_nfc(raw["number"]), _nfc(raw["article"]), raw["heading"], raw["text"])
        found[row["id"]] = row
    for law in _lines(laws):
        for chapter in law["chapters"]:
            for raw in chapter["articles"]:
                article = _nfc(raw["number"]).removeprefix("Điều").strip(" .")
                row = _row(_nfc(law["id"]), article, raw["heading"], raw["body"])
                found[row["id"]] = row
    return found


def draw(rows: dict[str, dict[str, str]], seed: int) -> list[dict[str, str]]:
    """FINAL + OTHER articles that hold one of WORDS, at most one per document in a stratum."""
    chance = random.Random(seed)
    strata: dict[str, list[dict[str, str]]] = {"final": [], "other": []}
    for key in sorted(rows):
        row = rows[key]
        whole = f"{row['heading']}\n{row['text']}".lower()
        if len(whole) <= LONGEST and any(word in whole for word in WORDS):
            final = any(word in row["heading"].lower() for word in FINAL_HEADINGS)
            strata["final" if final else "other"].append(row)
    picked: list[dict[str, str]] = []
    for name, size in (("final", FINAL), ("other", OTHER)):
        chance.shuffle(strata[name])
        chosen: dict[str, dict[str, str]] = {}
        for row in strata[name]:
            chosen.setdefault(row["number"], {**row, "stratum": name})
        picked += list(chosen.values())[:size]
    chance.shuffle(picked)
    return picked


def draw_dense(rows: dict[str, dict[str, str]], seed: int) -> list[dict[str, str]]:
    """DENSE articles of documents that `draw` did not take, with two numbers in ending sentences.

    A list item counts where an earlier line of its article holds a word of ending.
    """
    chance = random.Random(seed)
    taken = {row["number"] for row in draw(rows, seed)}
    found: dict[str, dict[str, str]] = {}
    keys = sorted(rows)
    chance.shuffle(keys)
    for key in keys:
        row = rows[key]
        if row["number"] in taken | found.keys() or len(row["text"]) > LONGEST:
            continue
        first = ENDING.search(row["text"].lower())
        numbers = set(NUMBER.findall(row["text"][first.start() :])) if first else set()
        if len(numbers - {row["number"]}) >= 2:
            found[row["number"]] = {**row, "stratum": "dense"}
    return list(found.values())[:DENSE]


def main() -> None:
    """Write the drawn articles with their split, fixed by the place in the drawn order.

    "reported" is every third (index % 3 == 0); of the dense ones it is the other two thirds.
    """
    parser = argparse.ArgumentParser(description="Draw the clause sample.")
    parser.add_argument("articles", type=Path)
    parser.add_argument("laws", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=20261121)
    parser.add_argument("--dense", action="store_true")
    options = parser.parse_args()
    rows = articles(options.articles, options.laws)
    sample = (draw_dense if options.dense else draw)(rows, options.seed)
    with options.out.open("w", encoding="utf-8") as stream:
        for index, row in enumerate(sample):
            split = "reported" if (index % 3 == 0) != options.dense else "development"
            stream.write(json.dumps({**row, "split": split}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
