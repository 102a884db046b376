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
TOPIC = 0.3  # share of the document among single words, where no context is known
TOPIC_SURE = 0.9  # share from which a word counts for the topic
TOPIC_SLOW = 300.0  # words that halve the topic
PARTS, SPREAD = 8, 5  # a word of the topic stands in so many eighths, not in one passage
TRUST = 0.5  # most weight of the document against the language model


@dataclass(slots=True)
class Document:
    """The words of a text, where each step's begin, and the pairs of words seen."""

    words: list[int]
    places: list[int]
    pairs: defaultdict[tuple[int, int], float] = field(default_factory=lambda: defaultdict(float))
    firsts: defaultdict[int, float] = field(default_factory=lambda: defaultdict(float))
    sure: defaultdict[int, float] = field(default_factory=lambda: defaultdict(float))
    size: float = 0.0  # sum of `sure`
    parts: defaultdict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def see(self, first: int, second: int, share: float) -> None:
        """Count a pair, by the chance that it stands there."""
        self.pairs[first, second] += share
        self.firsts[first] += share

    def topic(self, word: int) -> float:
        """P(word) where the document was read for sure."""
        if len(self.parts.get(word, ())) < SPREAD:
            return 0.0
        return self.sure[word] / (self.size + TOPIC_SLOW)

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
    document = laid_out(steps)
    unsure = [i for i, step in enumerate(steps) if not step.edge.literal and step.confidence < SURE]
    shares = {i: shares_of(document, i, steps[i], language) for i in unsure}
    trust = _trusts(document, steps, shares)
    for i, step in enumerate(steps):
        if not step.edge.literal:
            for candidate, share in shares.get(i, {step.candidate: 1.0}).items():
                _count(document, i, candidate, share, trust)
    settled = list(steps)
    for i in unsure:
        now = shares_of(document, i, settled[i], language, shares[i])
        chosen = max(now, key=now.__getitem__)
        if chosen == max(shares[i], key=shares[i].__getitem__):
            continue  # the document says nothing new: the beam saw more than the neighbours
        settled[i] = replace(settled[i], candidate=chosen, confidence=now[chosen])
        place = document.places[i]
        document.words[place : place + len(chosen.words)] = chosen.words
    return settled


def laid_out(steps: Sequence[Step]) -> Document:
    """The words chosen so far, marks in a row as one; nothing is counted yet."""
    words, places = [PUNCTUATION, PUNCTUATION], []
    for step in steps:
        places.append(len(words))
        words += [w for w in step.candidate.words if w != PUNCTUATION or words[-1] != PUNCTUATION]
    return Document([*words, PUNCTUATION, PUNCTUATION], places)


def _trusts(
    document: Document, steps: Sequence[Step], shares: dict[int, dict[Candidate, float]]
) -> list[float]:
    """P(right) of each of the document's words; sure words are counted for the topic."""
    trust = [1.0] * len(document.words)
    for i, step in enumerate(steps):
        if step.edge.literal:
            continue
        share = shares[i].get(step.candidate, 0.0) if i in shares else 1.0
        for k, word in enumerate(step.candidate.words, document.places[i]):
            trust[k] = share
            if share >= TOPIC_SURE:
                document.sure[word] += 1.0
                document.size += 1.0
                document.parts[word].add(k * PARTS // len(trust))
    return trust


def _count(
    document: Document, i: int, candidate: Candidate, share: float, trust: Sequence[float]
) -> None:
    """Count the pairs on both sides, each by the chance that both of its words are right."""
    place = document.places[i]
    after = place + len(candidate.words)
    document.see(document.words[place - 1], candidate.words[0], share * trust[place - 1])
    document.see(candidate.words[-1], document.words[after], share * trust[after])


def shares_of(
    document: Document,
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
    document: Document,
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
        if own is not None and k == 2 and len(words) == 1:
            log = _with_topic(document, language, (row[0], row[1], row[2]), log)
        if own is not None and k in {2, len(words) + 2}:
            seen, weight = document.chance(row[k - 1], row[k], own)
            log = min(log + MOST, math.log(math.exp(log) + weight * seen))
        total += log
    return total


def _with_topic(
    document: Document, language: LanguageModel, triple: tuple[int, int, int], log: float
) -> float:
    """The log probability, a share of its mass for single words given to the document's."""
    before, last, word = triple
    _, rest3, _, rest2 = language.following(before, last)
    more = document.topic(word) - language.unigram[word]
    return log if more <= 0.0 else math.log(math.exp(log) + rest3 * rest2 * TOPIC * more)
