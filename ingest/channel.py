"""Which syllables a damaged token may stand for, and how likely each is to be read so.

P(raw | syllable) joins two models: how often the whole token was seen for the syllable, and a
product over segments ("tr" for "ư"). The second is searched best first through a trie of the
vocabulary. Source: Brill & Moore 2000, "An improved error model for noisy channel spelling
correction".
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from ingest.syllables import Model, load_model

LONGEST = 3  # raw characters of a segment
TRUST = 4.0  # readings of a syllable that weigh as much as the segment model
KEEP, BEAM = 24, 60
REACH = 9.0  # nats below the best candidate
SPREAD = 10.0  # the same, with the syllable's own frequency
FAINT = -9.0  # confusions below this are left out
SINGLE_ENOUGH, KNOWN_ENOUGH = -6.0, -6.0  # no split, no unknown confusion looked for above
ALIEN_LETTER, LOST_LETTER, STRAY_LETTER, STRAY_MARK = -8.0, -7.0, -7.0, -4.5
SPLIT_MIN = 4
LOST_BLANK = -5.5  # scans lose more blanks than rendered pages do
OWN = -0.3  # a Vietnamese letter that was read after all
LOWER, TITLE, CAPITALS = 0, 1, 2
MAX_CACHE = 60_000

Node = dict[str, Any]
Steps = dict[str, float]  # unit -> log probability of one raw segment


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


@dataclass
class Channel:
    """The trie, the confusions by what was read, and the candidates found so far."""

    model: Model
    root: Node = field(default_factory=dict)
    lower: dict[str, Steps] = field(default_factory=dict)
    upper: dict[str, Steps] = field(default_factory=dict)
    cache: dict[tuple[str, int, bool], tuple[Candidate, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for number, word in enumerate(self.model.words):
            if not word.startswith("<"):
                node = self.root
                for char in word:
                    node = node.setdefault(char, {})
                node[""] = number
        self._invert()

    def _invert(self) -> None:  # noqa: C901
        lower: dict[tuple[str, str], float] = {}
        upper: dict[tuple[str, str], float] = {}
        for unit, row in self.model.confusions.items():
            if unit == " ":
                continue
            for segment, score in row.items():
                if unit == unit.lower():
                    lower[segment, unit] = score
                    key = (segment.upper(), unit)
                    upper[key] = max(upper.get(key, -99.0), score - 2.0)
        for unit, row in self.model.confusions.items():
            if unit != unit.lower():
                for segment, score in row.items():
                    upper[segment, unit.lower()] = score
        for letter in {char for word in self.model.words for char in word if not char.isascii()}:
            lower.setdefault((letter, letter), OWN)
            upper.setdefault((letter.upper(), letter), OWN)
        for table, steps in ((lower, self.lower), (upper, self.upper)):
            for (segment, unit), score in table.items():
                if score > FAINT:
                    steps.setdefault(segment, {})[unit] = score

    def candidates(self, token: str, case: int, *, joined: bool = False) -> tuple[Candidate, ...]:
        """Readings of a token, best first by channel and frequency; may be empty.

        joined: only one syllable with known confusions will do.
        """
        found = self.cache.get((token, case, joined))
        if found is None:
            if len(self.cache) >= MAX_CACHE:
                self.cache.clear()
            found = self.cache[token, case, joined] = self._candidates(token, case, joined=joined)
        return found

    def _candidates(self, token: str, case: int, *, joined: bool) -> tuple[Candidate, ...]:
        scores: dict[tuple[int, ...], tuple[float, tuple[int, ...]]] = {}
        best = -99.0
        for enough, least, search in self._plans(token, case):
            if best > enough or len(token) < least:
                continue
            for words, score, cuts in search.run():
                if score > scores.get(words, (-99.0, ()))[0]:
                    scores[words] = (score, cuts)
                    best = max(best, score)
            if joined:
                break
        seen = self.model.readings.get(token) or self.model.readings.get(token.lower()) or {}
        for word in seen:
            scores.setdefault((word,), (-14.0, ()))
        found = []
        for words, (score, cuts) in scores.items():
            if len(words) == 1:
                score = self._with_memory(words[0], seen.get(words[0], 0), score)  # noqa: PLW2901
            prior = sum(math.log(self.model.language.unigram[w]) for w in words)
            found.append((score + prior, Candidate(words, score, cuts)))
        found.sort(key=lambda pair: -pair[0])
        limit = found[0][0] - SPREAD if found else 0.0
        return tuple(c for value, c in found[:KEEP] if value >= limit)

    def _with_memory(self, word: int, times: int, score: float) -> float:
        """Interpolate the segment model with how often the word was read as this token."""
        share = self.model.read.get(word, 0) + TRUST
        return math.log(times / share + TRUST / share * math.exp(score))

    def _plans(self, token: str, case: int) -> Iterator[tuple[float, int, "_Search"]]:
        """Searches, cheapest first: (needless above this score, least length, search)."""
        yield 0.0, 1, _Search(self, token, case)
        yield SINGLE_ENOUGH, SPLIT_MIN, _Search(self, token, case, split=True)
        yield KNOWN_ENOUGH, 2, _Search(self, token, case, wild=True)


State = tuple[float, Node, tuple[int, ...], tuple[int, ...], bool]


class _Search:
    """Beam search through the trie along the raw token, from left to right."""

    def __init__(
        self, channel: Channel, token: str, case: int, *, split: bool = False, wild: bool = False
    ) -> None:
        self.channel, self.token, self.case = channel, token, case
        self.split, self.wild = split, wild
        self.fronts: list[dict[tuple[int, tuple[int, ...], bool], State]]

    def run(self) -> list[tuple[tuple[int, ...], float, tuple[int, ...]]]:
        """(words, score, cuts) of complete readings within REACH of the best."""
        size = len(self.token)
        self.fronts = [{} for _ in range(size + 1)]
        self._offer(0, (0.0, self.channel.root, (), (), self.wild))
        done: list[tuple[tuple[int, ...], float, tuple[int, ...]]] = []
        for at in range(size + 1):
            self._silent(at)
            states = sorted(self.fronts[at].values(), key=lambda state: -state[0])[:BEAM]
            floor = states[0][0] - REACH if states else 0.0
            for state in states:
                if state[0] < floor:
                    break
                if at < size:
                    self._advance(at, state)
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

    def _steps(self, segment: str, state: State) -> Steps | None:
        first = state[1] is self.channel.root and not state[2]
        upper = self.case == CAPITALS or (self.case == TITLE and first)
        return (self.channel.upper if upper else self.channel.lower).get(segment)

    def _silent(self, at: int) -> None:
        """Letters read as nothing, and blanks read as nothing."""
        for state in list(self.fronts[at].values()):
            self._read(at, at, state)
            score, node, words, cuts, free = state
            if free:
                for letter, child in node.items():
                    if letter:
                        self._offer(at, (score + LOST_LETTER, child, words, cuts, False))
            if self.split and "" in node and 2 <= at <= len(self.token) - 2 and len(words) < 2:
                self._offer(
                    at,
                    (score + LOST_BLANK, self.channel.root, (*words, node[""]), (*cuts, at), free),
                )

    def _read(self, at: int, end: int, state: State) -> None:
        """Follow every unit that may be read as token[at:end]."""
        steps = self._steps(self.token[at:end], state)
        if not steps:
            return
        score, node, words, cuts, free = state
        for unit, price in steps.items():
            child = node.get(unit[0])
            if child is not None and len(unit) > 1:
                child = child.get(unit[1])
            if child is not None:
                self._offer(end, (score + price, child, words, cuts, free))

    def _advance(self, at: int, state: State) -> None:
        for end in range(at + 1, min(at + LONGEST, len(self.token)) + 1):
            self._read(at, end, state)
        score, node, words, cuts, free = state
        if node is not self.channel.root and not self.token[at].isalnum():
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
