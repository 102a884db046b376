"""Days of signing as the texts of the codification state them, to check the catalogue's own.

The catalogue of the codification has wrong days here and there (144/2017/TT-BTC under 26 December;
the texts that cite it say 29). A day is kept for a number where at least two documents state it
and at least twice as many as any other. Numbers of the National Assembly are left out: its laws
and its resolutions each have a series, and 55/2010/QH12 is both.

    python -m corpus.build.cited_days --articles articles.jsonl.gz \
        --catalogue corpus/reference/catalogue.csv.gz --out corpus/reference/cited_days.csv
"""

import argparse
import csv
import datetime as dt
import gzip
import io
import json
import re
from collections import defaultdict
from pathlib import Path

from kg.number import number_key

_STATED = re.compile(
    r"(?P<number>\d+[a-z]?/\d{4}/[A-ZĐ][\w-]*\w)\s*,?\s*ngày\s+(?P<day>\d{1,2})\s*"
    r"(?:tháng|[/-])\s*(?P<month>\d{1,2})\s*(?:năm|[/-])\s*(?P<year>\d{4})"
)
_AGREEING = 2


def stated_days(articles: Path, known: set[str]) -> dict[str, dict[dt.date, set[str]]]:
    """For each number: the days stated of it, each with the documents that state it."""
    found: dict[str, dict[dt.date, set[str]]] = defaultdict(lambda: defaultdict(set))
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            for match in _STATED.finditer(row["text"]):
                key = number_key(match["number"])
                if key not in known:
                    continue
                try:
                    day = dt.date(*(int(match[part]) for part in ("year", "month", "day")))
                except ValueError:
                    continue
                found[key][day].add(row["number"])
    return found


def agreed(days: dict[dt.date, set[str]]) -> tuple[dt.date, int] | None:
    """The day that most documents state, and how many do; None where they do not agree."""
    counts = sorted(((len(texts), day) for day, texts in days.items()), reverse=True)
    texts, day = counts[0]
    second = counts[1][0] if len(counts) > 1 else 0
    return (day, texts) if texts >= _AGREEING and texts >= _AGREEING * second else None


def main() -> None:
    """Read, count, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--catalogue", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    text = gzip.decompress(given.catalogue.read_bytes()).decode("utf-8")
    rows = csv.DictReader(io.StringIO(text))
    numbers = {number_key(r["number"]): r["number"] for r in rows if "/QH" not in r["number"]}
    with given.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("number", "signed", "texts"))
        for key, days in sorted(stated_days(given.articles, set(numbers)).items()):
            day = agreed(days)
            if day:
                writer.writerow((numbers[key], day[0].isoformat(), day[1]))


if __name__ == "__main__":
    main()
