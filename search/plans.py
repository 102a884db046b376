"""Which held documents a question means: by place, year, type and the words of the title."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.authorities import expand_abbreviations
from kg.folding import fold, tokens
from kg.model import DocumentRecord, Header
from kg.number import number_key

_KINDS: Final = re.compile(
    r"^(?:phuong|xa|thi tran|quan|huyen|thi xa|thanh pho|tinh|tp|dac khu) (?=\D)"
)
_BY_NUMBER: Final = 100.0  # score of a document that is named by its number
_TITLE: Final = 0.45  # share of a title's telling words that names a document without its place
# A bare number: "quyết định 1582", "1486/QĐ", "84/2025", no year, day, share or count of things.
_ORDINAL: Final = re.compile(
    r"(?<![\w/.,-])(?!(?:19|20)\d\d(?![\d/]))(\d{1,5})(?=$|[ /])(?!/\d{1,2}(?!\d))(?! ?(?:%|phan tram))"
)
_FULL_DAY: Final = re.compile(r"(?<![\d/])(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)(?!\d)")
_NEAR: Final = 0.75  # a plan scoring this share of the best one is meant as well


def place_key(name: str) -> str:
    """A place's folded name without its kind; a numbered ward keeps it ("phuong 5").

    >>> place_key("thành phố Vị Thanh"), place_key("Phường 5")
    ('vi thanh', 'phuong 5')
    """
    return _KINDS.sub("", " ".join(tokens(name)))


def _says(phrase: str, folded: str) -> bool:
    return (
        bool(phrase)
        and phrase in folded
        and re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", folded) is not None
    )


def names_place(text: str, folded: str, name: str) -> bool:
    """Whether a question names a place; typed with diacritics, they must be the place's own.

    text: as typed. folded: its words, abbreviations written out.

    >>> names_place("các cơ quan thành phố", "cac co quan thanh pho", "xã Quan Thanh")
    False
    """
    return _names(text, folded, name, place_key(name))


def _names(text: str, folded: str, name: str, key: str) -> bool:
    if not _says(key, folded):
        return False
    spoken = unicodedata.normalize("NFC", text).lower()
    own = " ".join(unicodedata.normalize("NFC", name).lower().split()[-len(key.split()) :])
    found = re.finditer(rf"(?<!\w){re.escape(key)}(?!\w)", fold(spoken))
    typed = [spoken[match.start() : match.end()] for match in found]
    return not typed or any(word.isascii() or word == own for word in typed)


@dataclass(frozen=True, slots=True)
class _Plan:
    """A held document, with what a question may say of it, folded. whole: weight of its title."""

    record: DocumentRecord
    number: str
    place: str
    district: str
    title: frozenset[str]
    whole: float
    years: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Held:
    """Documents held. places: key of each place's name. around: keys of what they lie in, too."""

    plans: tuple[_Plan, ...]
    rarity: Mapping[str, float]
    places: Mapping[str, str]
    around: frozenset[str]


_last: tuple[Sequence[DocumentRecord], _Held] | None = None


def _known(held: Sequence[DocumentRecord]) -> _Held:
    """What questions may say of the documents held; kept while they are the same tuple."""
    global _last  # noqa: PLW0603 - one library is asked many questions
    last = _last
    if last is not None and last[0] is held:
        return last[1]
    known = _read(held)
    if isinstance(held, tuple):
        _last = (held, known)
    return known


def _read(held: Sequence[DocumentRecord]) -> _Held:
    titles = [frozenset(title_words(record)) for record in held]
    counts = Counter(word for title in titles for word in title)
    rarity = {word: math.log((1 + len(held)) / count) for word, count in counts.items()}
    plans = [_plan(record, title, rarity) for record, title in zip(held, titles, strict=True)]
    places = [record.header.place for record in held if record.header.place]
    names = {name for p in places for name in (p.name, p.district, p.province) if name}
    return _Held(
        tuple(plans),
        rarity,
        {place.name: place_key(place.name) for place in places},
        frozenset(map(place_key, names)),
    )


def _plan(record: DocumentRecord, title: frozenset[str], rarity: Mapping[str, float]) -> _Plan:
    head = record.header
    years = {str(head.period.start), str(head.period.end)} if head.period else set()
    if head.date:
        years.add(str(head.date.year))
    return _Plan(
        record,
        number_key(head.number) if head.number else "",
        place_key(head.place.name) if head.place else "",
        place_key(head.place.district) if head.place and head.place.district else "",
        title,
        math.fsum(rarity[word] for word in title) or 1.0,
        frozenset(years),
    )


def places_of(held: Sequence[DocumentRecord]) -> Collection[str]:
    """Keys of the places that the documents held are of."""
    return frozenset(_known(held).places.values())


def places_around(held: Sequence[DocumentRecord]) -> Collection[str]:
    """The same, with the districts and provinces that they lie in."""
    return _known(held).around


