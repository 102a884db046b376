"""How sure answers are: `python -m bench.answers.calibration LIBRARY=FILE ...`.

Asks labelled questions without any threshold, judges each answer, and fits a logistic regression
of being right on what the answers rest on (`search.confidence.weighed`). Prints the weights to be
written into `search/confidence.py`, and by ten-fold cross-validation what each threshold costs: a
wrong answer counts as five that are withheld.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold, cross_val_predict

import search.answer
from bench.answers.judging import RIGHT, judged
from bench.answers.quality import ON, Record, read
from search.confidence import NAMES, weighed
from ui.library import Library

STRENGTH = 10.0  # inverse of the regularisation
FOLDS, SEED = 10, 1
COST = 5  # answers withheld that one wrong answer is worth
THRESHOLDS = (0.6, 0.7, 0.75, 0.8, 0.833, 0.85, 0.9)


def material(
    library: Library, questions: Sequence[Record]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_], int]:
    """What answers rest on, whether they are right, and how many questions were refused."""
    rows, right, refused = [], [], 0
    search.answer.THRESHOLD = 0.0  # type: ignore[misc]
    for question in questions:
        given = library.answer(question["question"], on=ON)
        if not given.answered:
            refused += 1
            continue
        rows.append(weighed(given))
        right.append(judged(question, library.ask(question["question"], on=ON)) == RIGHT)
    return np.array(rows), np.array(right), refused


def _joined(
    pairs: Sequence[Sequence[str]],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_], int]:
    """The material of several files, each asked of its own library."""
    parts = [material(Library(Path(library)), read([Path(file)])) for library, file in pairs]
    return (
        np.concatenate([part[0] for part in parts]),
        np.concatenate([part[1] for part in parts]),
        sum(part[2] for part in parts),
    )


def main() -> None:
    """Fit and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path, nargs="+", help="LIBRARY=FILE: of which library")
    given = parser.parse_args()
    rows, right, refused = _joined([str(pair).split("=", 1) for pair in given.questions])
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    folds = KFold(FOLDS, shuffle=True, random_state=SEED)
    chance = cross_val_predict(model, rows, right, cv=folds, method="predict_proba")[:, 1]
    print(f"{len(rows)} answers, {int(right.sum())} right; {refused} questions refused anyway")
    for threshold in THRESHOLDS:
        kept = chance >= threshold
        wrong = int((kept & ~right).sum())
        cost = COST * wrong + int((~kept).sum())
        told = f"{int((kept & right).sum())} right, {wrong} wrong"
        print(f"  from {threshold}: {told}, {int((~kept).sum())} withheld, cost {cost}")
    model.fit(rows, right)
    print(f"BIAS = {model.intercept_[0]:.2f}")
    for name, weight in zip(NAMES, model.coef_[0], strict=True):
        print(f'"{name}": {weight:.2f},')


if __name__ == "__main__":
    main()
