"""The part of a document number after the digits: "NĐ-CP", "QĐ-UBND-HC", "NQ/TW", "PNV-CCHC"."""

import re
from dataclasses import dataclass
from enum import Enum

from kg.number.codes import (
    DASHES,
    LEGISLATURE,
    PLAIN,
    UNITS,
    Code,
    issuer_code,
    plain_letters,
    split_glued,
    type_code,
)

PARTY = frozenset({"TW", "TU", "HU", "QU", "ThU", "ĐU", "VPTU", "VPTW", "BTCTW", "BTGTW", "UBKTTW"})
SEGMENT = re.compile(r"(?:[^\W_]|&(?=\w)|(?<=L)['’](?=B)){1,20}(?!\w)")
SIGN = re.compile(rf"[{DASHES}/.]")
SPACED = re.compile(rf"[ \t\u00a0]{{0,2}}[{DASHES}][ \t\u00a0]{{0,2}}")
BROKEN = re.compile(
    rf"[ \t\u00a0]{{0,2}}(?:[{DASHES}/][ \t\u00a0]{{0,3}}\n{{1,2}}[ \t\u00a0]{{0,8}}"
    rf"|\n[ \t\u00a0]{{0,8}}[{DASHES}/])"
)


class SymbolKind(Enum):
    """How sure the shape of a symbol alone makes that a document is named."""

    TYPED = "known type and known issuer"
    TYPED_UNKNOWN = "known type and a code that no table has"
    LEGISLATURE = "QH15, UBTVQH15"
    ISSUER_UNIT = "an issuer and its unit: an official letter"
    SINGLE = "one code only"
    UNKNOWN = "codes that no table has"


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol as read. end: offset behind it; cost: corrections made (0: none)."""

    text: str
    end: int
    kind: SymbolKind
    cost: float = 0.0


def read_symbol(text: str, start: int, joint: str, favour: str = "") -> Symbol | None:
    """Read the symbol that starts at `start`; None where no code stands there.

    joint: the sign before it, "/" or "-". favour: see `kg.number.codes.type_code`.
    """
    first = SEGMENT.match(text, start)
    if first is None:
        return None
    segment = first[0]
    glued = split_glued(segment, "il1" if joint == "-" else "")
    if glued:
        return _glued(text, first.end(), glued, joint)
    for limit in (0.0, 0.75):
        head = type_code(segment, favour, limit)
        if head is not None:
            symbol = _typed(text, first.end(), head, joint)
            if symbol is not None and (limit == 0.0 or symbol.kind is SymbolKind.TYPED):
                return symbol
        if limit == 0.0 and LEGISLATURE.fullmatch(plain_letters(segment)):
            return Symbol(segment.upper(), first.end(), SymbolKind.LEGISLATURE)
    return _untyped(text, first)


def _glued(text: str, end: int, parts: tuple[str, str], joint: str) -> Symbol | None:
    head, tail = type_code(parts[0]), issuer_code(parts[1])
    if head is None or tail is None:
        return None
    return _finish(text, end, [head, tail], ["/" if joint == "-" else "-"], SymbolKind.TYPED)


def _typed(text: str, end: int, head: Code, joint: str) -> Symbol | None:
    """A symbol whose first code is a type."""
    following = _next(text, end, spaced=True, limit=0.35)
    if following is None:
        kind = SymbolKind.SINGLE
        return Symbol(head.text, end, kind, head.cost) if head.cost == 0 else None
    sign, code, end = following
    kind = SymbolKind.TYPED if code.common else SymbolKind.TYPED_UNKNOWN
    if kind is SymbolKind.TYPED_UNKNOWN and not head.common:
        kind = SymbolKind.UNKNOWN
    if code.text in PARTY or (joint == "-" and sign == "/"):
        sign = "/"  # the Party writes 18-NQ/TW; the two signs are often exchanged in plans
    elif head.common and not head.text.endswith("LT"):
        sign = "-"  # joint circulars are printed both ways: TTLT/BQP-BTC
    return _finish(text, end, [head, code], [sign], kind)


def _untyped(text: str, first: re.Match[str]) -> Symbol | None:
    """An official letter's symbol ("UBND-NC"), or codes that no table has."""
    head = issuer_code(first[0], 0.4)
    if head is None:
        return None
    if head.cost and LEGISLATURE.fullmatch(head.text.lower()):
        return Symbol(head.text, first.end(), SymbolKind.LEGISLATURE, head.cost)
    following = _next(text, first.end(), spaced=False, limit=0.0)
    if following is None:
        return Symbol(head.text, first.end(), SymbolKind.SINGLE, head.cost)
    sign, code, end = following
    kind = SymbolKind.ISSUER_UNIT if head.common else SymbolKind.UNKNOWN
    return _finish(text, end, [head, code], [sign], kind)


def _finish(text: str, end: int, parts: list[Code], signs: list[str], kind: SymbolKind) -> Symbol:
    """Add the codes that still follow: units ("HC"), further issuers of a joint circular."""
    while len(parts) < 14:
        following = _next(text, end, spaced=False, limit=0.0)
        if following is None:
            break
        sign, code, end = following
        parts.append(code)
        signs.append(sign)
    printed = parts[0].text + "".join(
        sign + code.text for sign, code in zip(signs, parts[1:], strict=True)
    )
    return Symbol(printed, end, kind, sum(code.cost for code in parts))


def _next(text: str, at: int, *, spaced: bool, limit: float) -> tuple[str, Code, int] | None:
    """The sign and code at `at`: printed close, over a line break, or (`spaced`) with spaces."""
    sign = SIGN.match(text, at)
    segment = sign and SEGMENT.match(text, sign.end())
    if sign and segment:
        code = _code(segment[0], limit)
        if sign[0] == "." and (code is None or not code.common):
            return None
        return None if code is None else ("/" if sign[0] == "/" else "-", code, segment.end())
    apart = BROKEN.match(text, at) or (SPACED.match(text, at) if spaced else None)
    segment = apart and SEGMENT.match(text, apart.end())
    if not apart or not segment:
        return None
    code = _code(segment[0], limit)
    if code is None or not (code.common or plain_letters(segment[0]) in UNITS):
        return None
    return "/" if "/" in apart[0] else "-", code, segment.end()


def _code(segment: str, limit: float) -> Code | None:
    """A following code: known issuer, known unit, or a code in capitals as printed."""
    code = issuer_code(segment, limit)
    if code is None and plain_letters(segment) in UNITS:
        return Code(segment.upper(), common=False)
    if code is not None and not code.common and not PLAIN.fullmatch(code.text):
        return None
    return code
