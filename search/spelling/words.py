"""What is known of words: counts of syllables and pairs, shipped and of this library.

The shipped table (corpus/reference/word_counts.csv.gz) counts the codification of the law; a
library's own words (names of places and people) are added by how many passages hold them.
"""

import gzip
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import corpus
from kg.folding import fold
from search.analysis import STOP_WORDS

Frequencies = Callable[[Sequence[str]], Sequence[int]]
_VOWEL = re.compile(r"[aeiouy]")
_BACKOFF = 0.05
"""Share of a word's own probability after a word that it was never seen after."""
_UNSEEN = 0.05  # occurrences that a word is taken to have which was never seen
_USUAL = 6  # letters that a syllable may have; each more makes an unseen word less likely
_POSSIBLE = 5  # occurrences that a syllable of the language has at least
_REGULAR = 500  # occurrences from which a syllable shows how syllables are made
_SPOKEN = 5_000  # and that a word of questions has at least: "gì", "sao" are rare in laws


@dataclass(frozen=True, slots=True)
class _Row:
    """One folded syllable of the table; `followers` is parsed when it is first asked for."""

    count: int
    spellings: str
    followers: str


@cache
def _table() -> Mapping[str, _Row]:
    packed = corpus.path("reference", "word_counts.csv.gz").read_bytes()
    rows = (line.split(",", 3) for line in gzip.decompress(packed).decode().splitlines()[1:])
    return {syllable: _Row(int(count), said, after) for syllable, count, said, after in rows}


@cache
def _total() -> int:
    return sum(row.count for row in _table().values())


@cache
def _followers(syllable: str) -> Mapping[str, tuple[int, str]]:
    """Folded syllable -> how often it follows, and the most frequent spelling of the pair."""
    row = _table().get(syllable)
    found: dict[str, tuple[int, str]] = {}
    for item in row.followers.split() if row else ():
        pair, _, count = item.rpartition(":")
        found[fold(pair.partition("_")[2])] = int(count), pair
    return found


def shipped(syllable: str) -> bool:
    """Whether the shipped table has this folded syllable."""
    return syllable in _table()


def possible(syllable: str) -> bool:
    """Whether Vietnamese has such a syllable: a known beginning before a known end.

    The law has no "xeo" or "flan"; the first is a word of the language, the second is not.
    """
    return syllable in _table() or any(
        syllable[:at] in _onsets() and syllable[at:] in _rimes() for at in range(4)
    )


@cache
def _onsets() -> frozenset[str]:
    return frozenset(" b c ch d g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x".split(" "))


@cache
def _rimes() -> frozenset[str]:
    """Ends of the table's frequent syllables, after their longest beginning."""
    found = set()
    for syllable, row in _table().items():
        if row.count >= _REGULAR:
            length = max(at for at in range(4) if syllable[:at] in _onsets())
            found.add(syllable[length:])
    return frozenset(rime for rime in found if _VOWEL.match(rime))


@cache
def spellings(syllable: str) -> Mapping[str, int]:
    """The most frequent spellings of a folded syllable with their counts, best first."""
    row = _table().get(syllable)
    items = (item.rpartition(":") for item in (row.spellings.split() if row else ()))
    return {word: int(count) for word, _, count in items}


def pair_spelling(left: str, right: str) -> tuple[str, str] | None:
    """How two folded syllables side by side are spelt most often; None where never seen."""
    found = _followers(left).get(right)
    if found is None:
        return None
    first, _, second = found[1].partition("_")
    return first, second


class Words:
    """Counts of folded words and of their pairs, with those of one library."""

    def __init__(self, frequencies: Frequencies) -> None:
        """frequencies: how many passages of the library hold each search term."""
        self._frequencies = frequencies
        self._held: dict[str, int] = {}

    def ask(self, words: Iterable[str], pairs: Iterable[tuple[str, str]]) -> None:
        """Have the library's own counts of these, in one question."""
        terms = {*words, *(f"{left}_{right}" for left, right in pairs)} - self._held.keys()
        wanted = sorted(terms)
        self._held.update(zip(wanted, self._frequencies(wanted), strict=True))

    def count(self, word: str) -> int:
        """How often a folded word was seen."""
        row = _table().get(word)
        seen = (row.count if row else 0) + self._held.get(word, 0)
        if seen < _POSSIBLE and possible(word):
            seen = _POSSIBLE
        return max(seen, _SPOKEN) if word in STOP_WORDS else seen

    def together(self, left: str, right: str) -> int:
        """How often two folded words were seen side by side."""
        shipped_count = _followers(left).get(right, (0, ""))[0]
        return shipped_count + self._held.get(f"{left}_{right}", 0)

    def likelihood(self, word: str, after: str | None) -> float:
        """Natural logarithm of the probability of a word after another (None: of any).

        Backing off without discount (Brants et al. 2007, "Large language models in machine
        translation"): enough to compare two readings of one query.
        """
        if after is not None and (seen := self.together(after, word)):
            return math.log(seen / max(seen, self.count(after)))
        known = self.count(word)
        alone = math.log((known + _UNSEEN) / _total())
        if not known:
            alone -= max(0, len(word) - _USUAL)
        free = after is None or word in STOP_WORDS or after in STOP_WORDS
        return alone if free else alone + math.log(_BACKOFF)

    def usual(self, left: str, right: str) -> bool:
        """Whether two words stand together more often than chance would put them there."""
        seen = self.together(left, right)
        return seen > 0 and seen * _total() >= self.count(left) * self.count(right)
