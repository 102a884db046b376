"""Who issues documents and who does the work: issuers by code, offices by name, abbreviations.

Sources: reference/issuers.csv (codes of the official codification and of plans),
reference/offices.csv, reference/abbreviations.csv.
"""

import re
import unicodedata
from functools import lru_cache

import corpus
from kg.folding import fold
from kg.model import Place
from kg.number.model import DocumentNumber
from kg.offices import canonical_name
from kg.terms import PlaceLevel

LEGISLATURE = re.compile(r"(UBTVQH|QH)\d{1,2}")
PROVINCE_PARTY = {"tỉnh": "Tỉnh ủy", "thành phố": "Thành ủy", "thủ đô": "Thành ủy"}


@lru_cache(maxsize=1)
def _issuers() -> dict[str, tuple[str, str]]:
    return {row["code"]: (row["name"], row["level"]) for row in corpus.table("issuers")}


@lru_cache(maxsize=1)
def _abbreviations() -> tuple[dict[str, str], re.Pattern[str]]:
    longs = {row["short"]: row["long"] for row in corpus.table("abbreviations")}
    shorts = "|".join(re.escape(short) for short in sorted(longs, key=len, reverse=True))
    return longs, re.compile(rf"(?<![\w&/-])(?:{shorts})(?![\w&/]|-\w)")


def issuer_of(number: DocumentNumber, place: Place | None = None) -> str | None:
    """The authority that a number's code names, None where no table knows it.

    place: the issuer's place, if the text states one; bodies of local government are named with
    it ("UBND tỉnh Tiền Giang"), without it by kind only ("UBND"). Joint documents name all.
    """
    codes = [number.issuer_code]
    if number.type_code in {"TTLT", "NQLT"}:
        codes = re.split(r"[-/]", number.symbol)[1:]
    names = [_issuer(code, place) for code in codes]
    known = [name for name in names if name]
    return ", ".join(known) if known and len(known) == len(names) else None


def _issuer(code: str, place: Place | None) -> str | None:
    if (legislature := LEGISLATURE.fullmatch(code)) is not None:
        code = legislature[1]
    entry = _issuers().get(code)
    if entry is None:
        return None
    name, level = entry
    name = name.replace("Ủy ban nhân dân", "UBND").replace("Hội đồng nhân dân", "HĐND")
    if level == PlaceLevel.CENTRAL or place is None:
        return name
    if code in {"TU", "HU", "ĐU"}:
        return _party_committee(name, code, place)
    where = place.province if level == PlaceLevel.PROVINCE and place.province else place.name
    name = re.sub(r" tỉnh$", "", name)  # "Công an tỉnh" of a city's police too
    return f"{name} {where}"


def _party_committee(name: str, code: str, place: Place) -> str:
    """Name a committee: "Tỉnh ủy Tiền Giang", "Huyện ủy Cái Bè", "Đảng ủy Phường 5"."""
    if code == "ĐU":
        return f"Đảng ủy {place.name}"
    where = (place.province if code == "TU" else place.district) or place.name
    for kind, committee in PROVINCE_PARTY.items():
        if where.lower().startswith(kind + " "):
            bare = where[len(kind) + 1 :]
            return f"{committee if code == 'TU' else name} {bare}"
    return f"{name} {re.sub(r'^(?:huyện|quận|thị xã) ', '', where, flags=re.IGNORECASE)}"


def expand_abbreviations(text: str) -> str:
    """`text` with known abbreviations written out ("UBND" -> "Ủy ban nhân dân").

    Only whole words in their own spelling; codes inside document numbers are left alone.

    >>> expand_abbreviations("UBND xã giao VP-TK, theo 36/QĐ-UBND")
    'Ủy ban nhân dân xã giao Văn phòng - Thống kê, theo 36/QĐ-UBND'
    """
    longs, pattern = _abbreviations()
    return pattern.sub(lambda match: longs[match[0]], unicodedata.normalize("NFC", text))


def canonical_office(name: str, place: Place | None = None) -> str:
    """The office that `name` names, in canonical words; titles of heads give their office.

    place: where the document is from; a bare level word is completed by it ("UBND phường" in a
    document of Phường 5 is "UBND Phường 5").

    >>> canonical_office("Trưởng phòng Nội vụ"), canonical_office("VP-TK phường")
    ('Phòng Nội vụ', 'Công chức Văn phòng - Thống kê')
    """
    office = canonical_name(name)
    if place is None:
        return office
    for known in (place.name, place.district, place.province):
        if known is None:
            continue
        if fold(office).endswith(" " + fold(known)):
            return office  # "tỉnh Hà Tĩnh" ends in a name that folds like its own level
        kind = re.match(r"(?i)thành phố|thị xã|thị trấn|đặc khu|\w+", known)
        if kind and fold(office).endswith(" " + fold(kind[0])):
            return office[: -len(kind[0])] + known
    return office
