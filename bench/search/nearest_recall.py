"""A fresh process that compares an index's inverted file with an exact search; run by `cost`.

    python -m bench.search.nearest_recall INDEX QUESTIONS HOW_MANY

Prints JSON: the share of the true ten (and hundred) nearest vectors of each real question that
the index gives, and milliseconds of either. Equal scores count as found.
"""

import random
import sys
import time
from pathlib import Path

import numpy as np

from bench.search.material import questions
from bench.search.processes import say
from search import encoder
from search.analysis import ANALYSIS
from search.opened import newest


def main() -> None:
    """Ask both, compare, print."""
    folder, asked, count = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    index = newest(folder, ANALYSIS, None)
    texts = [one.text for one in questions(asked, "all")]
    random.Random(7).shuffle(texts)  # noqa: S311 - no secret
    vectors = encoder.load(index.model).queries(texts[:count])
    blocks = [one.vectors.blocks() for one in index.rows.segments]
    best = np.zeros((count, 100), np.float32)
    begun = time.perf_counter()
    for segment in blocks:
        for block in segment:
            near = np.concatenate([best, vectors @ block.T], axis=1)
            best = -np.partition(-near, 99, axis=1)[:, :100]
    truth = -np.sort(-best, axis=1)
    exact = 1000 * (time.perf_counter() - begun) / count
    found = {10: 0.0, 100: 0.0}
    begun = time.perf_counter()
    for vector, scores in zip(vectors, truth, strict=True):
        near, _ = index.rows.nearest(vector, 100)
        for k in found:
            found[k] += float((near[:k] >= scores[k - 1] - 1e-5).sum()) / k / count
    spent = 1000 * (time.perf_counter() - begun) / count
    facts = [dict(one.facts) for one in index.rows.segments]
    say({"recall": found, "ms": spent, "exact_ms": exact, "asked": count, "segments": facts})


if __name__ == "__main__":
    main()
