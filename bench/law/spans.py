"""Speed of span finding on one core: ours, a list of plain regexes, eyecite on its own text.

    python -m bench.law.spans --texts articles.jsonl.gz laws_fulltext.jsonl.gz \
        --eyecite VENV/bin/python --out bench/results/law/spans.md

texts: official texts as JSON Lines; articles of one document are read as one text. eyecite: a
Python that has eyecite installed (it is no dependency of this project); the script writes US
legal prose for it, with about as many citations as ours has. Medians of five runs, one after the
other; seconds of CPU, since other work may share the machine; MB are 10^6 bytes of UTF-8.
"""

import argparse
import datetime as dt
import gzip
import json
import platform
import random
import statistics
import subprocess
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from bench.law.plain_patterns import plain_spans
from ingest.citations.law_names import find_laws
from ingest.citations.named_documents import find_named_documents
from ingest.citations.pointing import find_pointers
from ingest.citations.programmes import find_programmes
from ingest.dates import find_dates
from kg.folding import fold
from kg.number import find_numbers
from kg.standards import find_standards

RUNS: Final = 5
US_MB: Final = 0.5
PROSE: Final = (
    "The court must view the evidence in the light most favorable to the opposing party. ",
    "Defendant moved to dismiss for failure to state a claim upon which relief can be granted. ",
    "The question presented is whether the statute reaches conduct that occurs wholly abroad. ",
    "We review the denial of a preliminary injunction for abuse of discretion. ",
    "Nothing in the record suggests that the agency considered the comments it received. ",
    "On remand the district court shall determine the amount of fees that were reasonable. ",
)
CITED: Final = (
    "See Smith v. Jones, {a} U.S. {b}, {c} (19{d}). ",
    "Accord In re Doe, {a} F.3d {b} ({d}th Cir. 20{e}). ",
    "42 U.S.C. § {b} provides otherwise. ",
    "Id. at {c}. ",
    "Smith, {a} U.S., at {c}. ",
    "Roe v. Wade, {a} F. Supp. 2d {b}, {c} (S.D.N.Y. 20{e}). ",
)
EYECITE: Final = """
import json, statistics, sys, time
from eyecite import get_citations
from eyecite.tokenizers import AhocorasickTokenizer
text = sys.stdin.read()
tokenizer = AhocorasickTokenizer()
tokenizer.tokenize("warm 1 U.S. 1")
def runs(call):
    times = []
    for _ in range(int(sys.argv[1])):
        start = time.process_time(); found = call(); times.append(time.process_time() - start)
    return statistics.median(times), len(found)
tokens = runs(lambda: tokenizer.tokenize(text)[1])
whole = runs(lambda: get_citations(text, tokenizer=tokenizer))
print(json.dumps({"tokens": tokens, "whole": whole}))
"""


def our_spans(text: str) -> list[tuple[int, int]]:
    """All that names a document in a text: numbers, names, standards, pointing words."""
    folded = fold(text)
    dates = find_dates(text, folded)
    numbers = find_numbers(text)
    spans = [(match.start, match.end) for match in numbers]
    spans += [(match.start, match.end) for match in find_laws(text, folded, dates)]
    spans += [(match.start, match.end) for match in find_standards(text)]
    spans += [(match.start, match.end) for match in find_programmes(text, folded)]
    spans += [(match.start, match.end) for match in find_named_documents(text, [], [], folded)]
    spans.sort()
    spans += [(match.start, match.end) for match in find_pointers(text, folded, spans)]
    return spans


def documents(paths: Sequence[Path]) -> Iterator[str]:
    """Whole documents, NFC."""
    for path in paths:
        parts: dict[str, list[str]] = defaultdict(list)
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                row = json.loads(line)
                parts[row.get("number") or str(number)].append("\n".join(texts(row)))
        for pieces in parts.values():
            yield unicodedata.normalize("NFC", "\n".join(pieces))


def texts(row: dict[str, Any]) -> Iterator[str]:
    """The headings and bodies of one record."""
    if "chapters" not in row:
        yield from (row.get("heading") or "", row.get("text") or "")
    for chapter in row.get("chapters", ()):
        for article in chapter["articles"]:
            yield f"{article['number']}. {article.get('heading') or ''}"
            yield article.get("body") or ""


def us_text(seed: int = 7) -> str:
    """US legal prose with a citation every few sentences; written by this script."""
    draw = random.Random(seed)  # noqa: S311 -- sample text
    parts: list[str] = []
    size = 0
    while size < US_MB * 1e6:
        parts += draw.choices(PROSE, k=7)
        a, b, c = draw.randint(1, 590), draw.randint(1, 1400), draw.randint(1, 1400)
        parts.append(
            draw.choice(CITED).format(a=a, b=b, c=c, d=draw.randint(50, 99), e=draw.randint(10, 24))
        )
        size += sum(map(len, parts[-8:]))
    return "".join(parts)


def measured(reader: Callable[[str], Sequence[Any]], among: Sequence[str]) -> tuple[float, int]:
    """Median CPU seconds for all texts, and hits."""
    times, hits = [], 0
    for _ in range(RUNS):
        start = time.process_time()
        hits = sum(len(reader(text)) for text in among)
        times.append(time.process_time() - start)
    return statistics.median(times), hits


def eyecite_rows(python: Path, version: str) -> Iterator[tuple[str, str, float, float, int]]:
    text = us_text()
    call = [str(python), "-c", EYECITE, str(RUNS)]
    done = subprocess.run(call, input=text, capture_output=True, text=True, check=True)
    figures = json.loads(done.stdout)
    size = len(text.encode()) / 1e6
    for what, name in (("tokens", "AhocorasickTokenizer"), ("whole", "get_citations")):
        yield f"eyecite {version}, {name}", "US prose", size, *figures[what]


def version_of(python: Path) -> str:
    call = [str(python), "-c", "import importlib.metadata as m; print(m.version('eyecite'))"]
    return subprocess.run(call, capture_output=True, text=True, check=True).stdout.strip()


def main() -> None:
    parser = argparse.ArgumentParser(description="Speed of span finding on one core.")
    parser.add_argument("--texts", type=Path, nargs="+", required=True)
    parser.add_argument("--megabytes", type=float, default=20.0, help="of the texts, about")
    parser.add_argument("--eyecite", type=Path, help="a Python that has eyecite")
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    among: list[str] = []
    size = 0.0
    for text in documents(asked.texts):
        if size >= asked.megabytes:
            break
        among.append(text)
        size += len(text.encode()) / 1e6
    our_spans("Luật Đất đai số 31/2024/QH15")
    rows = [
        (name, f"{len(among)} official texts", size, *measured(reader, among))
        for name, reader in (("cancu, all spans", our_spans), ("16 plain regexes", plain_spans))
    ]
    if asked.eyecite:
        rows += list(eyecite_rows(asked.eyecite, version_of(asked.eyecite)))
    table = ["| system | text | MB | CPU s | MB/s | spans |", "|---|---|---|---|---|---|"]
    table += [
        f"| {name} | {text} | {mb:.1f} | {seconds:.2f} | {mb / seconds:.2f} | {hits} |"
        for name, text, mb, seconds, hits in rows
    ]
    print("\n".join(table))
    if asked.out:
        day = dt.datetime.now(dt.UTC).date().isoformat()
        head = f"{day}, Python {platform.python_version()}, one core"
        asked.out.write_text(f"{head}\n\n" + "\n".join(table) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
