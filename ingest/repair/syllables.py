"""The shipped model of Vietnamese syllables: vocabulary, trigram language model, confusions.

Made by `corpus/build/repair_model.py`. Loading reads one file and builds small tables; the
n-grams stay in numpy arrays, and the rows a text touches are unpacked on demand.
Source: Chen & Goodman 1998, "An empirical study of smoothing techniques for language modeling".
"""

import json
import math
from functools import lru_cache
from typing import Any

import corpus
from ingest.repair.known import KnownReadings

PUNCTUATION, NUMBER, UNKNOWN = 0, 1, 2
SYLLABLE, ABBREVIATION, WORD = 1, 2, 3
STEP = 0.06  # nats per quantum of a stored log probability
_EXP = [math.exp(-STEP * q) for q in range(256)]

Follower = tuple[dict[int, float], float, dict[int, float], float]


FLOOR3, FLOOR2 = 0.15, 0.1  # least mass left to the shorter context: names follow no habit


class LanguageModel:
    """P(syllable | two syllables before), interpolated down to single syllables."""

    def __init__(self, arrays: dict[str, Any]) -> None:
        import numpy as np

        self.unigram: list[float] = np.exp(arrays["uni"].astype(np.float64)).tolist()
        self._start2 = np.concatenate(([0], np.cumsum(arrays["count2"], dtype=np.int64)))
        self._start3 = np.concatenate(([0], np.cumsum(arrays["count3"], dtype=np.int64)))
        self._arrays = arrays
        self._rows: dict[int, tuple[dict[int, float], dict[int, int], float]] = {}
        self._contexts: dict[int, Follower] = {}

    def _row(self, word: int) -> tuple[dict[int, float], dict[int, int], float]:
        row = self._rows.get(word)
        if row is None:
            first, last = int(self._start2[word]), int(self._start2[word + 1])
            words = self._arrays["word2"][first:last].tolist()
            parts = [_EXP[q] for q in self._arrays["part2"][first:last].tolist()]
            index = dict(zip(words, range(first, last), strict=True))
            left = max(FLOOR2, _EXP[int(self._arrays["left2"][word])])
            row = (dict(zip(words, parts, strict=True)), index, left)
            self._rows[word] = row
        return row

    def following(self, before: int, last: int) -> Follower:
        """What may follow two words: trigram parts, their rest, bigram parts, their rest.

        P(w) = parts3.get(w, 0) + rest3 * (parts2.get(w, 0) + rest2 * unigram[w]).
        """
        key = before << 16 | last
        found = self._contexts.get(key)
        if found is None:
            parts2, _, rest2 = self._row(last)
            at = self._row(before)[1].get(last)
            parts3: dict[int, float] = {}
            rest3 = 1.0
            if at is not None:
                low, high = int(self._start3[at]), int(self._start3[at + 1])
                words = self._arrays["word3"][low:high].tolist()
                values = self._arrays["part3"][low:high].tolist()
                parts3 = {w: _EXP[q] for w, q in zip(words, values, strict=True)}
                rest3 = max(FLOOR3, _EXP[int(self._arrays["left3"][at])])
            if len(self._contexts) > 200_000:
                self._contexts.clear()
            found = self._contexts[key] = (parts3, rest3, parts2, rest2)
        return found

    def forget(self) -> None:
        """Empty the caches, as at the beginning."""
        self._rows.clear()
        self._contexts.clear()

    def log_probability(self, before: int, last: int, word: int) -> float:
        """Natural log of P(word | before, last)."""
        parts3, rest3, parts2, rest2 = self.following(before, last)
        lower = parts2.get(word, 0.0) + rest2 * self.unigram[word]
        return math.log(parts3.get(word, 0.0) + rest3 * lower)


class Model:
    """All that repair needs, loaded from corpus/models/repair/model.npz.

    words: vocabulary, lower case. kinds: SYLLABLE, ABBREVIATION (capitals only), WORD (others).
    confusions: true letters -> raw segment -> log probability. readings: raw token -> true word
    id -> times seen. read: word id -> times seen in line pairs; variety: in how many
    readings. marks: log P(this mark | a mark). known: readings found beforehand.
    """

    def __init__(self, arrays: dict[str, Any]) -> None:
        self.words = arrays["words"].tobytes().decode().split("\n")
        self.kinds: list[int] = arrays["kinds"].tolist()
        self.index = {word: i for i, word in enumerate(self.words)}
        self.language = LanguageModel(arrays)
        self.known = KnownReadings(arrays)
        facts = json.loads(arrays["facts"].tobytes().decode())
        self.confusions: dict[str, dict[str, float]] = facts["confusions"]
        self.marks: dict[str, float] = facts["marks"]
        self.readings: dict[str, dict[int, int]] = {}
        self.read: dict[int, int] = {}
        self.variety: dict[int, int] = {}
        for line in facts["readings"].split("\n"):
            token, *pairs = line.split("\t")
            row = self.readings[token] = {}
            for word, count in zip(pairs[::2], pairs[1::2], strict=True):
                row[int(word)] = int(count)
                self.read[int(word)] = self.read.get(int(word), 0) + int(count)
                self.variety[int(word)] = self.variety.get(int(word), 0) + 1


@lru_cache(maxsize=1)
def load_model() -> Model:
    """The shipped model, loaded at the first call."""
    import numpy as np

    with np.load(corpus.path("models", "repair", "model.npz")) as file:
        return Model({name: file[name] for name in file.files})
