"""The one grammar of document numbers: "61/2018/NĐ-CP", "1390/QĐ-UBND-HC", "18-NQ/TW".

It reads clean text, text that an OCR engine without Vietnamese damaged ("2703/0D-UBND"), and
what people type ("76/nq-cp"). Letters of codes are corrected in silence against the tables of
known codes; digits never are: a reading that needs a guess on digits carries a problem with the
other readings.

Sources: Decree 30/2020/NĐ-CP, Article 8 and Appendices I, III; Law 64/2025/QH15; the Party's
Guide 36-HD/VPTW (2018).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from kg.errors import Problem
from kg.number.codes import DASHES, plain_letters
from kg.number.context import Before, before, short_numbers
from kg.number.damage import ALWAYS_DATED, YEAR, undamaged
from kg.number.model import DocumentNumber, NumberMatch
from kg.number.question import with_bare_numbers
from kg.number.symbol import PARTY, Symbol, SymbolKind, read_symbol
from kg.terms import ProblemCode

__all__ = [
    "DocumentNumber",
    "NumberMatch",
    "find_numbers",
    "number_key",
    "parse_number",
]

_SP = r"[ \t\u00a0]{0,2}(?:\n{1,2}[ \t\u00a0]{0,8})?"
_SLASH = r"[/\\|]"
# a slash as an English OCR engine prints it, where codes around it are sure
_WEAK = r"['’°.:;]"
NUMBER = re.compile(
    rf"""(?P<ordinal>[0-9](?<![\d/].)(?:(?<!\d[.,].)|(?<=[sS$][06][.,].))  # digit first: fast
      \d{{0,6}}(?:\.\d{{1,2}}(?!\d))?(?:[a-zA-ZđĐ](?=[\s]{{0,3}}[{DASHES}/\\|]))?)
    (?:(?:{_SP}[/\\|lI]{_SP}|(?P<weak>{_WEAK}[ ]?|[ ]))(?P<year>(?:19|20)\d\d)(?!\d[{DASHES}/]))?
    (?:(?P<gap>{_SP})(?P<joint>{_SLASH}|[{DASHES}])(?P<rest>{_SP})(?=[^\W_])  # "/", Party "-"
      |(?P<lost>[lI1!]|{_WEAK}?[ ]?)(?=[A-ZĐÐ0][A-Za-zĐÐ]{{0,4}}[{DASHES}])    # "36lQD-UBND"
    )""",
    re.VERBOSE,
)


@lru_cache(maxsize=16384)
def number_key(canonical: str) -> str:
    """The key of a number in canonical form (see `DocumentNumber.key`)."""
    return plain_letters(unicodedata.normalize("NFC", canonical)).strip().lstrip("0") or "0"


def parse_number(text: str) -> DocumentNumber | Problem:
    """Read `text`, all of it, as one number (NFC is applied first).

    A dot or dash left hanging at the end is dropped. Problems: NUMBER_UNREADABLE.
    """
    printed = unicodedata.normalize("NFC", text).strip().rstrip(f".,;{DASHES}/ ")
    match = NUMBER.match(printed) if len(printed) <= 200 else None
    if match is not None and match["joint"]:
        symbol = read_symbol(printed, match.end(), _joint(match))
        if symbol is not None and symbol.end == len(printed):
            return _number(match, symbol)
    return Problem(
        ProblemCode.NUMBER_UNREADABLE, text, "a number such as 01/2021/NĐ-CP or 18-NQ/TW"
    )


def find_numbers(text: str, *, asking: bool = False) -> list[NumberMatch]:
    """All document numbers in `text`, in text order, not overlapping.

    asking: the text is a question; also read numbers whose symbol was left out after a type word
    ("nghị định 61/2018", "quyết định 2703") or whose signs were ("76 nq cp").
    Cost: one pass with bounded look-around, linear in the length of `text`.
    """
    if not unicodedata.is_normalized("NFC", text):
        return _find_decomposed(text, asking=asking)
    return _find(text, asking=asking)


def _find(text: str, *, asking: bool) -> list[NumberMatch]:
    found: list[NumberMatch] = []
    position = 0
    while (match := NUMBER.search(text, position)) is not None:
        hits = _read_at(text, match)
        found += [hit for hit in hits if not found or hit.start >= found[-1].end]
        position = hits[-1].end if hits else match.end("ordinal")
    return with_bare_numbers(text, found) if asking else found


def _read_at(text: str, match: re.Match[str]) -> list[NumberMatch]:
    """The number at `match`, preceded by the short ones that lean on it; empty if none is there."""
    start = match.start()
    words = before(text, start)
    symbol = read_symbol(text, match.end(), _joint(match), words.type_code)
    slug = _joint(match) == "-" and text[max(0, start - 1) : start] in set(DASHES)
    if match["weak"] and text[max(0, start - 1) : start].isalnum():
        return []  # "s6 1948. QD-UBND": the 6 is of the word "số"
    if symbol is None or slug:  # "61-2018-nd-cp", the name of a file: 2018 is its year
        return []
    number = _number(match, symbol)
    if number.year is None and number.type_code in ALWAYS_DATED and YEAR.fullmatch(number.ordinal):
        return []  # the year of a number whose own digits are unreadable ("£3:2023/ND-CP")
    if not _is_number(match, number, symbol, words):
        return []
    reading = undamaged(text, start, number, words, match["lost"])
    if reading is None:
        return []
    start += reading.skip
    full = NumberMatch(
        start,
        symbol.end,
        text[start : symbol.end],
        reading.number,
        alternatives=reading.alternatives,
        problems=reading.problems(),
    )
    return [*_short(text, full), full]


def _is_number(match: re.Match[str], number: DocumentNumber, symbol: Symbol, words: Before) -> bool:
    """Whether shape and context together make a document's number of this match.

    A form ("Mẫu số 01/TT-BTC") is none. The less the tables know of the codes, the more the words
    before must announce a number.
    """
    gaps = "".join(match[group] or "" for group in ("gap", "rest"))
    dashed = _joint(match) == "-"
    if words.form or (dashed and "\n" in gaps):
        return False
    if match["joint"] is None or match["weak"]:
        limit = 0.3 if (match["lost"] or "l") in "lI1!" and not match["weak"] else -1.0
        dated = match["joint"] is not None and number.type_code in ALWAYS_DATED
        sure = words.announced or (match["year"] is not None and (dated or not match["weak"]))
        return symbol.kind is SymbolKind.TYPED and symbol.cost <= (0.7 if sure else limit)
    if dashed and number.joint != "-" and symbol.kind is not SymbolKind.TYPED:
        return False
    announced = words.announced and not gaps
    return {
        SymbolKind.TYPED: True,
        SymbolKind.TYPED_UNKNOWN: words.announced or not gaps,
        SymbolKind.LEGISLATURE: number.year is not None,
        SymbolKind.ISSUER_UNIT: words.announced or (not gaps and len(number.issuer_code) > 2),
        SymbolKind.SINGLE: announced and symbol.cost <= 0.3,
        SymbolKind.UNKNOWN: announced and bool(words.type_code),
    }[symbol.kind]


def _short(text: str, full: NumberMatch) -> Iterator[NumberMatch]:
    for start, end in short_numbers(text, full.start):
        ordinal, _, year = text[start:end].partition("/")
        number = replace(full.number, ordinal=ordinal, year=int(year) if year else full.number.year)
        yield NumberMatch(start, end, text[start:end], number, abbreviated=True)


def _joint(match: re.Match[str]) -> str:
    return "-" if match["joint"] and match["joint"] in DASHES else "/"


def _number(match: re.Match[str], symbol: Symbol) -> DocumentNumber:
    """Put the parts together; a Party number gets its dash, whichever sign was printed."""
    year = int(match["year"]) if match["year"] else None
    party = any(code in PARTY for code in re.split(r"[-/]", symbol.text)[1:2])
    dashed = _joint(match) == "-" and not re.match(r"\w+-", symbol.text)
    joint = "-" if year is None and (party or dashed) else "/"
    return DocumentNumber(match["ordinal"], year, joint, symbol.text)


def _find_decomposed(text: str, *, asking: bool) -> list[NumberMatch]:
    """`find_numbers` for text that is not NFC: read composed, report offsets in `text`."""
    starts = [i for i, char in enumerate(text) if not unicodedata.combining(char)] or [0]
    if starts[0] != 0:
        starts.insert(0, 0)
    composed: list[str] = []
    origin: list[int] = []
    for start, end in pairwise([*starts, len(text)]):
        cluster = unicodedata.normalize("NFC", text[start:end])
        composed.append(cluster)
        origin += [start] * len(cluster)
    origin.append(len(text))
    spans = [
        (origin[hit.start], origin[hit.end], hit) for hit in _find("".join(composed), asking=asking)
    ]
    return [replace(hit, start=start, end=end, raw=text[start:end]) for start, end, hit in spans]
