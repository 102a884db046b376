"""A question to hits: both sides fused, the best judged once more."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import numpy as np
import numpy.typing as npt

from search import fusion
from search.candidates import Candidates, SecondStage, reordered
from search.opened import Filter, Opened

POOL = 100
"""Passages that each side proposes for fusion, at least."""
RERANKED = 200
"""Passages that the second stage judges, at most: all that both sides propose."""

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
Texts = Callable[[Sequence[str]], Mapping[str, str]]
"""Ids of passages to their texts; one that is not there has none."""


class FoundBy(StrEnum):
    """Which side put a passage among its best."""

    WORDS = "words"
    MEANING = "meaning"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found.

    score: rank score in [0, 1], relative to the best of this query.
    lexical: share of the query's words met, weighted by rarity, in [0, 1]; comparable between
        queries. dense: cosine, in [-1, 1]; likewise.
    """

    passage: str
    document: str
    score: float
    lexical: float
    dense: float
    found_by: FoundBy


@dataclass(frozen=True, slots=True)
class Stage:
    """A judge of the best `depth` passages. texts: for one that reads them."""

    judge: SecondStage
    depth: int = RERANKED
    texts: Texts | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One query. vector: its encoding, zeros where the model knows none of its words."""

    query: str
    vector: Floats
    k: int
    chosen: Filter


@dataclass(frozen=True, slots=True)
class _Found:
    """Passages in the order of `scores`: row, BM25 (0: none), cosine, sides."""

    rows: Rows
    scores: Floats
    words: Floats
    meaning: Floats
    by_words: npt.NDArray[np.bool_]
    by_meaning: npt.NDArray[np.bool_]

    def taken(self, places: Rows, scores: Floats) -> "_Found":
        """The passages at these places, in that order, with new scores."""
        return _Found(
            self.rows[places],
            scores,
            self.words[places],
            self.meaning[places],
            self.by_words[places],
            self.by_meaning[places],
        )


def answer(index: Opened, asked: Asked, stages: Sequence[Stage]) -> list[Hit]:
    """The k best passages for one query, best first."""
    if asked.chosen.empty or asked.k < 1:
        return []
    found, bound = _fused(index, asked)
    for stage in stages:
        found = _judged(index, asked.query, found, bound, stage)
    rows = found.rows[: asked.k]
    return [
        Hit(
            passage=passage,
            document=document,
            score=float(found.scores[at]),
            lexical=min(1.0, float(found.words[at]) / bound) if bound else 0.0,
            dense=float(found.meaning[at]),
            found_by=_side(bool(found.by_words[at]), bool(found.by_meaning[at])),
        )
        for at, (passage, document) in enumerate(index.rows.names(rows))
    ]


def _fused(index: Opened, asked: Asked) -> tuple[_Found, float]:
    """What both sides find, in fused order, and BM25's bound for the query."""
    pool, vector, chosen = max(POOL, 2 * asked.k), asked.vector, asked.chosen
    words, bound = index.words.nearest(asked.query, pool, chosen.words)
    by_words = dict(zip(words.rows, words.scores, strict=True))
    by_meaning: dict[int, float] = {}
    known = bool(vector.any())
    if known:
        cosines, rows = index.rows.nearest(vector, pool, chosen.rows)
        by_meaning = dict(zip(rows.tolist(), cosines.tolist(), strict=True))
    near = frozenset(by_meaning)
    rest = np.array([row for row in by_words if row not in near], np.int64)
    if known:
        exact = index.rows.similarity(vector, rest)
        by_meaning.update(zip(rest.tolist(), exact.tolist(), strict=True))
    ranked = [one for one in fusion.fuse(by_words, by_meaning) if one.score > 0]
    order = [one.row for one in ranked]
    return _Found(
        np.array(order, np.int64),
        np.array([one.score for one in ranked], np.float32),
        np.array([by_words.get(row, 0.0) for row in order], np.float32),
        np.array([by_meaning.get(row, 0.0) for row in order], np.float32),
        np.array([row in by_words for row in order], bool),
        np.array([row in near for row in order], bool),
    ), bound


def _judged(index: Opened, query: str, found: _Found, bound: float, stage: Stage) -> _Found:
    """The same passages, the best of them in the order of a stage."""
    best = slice(0, stage.depth)
    rows = found.rows[best]
    if not len(rows):
        return found
    names = index.rows.names(rows)
    candidates = Candidates(
        rows=rows,
        documents=[document for _, document in names],
        lexical=found.words[best],
        bound=bound,
        dense=found.meaning[best],
        fused=found.scores[best],
        tokens=index.rows.read(rows),
        frequency=index.words.frequencies,
        total=len(index.rows),
        texts=partial(_texts, stage.texts, [passage for passage, _ in names])
        if stage.texts
        else None,
    )
    places, scores = reordered(stage.judge.scores(query, candidates), found.scores)
    return found.taken(places, scores)


def _texts(texts: Texts, passages: list[str]) -> list[str]:
    known = texts(passages)
    return [known.get(passage, "") for passage in passages]


def _side(words: bool, meaning: bool) -> FoundBy:  # noqa: FBT001
    if words and meaning:
        return FoundBy.BOTH
    return FoundBy.WORDS if words else FoundBy.MEANING
