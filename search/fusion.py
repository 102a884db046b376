"""Two rankings to one: a convex combination of normalised scores.

Source: Bruch, Gai & Ingber 2023, "An Analysis of Fusion Functions for Hybrid Retrieval": convex
combination with normalised scores does better than reciprocal rank and needs one weight only.
"""

from collections.abc import Mapping
from dataclasses import dataclass

LEXICAL_WEIGHT = 0.8


@dataclass(frozen=True, slots=True)
class Fused:
    """A row with its fused score and the two normalised scores, all in [0, 1]."""

    row: int
    score: float
    lexical: float
    dense: float


def normalised(scores: Mapping[int, float]) -> dict[int, float]:
    """Scores divided by the best one, so that the best is 1; below 0 becomes 0.

    >>> normalised({7: 8.0, 9: 2.0})
    {7: 1.0, 9: 0.25}
    """
    best = max(scores.values(), default=0.0)
    if best <= 0:
        return dict.fromkeys(scores, 0.0)
    return {row: max(0.0, score) / best for row, score in scores.items()}


def fuse(
    lexical: Mapping[int, float], dense: Mapping[int, float], weight: float = LEXICAL_WEIGHT
) -> list[Fused]:
    """All rows of both rankings, best first; equal scores by row.

    lexical, dense: row -> raw score (BM25; cosine). A row that one ranking lacks scores 0 there.
    weight: share of the lexical side, in [0, 1]. Where one side is empty, the other alone ranks.
    """
    left, right = normalised(lexical), normalised(dense)
    fused = []
    for row in left.keys() | right.keys():
        words, meaning = left.get(row, 0.0), right.get(row, 0.0)
        fused.append(Fused(row, weight * words + (1 - weight) * meaning, words, meaning))
    return sorted(fused, key=lambda one: (-one.score, one.row))
