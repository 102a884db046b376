"""Confusions that training did not show: vowels alike share theirs, rare shapes have a floor.

Source: Chen & Goodman 1998, "An empirical study of smoothing techniques for language modeling".
"""

import math
from typing import Final

from kg.folding import fold

VOWELS = frozenset("aàáảãạăâeèéẻẽẹêếềểễệiìíỉĩịoòóỏõọôốồổỗộơớờởỡợuùúủũụưứừửữựyỳýỷỹỵ")
SHARED = 0.04  # how much of a vowel's confusions is taken from vowels alike
UNSEEN_SHAPE = 0.05  # least share of a shape before mixing
SHAPES: Final = {  # signs that an engine without Vietnamese gives for vowels with marks
    "o": "by6d5890@&§$€¢gGo",
    "u": "yviw",
    "a": "4d69aq4",
    "e": "€é&¢6@8",
    "i": "j1ií",
    "y": "yv¥",
}

Confusions = dict[str, dict[str, float]]  # true letters -> raw segment -> log probability


def smoothed(confusions: Confusions) -> Confusions:
    """The confusions, those of vowels with a mark mixed with those of all such vowels alike.

    What was seen for "ố" may happen to "ộ"; what scans show and rendered pages do not has a floor.
    """
    groups: dict[str, list[dict[str, float]]] = {}
    for unit, row in confusions.items():
        if base := marked_vowel(unit):
            groups.setdefault(base, []).append(row)
    shared = {base: _mean(rows, SHAPES.get(base, "")) for base, rows in groups.items()}
    mixed: Confusions = {}
    for unit, row in confusions.items():
        if unit == " ":
            continue
        base = marked_vowel(unit)
        mixed[unit] = _mixed(row, shared[base]) if base else row
    return mixed


def marked_vowel(unit: str) -> str:
    """The plain letter of one small vowel with a mark; empty for all else."""
    base = fold(unit) if len(unit) == 1 else ""
    return base if base in VOWELS and base and base != unit else ""


def _mean(rows: list[dict[str, float]], shapes: str) -> dict[str, float]:
    """Mean probabilities of all segments of the rows; no shape is rarer than UNSEEN_SHAPE."""
    mean: dict[str, float] = dict.fromkeys(shapes, UNSEEN_SHAPE)
    for row in rows:
        for segment, score in row.items():
            if segment:
                mean[segment] = mean.get(segment, 0.0) + math.exp(score) / len(rows)
    return mean


def _mixed(row: dict[str, float], shared: dict[str, float]) -> dict[str, float]:
    mixed = {segment: math.log(SHARED * share) for segment, share in shared.items() if share}
    for segment, score in row.items():
        own = (1.0 - SHARED) * math.exp(score) + SHARED * shared.get(segment, 0.0)
        mixed[segment] = math.log(own)
    return mixed
