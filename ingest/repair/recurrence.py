"""What recurs in a document decides what the language model leaves open.

Names and set phrases of one document ("Phường 5", "ngang sở") may be rare in others. After the
first reading, pairs of neighbouring syllables are counted, each by its probability; every unsure
syllable is then read again, with its neighbours and the other places of the document in view.
Source: Kuhn & De Mori 1990, "A cache-based natural language model for speech recognition".
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.repair.channel import Candidate
from ingest.repair.decoder import CHANNEL_WEIGHT, LANGUAGE_WEIGHT, Step
from ingest.repair.syllables import PUNCTUATION, UNKNOWN, LanguageModel

SURE = 0.97  # share above which a syllable is not read again
SLOW = 6.0  # pairs after which the document counts as much as TRUST allows half of
ELSEWHERE = 1.5  # a pair counts only if it was seen so often at other places
MOST = 1.3  # nats that a document may add to a pair: an error that recurs must not win by it
HOPELESS = 0.003  # a share that no document mends
SAY_NOTHING = frozenset((PUNCTUATION, UNKNOWN))
TRUST = 0.5  # most weight of the document against the language model


@dataclass(slots=True)
class _Document:
    """The words of a text, where each step's begin, and the pairs of words seen."""

    words: list[int]
    places: list[int]
    pairs: defaultdict[tuple[int, int], float] = field(default_factory=lambda: defaultdict(float))
    firsts: defaultdict[int, float] = field(default_factory=lambda: defaultdict(float))

    def see(self, first: int, second: int, share: float) -> None:
        self.pairs[first, second] += share
        self.firsts[first] += share

    def chance(self, first: int, second: int, own: float) -> tuple[float, float]:
        """P(second | first) at the document's other places, and how much it counts."""
        others = self.firsts[first] - own
        if others <= 0.0 or SAY_NOTHING & {first, second}:
            return 0.0, 0.0
        seen = self.pairs[first, second] - own
        if seen < ELSEWHERE:
            return 0.0, 0.0
        return min(1.0, seen / others), TRUST * others / (others + SLOW)


def settle(steps: Sequence[Step], language: LanguageModel) -> list[Step]:
    """The steps of a whole document, unsure ones read again; atoms and lengths stay the same."""
    document = _laid_out(steps)
    unsure = [i for i, step in enumerate(steps) if not step.edge.literal and step.confidence < SURE]
    shares = {i: _shares(document, i, steps[i], language) for i in unsure}
    for i, step in enumerate(steps):
        if not step.edge.literal:
            for candidate, share in shares.get(i, {step.candidate: 1.0}).items():
                _count(document, i, candidate, share)
    settled = list(steps)
    for i in unsure:
        now = _shares(document, i, settled[i], language, shares[i])
        chosen = max(now, key=now.__getitem__)
        if chosen == max(shares[i], key=shares[i].__getitem__):
            continue  # the document says nothing new: the beam saw more than the neighbours
        settled[i] = replace(settled[i], candidate=chosen, confidence=now[chosen])
        place = document.places[i]
        document.words[place : place + len(chosen.words)] = chosen.words
    return settled


def _laid_out(steps: Sequence[Step]) -> _Document:
    words, places = [PUNCTUATION, PUNCTUATION], []
    for step in steps:
        places.append(len(words))
        words += [w for w in step.candidate.words if w != PUNCTUATION or words[-1] != PUNCTUATION]
    return _Document([*words, PUNCTUATION, PUNCTUATION], places)


def _count(document: _Document, i: int, candidate: Candidate, share: float) -> None:
    place = document.places[i]
    document.see(document.words[place - 1], candidate.words[0], share)
    document.see(candidate.words[-1], document.words[place + len(candidate.words)], share)


def _shares(
    document: _Document,
    i: int,
    step: Step,
    language: LanguageModel,
    before: dict[Candidate, float] | None = None,
) -> dict[Candidate, float]:
    """P(candidate | neighbours) of the candidates of as many words as the chosen one.

    before: the shares that this step added to the counts; None where nothing is counted yet.
    """
    size = len(step.candidate.words)
    scores = {}
    for candidate in step.edge.candidates:
        if len(candidate.words) == size and (before is None or before[candidate] > HOPELESS):
            own = None if before is None else before[candidate]
            if own is not None and candidate is step.candidate:
                own += 1.0  # the neighbours have counted it too
            spoken = _log_chance(document, document.places[i], candidate.words, language, own)
            scores[candidate] = CHANNEL_WEIGHT * candidate.score + LANGUAGE_WEIGHT * spoken
    top = max(scores.values())
    total = sum(math.exp(score - top) for score in scores.values())
    return {candidate: math.exp(score - top) / total for candidate, score in scores.items()}


def _log_chance(
    document: _Document,
    place: int,
    words: tuple[int, ...],
    language: LanguageModel,
    own: float | None,
) -> float:
    """Log P(words and the two after them | the two before them)."""
    after = document.words[place + len(words) : place + len(words) + 2]
    row = [document.words[place - 2], document.words[place - 1], *words, *after]
    total = 0.0
    for k in range(2, len(row)):
        log = language.log_probability(row[k - 2], row[k - 1], row[k])
        if own is not None and k in {2, len(words) + 2}:
            seen, weight = document.chance(row[k - 1], row[k], own)
            log = min(log + MOST, math.log(math.exp(log) + weight * seen))
        total += log
    return total
