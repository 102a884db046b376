"""Many passages made of few: for speed and memory only; what they say is no law.

The articles as they are, then copies. A copy has another id and another document number (two
digits more before the first slash, in title and number alike); in heading and text one syllable
in ten is replaced by one drawn from all articles (as often as it stands there), and one in ten
changes places with its neighbour inside the sentence. So no copy is an exact duplicate, lists of
words grow as they would, and new pairs of syllables appear. Seeded: the same every time.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from kg.model import Passage

REPLACED = SWAPPED = 0.1
_ENDS = ".;:,?!"
_POOL = 400_000  # syllables that replacements are drawn from


def multiplied(passages: Sequence[Passage], count: int) -> Iterator[Passage]:
    """`count` passages: the given ones, then their copies, round by round."""
    pool = _syllables(passages)
    turns = range(-(-count // len(passages)))
    every = chain.from_iterable(
        (passages if turn == 0 else _copies(passages, turn, pool)) for turn in turns
    )
    return (passage for _, passage in zip(range(count), every, strict=False))


def _syllables(passages: Sequence[Passage]) -> list[str]:
    """Syllables, drawn evenly from all texts."""
    step = max(1, len(passages) * 200 // _POOL)
    return [word for one in passages[::step] for word in one.text.split()][:_POOL]


def _copies(passages: Iterable[Passage], turn: int, pool: Sequence[str]) -> Iterator[Passage]:
    draw = random.Random(turn)  # noqa: S311 - no secret
    for one in passages:
        number = numbered(one.document, turn)
        title = one.title.replace(one.document, number)
        *above, heading = one.heading_path or ("",)
        yield replace(
            one,
            id=f"{one.id}~{turn}",
            document=number,
            title=title,
            heading_path=(
                *(title if part == one.title else part for part in above),
                title if heading == one.title else altered(heading, draw, pool),
            ),
            text=altered(one.text, draw, pool),
        )


def numbered(number: str, turn: int) -> str:
    """A document number of its own for each copy.

    >>> numbered("57/2020/QH14", 3)
    '5703/2020/QH14'
    """
    ordinal, slash, rest = number.partition("/")
    return f"{ordinal}{turn:02d}{slash}{rest}"


def altered(text: str, draw: random.Random, pool: Sequence[str]) -> str:
    """The text with some syllables replaced and some neighbours exchanged; lines are kept."""
    return "\n".join(_line(line.split(), draw, pool) for line in text.split("\n"))


def _line(words: list[str], draw: random.Random, pool: Sequence[str]) -> str:
    count = len(words)
    if not count:
        return ""
    for _ in range(_times(count * REPLACED, draw)):
        words[int(draw.random() * count)] = pool[int(draw.random() * len(pool))]
    for _ in range(_times(count * SWAPPED, draw) if count > 1 else 0):
        at = int(draw.random() * (count - 1))
        if words[at][-1] not in _ENDS:
            words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)


def _times(mean: float, draw: random.Random) -> int:
    """A whole number that is `mean` on the average."""
    return int(mean + draw.random())
