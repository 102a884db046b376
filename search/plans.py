"""Which held documents a question means: by place, year, type and the words of the title."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

from kg.authorities import expand_abbreviations
from kg.folding import fold, tokens
from kg.model import DocumentRecord
from kg.number import number_key

_KINDS: Final = re.compile(
    r"^(?:phuong|xa|thi tran|quan|huyen|thi xa|thanh pho|tinh|tp|dac khu) (?=\D)"
)
_NEAR: Final = 0.75  # a plan scoring this share of the best one is meant as well


def place_key(name: str) -> str:
    """A place's folded name without its kind; a numbered ward keeps it ("phuong 5").

    >>> place_key("thành phố Vị Thanh"), place_key("Phường 5")
    ('vi thanh', 'phuong 5')
    """
    return _KINDS.sub("", " ".join(tokens(name)))


def _says(phrase: str, folded: str) -> bool:
    return bool(phrase) and re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", folded) is not None


def names_place(text: str, folded: str, name: str) -> bool:
    """Whether a question names a place; typed with diacritics, they must be the place's own.

    text: as typed. folded: its words, abbreviations written out.

    >>> names_place("các cơ quan thành phố", "cac co quan thanh pho", "xã Quan Thanh")
    False
    """
    key = place_key(name)
    if not _says(key, folded):
        return False
    spoken = unicodedata.normalize("NFC", text).lower()
    own = " ".join(unicodedata.normalize("NFC", name).lower().split()[-len(key.split()) :])
    found = re.finditer(rf"(?<!\w){re.escape(key)}(?!\w)", fold(spoken))
    typed = [spoken[match.start() : match.end()] for match in found]
    return not typed or any(word.isascii() or word == own for word in typed)


def link_plans(
    folded: str,
    held: Sequence[DocumentRecord],
    exclude: Collection[str] = (),
    *,
    text: str = "",
) -> tuple[DocumentRecord, ...]:
    """Held documents that the question speaks of, best first; empty where none is named.

    folded: words of the question, abbreviations written out; text: as typed.
    A place, or at least two telling words of a title, must be named. Several places named mean
    several plans ("Vị Thanh và Phường 5 ...").
    """
    rarity = _rarity(held)
    words = set(tokens(folded))
    here = {
        place.name
        for place in (record.header.place for record in held)
        if place and names_place(text, folded, place.name)
    }
    scored = [(_score(folded, words, record, rarity, here), record) for record in held]
    named = sorted(
        ((score, record) for score, record in scored if score > 0 and record.id not in exclude),
        key=lambda pair: (-pair[0], pair[1].id),
    )
    if not named:
        return ()
    best: dict[str, float] = {}
    for score, record in named:
        best.setdefault(_place(record), score)
    by_place = any(_named(record, here) for _, record in named)
    top = named[0][0]
    return tuple(
        record
        for score, record in named
        if score >= (_NEAR * best[_place(record)] if by_place else _NEAR * top)
        and (not by_place or _named(record, here))
    )


def _named(record: DocumentRecord, here: Collection[str]) -> bool:
    return record.header.place is not None and record.header.place.name in here


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


def _score(
    folded: str,
    words: set[str],
    record: DocumentRecord,
    rarity: dict[str, float],
    here: Collection[str],
) -> float:
    """How well a question fits a document; 0 where neither place, number nor title is named."""
    head = record.header
    if head.number and _says(number_key(head.number), folded):
        return 100.0
    title = set(title_words(record))
    overlap = sum(rarity[word] for word in title & words)
    whole = sum(rarity[word] for word in title) or 1.0
    place = 4.0 if _named(record, here) else 0.0
    if head.place and head.place.district and _says(place_key(head.place.district), folded):
        place += 1.0
    years = {str(head.period.start), str(head.period.end)} if head.period else set()
    if head.date:
        years.add(str(head.date.year))
    named_years = set(re.findall(r"\b20\d\d\b", folded))
    share = overlap / whole
    if not place and share < 0.45:
        return 0.0
    penalty = 1.5 if named_years and years and not named_years & years else 0.0
    return max(0.1, place + 3 * share + 0.5 * len(named_years & years) - penalty)
