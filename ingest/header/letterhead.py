"""The head of a document: issuing authority, number, place and day, in one column or two.

Two columns come as lines of their own or glued to one line ("UY BAN NHAN DAN CONG HOA XA HOI …");
the right one is known words, so what stands before them is the authority.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.dates import DateMatch, find_dates
from ingest.structure.headings import bare, shouted
from ingest.type_words import type_named
from ingest.wording import UPPER, any_of, loose
from kg.folding import fold
from kg.model import SourceText
from kg.number import NumberMatch, find_numbers
from kg.terms import DocumentType

_RIGHT: Final = re.compile(
    r"\|?\s*(?:c[o0]ng\s+h[o0]a\s+x[a4]\s+h\S{1,2}|[dpb]\S{1,2}c\s+[l1i]\S{1,2}p\s*[-–—]"
    r"|dang\s+cong\s+san\s+viet|t[uw]\s+d[o0]\s*[-–—]\s*hanh)"
)
_NUMBER_LINE: Final = re.compile(r"^\W*s\S{0,3}\s*[:.]|^\W*s\S{0,2}\s+\d|^\W*\$\S?\d|^\W*\d+\s*/")
_AUTHORITY: Final = re.compile(
    r"\W*(?:(?:kt|tm|tl|tuq)\W+)?"
    + any_of(
        "chu tich uy ban nhan dan",
        "chu tich ubnd",
        "uy ban nhan dan",
        "hoi dong nhan dan",
        "thuong truc hoi dong nhan dan",
        "chu tich nhan dan",
        "ubnd",
        "hdnd",
        "bo truong",
        "giam doc",
        "chinh phu",
        "thu tuong chinh phu",
        "quoc hoi",
        "chu tich nuoc",
        "ban chap hanh",
        "ban thuong vu",
        "tinh uy",
        "thanh uy",
        "huyen uy",
        "dang uy",
        "ban bi thu",
        "bo chinh tri",
        "tong giam doc",
        "chanh van phong",
        "truong ban",
    )
)
_TYPES: Final = any_of(
    "luat",
    "bo luat",
    "phap lenh",
    "nghi quyet",
    "nghi quyet lien tich",
    "nghi dinh",
    "quyet dinh",
    "chi thi",
    "thong tu",
    "thong tu lien tich",
    "lenh",
    "sac lenh",
)
# "Luật số: 01/2011/QH13": so the National Assembly numbers what it passes, others now and then.
_TYPED: Final = re.compile(
    rf"\W*(?P<issuer>{any_of('quoc hoi', 'uy ban thuong vu quoc hoi', 'chinh phu')}[\W_]+)?"
    rf"(?P<type>{_TYPES})\s+{loose('s')}[^\s:.]{{0,2}}\s*[:.]?\s*(?=\d)"
)
# Issuers that no word of `_AUTHORITY` begins: a ministry, the second line of a committee's name.
_LEVEL: Final = re.compile(
    r"\W*(?:bo(?! luat)|thuong vu|tinh|thanh pho|huyen|quan|thi xa|phuong|xa|thi tran)\s+\w"
)
# Behind the number stands nothing but the place and day, or the country's name: a sentence that
# begins with a document's number ("Luật số 15/2017/QH14 ngày … của Quốc hội …") goes on otherwise.
_PLACE_AND_DAY: Final = re.compile(
    rf"\W*(?:(?:{loose('ha noi')}|[a-z0-9.\s-]{{2,30}},)\W{{0,3}}\s*ng\S{{1,3}}\s|{_RIGHT.pattern})"
)
_BEGINS: Final = re.compile(
    rf"\W*(?:c[a-z4@]{{1,2}}n\s*c[a-z]{{1,3}}\s|{any_of('chuong', 'dieu', 'phan', 'muc')}\s+\w"
    rf"|{any_of('theo de nghi', 'xet de nghi', 'thuc hien')}\s|{_TYPES}\W*$)"
)
_CHAIR_BEHIND: Final = re.compile(
    rf"(?<!CỦA)(?<!DO) (CHỦ TỊCH ỦY BAN NHÂN DÂN [{UPPER} ]{{4,40}}?)\s*(?:Căn cứ|$)"
)
_HEAD_LINES: Final = 30


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands above the title. number_line: None where no number line was found.

    authority: words of the left column above the number. type: as named before the number.
    """

    authority: str = ""
    number: NumberMatch | None = None
    number_line: int | None = None
    date: DateMatch | None = None
    date_line: int | None = None
    type: DocumentType | None = None


