"""Citations of the document itself: its own number, or the decision its attachment belongs to.

A law also names itself: in its title, and where the National Assembly passes it ("Quốc hội ban
hành Luật Phá sản"). Its older namesake, which it replaces, is not meant there.
"""

import re
from collections.abc import Sequence
from typing import Final

from ingest.citations.places import Cited
from ingest.clauses import Clauses
from ingest.structure.headings import shouted
from ingest.wording import any_of
from kg.model import Header, Section, SourceText
from kg.number import DocumentNumber, number_key, parse_number
from kg.terms import DocumentType, MentionType

_ATTACHED: Final = re.compile(
    r"(?:\(|^|\n)\W{0,12}(?:duoc\s+)?(?:b[a-z]n\s+h[a-z]{1,3}nh?\s+)?k[a-z]m\s+(?:theo|cung)\s"
)
_PASSES: Final = re.compile(
    rf"{any_of('quoc hoi', 'uy ban thuong vu quoc hoi')}\s+{any_of('ban hanh', 'thong qua')}\s+$"
)
_OPENING: Final = re.compile(
    rf"(?:^|\n)\W*(?:c[a-z4@]{{1,2}}n\s*c[a-z]{{1,3}}\s|{any_of('chuong', 'dieu')}\s+\w)"
)
_LAWS: Final = frozenset({DocumentType.LAW, DocumentType.CODE, DocumentType.ORDINANCE})
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
        self.opening = opening.start() + 1 if (opening := _OPENING.search(folded)) else 0
        self._title_at: int | None = None
        self.title_lines = {
            line
            for section in sections
            if section.level == 1
            for line in range(section.line, section.line_end + _BRACKET_LINES + 1)
        }

    def holds(self, cited: Cited) -> bool:
        """The document's own printed number, or the one it is said to be attached to."""
        if cited.number is None:
            return self._own_name(cited)
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

    def _own_name(self, cited: Cited) -> bool:
        """A law's own name: the first in capitals above its bases, or behind who passes it."""
        law = self.header.number is not None and self.header.type in _LAWS
        if not law or cited.kind is not MentionType.NAMED_LAW or cited.quoted:
            return False
        if _PASSES.search(self.folded[max(0, cited.start - 60) : cited.start]):
            return True
        line = self.source.line_at(cited.start)
        begins = not self.source.text[self.source.text_starts[line.number - 1] : cited.start].strip(
            " *_#|"
        )
        above = cited.start < self.opening and begins and shouted(line.text)
        if above and self._title_at is None:
            self._title_at = cited.start
        return above and cited.start == self._title_at

    def is_named(self, cited: Cited, canonical: str | None) -> bool:
        """Whether a law's name, looked up, is the document: "Luật phá sản quy định …"."""
        number = self.header.number
        if cited.kind is not MentionType.NAMED_LAW or cited.quoted or not (canonical and number):
            return False
        return cited.number is None and number_key(canonical) == number_key(number)

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
