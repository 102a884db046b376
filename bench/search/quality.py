"""What is found: every variant side by side, on questions whose answers are known.

    python -m bench.search.quality --articles ARTICLES.jsonl.gz --questions QUESTIONS.jsonl \\
        --drill-articles DRILL.jsonl.gz --drill-questions DRILL.jsonl --work FOLDER \\
        [--wordllama PACKAGES] [--first N]

Prints Markdown and keeps it in bench/results/search/quality.md. --work: a folder for indexes,
used again where they are of the same passages and model. --first: only so many articles, and
the questions that they answer, to try the script. --wordllama: see `carried_models`.
"""

import argparse
import datetime as dt
import shutil
import statistics
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench.search import metrics
from bench.search.carried_models import wordllama
from bench.search.material import Question, indexed, passages, questions
from bench.search.rankers import Ranker, Sides, as_it_comes, folded, plain_bm25, whole
from kg.model import Passage

RESULTS = Path(__file__).resolve().parent.parent / "results" / "search" / "quality.md"
SHIPPED = "second stage (`Engine.search` as shipped)"
_SEEN = {"train": ", **seen in training**"}
_NOTES = (
    "dev: not trained on, but choices were made on it; train: seen by dense side and second stage, "
    "no measure of anything; drill: never trained on, over articles of its own."
)


@dataclass(frozen=True, slots=True)
class Run:
    """One variant on one set of questions, typed one way. values: (n, figures)."""

    values: metrics.Floats
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Library:
    """Passages with the variants over them and the questions asked of them, by set."""

    rankers: Mapping[str, Ranker]
    sets: Mapping[str, Sequence[Question]]


def measured(rank: Ranker, asked: Sequence[Question]) -> Run:
    """Ask every question for ten and for a hundred."""
    values, spent = [], []
    for question in asked:
        begun = time.perf_counter()
        ten = rank(question.text, 10)
        spent.append(1000 * (time.perf_counter() - begun))
        values.append(metrics.scored(ten, rank(question.text, 100), question.relevant))
    return Run(np.array(values), statistics.median(spent))


def variants(work: Path, corpus: Sequence[Passage], carried: Path | None) -> dict[str, Ranker]:
    """All variants over one corpus, indexes made where they are not there."""
    for name in ("plain", "folded"):
        shutil.rmtree(work / name, ignore_errors=True)
    engine = indexed(work / "index", corpus)
    ours = Sides(work / "index")
    found: dict[str, Ranker] = {
        "plain BM25 (tantivy as it comes)": plain_bm25(work / "plain", corpus, as_it_comes),
        "plain BM25, folded syllables": plain_bm25(work / "folded", corpus, folded),
        "lexical only (ours)": ours.words,
        "dense only (ours)": ours.meaning,
    }
    if carried is not None:
        indexed(work / "wordllama-index", corpus, str(carried))
        theirs = Sides(work / "wordllama-index")
        found["dense only (WordLlama 256)"] = theirs.meaning
        found["fused: our words + WordLlama 256"] = theirs.fused
    return found | {"fused (second stage off)": ours.fused, SHIPPED: whole(engine)}


def rows(library: Library, runs: Mapping[tuple[str, str, bool], Run]) -> list[str]:
    """The table of all variants."""
    lines = [
        f"| questions (n) | typed | variant | {' | '.join(metrics.NAMES)} | ms |",
        "|---|---|---|" + "---|" * (len(metrics.NAMES) + 1),
    ]
    for name, asked in library.sets.items():
        weights = metrics.resamples(len(asked))
        for plain in (False, True):
            for variant in library.rankers:
                run = runs[name, variant, plain]
                cells = [metrics.estimate(column, weights).percent() for column in run.values.T]
                bold = "**" if variant == SHIPPED else ""
                typed = "without" if plain else "with"
                lines.append(
                    f"| {name} ({len(asked)}{_SEEN.get(name, '')}) | {typed} diacritics | "
                    f"{bold}{variant}{bold} | {' | '.join(cells)} | {run.milliseconds:.1f} |"
                )
    return lines


