"""Texts as syllables for the second stage: what hypothesis draws, candidates made by hand."""

import numpy as np
from hypothesis import strategies as st

from search.candidates import Candidates
from search.fields import Fields
from search.ranking.tokens import ids, numbered

KNOWN = ("dat", "dai", "nha", "nuoc", "quy", "dinh")
UNKNOWN = ("qxz1", "qxz2", "vvvw")  # in no article of the codification
SYLLABLES = st.sampled_from(KNOWN + UNKNOWN)
TEXT = st.lists(SYLLABLES, max_size=130)
TEXTS = st.lists(TEXT, max_size=6)
ASKED = st.lists(SYLLABLES, max_size=9)
WEIGHTS = st.lists(st.integers(1, 64).map(lambda n: n / 16), min_size=9, max_size=9)


def fields(title="", above="", heading="", body=""):
    """Fields of folded words."""
    return Fields(*(tuple(part.split()) for part in (title, above, heading, body)), ())


def candidates(passages, documents=None, fused=None, *, seen=3, total=1000, **changes):
    """Candidates of `Fields`, all alike but for their words; every term is in `seen` passages."""
    n = len(passages)
    fused = np.linspace(1, 0.5, n, dtype=np.float32) if fused is None else np.array(fused)
    made = {
        "rows": np.arange(n),
        "documents": documents or [f"{at}/2020/tt-byt" for at in range(n)],
        "lexical": 5 * fused.astype(np.float32),
        "bound": 10.0,
        "dense": (fused / 2).astype(np.float32),
        "fused": fused.astype(np.float32),
        "tokens": [ids(one) for one in passages],
        "frequency": lambda terms: [seen] * len(terms),
        "total": total,
    }
    return Candidates(**(made | changes))


def texts_as_numbers(texts):
    return [numbered(text) for text in texts]
