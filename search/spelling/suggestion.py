"""The most likely reading of a query, if it is far more likely than the query as typed.

A noisy channel (Kernighan, Church & Gale 1990): readings are ways through a lattice of words and
what each may have been; a way costs what its slips cost and is worth what its words are likely in
a row. Only words that were never seen, or never beside their neighbours, are doubted.
"""

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from kg.folding import fold
from kg.number import find_numbers
from search import analysis
from search.analysis import STOP_WORDS
from search.spelling import input_methods, slips, spoken
from search.spelling.words import Frequencies, Words, possible, shipped

GAIN = 5.0
"""Natural logarithm of how many times likelier a reading must be than the query as typed."""
LONGEST = 60
"""Words that a query may have; a pasted page is not corrected."""
_LETTERS = 1_000  # and its characters
_REAL = 3.0  # more cost for changing a word that exists
_SPELT = 2.5  # more for one that was typed with its diacritics
_KEYED = 0.5  # cost of a word typed for an input method that was off
_APART, _TOGETHER = 1.5, 2.5  # cost of a blank left out, of one too many
_MOST = 12  # readings of one word that are weighed
_OFTEN = 20  # occurrences of a pair for which a word of the language is doubted
_KNOWN = 3  # passages that must hold a word for it to be known to the library
_WORD = re.compile(r"[^\W_]+")
_VOWELS = re.compile(r"[aeiouyw]")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A query as it may have been meant, with diacritics; changed: its other words, folded."""

    text: str
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of the query: its span, its folded form; fixed: a number or abbreviation."""

    start: int
    end: int
    written: str
    folded: str
    fixed: bool


@dataclass(frozen=True, slots=True)
class _Arc:
    """From a place between words to another: what is read there, at what cost.

    keyed: read as typed for an input method, which speaks for itself.
    """

    start: int
    end: int
    words: tuple[str, ...]
    cost: float
    keyed: bool = False


def suggest(query: str, frequencies: Frequencies) -> Suggestion | None:
    """What the query was probably meant to be; None where it reads well as it is.

    frequencies: how many passages of the library hold each search term ("xa", "nhan_dan").
    """
    if len(query) > _LETTERS:
        return None
    query = unicodedata.normalize("NFC", query)
    parts = _tokens(query)
    if not parts or len(parts) > LONGEST:
        return None
    words = Words(frequencies)
    plain = [part.folded for part in parts]
    words.ask(plain, pairwise(plain))
    doubted = [_doubtful(parts, at, words) for at in range(len(parts))]
    if not any(doubted) and not any(_torn(part) for part in parts):
        return None
    lattice = [_arcs(parts, at, doubted, words) for at in range(len(parts))]
    way = _certain(parts, _best(parts, lattice, words), words)
    changed = tuple(
        " ".join(one.words) for one in way if tuple(plain[one.start : one.end]) != one.words
    )
    if not changed:
        return None
    read = [(one.start, one.end, one.words) for one in way]
    return Suggestion(
        spoken.written(query, [(p.start, p.end, p.written) for p in parts], read), changed
    )


def _tokens(query: str) -> list[_Token]:
    numbers = [(match.start, match.end) for match in find_numbers(query, asking=True)]
    shouted = not any(char.islower() for char in query)
    found = []
    for match in _WORD.finditer(query):
        inside = any(start < match.end() and match.start() < end for start, end in numbers)
        folded = fold(match[0])
        fixed = (inside and not folded.isalpha()) or _code(match[0], folded, shouted=shouted)
        found.append(_Token(*match.span(), match[0], folded, fixed))
    return found


def _code(written: str, folded: str, *, shouted: bool) -> bool:
    """Whether a word is no word of the language: a figure, an abbreviation, another script."""
    if not folded.isascii() or folded.isdigit() or folded in _abbreviations():
        return True
    if written.isupper() and len(written) > 1 and not shouted:
        return True
    return len(folded) > 3 and not _VOWELS.search(folded)


@cache
def _abbreviations() -> frozenset[str]:
    """Those of one word, and parts that are no words: of "công ty CP" the last alone."""
    return frozenset(
        part
        for short, _ in analysis.abbreviations()
        for part in short
        if len(short) == 1 or not _VOWELS.search(part)
    )


def _doubtful(parts: Sequence[_Token], at: int, words: Words) -> bool:
    """Whether a word was never seen, or never beside any of its neighbours that mean something."""
    part = parts[at]
    if part.fixed:
        return False
    if not shipped(part.folded) and words.count(part.folded) < _KNOWN:
        return True
    beside = [
        (parts[one].folded, parts[one + 1].folded)
        for one in (at - 1, at)
        if one >= 0 and one + 1 < len(parts) and not (parts[one].fixed or parts[one + 1].fixed)
    ]
    told = [pair for pair in beside if not STOP_WORDS.intersection(pair)]
    return bool(told) and not any(words.usual(*pair) for pair in beside)


def _arcs(parts: Sequence[_Token], at: int, doubted: Sequence[bool], words: Words) -> list[_Arc]:
    """What may stand at a place: the word as typed; what it may have been, where it is doubted."""
    found = [_Arc(at, at + 1, (parts[at].folded,), 0.0)]
    if doubted[at]:
        found += _readings(parts, at, words)
    if at + 1 < len(parts) and any(doubted[one] or _torn(parts[one]) for one in (at, at + 1)):
        found += _merged(parts, at)
    return found


def _torn(part: _Token) -> bool:
    """Whether it is no syllable but may be the half of one: "tr uong"."""
    return not part.fixed and not _VOWELS.search(part.folded)