def pairs(library: Library, runs: Mapping[tuple[str, str, bool], Run]) -> list[str]:
    """Second stage less each other variant, and less itself typed with diacritics."""
    lines = [
        f"| questions | typed | second stage less … | {' | '.join(metrics.NAMES)} |",
        "|---|---|---|" + "---|" * len(metrics.NAMES),
    ]
    for name, asked in library.sets.items():
        if name == "train":
            continue
        weights = metrics.resamples(len(asked))
        for plain in (False, True):
            typed = "without" if plain else "with"
            best = runs[name, SHIPPED, plain]
            others = {v: runs[name, v, plain] for v in library.rankers if v != SHIPPED}
            if plain:
                others["itself with diacritics"] = runs[name, SHIPPED, False]
            for variant, other in others.items():
                cells = [_difference(best, other, at, weights) for at in range(len(metrics.NAMES))]
                lines.append(f"| {name} | {typed} diacritics | {variant} | {' | '.join(cells)} |")
    return lines


def _difference(left: Run, right: Run, at: int, weights: metrics.Floats) -> str:
    found = metrics.difference(left.values[:, at], right.values[:, at], weights)
    said = found.percent(signed=True)
    return f"**{said}**" if found.excludes_zero() else said


def libraries(given: argparse.Namespace) -> list[Library]:
    """The codification with its questions, and the drill set over its own articles."""
    carried = wordllama(given.wordllama, given.work / "wordllama") if given.wordllama else None
    found = []
    for name, articles, asked in (
        ("law", given.articles, given.questions),
        ("drill", given.drill_articles, given.drill_questions),
    ):
        corpus = passages(articles, given.first)
        print(f"{name}: {len(corpus)} passages", flush=True)
        known = frozenset(one.id for one in corpus) if given.first else None
        every = questions(asked, name, known)
        sets = {
            split: [q for q in every if q.split == split] for split in ("dev", "train", "drill")
        }
        sets = {split: some for split, some in sets.items() if some}
        found.append(Library(variants(given.work / name, corpus, carried), sets))
    return found


def report(given: argparse.Namespace) -> list[str]:
    """Everything, as Markdown."""
    tables: list[str] = []
    compared: list[str] = []
    for library in libraries(given):
        runs = {
            (name, variant, plain): measured(
                rank, [q.without_marks() for q in asked] if plain else asked
            )
            for name, asked in library.sets.items()
            for variant, rank in library.rankers.items()
            for plain in (False, True)
        }
        tables += rows(library, runs)[2 if tables else 0 :]
        compared += pairs(library, runs)[2 if compared else 0 :]
    head = (
        f"{dt.datetime.now(tz=dt.UTC).date().isoformat()}, `python -m bench.search.quality "
        "--articles ARTICLES --questions QUESTIONS --drill-articles DRILL --drill-questions DRILL "
        "--work FOLDER --wordllama PACKAGES`. In per cent, with 95 % intervals (10,000 bootstrap "
        "draws of the questions). Recall@100: share of a question's answers among the first "
        f"hundred. ms: median of a question for ten hits, on a shared machine. {_NOTES}"
    )
    chance = (
        "Second stage less each other variant, question by question (paired bootstrap, 10,000 "
        "draws, points of per cent); bold where the 95 % interval leaves zero out."
    )
    return [
        "# What is found",
        head,
        "",
        *tables,
        "",
        "## Is it chance?",
        chance,
        "",
        *compared,
    ]


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--drill-articles", type=Path, required=True)
    parser.add_argument("--drill-questions", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--wordllama", type=Path)
    parser.add_argument("--first", type=int)
    parser.add_argument("--out", type=Path, default=RESULTS)
    given = parser.parse_args()
    lines = report(given)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text("\n".join(lines) + "\n", "utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
