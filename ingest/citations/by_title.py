"""Documents cited by their title alone, where the same text names them by number elsewhere.

"Nghị định quy định chi tiết một số điều của Luật Phòng thủ dân sự" is the decree whose number and
title the basis gives. Only a title repeated word for word counts.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.citations.places import Cited
from ingest.type_words import TYPE_WORDS, type_named
from ingest.wording import any_of

_TITLED: Final = re.compile(
    rf"(?<![a-z])(?P<type>{any_of(*TYPE_WORDS)})\s+(?=(?:ve|quy dinh|huong dan|ban hanh|phe duyet"
    r"|s[a-z]{1,3}a doi|bai bo|thi hanh)\s)"
)
_ABOUT: Final = re.compile(r"(?:ve\s+(?:viec\s+)?)?")
_WORD: Final = re.compile(r"[a-z0-9]+")
_LEAST_WORDS: Final = 5
_LONGEST: Final = 400


@dataclass(frozen=True, slots=True)
class Titled:
    """A title that stands for the document `cited`, without its number."""

    start: int
    end: int
    cited: Cited


def find_titled(text: str, folded: str, found: Sequence[Cited], own: str | None) -> list[Titled]:
    """Titles repeated without their number, in text order. Linear in the text's length.

    own: the citing document's own type; a title of that type may be its own.
    """
    titles = _titles([cited for cited in found if cited.type != own], folded)
    return [match for match in _matches(text, folded, titles) if match] if titles else []


def _titles(found: Sequence[Cited], folded: str) -> dict[str, list[tuple[list[str], Cited]]]:
    """Stated titles as words, by their first words and the type."""
    titles: dict[str, list[tuple[list[str], Cited]]] = defaultdict(list)
    for cited in found:
        if cited.number is None or cited.stated.title is None:
            continue
        start = cited.stated.title_start
        about = _ABOUT.match(folded, start)
        words = _WORD.findall(folded[about.end() if about else start : cited.stated.end])
        if len(words) >= _LEAST_WORDS:
            titles[" ".join(words[:3])].append((words, cited))
    return titles


def _matches(
    text: str, folded: str, titles: dict[str, list[tuple[list[str], Cited]]]
) -> Iterator[Titled]:
    last = 0
    for head in _TITLED.finditer(folded):
        if head.start() < last or not text[head.start()].isupper():
            continue
        about = _ABOUT.match(folded, head.end())
        begin = about.end() if about else head.end()
        words = list(_WORD.finditer(folded, begin, begin + _LONGEST))
        for title, cited in titles.get(" ".join(word[0] for word in words[:3]), ()):
            if text[head.start() : words[2].end()].isupper():
                continue  # a heading: the document's own title, or another's
            said = [word[0] for word in words[: len(title)]]
            if said == title and cited.type == type_named(head["type"]):
                last = words[len(title) - 1].end()
                yield Titled(head.start(), last, cited)
                break
