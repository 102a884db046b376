"""The most probable syllables behind a run of damaged atoms: beam search over a lattice.

A hypothesis is known by its last two words, as the trigram model demands.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ingest.repair.atoms import Atom
from ingest.repair.channel import Candidate, Channel
from ingest.repair.lattice import MARK, Edge, Lattice
from ingest.repair.syllables import PUNCTUATION, UNKNOWN, Model
from ingest.repair.weighing import Weigher

BEAM, WIDTH = 8, 10.0
LANGUAGE_WEIGHT = 0.9
CHANNEL_WEIGHT = 1.0
HOPELESS = 12.0  # nats below the best: no share of the probability worth counting

# score, word before the last, last word, path before, edge, candidate: tuples, for speed
Path = tuple[float, int, int, Any, Edge | None, Candidate | None]


@dataclass(frozen=True, slots=True)
class Step:
    """A chosen edge with the chosen candidate and P(right) of each of its words."""

    edge: Edge
    candidate: Candidate
    confidence: float


class Decoder:
    """Reads atoms with one model; keeps only caches between calls."""

    def __init__(self, model: Model, channel: Channel, weigher: Weigher | None = None) -> None:
        self.model = model
        self.channel = channel
        self.weigher = weigher
        self.lattice = Lattice(model, channel)

    def decode(self, atoms: Sequence[Atom]) -> list[Step]:
        """The best reading of all atoms, in order."""
        edges = [self.lattice.edges(atoms, i) for i in range(len(atoms))]
        if self.weigher is not None:
            edges = self.weigher.weigh(atoms, edges)
        fronts: list[dict[int, Path]] = [{} for _ in range(len(atoms) + 1)]
        fronts[0][0] = (0.0, PUNCTUATION, PUNCTUATION, None, None, None)
        for i in range(len(atoms)):
            paths = sorted(fronts[i].values(), key=_score, reverse=True)[:BEAM]
            if not paths:
                continue
            floor = paths[0][0] - WIDTH
            alive = [path for path in paths if path[0] >= floor]
            for edge in edges[i]:
                self._extend(alive, edge, fronts[edge.end])
            fronts[i] = {}
        path = max(fronts[-1].values(), key=_score)
        chosen: list[tuple[Edge, Candidate]] = []
        while path[4] is not None and path[5] is not None:
            chosen.append((path[4], path[5]))
            path = path[3]
        return self._with_confidence(chosen[::-1])

    def _extend(self, paths: list[Path], edge: Edge, front: dict[int, Path]) -> None:
        """Read on from every path; a reading too poor even for a certain word is left out."""
        following = self.model.language.following
        log_probability = self.model.language.log_probability
        unigram, log = self.model.language.unigram, math.log
        first = edge.candidates[0]
        best = max((path[0] for path in front.values()), default=-math.inf)
        for path in paths:
            base, before, last = path[:3]
            if first.words == MARK and last == PUNCTUATION:
                _offer(front, (base + first.score, before, last, path, edge, first))
                continue
            parts3, rest3, parts2, rest2 = following(before, last)
            for candidate in edge.candidates:
                score = base + candidate.score
                if score < best - WIDTH:
                    continue
                words = candidate.words
                word = words[0]
                p = parts3.get(word, 0.0) + rest3 * (parts2.get(word, 0.0) + rest2 * unigram[word])
                score += LANGUAGE_WEIGHT * log(p)
                prior = last
                for follower in words[1:]:
                    score += LANGUAGE_WEIGHT * log_probability(prior, word, follower)
                    prior, word = word, follower
                if score < best - WIDTH:
                    continue
                best = max(best, score)
                key = prior << 16 | word
                old = front.get(key)
                if old is None or old[0] < score:
                    front[key] = (score, prior, word, path, edge, candidate)

    def _with_confidence(self, chosen: list[tuple[Edge, Candidate]]) -> list[Step]:
        """Confidence: the chosen candidate's share among those of its edge, neighbours fixed."""
        flat: list[int] = [PUNCTUATION, PUNCTUATION]
        places = []
        for _, candidate in chosen:
            places.append(len(flat))
            for word in candidate.words:
                if not (word == PUNCTUATION and flat[-1] == PUNCTUATION):
                    flat.append(word)
        flat += [PUNCTUATION, PUNCTUATION]
        steps = []
        for place, (edge, candidate) in zip(places, chosen, strict=True):
            share = 1.0
            if not edge.literal:
                share = self._share(flat, place, edge, candidate)
            elif candidate.words[0] == UNKNOWN:
                share = 0.5
            steps.append(Step(edge, candidate, share))
        return steps

    def _share(self, flat: list[int], place: int, edge: Edge, chosen: Candidate) -> float:
        if len(edge.candidates) == 1:
            return 1.0
        log_probability = self.model.language.log_probability
        after = tuple(flat[place + len(chosen.words) : place + len(chosen.words) + 2])
        first, second = flat[place - 2], flat[place - 1]
        scores, mine, top = [], 0.0, -math.inf
        for candidate in edge.candidates:
            if candidate.score < top - HOPELESS and candidate is not chosen:
                continue
            before, last, spoken = first, second, 0.0
            for word in candidate.words + after:
                spoken += log_probability(before, last, word)
                before, last = last, word
            score = CHANNEL_WEIGHT * candidate.score + LANGUAGE_WEIGHT * spoken
            scores.append(score)
            top = max(top, score)
            if candidate is chosen:
                mine = score
        return math.exp(mine - top) / sum(math.exp(s - top) for s in scores)


def _score(path: Path) -> float:
    return path[0]


def _offer(front: dict[int, Path], path: Path) -> None:
    key = path[1] << 16 | path[2]
    old = front.get(key)
    if old is None or old[0] < path[0]:
        front[key] = path
