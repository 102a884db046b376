"""Identity of a document: number, day signed, and issuer where the number does not tell it.

Central bodies each have one series of numbers, so "76/NQ-CP@2021-07-15" names one document.
Every province, district and commune has its own 65/QĐ-UBND each year, so the issuer with its
place belongs to the key: "2703/QĐ-UBND@2021-10-18@UBND tỉnh Tiền Giang". What is not known is
"?"; an unknown part is never taken to be equal to another unknown part of another document.
"""

import datetime as dt
import hashlib
import re
import unicodedata
from functools import lru_cache

import corpus
from kg.folding import fold, tokens
from kg.law_names import LAW_TYPES
from kg.model import Place
from kg.number import DocumentNumber, number_key, parse_number
from kg.terms import PlaceLevel

_SHORT = (
    (re.compile(r"\b[ỦU][yỷ]\s+ban\s+nhân\s+dân\b|\bUỷ ban nhân dân\b", re.IGNORECASE), "UBND"),
    (re.compile(r"\bHội\s+đồng\s+nhân\s+dân\b", re.IGNORECASE), "HĐND"),
    (re.compile(r"\bTP\.?\s+(?=\w)|\bThành phố\b"), "thành phố "),
    (re.compile(r"\bTX\.?\s+(?=\w)|\bThị xã\b"), "thị xã "),
)
_KIND = re.compile(r"\b(Tỉnh|Huyện|Quận|Thị trấn|Xã|Phường)(?=\s(?!ủy|uỷ))")
_HEAD = re.compile(
    r"^(?:(?:phó\s+)?chủ tịch|thường trực|trưởng|giám đốc|TM\.?)\s+(?=UBND|HĐND|Phòng|Sở|Ban)",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*\([^)]*\)\s*")
_PROVINCIAL = re.compile(r"(?:^| )(?:(?<!\bha )tinh|tinh uy|thanh uy)$")  # not "Hà Tĩnh"
_CITY = re.compile(r"(?:^| )thanh pho$")
_DISTRICT = re.compile(r"(?:^| )(?:huyen|quan|thi xa|huyen uy|quan uy|thi uy)$")
_COMMUNE = re.compile(r"(?:^| )(?:xa|phuong|thi tran)$")
_PLACED = re.compile(r"\b(?:tinh|thanh pho|huyen|quan|thi xa|xa|phuong|thi tran)\b \w|uy \w")
_KINDS = frozenset("tinh thanh pho huyen quan thi xa phuong tran".split())
_YEAR = re.compile(r"^[0-9.]+[a-z]?/[0-9]{4}/")
_STANDARD_YEAR = re.compile(r"^(?:TCVN|QCVN|ISO)\b.*:(?:19|20)\d\d")
_LONGEST = 160  # characters of a title in a key
_LEGISLATURE = re.compile(r"QH\d*|UBTVQH\d*|TW|BCHTW")


@lru_cache(maxsize=1)
def _central_codes() -> frozenset[str]:
    rows = corpus.table("issuers")
    return frozenset(row["code"] for row in rows if row["level"] == PlaceLevel.CENTRAL.value)


@lru_cache(maxsize=8192)
def is_national(canonical: str) -> bool:
    """Whether the number's issuer is a central body, which has one series for the country.

    >>> is_national("61/2018/NĐ-CP"), is_national("36/2025/QĐ-UBND")
    (True, False)
    """
    number = parse_number(canonical)
    if not isinstance(number, DocumentNumber):
        return canonical.upper().startswith(("TCVN", "QCVN", "ISO"))
    code = number.issuer_code
    return bool(_LEGISLATURE.fullmatch(code)) or code in _central_codes()


@lru_cache(maxsize=8192)
def has_year(canonical: str) -> bool:
    """Whether the year is part of the number, as in normative documents and in standards."""
    return bool(_YEAR.match(number_key(canonical)) or _STANDARD_YEAR.search(canonical))


@lru_cache(maxsize=8192)
def issuer_form(issuer: str) -> str:
    """An issuer's name in one spelling: UBND, HĐND, kinds of places in lower case, no head.

    >>> issuer_form("Chủ tịch Ủy ban nhân dân Tỉnh Tiền Giang")
    'UBND tỉnh Tiền Giang'
    """
    text = unicodedata.normalize("NFC", " ".join(issuer.split())).strip(" .,;:")
    text = _BRACKETS.sub(" ", text)
    for pattern, short in _SHORT:
        text = " ".join(pattern.sub(short, text).split())
    text = _KIND.sub(lambda match: match[0].lower(), text)
    return _HEAD.sub("", text)


@lru_cache(maxsize=8192)
def completed(issuer: str | None, place: Place | None) -> str | None:
    """The issuer with the places that the citing document takes for granted.

    A ward of Tiền Giang that cites "UBND tỉnh" means UBND tỉnh Tiền Giang; its own "UBND phường"
    is told from wards of the same name by what contains it.
    """
    if not issuer:
        return None
    form = issuer_form(issuer)
    if place is None:
        return form
    meant = _unnamed(fold(form), place)
    if meant is not None:
        form = f"{form} {_bare(meant)}"
    return _contained(_placed(form, place), place)


