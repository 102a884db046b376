"""How a field of many passages and a question overlap: all candidates at once, in numpy.

Everything is a table with a row for each candidate: which of the question's syllables and pairs
of neighbours the field has, how much of the field the question covers, the longest run of words
in the question's order, the densest window.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.ranking.tokens import NUMBERS, Ids, numbered, rarity

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

BLOCK = 12
"""Syllables of a block; the densest window is four blocks."""
_WINDOW = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as numbers. weights, pair_weights: what each different one counts, > 0.

    places: number of a syllable -> its column + 1 (0: not asked), shape (65536,).
    pairs: column of the left + 1, column of the right + 1 -> column of the pair + 1.
    """

    syllables: Ids
    places: npt.NDArray[np.int16]
    weights: Floats
    pairs: npt.NDArray[np.int16]
    pair_weights: Floats


def asked(
    syllables: Sequence[str], weights: Sequence[float], pair_weights: Sequence[float]
) -> Asked:
    """A question's syllables in order, the weight of each, and of each pair of neighbours."""
    ids = numbered(syllables)
    unique, first, columns = np.unique(ids, return_index=True, return_inverse=True)
    places = np.zeros(NUMBERS, np.int16)
    places[unique] = np.arange(1, len(unique) + 1)
    size = len(unique) + 1
    pairs = np.zeros((size, size), np.int16)
    kept: list[float] = []
    for left, right, weight in zip(columns, columns[1:], pair_weights, strict=False):
        if not pairs[left + 1, right + 1]:
            kept.append(weight)
            pairs[left + 1, right + 1] = len(kept)
    single = np.asarray(weights, np.float32)[first] if len(first) else np.empty(0, np.float32)
    return Asked(ids, places, single, pairs, np.asarray(kept, np.float32))


@dataclass(frozen=True, slots=True)
class Overlap:
    """One field of n candidates against a question.

    has: which different syllables it has, bool (n, s). has_pairs: likewise for pairs, (n, p).
    counts: how often, float32 (n, s). lengths: syllables of the field, (n,).
    covered: share of the field's rarity that the question names, in [0, 1].
    in_order: share of the field's neighbours that are neighbours in the question, in [0, 1].
    run: longest stretch of the field in the question's words and order, in syllables.
    """

    has: npt.NDArray[np.bool_]
    has_pairs: npt.NDArray[np.bool_]
    counts: Floats
    lengths: Floats
    covered: Floats
    in_order: Floats
    run: Floats
    columns: npt.NDArray[np.int16]
    owners: Ints


def overlap(question: Asked, texts: Sequence[Ids]) -> Overlap:
    """Compare one field of each candidate, as numbers, with the question."""
    n, s, p = len(texts), len(question.weights), len(question.pair_weights)
    lengths = np.array([len(text) for text in texts], np.int64)
    flat = np.concatenate(texts) if n else np.empty(0, np.uint16)
    owners = np.repeat(np.arange(n), lengths)
    columns = question.places[flat]
    hit = columns > 0
    counts = np.bincount(owners[hit] * s + columns[hit] - 1, minlength=n * s).reshape(n, s)
    beside = question.pairs[columns[:-1], columns[1:]] if len(flat) else columns
    beside = np.where(owners[:-1] == owners[1:], beside, 0) if len(flat) else beside
    paired = beside > 0
    left = owners[:-1] if len(flat) else owners
    pairs = np.bincount(left[paired] * p + beside[paired] - 1, minlength=n * p).reshape(n, p)
    weight = rarity()[flat]
    whole = np.bincount(owners, weight, n)
    named = np.bincount(owners[hit], weight[hit], n)
    return Overlap(
        counts > 0,
        pairs > 0,
        counts.astype(np.float32),
        lengths.astype(np.float32),
        (named / np.maximum(whole, 1e-6)).astype(np.float32),
        (np.bincount(left[paired], minlength=n) / np.maximum(lengths - 1, 1)).astype(np.float32),
        _longest_runs(paired, left, n),
        columns,
        owners,
    )


def _longest_runs(paired: npt.NDArray[np.bool_], owners: Ints, n: int) -> Floats:
    """Syllables of the longest unbroken stretch of pairs of each owner; 0 where there is none."""
    longest = np.zeros(n, np.float32)
    where = np.flatnonzero(paired)
    if not len(where):
        return longest
    breaks = np.flatnonzero((np.diff(where) > 1) | (np.diff(owners[where]) > 0)) + 1
    starts = np.concatenate([[0], breaks])
    sizes = np.diff(np.concatenate([starts, [len(where)]]))
    np.maximum.at(longest, owners[where[starts]], sizes + 1)
    return longest


def densest(question: Asked, found: Overlap) -> tuple[Floats, Floats]:
    """Weight of the question's syllables in the densest window of each text, and where it begins.

    Shares of the question's weight, in [0, 1], shape (n,); place as a share of the text's length.
    """
    n, s = found.has.shape
    lengths = found.lengths.astype(np.int64)
    blocks = np.maximum(1, -(-lengths // BLOCK))
    first = np.concatenate([[0], np.cumsum(blocks)[:-1]])
    offsets = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    place = np.arange(len(found.owners)) - offsets[found.owners]
    block = first[found.owners] + place // BLOCK
    hit = found.columns > 0
    total = int(blocks.sum())
    seen = np.zeros((total + _WINDOW - 1, s), np.bool_)
    seen[block[hit], found.columns[hit] - 1] = True
    owner = np.repeat(np.arange(n), blocks)
    window = seen[:total].copy()
    for step in range(1, _WINDOW):
        same = np.zeros(total, np.bool_)
        same[: max(0, total - step)] = owner[step:] == owner[:-step]
        window |= seen[step : total + step] & same[:, None]
    weight = window @ question.weights / max(1e-6, float(question.weights.sum()))
    best = np.maximum.reduceat(weight, first) if n else np.empty(0)
    at = np.flatnonzero(weight >= best[owner] - 1e-6)
    begins = np.full(n, total)
    np.minimum.at(begins, owner[at], at)
    return best.astype(np.float32), ((begins - first) / blocks).astype(np.float32)
