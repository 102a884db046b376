"""Readings so surprising where they stand that the token deserves a wider search.

A token with a cheap reading that no neighbour expects ("Cin ctit" as "Căn cút") is searched again
for letters lost, added or unheard of; its neighbours choose among all that was found.
Source: Kernighan, Church & Gale 1990, "A spelling correction program based on a noisy channel
model", which lets one letter be inserted, deleted or replaced.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ingest.repair.atoms import Atom
from ingest.repair.channel import Scope, case_of
from ingest.repair.decoder import CHANNEL_WEIGHT, LANGUAGE_WEIGHT, Decoder, Step
from ingest.repair.recurrence import Document, laid_out, shares_of

SURPRISE: Final = -12.5  # weighted log P(token, syllable | two syllables before) below that
SHARE: Final = 0.8  # least share of a new reading against all others


def reconsider(steps: Sequence[Step], atoms: Sequence[Atom], decoder: Decoder) -> list[Step]:
    """The steps, surprising ones read again; each covers the same atoms as before."""
    document = laid_out(steps)
    result = list(steps)
    for i, step in enumerate(steps):
        if not _surprises(document, i, step, decoder):
            continue
        raw = atoms[step.edge.start].raw
        found = decoder.channel.candidates(raw, case_of(raw), Scope.MIXED, wide=True)
        known = {candidate.words for candidate in step.edge.candidates}
        new = tuple(c for c in found if len(c.words) == 1 and c.words not in known)
        if not new:
            continue
        wider = replace(step, edge=replace(step.edge, candidates=(*step.edge.candidates, *new)))
        shares = shares_of(document, i, wider, decoder.model.language)
        best = max(shares, key=shares.__getitem__)
        if best.words in known or shares[best] < SHARE:
            continue
        result[i] = replace(wider, candidate=best, confidence=shares[best])
        document.words[document.places[i]] = best.words[0]
    return result


def _surprises(document: Document, i: int, step: Step, decoder: Decoder) -> bool:
    edge, words = step.edge, step.candidate.words
    if edge.literal or len(words) != 1 or edge.end != edge.start + 1:
        return False
    place = document.places[i]
    before, last = document.words[place - 2 : place]
    spoken = decoder.model.language.log_probability(before, last, words[0])
    return CHANNEL_WEIGHT * step.candidate.score + LANGUAGE_WEIGHT * spoken < SURPRISE
