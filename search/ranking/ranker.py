"""The second stage: gradient-boosted trees over what both sides and the passages tell.

Source: Burges 2010, "From RankNet to LambdaRank to LambdaMART: An Overview".
"""

import math
import unicodedata
from functools import cache
from itertools import pairwise

import numpy as np
import numpy.typing as npt

import corpus
from kg.folding import fold
from search.analysis import LONGEST_QUERY, number_terms, query_terms, words
from search.candidates import Candidates
from search.ranking import trees
from search.ranking.features import Question, features
from search.ranking.overlap import asked
from search.ranking.weights import Weigh, shipped

Floats = npt.NDArray[np.float32]

_LONGEST = 64
"""Syllables of a question that are compared; what follows is told, not asked."""


def question(query: str, found: Candidates, weigh: Weigh = shipped) -> Question:
    """A query with the weight of each word: its rarity in this library times what it counts."""
    text = unicodedata.normalize("NFC", query[:LONGEST_QUERY])
    syllables = words(text)[:_LONGEST]
    beside = [f"{left}_{right}" for left, right in pairwise(syllables)]
    every = [*syllables, *beside]
    rarity = [
        math.log1p((found.total - seen + 0.5) / (seen + 0.5)) if seen <= found.total else 0.0
        for seen in found.frequency(every)
    ]
    weights = [rare * weigh(term) for term, rare in zip(every, rarity, strict=True)]
    single, double = weights[: len(syllables)], weights[len(syllables) :]
    return Question(fold(text).strip(), tuple(syllables), asked(syllables, single, double))


def table(query: str, found: Candidates, weigh: Weigh = shipped) -> tuple[list[str], Floats]:
    """Names of the features and a row for each candidate, float32 (n, f)."""
    bound = max(found.bound, 1e-6)
    scores = {
        "lexical": (found.lexical / bound).astype(np.float32),
        "dense": found.dense.astype(np.float32),
        "fused": found.fused.astype(np.float32),
    }
    names = sorted(set(found.documents))
    plain = (fold(unicodedata.normalize("NFC", name)).lstrip("0") for name in names)
    cited = found.frequency([f"#{number}" for number in plain])  # as `number_terms` writes them
    return features(
        question(query, found, weigh),
        found.tokens,
        found.documents,
        scores,
        dict(zip(names, cited, strict=True)),
    )


class Ranker:
    """The shipped trees as a second stage."""

    def __init__(self, model: trees.Trees) -> None:
        self._trees = model

    def scores(self, query: str, found: Candidates) -> Floats:
        """A score for each candidate, float32 (n,); the greatest is the best.

        A query that names a document's number or an article keeps the first stage's order, that
        document first: exact terms settle it, and the trees learnt from questions without.
        """
        named = frozenset(term for term in query_terms(query) if term.startswith("#"))
        if named:
            own = [not named.isdisjoint(_numbers(document)) for document in found.documents]
            return found.fused + np.array(own, np.float32)
        names, rows = table(query, found)
        if tuple(names) != self._trees.features:
            raise ValueError("the trees were trained on other features")
        return self._trees.scores(rows)


def _numbers(document: str) -> list[str]:
    """The terms of a document's own number, where its id is one."""
    return number_terms(unicodedata.normalize("NFC", document))


@cache
def load() -> Ranker:
    """The shipped second stage."""
    return Ranker(trees.load(corpus.path("models", "ranking", "trees.npz")))
