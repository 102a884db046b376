"""Narrowing what a document cites by what is known of the cited documents."""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from kg.citing import Citation
from kg.folding import fold
from kg.identity import is_national
from kg.model import DocumentRecord
from kg.rows import word_key
from kg.terms import PlaceLevel


@dataclass(frozen=True, slots=True)
class CitedFilter:
    """Which cited documents; None does not narrow.

    level, place: of the body that issued it, `place` by whole words. type: kind of document,
    folded or not. since, until: its day, both inclusive; one without a known day is left out.
    """

    level: PlaceLevel | None = None
    place: str | None = None
    type: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None


def narrowed(citations: Iterable[Citation], where: CitedFilter) -> list[Citation]:
    """The citations whose cited document fits, in their order."""
    return [citation for citation in citations if _fits(citation, where)]


def _fits(citation: Citation, where: CitedFilter) -> bool:
    said = citation.mentions[0].mention
    head = citation.cited.header if citation.cited else None
    day = (head.date if head else None) or said.date
    kind = (head.type if head else None) or said.type
    return (
        (where.type is None or fold(kind or "") == fold(where.type))
        and (where.since is None or (day is not None and day >= where.since))
        and (where.until is None or (day is not None and day <= where.until))
        and (where.level is None or level_of(citation) is where.level)
        and (where.place is None or word_key(where.place) in _places(citation))
    )


def level_of(citation: Citation) -> PlaceLevel | None:
    """Level of the body that issued the cited document, None where nothing tells.

    By the cited document's own place; else by its number, which central bodies alone bear; else
    by the place in its issuer's name.
    """
    head = citation.cited.header if citation.cited else None
    if head and head.place:
        return head.place.level
    if citation.canonical and is_national(citation.canonical):
        return PlaceLevel.CENTRAL
    return _level_of_issuer(_issuer(citation) or "")


def level_of_record(record: DocumentRecord) -> PlaceLevel | None:
    """Level of the body that issued a document of the library, held or not; by the same signs."""
    head = record.header
    if head.place:
        return head.place.level
    if head.number and is_national(head.number):
        return PlaceLevel.CENTRAL
    return _level_of_issuer(head.issuer or "")


def _issuer(citation: Citation) -> str | None:
    said = citation.cited.header.issuer if citation.cited else None
    return said or citation.mentions[0].mention.issuer


def _places(citation: Citation) -> str:
    place = citation.cited.header.place if citation.cited else None
    names = (place.name, place.district, place.province) if place else ()
    return word_key(*names, _issuer(citation))


_LEVEL_WORD = re.compile(r"\b(tinh|huyen|quan|thi xa|xa(?! hoi)|thi tran|phuong)\b")
_LEVELS = {
    "tinh": PlaceLevel.PROVINCE,
    "huyen": PlaceLevel.DISTRICT,
    "quan": PlaceLevel.DISTRICT,
    "thi xa": PlaceLevel.DISTRICT,
    "xa": PlaceLevel.COMMUNE,
    "thi tran": PlaceLevel.COMMUNE,
    "phuong": PlaceLevel.WARD,
}


@lru_cache(maxsize=1024)
def _level_of_issuer(issuer: str) -> PlaceLevel | None:
    """By the first place in the name that is known; else by its first word of level.

    "UBND tỉnh" names no place; "thành phố" alone may be of either level.
    """
    from kg.territories import find_places

    found = next(iter(find_places(issuer)), None)
    if found is not None:
        return found.place.level
    word = _LEVEL_WORD.search(fold(issuer))
    return _LEVELS[word[1]] if word else None
