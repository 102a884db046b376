"""Which syllables a damaged token may stand for, and how likely each is to be read so.

P(raw | syllable) joins two models: how often the whole token was seen for the syllable, and a
product over segments ("tr" for "ư"). The second is searched best first through a trie of the
vocabulary. Source: Brill & Moore 2000, "An improved error model for noisy channel spelling
correction".
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache
from typing import Final

from ingest.repair.smoothing import VOWELS, smoothed
from ingest.repair.syllables import ABBREVIATION, SYLLABLE, WORD, Model, load_model
from ingest.repair.trie_search import CAPITALS, LOWER, TITLE, Node, Search

__all__ = [
    "CAPITALS",
    "DIVERSITY",
    "LOWER",
    "TITLE",
    "TRUE_MARKS",
    "TRUST",
    "WORD_MARKS",
    "Candidate",
    "Channel",
    "Scope",
    "case_of",
    "load_channel",
]

TRUST, DIVERSITY = 6.0, 3.0  # weight of the segment model, in readings; more for each variant
KEEP = 24
SPREAD = 10.0  # the same, with the syllable's own frequency
FAINT = -9.0  # confusions below this are left out
SPLIT_BELOW, WILD_BELOW = -14.0, -16.0  # score with frequency: above, no such search
SHOUTED = -4.0  # a common word in capitals among small letters
SPLIT_MIN = 4
OWN = -0.3  # a Vietnamese letter that was read after all
MAX_CACHE = 60_000


Steps = tuple[dict[str, float], list[tuple[str, float]]]  # letters, pairs: log P(one segment)


class Scope(Enum):
    """Where a token stands."""

    MIXED = auto()  # a line with small letters
    HEADLINE = auto()  # a line in capitals
    JOINED = auto()  # several atoms taken as one: only known confusions of one syllable will do


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading of a token: word ids (several where blanks were lost), log P(raw | words).

    cuts: raw positions where the second and later words begin.
    """

    words: tuple[int, ...]
    score: float
    cuts: tuple[int, ...] = ()


def case_of(token: str) -> int:
    """LOWER, TITLE or CAPITALS, judged by the token's own letters."""
    upper = sum(c.isupper() for c in token)
    lower = sum(c.islower() for c in token)
    if upper >= 2 and upper > 2 * lower:
        return CAPITALS
    return TITLE if token[:1].isupper() or token[:1] in "$Ð" else LOWER


def _steps_by_segment(scores: dict[tuple[str, str], float]) -> dict[str, Steps]:
    table: dict[str, Steps] = {}
    for (segment, unit), score in scores.items():
        if score > FAINT:
            letters, pairs = table.setdefault(segment, ({}, []))
            if len(unit) == 1:
                letters[unit] = score
            else:
                pairs.append((unit, score))
    return table


