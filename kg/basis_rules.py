"""Rules on how a basis is written, each with its source.

Decree 30/2020/NĐ-CP (Articles 8, 9 refer to Appendix I; its section II, on the content of a
document) asks of each basis: kind, number, issuer, day and title in full, laws and ordinances
without number and issuer; each on a line of its own that ends with a semicolon, the last with a
full stop. The appendix's wording was not at hand, so it is cited and never quoted. That bases
stand by rank is custom; that a normative number holds its year is Law 80/2015/QH13, Article 9
(wording not at hand).
"""

import datetime as dt
import re
from typing import Final

from kg.folding import fold
from kg.model import Mention, Place
from kg.terms import DocumentType, PlaceLevel

APPENDIX: Final = "30/2020/NĐ-CP, Phụ lục I, mục II"
APPENDIX_SINCE: Final = dt.date(2020, 3, 5)
"""First day of Decree 30/2020/NĐ-CP (Article 37)."""
NORMATIVE_NUMBER: Final = "80/2015/QH13, Điều 9"

LAWS: Final = frozenset(
    {
        DocumentType.CONSTITUTION.value,
        DocumentType.CODE.value,
        DocumentType.LAW.value,
        DocumentType.ORDINANCE.value,
    }
)
NO_BASIS: Final = frozenset(
    {
        DocumentType.REPORT.value,
        DocumentType.NOTICE.value,
        DocumentType.SUBMISSION.value,
        DocumentType.OFFICIAL_LETTER.value,
        DocumentType.MINUTES.value,
    }
)
"""Kinds that inform, propose or record, and so give no power to act (by custom)."""

_LAW_RANKS: Final = {DocumentType.CONSTITUTION.value: 0, DocumentType.ORDINANCE.value: 2}
_LEVELS = (
    (re.compile(r"\b(?:quoc hoi|ubtvqh|uy ban thuong vu|chinh phu|thu tuong|bo|trung uong)\b"), 0),
    (re.compile(r"\b(?:tinh|so|thanh pho truc thuoc)\b"), 1),
    (re.compile(r"\b(?:huyen|quan|thi xa)\b"), 2),
    (re.compile(r"\b(?:xa|phuong|thi tran|dac khu)\b"), 3),
)
_PLACE_LEVELS: Final = {
    PlaceLevel.CENTRAL: 0,
    PlaceLevel.PROVINCE: 1,
    PlaceLevel.DISTRICT: 2,
    PlaceLevel.COMMUNE: 3,
    PlaceLevel.WARD: 3,
}
_CENTRAL_CITIES = re.compile(r"thanh pho (?:ha noi|hai phong|da nang|ho chi minh|can tho|hue)\b")
_PARTY = re.compile(r"[-/](?:TW|TU|HU|ĐU|ĐUK|BCHTW|QUTW)\b|\bĐảng|\b[Tt]ỉnh ủy|\b[Tt]hành ủy")
_MAYBE_CITY = re.compile(r"^(?:chu tich )?(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan)\b")


def level_of(issuer: str | None) -> int | None:
    """0 central, 1 province, 2 district, 3 commune; None where the name does not tell."""
    if not issuer:
        return None
    folded = fold(issuer)
    if _CENTRAL_CITIES.search(folded):
        return 1
    if _MAYBE_CITY.match(folded):
        return next((level for pattern, level in _LEVELS[1:] if pattern.search(folded)), None)
    return next((level for pattern, level in _LEVELS if pattern.search(folded)), None)


def level_of_place(place: Place | None) -> int | None:
    """The level of the place that a document is from."""
    return _PLACE_LEVELS[place.level] if place else None


def rank(mention: Mention, issuer: str | None) -> int | None:
    """Place in the customary order of bases, 0 first; None for Party documents and the unclear.

    Order: Constitution; laws and resolutions of the National Assembly; ordinances; decrees and
    resolutions of the Government; decisions of the Prime Minister; circulars and decisions of
    ministers; then local documents, by level. Order of acts: Law 64/2025/QH15, Article 4.
    """
    number, kind = mention.canonical or "", mention.type
    if _PARTY.search(number) or _PARTY.search(issuer or ""):
        return None
    if kind in LAWS or re.search(r"/QH\d*$", number):
        return _LAW_RANKS.get(kind or "", 1)
    if "UBTVQH" in number:
        return 2
    tail = re.search(r"-(?P<code>CP|TTg)\b", number)
    if tail:
        return 3 if tail["code"] == "CP" else 4
    level = level_of(issuer)
    return None if level is None else 5 + level


def is_law(mention: Mention) -> bool:
    """Whether a law is named, by number or by name; resolutions of the Assembly count too."""
    return mention.type in LAWS or bool(re.search(r"/QH\d*$", mention.canonical or ""))
