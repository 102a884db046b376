"""What the first stage found, as a second stage reads it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from search.forward import Parts

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

_REST = 0.1
"""Scores of passages that a stage left alone are shrunk below this, and its own are above."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """n passages in the order of the stage before, each array of shape (n,).

    rows: their rows. documents: their documents' ids. lexical: BM25, 0 where a passage is not
    among the best by words. bound: BM25's upper bound for the query. dense: cosine, exact for
    all. fused: score of the first stage, in [0, 1]. tokens: syllable numbers of title, headings
    above, heading and body. frequency: how many passages hold each search term; total: how many
    passages there are. texts: the passages' texts in the same order, None where no one gives them.
    """

    rows: Rows
    documents: Sequence[str]
    lexical: Floats
    bound: float
    dense: Floats
    fused: Floats
    tokens: Sequence[Parts]
    frequency: Callable[[Sequence[str]], Sequence[int]]
    total: int
    texts: Callable[[], list[str]] | None = None


class SecondStage(Protocol):
    """Judges candidates once more."""

    def scores(self, query: str, found: Candidates) -> Floats:
        """A score for each candidate, float32 (n,), on any scale; the greatest is the best."""
        ...


def reordered(scores: Floats, before: Floats) -> tuple[Rows, Floats]:
    """The new order after a stage, and falling scores in [0, 1].

    scores: of the first n of m passages, any scale. before: shape (m,), falling, in [0, 1].
    Returns places in the old order, (m,), the first n by their new scores and the others as they
    were, and the scores in the new order, (m,).
    """
    count = len(scores)
    judged = np.nan_to_num(scores.astype(np.float64), nan=-1e30, posinf=1e30, neginf=-1e30)
    head = np.argsort(-judged, kind="stable")
    order = np.concatenate([head, np.arange(count, len(before))])
    spread = np.ptp(judged) if count else 0.0
    within = (judged[head] - judged.min()) / spread if spread > 0 else np.ones(count)
    shown = np.concatenate([_REST + (1 - _REST) * within, _REST * before[count:]])
    return order, shown.astype(np.float32)
