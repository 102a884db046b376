"""Codes inside a document number: which exist, and which one a damaged code means.

Codes are compared in folded form ("qd", "ubnd"), so that case and lost diacritics do not matter.
A damaged code is corrected by weighted edit distance, where letters that OCR engines confuse
cost little. Only letters are corrected here; digits of a number are never touched.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import corpus
from kg.folding import fold
from kg.terms import DocumentType

DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2212\u00ad"
FREQUENT = frozenset({"qd", "nq", "nd", "kh", "tt", "ttr"})
LEGISLATURE = re.compile(r"(?:ubtv)?qh\d{1,2}")
PLAIN = re.compile(r"[A-ZĐƯ](?:[a-z]{1,2}(?=[A-ZĐƯ]))?[A-ZĐƯ0-9&]*")
ALIKE_COST = 0.3
"""Pairs of letters that an English OCR engine confuses in codes (seen in scans of plans)."""
_ALIKE = """0o 0q oq 0d od qd dp db pq dg pf rp 1i il 1l it 1t 5s b8 6g 2z vy uv wv gq ge ef cg co
hn nm eo ao c0 lt bu 4a hb td"""
ALIKE = frozenset(map(frozenset, _ALIKE.split()))
_UNITS = "hc nc th vx kt nv tccb cchc kstt ttthc tthc qlns kgvx ktn ktth nnmt xdcb cn tm"
UNITS = frozenset(_UNITS.split())
"""Units of an office that follow its code in lower case too ("qd-ubnd-hc")."""


def plain_letters(text: str) -> str:
    """`text` folded, the Icelandic letter Ð that some fonts print for Đ folded too."""
    return fold(text).replace("ð", "d").replace("ƣ", "u")


# U falls apart in print: "LIBND", "L'BND", "UIBND"
TORN_COMMITTEE = re.compile(r"(?:l[i1l'’]|ui|il|u)[be8]n[db]")


@dataclass(frozen=True, slots=True)
class Code:
    """One code in canonical spelling. cost: 0 printed so, above 0 corrected by that much."""

    text: str
    cost: float = 0.0
    common: bool = True


@dataclass(frozen=True)
class Codes:
    """The two vocabularies of a symbol, folded code to canonical code."""

    types: dict[str, str]
    common_types: frozenset[str]
    names: dict[str, DocumentType]
    issuers: dict[str, str]
    common_issuers: frozenset[str]
    type_words: dict[str, str]


def _by_folded(rows: list[dict[str, str]]) -> dict[str, str]:
    """Folded code to code; of two that fold alike ("HD", "HĐ") the first in the table."""
    return {fold(row["code"]): row["code"] for row in reversed(rows)}


@lru_cache(maxsize=1)
def codes() -> Codes:
    """The shipped vocabularies: reference/document_types.csv and reference/issuers.csv."""
    types, issuers = corpus.table("document_types"), corpus.table("issuers")
    words: dict[str, str] = {}
    for row in types:
        words.setdefault(fold(row["name"]), row["code"])
    return Codes(
        types=_by_folded(types),
        common_types=frozenset(fold(row["code"]) for row in types if row["common"]),
        names={row["code"]: DocumentType(row["name"]) for row in types},
        issuers=_by_folded(issuers),
        common_issuers=frozenset(fold(row["code"]) for row in issuers if row["common"]),
        type_words=words,
    )


def distance(found: str, meant: str, limit: float) -> float:
    """Weighted edit distance of two folded codes; a value above `limit` only says "too far".

    Confused letters cost 0.3, a stray letter 0.4 (strokes of neighbours), a lost one 0.6, else 1.
    Cost O(len(found) * len(meant)); both are at most 20 letters.
    """
    row = [0.6 * i for i in range(len(meant) + 1)]
    for i, letter in enumerate(found, 1):
        previous, row = row, [0.4 * i]
        for j, other in enumerate(meant, 1):
            swap = 0.0 if letter == other else 1.0
            if frozenset((letter, other)) in ALIKE:
                swap = ALIKE_COST
            row.append(min(previous[j - 1] + swap, previous[j] + 0.4, row[j - 1] + 0.6))
        if min(row) > limit:
            return min(row)
    return row[-1]


def _prior(code: str, favour: str) -> float:
    """What makes a code likelier before its letters are seen: the words before, its frequency."""
    return (0.25 if code == favour else 0.0) + (0.1 if code in FREQUENT else 0.0)


def _nearest(found: str, among: frozenset[str], limit: float, favour: str = "") -> Code | None:
    """The one code within `limit`; None where none, or two as near, are. `favour` costs less."""
    scored = sorted(
        (distance(found, code, limit) - _prior(code, favour), code)
        for code in among
        if abs(len(code) - len(found)) <= 2
    )
    if not scored or scored[0][0] > limit:
        return None
    if len(scored) > 1 and scored[1][0] - scored[0][0] < 0.05:
        return None
    return Code(scored[0][1], max(0.1, scored[0][0]))


@lru_cache(maxsize=8192)
def type_code(segment: str, favour: str = "", limit: float = 0.0) -> Code | None:
    """The type code that `segment` is, or is a damaged print of (within `limit`).

    favour: folded code that the words before the number suggest; it wins close calls.
    """
    known, folded = codes(), plain_letters(segment)
    if segment in known.names:
        return Code(segment, 0.0, folded in known.common_types)
    if folded in known.types:
        return Code(known.types[folded], 0.0, folded in known.common_types)
    if limit <= 0 or len(folded) > 6:
        return None
    near = _nearest(folded, known.common_types, limit, favour)
    return near and Code(known.types[near.text], near.cost)


@lru_cache(maxsize=8192)
def issuer_code(segment: str, limit: float = 0.0) -> Code | None:
    """The issuer code that `segment` is, or is a damaged print of (within `limit`).

    Legislatures ("QH15") and numbered councils are codes too. An unknown code in capitals is
    taken as printed, with `common` False: offices invent codes every year.
    """
    known, folded = codes(), plain_letters(segment)
    if folded in known.issuers:
        return Code(known.issuers[folded])
    if LEGISLATURE.fullmatch(folded):
        return Code(folded.upper())
    if TORN_COMMITTEE.fullmatch(folded):
        return Code("UBND", ALIKE_COST)
    if limit > 0:
        # a stray letter (0.4) is only dropped from long codes: short ones differ by one letter
        long = len(folded) >= 5 and segment.isalpha() and segment.isupper()
        most = 0.45 if long else min(limit, 0.2 * len(folded))
        near = _nearest(folded, known.common_issuers, most)
        if near is not None:
            return Code(known.issuers[near.text], near.cost)
        repaired = _legislature(folded)
        if repaired:
            return Code(repaired, 0.3)
    printed = segment.replace("Ð", "Đ")
    return Code(printed, 0.0, common=False) if PLAIN.fullmatch(printed) else None


def _legislature(folded: str) -> str | None:
    """A legislature's code in damaged print: "QHI5", "0H15", "QH1S" as "QH15"."""
    match = re.fullmatch(r"((?:ubtv)?)[qo0]h([1il])([0-9silo])", folded)
    if match is None:
        return None
    digit = {"s": "5", "i": "1", "l": "1", "o": "0"}.get(match[3], match[3])
    return f"{match[1].upper()}QH1{digit}"


def split_glued(segment: str, joints: str = "") -> tuple[str, str] | None:
    """Type and issuer printed without the sign between: "QDUBND", and "NQITU" with `joints`.

    joints: letters that stand for a misread slash, to be dropped between the two.
    """
    known, folded = codes(), plain_letters(segment)
    if folded in known.issuers or folded in known.types:
        return None
    for cut in range(1, len(folded) - 1):
        if folded[:cut] not in known.common_types:
            continue
        rest = folded[cut:]
        if rest in known.common_issuers or LEGISLATURE.fullmatch(rest):
            return segment[:cut], segment[cut:]
        if joints and rest[0] in joints and rest[1:] in known.common_issuers:
            return segment[:cut], segment[cut + 1 :]
    return None
