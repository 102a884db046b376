"""Where a text names documents: numbers, laws by name, documents named in bases; in text order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from ingest.citations.bases import Basis
from ingest.citations.law_names import NameMatch, find_laws
from ingest.citations.named_documents import find_named_documents, holds
from ingest.citations.numbers import read_numbers
from ingest.citations.programmes import Programme
from ingest.citations.stated import Stated
from ingest.dates import DateMatch
from ingest.wording import loose
from kg.folding import fold
from kg.model import SourceText
from kg.number import NumberMatch
from kg.terms import DocumentType, MentionType, Relation

_TO_NUMBER: Final = re.compile(
    r"[\s,(]*(?:(?:bo )?l[uv][a-z@4]t\s+)?(?:s\W?[o06\W]{0,2}\s{0,2}[:.]?\s{0,2})?"
)
_FILED: Final = re.compile(rf"^\W{{0,12}}{loose('luu')}\s*[:;]")


@dataclass(slots=True)
class Cited:
    """A place where a document is named; what is said of it is filled in later.

    start, end: of the number or the name; head: of the type word before it. title: the law's name
    where its number is printed behind it. sibling: stands beside other citations, not in a title.
    proposer: the office said before it, as in "của Giám đốc Sở Tư pháp tại Tờ trình số …".
    programme: what a table or the text itself tells of a document named without its number.
    """

    start: int
    end: int
    kind: MentionType
    number: NumberMatch | None = None
    name: NameMatch | None = None
    type: DocumentType | None = None
    title: str | None = None
    head: int = 0
    sibling: bool = True
    canonical: str | None = None
    stated: Stated = field(default_factory=lambda: Stated(0, 0))
    quoted: bool = False
    proposer: str | None = None
    programme: Programme | None = None


def find_cited(
    source: SourceText, folded: str, dates: Sequence[DateMatch], bases: Sequence[Basis]
) -> list[Cited]:
    """Places in text order; the longer first where two begin together."""
    numbers = [_numbered(match) for match in read_numbers(source) if not _filed(source, match)]
    found = _with_laws(numbers, find_laws(source.text, folded, dates), source.text, folded)
    taken = [(cited.start, cited.end) for cited in found]
    spans = [(b.start, b.end) for b in bases if b.relation is not Relation.PROPOSED_BY]
    found += [
        Cited(name.start, name.end, name.kind, name=name, type=name.type)
        for name in find_named_documents(source.text, spans, taken, folded)
        if not holds(taken, name.start, name.end)
    ]
    return _in_order(found)


def _in_order(found: list[Cited]) -> list[Cited]:
    return sorted(found, key=lambda cited: (cited.start, -cited.end))


def _numbered(match: NumberMatch) -> Cited:
    kind = MentionType.NUMBERED_ABBREV if match.abbreviated else MentionType.NUMBERED
    return Cited(match.start, match.end, kind, number=match, canonical=str(match.number))


def _filed(source: SourceText, match: NumberMatch) -> bool:
    """The archive line ("Lưu: VT, 12/NC") names no document."""
    return _FILED.match(fold(source.line_at(match.start).text[:24])) is not None


def _with_laws(
    numbers: list[Cited], laws: Sequence[NameMatch], text: str, folded: str
) -> list[Cited]:
    """Laws by name; one whose number is printed behind the name is that number's title."""
    by_start = {cited.start: cited for cited in numbers}
    found = list(numbers)
    for law in laws:
        gap = _TO_NUMBER.match(folded, law.end)
        numbered = by_start.get(gap.end() if gap else law.end)
        if numbered is not None and law.outer is None:
            numbered.type, numbered.head = law.type, law.start
            numbered.title = " ".join(text[law.start : law.end].split())
        else:
            found.append(Cited(law.start, law.end, law.kind, name=law, type=law.type))
    return _in_order(found)
