"""Small texts with mentions in them, for tests of checks. All invented."""

import datetime as dt

from kg.model import Header, Line, Mention, Place, SourceText
from kg.terms import CitationRole, MentionType, PlaceLevel, Relation

PROVINCE = Place("tỉnh Đồng Tháp", PlaceLevel.PROVINCE, None, "tỉnh Đồng Tháp")
WARD = Place("Phường 5", PlaceLevel.WARD, "thành phố Gò Công", "tỉnh Tiền Giang")
DECISION = Header(
    number="36/QĐ-UBND",
    type="Quyết định",
    date=dt.date(2025, 2, 12),
    issuer="UBND Phường 5",
    place=WARD,
)
LAWS = ("Luật", "Bộ luật", "Pháp lệnh")


def text(*lines: str, damaged: bool = False) -> SourceText:
    """A clean text of these lines."""
    made, start = [], 0
    for number, line in enumerate(lines, 1):
        made.append(Line(number, start, line, line))
        start += len(line) + 1
    return SourceText(tuple(made), damaged)


def cite(source: SourceText, raw: str, kind: str = "Quyết định", **said) -> Mention:
    """A mention of `raw`, at its first place from `after` on: a number, or a name."""
    start = source.raw.index(raw, said.pop("after", 0))
    line, end = source.line_at(start).number, source.line_at(start + len(raw) - 1).number
    number = said.pop("canonical", raw if "/" in raw or "-" in raw[:6] else None)
    named = number is None
    mention_type = MentionType.NAMED_LAW if kind in LAWS else MentionType.NAMED_DOC
    return Mention(
        canonical=number,
        type=kind,
        number=None,
        year=None,
        issuer=said.pop("issuer", None),
        date=said.pop("date", None),
        title=said.pop("title", raw if named else None),
        relation=said.pop("relation", Relation.LEGAL_BASIS),
        role=said.pop("role", CitationRole.BASIS),
        mention_type=mention_type if named else MentionType.NUMBERED,
        raw=raw,
        line=line,
        line_end=end,
        char_start=start,
        char_end=start + len(raw),
        text_start=start,
        text_end=start + len(raw),
        **said,
    )
