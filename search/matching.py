"""How well a short text (task, target, sentence) covers what a question is about."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.task_text import words_of


@dataclass(frozen=True, slots=True)
class Match:
    """One text that shares words with the topic.

    index: of the text. coverage: weighted share of the topic's words that it has, in [0, 1].
    pairs: share of the topic's neighbouring words that stand side by side, in [0, 1].
    score: coverage with a bonus for word pairs in order and for short texts, to rank by.
    """

    index: int
    coverage: float
    pairs: float
    score: float


def rank(
    topic: Sequence[str], texts: Sequence[str], shares: Mapping[str, float] | None = None
) -> list[Match]:
    """Texts that share a word with the topic, best first; ties by position.

    shares: share of all texts that have a word, where `texts` are chosen ones; else it is counted
    over `texts`. Words are weighed by inverse document frequency (with a floor, so that a word
    that stands in every text still counts a little). Cost O(total words).
    """
    split = [words_of(text) for text in texts]
    weight = _weights(topic, split, shares)
    total = math.fsum(weight.values())
    if not total:
        return []
    pairs = set(pairwise(topic))
    found = []
    for index, words in enumerate(split):
        covered = min(1.0, math.fsum(weight[word] for word in set(topic) & set(words)) / total)
        if covered:
            joined = len(pairs & set(pairwise(words))) / max(1, len(pairs))
            brevity = 1 / (1 + len(words) / 60)
            found.append(Match(index, covered, joined, covered + 0.35 * joined + 0.1 * brevity))
    return sorted(found, key=lambda match: (-match.score, match.index))


_FEW = 0.002  # share below which a word is as rare as one that no text has


def _weights(
    topic: Sequence[str], split: Sequence[Sequence[str]], shares: Mapping[str, float] | None
) -> dict[str, float]:
    if shares is None:
        counts = Counter(word for words in split for word in set(words))
        size = len(split)
        return {word: 0.3 + math.log(1 + size / (1 + counts[word])) for word in set(topic)}
    return {word: 0.3 + math.log(1 + 1 / max(_FEW, shares.get(word, 0.0))) for word in set(topic)}
