"""What a mention says of the document it names, with what its own document adds."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.folding import fold
from kg.identity import completed, has_year, is_law_title, is_national
from kg.model import Header, Mention, Place
from kg.number import number_key

_TERM = re.compile(r"\bkhoa\s+([ivx]+)\b")
_ROMAN = {"VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12, "XIII": 13, "XIV": 14}
_CONGRESSES = {
    8: dt.date(1996, 7, 1),
    9: dt.date(2001, 4, 22),
    10: dt.date(2006, 4, 25),
    11: dt.date(2011, 1, 19),
    12: dt.date(2016, 1, 28),
    13: dt.date(2021, 2, 1),
    14: dt.date(2026, 1, 19),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What one mention says of the document, with what its citing document adds.

    issuer: completed with the citing document's place. on: the citing document's day.
    term: of the Party's Central Committee, where it is stated: "(khóa XII)" is 12.
    """

    canonical: str | None
    date: dt.date | None
    year: int | None
    issuer: str | None
    title: str | None
    type: str | None
    on: dt.date | None
    place: Place | None = field(default=None, compare=True)
    term: int | None = None

    @property
    def national(self) -> bool:
        """Whether one central body gives such numbers (or passes such laws)."""
        if self.canonical:
            return is_national(self.canonical)
        return is_law_title(self.title)

    @property
    def unique(self) -> bool:
        """Whether number and issuer name one document, whatever its day: the year is in it."""
        known = self.national or bool(self.issuer)
        return known and bool(self.canonical) and has_year(self.canonical or "")


def said(mention: Mention, citing: Header, issuer: str | None = None) -> Said:
    """A mention's statement, its issuer completed from the citing document's place.

    issuer: as the same text names it elsewhere, where the mention's own is not to count.
    """
    numbered_year = bool(mention.canonical) and has_year(mention.canonical or "")
    return Said(
        canonical=mention.canonical,
        date=mention.date,
        year=None if numbered_year or mention.date else mention.year,
        issuer=completed(issuer or mention.issuer, citing.place),
        title=" ".join(mention.title.split()) if mention.title else None,
        type=mention.type,
        on=citing.date,
        place=citing.place,
        term=central_term(mention),
    )


def central_term(mention: Mention) -> int | None:
    """Term of the Central Committee that a mention of a Party number states."""
    if not (mention.canonical or "").endswith("/TW"):
        return None
    found = _TERM.search(fold(f"{mention.issuer or ''} {mention.title or ''}"))
    return _ROMAN.get(found[1].upper()) if found else None


def in_term(term: int, day: dt.date) -> bool:
    """Whether a day lies in a term of the Central Committee; True for terms not in the table.

    From congress to congress: days on which the VIII. to XIV. Congress closed (general knowledge).
    """
    if term not in _CONGRESSES:
        return True
    return _CONGRESSES[term] <= day < _CONGRESSES.get(term + 1, dt.date.max)


def statement_of(mention: Mention) -> tuple[str, dt.date | None]:
    """Folded number and day of a mention: within one document these name one other document."""
    return number_key(mention.canonical or ""), mention.date


def stated_issuers(mentions: Sequence[Mention]) -> dict[tuple[str, dt.date | None], str]:
    """The issuer of each document that one text names by number and day: as first named.

    Later mentions are shorter, and their issuer often inferred.
    """
    found: dict[tuple[str, dt.date | None], str] = {}
    for mention in sorted(mentions, key=lambda m: m.char_start):
        if mention.canonical and mention.date and mention.issuer:
            found.setdefault(statement_of(mention), mention.issuer)
    return found
