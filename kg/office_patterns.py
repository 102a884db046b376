"""Offices that no list has, by how they are named: "Sở", "Phòng" and the like, then fields.

Source of the fields: reference/office_fields.csv.
"""

from functools import lru_cache

import corpus
from kg.folding import fold
from kg.gazetteer import Gazetteer, Syllable
from kg.office_words import KIND, STOP


@lru_cache(maxsize=1)
def _fields() -> Gazetteer:
    return Gazetteer((row["field"], i) for i, row in enumerate(corpus.table("office_fields")))


def by_pattern(
    text: str,
    stream: list[Syllable],
    first: int,
    *,
    guess: bool,
) -> tuple[int, str]:
    """End (syllable index) and printed name of "Sở/Phòng/… + fields"; (first, "") if none.

    guess: words that no field knows may be the name too.
    """
    kind = KIND.match(text, stream[first].start)
    if kind is None or not text[kind.end()].isupper():
        return first, ""
    start = first + sum(1 for s in stream[first : first + 4] if s.start < kind.end())
    at = last = start
    while at < len(stream) and text[stream[at].start].isupper():
        field = _fields().match(stream, at, fuzzy=False)
        if field is None:
            break
        last = field.last
        at = _over_joint(text, stream, last)
    if last == start and guess:
        last = _unknown_words(text, stream, start)
    if last == start:
        return first, ""
    return last, " ".join(text[stream[first].start : stream[last - 1].end].split())


def _over_joint(text: str, stream: list[Syllable], at: int) -> int:
    """Index behind ", " or " và " if a capitalised word, no new office, follows it, else `at`."""
    if at + 1 < len(stream) and stream[at].text in {",", "va"}:
        following = stream[at + 1].start
        if text[following].isupper() and not KIND.match(text, following):
            return at + 1
    return at


def _unknown_words(text: str, stream: list[Syllable], at: int) -> int:
    """A name that no field knows: capitalised words, each with at most one word in lower case."""
    last = at
    while at < min(len(stream), last + 2) and at < len(stream):
        printed = text[stream[at].start : stream[at].end]
        if (
            not printed[0].isalpha()
            or fold(printed) in STOP
            or "\n" in text[stream[at - 1].end : stream[at].start]
        ):
            break
        if printed[0].isupper():
            last = at + 1
        elif last != at or at == 0 or not text[stream[at - 1].start].isupper():
            break
        else:
            last = at + 1
        at += 1
    return last
