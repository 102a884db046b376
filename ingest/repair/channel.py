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
from typing import Any, Final

from ingest.repair.smoothing import VOWELS, smoothed
from ingest.repair.syllables import ABBREVIATION, SYLLABLE, WORD, Model, load_model

LONGEST = 3  # raw characters of a segment
TRUST, DIVERSITY = 6.0, 3.0  # weight of the segment model, in readings; more for each variant
KEEP, BEAM = 24, 60
REACH = 8.0  # nats below the best candidate
SPREAD = 10.0  # the same, with the syllable's own frequency
FAINT = -9.0  # confusions below this are left out
SPLIT_BELOW, WILD_BELOW = -14.0, -16.0  # score with frequency: above, no such search
SHOUTED = -4.0  # a common word in capitals among small letters
ALIEN_LETTER, LOST_LETTER, STRAY_LETTER, STRAY_MARK = -8.0, -7.0, -7.0, -4.5
SPLIT_MIN = 4
LOST_BLANK = -5.5  # scans lose more blanks than rendered pages do
OWN = -0.3  # a Vietnamese letter that was read after all
LOWER, TITLE, CAPITALS = 0, 1, 2
MAX_CACHE = 60_000


Node = dict[str, Any]
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
        key = (token, case, scope, wide)
        found = self.cache.get(key)
        if found is None:
            if len(self.cache) >= MAX_CACHE:
                self.cache.clear()
            found = self.cache[key] = self._candidates(token, case, scope, wide=wide)
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
        for words, score, cuts in _Search(self, token, case, self.short).run():
            price = score if scope is Scope.MIXED else score + SHOUTED
            if price > scores.get(words, (-99.0, ()))[0]:
                scores[words] = (price, cuts)

    def _plans(self, token: str, case: int, scope: Scope) -> Iterator[tuple[float, "_Search"]]:
        """Searches, cheapest first, each with the score with frequency that makes it needless."""
        yield 0.0, _Search(self, token, case, self.root)
        if scope is not Scope.JOINED:
            if len(token) >= SPLIT_MIN:
                yield SPLIT_BELOW, _Search(self, token, case, self.root, split=True)
            if len(token) > 1 or token.isalpha():
                yield WILD_BELOW, _Search(self, token, case, self.root, wild=True)


Segment = tuple[int, dict[str, float], list[tuple[str, float]]]  # its end, then as Steps
State = tuple[float, Node, tuple[int, ...], tuple[int, ...], bool]


class _Search:
    """Beam search through the trie along the raw token, from left to right."""

    def __init__(  # noqa: PLR0913
        self,
        channel: Channel,
        token: str,
        case: int,
        root: Node,
        *,
        split: bool = False,
        wild: bool = False,
    ) -> None:
        self.channel, self.token, self.case, self.root = channel, token, case, root
        self.split, self.wild = split, wild
        self.fronts: list[dict[tuple[int, tuple[int, ...], bool], State]]

    def run(self) -> list[tuple[tuple[int, ...], float, tuple[int, ...]]]:
        """(words, score, cuts) of complete readings within REACH of the best."""
        size = len(self.token)
        self.fronts = [{} for _ in range(size + 1)]
        self._offer(0, (0.0, self.root, (), (), self.wild))
        done: list[tuple[tuple[int, ...], float, tuple[int, ...]]] = []
        for at in range(size + 1):
            segments = self._segments(at)
            self._silent(at, segments)
            longer = [[s for s in row if s[0] > at] for row in segments]
            states = sorted(self.fronts[at].values(), key=lambda state: -state[0])[:BEAM]
            floor = states[0][0] - REACH if states else 0.0
            for state in states:
                if state[0] < floor:
                    break
                if at < size:
                    self._advance(at, state, longer[state[1] is not self.root or bool(state[2])])
                elif "" in state[1]:
                    done.append(((*state[2], state[1][""]), state[0], state[3]))
        best = max((score for _, score, _ in done), default=0.0)
        return [reading for reading in done if reading[1] >= best - REACH]

    def _offer(self, at: int, state: State) -> None:
        front = self.fronts[at]
        key = (id(state[1]), state[2], state[4])
        old = front.get(key)
        if old is None or old[0] < state[0]:
            front[key] = state

    def _segments(self, at: int) -> tuple[list[Segment], list[Segment]]:
        """Segments from a position that stand for something: at a word's beginning, inside."""
        capital = self.case != LOWER
        first, inner = [], []
        for end in range(at, min(at + LONGEST, len(self.token)) + 1):
            segment = self.token[at:end]
            steps = (self.channel.upper if capital else self.channel.lower).get(segment)
            if steps:
                first.append((end, *steps))
            if self.case == TITLE:
                steps = self.channel.lower.get(segment)
            if steps:
                inner.append((end, *steps))
        return first, inner

    def _silent(self, at: int, segments: tuple[list[Segment], list[Segment]]) -> None:
        """Letters read as nothing, and blanks read as nothing."""
        nothing = [[s for s in row if s[0] == at] for row in segments]
        for state in list(self.fronts[at].values()):
            score, node, words, cuts, free = state
            for segment in nothing[node is not self.root or bool(words)]:
                self._read(segment, state)
            if free:
                for letter, child in node.items():
                    if letter:
                        self._offer(at, (score + LOST_LETTER, child, words, cuts, False))
            if self.split and "" in node and 2 <= at <= len(self.token) - 2 and len(words) < 2:
                self._offer(
                    at,
                    (score + LOST_BLANK, self.root, (*words, node[""]), (*cuts, at), free),
                )

    def _read(self, segment: Segment, state: State) -> None:
        """Follow every unit that may be read as the segment."""
        end, steps, pairs = segment
        score, node, words, cuts, free = state
        front = self.fronts[end]
        letters = node if len(node) < len(steps) else steps
        for letter in letters:
            price, child = steps.get(letter), node.get(letter)
            if price is None or child is None or not letter:
                continue
            key = (id(child), words, free)
            old = front.get(key)
            if old is None or old[0] < score + price:
                front[key] = (score + price, child, words, cuts, free)
        for unit, price in pairs:
            child = node.get(unit[0])
            child = child and child.get(unit[1])
            if child:
                self._offer(end, (score + price, child, words, cuts, free))

    def _advance(self, at: int, state: State, segments: list[Segment]) -> None:
        for segment in segments:
            self._read(segment, state)
        score, node, words, cuts, free = state
        if node is not self.root and not self.token[at].isalnum():
            self._offer(at + 1, (score + STRAY_MARK, node, words, cuts, free))
        if free:
            self._offer(at + 1, (score + STRAY_LETTER, node, words, cuts, False))
            for letter, child in node.items():
                if letter:
                    self._offer(at + 1, (score + ALIEN_LETTER, child, words, cuts, False))


@lru_cache(maxsize=1)
def load_channel() -> Channel:
    """The channel of the shipped model."""
    return Channel(load_model())


WORD_MARKS: Final = "?'’‘”“\"!`*^°,.;:~"  # marks that may be part of a misread letter
TRUE_MARKS: Final = ",.;:"  # at the end of a token they are what they are