def link_plans(
    folded: str,
    held: Sequence[DocumentRecord],
    exclude: Collection[str] = (),
    *,
    text: str = "",
) -> tuple[DocumentRecord, ...]:
    """Held documents that the question speaks of, best first; empty where none is named.

    folded: words of the question, abbreviations written out; text: as typed.
    A number, a place, or at least two telling words of a title must be named. Several places named
    mean several plans ("Vị Thanh và Phường 5 ..."), several numbers several documents.
    """
    said = _Said.of(folded, held, text)
    scored = [(_score(said, record), record) for record in held if record.id not in exclude]
    named = sorted(
        ((score, record) for score, record in scored if score > 0),
        key=lambda pair: (-pair[0], pair[1].id),
    )
    if not named:
        return ()
    if named[0][0] >= _BY_NUMBER:
        return tuple(record for score, record in named if score >= _BY_NUMBER)
    best: dict[str, float] = {}
    for score, record in named:
        best.setdefault(_place(record), score)
    by_place = any(said.names(record) for _, record in named)
    top = named[0][0]
    return tuple(
        record
        for score, record in named
        if score >= (_NEAR * best[_place(record)] if by_place else _NEAR * top)
        and (not by_place or said.names(record))
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """What a question says of documents. here: names of the places named; ordinals: bare numbers
    in it that are no year; rarity: inverse document frequency of title words; whole: what all of
    the question's words that stand in some title weigh."""

    folded: str
    words: frozenset[str]
    here: frozenset[str]
    ordinals: frozenset[str]
    years: frozenset[str]
    days: frozenset[tuple[int, int, int]]
    rarity: Mapping[str, float]
    whole: float

    @classmethod
    def of(cls, folded: str, held: Sequence[DocumentRecord], text: str) -> Self:
        """Read once, for all documents."""
        rarity = _rarity(held)
        names = {record.header.place.name for record in held if record.header.place}
        here = frozenset(name for name in names if names_place(text, folded, name))
        placed = {word for name in here for word in place_key(name).split()}
        words = frozenset(tokens(folded)) - placed
        return cls(
            folded,
            words,
            here,
            frozenset(m[1].lstrip("0") for m in _ORDINAL.finditer(folded)),
            frozenset(re.findall(r"(?<!\d)20\d\d(?!\d)", folded)),
            frozenset((int(y), int(m), int(d)) for d, m, y in _FULL_DAY.findall(folded)),
            rarity,
            sum(rarity.get(word, 0.0) for word in words),
        )

    def names(self, record: DocumentRecord) -> bool:
        """Whether the place of a document is named."""
        return record.header.place is not None and record.header.place.name in self.here


def _place(record: DocumentRecord) -> str:
    return place_key(record.header.place.name) if record.header.place else ""


def _rarity(held: Sequence[DocumentRecord]) -> dict[str, float]:
    """Inverse document frequency of title words among the held documents."""
    counts = Counter(word for record in held for word in set(title_words(record)))
    return {word: math.log((1 + len(held)) / count) for word, count in counts.items()}


def title_words(record: DocumentRecord) -> list[str]:
    """Folded words of a document's title and of what is attached, abbreviations written out."""
    head = record.header
    parts = [head.title or "", head.attached.title if head.attached else ""]
    return tokens(expand_abbreviations(" ".join(parts)))


def _score(said: _Said, record: DocumentRecord) -> float:
    """How well a question fits a document; 0 where neither place, number nor title is named."""
    head = record.header
    if _numbered(said, head):
        return _BY_NUMBER
    title = set(title_words(record))
    shared = said.words & title
    overlap = sum(said.rarity[word] for word in shared)
    whole = sum(said.rarity[word] for word in title) or 1.0
    place = 4.0 if said.names(record) else 0.0
    if head.place and head.place.district and _says(place_key(head.place.district), said.folded):
        place += 1.0
    years = {str(head.period.start), str(head.period.end)} if head.period else set()
    if head.date:
        years.add(str(head.date.year))
    share = overlap / whole
    if not place and share < _TITLE:
        return 0.0
    score = place + 3 * share + 0.5 * len(said.years & years)
    score += 3 * overlap / (said.whole or 1.0)  # of what the question says, how much is the title
    if head.date and (head.date.year, head.date.month, head.date.day) in said.days:
        score += 3.0
    penalty = 1.5 if said.years and years and not said.years & years else 0.0
    return max(0.1, score - penalty)


def _numbered(said: _Said, head: Header) -> bool:
    """Whether a question names a document by its number, whole, or bare beside its place.

    A year named that is not the document's names another of that number.
    """
    if head.number is None:
        return False
    own = f"{head.date.year}" if head.date else ""
    if _says(number_key(head.number), said.folded):
        return not (own and said.years and own not in said.years and not _dated(head.number))
    here = head.place is not None and head.place.name in said.here
    ordinal = re.match(r"0*(\d+)", head.number)
    return here and ordinal is not None and ordinal[1] in said.ordinals


def _dated(number: str) -> bool:
    """Whether a year is part of a number: then no other year can be meant."""
    return re.search(r"/(?:19|20)\d\d/", number) is not None
