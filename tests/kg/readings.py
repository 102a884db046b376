"""Readings as `ingest` would give them, made by hand, and a linker simple enough to be checked."""

import datetime as dt
import hashlib
from collections.abc import Sequence

from kg.errors import Problem
from kg.model import (
    Assignment,
    Choice,
    DocumentRecord,
    DocumentRelation,
    Header,
    Line,
    Mention,
    Passage,
    Place,
    Reading,
    Section,
    SourceText,
    Target,
    Task,
)
from kg.resolve import CitedAt, Link
from kg.rows import document_id
from kg.terms import (
    CitationRole,
    Comparator,
    MentionType,
    OfficeRole,
    PlaceLevel,
    ProblemCode,
    Relation,
    SectionKind,
)

WARD = Place("Phường 5", PlaceLevel.WARD, district="thị xã Gò Công", province="tỉnh Tiền Giang")
SIGNED = dt.date(2025, 2, 12)


def mention(
    raw: str,
    start: int,
    line: int,
    *,
    day: dt.date | None = None,
    relation: Relation = Relation.LEGAL_BASIS,
    kind: MentionType = MentionType.NUMBERED,
) -> Mention:
    return Mention(
        canonical=raw,
        type=None,
        number=raw.split("/", maxsplit=1)[0],
        year=None,
        issuer=None,
        date=day,
        title=None,
        relation=relation,
        role=CitationRole.BASIS,
        mention_type=kind,
        raw=raw,
        line=line,
        line_end=line,
        char_start=start,
        char_end=start + len(raw),
        text_start=start,
        text_end=start + len(raw),
    )


def make(
    number: str | None,
    cites: Sequence[str | tuple[str, Relation]] = (),
    *,
    day: dt.date | None = SIGNED,
    name: str = "",
    path: str = "",
    title: str | None = "Kế hoạch cải cách hành chính năm 2025",
    place: Place | None = WARD,
    extra: str = "",
) -> Reading:
    """A document of this number that cites others, each "số" or "số@ngày", a line each."""
    texts, found, at = [f"Số: {number}", "KẾ HOẠCH"], [], 0
    if number:
        found.append(mention(number, 4, 1, kind=MentionType.SELF))
    at = sum(len(text) + 1 for text in texts)
    for cite in cites:
        said, relation = cite if isinstance(cite, tuple) else (cite, Relation.LEGAL_BASIS)
        canonical, _, signed = said.partition("@")
        stated = dt.date.fromisoformat(signed) if signed else None
        lead = "Căn cứ văn bản số "
        found.append(
            mention(canonical, at + len(lead), len(texts) + 1, day=stated, relation=relation)
        )
        texts.append(f"{lead}{canonical};")
        at += len(texts[-1]) + 1
    texts.append(f"Giao Phòng Nội vụ chủ trì. {extra}")
    header = Header(
        number=number,
        type="Kế hoạch",
        date=day,
        issuer=f"UBND {place.name}" if place else None,
        place=place,
        title=title,
    )
    last = len(texts)
    task = Task(
        "Tham mưu kế hoạch kiểm tra",
        (
            Assignment("Phòng Nội vụ", OfficeRole.LEAD),
            Assignment("Văn phòng HĐND và UBND", OfficeRole.COORDINATING),
        ),
        last,
        last,
        field="cải cách thể chế",
        deadline=dt.date(2025, 12, 15),
        deadline_text="trước ngày 15/12",
    )
    target = Target("Tỷ lệ hồ sơ đúng hạn", Comparator.AT_LEAST, 95.0, last, unit="%", year=2025)
    joined = "\n".join(texts)
    return Reading(
        name=name or f"{number}.txt",
        path=path or f"plans/{name or number} {day}.txt",
        sha256=hashlib.sha256(f"{joined}{day}{title}".encode()).hexdigest(),
        source=SourceText(tuple(_lines(texts))),
        header=header,
        sections=(Section(SectionKind.PART, 1, "", "KẾ HOẠCH", 2, 2, last, last, ("KẾ HOẠCH",)),),
        mentions=tuple(found),
        relations=(DocumentRelation("1/QĐ-UBND", "2/QĐ-UBND", Relation.AMENDS, 3, "sửa đổi"),),
        tasks=(task,),
        targets=(target,),
        problems=(Problem(ProblemCode.TEXT_DAMAGED, "x", "y", f"{name}:1"),),
    )


def _lines(texts: Sequence[str]) -> list[Line]:
    found, start = [], 0
    for number, text in enumerate(texts, 1):
        found.append(Line(number, start, text, text))
        start += len(text) + 1
    return found


def passages_of(reading: Reading) -> list[Passage]:
    name = document_id(reading)
    return [
        Passage(f"{name}#{n}", name, ("KẾ HOẠCH",), line.text, line.number, line.number, title="T")
        for n, line in enumerate(reading.source.lines, 1)
    ]


def link_by_number(
    mentions: Sequence[CitedAt], held: Sequence[DocumentRecord], registry: object
) -> list[Link]:
    """Number and stated day, nothing else: one held document that fits, else a doubt or a stub."""
    return [_link(at, held) for at in mentions]


def _link(at: CitedAt, held: Sequence[DocumentRecord]) -> Link:
    said = at.mention
    fits = [r for r in held if said.date in (None, r.header.date) and r.key != at.citing.key]
    keys = sorted({record.key for record in fits})
    if len(keys) > 1:
        choices = tuple(
            Choice(key, said.canonical, None, None, None, 1 / len(keys), "same number")
            for key in keys
        )
        return Link(at.mention_id, None, 0.0, choices, None)
    key = keys[0] if keys else f"{said.canonical}@{said.date or '?'}"
    header = Header(number=said.canonical, date=said.date)
    return Link(at.mention_id, key, 1.0, (), DocumentRecord(f"stub {key}", key, False, header))