@dataclass
class Channel:
    """The trie, the confusions by what was read, and the candidates found so far."""

    model: Model
    root: Node = field(default_factory=dict)
    short: Node = field(default_factory=dict)
    lower: dict[str, Steps] = field(default_factory=dict)
    upper: dict[str, Steps] = field(default_factory=dict)
    cache: dict[tuple[str, int, Scope, bool], tuple[Candidate, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        tries = {SYLLABLE: self.root, ABBREVIATION: self.short}
        for number, word in enumerate(self.model.words):
            node = tries.get(self.model.kinds[number])
            if node is None or (len(word) == 1 and word not in VOWELS):
                continue
            for char in word:
                node = node.setdefault(char, {})
            node[""] = number
        self._invert()

    def _invert(self) -> None:
        """Fill `lower` and `upper` from the confusions, by what was read."""
        own = {c for word in self.model.words for c in word if not c.isascii()}
        lower = {(letter, letter): OWN for letter in own}
        upper = {(letter.upper(), letter): OWN for letter in own}
        units = [(unit, row) for unit, row in smoothed(self.model.confusions).items()]
        for unit, row in units:
            if unit != unit.lower():
                continue
            for segment, score in row.items():
                lower[segment, unit] = score
                key = segment.upper(), unit  # capitals are rarer: begin with what small ones do
                upper[key] = max(upper.get(key, -99.0), score - 2.0)
        for unit, row in units:
            if unit != unit.lower():
                upper.update({(segment, unit.lower()): score for segment, score in row.items()})
        self.lower, self.upper = _steps_by_segment(lower), _steps_by_segment(upper)

    def candidates(
        self, token: str, case: int, scope: Scope, *, wide: bool = False
    ) -> tuple[Candidate, ...]:
        """Readings of a token, best first by channel and frequency; may be empty.

        wide: search for letters lost, added or unheard of though there are cheap readings.
        """
        if case != CAPITALS and scope is Scope.HEADLINE:
            scope = Scope.MIXED  # the line matters to abbreviations only
        key = (token, case, scope, wide)
        found = self.cache.get(key)
        if found is None:
            if len(self.cache) >= MAX_CACHE:
                self.cache.clear()
            known = None
            if not wide and scope is not Scope.JOINED:
                known = self.model.known.find(token, headline=scope is Scope.HEADLINE)
            if known is None:
                found = self._candidates(token, case, scope, wide=wide)
            else:
                found = tuple(Candidate(*reading) for reading in known)
            self.cache[key] = found
        return found

    def _candidates(
        self, token: str, case: int, scope: Scope, *, wide: bool
    ) -> tuple[Candidate, ...]:
        scores: dict[tuple[int, ...], tuple[float, tuple[int, ...]]] = {}
        best = -99.0
        for enough, search in self._plans(token, case, scope):
            if best > enough and not wide:
                break
            for words, score, cuts in search.run():
                if score > scores.get(words, (-99.0, ()))[0]:
                    scores[words] = (score, cuts)
                    best = max(best, score + self._prior(words))
        self._add_exact(scores, token, case, scope)
        seen = self.model.readings.get(token) or self.model.readings.get(token.lower()) or {}
        for word in seen:
            scores.setdefault((word,), (-14.0, ()))
        found = []
        for words, (score, cuts) in scores.items():
            if len(words) == 1:
                score = self._with_memory(words[0], seen.get(words[0], 0), score)  # noqa: PLW2901
            found.append((score + self._prior(words), Candidate(words, score, cuts)))
        found.sort(key=lambda pair: -pair[0])
        limit = found[0][0] - SPREAD if found else 0.0
        return tuple(c for value, c in found[:KEEP] if value >= limit)

    def _with_memory(self, word: int, times: int, score: float) -> float:
        """Interpolate the segment model with how often the word was read as this token."""
        unseen = TRUST + DIVERSITY * self.model.variety.get(word, 0)
        total = self.model.read.get(word, 0) + unseen
        return math.log(times / total + unseen / total * math.exp(score))

    def _prior(self, words: tuple[int, ...]) -> float:
        return sum(math.log(self.model.language.unigram[word]) for word in words)

    def _add_exact(
        self,
        scores: dict[tuple[int, ...], tuple[float, tuple[int, ...]]],
        token: str,
        case: int,
        scope: Scope,
    ) -> None:
        """Words that are no syllables, read as they are; abbreviations, with confusions too."""
        number = self.model.index.get(token.lower())
        if number is not None and self.model.kinds[number] == WORD:
            scores[number,] = (OWN, ())
        if case != CAPITALS:
            return
        if scope is Scope.MIXED:
            for words, (score, cuts) in scores.items():
                scores[words] = (score + SHOUTED, cuts)
        for words, score, cuts in Search(self, token, case, self.short).run():
            price = score if scope is Scope.MIXED else score + SHOUTED
            if price > scores.get(words, (-99.0, ()))[0]:
                scores[words] = (price, cuts)

    def _plans(self, token: str, case: int, scope: Scope) -> Iterator[tuple[float, Search]]:
        """Searches, cheapest first, each with the score with frequency that makes it needless."""
        yield 0.0, Search(self, token, case, self.root)
        if scope is not Scope.JOINED:
            if len(token) >= SPLIT_MIN:
                yield SPLIT_BELOW, Search(self, token, case, self.root, split=True)
            if len(token) > 1 or token.isalpha():
                yield WILD_BELOW, Search(self, token, case, self.root, wild=True)


@lru_cache(maxsize=1)
def load_channel() -> Channel:
    """The channel of the shipped model."""
    return Channel(load_model())


WORD_MARKS: Final = "?'’‘”“\"!`*^°,.;:~"  # marks that may be part of a misread letter
TRUE_MARKS: Final = ",.;:"  # at the end of a token they are what they are
