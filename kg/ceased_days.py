"""When a document was made, its day filled in or not; and the days told of its proposals."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Final

from kg.basis_lines import BasisLine, Opening
from kg.folding import fold
from kg.model import Header, Mention, SourceText

_HEADING: Final = 40  # lines in which a document states its place and day
_DAY: Final = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?:\s?[/.-]\s?|\s+thang\s+)(?P<month>\d{1,2})(?:\s?[/.-]\s?|\s+nam\s+)"
    r"(?P<year>(?:19|20)\d\d)(?!\d)"
)
_TO_BE_FILLED: Final = re.compile(  # "ngày … tháng … năm 2026", "ngày   tháng 9 năm 2025"
    r"\bngay[\s.…_,/]*thang[\s.…_,/]*(?P<month>\d{1,2})?[\s.…_,/]*nam\s+(?P<year>20\d\d)(?!\d)"
)
_PROPOSED: Final = re.compile(r"[;,.]\s+(?:theo|xet) (?:de nghi|to trinh)\b")


def made_by(
    header: Header, mentions: Sequence[Mention], source: SourceText | None = None
) -> dt.date | None:
    """The document's day; where it states none, the latest first day that it can have.

    That is the day of what it cites or, of a draft, the first one of the month or year printed
    where its day is to be filled in.
    """
    if header.date is not None:
        return header.date
    stated = [mention.date for mention in mentions if mention.date]
    return max((*stated, *_to_be_filled(source)), default=None)


def _to_be_filled(source: SourceText | None) -> Iterator[dt.date]:
    lines = source.lines[:_HEADING] if source is not None else ()
    for line in lines:
        found = _TO_BE_FILLED.search(fold(line.text))
        if found:
            month = int(found["month"] or 1)
            yield dt.date(int(found["year"]), month if 1 <= month <= 12 else 1, 1)
            return


def proposals(lines: Sequence[BasisLine], text: str) -> Iterator[tuple[int, int, dt.date | None]]:
    """(start, end, first day told in it) of each proposal on which the document rests.

    One may stand in the paragraph of a basis: "Căn cứ …; theo đề nghị của …".
    """
    for line in lines:
        start = line.start
        if line.opening is Opening.BASIS:
            found = _PROPOSED.search(fold(text[line.start : line.end]))
            start = line.start + found.start() if found else line.end
        if line.opening is not Opening.TASK and start < line.end:
            yield start, line.end, min(_days_in(text[start : line.end]), default=None)


def _days_in(text: str) -> Iterator[dt.date]:
    for found in _DAY.finditer(fold(text)):
        try:
            yield dt.date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:
            continue
