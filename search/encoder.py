"""Text to vectors: the shipped static model, or any sentence-transformers model.

A model is named by one string (`search.encoders.reference`): None for the shipped one, a folder,
or a hub name that the local cache holds, with options. `search.settings` makes such strings from
what a library's users chose; an index's manifest keeps the one that made it.
"""

import hashlib
import threading
from functools import lru_cache

import numpy as np

import corpus
from kg.errors import ModelError
from kg.model import Passage
from search.encoders import digest, place, prompts
from search.encoders.reference import parse
from search.encoders.static import (
    DESCRIPTION,
    LONGEST,
    StaticEncoder,
    passage_text,
    static_text,
)
from search.encoders.transformer import TransformerEncoder
from search.encoders.vectors import Encoder, Floats, Progress, unit

__all__ = [
    "LONGEST",
    "Encoder",
    "Floats",
    "Progress",
    "StaticEncoder",
    "TransformerEncoder",
    "check",
    "fingerprint",
    "load",
    "passage_text",
    "static_text",
    "unit",
]

_LOADING = threading.Lock()
_OTHER = "Hãy chọn mô hình khác."
_LAYOUT = 1  # how a passage is written for a transformer; counted up where that changes


def load(model: str | None = None) -> Encoder:
    """The shipped model, or the one of this name; kept while its files stay as they are.

    Raises ModelError, one sentence, where it is not on this computer, not whole, or unusable.
    """
    with _LOADING:  # two threads at a cold start load one copy
        return _loaded(model, fingerprint(model))


@lru_cache(maxsize=2)  # the one in use, and the next while an index is rebuilt
def _loaded(model: str | None, content: str) -> Encoder:  # noqa: ARG001 - part of the cache's key
    if model is None:
        return StaticEncoder(corpus.path("models", "embedding"))
    reference = parse(model)
    folder = place.find(reference.name)
    if (folder / DESCRIPTION).is_file():
        return StaticEncoder(folder)
    return TransformerEncoder(reference)


def check(model: str | None) -> Encoder:
    """Load a model and let it read a question and a passage, before a library depends on it.

    Raises ModelError where it cannot be loaded, or gives no usable vectors.
    """
    found = load(model)
    said = "Căn cứ và hiệu lực của văn bản"
    vectors = (found.queries([said]), found.passages([Passage("1#1", "1", (said,), said, 1, 1)]))
    for vector in vectors:
        if vector.shape != (1, found.dimension) or not np.isfinite(vector).all():
            raise ModelError(f"Mô hình “{model}” cho vectơ không dùng được.", _OTHER)
        if not vector.any():
            raise ModelError(f"Mô hình “{model}” không đọc được tiếng Việt.", _OTHER)
    return found


def fingerprint(model: str | None = None) -> str:
    """Short name of a model's content and options: an index made by another one is rebuilt.

    What it catches and what not: `search.encoders.digest`. A model that is not on this computer,
    or whose files cannot be read, is named by its name alone.
    """
    if model is None:
        return digest.of_folder(corpus.path("models", "embedding"))
    try:
        reference = parse(model)
        folder = place.find(reference.name)
        if (folder / DESCRIPTION).is_file():
            return digest.of_folder(folder)
        if not place.is_model(folder):
            return _short(f"missing\0{model}")
        content = digest.of_folder(folder)
        wanted = prompts.of(reference, folder)
    except (ModelError, OSError):
        return _short(f"missing\0{model}")
    options = (wanted.query, wanted.passage, reference.length, reference.dimension, _LAYOUT)
    return _short(f"{content}\0{options!r}")


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
