"""Who issues a document, and for which place: the heading above the bases speaks first."""

import datetime as dt
import re
from collections import Counter
from typing import Final

from ingest.wording import any_of
from kg.authorities import issuer_of
from kg.folding import fold
from kg.model import Place, SourceText
from kg.number import DocumentNumber
from kg.terms import PlaceLevel
from kg.territories import find_places, resolve_place

_COMMITTEE: Final = re.compile(
    r"\b(?P<chair>ch[a-z]{1,4}\s+t[i1l]\S{1,2}h?\s+)?(?:"
    + any_of("uy ban nhan dan", "ubnd")
    + r"|nhan dan(?=\s+(?:tinh|thanh)))\s+"
)
_COUNCIL: Final = re.compile(
    r"\b(?P<chair>thuong truc\s+)?(?:" + any_of("hoi dong nhan dan", "hdnd") + r")\s+"
)
_UNIT: Final = re.compile(
    r"(?P<kind>tinh|thanh pho|tp\.?|huyen|thi xa|quan|phuong|phirong"
    r"|xa|thi tran|dac khu)\s+(?P<name>\S.*)$"
)
_ISSUES: Final = re.compile(
    r"(?:^|\n)\W*(?P<who>(?:uy ban nhan dan|ubnd)(?:\s+\(ubnd\))?"
    r"\s+(?:tinh|thanh pho|tp\.?|huyen|thi xa"
    r"|quan|phuong|xa|thi tran)\s+[^,;.:]{1,40}?)\s+(?:xay dung|ban hanh|trien khai|de ra|yeu cau)"
)
_KINDS: Final = {
    "tinh": ("tỉnh", PlaceLevel.PROVINCE),
    "thanh pho": ("thành phố", PlaceLevel.PROVINCE),
    "tp": ("thành phố", PlaceLevel.PROVINCE),
    "tp.": ("thành phố", PlaceLevel.PROVINCE),
    "huyen": ("huyện", PlaceLevel.DISTRICT),
    "thi xa": ("thị xã", PlaceLevel.DISTRICT),
    "quan": ("quận", PlaceLevel.DISTRICT),
    "phuong": ("phường", PlaceLevel.WARD),
    "phirong": ("phường", PlaceLevel.WARD),
    "xa": ("xã", PlaceLevel.COMMUNE),
    "thi tran": ("thị trấn", PlaceLevel.COMMUNE),
    "dac khu": ("đặc khu", PlaceLevel.COMMUNE),
}
_NO_DISTRICTS: Final = dt.date(2025, 7, 1)  # 203/2025/QH15: two levels of local government
_CENTRAL_CITIES: Final = frozenset(
    {"ha noi", "ho chi minh", "hai phong", "da nang", "can tho", "hue"}
)


def issuer_and_place(
    source: SourceText,
    letterhead: str,
    heading: str,
    number: DocumentNumber | None,
    on: dt.date | None,
) -> tuple[str | None, Place | None]:
    """Issuing authority in running case, and its place with the province that holds it."""
    words = heading if _UNIT.search(fold(heading)) else letterhead
    chair = bool(re.match(r"\W*ch[a-z]{1,4}\s+t", fold(heading or letterhead))) or (
        number is not None and "CTUBND" in number.symbol
    )
    if not words:
        words = _from_body(source)
    place = _place(words, source, on)
    body = _body_name(words)
    if body is None:
        issuer = _plain(words) or (issuer_of(number, place) if number else None)
        return issuer, place
    name = f"{body} {place.name}" if place else body
    return (f"Chủ tịch {name}" if chair else name), place


def _body_name(words: str) -> str | None:
    folded = fold(words)
    if _COUNCIL.search(folded):
        return "HĐND"
    return "UBND" if _COMMITTEE.search(folded) else None


def _plain(words: str) -> str | None:
    """An authority that is no committee, out of capitals: "Sở Nội vụ", "Chính phủ"."""
    text = " ".join(words.split())
    return text.capitalize() if text.isupper() else text or None


def _from_body(source: SourceText) -> str:
    """Who issues by "UBND thành phố Vị Thanh xây dựng Kế hoạch …", if no letterhead is left."""
    text = source.text[:6000]
    found = _ISSUES.search(fold(text))
    return text[found.start("who") : found.end("who")] if found else ""


def _place(words: str, source: SourceText, on: dt.date | None) -> Place | None:
    unit = _UNIT.search(fold(words))
    if unit is None:
        return None
    kind, level = _KINDS[unit["kind"]]
    name = _cased_name(words[unit.start("name") : unit.end("name")])
    if kind == "thành phố" and fold(name) not in _CENTRAL_CITIES:
        level = PlaceLevel.DISTRICT
    full = f"{kind[:1].upper()}{kind[1:]} {name}" if name[:1].isdigit() else f"{kind} {name}"
    if level is PlaceLevel.PROVINCE:
        known = resolve_place(full, on=on)
        return known or Place(full, level, None, full)
    district, province = _holders(source, level, full)
    if on is not None and on >= _NO_DISTRICTS:
        district = None
    known = resolve_place(full, district=district, province=province, on=on)
    if known is not None and (province is None or known.province == province):
        return known
    return Place(full, level, district, province)


def _holders(source: SourceText, level: PlaceLevel, own: str) -> tuple[str | None, str | None]:
    """The district and province that the text names most: those that hold the place."""
    districts: Counter[tuple[str, str | None]] = Counter()
    provinces: Counter[str] = Counter()
    for match in find_places(source.text):
        if match.place.level is PlaceLevel.PROVINCE:
            provinces[match.place.name] += 1
        elif match.place.level is PlaceLevel.DISTRICT and fold(match.place.name) != fold(own):
            districts[match.place.name, match.place.province] += 1
    province = provinces.most_common(1)[0][0] if provinces else None
    holders = Counter(
        {
            name: count
            for (name, above), count in districts.items()
            if above is None or province is None or fold(above) == fold(province)
        }
    )
    if level is PlaceLevel.DISTRICT or not holders:
        return None, province
    return holders.most_common(1)[0][0], province


def uncapitalised(words: str) -> str:
    """An authority out of capitals: "UBND THÀNH PHỐ ĐÀ NẴNG" to "UBND thành phố Đà Nẵng"."""
    if not words.isupper() or len(words) < 6:
        return words
    unit = _UNIT.search(fold(words))
    if unit is None:
        return words.capitalize()
    body = re.sub(r"(?i)ủy ban nhân dân", "UBND", words[: unit.start()])
    kind = words[unit.start("kind") : unit.end("kind")].lower()
    return f"{body.strip()} {kind} {_cased_name(words[unit.start('name') :])}".strip()


def _cased_name(name: str) -> str:
    text = " ".join(name.split()).strip(" .,;:")
    return " ".join(word.capitalize() for word in text.split()) if text.isupper() else text
