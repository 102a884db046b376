"""Which word a damaged token is, judged by the damaged tokens around it on both sides.

A small network: hashed n-grams of the token's characters, then dilated convolutions over the
tokens, then a softmax over the vocabulary. It sees what the trigram model cannot: what follows.
Runs in numpy from one file made by `corpus/build/repair_context.py`.
Source: Bai, Kolter & Koltun 2018, "An empirical evaluation of generic convolutional and recurrent
networks for sequence modeling"; the n-grams: Bojanowski et al. 2017, "Enriching word vectors with
subword information".
"""

import json
import math
import zlib
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import corpus

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

LONGEST_GRAM: Final = 4
LONGEST_TOKEN: Final = 16
CHUNK: Final = 1024  # tokens worked on at once; each chunk sees REACH tokens beyond its ends
MAX_CACHE: Final = 50_000
UNKNOWN: Final = "<unk>"
SPECIAL: Final = ("<p>", "<n>", UNKNOWN, "<c>")  # mark, figure, unknown, rest of a word


def shape(token: str) -> str:
    """What the network sees of a token: small letters unless it is in capitals, figures as 0."""
    token = token[:LONGEST_TOKEN]
    if sum(c.isdigit() for c in token) > 1:
        return "".join("0" if c.isdigit() else c for c in token)
    upper, lower = sum(c.isupper() for c in token), sum(c.islower() for c in token)
    if upper > 1 and upper > 2 * lower:
        return token
    return ("^" if token[:1].isupper() else "") + token.lower()


def gram_rows(token: str, buckets: int) -> list[int]:
    """Rows of a token's n-grams in the embedding table, the whole token among them."""
    seen = shape(token)
    text = f"<{seen}>"
    grams = {"=" + seen}
    for size in range(1, LONGEST_GRAM + 1):
        grams.update(text[i : i + size] for i in range(len(text) - size + 1))
    return sorted(zlib.crc32(gram.encode()) % buckets for gram in grams)


def _norm(x: "Floats", scale: "Floats") -> "Floats":
    import numpy as np

    power = np.einsum("ij,ij->i", x, x) / np.float32(x.shape[1])
    scaled: Floats = x * (scale / np.sqrt(power + np.float32(1e-5))[:, None])
    return scaled


