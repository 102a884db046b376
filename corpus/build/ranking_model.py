"""Train all that ranks search: python -m corpus.build.ranking_model --help.

Writes the embedding model (learnt from every question outside the dev split), the table of what
words count, the numbering of syllables, and the second stage's trees; and a page with a five-fold
cross-validation over all citizens' questions. Trees learn from features of questions that no
other part had seen (see `corpus.build.candidates`). About half an hour on two cores.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
import numpy.typing as npt

from corpus.build import cross_validation
from corpus.build.candidates import candidates, of_fold, weigher, weights
from corpus.build.embedding_model import Material, Recipe, digest, facts, learnt, material, save
from corpus.build.retrieval_data import Article, Question, articles, folds, questions
from search.ranking import ranker, trees

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Boosting:
    """Choices of the trees; the defaults made the shipped ones."""

    objective: str = "lambdarank"
    lambdarank_truncation_level: int = 15
    learning_rate: float = 0.05
    num_leaves: int = 15
    min_data_in_leaf: int = 50
    feature_fraction: float = 0.5
    bagging_fraction: float = 0.7
    bagging_freq: int = 1
    seed: int = 1
    num_threads: int = 2
    verbose: int = -1
    deterministic: bool = True


ROUNDS = 400
WRITTEN_WEIGHT = 0.4
"""What a question written for training counts against one that a citizen asked."""
FOLDS, SEED = 5, 11


@dataclass(frozen=True, slots=True)
class Judged:
    """One question with its candidates' features and which of them settle it.

    total: candidates are complete only up to what the first stage found; a question none of
    whose articles is among them teaches nothing and counts as a miss.
    """

    question: Question
    fold: int
    rows: npt.NDArray[np.int64]
    features: Floats
    right: npt.NDArray[np.int8]
    first: Mapping[str, npt.NDArray[np.int64]]


def judged(
    shared: Material, asked: Sequence[Question], work: Path
) -> tuple[list[str], list[Judged]]:
    """Features of every question's candidates, by models that have not seen the question."""
    names: list[str] = []
    found: list[Judged] = []
    drawn = folds(asked, FOLDS, SEED)
    for fold in range(FOLDS):
        own = [one for one, at in zip(asked, drawn, strict=True) if at == fold]
        others = [one for one, at in zip(asked, drawn, strict=True) if at != fold]
        table, first = of_fold(shared, own, others, work / str(fold))
        for one, have in zip(own, first, strict=True):
            seen = candidates(have, shared.known, shared.stage)
            names, rows = ranker.table(one.text, seen, weigher(table))
            right = np.isin(have.rows, one.answers).astype(np.int8)
            sides = {
                "words": have.rows[np.argsort(-have.lexical, kind="stable")],
                "meaning": have.rows[np.argsort(-have.dense, kind="stable")],
                "fused": have.rows,
            }
            found.append(Judged(one, fold, have.rows, rows, right, sides))
        print(f"fold {fold}: {len(own)} questions", flush=True)
    return names, found


def boosted(names: Sequence[str], known: Sequence[Judged]) -> lightgbm.Booster:
    """Trees that put the articles that settle a question above its other candidates."""
    known = [one for one in known if one.right.any()]
    counts = [len(one.rows) for one in known]
    count = [WRITTEN_WEIGHT if one.question.split == "written" else 1.0 for one in known]
    data = lightgbm.Dataset(
        np.concatenate([one.features for one in known]),
        np.concatenate([one.right for one in known]),
        group=counts,
        weight=np.repeat(count, counts),
        feature_name=list(names),
    )
    return lightgbm.train(asdict(Boosting()), data, ROUNDS)


