"""Folded syllables as 16-bit numbers, the same in every index: what the second stage reads.

Syllables seen in at least two articles of the codification have a number of their own
(corpus/models/ranking/syllables.csv, made by corpus/build/ranking_model.py); all others share the
numbers above by hash, so that a name that nobody knew can still be matched.
"""

import zlib
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

import corpus
from search.fields import Fields

Ids = npt.NDArray[np.uint16]
NUMBERS = 1 << 16
_FILE = ("models", "ranking", "syllables.csv")


@cache
def _known() -> tuple[dict[str, int], npt.NDArray[np.float32]]:
    """Number of each known syllable, from 1 on; rarity (idf) of every number, float32 (65536,)."""
    header, *rows = corpus.path(*_FILE).read_text("utf-8").splitlines()
    total = int(header.split(",")[1])
    names, counts = zip(*(row.rsplit(",", 1) for row in rows), strict=True)
    seen = np.ones(NUMBERS, np.float64)
    seen[1 : len(names) + 1] = [int(count) for count in counts]
    rarity = np.log1p((total - seen + 0.5) / (seen + 0.5)).astype(np.float32)
    return dict(zip(names, range(1, len(names) + 1), strict=True)), rarity


def rarity() -> npt.NDArray[np.float32]:
    """Inverse document frequency of every number in the codification, float32, shape (65536,)."""
    return _known()[1]


@cache
def number(syllable: str) -> int:
    """The number of a folded syllable, 1 to 65535."""
    known = _known()[0]
    found = known.get(syllable)
    if found is not None:
        return found
    first = len(known) + 1
    return first + zlib.crc32(syllable.encode()) % (NUMBERS - first)


def numbered(syllables: Sequence[str]) -> Ids:
    """Numbers of syllables, uint16, in order."""
    return np.fromiter(map(number, syllables), np.uint16, len(syllables))


def ids(fields: Fields) -> tuple[Ids, Ids, Ids, Ids]:
    """Title, headings above, heading and body of a passage as numbers."""
    parts = (fields.title, fields.above, fields.heading, fields.body)
    title, above, heading, body = (numbered(part) for part in parts)
    return title, above, heading, body