def _readings(parts: Sequence[_Token], at: int, words: Words) -> Iterator[_Arc]:
    """What a doubted word may have been: other words, those that fit beside it before others."""
    part = parts[at]
    real = _REAL if possible(part.folded) else 0.0
    if real and part.written.lower() != part.folded:
        real += _SPELT
    alike = slips.candidates(part.folded) if part.folded.isalpha() else {}
    keyed = input_methods.decoded(part.folded)
    costs = {word: real + cost for word, cost in alike.items()} | dict.fromkeys(keyed, _KEYED)
    best = sorted(costs, key=lambda word: costs[word] - math.log(words.count(word) + 1))
    near = [word for word in best if _fits(parts, at, word, words)]
    for word in dict.fromkeys(near[:_MOST] + best[:_MOST]):
        yield _Arc(at, at + 1, (word,), costs[word], word in keyed)
    if not real:
        for split in _splits(part.folded):
            yield _Arc(at, at + 1, split, _APART * (len(split) - 1))


def _fits(parts: Sequence[_Token], at: int, word: str, words: Words) -> bool:
    left = at > 0 and words.together(parts[at - 1].folded, word)
    right = at + 1 < len(parts) and words.together(word, parts[at + 1].folded)
    return bool(left or right)


def _splits(word: str) -> Iterator[tuple[str, ...]]:
    """Ways to read a word as two to four syllables that are known to stand side by side."""
    if not (4 <= len(word) <= 28 and word.isalpha()):
        return
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        begun = waiting.pop()
        rest = word[sum(map(len, begun)) :]
        if not rest:
            yield begun
        elif len(begun) < 4:
            steps = (rest[:end] for end in range(2, min(7, len(rest)) + 1))
            waiting += [(*begun, step) for step in steps if _follows(begun, step)]


def _follows(begun: Sequence[str], step: str) -> bool:
    known = shipped(step) and _VOWELS.search(step) is not None
    return known and (not begun or spoken.known_pair(begun[-1], step))


def _merged(parts: Sequence[_Token], at: int) -> list[_Arc]:
    left, right = parts[at], parts[at + 1]
    joined = left.folded + right.folded
    if left.fixed or right.fixed or not shipped(joined) or len(joined) > 7:
        return []
    return [_Arc(at, at + 2, (joined,), _TOGETHER)]


def _best(parts: Sequence[_Token], lattice: Sequence[Sequence[_Arc]], words: Words) -> list[_Arc]:
    """The best way through the lattice (Viterbi)."""
    reached: list[dict[str | None, tuple[float, tuple[_Arc, ...]]]]
    reached = [{} for _ in range(len(parts) + 1)]
    reached[0][None] = (0.0, ())
    for at in range(len(parts)):
        for last, (worth, way) in reached[at].items():
            for arc in lattice[at]:
                added, after = _step(parts, arc, last, words)
                known = reached[arc.end].get(after)
                if known is None or worth + added > known[0]:
                    reached[arc.end][after] = worth + added, (*way, arc)
    return list(max(reached[-1].values(), key=lambda one: one[0])[1])


def _step(
    parts: Sequence[_Token], arc: _Arc, last: str | None, words: Words
) -> tuple[float, str | None]:
    """What an arc adds to a way that ends in `last`, and the word that it ends in then."""
    if parts[arc.start].fixed:
        return 0.0, None
    worth = -arc.cost
    for word in arc.words:
        worth += words.likelihood(word, last)
        last = word
    return worth, last


def _worth(parts: Sequence[_Token], way: Sequence[_Arc], words: Words) -> float:
    worth, last = 0.0, None
    for arc in way:
        added, last = _step(parts, arc, last, words)
        worth += added
    return worth


def _certain(parts: Sequence[_Token], way: list[_Arc], words: Words) -> list[_Arc]:
    """The way with only those changes that are far likelier than what was typed there."""
    keyed = sum(arc.keyed for arc in way)
    for at in reversed(range(len(way))):
        typed = [
            _Arc(one, one + 1, (parts[one].folded,), 0.0)
            for one in range(way[at].start, way[at].end)
        ]
        if [arc.words for arc in typed] == [way[at].words]:
            continue
        other = [*way[:at], *typed, *way[at + 1 :]]
        gain = _worth(parts, way, words) - _worth(parts, other, words)
        # Two words typed for an input method show that it was off for all.
        sure = way[at].keyed and keyed > 1
        if gain <= 0 or not (sure or (gain >= GAIN and _vouched(parts, way, at, words))):
            way = other
    return way


def _vouched(parts: Sequence[_Token], way: Sequence[_Arc], at: int, words: Words) -> bool:
    """Whether words read otherwise stand beside one that they are known with, if beside any.

    Where words of the language are changed it must be one left as it was typed, and often seen:
    two words that the law does not know may be any two words of daily life.
    """
    near = [one for one in way[max(0, at - 1) : at + 2] if not parts[one.start].fixed]
    real = all(possible(parts[one].folded) for one in range(way[at].start, way[at].end))
    if real and way[at].end - way[at].start == 1:
        near = [one for one in near if one is way[at] or _typed(parts, one)]
    flat = [word for one in near for word in one.words]
    inside = set(way[at].words)
    beside = [pair for pair in pairwise(flat) if inside.intersection(pair)]
    if not beside:
        return len(way) == 1 or not real
    if not real:
        return any(words.together(*pair) for pair in beside)
    return any(words.together(*pair) >= _OFTEN and words.usual(*pair) for pair in beside)


def _typed(parts: Sequence[_Token], arc: _Arc) -> bool:
    return arc.end == arc.start + 1 and arc.words == (parts[arc.start].folded,)
