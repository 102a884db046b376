"""Citations of the document itself: its own number, or the decision its attachment belongs to."""

import re
from collections.abc import Sequence
from typing import Final

from ingest.citations.places import Cited
from ingest.clauses import Clauses
from kg.model import Header, Section, SourceText
from kg.number import DocumentNumber, number_key, parse_number

_ATTACHED: Final = re.compile(
    r"(?:\(|^|\n)\W{0,12}(?:duoc\s+)?(?:b[a-z]n\s+h[a-z]{1,3}nh?\s+)?k[a-z]m\s+(?:theo|cung)\s"
)
_BRACKET_LINES: Final = 3
"""Lines under a title where "(Ban hành kèm theo Quyết định số …)" is printed."""


class OwnCitations:
    """Knows one document's own citations."""

    def __init__(
        self,
        source: SourceText,
        folded: str,
        clauses: Clauses,
        header: Header,
        sections: Sequence[Section],
    ) -> None:
        self.source, self.folded, self.clauses, self.header = source, folded, clauses, header
        self.title_lines = {
            line
            for section in sections
            if section.level == 1
            for line in range(section.line, section.line_end + _BRACKET_LINES + 1)
        }

    def holds(self, cited: Cited) -> bool:
        """The document's own printed number, or the one it is said to be attached to."""
        if cited.number is None:
            return False
        same = self.header.number is not None and (
            number_key(str(cited.number.number)) == number_key(self.header.number)
        )
        day = cited.stated.date
        if same and (day is None or self.header.date in (None, day)):
            return True
        if self.source.line_at(cited.start).number not in self.title_lines:
            return False
        clause = self.folded[self.clauses.start_of(cited.head) : cited.head][-60:]
        if _ATTACHED.search(clause):
            return self.header.date is None or day in (None, self.header.date)
        return self._same_sheet(cited)

    def _same_sheet(self, cited: Cited) -> bool:
        """Under the title of an attachment: the document's own ordinal and day, another symbol."""
        own = parse_number(self.header.number) if self.header.number else None
        return (
            cited.number is not None
            and isinstance(own, DocumentNumber)
            and own.ordinal.lstrip("0") == cited.number.number.ordinal.lstrip("0")
            and cited.stated.date is not None
            and cited.stated.date == self.header.date
        )
