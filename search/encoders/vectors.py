"""Vectors, and what every encoder offers."""

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from kg.model import Passage

Floats = npt.NDArray[np.float32]
Progress = Callable[[int], None]
"""Called now and then with the number of texts done since the last call."""


class Encoder(Protocol):
    """Vectors of unit length (or all zero, for text without a known word), float32, (n, d)."""

    @property
    def dimension(self) -> int:
        """Length of a vector, d."""
        ...

    def passages(self, passages: Sequence[Passage], progress: Progress | None = None) -> Floats:
        """One row for each passage."""
        ...

    def queries(self, queries: Sequence[str]) -> Floats:
        """One row for each question."""
        ...


def unit(vectors: Floats) -> Floats:
    """Rows scaled to length 1; a row of zeros stays as it is."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Floats = (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return scaled