class ContextModel:
    """The network with its vocabulary; keeps only a cache of token vectors between calls."""

    def __init__(self, arrays: "dict[str, NDArray[Any]]", facts: dict[str, Any]) -> None:
        self.words: list[str] = facts["words"]
        self.index = {word: i for i, word in enumerate(self.words)}
        self.dilations: list[int] = facts["dilations"]
        self._weights: dict[str, Floats] = {n: _wide(arrays, n) for n in facts["weights"]}
        self._grams = arrays["grams"]
        self._gram_scale: Floats = arrays["grams.scale"]
        self._cache: dict[str, Floats] = {}
        self._last: tuple[tuple[str, ...], list[tuple[int, Floats]]] = ((), [])

    def scores(
        self, tokens: Sequence[str], candidates: Sequence[Sequence[str]]
    ) -> list[list[float]]:
        """Natural log P(word | all tokens around), for each candidate of each token.

        tokens: raw tokens of consecutive text. candidates[i]: lower-case spellings for token i;
        one of several words ("chính quyền") is judged by its first. Words that the network does
        not know get the probability of an unknown word. Normalised over the whole vocabulary.
        """
        out: list[list[float]] = []
        for start, hidden in self._chunks(tokens):
            out += self._read(hidden, candidates[start : start + len(hidden)])
        return out

    def odds(
        self, tokens: Sequence[str], places: "NDArray[np.int64]", words: "NDArray[np.int64]"
    ) -> "Floats":
        """Log odds, not normalised, of word `words[i]` (an index) at token `places[i]`.

        places: ascending. Much cheaper than `scores` where only candidates of one token compete.
        """
        import numpy as np

        out = np.zeros(len(places), np.float32)
        columns, bias = self._weights["out"].T, self._weights["out.bias"]
        for start, hidden in self._chunks(tokens):
            low, high = np.searchsorted(places, (start, start + len(hidden))).tolist()
            rows, chosen = hidden[places[low:high] - start], columns[words[low:high]]
            out[low:high] = np.einsum("ij,ij->i", rows, chosen) + bias[words[low:high]]
        return out

    def _chunks(self, tokens: Sequence[str]) -> "Iterator[tuple[int, Floats]]":
        """(first token, what the softmax reads) of each chunk; those of the last call are kept."""
        key, last = tuple(tokens), self._last
        if last[0] != key:
            reach, parts = 2 * sum(self.dilations), []
            for start in range(0, len(tokens), CHUNK):
                end = min(start + CHUNK, len(tokens))
                low, high = max(0, start - reach), min(len(tokens), end + reach)
                parts.append((start, self._hidden(tokens[low:high])[start - low : end - low]))
            last = self._last = key, parts  # one assignment: threads may share the model
        yield from last[1]

    def _odds(self, hidden: "Floats") -> "tuple[Floats, list[float]]":
        """Log odds of every word, and the log of their sum, for each row."""
        import numpy as np

        odds: Floats = hidden @ self._weights["out"] + self._weights["out.bias"]
        top = odds.max(axis=1)
        totals: list[float] = (top + np.log(np.exp(odds - top[:, None]).sum(axis=1))).tolist()
        return odds, totals

    def stands_for(
        self, tokens: Sequence[str], places: Sequence[int], sure: float = 0.9
    ) -> list[str]:
        """The word that a figure or mark stands for at each place: "6" was "ở"; empty for none.

        sure: least P(word), all others taken together are then below 1 - sure.
        """
        if not places:
            return []
        specials = [self.index[s] for s in SPECIAL]
        found = dict.fromkeys(places, "")
        for start, hidden in self._chunks(tokens):
            here = [p for p in places if start <= p < start + len(hidden)]
            if here:
                odds, totals = self._odds(hidden[[p - start for p in here]])
                best = odds.argmax(axis=1).tolist()
                for row, place in enumerate(here):
                    log_p = float(odds[row, best[row]]) - totals[row]
                    if best[row] not in specials and log_p > math.log(sure):
                        found[place] = self.words[best[row]]
        return [found[place] for place in places]

    def _read(self, hidden: "Floats", candidates: Sequence[Sequence[str]]) -> list[list[float]]:
        rows = [i for i, words in enumerate(candidates) if words]
        out: list[list[float]] = [[] for _ in candidates]
        if not rows:
            return out
        odds, totals = self._odds(hidden[rows])
        unknown = self.index[UNKNOWN]
        for row, (place, total) in enumerate(zip(rows, totals, strict=True)):
            line = odds[row]
            numbers = [self.index.get(w.split(" ", 1)[0], unknown) for w in candidates[place]]
            out[place] = [float(line[n]) - total for n in numbers]
        return out

    def _hidden(self, tokens: Sequence[str]) -> "Floats":
        """(len(tokens), width of the last layer): what the softmax reads."""
        import numpy as np

        w = self._weights
        x = np.maximum(self._token_vectors(tokens) @ w["token"] + w["token.bias"], 0)
        for i, step in enumerate(self.dilations):
            y = _norm(x, w[f"norm{i}"])
            wide = np.zeros((len(y), 3 * y.shape[1]), np.float32)
            size = y.shape[1]
            wide[:, size : 2 * size] = y
            if step < len(y):
                wide[step:, :size] = y[:-step]
                wide[:-step, 2 * size :] = y[step:]
            y = np.maximum(wide @ w[f"conv{i}"] + w[f"conv{i}.bias"], 0)
            x = x + y @ w[f"point{i}"]
        last: Floats = _norm(x, w["norm"]) @ w["last"]
        return last

    def _token_vectors(self, tokens: Sequence[str]) -> "Floats":
        import numpy as np

        if len(self._cache) > MAX_CACHE:
            self._cache.clear()
        for token in set(tokens):
            if token not in self._cache:
                rows = gram_rows(token, len(self._grams))
                parts = self._grams[rows] * self._gram_scale[rows, None]
                self._cache[token] = parts.mean(axis=0, dtype=np.float32)
        return np.stack([self._cache[token] for token in tokens])


def _wide(arrays: "dict[str, NDArray[Any]]", name: str) -> "Floats":
    """A weight as float32; int8 ones are scaled by column."""
    import numpy as np

    weight = arrays[name].astype(np.float32)
    scale = arrays.get(name + ".scale")
    return weight if scale is None else weight * scale


@lru_cache(maxsize=1)
def load_context() -> ContextModel | None:
    """The shipped network; None where its file is missing."""
    import numpy as np

    path = corpus.path("models", "repair", "context.npz")
    if not path.exists():
        return None
    with np.load(path) as file:
        arrays = {name: file[name] for name in file.files}
    return ContextModel(arrays, json.loads(arrays.pop("facts").tobytes().decode()))
