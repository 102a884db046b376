"""Syllables of official Vietnamese with their counts, and what follows each.

`search.spelling` tells a misspelt word from a rare one by them.

    python -m corpus.build.word_counts ARTICLES corpus/reference/word_counts.csv.gz

ARTICLES: articles of the official codification, JSON Lines (.gz), with `heading` and `text`.
A row: folded syllable, its count, its spellings with their counts, and its followers: spelling
of the pair with the count of all spellings of it. Pairs do not reach over punctuation. What was
seen fewer than five times is left out: misprints are rarer than words.
"""

import argparse
import csv
import gzip
import io
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from kg.folding import fold

LEAST = 5
_CLAUSE = re.compile(r"[^\w\s\-–/]+|[\r\n]+")
_WORD = re.compile(r"[^\W\d_]+")


def clauses(articles: Path) -> Iterator[list[str]]:
    """Lower-case words between two punctuation marks, in the order of the text."""
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            text = f"{row.get('heading') or ''}\n{row['text']}".lower()
            for clause in _CLAUSE.split(unicodedata.normalize("NFC", text)):
                if words := _WORD.findall(clause):
                    yield words


def counted(articles: Path) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """How often each word stands there, and each two side by side."""
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for clause in clauses(articles):
        words.update(clause)
        pairs.update(pairwise(clause))
    return words, pairs


def rows(words: Counter[str], pairs: Counter[tuple[str, str]]) -> Iterator[tuple[str, ...]]:
    """Rows of the table, by folded syllable; see the module."""
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    for word, count in words.items():
        spelt[fold(word)][word] += count
    joined: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for (left, right), count in pairs.items():
        joined[fold(left), fold(right)][f"{left}_{right}"] += count
    after: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for (left, _), spellings in joined.items():
        if (total := spellings.total()) >= LEAST:
            after[left].append((total, spellings.most_common(1)[0][0]))
    for syllable in sorted(spelt):
        if (total := spelt[syllable].total()) >= LEAST and syllable.isascii():
            known = [pair for pair in spelt[syllable].most_common() if pair[1] >= LEAST]
            shown = " ".join(f"{word}:{count}" for word, count in known)
            follows = sorted(after[syllable], key=lambda pair: (-pair[0], pair[1]))
            yield syllable, str(total), shown, " ".join(f"{pair}:{n}" for n, pair in follows)


def main() -> None:
    """Read the arguments, count, write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("target", type=Path)
    given = parser.parse_args()
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("syllable", "count", "spellings", "followers"))
    writer.writerows(rows(*counted(given.articles)))
    # A fixed time in the archive: the same counts give the same bytes.
    given.target.write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
