"""Plain arrays in files, memory-mapped: what is not read is not loaded.

A file holds nothing but the numbers, so it can be written as they come; whoever opens it knows
how many there must be, and a cut file is noticed.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def mapped(file: Path, kind: npt.DTypeLike, count: int) -> Array:
    """The numbers of a file, read-only. Raises ValueError or OSError unless there are `count`."""
    size = np.dtype(kind).itemsize * count
    if count < 0 or file.stat().st_size != size:
        raise ValueError(f"{file.name} does not hold {count} numbers")
    if not size:
        return np.empty(0, kind)
    # A bare view: slices of a memmap object cost ten times those of an array.
    return np.memmap(file, kind, mode="r").view(np.ndarray)


class Texts:
    """Many short texts in two files, `<name>.bytes` and `<name>.ends`; none is read at opening."""

    def __init__(self, stem: Path, count: int) -> None:
        """Raises ValueError or OSError where the files do not hold `count` texts."""
        self._ends = mapped(stem.with_suffix(".ends"), np.uint64, count)
        last = int(self._ends[-1]) if count else 0
        self._bytes = mapped(stem.with_suffix(".bytes"), np.uint8, last)

    def __len__(self) -> int:
        """Number of texts."""
        return len(self._ends)

    def __getitem__(self, at: int) -> str:
        """The text at a place, from 0."""
        begin = int(self._ends[at - 1]) if at else 0
        return self._bytes[begin : int(self._ends[at])].tobytes().decode()

    def all(self) -> list[str]:
        """Every text, in order."""
        data, begin, found = self._bytes.tobytes(), 0, []
        for end in self._ends.tolist():
            found.append(data[begin:end].decode())
            begin = end
        return found


def write_texts(stem: Path, texts: Sequence[str]) -> None:
    """Write `texts` for `Texts`."""
    encoded = [text.encode() for text in texts]
    stem.with_suffix(".bytes").write_bytes(b"".join(encoded))
    ends = np.cumsum([len(one) for one in encoded], dtype=np.uint64)
    ends.tofile(stem.with_suffix(".ends"))
