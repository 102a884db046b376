"""What a word of a question counts, learned from questions with known answers.

"như thế nào", "được quy định", "xin hỏi" stand in questions and say nothing of the section that
settles them. For every frequent word and pair of words, `corpus/models/ranking/weights.csv` holds
how much oftener or seldomer than others it stands in the right section too, squared; made by
corpus/build/ranking_model.py. A word not in the table counts 1.
"""

from collections.abc import Callable
from functools import cache

import corpus

_FILE = ("models", "ranking", "weights.csv")

Weigh = Callable[[str], float]
"""A search term to what it counts, about 1."""


@cache
def _table() -> dict[str, float]:
    rows = corpus.path(*_FILE).read_text("utf-8").splitlines()[1:]
    return {term: float(weight) for term, weight in (row.rsplit(",", 1) for row in rows)}


def shipped(term: str) -> float:
    """What a search term of a question counts; 1 where nothing is known.

    >>> shipped("the_nao") < 0.1 < 0.5 < shipped("dat_dai")
    True
    """
    return _table().get(term, 1.0)
