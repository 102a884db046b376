"""Fit `search.strength`: from what strength on a query's best hits are to the point.

    python -m corpus.build.search_strength INDEX QUESTIONS tests/data/search/off_topic.txt

INDEX: the index folder of a library that holds the answers. QUESTIONS: JSON Lines with
`question` and `split` (train, dev), each answered there. The last file: questions, one a line,
that no law answers (cooking, football, weather). Each question is asked with and without its
diacritics. Logistic regression on the best lexical share and the best cosine of three hits,
fitted on every other development question (the model of the dense side has seen the train
questions: their cosines are higher than a user's will be) and every other line off topic, both
kinds of equal weight. Prints the figures of `search.strength` and the errors on the rest, which was
not fitted on.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kg.folding import fold
from search.engine import Engine

_JUDGED = 3
_RIDGE = 1e-2
Floats = npt.NDArray[np.float64]


def measured(engine: Engine, questions: list[str]) -> Floats:
    """Best lexical share and best cosine of each question, asked both ways: shape (2n, 2)."""
    rows = []
    for question in questions:
        for typed in (question, fold(question)):
            hits = engine.search(typed, _JUDGED)
            lexical = max((hit.lexical for hit in hits), default=0.0)
            rows.append((lexical, max((hit.dense for hit in hits), default=0.0)))
    return np.array(rows)


def fitted(answered: Floats, beside: Floats) -> Floats:
    """Bias and weights of a logistic regression, both sides of equal weight (Newton's method)."""
    x = np.vstack([answered, beside])
    x = np.hstack([np.ones((len(x), 1)), x])
    y = np.r_[np.ones(len(answered)), np.zeros(len(beside))]
    share = np.where(y == 1, 0.5 / len(answered), 0.5 / len(beside)) * len(y)
    weights = np.zeros(3)
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (share * (p - y)) + _RIDGE * weights
        hessian = (x * (share * p * (1 - p))[:, None]).T @ x + _RIDGE * np.eye(3)
        weights -= np.linalg.solve(hessian, gradient)
    return weights


def main() -> None:
    """Read, ask, fit, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("index", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("off_topic", type=Path)
    given = parser.parse_args()
    rows = [json.loads(line) for line in given.questions.read_text("utf-8").splitlines()]
    engine = Engine(given.index)
    split = {name: [r["question"] for r in rows if r["split"] == name] for name in ("train", "dev")}
    answered = measured(engine, split["dev"][::2])
    rest = measured(engine, split["dev"][1::2])
    train = measured(engine, split["train"])
    beside = given.off_topic.read_text("utf-8").splitlines()
    off, unseen = measured(engine, beside[::2]), measured(engine, beside[1::2])
    weights = fitted(answered, off)
    print("BIAS, LEXICAL, DENSE =", ", ".join(f"{value:.2f}" for value in weights))
    measures = {
        "development, fitted": answered,
        "development, not fitted": rest,
        "train": train,
        "off topic, fitted": off,
        "off topic, not fitted": unseen,
    }
    for name, values in measures.items():
        below = float(np.mean(weights[0] + values @ weights[1:] < 0))
        print(f"{name}: {below:.1%} of {len(values)} called weak")


if __name__ == "__main__":
    main()
