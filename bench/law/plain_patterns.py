"""The baseline of citation finding: the list of plain regexes that one writes in an afternoon.

Each is run over the whole text by itself; the longest of overlapping hits is kept.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Final

_CODE: Final = r"[A-ZĐ][A-Za-zĐđ]*"
PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"\d+[a-z]?/\d{4}/NĐ-CP",
        rf"\d+/\d{{4}}/TT-{_CODE}",
        rf"\d+/\d{{4}}/TTLT-{_CODE}(?:-{_CODE})*",
        rf"\d+/\d{{4}}/(?:QĐ|NQ|CT)-{_CODE}",
        rf"\d+[a-z]?/(?:QĐ|NQ|CT|KH|TB|BC|TTr|HD|CTr|ĐA|KL)-{_CODE}(?:-{_CODE})*",
        rf"\d+[a-z]?-(?:NQ|KL|CT|QĐ|CTr|KH|HD|BC)/{_CODE}",
        r"\d+/\d{4}/QH\d+",
        r"\d+/\d{4}/(?:NQ-|PL-)?UBTVQH\d+",
        rf"\d+/(?:UBND|HĐND|VPCP|S{_CODE}|B{_CODE})-{_CODE}",
        rf"\d+/VBHN-{_CODE}",
        r"(?:Bộ luật|Luật|Pháp lệnh) [A-ZĐÂ][^;:.,()\n]{3,90}?(?= ngày | năm \d| số |[;:.,()\n])",
        r"Hiến pháp(?: năm \d{4})?",
        r"Nghị quyết Đại hội [^;:.,()\n]{5,120}",
        r"(?:Đề án|Chương trình) \d{2,4}\b",
        r"(?:TCVN|QCVN)(?: ISO)? [\d:-]+(?:/[A-Z]+)?",
        r"(?:Luật|(?:Nghị|Quyết|Quy) \w+|Thông tư|Kế hoạch) (?:này|nêu trên|nói trên)",
    )
)
_DAY: Final = re.compile(r",? ngày (\d{1,2})(?:/| tháng )(\d{1,2})(?:/| năm )(\d{4})")
_PROVISION: Final = re.compile(
    r"((?:điểm [a-zđ]+ )?(?:khoản \d+ )?Điều \d+|Phụ lục [IVX\d]+) "
    r"(?:của )?(?:Nghị định|Luật|Thông tư|Quyết định|Nghị quyết)?(?: số)? ?$"
)


@dataclass(frozen=True, slots=True)
class PlainHit:
    """A hit of the baseline: what it covers and what a few more regexes say of it."""

    start: int
    end: int
    raw: str
    kind: str
    date: str | None
    relation: str
    provision: str | None


def plain_spans(text: str) -> list[tuple[int, int, int]]:
    """(start, end, pattern) of all hits in text order, the longest of overlapping ones."""
    hits = [
        (match.start(), match.end(), index)
        for index, pattern in enumerate(PATTERNS)
        for match in pattern.finditer(text)
    ]
    kept: list[tuple[int, int, int]] = []
    for hit in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
        if not kept or hit[0] >= kept[-1][1]:
            kept.append(hit)
    return kept


def plain_citations(text: str) -> list[PlainHit]:
    """The hits of a document, with day, relation and pinpoint by further regexes."""
    return [_hit(text, *span) for span in plain_spans(text)]


def _hit(text: str, start: int, end: int, index: int) -> PlainHit:
    line = text.rfind("\n", 0, start) + 1
    kind = {10: "named_law", 11: "named_law", 12: "named_doc", 13: "named_doc"}.get(index)
    kind = kind or {14: "standard", 15: "anaphora"}.get(index, "numbered")
    day = _DAY.match(text, end)
    pinpoint = _PROVISION.search(text, max(0, start - 80), start)
    return PlainHit(
        start,
        end,
        text[start:end],
        kind,
        _iso(day) if day else None,
        "legal_basis" if "Căn cứ" in text[line : line + 12] else "refers_to",
        pinpoint[1] if pinpoint else None,
    )


def _iso(day: re.Match[str]) -> str | None:
    try:
        return dt.date(int(day[3]), int(day[2]), int(day[1])).isoformat()
    except ValueError:
        return None
