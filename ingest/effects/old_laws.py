"""Laws that a text names where no table knows the name: "Pháp lệnh luật sư năm 2001".

A law's name is all words from "Luật" or "Pháp lệnh" to its number, its day or its year.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ingest.dates import find_dates
from kg.model import Mention, SourceText
from kg.terms import CitationRole, DocumentType, MentionType, Relation

_HEAD: Final = re.compile(r"(?<!\w)(?:Bộ luật|Luật|Pháp lệnh)(?=\s+(?!này|số|sư\s|gia\s)\w)")
_NAME_STOP: Final = re.compile(r"[.;:()“”\"\d\n]")
_AMENDING: Final = re.compile(r"(?<!\w)(?:Bộ luật|Luật|Pháp lệnh)\s+[Ss]ửa đổi")
_ENDED: Final = re.compile(
    r"[^.;:()“”\"\d]{3,160}?,?\s+(?:(?=(?:của|được)\s+[^.;:\d]{0,60}ngày\s+\d)|(?=ngày\s+\d)"
    r"|năm\s+\d{4}(?!\s*[-/\d])|(?=hết\s+hiệu\s+lực))"
)
_ACTS: Final = re.compile(r"bãi bỏ|thay thế|hết\s*hiệu\s*lực", re.IGNORECASE)
REACH: Final = 260
"""Characters around a name in which a verb has to stand."""


def name_before(text: str, number_start: int) -> int | None:
    """Where the name of the law begins whose number stands at `number_start`; None without."""
    low = max(0, number_start - 220)
    before = text[low:number_start]
    said = re.search(r",?\s+số\s*:?\s*$", before)
    if said is None:
        return None
    stops = [stop.end() for stop in _NAME_STOP.finditer(before, 0, said.start())]
    first = stops[-1] if stops else 0
    amending = _AMENDING.search(before, first, said.start())
    heads = [head.start() for head in _HEAD.finditer(before, first, said.start())]
    if amending:
        return low + amending.start()
    return low + heads[-1] if heads else None


def laws_by_name(source: SourceText, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Mentions of laws that are struck or replaced by name and that nothing else has found."""
    text = source.text
    spans = sorted((m.text_start, m.text_end) for m in mentions)
    starts = [start for start, _ in spans]
    for head in _HEAD.finditer(text):
        index = bisect_left(starts, head.start() + 1)
        if index and spans[index - 1][1] > head.start():
            continue  # found already
        name = _ENDED.match(text, head.end())
        if name is None or (index < len(starts) and starts[index] < name.end()):
            continue
        around = text[max(0, head.start() - REACH) : name.end() + REACH]
        if _ACTS.search(around):
            yield _mention(source, head.start(), name.end())


def _mention(source: SourceText, start: int, end: int) -> Mention:
    words = source.text[start:end].rstrip(" ,\n")
    end = start + len(words)
    raw_start, raw_end = source.raw_span(start, end)
    days = find_dates(source.text[end : end + 90])
    kind = DocumentType.ORDINANCE if words.startswith("Pháp") else DocumentType.LAW
    empty = Mention(
        None, kind, None, None, None, None, None, Relation.REFERS_TO,
        CitationRole.AMENDED_OBJECT, MentionType.NAMED_LAW,
    )  # fmt: skip
    return replace(
        empty,
        title=" ".join(words.split()),
        date=days[0].date if days and days[0].start < 70 else None,
        raw=source.raw[raw_start:raw_end],
        line=source.line_at(start).number,
        line_end=source.line_at(end).number,
        char_start=raw_start,
        char_end=raw_end,
        text_start=start,
        text_end=end,
        confidence=0.8,
    )