def cross_validated(names: Sequence[str], known: Sequence[Judged]) -> dict[str, list[int]]:
    """For each system the place of the first right article for each citizen's question."""
    places: dict[str, list[int]] = {}
    for fold in range(FOLDS):
        model = boosted(names, [one for one in known if one.fold != fold])
        for one in known:
            if one.fold != fold or one.question.split == "written":
                continue
            order = np.argsort(-np.asarray(model.predict(one.features)), kind="stable")
            ranked = {**one.first, "second stage": one.rows[order]}
            for system, rows in ranked.items():
                places.setdefault(system, []).append(_place(rows, one.question.answers))
    return places


def _place(rows: npt.NDArray[np.int64], answers: Sequence[int]) -> int:
    """Place of the first answer from 1; 0 where there is none."""
    right = np.flatnonzero(np.isin(rows, answers))
    return int(right[0]) + 1 if len(right) else 0


def write_syllables(file: Path, known: Sequence[Article]) -> None:
    """Syllables seen in two articles or more, the commonest first, with how many hold them."""
    counts: Counter[str] = Counter()
    for article in known:
        fields = article.fields
        counts.update({*fields.title, *fields.above, *fields.heading, *fields.body})
    kept = sorted((-count, syllable) for syllable, count in counts.items() if count >= 2)
    rows = [f"{syllable},{-count}" for count, syllable in kept]
    _write(file, [f"syllable,{len(known)}", *rows])


def write_weights(file: Path, table: Mapping[str, float]) -> None:
    """What words of questions count."""
    _write(file, ["term,weight", *(f"{term},{weight:g}" for term, weight in table.items())])


def _write(file: Path, lines: Iterable[str]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines) + "\n", "utf-8")


def ship_embedding(shared: Material, asked: Sequence[Question], out: Path, of: list[Path]) -> None:
    """The embedding model, learnt from all these questions."""
    recipe = Recipe()
    save(out, shared.vocabulary, learnt(shared, asked, recipe), facts(recipe, of))


def ship_trees(names: Sequence[str], known: Sequence[Judged], out: Path, of: list[Path]) -> None:
    """The second stage's trees, with what made them."""
    model = boosted(names, known)
    trees.save(out / "trees.npz", trees.from_dump(names, model.dump_model()))
    gains = sorted(zip(model.feature_importance("gain"), names, strict=True), reverse=True)
    told: dict[str, Any] = {
        "boosting": asdict(Boosting()),
        "rounds": ROUNDS,
        "written_weight": WRITTEN_WEIGHT,
        "questions": len(known),
        "gains": {name: round(float(gain)) for gain, name in gains},
        "of": digest(of),
    }
    (out / "cancu.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")


def main() -> None:
    """Read, train, validate, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--articles", type=Path, required=True, help="JSONL(.gz) of articles")
    parser.add_argument("--questions", type=Path, nargs="+", required=True, help="JSONL files")
    parser.add_argument("--models", type=Path, required=True, help="folder of shipped models")
    parser.add_argument("--work", type=Path, required=True, help="empty folder for the folds")
    parser.add_argument("--report", type=Path, required=True, help="page of the validation")
    arguments = parser.parse_args()
    out, inputs = arguments.models / "ranking", [arguments.articles, *arguments.questions]
    known = articles(arguments.articles)
    asked = questions(arguments.questions, known)
    if not asked:
        parser.error("no question has an answer among the articles")
    write_syllables(out / "syllables.csv", known)
    shipped = [one for one in asked if one.split != "dev"]
    shared = material(known, Recipe())
    names, found = judged(shared, asked, arguments.work)
    places = cross_validated(names, found)
    splits = [one.question.split for one in _by_fold(found) if one.question.split != "written"]
    cross_validation.write(arguments.report, places, splits)
    ship_trees(names, [one for one in found if one.question.split != "dev"], out, inputs)
    write_weights(out / "weights.csv", weights(shipped, known))
    ship_embedding(shared, shipped, arguments.models / "embedding", inputs)


def _by_fold(known: Sequence[Judged]) -> list[Judged]:
    return sorted(known, key=lambda one: one.fold)


if __name__ == "__main__":
    main()
