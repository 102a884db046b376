"""Documents other than laws cited without a number: "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XI".

A congress's resolution is known by its words; another document only where a basis opens with it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from ingest.citations.law_names import NameMatch
from ingest.type_words import type_leading
from ingest.wording import any_of, loose
from kg.folding import fold
from kg.terms import DocumentType, MentionType

_CONGRESS: Final = re.compile(
    # The first letter, then what stands before it: a scan for letters is fast.
    rf"[nm](?<![a-z0-9].){loose('nghi quyet').removeprefix('[nm]')}\s+(?:{loose('dai hoi')}"
    rf"|{loose('dang bo')}|(?:hoi\s+nghi|trung\s+uong)(?=[^;:.()]{{0,90}}\skhoa\s))"
)
_CONGRESS_END: Final = re.compile(
    r"[;.:()“”\"]|,\s|\n\s*\n|\s+(?:ve|ngay|de ra|da|va\s+(?:cac|nghi|ke)"
    r"|voi|theo|tai|gan)(?![a-z])"
)
_WORD: Final = re.compile(r"[a-z0-9]+")
_BASIS_DOCUMENT: Final = any_of(
    "nghi quyet",
    "ke hoach",
    "chuong trinh",
    "chien luoc",
    "de an",
    "quy che",
    "ket luan",
    "cong van",
    "thong bao",
    "chi thi",
    "huong dan",
    "quy hoach",
    "bao cao",
    "to trinh",
)
_BASIS_PART: Final = re.compile(
    rf"\s*(?:{loose('can cu')}\s+|{loose('thuc hien')}\s+|va\s+)?"
    rf"(?P<type>{_BASIS_DOCUMENT})(?![a-z])"
)


def find_named_documents(
    text: str,
    bases: Sequence[tuple[int, int]],
    taken: Sequence[tuple[int, int]],
    folded: str | None = None,
) -> list[NameMatch]:
    """Documents other than laws that are cited without a number.

    bases: spans of the lines that state bases ("Căn cứ …"). taken: spans of numbers and law
    names, which a part of a basis must not hold to count as a name. folded: the text folded,
    where the caller has it.
    """
    folded = fold(text) if folded is None else folded
    found = [
        NameMatch(start, end, DocumentType.RESOLUTION, MentionType.NAMED_DOC)
        for start, end in _congresses(text, folded)
    ]
    for first, last in bases:
        found += _basis_parts(text, folded, first, last, taken)
    found.sort(key=lambda match: (match.start, -match.end))
    kept: list[NameMatch] = []
    for match in found:
        if not kept or match.start >= kept[-1].end:
            kept.append(match)
    return kept


def holds(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a span of `taken` (ascending; a few may nest) meets [start, end)."""
    index = bisect_left(taken, (end, 0))
    return any(last > start for _, last in taken[max(0, index - 6) : index])


def _congresses(text: str, folded: str) -> Iterator[tuple[int, int]]:
    """Such as "Nghị quyết Đại hội Đảng bộ thành phố … lần thứ XII nhiệm kỳ 2020 - 2025"."""
    for head in _CONGRESS.finditer(folded):
        if not text[head.start()].isupper() and text[head.start()] != "n":
            continue
        stop = _CONGRESS_END.search(folded, head.end(), head.end() + 180)
        end = stop.start() if stop else min(len(text), head.end() + 180)
        yield head.start(), head.start() + len(text[head.start() : end].rstrip())


def _basis_parts(
    text: str, folded: str, first: int, last: int, taken: Sequence[tuple[int, int]]
) -> Iterator[NameMatch]:
    """Parts of a basis between semicolons that open with a type and hold no number."""
    at = first
    for stop in re.finditer(r";|\.\s|\n\s*\n|$", text[first:last]):
        start, end = at, first + stop.start()
        at = first + stop.end()
        opening = _BASIS_PART.match(folded, start, end)
        if opening is None or holds(taken, start, end):
            continue
        begin = opening.start("type")
        close = re.search(r"\s+ngay\s+\d|[;:.]|\s*\n\s*\n", folded[begin:end])
        stop_at = begin + (close.start() if close else end - begin)
        words = text[begin:stop_at].rstrip(" ,\n")
        if len(_WORD.findall(fold(words))) >= 4:
            kind = type_leading(opening["type"]) or DocumentType.OTHER
            yield NameMatch(begin, begin + len(words), kind, MentionType.NAMED_DOC)
