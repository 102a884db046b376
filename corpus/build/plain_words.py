"""Words of clean official Vietnamese that an OCR engine without Vietnamese could have printed.

Usage: plain_words.py --articles ARTICLES.jsonl.gz [--count 300] --out PLAIN_WORDS.txt
Words without a letter that only Vietnamese has, by how often they stand in articles whose
document's number hashes even (the others stay held out). One word a line, the commonest first.
"""

import argparse
import gzip
import hashlib
import json
import unicodedata
from collections import Counter
from pathlib import Path

from ingest.repair.damage import ALIEN, WORD


def is_held_out(number: str) -> bool:
    """Whether a document of the codification stays out of what is learned here."""
    return hashlib.sha256(number.encode()).digest()[0] % 2 == 1


def plain_words(articles: Path, count: int) -> list[str]:
    """The commonest words without such a letter, of two letters and more."""
    seen: Counter[str] = Counter()
    with gzip.open(articles, "rt", encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            if not is_held_out(record["number"]):
                text = unicodedata.normalize("NFC", record["text"]).lower()
                seen.update(w for w in WORD.findall(text) if len(w) > 1 and not ALIEN.search(w))
    return [word for word, _ in seen.most_common(count)]


def main() -> None:
    """Parse the arguments, count and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    words = plain_words(args.articles, args.count)
    args.out.write_text("\n".join(words) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
