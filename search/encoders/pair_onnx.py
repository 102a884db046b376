"""A cross-encoder's int8 file, run by onnxruntime: a fraction of the time and memory of torch.

The optional packages of `pip install "cancu[onnx]"`. Files named as sentence-transformers and
optimum name them: onnx/model_quint8_avx2.onnx, onnx/model_quantized.onnx, model_int8.onnx …
"""

import platform
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from search.encoders import place
from search.encoders.memory import loading
from search.encoders.vectors import Floats

_LENGTH = 512
_NAMES = ("quint8_avx2", "qint8", "quantized", "int8", "uint8")
"""What an int8 file's name says, best first; 8-bit files for other processors run, slower."""
_ARM_NAMES = ("qint8_arm64", "quantized", "int8", "uint8")


def quantised(folder: Path) -> Path | None:
    """The int8 file for this processor; None where there is none or onnxruntime is missing."""
    if find_spec("onnxruntime") is None or not (folder / "tokenizer.json").is_file():
        return None
    files = sorted(folder.glob("onnx/*.onnx")) + sorted(folder.glob("*.onnx"))
    arm = platform.machine().lower() in {"arm64", "aarch64"}
    for name in _ARM_NAMES if arm else _NAMES:
        for file in files:
            if name in file.stem:
                return file
    return None


class OnnxPairs:
    """Scores of pairs by an ONNX file with its tokenizer.json and config.json beside or above."""

    def __init__(self, file: Path, length: int | None) -> None:
        """Raises ModelError where it cannot be read."""
        folder = file.parent.parent if file.parent.name == "onnx" else file.parent
        with loading(folder, file.stat().st_size, hub=False):
            import onnxruntime
            from tokenizers import Tokenizer

            self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._session: Any = onnxruntime.InferenceSession(
                str(file), providers=["CPUExecutionProvider"]
            )
        self._inputs = {one.name for one in self._session.get_inputs()}
        self._typed = _typed(folder)
        self._activation = _activation(folder)
        self.length = min(length or _LENGTH, _own_length(folder))
        padding = place.facts(folder / "config.json").get("pad_token_id") or 0
        self._tokenizer.enable_truncation(self.length, strategy="longest_first")
        self._tokenizer.enable_padding(pad_id=padding)

    def scores(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """One score for each pair, float32 (n,)."""
        read = self._tokenizer.encode_batch(list(pairs))
        fields = {
            "input_ids": "ids",
            "attention_mask": "attention_mask",
            "token_type_ids": "type_ids",
        }
        given = {
            name: np.array([getattr(one, field) for one in read], np.int64)
            for name, field in fields.items()
            if name in self._inputs
        }
        if not self._typed and "token_type_ids" in given:
            given["token_type_ids"][:] = 0
        logits = np.asarray(self._session.run(None, given)[0], np.float32)
        single = logits.ndim == 1 or logits.shape[1] == 1
        scores = one_score(logits)
        return _sigmoid(scores) if single and self._activation == "Sigmoid" else scores


def one_score(found: Floats) -> Floats:
    """Scores (n,) of a model's (n,), (n, 1), or (n, 2): by how much the second class leads."""
    if found.ndim == 1:
        return found
    led: Floats = found[:, 0] if found.shape[1] == 1 else found[:, 1] - found[:, 0]
    return led


def _sigmoid(logits: Floats) -> Floats:
    squashed: Floats = (1 / (1 + np.exp(-logits.astype(np.float64)))).astype(np.float32)
    return squashed


def _activation(folder: Path) -> str:
    """Last part of the activation's name in the model's files; Sigmoid where they name none."""
    config = place.facts(folder / "config.json")
    named = (
        place.facts(folder / "config_sentence_transformers.json").get("activation_fn")
        or (config.get("sentence_transformers") or {}).get("activation_fn")
        or config.get("sbert_ce_default_activation_function")
        or "Sigmoid"
    )
    return str(named).rsplit(".", 1)[-1]


def _typed(folder: Path) -> bool:
    """Whether question and passage are told apart by a number each, as transformers decides it."""
    config = place.facts(folder / "tokenizer_config.json")
    names = config.get("model_input_names")
    if names:
        return "token_type_ids" in names
    return str(config.get("tokenizer_class")).startswith(("BertTokenizer", "Deberta"))


def _own_length(folder: Path) -> int:
    """Tokens that the model's files allow: of its tokenizer, its module, its places."""
    config = place.facts(folder / "config.json")
    places = config.get("max_position_embeddings")
    if places and config.get("model_type") in {"roberta", "xlm-roberta", "camembert"}:
        places -= 2  # numbered from behind the padding's number
    said = (
        place.facts(folder / "sentence_bert_config.json").get("max_seq_length"),
        place.facts(folder / "tokenizer_config.json").get("model_max_length"),
        places,
    )
    return int(min([one for one in said if one], default=_LENGTH))
