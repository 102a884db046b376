"""Retrieval: plain BM25, our words, our meaning, both fused, on questions with known answers.

    python bench/search.py --articles ARTICLES.jsonl.gz --questions QUESTIONS.jsonl

Prints one Markdown table and keeps it in bench/results/search.md. `--trained-on train` marks a
split that the shipped model has seen.
"""

import argparse
import gzip
import json
import os
import resource
import statistics
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import tantivy

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from kg.model import Passage
from search import encoder, lexical
from search.dense import DenseIndex
from search.engine import Engine

Ranker = Callable[[str], Sequence[str]]
RESULTS = Path(__file__).resolve().parent / "results" / "search.md"


def records(path: Path) -> Iterable[dict[str, Any]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def passages(path: Path) -> list[Passage]:
    return [
        Passage(
            id=str(one["id"]),
            document=one["number"],
            heading_path=tuple(part for part in (one.get("chapter"), one.get("heading")) if part),
            text=one["text"],
            line_start=1,
            line_end=1,
            title=one.get("document_title") or "",
        )
        for one in records(path)
    ]


def without_marks(text: str) -> str:
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in plain if not unicodedata.combining(char))


def plain_bm25(folder: Path, corpus: Sequence[Passage]) -> Ranker:
    """The baseline: tantivy as it comes, whole words in lower case, all fields as one text."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", stored=False, fast=True)
    builder.add_text_field("text", index_option="freq")
    schema = builder.build()
    folder.mkdir()
    index = tantivy.Index(schema, path=str(folder))
    writer = index.writer(128_000_000, num_threads=1)
    for row, one in enumerate(corpus):
        text = " ".join((one.title, *one.heading_path, one.text))
        document = tantivy.Document()
        document.add_unsigned("row", row)
        document.add_text("text", text)
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def rank(question: str) -> list[str]:
        query, _ = index.parse_query_lenient(question.replace(":", " "), ["text"])
        found = [hit[1] for hit in searcher.search(query, limit=10, count=False).hits]
        return [corpus[int(row or 0)].id for row in searcher.fast_field_values("row", found)]

    return rank


def rankers(engine: Engine, folder: Path, corpus: Sequence[Passage]) -> dict[str, Ranker]:
    generation = folder / (folder / "CURRENT").read_text().strip()
    words = lexical.LexicalIndex(generation / "lexical")
    vectors = DenseIndex(generation / "vectors.faiss")
    model = encoder.load()
    return {
        "words (BM25, folded, pairs)": lambda q: [
            corpus[row].id for row in words.nearest(q, 10)[0].rows
        ],
        "meaning (static model)": lambda q: [
            corpus[row].id for row in vectors.nearest(model.queries([q]), 10)[1][0]
        ],
        "fused (`Engine.search`)": lambda q: [hit.passage for hit in engine.search(q, 10)],
    }


def figures(rank: Ranker, questions: Sequence[dict[str, Any]], *, plain: bool) -> dict[str, float]:
    first = ten = reciprocal = 0.0
    spent = []
    for question in questions:
        text = without_marks(question["question"]) if plain else question["question"]
        began = time.perf_counter()
        hits = list(rank(text))[:10]
        spent.append(1000 * (time.perf_counter() - began))
        relevant = set(map(str, question["relevant"]))
        place = next((at for at, hit in enumerate(hits, 1) if hit in relevant), 0)
        first += place == 1
        ten += place > 0
        reciprocal += 1 / place if place else 0
    n = len(questions)
    spent.sort()
    return {
        "acc1": 100 * first / n,
        "acc10": 100 * ten / n,
        "mrr": 100 * reciprocal / n,
        "p50": statistics.median(spent),
        "p95": spent[int(0.95 * (n - 1))],
    }


def size_mb(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def table(
    ranked: dict[str, Ranker], questions: Sequence[dict[str, Any]], trained_on: str
) -> list[str]:
    lines = [
        "| questions (n) | typed | system | Acc@1 | Acc@10 | MRR@10 | p50 / p95 ms |",
        "|---|---|---|---|---|---|---|",
    ]
    for split in sorted({question.get("split", "all") for question in questions}):
        chosen = [one for one in questions if one.get("split", "all") == split]
        seen = ", seen in training" if split == trained_on else ""
        for plain in (False, True):
            for name, rank in ranked.items():
                got = figures(rank, chosen, plain=plain)
                lines.append(
                    f"| {split} ({len(chosen)}{seen}) | {'without' if plain else 'with'} marks"
                    f" | {name} | {got['acc1']:.1f} | {got['acc10']:.1f} | {got['mrr']:.1f}"
                    f" | {got['p50']:.1f} / {got['p95']:.1f} |"
                )
    return lines


def measure(arguments: argparse.Namespace, folder: Path) -> list[str]:
    corpus = passages(arguments.articles)
    questions = list(records(arguments.questions))
    engine = Engine(folder / "index")
    began = time.perf_counter()
    engine.rebuild(corpus, "bench")
    built = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    opened = time.perf_counter()
    Engine(folder / "index").search("kế hoạch", 10)
    cold = 1000 * (time.perf_counter() - opened)
    ranked = {"plain BM25 (tantivy as it comes)": plain_bm25(folder / "plain", corpus)}
    ranked |= rankers(engine, folder / "index", corpus)
    return [
        f"# Retrieval, {len(corpus)} passages, {len(questions)} questions",
        "",
        *table(ranked, questions, arguments.trained_on),
        "",
        f"Index: {size_mb(folder / 'index'):.0f} MB, built in {built:.0f} s.",
        f"First search of a fresh engine: {cold:.0f} ms.",
        f"Peak memory after building: {peak:.0f} MB, the passages themselves included.",
        f"{os.cpu_count()} cores.",
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--trained-on", default="", help="split that the model has seen")
    parser.add_argument("--out", type=Path, default=RESULTS)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        lines = measure(arguments, Path(folder))
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    arguments.out.write_text("\n".join(lines) + "\n", "utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
