"""What a misspelt syllable may have been: one slip of the fingers or of the ear away.

All in folded space. A slip has a cost, the negative logarithm of how likely it is beside the
others: sounds that speakers confuse, then fingers that slip, then any letter for another.
"""

from collections.abc import Iterator, Mapping
from functools import cache

import corpus
from search.spelling.words import shipped

CONFUSED = 2.0
DOUBLED = 2.5
SWAPPED = 3.0
BESIDE = 3.5  # the key beside, a key left out, a key too many
ANY = 5.0
_LETTERS = "abcdeghiklmnopqrstuvxy"  # of Vietnamese
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def candidates(word: str) -> dict[str, float]:
    """Known folded syllables one slip from `word`, with the least cost of each; not itself."""
    found: dict[str, float] = {}
    for other, cost in (*_confusions(word), *_edits(word)):
        if other != word and shipped(other) and cost < found.get(other, ANY + 1):
            found[other] = cost
    return found


def _confusions(word: str) -> Iterator[tuple[str, float]]:
    """The word with one sound written as one that is confused with it."""
    for place, left, right in _confused():
        for a, b in ((left, right), (right, left)):
            if place == "start" and word.startswith(a):
                yield b + word[len(a) :], CONFUSED
            elif place == "end" and word.endswith(a):
                yield word[: -len(a)] + b, CONFUSED
            elif place == "within" and a in word:
                yield word.replace(a, b, 1), CONFUSED


def _edits(word: str) -> Iterator[tuple[str, float]]:
    """The word with one letter out, in, other or swapped with the next."""
    near = _neighbours()
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        for letter in _LETTERS:
            yield head + letter + tail, BESIDE
        if not tail:
            break
        doubled = at > 0 and tail[0] == word[at - 1]
        yield head + tail[1:], DOUBLED if doubled else BESIDE
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:], SWAPPED
        for letter in _LETTERS:
            yield head + letter + tail[1:], BESIDE if letter in near.get(tail[0], "") else ANY


@cache
def _confused() -> tuple[tuple[str, str, str], ...]:
    return tuple((row["place"], row["left"], row["right"]) for row in corpus.table("typing_slips"))


@cache
def _neighbours() -> Mapping[str, str]:
    """Letter -> the letters on the keys around it."""
    found: dict[str, str] = {}
    for number, row in enumerate(_KEYS):
        for at, letter in enumerate(row):
            around = row[max(0, at - 1) : at] + row[at + 1 : at + 2]
            for other in (number - 1, number + 1):
                if 0 <= other < len(_KEYS):
                    around += _KEYS[other][max(0, at - 1) : at + 2]
            found[letter] = around
    return found
