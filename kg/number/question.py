"""Numbers as people type them in questions: without the symbol, or without its signs."""

import re

from kg.number.codes import issuer_code, plain_letters, type_code
from kg.number.context import before
from kg.number.model import DocumentNumber, NumberMatch
from kg.number.symbol import PARTY

BARE = re.compile(
    r"(?<![\d/.,])(?P<ordinal>\d{1,5}[a-z]?)(?:\s{0,2}/\s{0,2}(?P<year>(?:19|20)\d\d))?"
    r"(?![\d/.,]?\d)(?!\w|\s{0,2}[/%])"
)
LOOSE = re.compile(
    r"(?<![\d/.,])(\d{1,5}[a-z]?)(?:[ /-]{1,3}((?:19|20)\d\d))?[ /-]{1,3}([a-zđ]{2,5})"
    r"(?:[ -]{1,3}([a-zđ]{2,8}(?:\d\d)?)(?!\w)|(?!\w|[/-]))",
    re.IGNORECASE,
)
LEGISLATURES = (
    (2003, 2006, 11),
    (2008, 2010, 12),
    (2012, 2015, 13),
    (2017, 2020, 14),
    (2022, 2025, 15),
)
# types whose bare number is natural in speech ("quyết định 2703"); others need "số" or a year
SPOKEN = frozenset({"qd", "nd", "nq", "tt", "ct", "kl", "ttlt", "cd"})
# types whose number has the year in it, so that "năm 2018" behind the number is a part of it
DATED = frozenset({"nd", "tt", "ttlt", "luat", "bo luat", "lct"})
SPOKEN_YEAR = re.compile(r"\s{1,3}(?:năm|nam|NĂM|NAM|Năm)\s{1,3}((?:19|20)\d\d)(?!\d)")


def with_bare_numbers(text: str, found: list[NumberMatch]) -> list[NumberMatch]:
    """`found`, and the numbers in question form that do not overlap it, in text order."""
    taken = [(hit.start, hit.end) for hit in found]
    for reader in (_loose, _bare):
        for hit in reader(text):
            if all(hit.end <= start or hit.start >= end for start, end in taken):
                found.append(hit)
                taken.append((hit.start, hit.end))
    return sorted(found, key=lambda hit: hit.start)


def _loose(text: str) -> list[NumberMatch]:
    """Exact codes with other signs: "76 nq cp", "61-2018-nd-cp"; "76/NQ" without issuer."""
    hits = []
    for match in LOOSE.finditer(text):
        kind, issuer = type_code(match[3]), issuer_code(match[4] or "")
        year = int(match[2]) if match[2] else None
        if kind is None or not kind.common:
            continue
        if issuer is None or not issuer.common:
            if match[4] is None and "/" in match[0]:  # "76/NQ": the issuer is left open
                number = DocumentNumber(match[1], year, "/", kind.text)
                hits.append(NumberMatch(match.start(), match.end(), match[0], number))
            continue
        party = issuer.text in PARTY
        symbol = f"{kind.text}/{issuer.text}" if party else f"{kind.text}-{issuer.text}"
        number = DocumentNumber(match[1], year, "-" if party else "/", symbol)
        hits.append(NumberMatch(match.start(), match.end(), match[0], number))
    return hits


def _bare(text: str) -> list[NumberMatch]:
    """A type word, then digits only: "nghị định 61/2018", "quyết định 2703"."""
    hits = []
    for match in BARE.finditer(text):
        words = before(text, match.start())
        if not words.type_code or words.form:
            continue
        year = int(match["year"]) if match["year"] else None
        end = match.end()
        if year is None and words.type_code in DATED:
            spoken = SPOKEN_YEAR.match(text, end)
            if spoken:
                year, end = int(spoken[1]), spoken.end()
        if year is None and not words.so and words.type_code not in SPOKEN:
            continue
        number = DocumentNumber(match["ordinal"], year, "/", _symbol(words.type_code, year))
        hits.append(NumberMatch(match.start(), end, text[match.start() : end], number))
    return hits


def _symbol(kind: str, year: int | None) -> str:
    """The symbol where the type word fixes the issuer, else empty.

    Decrees are the Government's; a law's symbol is the legislature that sat in its year, except
    in years with two.
    """
    if kind == "nd":
        return "NĐ-CP"
    if plain_letters(kind) in {"luat", "bo luat", "lct"} and year is not None:
        for first, last, ordinal in LEGISLATURES:
            if first <= year <= last:
                return f"QH{ordinal}"
    return ""
