"""Are filters exact, and what do they cost: against the whole ranking, filtered afterwards.

    python -m bench.search.filters --index INDEX [INDEX …] --questions QUESTIONS.jsonl --work FOLDER

INDEX: as `bench.search.building` makes it. Prints Markdown and keeps it in
bench/results/search/filters.md. --work: a folder for a copy of the first index, of which
documents are taken out.

By brute force: BM25 of all passages and the product of all vectors with the question's, both cut
to the chosen documents, the best of each fused. That must be what a filtered search gives before
the second stage, place by place (equal scores may change places). With the second stage: no hit
from another document, and never an empty list while a chosen passage shares a syllable.
"""

import argparse
import datetime as dt
import random
import re
import shutil
import statistics
import time
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench.search.material import questions
from search import encoder, fusion
from search.analysis import ANALYSIS
from search.engine import Engine
from search.hits import POOL, Asked, answer
from search.opened import Opened, newest

Floats = npt.NDArray[np.float32]

RESULTS = Path(__file__).resolve().parent.parent / "results" / "search" / "filters.md"
_SHARES = (0.001, 0.01, 0.1, 0.5, 0.9, 0.999)
_KINDS = {"numbers with NĐ-CP": "nđ-cp", "numbers of 2020": "/2020"}
_REMOVED = 0.05
_TOP = 10
_COLUMNS = (
    "| passages | chosen | share | same / save ties / asked | foreign | empty | first | others |",
    "|---|---|---|---|---|---|---|---|",
)
_TIMES = (
    "Same: places and passages as by brute force. Foreign: hits from documents not chosen. Empty: "
    "lists without a hit where there is one. First, others: milliseconds of the first question "
    "with a choice, which pays for the filter, and the median of the others; of the fused search "
    "(second stage off), on a shared machine."
)
_NEAR = 1e-4  # scores that differ by less are equal: sums of halves in another order


@dataclass(frozen=True, slots=True)
class Ranking:
    """Every place for one question: those with a word of it, best first, and all cosines."""

    places: npt.NDArray[np.int64]
    scores: Floats
    cosines: Floats | None


class Truth:
    """Everything an index holds, as arrays; what it says of a question is remembered."""

    def __init__(self, index: Opened, gone: Collection[str] = ()) -> None:
        """gone: documents known to be taken out."""
        self.index = index
        vectors, rows = [], []
        for segment in index.rows.segments:
            vectors += list(segment.vectors.blocks())
            rows.append(segment.table.rows.astype(np.int64))
        self.rows = np.concatenate(rows)
        names = index.rows.names(self.rows)
        kept = np.array([document not in gone for _, document in names])
        self.rows, self._vectors = self.rows[kept], np.concatenate(vectors)[kept]
        self._passages = [name for (name, _), keep in zip(names, kept, strict=True) if keep]
        self.documents = np.array([document for _, document in names])[kept]
        self._rankings: dict[str, Ranking] = {}

    def best(self, question: str, chosen: npt.NDArray[np.bool_]) -> list[tuple[str, float]]:
        """The ten best of the chosen places, and their scores."""
        all_of = self._ranking(question)
        mine = np.flatnonzero(chosen[all_of.places])[:POOL]
        words = dict(zip(all_of.places[mine].tolist(), all_of.scores[mine].tolist(), strict=True))
        meaning: dict[int, float] = {}
        if all_of.cosines is not None:
            places = np.flatnonzero(chosen)
            near = places[np.lexsort((places, -all_of.cosines[places]))][:POOL]
            meaning = {int(at): float(all_of.cosines[at]) for at in (*near, *words)}
        fused = [one for one in fusion.fuse(words, meaning) if one.score > 0]
        return [(self._passages[one.row], one.score) for one in fused[:_TOP]]

    def _ranking(self, question: str) -> Ranking:
        known = self._rankings.get(question)
        if known is None:
            every, _ = self.index.words.nearest(question, len(self.rows))
            places = np.searchsorted(self.rows, np.array(every.rows, np.int64))
            vector = encoder.load(self.index.model).queries([question])[0]
            cosines = self._vectors @ vector if vector.any() else None
            known = Ranking(places, np.array(every.scores, np.float32), cosines)
            self._rankings[question] = known
        return known


def choices(documents: npt.NDArray[np.str_]) -> dict[str, frozenset[str]]:
    """Sets of documents to choose from: one, drawn ones up to a share of the passages, kinds."""
    sizes = Counter(documents.tolist())
    names = sorted(sizes)
    random.Random(7).shuffle(names)  # noqa: S311 - no secret
    ends = np.cumsum([sizes[name] for name in names]) / len(documents)
    found = {"one document": frozenset(names[:1])}
    for share in _SHARES:
        count = int(np.searchsorted(ends, share)) + 1
        found[f"{share:.1%} of the passages, drawn"] = frozenset(names[:count])
    for label, mark in _KINDS.items():
        found[label] = frozenset(name for name in names if mark in name.lower())
    return {label: some for label, some in found.items() if some}


