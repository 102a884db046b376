"""Programmes, schemes and strategies cited by name alone: "Đề án 06", "Chiến lược quốc gia …".

A table tells the number of those that are known (corpus/reference/named_programmes.csv); where
several bear one name, the period must be printed, or the number stays open. Names of national
programmes that the table lacks are known by their opening words and their period. A document
whose number lost its symbol ("Kế hoạch số 139 của UBND tỉnh") is found here too.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import corpus
from ingest.citations.named_documents import holds
from ingest.type_words import type_leading
from ingest.wording import any_of
from kg.folding import fold
from kg.terms import DocumentType

_HEAD: Final = re.compile(
    r"[cd](?<![a-z0-9].)(?:huong\s+trinh|hien\s+luoc|e\s+an|ieu\s+le)(?![a-z])"
)
_WORD: Final = re.compile(r"[a-z0-9]+")
_GAP: Final = re.compile(r"[\s,–&“”/-]{0,6}")
_YEAR: Final = r"(?:19|20)\d\d"
_PERIOD: Final = re.compile(
    rf"\s{{0,3}},?\s{{0,3}}(?:(?:giai\s+doan|tu\s+nam)\s+{_YEAR}\s{{0,3}}(?:[-–]|den(?:\s+nam)?)"
    rf"\s{{0,3}}{_YEAR}|den\s+nam\s+20\d\d)"
)
_OUTLOOK: Final = re.compile(
    r"\s{0,3},?\s{0,3}(?:va\s+)?(?:tam\s+nhin|dinh\s+huong)(?:\s+den)?(?:\s+nam)?\s+20\d\d"
)
_NATIONAL: Final = re.compile(
    r"(?:chuong\s+trinh\s+(?:muc\s+tieu\s+quoc\s+gia|hanh\s+dong\s+quoc\s+gia|quoc\s+gia|tong\s+the)"
    r"|chien\s+luoc\s+(?:quoc\s+gia|phat\s+trien))\s+[a-z]"
)
_NOT_NATIONAL: Final = re.compile(
    r"\d/|\d-[a-z]|\s(?:xa|phuong|huyen|tinh|thanh\s+pho|thi\s+xa|thi\s+tran|dia\s+ban)\s"
)
_NAME_END: Final = re.compile(r"[;:.()“”\"|]|\n\s*\n")
_LONGEST: Final = 220
_LOST_SYMBOL: Final = re.compile(
    r"(?<![a-z])(?P<type>"
    + any_of(
        "nghi quyet", "quyet dinh", "chi thi", "ke hoach", "chuong trinh", "de an", "huong dan"
    )
    + "|"
    + any_of("ket luan", "thong bao", "bao cao", "to trinh", "cong van", "cong dien")
    + r")\s+so\s+$"
)
_BARE_NUMBER: Final = re.compile(
    r"[0-9](?<=so\s.)[0-9]{0,4}[a-z]?(?=\s+(?:cua|ngay)\s|[,;.)]\s)(?!,\s*[0-9])"
)


@dataclass(frozen=True, slots=True)
class Programme:
    """A document that its name alone tells. number is None where several bear the name."""

    type: str
    number: str | None = None
    date: dt.date | None = None
    issuer: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """Where one is named. known: from the table. ordinal: of a number without symbol."""

    start: int
    end: int
    type: DocumentType
    known: Programme | None = None
    ordinal: str | None = None


@lru_cache(maxsize=1)
def _names() -> Mapping[str, Any]:
    """The table's names as a tree of folded words; the key "" holds the programme."""
    tree: dict[str, Any] = {}
    for row in corpus.table("named_programmes"):
        node = tree
        for word in _WORD.findall(fold(row["name"])):
            node = node.setdefault(word, {})
        day = dt.date.fromisoformat(row["date"]) if row["date"] else None
        node[""] = Programme(
            row["type"], row["number"] or None, day, row["issuer"] or None, row["title"] or None
        )
    return tree


def find_programmes(text: str, folded: str) -> list[NamedPlace]:
    """Programmes and numbers without symbol, in text order. Linear in the text's length."""
    found = list(_programmes(text, folded))
    spans = [(place.start, place.end) for place in found]
    found += [p for p in _lost_symbols(text, folded) if not holds(spans, p.start, p.end)]
    return sorted(found, key=lambda place: place.start)


def _programmes(text: str, folded: str) -> Iterator[NamedPlace]:
    last = 0
    for head in _HEAD.finditer(folded):
        if head.start() < last or not text[head.start()].isupper():
            continue
        place = _known(folded, head.start()) or _national(folded, head.start())
        if place is not None:
            last = place.end
            yield place


def _known(folded: str, start: int) -> NamedPlace | None:
    """The longest name of the table that begins here."""
    node = _names()
    at, found = start, None
    while at - start < _LONGEST:
        word = _WORD.match(folded, at)
        node = node.get(word[0], {}) if word else {}
        if word is None or not node:
            break
        at = word.end()
        if "" in node:
            found = (at, node[""])
        gap = _GAP.match(folded, at)
        at = gap.end() if gap else at
    if found is None:
        return None
    end, programme = found
    if programme.number is None:
        period = _PERIOD.match(folded, end)
        if period is None and programme.type != DocumentType.STATUTE:
            return None  # several bear this name, and so may any province's own
        end = period.end() if period else end
        outlook = _OUTLOOK.match(folded, end) if period else None
        end = outlook.end() if outlook else end
    elif re.match(r"\s*[/-]\s*[0-9a-z]|[0-9a-z]", folded[end : end + 4]):
        return None  # "Đề án 06/2020", "Đề án 06-ĐA/TU": another document's number
    kind = type_leading(fold(programme.type)) or DocumentType.OTHER
    return NamedPlace(start, end, kind, programme)


def _national(folded: str, start: int) -> NamedPlace | None:
    """A national programme or strategy whose name runs to its period."""
    opening = _NATIONAL.match(folded, start)
    if opening is None:
        return None
    stop = _NAME_END.search(folded, opening.end(), start + _LONGEST)
    limit = stop.start() if stop else start + _LONGEST
    period = _PERIOD.search(folded, opening.end(), limit)
    if period is None or _NOT_NATIONAL.search(folded, start, period.start()):
        return None
    outlook = _OUTLOOK.match(folded, period.end())
    end = outlook.end() if outlook else period.end()
    return NamedPlace(start, end, type_leading(folded[start:end]) or DocumentType.OTHER)


def _lost_symbols(text: str, folded: str) -> Iterator[NamedPlace]:
    """Such as "Kế hoạch số 139 của UBND tỉnh": a number without its symbol."""
    for number in _BARE_NUMBER.finditer(folded):
        low = max(0, number.start() - 30)
        before = _LOST_SYMBOL.search(folded, low, number.start())
        kind = type_leading(before["type"]) if before else None
        if before is not None and kind is not None and text[before.start()].isupper():
            yield NamedPlace(before.start(), number.end(), kind, ordinal=number[0])
