"""Was a text read by an OCR engine without Vietnamese? By document, by page, by run of lines.

Such an engine cannot emit the letters that only Vietnamese has (ă, đ, ơ, ư, the dotted and
hooked vowels ...; é, è, ê, à, ô exist in its alphabet). In clean Vietnamese more than half of
the words carry one, in damaged text none. Runs are found by Viterbi over two states.
"""

import math
import re
from collections.abc import Sequence
from typing import Final

from kg.folding import fold

ALIEN: Final = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]", re.IGNORECASE)
WORD: Final = re.compile(r"[^\W\d_]+")
SYLLABLE: Final = re.compile(
    r"(?:ngh?|gh?|gi|kh|ph|qu|th|tr|ch|nh|[bcdhklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)
CLEAN_SHARE = 0.35  # share of words with such a letter, low for clean text: names, lists, codes
DAMAGED_SHARE = 0.004
SWITCH = 25.0  # nats to change between clean and damaged inside a document: about 60 words
BIAS = 3.0  # nats in favour of clean
LIKENESS = 0.5  # share of words shaped like Vietnamese; English has about 0.25


def _counts(line: str) -> tuple[int, int]:
    """Words of at least two letters, and how many carry a letter that only Vietnamese has."""
    words = [word for word in WORD.findall(line) if len(word) > 1]
    return len(words), sum(1 for word in words if ALIEN.search(word))


def _evidence(words: int, alien: int) -> float:
    """Log odds of damaged against clean."""
    plain = words - alien
    return alien * math.log(DAMAGED_SHARE / CLEAN_SHARE) + plain * math.log(
        (1 - DAMAGED_SHARE) / (1 - CLEAN_SHARE)
    )


def _runs(odds: Sequence[float]) -> list[bool]:
    """The most probable states; True is damaged. A switch costs SWITCH nats."""
    clean, damaged = 0.0, -BIAS
    back: list[tuple[bool, bool]] = []
    for value in odds:
        from_clean, from_damaged = damaged - SWITCH > clean, damaged >= clean - SWITCH
        back.append((from_clean, from_damaged))
        clean, damaged = max(clean, damaged - SWITCH), max(damaged, clean - SWITCH) + value
    state, states = damaged > clean, []
    for from_clean, from_damaged in reversed(back):
        states.append(state)
        state = from_damaged if state else from_clean
    return states[::-1]


def _looks_vietnamese(lines: Sequence[str]) -> bool:
    words = [fold(word) for line in lines for word in WORD.findall(line) if len(word) > 1]
    return sum(1 for w in words if SYLLABLE.fullmatch(w)) >= LIKENESS * max(1, len(words))


def is_damaged(lines: Sequence[str]) -> bool:
    """Whether any run of lines was read without Vietnamese."""
    return any(damaged_lines(lines))


def damaged_lines(lines: Sequence[str]) -> list[bool]:
    """For each line, whether it stands in a run that was read without Vietnamese.

    Lines without words follow their neighbours. Text in another language is not damaged.
    """
    states = _runs([_evidence(*_counts(line)) for line in lines])
    start = 0
    for end in range(1, len(states) + 1):
        if end == len(states) or states[end] != states[start]:
            if states[start] and not _looks_vietnamese(lines[start:end]):
                states[start:end] = [False] * (end - start)
            start = end
    return states
