"""What search costs: milliseconds, memory, disk, minutes; at 64,071 passages and at a million.

    python -m bench.search.building ARTICLES.jsonl.gz MILLION --passages 1000000 --minutes 20
    python -m bench.search.cost --articles ARTICLES.jsonl.gz --questions QUESTIONS.jsonl \\
        --plan PLAN.txt --work FOLDER [--many MILLION] [--parts library built many]

Prints Markdown and keeps it in bench/results/search/cost.md. --plan: a document in plain text
that is added, changed and removed. --work: a folder for a library and an index, made anew, and
for cost.json with what was measured; parts that are not measured again are taken from it.
--many: the index that the first command made.
"""

import argparse
import gzip
import json
import shutil
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

from bench.search import cost_page, sizes
from bench.search.building import KEPT
from bench.search.material import questions, size_mb
from bench.search.processes import cancu, child

RESULTS = Path(__file__).resolve().parent.parent / "results" / "search" / "cost.md"
_ARTICLES = 64_071
_STARTS = 7
_CHANGES = 5


def library(given: argparse.Namespace) -> dict[str, Any]:
    """A library made by the command line: making it, opening it, changing a copy of it."""
    folder = given.work / "library"
    shutil.rmtree(folder, ignore_errors=True)
    dataset = given.articles
    if given.first:
        dataset = given.work / "first.jsonl"
        with gzip.open(given.articles, "rt", encoding="utf-8") as rows:
            dataset.write_text("".join(islice(rows, given.first)), "utf-8")
    imported = cancu(folder, "import", dataset, "--kind", "articles")
    texts = [one.text for one in questions(given.questions, "all")][:_STARTS]
    return {
        "import": imported,
        "megabytes": size_mb(folder),
        "starts": [cancu(folder, "search", text, "--json") for text in texts],
        "changes": _changes(folder, given),
        "plan": given.plan.stat().st_size,
    }


def _changes(folder: Path, given: argparse.Namespace) -> dict[str, Any]:
    """Measured on a copy, which is thrown away."""
    copy = given.work / "changed"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    try:
        return child("bench.search.changes", copy, given.plan, _CHANGES)
    finally:
        shutil.rmtree(copy, ignore_errors=True)


def asked(index: Path, given: argparse.Namespace) -> dict[str, Any]:
    """Each stage in a process of its own, on one core."""
    arguments = (index, given.questions)
    return {
        stage: child("bench.search.asking", *arguments, stage, given.ask, one_core=True)
        for stage in cost_page.STAGES
    }


def built(given: argparse.Namespace) -> dict[str, Any]:
    """An index of all articles, made and asked."""
    folder = given.work / "built"
    shutil.rmtree(folder, ignore_errors=True)
    count = given.first or _ARTICLES
    made = child("bench.search.building", given.articles, folder, "--passages", count)
    return {"build": made, "sizes": sizes.of_index(folder), "asked": asked(folder, given)}


def many(given: argparse.Namespace) -> dict[str, Any]:
    """The large index, asked, and its nearest vectors compared with exact ones."""
    return {
        "build": json.loads((given.many / KEPT).read_text("utf-8")),
        "sizes": sizes.of_index(given.many),
        "asked": asked(given.many, given),
        "recall": child("bench.search.nearest_recall", given.many, given.questions, given.ask),
    }


PARTS: dict[str, Callable[[argparse.Namespace], dict[str, Any]]] = {
    "library": library,
    "built": built,
    "many": many,
}


def measured(given: argparse.Namespace) -> dict[str, Any]:
    """What was measured now, and before in the same work folder."""
    kept = given.work / "cost.json"
    found: dict[str, Any] = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
    for part in given.parts:
        if part != "many" or given.many:
            found[part] = PARTS[part](given)
            kept.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    found["models"] = sizes.of_models()
    return found


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--plan", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--many", type=Path)
    parser.add_argument("--parts", nargs="*", choices=list(PARTS), default=list(PARTS))
    parser.add_argument("--first", type=int, help="only so many articles, to try the script")
    parser.add_argument("--ask", type=int, default=500, help="questions timed")
    parser.add_argument("--out", type=Path, default=RESULTS)
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    lines = cost_page.page(measured(given))
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text("\n".join(lines) + "\n", "utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
