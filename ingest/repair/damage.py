"""Was a text read by an OCR engine without Vietnamese? By document, by page, by run of lines.

Such an engine cannot emit the letters that only Vietnamese has (ă, đ, ơ, ư, the dotted and
hooked vowels ...; é, è, ê, à, ô exist in its alphabet). In clean Vietnamese three words of five
carry one, in damaged text none; what is left there looks like syllables that clean text does
not have ("dinh", "quyén"). Runs are found by Viterbi over three states: clean, damaged, and
another language, so that a page in English is not taken for damage.
"""

import math
import re
from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from typing import Final

import corpus
from ingest.readers.encodings import decode_legacy
from kg.folding import fold

ALIEN: Final = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉĩịọỏốồổỗộớờởỡợụủũứừửữựỳỵỷỹ]", re.IGNORECASE)
WORD: Final = re.compile(r"[^\W\d_]+")
SYLLABLE: Final = re.compile(
    r"(?:ngh?|gh?|gi|kh|ph|qu|th|tr|ch|nh|[bcdhklmnprstvx])?[aeiouy]{1,3}(?:ng|nh|ch|[cmnpt])?"
)
SWITCH = 25.0  # nats to change state inside a page: about a dozen words
PAGE_SWITCH = 8.0  # the same where a page begins
BIAS = 5.0  # nats in favour of clean
OTHER_WORDS: Final = frozenset(
    """
    the of and for or shall with this which are from by not any is was has have been their other
    such under must will les des une dans pour est par sur aux avec qui que et
    """.split()
)
LONGEST = 20  # letters; longer is no word


class _Kind(IntEnum):
    """Kinds of words."""

    ALIEN = 0  # with a letter that only Vietnamese has
    KNOWN = 1  # without, and common in clean text: "theo", "trong", "công"
    SHAPED = 2  # without, and like a syllable: "dinh", "quyén", "the"
    OTHER = 3  # a common word of English or French that damage hardly makes
    ODD = 4  # any other


# Shares of kinds. Clean: 63 provincial plans of 2025; damaged: line pairs read by the English
# model; foreign: texts of licences in English. Rounded, so that no single word decides.
CLEAN: Final = (0.60, 0.35, 0.022, 0.0005, 0.0275)
DAMAGED: Final = (0.003, 0.24, 0.62, 0.002, 0.135)
FOREIGN: Final = (0.002, 0.03, 0.19, 0.28, 0.498)
FOR_DAMAGED: Final = tuple(math.log(a / b) for a, b in zip(DAMAGED, CLEAN, strict=True))
FOR_FOREIGN: Final = tuple(math.log(a / b) for a, b in zip(FOREIGN, CLEAN, strict=True))


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    path = corpus.path("reference", "plain_words.txt")
    return frozenset(path.read_text(encoding="utf-8").split())


@lru_cache(maxsize=1 << 16)
def _kind(word: str) -> _Kind:
    if ALIEN.search(word):
        return _Kind.ALIEN
    lowered = word.lower()
    if lowered in _known():
        return _Kind.KNOWN
    if lowered in OTHER_WORDS:
        return _Kind.OTHER
    return _Kind.SHAPED if SYLLABLE.fullmatch(fold(lowered)) else _Kind.ODD


def _evidence(line: str) -> tuple[float, float, float]:
    """Nats for clean (0), damaged and foreign, of words of at least two letters."""
    damaged = foreign = 0.0
    for word in WORD.findall(line):
        if 1 < len(word) <= LONGEST:
            kind = _kind(word)
            damaged += FOR_DAMAGED[kind]
            foreign += FOR_FOREIGN[kind]
    return 0.0, damaged, foreign


def _states(evidence: Sequence[tuple[float, ...]], costs: Sequence[float]) -> list[int]:
    """The most probable state of each line; costs: nats to change state before a line."""
    best = [0.0, -BIAS, -BIAS]
    back: list[list[int]] = []
    for values, cost in zip(evidence, costs, strict=True):
        top = max(range(3), key=best.__getitem__)
        came = [state if best[state] >= best[top] - cost else top for state in range(3)]
        arrived = [max(best[state], best[top] - cost) for state in range(3)]
        best = [total + value for total, value in zip(arrived, values, strict=True)]
        back.append(came)
    state = max(range(3), key=best.__getitem__)
    states = []
    for came in reversed(back):
        states.append(state)
        state = came[state]
    return states[::-1]


def is_damaged(lines: Sequence[str]) -> bool:
    """Whether any run of lines, as a reader gives them, was read without Vietnamese.

    Text in a legacy encoding is whole, and not damaged.
    """
    return any(damaged_lines(decode_legacy(lines)[0]))


def damaged_lines(lines: Sequence[str], pages: Sequence[int | None] = ()) -> list[bool]:
    """For each line, whether it stands in a run that was read without Vietnamese.

    pages: the page of each line, where known; damage mostly begins and ends with a page. Lines
    without words follow their neighbours. Text in another language is not damaged. Give NFC.
    """
    costs = [SWITCH] * len(lines)
    for at in range(1, len(pages)):
        if pages[at] != pages[at - 1]:
            costs[at] = PAGE_SWITCH
    return [state == 1 for state in _states([_evidence(line) for line in lines], costs)]
