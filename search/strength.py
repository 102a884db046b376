"""How well the best passages meet a query: found, or merely the nearest there is.

Judged by two figures that compare between queries (unlike ranks): the share of the query's words
that is met, weighed by rarity, and the cosine. Fitted by `corpus/build/search_strength.py`.
"""

from collections.abc import Sequence

BIAS, LEXICAL, DENSE = -9.06, 15.14, 6.76
LIKE = 0.5
"""Cosine from which a passage without one word of the query may still be meant by it."""


def strength(hits: Sequence[tuple[float, float]]) -> float:
    """Log-odds that a query is one the passages answer, by the best (lexical, dense) of its hits.

    hits: of the three best. None: minus infinity.
    """
    if not hits:
        return float("-inf")
    lexical = max(value for value, _ in hits)
    dense = max(value for _, value in hits)
    return BIAS + LEXICAL * lexical + DENSE * dense


def nothing(hits: Sequence[tuple[float, float]]) -> bool:
    """Whether these hits have no word of the query and little of its meaning: any text might."""
    return all(lexical <= 0 and dense < LIKE for lexical, dense in hits)


def weak(hits: Sequence[tuple[float, float]]) -> bool:
    """Whether these hits, though the nearest, are likelier beside the point; False for none.

    >>> weak([(0.9, 0.8)]), weak([(0.1, 0.3)]), weak([])
    (False, True, False)
    """
    return bool(hits) and strength(hits) < 0
