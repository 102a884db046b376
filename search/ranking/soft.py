"""How near in meaning a field's words are to the question's, word by word.

For every word and pair of words of the question, the nearest one of the field, by the cosine of
their rows in the shipped embedding model; weighted, that is "MaxSim" of late interaction
(Khattab & Zaharia 2020, ColBERT) over words without context.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from search.encoders.static import StaticEncoder
from search.ranking.tokens import NUMBERS, Ids, number

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


class WordMeanings:
    """Rows of the embedding model by syllable number and by pair of numbers."""

    def __init__(self, encoder: StaticEncoder) -> None:
        self._encoder = encoder
        self._single = np.full(NUMBERS, -1, np.int64)
        pairs = []
        for term, row in encoder.vocabulary.items():
            left, joined, right = term.partition("_")
            if joined:
                pairs.append((number(left) * NUMBERS + number(right), row))
            elif term.isalnum():
                self._single[number(term)] = row
        pairs.sort()
        self._codes = np.array([code for code, _ in pairs], np.int64)
        self._pairs = np.array([row for _, row in pairs], np.int64)

    def rows(self, syllables: Ids) -> tuple[Ints, Ints]:
        """Row of each syllable and of each pair of neighbours; -1 where there is none."""
        wide = syllables.astype(np.int64)
        codes = wide[:-1] * NUMBERS + wide[1:]
        places = np.searchsorted(self._codes, codes)
        places[places == len(self._codes)] = 0
        return self._single[wide], np.where(self._codes[places] == codes, self._pairs[places], -1)

    def vectors(self, rows: Ints) -> Floats:
        """Unit vectors of rows, float32, shape (n, d)."""
        return self._encoder.unit_rows(rows)


def nearness(
    meanings: WordMeanings, question: Ids, weights: tuple[Floats, Floats], texts: Sequence[Ids]
) -> Floats:
    """Weighted mean, over the question's words and pairs, of the nearest cosine in each text.

    question: its syllables in order. weights: of each, and of each pair of neighbours. In
    [0, 1], shape (n,); 0 for an empty text.
    """
    single, double = meanings.rows(question)
    asked = np.concatenate([single, double])
    weight = np.concatenate(weights)
    known = asked >= 0
    asked, weight = asked[known], weight[known]
    best = np.zeros((len(texts), len(asked)), np.float32)
    total = float(weight.sum())
    if not total or not len(texts):
        return np.zeros(len(texts), np.float32)
    lengths = np.array([len(text) for text in texts])
    owners = np.repeat(np.arange(len(texts)), lengths)
    flat = np.concatenate(texts)
    wanted = meanings.vectors(asked)
    singles, pairs = meanings.rows(flat)
    pairs[owners[:-1] != owners[1:]] = -1
    for rows, owner in ((singles, owners), (pairs, owners[:-1])):
        _take_nearest(best, meanings, wanted, (rows[rows >= 0], owner[rows >= 0]))
    found: Floats = (best @ weight / total).astype(np.float32)
    return found


def _take_nearest(
    best: Floats, meanings: WordMeanings, wanted: Floats, terms: tuple[Ints, Ints]
) -> None:
    """Raise `best` (texts, asked) to the cosines of these terms; owners ascend."""
    rows, owners = terms
    if not len(rows):
        return
    unique, places = np.unique(rows, return_inverse=True)
    cosine = meanings.vectors(unique) @ wanted.T
    starts = np.flatnonzero(np.concatenate([[True], owners[1:] != owners[:-1]]))
    nearest = np.maximum.reduceat(cosine[places], starts, axis=0)
    best[owners[starts]] = np.maximum(best[owners[starts]], nearest)
