"""Which document a citation means: number, type and issuer, as printed, else as a table tells.

A law cited by name alone gets the number that the registry knows for it on the document's day.
"""

import datetime as dt
import re
from calendar import monthrange
from dataclasses import dataclass, field, replace
from typing import Final

from ingest.citations.places import Cited
from ingest.citations.programmes import Programme
from ingest.header.placing import uncapitalised
from ingest.wording import loose
from kg.authorities import canonical_office, issuer_of
from kg.errors import Problem
from kg.facts import RegistryEntry
from kg.folding import fold
from kg.model import Header, Mention, SourceText
from kg.number import DocumentNumber, NumberMatch, parse_number
from kg.registry import load_registry
from kg.terms import DocumentType, MentionType

_MONTH: Final = re.compile(r"thang\s+(\d{1,2})\s+n[a-z]{1,3}m\s+((?:19|20)\d\d)")
_NATIONAL: Final = re.compile(
    r"(?:Ủy ban Thường vụ Quốc hội|Quốc hội|Thủ tướng Chính phủ|Chính phủ|Bộ Chính trị"
    r"|Ban Bí thư)(?!\w)"
)
_CODE: Final = re.compile(r"\s*\([A-ZĐ]{2,6}\)")
_HEAD_OF_OFFICE: Final = re.compile(r"^Bộ trưởng,\s+Chủ nhiệm\s+(?=\w)")
_SOME_TEXT: Final = re.compile(rf"{loose('van ban')}\s+(?:{loose('so')}|\d)")
_LAW: Final = re.compile(r"[Ll]uật\s")
_CHAIR: Final = re.compile(r"ch[a-z]{1,2}\s+tich\s")
_LAW_NAMES: Final = 400
"""Different names of laws looked up in one document; more are named, not resolved."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """Identifies the citations of one document. days: start of a mention -> the day stated of it.

    named: laws looked up so far, by name, day of signing and day of citing.
    """

    source: SourceText
    header: Header
    days: dict[int, dt.date]
    named: dict[tuple[str, dt.date | None, dt.date | None], list[RegistryEntry]] = field(
        default_factory=dict
    )

    def identified(self, cited: Cited, mention: Mention) -> Mention:
        """Number, type and issuer: as printed, else as the number or the registry tells."""
        if cited.number is not None:
            return self._by_number(cited, cited.number, mention)
        if cited.programme is not None:
            return self._programme(cited.programme, cited, mention)
        if cited.kind is MentionType.NAMED_DOC:
            title = mention.title or " ".join(self.source.text[cited.start : cited.end].split())
            return replace(
                mention,
                type=cited.type,
                issuer=_issuer(cited.stated.issuer, self.header),
                title=title,
            )
        return self._by_name(cited, mention)

    def itself(self, mention: Mention) -> Mention:
        """The mention with what the document's own header says."""
        header = self.header
        number = parse_number(header.number) if header.number else None
        known = number if isinstance(number, DocumentNumber) else None
        return replace(
            mention,
            canonical=header.number,
            type=header.type or mention.type,
            number=known.ordinal if known else None,
            year=(known.year if known else None) or (header.date.year if header.date else None),
            issuer=header.issuer,
            date=header.date,
            title=header.title,
        )

    def _programme(self, known: Programme, cited: Cited, mention: Mention) -> Mention:
        """A document named without its number, with what a table or the text tells of it."""
        name = " ".join(self.source.text[cited.start : cited.end].split())
        number = parse_number(known.number) if known.number else None
        read = number if isinstance(number, DocumentNumber) else None
        day = mention.date or known.date
        return replace(
            mention,
            canonical=known.number,
            type=str(read.document_type) if read and read.document_type else str(cited.type),
            number=read.ordinal if read else None,
            year=(read.year if read else None) or (day.year if day else None),
            issuer=_issuer(cited.stated.issuer or known.issuer, self.header),
            date=day,
            title=known.title or name,
            confidence=0.9 if read else 0.7,
        )

    def _by_number(self, cited: Cited, match: NumberMatch, mention: Mention) -> Mention:
        number = match.number
        known = load_registry().by_number(str(number)) if number.year else []
        said = None if self._is_some_text(cited) and number.document_type else cited.type
        kind = said or number.document_type or (known[0].type if known else None)
        issuer = self._issuer_of(cited, number)
        dated = mention.date.year if mention.date else None
        return replace(
            mention,
            type=str(kind) if kind else None,
            number=number.ordinal,
            year=number.year or dated,
            issuer=issuer,
            problems=match.problems,
            confidence=0.6 if match.problems else 1.0,
        )

    def _issuer_of(self, cited: Cited, number: DocumentNumber) -> str | None:
        """As stated behind the number, as its code tells, as stated before it: in this order."""
        if (stated := _issuer(cited.stated.issuer, self.header)) is not None:
            return stated
        return issuer_of(number, self.header.place) or _issuer(cited.proposer, self.header)

    def _is_some_text(self, cited: Cited) -> bool:
        """Whether the word before the number is "văn bản", which may be a document of any type."""
        return _SOME_TEXT.match(fold(self.source.text[cited.head : cited.start + 1])) is not None

    def _by_name(self, cited: Cited, mention: Mention) -> Mention:
        name = " ".join(self.source.text[cited.start : cited.end].split())
        year = self._year_behind(cited)
        named = f"{name} năm {year}" if year else name
        entry = self._law(cited, named, mention.date)
        mention = replace(mention, type=cited.type, title=name, issuer="Quốc hội")
        if cited.type is DocumentType.ORDINANCE:
            mention = replace(mention, issuer="Ủy ban Thường vụ Quốc hội")
        number = parse_number(entry.number) if entry else None
        if entry is None or number is None or isinstance(number, Problem):
            inner = cited.name is not None and cited.name.outer is not None
            # Behind the law in an amending law's title stands the amending law's year.
            title = name if inner else named
            dated = mention.date.year if mention.date else None
            return replace(mention, title=title, confidence=0.7, year=dated)
        return replace(
            mention, canonical=entry.number, number=number.ordinal, year=number.year, confidence=0.9
        )

    def _year_behind(self, cited: Cited) -> int | None:
        """The year said with a law's name: "Luật Đầu tư công năm 2019"."""
        behind = self.source.text[cited.end : cited.end + 12]
        year = re.match(r"\s*(?:năm\s+)?((?:19|20)\d\d)(?!\s*-)", behind)
        return int(year[1]) if year else None

    def _law(self, cited: Cited, name: str, signed: dt.date | None) -> RegistryEntry | None:
        """The one law of this name that the document can mean, or None."""
        on = self.header.date
        if cited.name is not None and cited.name.outer is not None:
            on = self.days.get(cited.name.outer) or on
        days = [on] if on else self._days_of_period()
        found = [self._named(name, signed, day) for day in days]
        keys = {entry.key for entries in found for entry in entries}
        return found[0][0] if len(keys) == 1 and all(found) else None

    def _named(self, name: str, signed: dt.date | None, on: dt.date | None) -> list[RegistryEntry]:
        """Laws of this name; asked once for each name, and for no more than a text can mean."""
        key = (name, signed, on)
        if key not in self.named and len(self.named) < _LAW_NAMES:
            laws, code = load_registry(), f"Bộ {name[:1].lower()}{name[1:]}"
            self.named[key] = laws.law_named(name, signed=signed, on=on) or (
                laws.law_named(code, signed=signed, on=on) if _LAW.match(name) else []
            )
        return self.named.get(key, [])

    def _days_of_period(self) -> list[dt.date | None]:
        """First and last day on which a document without a day can have been signed.

        Its month, where only the day is lost; else the first year of the plan's period.
        """
        head = "\n".join(line.text[:300] for line in self.source.lines[:12])
        month = _MONTH.search(fold(head))
        if month and 1 <= int(month[1]) <= 12:
            year, number = int(month[2]), int(month[1])
            return [dt.date(year, number, 1), dt.date(year, number, monthrange(year, number)[1])]
        if self.header.period is None:
            return [None]
        year = self.header.period.start
        return [dt.date(year, 1, 1), dt.date(year, 12, 31)]


def _issuer(stated: str | None, header: Header) -> str | None:
    """The authority as stated; its chairman stays its chairman."""
    if stated is None:
        return None
    words = uncapitalised(_CODE.sub("", stated).strip())
    words = _HEAD_OF_OFFICE.sub("", words)
    office = canonical_office(words, header.place)
    national = _NATIONAL.match(office)
    if national:
        return national[0]
    chair = _CHAIR.match(fold(words)) and not _CHAIR.match(fold(office))
    return f"Chủ tịch {office}" if chair else office