def read_letterhead(source: SourceText, title_line: int | None) -> Letterhead:
    """Read the lines above the title; without a title, the first lines."""
    last = min((title_line or 16) - 1, _HEAD_LINES, len(source.lines))
    lines = [bare(line.text)[0] for line in source.lines[:last]]
    number, number_line = _number(lines)
    typed = None if number else _typed_number(lines)
    if typed is not None:
        number, number_line = typed.number, typed.number_line
    date, date_line = _date(lines)
    above = lines[: (number_line or date_line or last + 1) - 1]
    kind = typed.type if typed else None
    return Letterhead(_authority(above), number, number_line, date, date_line, kind)


def _number(lines: Sequence[str]) -> tuple[NumberMatch | None, int | None]:
    for index, line in enumerate(lines, 1):
        for cell in _cells(line):
            if not _NUMBER_LINE.match(fold(cell)):
                continue
            found = find_numbers(cell)
            if found and found[0].start <= 14:
                return found[0], index
            return None, index
    return None, None


def _typed_number(lines: Sequence[str]) -> Letterhead | None:
    """The number of a line that names the type before it, above all that a document says.

    It stands right under the letterhead, and no other document is named so before the body
    begins: what stands elsewhere, or beside others, is an entry of a list.
    """
    found: list[tuple[Letterhead, bool]] = []
    above = ""
    for index, line in enumerate(lines, 1):
        for cell in _cells(line):
            match = _TYPED.match(fold(cell))
            number = _alone(cell, match.end()) if match else None
            if match and number:
                glued = match["issuer"] or _RIGHT.search(fold(line))
                head = Letterhead("", number, index, type=type_named(match["type"]))
                found.append((head, bool(glued) or _of_letterhead(above)))
        if _BEGINS.match(fold(line)):
            break
        above = line if re.search(r"[^\W_]", line) else above
    if len({str(head.number.number) for head, _ in found if head.number}) != 1:
        return None
    return next((head for head, under in found if under), None)


def _alone(cell: str, start: int) -> NumberMatch | None:
    """The number that begins at `start`, if nothing but place and day stand behind it."""
    number = next(iter(find_numbers(cell)), None)
    if number is None or number.start != start:
        return None
    behind = fold(cell[number.end :])
    ends = not re.search(r"\w", behind)
    return number if ends or _PLACE_AND_DAY.match(behind) else None


def _of_letterhead(line: str) -> bool:
    """Whether a line names who issues, the country, or the place and day."""
    folded = fold(line)
    issuer = shouted(line) and (_AUTHORITY.match(folded) or _LEVEL.match(folded))
    return bool(issuer or _RIGHT.search(folded) or _PLACE_AND_DAY.match(folded))


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")] if "|" in line else [line]


def _date(lines: Sequence[str]) -> tuple[DateMatch | None, int | None]:
    """The place-and-day line's day; a lost figure comes as a match without a date."""
    for index, line in enumerate(lines, 1):
        for match in find_dates(line):
            return match, index
    return None, None


def _authority(lines: Sequence[str]) -> str:
    """Left column of the lines above the number; a parent above the authority is left out."""
    words: list[str] = []
    for line in lines:
        folded = fold(line)
        cut = _RIGHT.search(folded)
        left = line[: cut.start()] if cut else line
        left = left.strip(" |*_-–—\t'’‘`.")
        if re.search(r"[^\W\d_]{2}", left) and shouted(left):
            words.append(left)
    starts = [index for index, word in enumerate(words) if _AUTHORITY.match(fold(word))]
    if len(starts) > 1 and starts[-1] > 0 and not _only_level(words[starts[-1]]):
        words = words[starts[-1] :]
    return " ".join(" ".join(words).split())


def _only_level(words: str) -> bool:
    return len(words.split()) <= 1


def authority_heading(source: SourceText, title: int, first: int, last: int) -> str:
    """The heading "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG 5" between title and bases: who issues it.

    title: line on which the title begins; first, last: lines behind it to look at. An unbroken
    text has the heading at the end of the title's own line.
    """
    for number in range(title, first):
        found = _CHAIR_BEHIND.search(source.lines[number - 1].text)
        if found:
            return found[1]
    for number in range(first, min(last, first + 12) + 1):
        if number > len(source.lines):
            break
        line, _ = bare(source.lines[number - 1].text)
        folded = fold(line)
        if re.match(r"\W*c[a-z4@]{1,2}n\s*c[a-z]{1,3}\s", folded):
            break
        if shouted(line) and len(line) < 120 and _AUTHORITY.match(folded):
            return " ".join(line.split())
    return ""
