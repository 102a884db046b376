"""Readings found beforehand for `ingest.repair`: of every token that the line pairs hold.

They are what the channel would find at run time, cut to what a decoder can use.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np

from ingest.repair.atoms import AtomKind, split_atoms
from ingest.repair.channel import CAPITALS, Candidate, Channel, Scope, case_of
from ingest.repair.known import Reading, pack
from ingest.repair.list_marks import list_marks
from ingest.repair.syllables import Model

MOST_TOKENS = 40_000
MOST_READINGS = 16
SPREAD = 9.0  # nats below the best, with frequency


def seen_tokens(lines: Sequence[str]) -> list[str]:
    """Words among the atoms of damaged lines, most frequent first."""
    atoms = split_atoms(lines, list_marks(lines))
    counts = Counter(atom.raw for atom in atoms if atom.kind is AtomKind.WORD)
    return [token for token, _ in counts.most_common(MOST_TOKENS)]


def _kept(channel: Channel, found: Iterable[Candidate]) -> list[Reading]:
    unigram = channel.model.language.unigram
    kept: list[tuple[float, Reading]] = []
    for candidate in found:
        if len(candidate.words) <= 2:
            prior = sum(float(np.log(unigram[word])) for word in candidate.words)
            reading = (candidate.words, candidate.score, candidate.cuts)
            kept.append((candidate.score + prior, reading))
    top = max((value for value, _ in kept), default=0.0)
    return [reading for value, reading in kept if value >= top - SPREAD][:MOST_READINGS]


def _rows(channel: Channel, tokens: Iterable[str]) -> Iterator[tuple[str, bool, list[Reading]]]:
    for token in tokens:
        case = case_of(token)
        for scope in (Scope.MIXED, Scope.HEADLINE):
            if scope is Scope.MIXED or case == CAPITALS:
                found = channel.candidates(token, case, scope)
                yield token, scope is Scope.HEADLINE, _kept(channel, found)


def known_readings(arrays: dict[str, Any], lines: Sequence[str]) -> dict[str, Any]:
    """Arrays for `ingest.repair.known`; arrays: the model without them. lines: raw lines."""
    channel = Channel(Model(arrays))
    return pack(_rows(channel, seen_tokens(lines)))
