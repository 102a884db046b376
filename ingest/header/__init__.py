"""What a document says of itself: number, day, authority, place, title, signer, effect.

Absent is None and a problem, never a guess; what hand-writing covers is absent.
"""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.dates import find_dates
from ingest.header.letterhead import Letterhead, authority_heading, read_letterhead
from ingest.header.placing import issuer_and_place
from ingest.header.signature import Signature, read_signature
from ingest.header.titles import cased, period_of
from ingest.structure.headings import title_type
from ingest.type_words import type_leading
from ingest.wording import any_of, loose
from kg.errors import Problem
from kg.folding import fold
from kg.model import Attached, Header, Section, SourceText
from kg.number import DocumentNumber, find_numbers
from kg.terms import DocumentType, ProblemCode, SectionKind

_EFFECT: Final = re.compile(
    rf"(?:{any_of('quyet dinh', 'nghi quyet', 'quy dinh', 'quy che', 'chi thi', 'ke hoach')})\s+"
    r"(?:nay\s+)?c[o06]\s+h[i1l]\S{1,3}u\s+l[uvyi][a-z]{0,2}[ec]\s+"
    r"(?P<when>(?:thi\s+hanh\s+)?(?:k\S\s+)?t\S{1,2}\s+ng\S{1,2}y?\s+[^.;/]{2,60}(?:/\d{1,2}/\d{4})?)"
)
_FROM_SIGNING: Final = re.compile(r"ng\S{1,2}y?\s+(?:k[yvu¥]|ban hanh)(?![a-z])")
_ATTACHED_TO: Final = re.compile(r"k[a-z]m\s+(?:theo|cung)\s")
_SUBJECT: Final = re.compile(r"^\W*v\W{0,2}/\W{0,2}v\W|^\W*v\S\s+vi\S{1,2}c\s")
_ATTACHABLE: Final = any_of(
    "ke hoach",
    "quy che",
    "quy dinh",
    "chuong trinh",
    "de an",
    "danh muc",
    "phuong an",
    "quy trinh",
    "bo chi so",
)
_ATTACHED_STATED: Final = re.compile(
    rf"{loose('ban hanh')}\s+k[a-z]m\s+theo\s+(?:\S+\s+){{2,4}}?"
    rf"(?P<title>(?P<type>{_ATTACHABLE})\s[^.;]{{8,400}})"
)
_DECIDES: Final = frozenset({DocumentType.DECISION, DocumentType.RESOLUTION})


@dataclass(frozen=True, slots=True)
class _Attachment:
    """The bracket under the first title: "(Kèm theo Quyết định số … ngày …)"."""

    number: DocumentNumber | None = None
    date: dt.date | None = None


def read_header(
    source: SourceText, sections: Sequence[Section]
) -> tuple[Header, tuple[Problem, ...]]:
    """Header and what is missing or doubtful in it. Cost: linear in the text's length."""
    parts = [section for section in sections if section.level == 1]
    first = next((s for s in parts if s.kind is not SectionKind.APPENDIX), None)
    head = read_letterhead(source, first.line if first else None)
    attachment = _attachment(source, first)
    signature = _signature(source, parts)
    title, kind = _title(source, first, head)
    attached = _attached(source, parts, sections, kind)
    number = head.number.number if head.number else attachment.number
    date = head.date.date if head.date else attachment.date
    heading = (
        authority_heading(source, first.line, first.line_end + 1, _body_start(sections, first))
        if first
        else ""
    )
    issuer, place = issuer_and_place(source, head.authority, heading, number, date)
    note, effective = _effect(source, date)
    header = Header(
        number=str(number) if number else None,
        type=_type(kind or head.type, number),
        date=date,
        issuer=issuer,
        place=place,
        title=title,
        period=period_of(*(t for t in (attached.title if attached else None, title) if t)),
        signer=signature.signer,
        signer_title=signature.title,
        recipients=signature.recipients,
        effective_from=effective,
        effective_note=note,
        attached=attached,
        signed_line=signature.line,
    )
    return header, _problems(header, head)


def _body_start(sections: Sequence[Section], first: Section) -> int:
    return next((s.line for s in sections if s.line > first.line), first.line_end + 12)


def _attachment(source: SourceText, first: Section | None) -> _Attachment:
    if first is None:
        return _Attachment()
    low, high = first.line, min(len(source.lines), first.line_end + 2)
    text = "\n".join(line.text for line in source.lines[low - 1 : high])
    bracket = _ATTACHED_TO.search(fold(text))
    if bracket is None:
        return _Attachment()
    numbers = [m for m in find_numbers(text) if bracket.end() <= m.start <= bracket.end() + 60]
    dates = [m for m in find_dates(text) if m.start >= bracket.end()]
    return _Attachment(numbers[0].number if numbers else None, dates[0].date if dates else None)