def alike(given: Sequence[tuple[str, float]], true: Sequence[tuple[str, float]]) -> bool:
    """Whether two rankings are the same but for the order of equal scores.

    >>> alike([("a", 1.0), ("b", 0.5)], [("a", 1.0), ("c", 0.5)])
    True
    >>> alike([("a", 1.0)], [("a", 1.0), ("c", 0.5)])
    False
    """
    if len(given) != len(true):
        return False
    last = true[-1][1] if true else 0.0
    certain = {name for name, score in true if score > last + _NEAR}
    same = all(abs(a - b) < _NEAR for (_, a), (_, b) in zip(given, true, strict=True))
    return same and certain <= {name for name, _ in given}


@dataclass(slots=True)
class Tally:
    """What became of the questions of one choice. times: milliseconds, the first one apart."""

    same: int = 0
    equal: int = 0
    foreign: int = 0
    empty: int = 0
    times: list[float] | None = None


def tried(
    whole: Truth, engine: Engine, chosen: frozenset[str], asked: Sequence[str]
) -> tuple[Tally, float]:
    """Every question with one choice; its share of the passages."""
    mask = np.isin(whole.documents, list(chosen))
    model, tally, times, found = encoder.load(whole.index.model), Tally(), [], []
    for text in asked:  # first all that is timed: the products below wake threads
        begun = time.perf_counter()
        vector = model.queries([text])[0]
        hits = answer(whole.index, Asked(text, vector, _TOP, whole.index.only(chosen)), ())
        times.append(1000 * (time.perf_counter() - begun))
        found.append([(hit.passage, hit.score) for hit in hits])
    for text, given in zip(asked, found, strict=True):
        true = whole.best(text, mask)
        tally.same += [name for name, _ in given] == [name for name, _ in true]
        tally.equal += alike(given, true)
        judged = engine.search(text, _TOP, documents=chosen)
        tally.foreign += sum(hit.document not in chosen for hit in judged)
        tally.empty += bool(true) and not judged
    tally.times = times
    return tally, float(mask.mean())


def rows(label: str, whole: Truth, engine: Engine, asked: Sequence[str]) -> Iterable[str]:
    """One row of the table for each choice."""
    for name, chosen in choices(whole.documents).items():
        tally, share = tried(whole, engine, chosen, asked)
        times = tally.times or [0.0]
        yield (
            f"| {label} | {name} | {share:.3%} | {tally.same} / {tally.equal} / {len(asked)} | "
            f"{tally.foreign} | {tally.empty} | {times[0]:.1f} | "
            f"{statistics.median(times[1:] or times):.1f} |"
        )


def taken_out(folder: Path, work: Path) -> tuple[Path, frozenset[str]]:
    """A copy of an index without one document in twenty; which those are."""
    copy = work / "without"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy)
    engine = Engine(copy)
    names = sorted(newest(copy, ANALYSIS, None).rows.documents)
    gone = frozenset(names[:: round(1 / _REMOVED)])
    engine.update(gone, [], "without")
    return copy, gone


def report(given: argparse.Namespace) -> list[str]:
    """Everything, as Markdown."""
    texts = [one.text for one in questions(given.questions, "all")]
    random.Random(7).shuffle(texts)  # noqa: S311 - no secret
    copy, gone = taken_out(given.index[0], given.work)
    lines: list[str] = []
    every: Mapping[Path, Collection[str]] = {given.index[0]: (), copy: gone} | dict.fromkeys(
        given.index[1:], ()
    )
    for at, (folder, removed) in enumerate(every.items()):
        whole = Truth(newest(folder, ANALYSIS, None), removed)
        label = f"{len(whole.rows):,}" + (" (5 % of the documents taken out)" if removed else "")
        asked = texts[: given.many_count if at > 1 else given.count]
        print(label, flush=True)
        lines += rows(label, whole, Engine(folder), asked)
    shutil.rmtree(copy)
    return ["# Filters against brute force", _head(), "", *_COLUMNS, *lines, "", _TIMES]


def _head() -> str:
    notes = re.sub(r"\s+", " ", (__doc__ or "").split("\n\n")[-1].strip())
    return (
        f"{dt.datetime.now(tz=dt.UTC).date().isoformat()}, `python -m bench.search.filters --index "
        f"INDEX --questions QUESTIONS --work FOLDER`, questions drawn from the public ones. {notes}"
    )


def main() -> None:
    """Measure, print, keep."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--index", type=Path, nargs="+", required=True)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--count", type=int, default=100, help="questions for each choice")
    parser.add_argument("--many-count", type=int, default=15, help="likewise, of further indexes")
    parser.add_argument("--out", type=Path, default=RESULTS)
    given = parser.parse_args()
    lines = report(given)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text("\n".join(lines) + "\n", "utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
