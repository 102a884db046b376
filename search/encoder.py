"""Text to vectors: the shipped static model, or any sentence-transformers model.

The shipped model (corpus/models/embedding, made by corpus/build/embedding_model.py) is a
`StaticEmbedding`: a vector is the mean of its terms' rows. Importing sentence-transformers costs
seconds and the mean costs nothing, so its files are read with numpy; a test holds this equal to
sentence-transformers' own `encode`.
"""

import hashlib
import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

import corpus
from kg.model import Passage
from search.analysis import pairs, words

Floats = npt.NDArray[np.float32]

LONGEST = 300
"""Words of a passage's body that a vector is made of."""
_TITLE_REPEATS, _HEADING_REPEATS = 2, 5
_DESCRIPTION = "cancu.json"


class Encoder(Protocol):
    """Vectors of unit length (or all zero, for text without a known word), float32, (n, d)."""

    def passages(self, passages: Sequence[Passage]) -> Floats:
        """One row for each passage."""
        ...

    def queries(self, queries: Sequence[str]) -> Floats:
        """One row for each question."""
        ...


def static_text(text: str) -> str:
    """What the shipped model reads: folded syllables, then their pairs, between blanks.

    >>> static_text("Ủy ban xã")
    'uy ban xa uy_ban ban_xa'
    """
    syllables = words(text)
    return " ".join(syllables + pairs(syllables))


def passage_text(passage: Passage) -> str:
    """What a static model reads of a passage; its headings weigh by repetition."""
    heading = passage.heading_path[-1] if passage.heading_path else ""
    heading = "" if heading == passage.title else heading
    body = " ".join(passage.text.split()[:LONGEST])
    parts = ((passage.title, _TITLE_REPEATS), (heading, _HEADING_REPEATS), (body, 1))
    return " ".join(" ".join([static_text(part)] * repeats) for part, repeats in parts if part)


def unit(vectors: Floats) -> Floats:
    """Rows scaled to length 1; a row of zeros stays as it is."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Floats = (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return scaled


class StaticEncoder:
    """The shipped model, read without torch."""

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file

        tensors = load_file(folder / "model.safetensors")
        self._rows: npt.NDArray[np.int8] = tensors["embeddings"]
        self._scales: Floats = tensors["weights"].astype(np.float32)
        tokenizer = json.loads((folder / "tokenizer.json").read_text("utf-8"))
        self._ids: dict[str, int] = tokenizer["model"]["vocab"]
        self._unknown = self._ids[tokenizer["model"]["unk_token"]]

    def passages(self, passages: Sequence[Passage]) -> Floats:
        """One row for each passage."""
        return self.texts([passage_text(passage) for passage in passages])

    def queries(self, queries: Sequence[str]) -> Floats:
        """One row for each question."""
        return self.texts([static_text(query) for query in queries])

    def texts(self, texts: Sequence[str]) -> Floats:
        """Mean of the rows of each text's terms, scaled to length 1."""
        vectors = np.zeros((len(texts), self._rows.shape[1]), np.float32)
        for at, text in enumerate(texts):
            ids = [self._ids.get(term, self._unknown) for term in text.split()]
            if ids:
                vectors[at] = self._scales[ids] @ self._rows[ids].astype(np.float32)
                vectors[at] /= len(ids)
        return unit(vectors)


class TransformerEncoder:
    """Any model that sentence-transformers loads, from a folder or a hub."""

    def __init__(self, name: str) -> None:
        from sentence_transformers import SentenceTransformer

        self._model = SentenceTransformer(name, device="cpu")

    def passages(self, passages: Sequence[Passage]) -> Floats:
        """One row for each passage; the model's own prompt for documents is used."""
        texts = [
            "\n".join(part for part in (one.title, *one.heading_path[-1:], one.text) if part)
            for one in passages
        ]
        return unit(np.asarray(self._model.encode_document(texts), np.float32))

    def queries(self, queries: Sequence[str]) -> Floats:
        """One row for each question; the model's own prompt for queries is used."""
        return unit(np.asarray(self._model.encode_query(list(queries)), np.float32))


@cache
def load(model: str | None = None) -> Encoder:
    """The shipped model, or the one of this folder or hub name."""
    folder = _folder(model)
    if (folder / _DESCRIPTION).is_file():
        return StaticEncoder(folder)
    return TransformerEncoder(str(model))


@cache
def fingerprint(model: str | None = None) -> str:
    """Short name of a model's content: an index made by another model is rebuilt.

    A model that is no local folder is named by its name alone.
    """
    folder = _folder(model)
    weights = sorted(folder.rglob("*.safetensors")) + sorted(folder.rglob("tokenizer.json"))
    digest = hashlib.sha256(b"" if weights else str(model).encode())
    for file in weights:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _folder(model: str | None) -> Path:
    return Path(model) if model else corpus.path("models", "embedding")
