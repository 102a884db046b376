"""A second stage that reads question and passage together: a cross-encoder, if one is chosen.

Source: Nogueira & Cho 2019, "Passage Re-ranking with BERT". Any `CrossEncoder` of
sentence-transformers with one score for a pair (or two classes, of which the second means
"fits"), from a folder or the local cache of the hub; maximum length and activation are its own.
A folder that holds an int8 ONNX file is run by onnxruntime where that is installed, without torch.
"""

import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from kg.errors import ModelError
from search.encoders import digest, place
from search.encoders.batches import batches, storable
from search.encoders.memory import loading
from search.encoders.pair_onnx import OnnxPairs, one_score, quantised
from search.encoders.reference import ModelReference, parse
from search.encoders.vectors import Floats

if TYPE_CHECKING:
    from search.candidates import Candidates

TOP = 50
"""Candidates that are read where the settings name no number: seconds for twelve small layers."""

_LENGTH = 512  # where a model's files name none
_KINDS = ("ForSequenceClassification", "ForCausalLM")


class Pairs(Protocol):
    """A loaded model."""

    length: int

    def scores(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """One score for each (question, passage), float32 (n,); the greatest fits best."""
        ...


class CrossEncoder:
    """Reads the first candidates again and orders them anew; the others follow as they were."""

    def __init__(self, reference: ModelReference) -> None:
        """Raises ModelError where the model is not here, not whole, or no cross-encoder."""
        self.top = reference.top or TOP
        self._pairs = _load(reference)
        self._alone = threading.Lock()  # fast tokenizers fail when two threads use one

    def scores(self, query: str, found: "Candidates") -> Floats:
        """A score for each candidate, float32 (n,); the greatest is the best.

        The first `top` get the model's own scores. Those after them get less than any of these,
        falling in their old order. Where nobody gives the texts, the old scores stand.
        """
        if found.texts is None:
            return found.fused
        texts = found.texts()[: self.top]
        judged = self.pairs(query, texts)
        return np.concatenate([judged, _below(judged, len(found.rows) - len(judged))])

    def pairs(self, query: str, texts: Sequence[str]) -> Floats:
        """The model's score of each text for this question, float32 (n,), in order."""
        words = query.split()[: max(1, self._pairs.length // 3)]  # a long one leaves room
        asked = storable(" ".join(words))
        scores = np.zeros(len(texts), np.float32)
        for rows in batches([len(asked) + len(text) for text in texts], self._pairs.length):
            with self._alone:
                scores[rows] = self._pairs.scores([(asked, storable(texts[row])) for row in rows])
        return scores


class _TorchPairs:
    """A model run by sentence-transformers."""

    def __init__(self, folder: Path, length: int | None) -> None:
        with loading(folder, place.weight_bytes(folder)):
            from sentence_transformers import CrossEncoder as Model

            self._model: Any = Model(
                str(folder),
                device="cpu",
                local_files_only=True,
                trust_remote_code=False,
                model_kwargs={"dtype": "float32"},
            ).eval()
        own = int(self._model.max_seq_length or _LENGTH)
        self.length = min(length or own, own)
        self._model.max_seq_length = self.length
        if self._model.num_labels > 2:
            raise _no_cross_encoder(folder)

    def scores(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        found = self._model.predict(list(pairs), batch_size=len(pairs), show_progress_bar=False)
        return one_score(np.asarray(found, np.float32))


def _load(reference: ModelReference) -> Pairs:
    folder = place.find(reference.name)
    file = quantised(folder)
    if file is not None:
        return OnnxPairs(file, reference.length)
    place.check(folder)
    kinds = place.facts(folder / "config.json").get("architectures") or []
    if not any(str(kind).endswith(_KINDS) for kind in kinds):
        raise _no_cross_encoder(folder)
    return _TorchPairs(folder, reference.length)


def load(model: str) -> CrossEncoder:
    """The cross-encoder of this name (`search.encoders.reference`), kept while its files stay.

    Raises ModelError, one sentence, where it cannot be used.
    """
    return _loaded(model, fingerprint(model))


def check(model: str) -> CrossEncoder:
    """Load a cross-encoder and let it judge a pair, before a library depends on it.

    Raises ModelError where it cannot be loaded, or gives no number.
    """
    found = load(model)
    if not np.isfinite(found.pairs("Văn bản còn hiệu lực không?", ["Văn bản còn hiệu lực."])).all():
        raise ModelError(f"Mô hình “{model}” cho điểm không dùng được.", "Hãy chọn mô hình khác.")
    return found


@lru_cache(maxsize=1)
def _loaded(model: str, content: str) -> CrossEncoder:  # noqa: ARG001 - part of the cache's key
    return CrossEncoder(parse(model))


def fingerprint(model: str) -> str:
    """Short name of its content; of its name alone where it is not on this computer."""
    try:
        folder = place.find(parse(model).name)
        return digest.of_folder(folder) if place.is_model(folder) else f"missing {model}"
    except (ModelError, OSError):
        return f"missing {model}"


def _below(judged: Floats, count: int) -> Floats:
    """Falling scores for `count` more, all less than those judged."""
    low = float(judged.min(initial=0.0))
    step = max(float(np.ptp(judged)) if len(judged) else 1.0, 1e-3) / 1000
    return (low - step * np.arange(1, count + 1)).astype(np.float32)


def _no_cross_encoder(folder: Path) -> ModelError:
    return ModelError(
        f"Mô hình “{folder}” không chấm điểm cặp câu hỏi và đoạn văn.",
        "Hãy nêu một mô hình cross-encoder (reranker).",
    )
