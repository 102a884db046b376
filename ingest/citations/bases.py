"""The bases of a document: the lines before its provisions that say why it is issued.

"Căn cứ …;" states legal bases, "Thực hiện …" what a plan carries out, "Theo đề nghị của …" and
"Xét Tờ trình …" who proposed it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.clauses import Clauses
from ingest.wording import CARRY_OUT, any_of, loose
from kg.model import Section, SourceText
from kg.terms import Relation

_LEGAL: Final = re.compile(
    rf"\W{{0,12}}(?:c[a-z4@]{{1,2}}n\s*c[a-z]{{1,4}}|{loose('tren co so')})\s"
)
_PROPOSED: Final = re.compile(
    rf"\W{{0,12}}(?:theo\s+(?:{any_of('de nghi', 'de xuat')}|y kien)"
    r"|xet\s|sau khi xem xet|thuong truc|ban hanh theo)"
)
_CARRIED: Final = re.compile(
    rf"\W{{0,12}}(?:(?:tiep tuc|de|nham)\s+)*(?:(?:to chuc|cu the hoa|day manh)\s+)*"
    rf"{CARRY_OUT}\s|\W{{0,12}}theo\s"
)
_TYPE: Final = re.compile(
    r"\W{0,12}(?:l[uv][a-z]t|"
    + any_of(
        "nghi quyet",
        "nghi dinh",
        "quyet dinh",
        "thong tu",
        "ke hoach",
        "chuong trinh",
        "bo luat",
        "phap lenh",
        "chi thi",
        "cong van",
        "ket luan",
        "thong bao",
        "de an",
    )
    + ")"
)
_ENACTS: Final = re.compile(
    rf"\W{{0,12}}(?:{any_of('quyet dinh', 'quyet nghi', 'nghi quyet')})\s*:"
)
_LINES: Final = 90


@dataclass(frozen=True, slots=True)
class Basis:
    """Span of clean text that states bases of one kind."""

    start: int
    end: int
    relation: Relation


def find_bases(
    source: SourceText, folded: str, sections: Sequence[Section], clauses: Clauses
) -> tuple[Basis, ...]:
    """Bases of the document and of what is attached to it, in text order."""
    found: list[Basis] = []
    for first, last in _preambles(source, sections):
        found += _in_span(folded, first, last, clauses)
    return tuple(found)


def _preambles(source: SourceText, sections: Sequence[Section]) -> Iterator[tuple[int, int]]:
    """Spans between a title and the first unit under it."""
    parts = [section for section in sections if section.level == 1]
    if not parts:
        last = sections[0].line - 1 if sections else len(source.lines)
        yield _span(source, 1, min(last, _LINES))
    elif sections[0].level > 1:
        yield _span(source, 1, sections[0].line - 1)
    for part in parts:
        last = min(part.body_line_end, part.line_end + _LINES)
        in_line = re.search(r"\sCăn cứ\s", source.lines[part.line - 1].text)
        start, end = _span(source, part.line_end + 1, last)
        if in_line and part.line == part.line_end:
            start = source.text_starts[part.line - 1] + in_line.start() + 1
            end = end or start + len(source.lines[part.line - 1].text)
        yield start, end


def _span(source: SourceText, first: int, last: int) -> tuple[int, int]:
    if first > last or first > len(source.lines):
        return 0, 0
    end = source.text_starts[last - 1] + len(source.lines[last - 1].text)
    return source.text_starts[first - 1], end


def _in_span(folded: str, first: int, last: int, clauses: Clauses) -> list[Basis]:
    index = bisect_left(clauses.starts, first)
    found: list[Basis] = []
    while index < len(clauses.starts) and clauses.starts[index] < last:
        start = clauses.starts[index]
        index += 1
        end = clauses.starts[index] if index < len(clauses.starts) else len(folded)
        if _ENACTS.match(folded, start):
            break
        relation = _kind(folded, start)
        if relation is not None:
            found.append(Basis(start, min(end, last), relation))
        elif found and found[-1].end == start and _goes_on(folded, start):
            found[-1] = Basis(found[-1].start, min(end, last), found[-1].relation)
        elif found and folded[start:end].strip():
            break
    return found


def _kind(folded: str, start: int) -> Relation | None:
    if _LEGAL.match(folded, start):
        return Relation.LEGAL_BASIS
    if _PROPOSED.match(folded, start):
        return Relation.PROPOSED_BY
    return Relation.IMPLEMENTS if _CARRIED.match(folded, start) else None


def _goes_on(folded: str, start: int) -> bool:
    """Whether the clause is the next document of a list that a semicolon left open."""
    before = folded[max(0, start - 6) : start].rstrip()
    return before.endswith((";", ",")) and _TYPE.match(folded, start) is not None
