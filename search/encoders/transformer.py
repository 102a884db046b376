"""Any model that sentence-transformers loads from a folder, on the processor, offline.

Maximum length, pooling, normalisation and prompts are the model's own (`prompts.of`); vectors
are brought to unit length whatever the model does, so that the product of two is their cosine.
"""

import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from kg.errors import ModelError
from kg.model import Passage
from search.encoders import place, prompts
from search.encoders.batches import batches, storable
from search.encoders.memory import loading
from search.encoders.reference import ModelReference
from search.encoders.vectors import Floats, Progress, unit

_LONGEST = 1 << 20


class TransformerEncoder:
    """A sentence-transformers model: BERT, XLM-R, PhoBERT, StaticEmbedding, model2vec."""

    def __init__(self, reference: ModelReference) -> None:
        """Raises ModelError where the model is not here, not whole, too large or unsafe.

        segmented: whether it wants words joined ("nhân_dân"). Text is given as it is written:
        such a model does worse here than published.
        """
        folder = place.find(reference.name)
        place.check(folder)
        _refuse_pairs(folder)
        self.prompts = prompts.of(reference, folder)
        self.segmented = _segmented(folder)
        self._model = _load(folder)
        self._alone = threading.Lock()  # fast tokenizers fail when two threads use one
        if reference.length is not None:
            self._shorten(reference.length)
        self._kept = _kept(reference, int(self._model.get_embedding_dimension() or 0))

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._kept

    @property
    def length(self) -> int | None:
        """Tokens that the model reads of a text; None where it reads all."""
        found = self._model.max_seq_length
        return int(found) if found and found < _LONGEST else None

    def passages(self, passages: Sequence[Passage], progress: Progress | None = None) -> Floats:
        """One row for each passage; what lies beyond the model's length is not read."""
        texts = [passage_text(passage, self.length) for passage in passages]
        return self._encode(texts, "document", self.prompts.passage, progress)

    def queries(self, queries: Sequence[str]) -> Floats:
        """One row for each question; zeros for a question without content."""
        vectors = self._encode(list(queries), "query", self.prompts.query, None)
        vectors[[not query.strip() for query in queries]] = 0
        return vectors

    def _shorten(self, length: int) -> None:
        """At most as many tokens as the model has places for."""
        with suppress(AttributeError):  # a static model reads every term, whatever is set
            self._model.max_seq_length = min(length, self.length or length)

    def _encode(
        self, texts: list[str], task: str, prompt: str, progress: Progress | None
    ) -> Floats:
        """Vectors in the order of `texts`; encoded from short to long, so that little is padded."""
        vectors = np.zeros((len(texts), self._kept), np.float32)
        for rows in batches([len(prompt) + len(text) for text in texts], self.length):
            with self._alone:
                found = self._model.encode(
                    [storable(texts[row]) for row in rows],
                    prompt=prompt,
                    task=task,
                    batch_size=len(rows),
                    show_progress_bar=False,
                )
            vectors[rows] = np.asarray(found, np.float32)[:, : self._kept]
            if progress is not None:
                progress(len(rows))
        return unit(vectors)


def passage_text(passage: Passage, length: int | None) -> str:
    """Title, heading and text on lines of their own, as a model reads them.

    length: tokens that the model reads. Title and heading take no more words than a quarter of
    it each, so that a long title leaves room for the heading and both for the text.
    """
    most = None if length is None else max(1, length // 4)
    heading = passage.heading_path[-1] if passage.heading_path else ""
    heading = "" if heading == passage.title else heading
    parts = (" ".join(passage.title.split()[:most]), " ".join(heading.split()[:most]), passage.text)
    return "\n".join(part for part in parts if part)


def _load(folder: Path) -> Any:  # noqa: ANN401 - a class of a library not loaded yet
    with loading(folder, place.weight_bytes(folder)):
        from sentence_transformers import SentenceTransformer
        from sentence_transformers.sentence_transformer.modules import StaticEmbedding

        if _is_model2vec(folder):
            return SentenceTransformer(modules=[StaticEmbedding.load(str(folder))], device="cpu")
        model = SentenceTransformer(
            str(folder),
            device="cpu",
            local_files_only=True,
            trust_remote_code=False,
            model_kwargs={"dtype": "float32"},  # half precision is slow on most processors
        )
        return model.eval()


def _is_model2vec(folder: Path) -> bool:
    """A folder that model2vec alone wrote: without the list of modules."""
    if (folder / "modules.json").exists():
        return False
    return place.facts(folder / "config.json").get("model_type") == "model2vec"


def _segmented(folder: Path) -> bool:
    """Whether the model was trained on text whose words are joined by "_" (PhoBERT and kin)."""
    tokenizer = place.facts(folder / "tokenizer_config.json").get("tokenizer_class")
    return str(tokenizer).startswith("Phobert")


def _refuse_pairs(folder: Path) -> None:
    """A cross-encoder has no vectors; what could be drawn from its inside finds nothing."""
    kind = place.facts(folder / "config_sentence_transformers.json").get("model_type")
    built = place.facts(folder / "config.json").get("architectures") or []
    pooled = (folder / "1_Pooling").exists()
    if kind == "CrossEncoder" or (
        not pooled and any(str(one).endswith("ForSequenceClassification") for one in built)
    ):
        raise ModelError(
            f"Mô hình “{folder}” chấm điểm từng cặp (cross-encoder), không tạo vectơ.",
            "Hãy nêu nó bằng --cross-encoder.",
        )


def _kept(reference: ModelReference, whole: int) -> int:
    """Numbers kept of a vector. Raises ModelError where the model gives fewer."""
    if reference.dimension is not None and reference.dimension > whole:
        raise ModelError(
            f"Mô hình “{reference.name}” cho vectơ {whole} chiều, "
            f"không lấy được {reference.dimension} chiều.",
            'Hãy giảm "dimension" trong search.json.',
        )
    return reference.dimension or whole