def _signature(source: SourceText, parts: Sequence[Section]) -> Signature:
    """The foot of the first part; a plan that stands alone is signed before its appendix."""
    lines = [line.text for line in source.lines]
    end = parts[1].line - 1 if len(parts) > 1 else len(lines)
    begin = parts[0].line_end + 1 if parts else min(6, len(lines))
    if begin > end:
        return Signature()
    found = read_signature(lines, begin, end)
    if found.signer is None and len(parts) > 1 and end < len(lines):
        later = read_signature(lines, end + 1, len(lines))
        return later if later.signer and later.recipients else found
    return found


def _title(
    source: SourceText, first: Section | None, head: Letterhead
) -> tuple[str | None, DocumentType | None]:
    lines = [line.text for line in source.lines]
    if first is not None:
        return cased(first.heading, lines), _title_kind(first.heading)
    for number, line in enumerate(lines[:25], 1):
        if _SUBJECT.match(fold(line)) and number >= (head.number_line or 0):
            return " ".join(line.strip(" *_").split()), DocumentType.OFFICIAL_LETTER
    return None, None


def _title_kind(heading: str) -> DocumentType | None:
    words = title_type(heading) or title_type(" ".join(heading.split()[:2]))
    return type_leading(words or fold(heading))


def _type(kind: DocumentType | None, number: DocumentNumber | None) -> str | None:
    if kind is not None:
        return str(kind)
    return str(number.document_type) if number and number.document_type else None


def _attached(
    source: SourceText,
    parts: Sequence[Section],
    sections: Sequence[Section],
    kind: DocumentType | None,
) -> Attached | None:
    """The plan (regulation …) promulgated with a decision: its own title, else as Điều 1 says."""
    if kind not in _DECIDES:
        return None
    lines = [line.text for line in source.lines]
    for part in parts[1:]:
        if part.kind is not SectionKind.APPENDIX:
            words = _title_kind(part.heading)
            typed = title_type(part.heading) or ""
            name = str(words) if words else part.heading[: len(typed)].capitalize()
            return Attached(name, cased(part.heading, lines), part.line)
    first = next((s for s in sections if s.kind is SectionKind.ARTICLE), None)
    if first is None:
        return None
    text = " ".join(line.text.strip() for line in source.lines[first.line - 1 : first.last_line])
    found = _ATTACHED_STATED.search(fold(text))
    if found is None:
        return None
    title = re.split(r"\s\(|, bao gồm|, gồm", text[found.start("title") : found.end("title")])[0]
    words = _title_kind(title)
    name = str(words) if words else title[: len(found["type"])].capitalize()
    return Attached(name, title.strip(), first.line)


def _effect(source: SourceText, date: dt.date | None) -> tuple[str | None, dt.date | None]:
    """Such as "kể từ ngày ký" and the day it gives."""
    text = source.text
    found = _EFFECT.search(fold(text))
    if found is None:
        return None, None
    words = " ".join(text[found.start("when") : found.end("when")].split()).strip(" ./")
    words = re.sub(r"^thi hành\s+", "", words)
    signing = _FROM_SIGNING.search(found["when"])
    if signing:
        cut = re.search(r".*?(?:k[yýỳvu¥]\b(?:\s+ban hành)?|ban hành)", words)
        return (cut[0] if cut else words), date
    days = find_dates(words)
    if days and days[0].date:
        return words[: days[0].end], days[0].date
    return words, None


def _problems(header: Header, head: Letterhead) -> tuple[Problem, ...]:
    found: list[Problem] = []
    if header.number is None:
        found.append(
            Problem(
                ProblemCode.NUMBER_MISSING,
                found="no number in the head",
                expected="a number such as 36/QĐ-UBND",
                place=_at(head.number_line),
            )
        )
    elif head.number is not None:
        found += head.number.problems
    if header.date is None and head.date is not None and head.date.problem is not None:
        found.append(
            Problem(
                head.date.problem.code,
                head.date.problem.found,
                head.date.problem.expected,
                _at(head.date_line),
            )
        )
    elif header.date is None:
        found.append(
            Problem(
                ProblemCode.DATE_MISSING,
                found="no day in the head",
                expected="a day such as ngày 12 tháng 02 năm 2025",
                place=_at(head.number_line),
            )
        )
    return tuple(found)


def _at(line: int | None) -> str:
    return f"line {line}" if line else ""
