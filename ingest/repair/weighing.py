"""The candidates of a lattice, weighed by the network that sees the whole line around.

The trigram model sees two words before; the network sees the damaged words on both sides. Its
odds among the candidates of one token are added to their scores, so the search, the confidences
and the second readings all have them. Without the network's file nothing changes.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from ingest.repair.atoms import Atom, AtomKind
from ingest.repair.channel import Candidate
from ingest.repair.context import ContextModel, load_context
from ingest.repair.lattice import Edge
from ingest.repair.smoothing import VOWELS
from ingest.repair.syllables import Model, load_model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CONTEXT_WEIGHT: Final = 0.4  # of the network's log odds against the channel's
LEAST_ODDS: Final = -12.0  # nats below the best candidate: the network is never surer
SURE: Final = 0.97  # least P(word) for a figure or mark to be read as a word
ODD_MARKS: Final = frozenset("&@€£¢§©®¥$")
STANDS_FOR: Final = 0.0  # channel score of such a word, the only candidate

Lattice = list[list[Edge]]  # the edges from each atom


class Weigher:
    """Adds the network's odds to candidates."""

    def __init__(self, model: Model, context: ContextModel) -> None:
        import numpy as np

        self.model = model
        self.context = context
        unknown = context.index["<unk>"]
        self._columns = np.array([context.index.get(word, unknown) for word in model.words])

    def weigh(self, atoms: Sequence[Atom], edges: Lattice) -> Lattice:
        """The edges, candidates of words weighed; figures and marks that are words as such."""
        tokens = [atom.raw for atom in atoms]
        weighed = self._weighed(tokens, edges)
        places = [i for i, atom in enumerate(atoms) if _may_be_word(atom)]
        for place, word in zip(places, self.context.stands_for(tokens, places, SURE), strict=True):
            number = self.model.index.get(word)
            if number is not None and (len(word) > 1 or word in VOWELS):
                weighed[place] = [Edge(place, place + 1, (Candidate((number,), STANDS_FOR),))]
        return weighed

    def _weighed(self, tokens: Sequence[str], edges: Lattice) -> Lattice:
        import numpy as np

        open_edges = [e for row in edges for e in row if not e.literal and len(e.candidates) > 1]
        sizes = [len(edge.candidates) for edge in open_edges]
        if not sizes:
            return [list(row) for row in edges]
        places = np.repeat(np.array([edge.start for edge in open_edges]), sizes)
        words = np.array([c.words[0] for edge in open_edges for c in edge.candidates])
        odds = self.context.odds(tokens, places, self._columns[words])
        bonus = _below_best(odds, sizes).tolist()
        weighed: Lattice = [[] for _ in edges]
        at = 0
        for i, row in enumerate(edges):
            for edge in row:
                if edge.literal or len(edge.candidates) < 2:
                    weighed[i].append(edge)
                    continue
                end = at + len(edge.candidates)
                candidates = tuple(
                    Candidate(c.words, c.score + more, c.cuts)
                    for c, more in zip(edge.candidates, bonus[at:end], strict=True)
                )
                at = end
                weighed[i].append(replace(edge, candidates=candidates))
        return weighed


def _below_best(odds: "NDArray[Any]", sizes: Sequence[int]) -> "NDArray[np.float64]":
    """Weighted odds of each candidate against the best of its group."""
    import numpy as np

    starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))
    best = np.repeat(np.maximum.reduceat(odds, starts), sizes)
    below: NDArray[np.float64] = CONTEXT_WEIGHT * np.maximum(odds - best, LEAST_ODDS)
    return below


def _may_be_word(atom: Atom) -> bool:
    """Whether a short figure or an odd mark might be a misread word: "6" (ở), "1a" (là)."""
    if atom.raw in ODD_MARKS:
        return atom.kind is AtomKind.MARK
    return len(atom.raw) <= 2 and any(c.isdigit() for c in atom.raw)


@lru_cache(maxsize=1)
def load_weigher() -> Weigher | None:
    """The shipped network with the shipped model; None where its file is missing."""
    context = load_context()
    return None if context is None else Weigher(load_model(), context)