def _placed(form: str, place: Place) -> str:
    """A department without a place gets the citing document's province or district."""
    folded = fold(form)
    if _PLACED.search(folded):
        return form
    if re.match(r"so |ban |van phong ubnd$", folded) and place.province:
        return f"{form} {place.province}"
    district = place.name if place.level is PlaceLevel.DISTRICT else place.district
    return f"{form} {district}" if folded.startswith("phong ") and district else form


def _contained(form: str, place: Place) -> str:
    """An office of the citing place or of its district, with what contains that."""
    if place.level is PlaceLevel.PROVINCE:
        return form
    units = ((place.name, (place.district, place.province)), (place.district, (place.province,)))
    for unit, containers in units:
        if unit and fold(form).endswith(f" {fold(unit)}"):
            return ", ".join((form, *(name for name in containers if name)))
    return form


def _unnamed(folded: str, place: Place) -> str | None:
    """The place whose kind alone ends the issuer's name."""
    own = place.name if place.level in (PlaceLevel.COMMUNE, PlaceLevel.WARD) else None
    district = place.name if place.level is PlaceLevel.DISTRICT else place.district
    province = place.name if place.level is PlaceLevel.PROVINCE else place.province
    if _CITY.search(folded):
        for candidate in (district, province):
            if candidate and fold(candidate).startswith("thanh pho"):
                return candidate
        return None
    if _PROVINCIAL.search(folded):
        return province
    if _DISTRICT.search(folded):
        kind = next((k for k in ("huyen", "quan", "thi xa") if folded.endswith(k)), "")
        return district if district and fold(district).startswith(kind) else None
    return own if _COMMUNE.search(folded) else None


def _bare(name: str) -> str:
    """A place's name without its kind: "tỉnh Tiền Giang" as "Tiền Giang", "Phường 5" as "5"."""
    return re.sub(
        r"^(?:tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường)\s+",
        "",
        name,
        flags=re.IGNORECASE,
    )


@lru_cache(maxsize=8192)
def issuer_words(issuer: str) -> frozenset[str]:
    """Folded words that tell one issuer from another."""
    return frozenset(tokens(issuer_form(issuer)))


def same_issuer(left: str, right: str, place: Place | None) -> bool:
    """Whether two names mean one issuer, for a document of `place` that names one of them.

    Names that differ in a word are two issuers, however alike: Tiền Giang is not Kiên Giang. A
    shorter name ("Sở Nội vụ", "UBND huyện Cái Bè") means the fuller one only within the province
    of `place`, where it is known.
    """
    if issuer_words(left) == issuer_words(right):
        return True
    return fuller_issuer(left, right, place) or fuller_issuer(right, left, place)


def fuller_issuer(issuer: str, other: str, place: Place | None) -> bool:
    """Whether `other` names the same issuer more fully, by what contains it."""
    fuller = issuer_words(issuer) < issuer_words(other)
    return fuller and place is not None and same_place(other, place)


def same_place(issuer: str, place: Place) -> bool:
    """Whether an issuer's name holds the name of a place, of its district or of its province.

    A number alone ("Phường 5") is no name of a place: many provinces have it.
    """
    words = issuer_words(issuer)
    names = (
        frozenset(tokens(n)) - _KINDS for n in (place.name, place.district, place.province) if n
    )
    return any(name <= words for name in names if not all(map(str.isdigit, name)))


def identity_key(
    canonical: str | None,
    date: dt.date | None,
    issuer: str | None,
    title: str | None,
    place: Place | None = None,
) -> str:
    """Stable, printable identity. Without a number: the folded title takes its place.

    place: the document's own place, which tells wards and districts of one name apart.

    >>> identity_key("2703/QĐ-UBND", dt.date(2021, 10, 18), "UBND tỉnh Tiền Giang", None)
    '2703/QĐ-UBND@2021-10-18@UBND tỉnh Tiền Giang'
    >>> identity_key("61/2018/NĐ-CP", dt.date(2018, 4, 23), "Chính phủ", None)
    '61/2018/NĐ-CP@2018-04-23'
    """
    day = date.isoformat() if date else "?"
    if canonical and is_national(canonical):
        return f"{canonical}@{day}"
    if canonical is None and is_law_title(title):
        return f"{_title_part(title)}@{day}"
    name = canonical or _title_part(title)
    return f"{name}@{day}@{completed(issuer, place) or '?'}"


def _title_part(title: str | None) -> str:
    """A title as part of a key; a long one is cut, and told from others of its beginning."""
    whole = "-".join(tokens(title or ""))
    if len(whole) <= _LONGEST:
        return whole or "?"
    return f"{whole[:_LONGEST]}-{hashlib.sha256(whole.encode()).hexdigest()[:8]}"


def is_law_title(title: str | None) -> bool:
    """Whether a title is that of a law, which the whole country has once."""
    return any(fold(title or "").startswith(f"{fold(kind)} ") for kind in LAW_TYPES)
