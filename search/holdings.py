"""The documents held as questions speak of them: by number, place, year and title."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from kg.authorities import expand_abbreviations
from kg.folding import fold, tokens
from kg.model import DocumentRecord
from kg.number import number_key
from kg.territories import PlaceMatch, find_places

_KINDS: Final = re.compile(
    r"^(?:phuong|xa|thi tran|quan|huyen|thi xa|thanh pho|tinh|tp|dac khu) (?=\D)"
)


def place_key(name: str) -> str:
    """A place's folded name without its kind; a numbered ward keeps it ("phuong 5").

    >>> place_key("thành phố Vị Thanh"), place_key("Phường 5")
    ('vi thanh', 'phuong 5')
    """
    return _KINDS.sub("", " ".join(tokens(name)))


def says(phrase: str, folded: str) -> bool:
    """Whether a folded phrase stands in folded words, whole."""
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
    return named_as_typed(text, folded, name, place_key(name))


def named_as_typed(text: str, folded: str, name: str, key: str) -> bool:
    """`names_place` with the key of the place's name at hand."""
    if not says(key, folded):
        return False
    spoken = unicodedata.normalize("NFC", text).lower()
    own = " ".join(unicodedata.normalize("NFC", name).lower().split()[-len(key.split()) :])
    found = re.finditer(rf"(?<!\w){re.escape(key)}(?!\w)", fold(spoken))
    typed = [spoken[match.start() : match.end()] for match in found]
    return not typed or any(word.isascii() or word == own for word in typed)


def asked_places(text: str) -> list[PlaceMatch]:
    """Places named in a question (NFC), also without their kind; marks typed must be theirs.

    "Văn bản nào" names no huyện Văn Bàn, "là gì" no thị xã La Gi.
    """
    return [match for match in find_places(text, asking=True) if _typed_so(match)]


def _typed_so(match: PlaceMatch) -> bool:
    typed, name = match.raw.lower().split(), match.place.name.lower().split()
    own = name[-len(typed) :]
    return (
        match.raw.isascii()
        or len(own) < len(typed)
        or all(word == told or word.isascii() for word, told in zip(typed, own, strict=True))
    )


@dataclass(frozen=True, slots=True)
class Plan:
    """A held document, with what a question may say of it, folded.

    whole: weight of its title. ordinal: its bare number without leading zeros.
    """

    record: DocumentRecord
    number: str
    place: str
    district: str
    title: frozenset[str]
    whole: float
    years: frozenset[str]
    ordinal: str


@dataclass(frozen=True, slots=True)
class Holdings:
    """Documents held. places: key of each place's name. around: keys of what they lie in, too.

    by_word, by_place, by_district, by_number: which of `plans` have a word in the title, lie in a
    place (its name) or in a district (its key), bear a number (its key).
    """

    plans: tuple[Plan, ...]
    rarity: Mapping[str, float]
    places: Mapping[str, str]
    around: frozenset[str]
    by_word: Mapping[str, Sequence[int]]
    by_place: Mapping[str, Sequence[int]]
    by_district: Mapping[str, Sequence[int]]
    by_number: Mapping[str, Sequence[int]]


_last: tuple[Sequence[DocumentRecord], Holdings] | None = None


def known(held: Sequence[DocumentRecord]) -> Holdings:
    """What questions may say of the documents held; kept while they are the same tuple."""
    global _last  # noqa: PLW0603 - one library is asked many questions
    last = _last
    if last is not None and last[0] is held:
        return last[1]
    known = _read(held)
    if isinstance(held, tuple):
        _last = (held, known)
    return known


def _read(held: Sequence[DocumentRecord]) -> Holdings:
    titles = [frozenset(title_words(record)) for record in held]
    counts = Counter(word for title in titles for word in title)
    rarity = {word: math.log((1 + len(held)) / count) for word, count in counts.items()}
    plans = [_plan(record, title, rarity) for record, title in zip(held, titles, strict=True)]
    places = [record.header.place for record in held if record.header.place]
    names = {name for p in places for name in (p.name, p.district, p.province) if name}
    return Holdings(
        tuple(plans),
        rarity,
        {place.name: place_key(place.name) for place in places},
        frozenset(map(place_key, names)),
        _by((word, index) for index, title in enumerate(titles) for word in title),
        _by((p.record.header.place.name, i) for i, p in enumerate(plans) if p.record.header.place),
        _by((plan.district, index) for index, plan in enumerate(plans) if plan.district),
        _by((plan.number, index) for index, plan in enumerate(plans) if plan.number),
    )


def _by(pairs: Iterable[tuple[str, int]]) -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = {}
    for key, index in pairs:
        found.setdefault(key, []).append(index)
    return found


def _plan(record: DocumentRecord, title: frozenset[str], rarity: Mapping[str, float]) -> Plan:
    head = record.header
    years = {str(head.period.start), str(head.period.end)} if head.period else set()
    if head.date:
        years.add(str(head.date.year))
    ordinal = re.match(r"0*(\d+)", head.number or "")
    return Plan(
        record,
        number_key(head.number) if head.number else "",
        place_key(head.place.name) if head.place else "",
        place_key(head.place.district) if head.place and head.place.district else "",
        title,
        math.fsum(rarity[word] for word in title) or 1.0,
        frozenset(years),
        ordinal[1] if ordinal else "",
    )


def places_of(held: Sequence[DocumentRecord]) -> Collection[str]:
    """Keys of the places that the documents held are of."""
    return frozenset(known(held).places.values())


def places_around(held: Sequence[DocumentRecord]) -> Collection[str]:
    """The same, with the districts and provinces that they lie in."""
    return known(held).around


def title_words(record: DocumentRecord) -> list[str]:
    """Folded words of a document's title and of what is attached, abbreviations written out."""
    head = record.header
    parts = [head.title or "", head.attached.title if head.attached else ""]
    return tokens(expand_abbreviations(" ".join(parts)))
