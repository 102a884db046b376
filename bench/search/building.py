"""A fresh process that makes an index and says where its time went; run by `cost`, or by hand.

    python -m bench.search.building ARTICLES.jsonl.gz INDEX --passages N [--minutes M]

More passages than there are articles: multiplied (`multiplied`). --minutes: no passage is read
after that; what is there becomes the index. Prints JSON and keeps it in INDEX/bench.json.
"""

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from bench.search.material import BLANK_STAMP, passages
from bench.search.multiplied import multiplied
from bench.search.processes import memory, say
from kg.model import Passage
from search import encoder, indexing, lexical, segments
from search.engine import Engine
from search.ranking import tokens

KEPT = "bench.json"


class Clock:
    """Seconds spent in parts of a program, by name."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, float] = defaultdict(float)

    def timed(self, name: str, run: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, its time added to a part."""

        def wrapped(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401
            begun = time.perf_counter()
            try:
                return run(*arguments, **named)
            finally:
                self.spent[name] += time.perf_counter() - begun

        return wrapped

    def stream(self, name: str, values: Iterable[Passage]) -> Iterator[Passage]:
        """The same values, the time of making them added to a part."""
        rest = iter(values)
        step = self.timed(name, lambda: next(rest, None))
        while (value := step()) is not None:
            yield value


def watch(clock: Clock) -> None:
    """Put the clock before each part of indexing."""
    model: Any = encoder.load()
    model.passages = clock.timed("vectors (analysis, sum)", model.passages)
    tokens.ids = clock.timed("syllable numbers", tokens.ids)
    for holder, name, part in (
        (indexing, "read", "analysis of fields"),
        (indexing, "passage_terms", "terms, weighed"),
        (lexical.LexicalWriter, "add", "words: tantivy"),
        (lexical.LexicalWriter, "finish", "words: tantivy, last commit and merges"),
        (segments.SegmentWriter, "add", "files of rows, vectors, syllables"),
        (segments.SegmentWriter, "finish", "FAISS files, inverted file"),
    ):
        setattr(holder, name, clock.timed(part, getattr(holder, name)))


def until(values: Iterable[Passage], minutes: float) -> Iterator[Passage]:
    """Values until the time is over."""
    end = time.monotonic() + 60 * minutes
    for value in values:
        yield value
        if time.monotonic() > end:
            return


def main() -> None:
    """Make the index."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("index", type=Path)
    parser.add_argument("--passages", type=int, required=True)
    parser.add_argument("--minutes", type=float, default=1e6)
    given = parser.parse_args()
    read = passages(given.articles, given.passages)
    before, clock = memory(), Clock()
    watch(clock)
    every = until(multiplied(read, given.passages), given.minutes)
    begun = time.perf_counter()
    count = Engine(given.index).rebuild(
        clock.stream("passages (made by this script)", every), BLANK_STAMP
    )
    found = {
        "passages": count,
        "seconds": time.perf_counter() - begun,
        "used": time.process_time(),
        "parts": dict(sorted(clock.spent.items(), key=lambda part: -part[1])),
        "before": before,
        "memory": memory(),
    }
    (given.index / KEPT).write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    say(found)


if __name__ == "__main__":
    main()
