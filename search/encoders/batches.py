"""Texts to batches that fit into the memory of an office computer."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

_TOKENS = 8192
"""Tokens of a batch, filled up to its longest text: under 1 GB for a model of 24 layers."""
_MOST = 64
_CHARACTERS = 3  # of Vietnamese text for each token of a multilingual vocabulary, at least


def batches(lengths: Sequence[int], limit: int | None) -> Iterator[npt.NDArray[np.int64]]:
    """Rows batch by batch, texts of like length together, longest first.

    lengths: characters of each text. limit: tokens that the model reads of one, None for all.
    The longest come first: if memory is too small, that shows at once.
    """
    order = np.argsort(-np.asarray(lengths, np.int64), kind="stable")
    start = 0
    while start < len(order):
        tokens = lengths[order[start]] // _CHARACTERS + 8
        tokens = min(tokens, limit or tokens)
        size = max(1, min(_MOST, _TOKENS // max(1, tokens)))
        yield order[start : start + size]
        start += size


def storable(text: str) -> str:
    """Text without lone surrogates, which tokenizers refuse."""
    return text.encode("utf-8", "replace").decode("utf-8")
