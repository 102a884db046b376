"""Words typed for an input method that was switched off: Telex "quyeets", VNI "quye61t".

Telex and VNI as all Vietnamese keyboards have them: Telex doubles a letter for ^ and đ, writes w
for horn and breve and s f r x j for tones; VNI writes 6, 7, 8, 9 and 1 to 5.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from kg.folding import fold
from search.spelling.words import spellings

_TELEX_TONES = "sfrxj"
_VNI_MARKS = {"6": "^", "7": "w", "8": "w", "9": "d"}
_TONES = "\u0301\u0300\u0309\u0303\u0323"  # sắc, huyền, hỏi, ngã, nặng: the order of both
_SHAPES = {"\u0302": "^", "\u031b": "w", "\u0306": "w"}
_VOWEL = re.compile(r"[aeiouy]")


@dataclass(frozen=True, slots=True)
class _Typed:
    """A syllable as its letters, its tone (0: none) and its marks in alphabetical order."""

    letters: str
    tone: int
    marks: str


def decoded(word: str) -> dict[str, tuple[str, ...]]:
    """Folded syllables that a lower-case ASCII word was typed for, with their spellings.

    Spellings: those known that bear just the tone and marks typed; all others are no reading.

    >>> decoded("quyeets")
    {'quyet': ('quyết',)}
    """
    found: dict[str, tuple[str, ...]] = {}
    for typed in (*_telex(word), *_vni(word)):
        fitting = tuple(one for one in spellings(typed.letters) if _bears(one, typed))
        if fitting and typed.letters != word:
            found[typed.letters] = fitting
    return found


def _bears(spelling: str, typed: _Typed) -> bool:
    parts = unicodedata.normalize("NFD", spelling)
    tone = next((_TONES.index(part) + 1 for part in parts if part in _TONES), 0)
    marks = "".join(sorted([_SHAPES[p] for p in parts if p in _SHAPES] + ["d"] * ("đ" in parts)))
    # "ươ" is typed with one w or with two.
    return tone == typed.tone and marks.replace("ww", "w") == typed.marks.replace("ww", "w")


def _telex(word: str) -> Iterator[_Typed]:
    """The word without its tone key, wherever after the vowel that was pressed."""
    if not word.isalpha() or not _VOWEL.search(word.replace("w", "u")):
        return
    yield _unmarked(word, 0)
    first = _VOWEL.search(word)
    for at in range(first.end() if first else 1, len(word)):
        if word[at] in _TELEX_TONES:
            yield _unmarked(word[:at] + word[at + 1 :], _TELEX_TONES.index(word[at]) + 1)


def _unmarked(word: str, tone: int) -> _Typed:
    marks = []
    letters = word
    for double in ("aa", "ee", "oo", "dd"):
        if double in letters:
            letters = letters.replace(double, double[0], 1)
            marks.append("d" if double == "dd" else "^")
    if re.search(r"[auo]w", letters):
        marks += ["w"] * letters.count("w")
        letters = re.sub(r"(?<=[auo])w", "", letters)
    if "w" in letters:
        marks += ["w"] * letters.count("w")
        letters = letters.replace("w", "u")
    return _Typed(letters, tone, "".join(sorted(marks)))


def _vni(word: str) -> Iterator[_Typed]:
    """Letters with digits after them, as no number or code has: at least two letters first."""
    if (
        not re.fullmatch(r"[a-z]{1,7}(?:[1-9][a-z]*){1,5}", word)
        or len(re.findall("[a-z]", word)) < 2
    ):
        return
    tones = [int(digit) for digit in word if digit in "12345"]
    marks = sorted(_VNI_MARKS[digit] for digit in word if digit in _VNI_MARKS)
    if len(tones) <= 1:
        letters = fold(re.sub(r"\d", "", word))
        yield _Typed(letters, tones[0] if tones else 0, "".join(marks))
