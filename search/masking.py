"""A question with its slots masked, so that what it asks for is told by its other words.

"Nghị định 61/2018/NĐ-CP còn hiệu lực không" and "Nghị định 9/2020/NĐ-CP còn hiệu lực không" are
one phrasing: "nghi dinh docmask con hieu luc khong".
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from typing import Final

from kg.number import find_numbers
from kg.office_asked import find_asked_offices
from search.holdings import asked_places

DOCUMENT, PLAN, OFFICE, PLACE, DAY, YEAR, NUMBER = (
    "docmask",
    "planmask",
    "officemask",
    "placemask",
    "daymask",
    "yearmask",
    "nummask",
)
_DAY: Final = re.compile(
    r"(?<!\d)\d{1,2}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?(?:19|20)\d\d)?(?!\d|[/-])"
)
_YEAR: Final = re.compile(r"(?<![\w/-])(?:19|20)\d\d(?![\w/])")
_NUMBER: Final = re.compile(r"(?<!\w)\d+(?:[.,]\d+)?(?!\w)")
Span = tuple[int, int]


def _documents(text: str) -> Iterable[Span]:
    return ((match.start, match.end) for match in find_numbers(text, asking=True))


def _offices(text: str) -> Iterable[Span]:
    return ((match.start, match.end) for match in find_asked_offices(text))


def _places(text: str) -> Iterable[Span]:
    return ((match.start, match.end) for match in asked_places(text))


def _matches(pattern: re.Pattern[str]) -> Callable[[str], Iterable[Span]]:
    return lambda text: (match.span() for match in pattern.finditer(text))


_KINDS: Final = frozenset("ke hoach quyet dinh nghi chuong trinh".split())
_JOINTS: Final = frozenset("cua o tai nam so ngay giai doan".split()) | {
    YEAR,
    DAY,
    DOCUMENT,
    NUMBER,
}
_NOT_TITLE: Final = frozenset("ban hanh thuc hien ve viec can cu trien khai theo den truoc".split())
_FEWEST: Final = 2  # words that make a run of a title's words a name

_READERS: Final[tuple[tuple[str, Callable[[str], Iterable[Span]]], ...]] = (
    (DOCUMENT, _documents),
    (OFFICE, _offices),
    (PLACE, _places),
    (DAY, _matches(_DAY)),
    (YEAR, _matches(_YEAR)),
    (NUMBER, _matches(_NUMBER)),
)


def masked(text: str) -> str:
    """The question (any normal form) with a word in the place of each number, office, place, day.

    What is read first keeps its place: a document's number is not also a day.
    """
    clean = unicodedata.normalize("NFC", text)
    taken: list[tuple[int, int, str]] = []
    for word, read in _READERS:
        for start, end in read(clean):
            if all(end <= begin or start >= stop for begin, stop, _ in taken):
                taken.append((start, end, word))
    for start, end, word in sorted(taken, reverse=True):
        clean = f"{clean[:start]} {word} {clean[end:]}"
    return clean


def with_plans(hidden: str, titles: Collection[str]) -> str:
    """Masked words of a question with one word for each document that is called by its title.

    hidden: folded words. titles: folded words of the titles of the documents meant. A run of such
    words, of kinds of documents and of places is a name where it has a place or several of them.
    """
    inside = (frozenset(titles) - _NOT_TITLE) | _KINDS | {PLACE}
    found: list[str] = []
    run: list[str] = []
    for word in [*hidden.split(), ""]:
        if word and (word in inside or (run and word in _JOINTS)):
            run.append(word)
            continue
        found.extend(_named(run, inside))
        run = []
        found.append(word)
    return " ".join(found).strip()


def _named(run: list[str], inside: Collection[str]) -> list[str]:
    """A run as the mask, with the joints behind it left standing; itself where it names nothing."""
    last = max((place for place, word in enumerate(run, 1) if word in inside), default=0)
    own = {word for word in run if word in inside and word not in _KINDS}
    if not (PLACE in own or len(own) > _FEWEST):
        return run
    return [PLAN, *run[last:]]
