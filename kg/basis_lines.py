"""The lines on which a document rests: "Căn cứ …;" one after another, before what it orders.

A basis may run over several lines of the text. A law that amends the one before it stands on the
same basis by custom ("Luật A ngày …; Luật sửa đổi, bổ sung … ngày …;").
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kg.folding import fold
from kg.model import Header, Mention, SourceText
from kg.terms import CitationRole, MentionType, Relation

_OPENING = re.compile(
    r"^[\W_]{0,4}(?:(?P<basis>can cu)|(?P<proposal>theo de nghi|xet de nghi|xet to trinh|xet)"
    r"|(?P<task>thuc hien|trien khai|thuc hien chi dao))\b"
)
_STOP = re.compile(
    r"^[\W_]{0,4}(?:quyet dinh|quyet nghi|nghi quyet|chi thi)\s*:?\s*$"
    r"|^[\W_]{0,4}(?:dieu\s+1\b|[ivx]{1,4}\.|1\s*[.)]|phan\s+|chuong\s+|muc\s+)"
)
_ENACTS = re.compile(
    r"^(?:chu tich\s+)?(?:ubnd|uy ban nhan dan|hdnd|hoi dong nhan dan|so|bo|ban|chinh phu"
    r"|thu tuong)\b.*\b(?:ban hanh|xay dung|trien khai|to chuc|quyet)"
)
_SCANNED = 120  # lines of an opening, from the document's first line or an attached plan's
_LONGEST = 14  # lines of one basis
_UNWRAPPED = 110  # letters from which a line is a whole paragraph, not a part of one


class Opening(StrEnum):
    """With which words a line of the opening begins."""

    BASIS = "basis"  # Căn cứ
    PROPOSAL = "proposal"  # Theo đề nghị của, Xét
    TASK = "task"  # Thực hiện, Triển khai


@dataclass(frozen=True, slots=True)
class BasisLine:
    """One paragraph of an opening. Lines from 1; start, end: offsets in the clean text.

    mentions: the documents on which it rests, in text order, those inside quoted titles left
    out. ending: the mark that closes it, empty for none.
    """

    opening: Opening
    first: int
    last: int
    start: int
    end: int
    text: str
    ending: str
    mentions: tuple[Mention, ...]


def basis_lines(
    header: Header, mentions: Sequence[Mention], source: SourceText
) -> tuple[BasisLine, ...]:
    """Paragraphs that open the document (and the plan attached to it), in text order.

    Only openings in which a document is named as a basis count: a sentence of the body that
    begins with "Căn cứ" is none.
    """
    begins = [1]
    if header.attached is not None and header.attached.line > 1:
        begins.append(header.attached.line)
    found: list[BasisLine] = []
    for begin, bound in zip(begins, [*begins[1:], len(source.lines) + 1], strict=True):
        run = list(_opening(source, mentions, begin, min(bound, begin + _SCANNED)))
        if any(line.opening is Opening.BASIS and line.mentions for line in run):
            found += run
    return tuple(found)


def _opening(
    source: SourceText, mentions: Sequence[Mention], begin: int, bound: int
) -> Iterator[BasisLine]:
    number = begin
    bound = min(bound, len(source.lines) + 1)
    opened = False
    while number < bound:
        folded = fold(source.lines[number - 1].text.strip())
        match = _OPENING.match(folded)
        if match:
            last = _last_line(source, number, bound)
            yield _line(source, mentions, number, last, Opening(str(match.lastgroup)))
            opened, number = True, last + 1
        elif opened and folded and _STOP.match(folded):
            return
        else:
            number += 1


def _last_line(source: SourceText, first: int, bound: int) -> int:
    """Last line of the paragraph that begins on `first`."""
    last = first
    for number in range(first + 1, min(bound, first + _LONGEST)):
        text = source.lines[number - 1].text.strip()
        if not text:
            continue
        if _parted(source, last, number, text):
            break
        last = number
    return last


def _parted(source: SourceText, before: int, number: int, text: str) -> bool:
    """Whether a new paragraph begins on line `number`."""
    folded = fold(text)
    if _OPENING.match(folded) or _STOP.match(folded) or text.isupper():
        return True
    ended = source.lines[before - 1].text.rstrip()
    if _ENACTS.match(folded) and ended.endswith((";", ".", ",", ":")):
        return True
    if ended.endswith(";"):
        return not re.match(r"(?:luat|nghi quyet|nghi dinh|quyet dinh|thong tu|ke hoach)\b", folded)
    if ended.endswith((".", ":", "./.")):
        return not text[0].islower()
    gap = number > before + 1
    return (gap or len(ended) > _UNWRAPPED) and not (text[0].islower() or text[0].isdigit())


def _line(
    source: SourceText, mentions: Sequence[Mention], first: int, last: int, opening: Opening
) -> BasisLine:
    start = source.text_starts[first - 1]
    end = source.text_starts[last - 1] + len(source.lines[last - 1].text)
    text = " ".join(source.text[start:end].split())
    ending = text[-1] if text and text[-1] in ";.,:" else ""
    inside = [m for m in mentions if start <= m.text_start < end and _rests_on(m)]
    ordered = tuple(sorted(inside, key=lambda mention: mention.text_start))
    return BasisLine(opening, first, last, start, end, text, ending, ordered)


def _rests_on(mention: Mention) -> bool:
    named = mention.mention_type not in (
        MentionType.SELF,
        MentionType.ANAPHORA,
        MentionType.NAMED_LAW_EMBEDDED,
    )
    basis = mention.relation in (Relation.LEGAL_BASIS, Relation.IMPLEMENTS)
    return named and basis and mention.role is CitationRole.BASIS
