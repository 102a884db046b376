"""The forward index: what each passage says, field by field, as numbers of its syllables.

    tokens.bin     syllable numbers of all passages, one after the other (uint16)
    lengths.bin    for each passage, how many belong to title, above, heading, body (uint16 x 4)
    starts.bin     where each passage begins (uint64)

A second stage reads some 150 of a million passages for a question: memory-mapped, that is a few
hundred kilobytes. The numbering is the second stage's own (`Tokens`).
"""

import hashlib
from array import array
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

import corpus
from search.arrays import mapped
from search.fields import Fields

LONGEST_BODY = 2_000
"""Syllables of a body that are kept."""
_LONGEST_FIELD = 65_535

Syllables = npt.NDArray[np.uint16]
Parts = tuple[Syllables, Syllables, Syllables, Syllables]
"""Syllable numbers of title, headings above, heading and body."""

EMPTY: Parts = (np.empty(0, np.uint16),) * 4


@dataclass(frozen=True, slots=True)
class Tokens:
    """How syllables are numbered. fingerprint: changes when the numbers do."""

    ids: Callable[[Fields], Parts]
    fingerprint: str


@cache
def shipped() -> Tokens:
    """The numbering that the shipped second stage was trained with."""
    from search.ranking import tokens

    known = corpus.path("models", "ranking", "syllables.csv").read_bytes()
    return Tokens(tokens.ids, hashlib.sha256(known).hexdigest()[:16])


class ForwardWriter:
    """Writes passages as they come; only their lengths are held in memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tokens: BinaryIO = (folder / "tokens.bin").open("wb")
        self._lengths = array("H")
        self._starts = array("Q")
        self._count = 0

    def add(self, parts: Parts) -> None:
        """One passage; its body is cut at 2,000 syllables."""
        limits = (_LONGEST_FIELD, _LONGEST_FIELD, _LONGEST_FIELD, LONGEST_BODY)
        self._starts.append(self._count)
        for part, limit in zip(parts, limits, strict=True):
            kept = np.ascontiguousarray(part[:limit], np.uint16)
            self._tokens.write(kept.tobytes())
            self._lengths.append(len(kept))
            self._count += len(kept)

    def finish(self) -> None:
        """Write what is left and close the files."""
        self._tokens.close()
        for name, numbers in (("lengths.bin", self._lengths), ("starts.bin", self._starts)):
            with (self._folder / name).open("wb") as file:
                numbers.tofile(file)


class Forward:
    """The forward index of one segment, open for reading."""

    def __init__(self, folder: Path, count: int) -> None:
        """Raises ValueError or OSError where the files do not hold `count` passages."""
        flat = mapped(folder / "lengths.bin", np.uint16, 4 * count)
        self._lengths: npt.NDArray[np.uint16] = flat.reshape(count, 4)
        self._starts: npt.NDArray[np.uint64] = mapped(folder / "starts.bin", np.uint64, count)
        total = int(self._starts[-1]) + int(self._lengths[-1].sum(dtype=int)) if count else 0
        self._tokens: Syllables = mapped(folder / "tokens.bin", np.uint16, total)

    def __len__(self) -> int:
        """Number of passages."""
        return len(self._starts)

    def read(self, places: npt.NDArray[np.int64]) -> list[Parts]:
        """Fields of the passages at these places of the segment, views of the file."""
        tokens = self._tokens
        found: list[Parts] = []
        starts, lengths = self._starts[places].tolist(), self._lengths[places].tolist()
        for start, (title, above, heading, body) in zip(starts, lengths, strict=True):
            two = start + title
            three = two + above
            four = three + heading
            found.append(
                (
                    tokens[start:two],
                    tokens[two:three],
                    tokens[three:four],
                    tokens[four : four + body],
                )
            )
        return found
