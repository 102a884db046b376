"""A fresh process that asks questions of one index, one after the other; run by `cost`.

    python -m bench.search.asking INDEX QUESTIONS fused|whole HOW_MANY

Prints JSON: seconds to load, milliseconds of the first question and of the others (by the clock
and by the processor's own time, which other programs on the machine do not lengthen), memory.
"""

import random
import sys
import time
from pathlib import Path

from bench.search.material import questions
from bench.search.processes import memory, percentiles, say
from bench.search.rankers import Sides, whole
from search.engine import Engine

_WARM = 30  # questions asked before: pages of the files come into memory


def main() -> None:
    """Ask, measure, print."""
    index, asked, how, count = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], int(sys.argv[4])
    texts = [one.text for one in questions(asked, "all")]
    random.Random(7).shuffle(texts)  # noqa: S311 - no secret
    begun = time.perf_counter()
    rank = whole(Engine(index)) if how == "whole" else Sides(index).fused
    rank(texts[-1], 10)
    first = time.perf_counter() - begun
    for text in texts[-_WARM:]:
        rank(text, 10)
    wall, used = [], []
    for text in texts[:count]:
        begun, busy = time.perf_counter(), time.process_time()
        rank(text, 10)
        wall.append(1000 * (time.perf_counter() - begun))
        used.append(1000 * (time.process_time() - busy))
    say(
        {
            "first": 1000 * first,
            "wall": percentiles(wall),
            "used": percentiles(used),
            "memory": memory(),
            "asked": len(wall),
        }
    )


if __name__ == "__main__":
    main()
