"""Where the words of each figure begin and end in a paragraph."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.figures import Figure


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a paragraph, [start, end)."""

    start: int
    end: int


def clauses(folded: str) -> Iterator[Stretch]:
    """Sentences and parts between semicolons; a list before a shared ": 80%" stays whole."""
    start = 0
    for sentence in re.finditer(r"(?:[^.]|\.(?!\s|$))+(?:\.|$)", folded):
        if re.search(r":\s?[^;:%]{0,30}\d\s?%\s?\W*$", sentence[0]):
            yield Stretch(sentence.start(), sentence.end())
            continue
        start = sentence.start()
        for part in re.finditer(r"[^;]+", sentence[0]):
            yield Stretch(start + part.start(), start + part.end())


def parts(folded: str, clause: Stretch, figures: Sequence[Figure]) -> list[Stretch]:
    """The stretch of the clause that belongs to each figure."""
    cuts = [clause.start]
    for first, second in pairwise(figures):
        between = folded[first.end : second.start]
        cuts.append(first.end + _cut(between))
    cuts.append(clause.end)
    return [Stretch(start, end) for start, end in pairwise(cuts)]


def _cut(between: str) -> int:
    """Where the words between two figures part: before the second, or after the first."""
    lead = re.search(r"(?:,|;| va)\s(?:\w+\s){0,3}?$", between)
    if lead:
        return lead.start()
    after = re.match(r"\s?(?:tro len|tro xuong)?\s?[,;)]", between)
    if after:
        return after.end()
    if (joined := re.search(r"\svoi (?=(?:tong )?(?:so|ty le|muc)\b)", between)) is not None:
        return joined.start()
    comma = between.rfind(",")
    return comma if comma >= 0 else len(between)
