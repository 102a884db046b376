"""The shipped model, read with numpy: a text is the mean of its terms' rows.

corpus/models/embedding (made by corpus/build/embedding_model.py) is a `StaticEmbedding` of
sentence-transformers: `embeddings`, one row for each term, int8 with one scale each in `weights`,
or floats without; tokenizer.json, whole words between blanks. Importing sentence-transformers
costs seconds and the mean costs nothing; a test holds this equal to its own `encode` and to a
reading of the bytes by hand.
"""

from collections.abc import Sequence
from functools import lru_cache
from itertools import chain, pairwise, repeat
from pathlib import Path
from typing import Any, Literal

import msgspec
import numpy as np
import numpy.typing as npt

from kg.errors import ModelError
from kg.model import Passage
from search.analysis import headed_article, pairs, words
from search.encoders.vectors import Floats, Progress, unit

LONGEST = 300
"""Words of a passage's body that a vector is made of."""

DESCRIPTION = "cancu.json"
"""The file that tells a model of this kind from others."""

TITLE_REPEATS, HEADING_REPEATS = 2, 5
_BATCH = 2048  # passages: about a million terms, 30 MB while they are summed

Weighted = tuple[list[int], int]
"""Rows of a part's terms, and how many times the part counts."""


def static_text(text: str) -> str:
    """What the shipped model reads: folded syllables, then their pairs, between blanks.

    >>> static_text("Ủy ban xã")
    'uy ban xa uy_ban ban_xa'
    """
    syllables = words(text)
    return " ".join(syllables + pairs(syllables))


def passage_parts(passage: Passage) -> tuple[tuple[str, int], ...]:
    """Title, heading and body of a passage, each with the times it counts.

    A heading that repeats the title is counted once; of "Điều 5. Tên" the name counts.
    """
    heading = passage.heading_path[-1] if passage.heading_path else ""
    heading = "" if heading == passage.title else headed_article(heading)[1]
    body = " ".join(passage.text.split()[:LONGEST])
    return (passage.title, TITLE_REPEATS), (heading, HEADING_REPEATS), (body, 1)


def passage_text(passage: Passage) -> str:
    """What a static model reads of a passage; its headings weigh by repetition."""
    return " ".join(
        " ".join([static_text(part)] * times) for part, times in passage_parts(passage) if part
    )


class StaticEncoder:
    """The shipped model, or one retrained by the same script, read without torch."""

    def __init__(self, folder: Path) -> None:
        """Raises ModelError where a file is missing, damaged or of another kind."""
        try:
            self._rows, self._scales = _table(folder / "model.safetensors")
            self._ids, self._unknown = _vocabulary(folder / "tokenizer.json")
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise _damaged(folder) from error
        if max(self._ids.values(), default=0) >= len(self._rows):
            raise _damaged(folder)
        self._headings = lru_cache(maxsize=4096)(self._terms)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._rows.shape[1])

    def passages(self, passages: Sequence[Passage], progress: Progress | None = None) -> Floats:
        """One row for each passage."""
        found = []
        for start in range(0, len(passages), _BATCH):
            batch = passages[start : start + _BATCH]
            found.append(self._sums([self._weighted(passage) for passage in batch]))
            if progress is not None:
                progress(len(batch))
        return np.concatenate(found) if found else np.zeros((0, self.dimension), np.float32)

    def queries(self, queries: Sequence[str]) -> Floats:
        """One row for each question."""
        return self.texts([static_text(query) for query in queries])

    def texts(self, texts: Sequence[str]) -> Floats:
        """Mean of the rows of each text's terms, scaled to length 1."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for at, text in enumerate(texts):
            ids = [self._ids.get(term, self._unknown) for term in text.split()]
            if ids:
                vectors[at] = self._scales[ids] @ self._rows[ids].astype(np.float32)
                vectors[at] /= len(ids)
        return unit(vectors)

    def _weighted(self, passage: Passage) -> list[Weighted]:
        (title, titled), (heading, headed), (body, once) = passage_parts(passage)
        return [
            (self._headings(title), titled),
            (self._headings(heading), headed),
            (self._terms(body), once),
        ]

    def _terms(self, text: str) -> list[int]:
        """Rows of a text's syllables and pairs: `static_text`, without writing it."""
        syllables = words(text)
        joined = map("_".join, pairwise(syllables))
        found = list(map(self._ids.get, syllables, repeat(self._unknown)))
        found += map(self._ids.get, joined, repeat(self._unknown))
        return found

    def _sums(self, texts: Sequence[Sequence[Weighted]]) -> Floats:
        """Weighted sum of rows for each text, scaled to length 1: one sparse product."""
        from scipy.sparse import csr_array

        parts = list(chain.from_iterable(texts))
        counts = np.array([len(ids) for ids, _ in parts], np.int64)
        times = np.repeat([weight for _, weight in parts], counts)
        flat = np.fromiter(chain.from_iterable(ids for ids, _ in parts), np.int64, counts.sum())
        used = np.zeros(len(self._rows), bool)
        used[flat] = True
        needed = np.flatnonzero(used)
        place = np.zeros(len(self._rows), np.int32)
        place[needed] = np.arange(len(needed))
        ends = np.concatenate([[0], counts.cumsum()])[:: len(parts) // len(texts)]
        amounts = (times * self._scales[flat]).astype(np.float32)
        terms = csr_array((amounts, place[flat], ends), shape=(len(texts), len(needed)))
        summed: Floats = terms @ self._rows[needed].astype(np.float32)
        return unit(summed)


def _table(file: Path) -> tuple[npt.NDArray[Any], Floats]:
    """Rows, (n, d), and one scale for each, (n,)."""
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        tensors = load_file(file)
    except SafetensorError as error:
        raise ValueError(str(error)) from error
    rows = tensors["embeddings"] if "embeddings" in tensors else tensors["embedding.weight"]
    scales = tensors.get("weights", np.ones(len(rows)))
    if rows.ndim != 2 or scales.shape != (len(rows),):
        raise ValueError(f"rows {rows.shape}, scales {scales.shape}")
    return rows, scales.astype(np.float32)


class _Terms(msgspec.Struct):
    """The part of tokenizer.json that lists whole words."""

    type: Literal["WordLevel"]
    vocab: dict[str, int]
    unk_token: str


class _Tokenizer(msgspec.Struct):
    """tokenizer.json, as far as it is needed; read so in half the time of `json`."""

    model: _Terms


def _vocabulary(file: Path) -> tuple[dict[str, int], int]:
    """Term -> row, and the row of unknown terms."""
    terms = msgspec.json.decode(file.read_bytes(), type=_Tokenizer).model
    return terms.vocab, terms.vocab[terms.unk_token]


def _damaged(folder: Path) -> ModelError:
    return ModelError(
        f"Mô hình tìm kiếm ở “{folder}” thiếu tệp hoặc đã hỏng.",
        "Hãy cài lại chương trình, hoặc chép lại thư mục mô hình.",
    )
