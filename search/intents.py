"""What a question asks for: cue phrases written by hand, and a linear model learned from phrasings.

The table `corpus/reference/intents.csv` holds one regular expression a row over folded words with
abbreviations written out; rows named <NAME> are parts that other rows use. The weights order the
intents where several cues are present: a specific cue beats a general one. What cues fire is told
to the model (`corpus/models/intents`), a multinomial logistic regression over words, word pairs
and letters of the masked question, made by `corpus/build/intent_model.py`.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

import corpus
from kg.terms import Intent

FOLLOW_UP: Final = "follow_up"
"""Class of the model for questions that say nothing without the one before ("còn Phường 5?")."""
_GRAMS: Final = (3, 4, 5)  # letters of a word that stand for it where it is mistyped
_ACTS: Final = frozenset("can cu dan nao gi ai con het thay sua lam phai".split())
"""Words whose order with the slots tells who does what to whom."""
_MOST_WORDS: Final = 120  # of a question; what stands behind them does not tell what it asks for


@cache
def _cues() -> tuple[tuple[Intent, float, re.Pattern[str]], ...]:
    """(intent, weight, pattern) of each row, the named parts filled in."""
    rows = corpus.table("intents")
    parts = {row["intent"]: row["cue"] for row in rows if row["intent"].startswith("<")}
    cues = []
    for row in rows:
        if row["intent"] in parts:
            continue
        pattern = row["cue"]
        for name, part in parts.items():
            pattern = pattern.replace(name, part)
        bounded = pattern if pattern.startswith("^") else rf"(?<!\w)(?:{pattern})(?!\w)"
        cues.append((Intent(row["intent"]), float(row["weight"]), re.compile(bounded)))
    return tuple(cues)


def score_intents(folded: str) -> Counter[Intent]:
    """Weight of each intent whose cues stand in a folded question (the best cue counts)."""
    scores: Counter[Intent] = Counter()
    for intent, weight, cue in _cues():
        if cue.search(folded):
            scores[intent] = max(scores[intent], int(weight))
    return scores


def features(folded: str, hidden: str) -> dict[str, float]:
    """Features of a question for the model.

    folded: its folded words, abbreviations written out. hidden: the same of the masked question.
    """
    words = hidden.split()[:_MOST_WORDS]
    found = dict.fromkeys(_named(words), 1.0)
    for intent, weight in score_intents(folded).items():
        found[f"cue:{intent.value}"] = weight / 5
    return found


def _named(words: list[str]) -> Iterator[str]:
    yield f"length:{min(len(words), 12)}"
    for word in words:
        yield word
        if len(word) > 3 and not word.endswith("mask"):
            edged = f"<{word}>"
            for size in _GRAMS:
                yield from (f"~{edged[i : i + size]}" for i in range(len(edged) - size + 1))
    yield from (f"{one}_{two}" for one, two in pairwise(words))
    yield from (f"{one}__{two}" for one, two in zip(words, words[2:], strict=False))
    yield from (
        f"#{word}>1" for word in set(words) if word.endswith("mask") and words.count(word) > 1
    )
    order = [word for word in words if word.endswith("mask") or word in _ACTS]
    yield from (f"{one}>{two}" for one, two in pairwise(order))
    yield f"^{' '.join(words[:2])}"
    yield f"{' '.join(words[-2:])}$"


@dataclass(frozen=True, slots=True)
class IntentModel:
    """A multinomial logistic regression. weights: float32 (features, classes); bias: (classes,)."""

    classes: tuple[str, ...]
    rows: Mapping[str, int]
    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]

    def probabilities(self, found: Mapping[str, float]) -> dict[str, float]:
        """Probability of each class, summing to one; features not seen in training are nothing."""
        scores = self.bias.astype(np.float64)
        for name, value in found.items():
            if (row := self.rows.get(name)) is not None:
                scores = scores + value * self.weights[row]
        shares = np.exp(scores - scores.max())
        return dict(zip(self.classes, map(float, shares / shares.sum()), strict=True))


@cache
def intent_model() -> IntentModel:
    """The shipped model."""
    with np.load(corpus.path("models", "intents", "model.npz")) as file:
        names = bytes(file["names"]).decode().split("\n")
        classes = tuple(bytes(file["classes"]).decode().split("\n"))
        weights = file["weights"].astype(np.float32)
        bias = file["bias"].astype(np.float32)
    return IntentModel(classes, {name: row for row, name in enumerate(names)}, weights, bias)
