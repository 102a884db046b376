"""Columns of an unruled table: blanks between its heads that run down through its lines.

Of each blank between two heads the part is taken that fewest lines cover, so that neither centred
heads nor short cells mislead; lines that cover it all the same are group rows or no table's.
Lengths are in the words' own unit (points, pixels), y downwards.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median

SAME_LINE = 0.5  # share of the lower word's height that words of one line have in common
BRIDGED = 0.6  # heights of a blank that may stand between two words of a cell
LINES_BACK = 4  # lines that may overlap, where cells of a row are centred on its height
STEPS = 48  # places looked at between two heads


@dataclass(frozen=True, slots=True)
class PlacedWord:
    """A word and where it stands. confidence: P(the word is right)."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float = 1.0

    @property
    def middle(self) -> float:
        """Middle of its height."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of a line with no wide blank between them."""

    words: tuple[PlacedWord, ...]

    @property
    def left(self) -> float:
        """Where the first word begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where the last word ends."""
        return max(word.right for word in self.words)

    @property
    def text(self) -> str:
        """The words with blanks between them."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True)
class WordLine:
    """Words on one height of a page, from left to right. height: of the page's usual word."""

    words: tuple[PlacedWord, ...]
    height: float

    @cached_property
    def middle(self) -> float:
        """Middle of its height, by its words' median."""
        return median(word.middle for word in self.words)

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """Its parts, wide blanks between them."""
        parts: list[list[PlacedWord]] = []
        for word in self.words:
            if parts and word.left - parts[-1][-1].right < BRIDGED * self.height:
                parts[-1].append(word)
            else:
                parts.append([word])
        return tuple(Segment(tuple(part)) for part in parts)

    def crossed(self, gutters: Sequence[float]) -> frozenset[int]:
        """Which of the columns' borders the line runs over."""
        return frozenset(
            index
            for index, x in enumerate(gutters)
            if any(part.left < x < part.right for part in self.segments)
        )

    def cells(self, gutters: Sequence[float]) -> dict[int, tuple[PlacedWord, ...]]:
        """The words of each column that has any."""
        found: dict[int, tuple[PlacedWord, ...]] = {}
        for word in self.words:
            column = column_of(word, gutters)
            found[column] = (*found.get(column, ()), word)
        return found

    def text(self) -> str:
        """The words with blanks between them."""
        return " ".join(word.text for word in self.words)


def column_of(word: PlacedWord, gutters: Sequence[float]) -> int:
    """Column from 0 in which the middle of a word stands."""
    return sum((word.left + word.right) / 2 > x for x in gutters)


def word_lines(words: Sequence[PlacedWord], height: float) -> list[WordLine]:
    """Lines from the top down. height: of the page's usual word."""
    lines: list[list[PlacedWord]] = []
    for word in sorted(words, key=lambda word: word.middle):
        near = [line for line in lines[-LINES_BACK:] if _shared(line, word) >= SAME_LINE]
        if near:
            max(near, key=lambda line: _shared(line, word)).append(word)
        else:
            lines.append([word])
    made = [WordLine(tuple(sorted(line, key=lambda w: w.left)), height) for line in lines]
    return sorted(made, key=lambda line: line.middle)


def _shared(line: Sequence[PlacedWord], word: PlacedWord) -> float:
    """Share of the lower one's height that a word has in common with a line's last words."""
    last = line[-8:]
    top, bottom = median(w.top for w in last), median(w.bottom for w in last)
    lower = max(1e-6, min(bottom - top, word.bottom - word.top))
    return (min(bottom, word.bottom) - max(top, word.top)) / lower


def gutters_under(heads: WordLine, lines: Sequence[WordLine]) -> list[float]:
    """The borders of columns: one for each blank between two heads, where fewest lines cover."""
    return list(_gutters(heads, lines))


def _gutters(heads: WordLine, lines: Sequence[WordLine]) -> Iterator[float]:
    spans = [(part.left, part.right) for line in lines for part in line.segments]
    for before, after in pairwise(heads.segments):
        start, wide = before.right, after.left - before.right
        places = [start + wide * (step + 0.5) / STEPS for step in range(STEPS)]
        covers = [sum(left < x < right for left, right in spans) for x in places]
        yield _widest(places, covers)


def _widest(places: Sequence[float], covers: Sequence[int]) -> float:
    """Middle of the longest run of places that are covered least."""
    least = min(covers)
    best: tuple[int, int] = (0, 0)
    start = 0
    for index, count in enumerate([*covers, least + 1]):
        if count > least:
            if index - start > best[1] - best[0]:
                best = (start, index)
            start = index + 1
    return (places[best[0]] + places[best[1] - 1]) / 2
