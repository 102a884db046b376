"""What a doubtful day or the doubtful name of an office may be, from what is known otherwise.

A day: of documents of the cited number, where the day that was read differs from theirs in one of
day, month and year. An office: of the names that are listed, where its other syllables stand there.
Nothing else is offered: for other words no source is sound.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import corpus
from kg.doubtful import DoubtfulPlace, DoubtKind
from kg.gazetteer import Gazetteer, Syllable, syllables
from kg.model import Line, Mention

if TYPE_CHECKING:
    from kg.registry import Registry
    from kg.review_ledger import Waiting
    from kg.store import Store

MOST: Final = 3
LEAST_SYLLABLES: Final = 3  # of an office's name; a shorter one stands in many places by chance
LEAST_SURE: Final = 2  # syllables of the name that are not in doubt and are read as listed
_WORDS: Final = frozenset({DoubtKind.HEADER, DoubtKind.CITATION, DoubtKind.WORDS})
_FIGURES: Final = re.compile(r"\d+")


def readings(
    item: "Waiting", store: "Store", registry: "Registry", mentions: Callable[[str], list[Mention]]
) -> tuple[str, ...]:
    """Other words that a place may hold, likeliest first; those that its text offers come first.

    mentions: all of a document by its id, asked for where a day is in doubt.
    """
    place = item.place
    if place is None:
        return ()
    if place.kind is DoubtKind.DATE:
        cited = cited_before(place, item.line, mentions(item.document.id))
        number = cited.canonical if cited else None
        if number is None:
            return place.choices
        known = [record.header.date for record in store.group(number) if record.held]
        known += [entry.signed for entry in registry.by_number(number)]
        return _joined(place, near_days(place.found, known))
    if place.kind in _WORDS:
        return _joined(place, office_readings(place, item.line))
    return place.choices


def _joined(place: DoubtfulPlace, more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*place.choices, *more)))[: max(MOST, len(place.choices))]


def cited_before(place: DoubtfulPlace, line: Line, mentions: Sequence[Mention]) -> Mention | None:
    """The citation of which the place tells the day: the last that begins before it on its line."""
    begun = [
        mention
        for mention in mentions
        if mention.line == line.number and 0 <= mention.char_start - line.start < place.raw_end
    ]
    return max(begun, key=lambda mention: mention.char_start, default=None)


def near_days(found: str, known: Iterable[dt.date | None]) -> list[str]:
    """The words that were read with one of day, month and year put right, for each known day.

    >>> near_days("ngày 15/17/2021", [dt.date(2021, 7, 15), dt.date(2019, 7, 14)])
    ['ngày 15/7/2021']
    """
    figures = list(_FIGURES.finditer(found))
    if len(figures) != 3:
        return []
    offered = []
    for day in sorted({day for day in known if day}, reverse=True):
        right = (day.day, day.month, day.year)
        wrong = [n for n in range(3) if int(figures[n][0]) != right[n]]
        if len(wrong) == 1:
            at = figures[wrong[0]]
            zero = at[0].startswith("0") or (wrong[0] == 0 and right[0] < 10)
            said = f"{right[wrong[0]]:02}" if zero and wrong[0] < 2 else str(right[wrong[0]])
            offered.append(f"{found[: at.start()]}{said}{found[at.end() :]}")
    return offered


def office_readings(place: DoubtfulPlace, line: Line) -> list[str]:
    """The place as the listed name of an office has it that stands around and in it."""
    names, printed = _names()
    stream = syllables(line.text)
    doubts = [(a, b) for a, b, _ in place.doubts] or [(place.start, place.end)]
    offered: dict[str, None] = {}
    for first in range(len(stream)):
        match = names.match(stream, first, fuzzy=True)
        if match is None or stream[first].start >= place.end:
            continue
        within = stream[first : match.last]
        words = printed[match.name]
        if len(words) != len(within) or not _sure(within, words, doubts):
            continue
        said = _with(place, line, within, words)
        if said not in (None, place.found):
            offered.setdefault(str(said))
    return list(offered)


def _sure(
    within: Sequence[Syllable], words: Sequence[str], doubts: Sequence[tuple[int, int]]
) -> bool:
    """Whether enough of the name stands there beyond doubt."""
    sure = sum(
        syllables(word)[0].text == syllable.text
        for syllable, word in zip(within, words, strict=True)
        if not any(a < syllable.end and syllable.start < b for a, b in doubts)
    )
    return sure >= LEAST_SURE and sure * 2 >= len(within)


def _with(
    place: DoubtfulPlace, line: Line, within: Sequence[Syllable], words: Sequence[str]
) -> str | None:
    """The place's words with those syllables as the name has them; None where none is there."""
    said, at, touched = "", place.start, False
    for syllable, word in zip(within, words, strict=True):
        if syllable.end <= place.start or syllable.start >= place.end:
            continue
        if syllable.start < place.start or syllable.end > place.end:
            return None
        old = line.text[syllable.start : syllable.end]
        said += line.text[at : syllable.start] + _cased(word, old)
        at, touched = syllable.end, True
    return said + line.text[at : place.end] if touched else None


def _cased(word: str, old: str) -> str:
    """A syllable of a name in the letters, small or capital, that were read."""
    if len(old) > 1 and old.isupper():
        return word.upper()
    return word if not old[:1].islower() else word.lower()


@lru_cache(maxsize=1)
def _names() -> tuple[Gazetteer, list[list[str]]]:
    """Listed names of offices, and their syllables as printed."""
    found = dict.fromkeys(
        name
        for row in corpus.table("offices")
        for name in (row["name"], *filter(None, row["aliases"].split(";")))
    )
    split = [(name, name.split()) for name in found]
    kept = [
        (name, words)
        for name, words in split
        if len(words) >= LEAST_SYLLABLES and len(syllables(name)) == len(words)
    ]
    return Gazetteer((name, index) for index, (name, _) in enumerate(kept)), [w for _, w in kept]
