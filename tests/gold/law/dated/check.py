"""Check the dated cases against the official wording they quote.

Usage:
    python check.py CASES.csv ARTICLES.jsonl.gz LAWS.jsonl.gz CLAUSES.jsonl

Every part of `quote` (parts are joined by " | ") has to be a substring of some article of the
two text inputs, or of a quoted clause, after NFC; days have to be ISO days, one row per number
and day, a known state. Prints the counts and every mistake; exits with 1 if there is one.
"""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

EXPECTED = {"not_yet", "in_force", "partly", "expired", "suspended", "unknown_ok"}


def _nfc(text: str | None) -> str:
    return unicodedata.normalize("NFC", text or "")


def _texts(articles: Path, laws: Path, clauses: Path) -> Iterator[str]:
    with gzip.open(articles, "rt", encoding="utf-8") as stream:
        for line in stream:
            row = json.loads(line)
            yield _nfc(row["heading"]) + "\n" + _nfc(row["text"])
    with gzip.open(laws, "rt", encoding="utf-8") as stream:
        for line in stream:
            for chapter in json.loads(line)["chapters"]:
                for article in chapter["articles"]:
                    yield _nfc(article["heading"]) + "\n" + _nfc(article["body"])
    for line in clauses.read_text(encoding="utf-8").splitlines():
        yield _nfc(json.loads(line)["quote"])


def main() -> int:
    """Return 0 where every case holds."""
    cases, articles, laws, clauses = map(Path, sys.argv[1:5])
    with cases.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    keys = Counter((row["number"], dt.date.fromisoformat(row["day"])) for row in rows)
    wrong = [str(key) for key, count in keys.items() if count > 1]
    wrong += [row["number"] for row in rows if row["expected"] not in EXPECTED]
    open_parts = {part for row in rows for part in row["quote"].split(" | ")}
    for text in _texts(articles, laws, clauses):
        if "hiệu lực" in text or "thay thế" in text or "ãi bỏ" in text or "số " in text:
            open_parts = {part for part in open_parts if part not in text}
    wrong += sorted(open_parts)
    print(len(rows), "cases,", len({row["number"] for row in rows}), "documents")
    print(dict(Counter(row["expected"] for row in rows)))
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
