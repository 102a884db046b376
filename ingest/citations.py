"""Every place where a text names a document: numbers, laws by name, standards, "Quyết định này".

Offsets are found in the clean text and reported in the raw one.
"""

import datetime as dt
import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from ingest.bases import Basis, find_bases
from ingest.clauses import Clauses, split_clauses
from ingest.conflicts import with_conflicts
from ingest.dates import find_dates
from ingest.law_names import NameMatch, find_laws
from ingest.named_documents import find_named_documents, holds
from ingest.numbers import read_numbers
from ingest.placing import uncapitalised
from ingest.relations import Setting, relation_and_role
from ingest.stated import Stated, Surroundings
from ingest.type_words import TYPE_WORDS, type_named
from ingest.wording import any_of, loose
from kg.authorities import canonical_office, issuer_of
from kg.errors import Problem
from kg.facts import RegistryEntry
from kg.folding import fold
from kg.model import Header, Mention, Section, SourceText
from kg.number import DocumentNumber, NumberMatch, number_key, parse_number
from kg.registry import load_registry
from kg.standards import find_standards
from kg.terms import DocumentType, MentionType, Relation, SectionKind

_ANAPHORA: Final = re.compile(
    rf"(?<![a-z])(?P<type>{any_of(*(word for word in TYPE_WORDS if word != 'lenh'))})\s+"
    r"(?:nay|neu tren|noi tren|tren day)(?![a-z])"
)
_TO_NUMBER: Final = re.compile(
    r"[\s,(]*(?:(?:bo )?l[uv][a-z@4]t\s+)?(?:s\W?[o06\W]{0,2}\s{0,2}[:.]?\s{0,2})?"
)
_SIBLING: Final = re.compile(
    r"(?:^|[;,:.(“\"|+\n-]|\s(?:va|hoac|cung)|\d\))\s*(?:cac\s+)?(?:so\s*:?\s*)?$"
)
_MONTH: Final = re.compile(r"thang\s+(\d{1,2})\s+n[a-z]{1,3}m\s+((?:19|20)\d\d)")
_AMENDS_OPEN: Final = re.compile(r"s[a-z]{1,3}a\s+[dpb]\S{1,3}[^;.]{0,60}\scua\s*$")
_LIST_JOINT: Final = re.compile(r"\s*(?:,|va|, va)\s*")
_NATIONAL: Final = re.compile(
    r"(?:Ủy ban Thường vụ Quốc hội|Quốc hội|Thủ tướng Chính phủ|Chính phủ|Bộ Chính trị"
    r"|Ban Bí thư)(?!\w)"
)
_CODE: Final = re.compile(r"\s*\([A-ZĐ]{2,6}\)")
_CHAIR: Final = re.compile(r"ch[a-z]{1,2}\s+tich\s")
_LAW_NAMES: Final = 400
"""Different names of laws looked up in one document; more are named, not resolved."""
_ATTACHED: Final = re.compile(
    r"(?:\(|^|\n)\W*(?:duoc\s+)?(?:b[a-z]n\s+h[a-z]{1,3}nh?\s+)?k[a-z]m\s+(?:theo|cung)\s"
)
_FILED: Final = re.compile(rf"^\W*{loose('luu')}\s*[:;]")


@dataclass(slots=True)
class _Item:
    """A place where a document is named, before anything is said of it."""

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


def find_mentions(
    source: SourceText, header: Header, sections: Sequence[Section]
) -> tuple[Mention, ...]:
    """All mentions in text order. Cost: linear in the text's length."""
    return _Finder(source, header, sections).mentions()


def _share(items: Sequence[_Item]) -> None:
    """What is said behind "18, 19-NQ/TW" is said of both."""
    for item, following in reversed(list(pairwise(items))):
        if item.kind is MentionType.NUMBERED_ABBREV and following.number is not None:
            shared = following.stated
            item.stated = replace(
                item.stated,
                issuer=item.stated.issuer or shared.issuer,
                title=item.stated.title or shared.title,
            )


def _own_lines(sections: Sequence[Section]) -> Iterator[tuple[int, int]]:
    """Lines under a title where "(Ban hành kèm theo Quyết định số …)" is printed."""
    for section in sections:
        if section.level == 1:
            yield section.line, section.line_end + 3


class _Finder:
    """One document's mentions, step by step."""

    def __init__(self, source: SourceText, header: Header, sections: Sequence[Section]) -> None:
        self.source, self.header, self.sections = source, header, sections
        self.text = source.text
        self.folded = fold(self.text)
        self.dates = find_dates(self.text)
        self.clauses: Clauses = split_clauses(self.text)
        self.bases: tuple[Basis, ...] = find_bases(source, self.folded, sections, self.clauses)
        self.basis_starts = [basis.start for basis in self.bases]
        self.around = Surroundings(self.text, self.folded, self.dates)
        self.masks: list[tuple[int, int]] = []
        self.named: dict[tuple[str, dt.date | None, dt.date | None], list[RegistryEntry]] = {}
        self.days: dict[int, dt.date] = {}  # where a mention begins -> the day stated of it
        self.articles = [(s.line, s.last_line) for s in sections if s.kind is SectionKind.ARTICLE]
        self.own_lines = list(_own_lines(sections))

    def mentions(self) -> tuple[Mention, ...]:
        items = self._items()
        self._read_around(items)
        built = [self._mention(item) for item in items]
        built += [self._standard(*span) for span in self._standards(items)]
        built += self._anaphora()
        built.sort(key=lambda mention: (mention.text_start, -mention.text_end))
        return with_conflicts(built, self.header)

    # --- what is named where ---------------------------------------------------------------
    def _items(self) -> list[_Item]:
        items = [
            self._numbered(match)
            for match in read_numbers(self.source)
            if not self._is_noise(match.start)
        ]
        items = self._with_laws(items, find_laws(self.text, self.folded, self.dates))
        taken = [(item.start, item.end) for item in items]
        bases = [(b.start, b.end) for b in self.bases if b.relation is not Relation.PROPOSED_BY]
        items += [
            _Item(name.start, name.end, name.kind, name=name, type=name.type)
            for name in find_named_documents(self.text, bases, taken)
            if not holds(taken, name.start, name.end)
        ]
        items.sort(key=lambda item: (item.start, -item.end))
        return items

    def _numbered(self, match: NumberMatch) -> _Item:
        kind = MentionType.NUMBERED_ABBREV if match.abbreviated else MentionType.NUMBERED
        return _Item(match.start, match.end, kind, number=match, canonical=str(match.number))

    def _is_noise(self, start: int) -> bool:
        """The archive line ("Lưu: VT, 12/NC") names no document."""
        line = self.source.line_at(start)
        return _FILED.match(fold(line.text[:24])) is not None

    def _with_laws(self, items: list[_Item], laws: Sequence[NameMatch]) -> list[_Item]:
        """Laws by name; one whose number is printed behind the name is that number's title."""
        by_start = {item.start: item for item in items}
        kept: list[_Item] = []
        for law in laws:
            numbered = by_start.get(self._number_behind(law.end))
            if numbered is not None and law.outer is None:
                numbered.type, numbered.title = law.type, self._words(law.start, law.end)
                numbered.head = law.start
                continue
            kept.append(_Item(law.start, law.end, law.kind, name=law, type=law.type))
        return sorted([*items, *kept], key=lambda item: (item.start, -item.end))

    def _number_behind(self, end: int) -> int:
        gap = _TO_NUMBER.match(self.folded, end)
        return gap.end() if gap else end

    def _words(self, start: int, end: int) -> str:
        return " ".join(self.text[start:end].split())

    # --- what is said around each ------------------------------------------------------------
    def _read_around(self, items: list[_Item]) -> None:
        for item in items:
            self._place(item)
        self._chain(items)
        siblings = [item.head for item in items if item.sibling]
        title_end = -1
        for item in items:
            limit = self.clauses.end_of(item.start)
            item.stated = self.around.around(item.start, item.end, limit, siblings)
            embedded = item.kind is MentionType.NAMED_LAW_EMBEDDED
            if embedded:
                item.stated = Stated(item.start, item.end)  # what follows is said of the outer law
            elif item.stated.date is not None:
                self.days[item.head] = item.stated.date
            item.quoted = embedded or (item.start < title_end and not item.sibling)
            if not item.quoted and item.stated.title is not None:
                title_end = max(title_end, item.stated.end)
                self.masks.append((item.stated.title_start, item.stated.end))
            elif not item.quoted and item.name is not None:
                self.masks.append((item.start, item.end))
        _share(items)

    def _chain(self, items: Sequence[_Item]) -> None:
        """Laws listed behind "sửa đổi … một số điều của" stand in one title, not side by side."""
        chained = False
        for item, following in pairwise(items):
            gap = self.folded[item.end : following.head] if following.name is not None else "."
            chained = bool(_AMENDS_OPEN.search(gap[-90:])) or (
                chained and _LIST_JOINT.fullmatch(gap) is not None
            )
            following.sibling = following.sibling and not chained

    def _place(self, item: _Item) -> None:
        """Where the mention begins (its type word), and whether it stands beside others."""
        if not item.head:
            kind, item.head = (
                self.around.type_before(item.start) if item.number else (None, item.start)
            )
            item.type = item.type or kind
        before = self.folded[max(0, item.head - 14) : item.head]
        starts_clause = self.clauses.start_of(item.head) == item.head
        item.sibling = (
            starts_clause
            or _SIBLING.search(before) is not None
            or item.kind is MentionType.NUMBERED_ABBREV
        )
        if item.kind is MentionType.NAMED_LAW_EMBEDDED:
            item.sibling = False

    # --- mentions -----------------------------------------------------------------------------
    def _mention(self, item: _Item) -> Mention:
        own = self._is_own(item)
        relation, role = relation_and_role(self._setting(item, own=own))
        mention = Mention(
            canonical=item.canonical,
            type=None,
            number=None,
            year=None,
            issuer=None,
            date=self._date(item),
            title=item.title or item.stated.title,
            relation=relation,
            role=role,
            mention_type=MentionType.SELF if own else item.kind,
            provision=item.stated.provision,
        )
        mention = self._identified(item, mention)
        if own:
            issuer, day = self.header.issuer or mention.issuer, mention.date or self.header.date
            mention = replace(mention, issuer=issuer, date=day)
        return self._located(mention, item.start, item.end)

    def _date(self, item: _Item) -> dt.date | None:
        if item.stated.date is not None:
            return item.stated.date
        start = self.clauses.start_of(item.head)
        before = self.around.date_before(start, item.head)
        return before.date if before else None

    def _identified(self, item: _Item, mention: Mention) -> Mention:
        """Number, type and issuer: as printed, else as the number or the registry tells."""
        if item.number is not None:
            return self._identified_number(item, item.number, mention)
        if item.kind is MentionType.NAMED_DOC:
            title = mention.title or self._words(item.start, item.end)
            return replace(mention, type=item.type, issuer=self._issuer(item), title=title)
        return self._identified_law(item, mention)

    def _identified_number(self, item: _Item, match: NumberMatch, mention: Mention) -> Mention:
        number = match.number
        known = load_registry().by_number(str(number)) if number.year else []
        kind = item.type or number.document_type or (known[0].type if known else None)
        issuer = self._issuer(item) or issuer_of(number, self.header.place)
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

    def _identified_law(self, item: _Item, mention: Mention) -> Mention:
        name = self._words(item.start, item.end)
        entry = self._law(item, name, mention.date)
        mention = replace(mention, type=item.type, title=name, issuer="Quốc hội")
        if item.type is DocumentType.ORDINANCE:
            mention = replace(mention, issuer="Ủy ban Thường vụ Quốc hội")
        number = parse_number(entry.number) if entry else None
        if entry is None or number is None or isinstance(number, Problem):
            return replace(
                mention, confidence=0.7, year=mention.date.year if mention.date else None
            )
        return replace(
            mention, canonical=entry.number, number=number.ordinal, year=number.year, confidence=0.9
        )

    def _law(self, item: _Item, name: str, signed: dt.date | None) -> RegistryEntry | None:
        """The one law of this name that the document can mean, or None."""
        year = re.match(
            r"\s*(?:năm\s+)?((?:19|20)\d\d)(?!\s*-)", self.text[item.end : item.end + 12]
        )
        name = f"{name} năm {year[1]}" if year else name
        on = self.header.date
        if item.name is not None and item.name.outer is not None:
            on = self.days.get(item.name.outer) or on
        days = [on] if on else self._days_of_period()
        found = [self._named(name, signed, day) for day in days]
        keys = {entry.key for entries in found for entry in entries}
        return found[0][0] if len(keys) == 1 and all(found) else None

    def _named(self, name: str, signed: dt.date | None, on: dt.date | None) -> list[RegistryEntry]:
        """Laws of this name; asked once for each name, and for no more than a text can mean."""
        key = (name, signed, on)
        if key not in self.named and len(self.named) < _LAW_NAMES:
            self.named[key] = load_registry().law_named(name, signed=signed, on=on)
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

    def _issuer(self, item: _Item) -> str | None:
        """The authority as stated; its chairman stays its chairman."""
        if item.stated.issuer is None:
            return None
        words = uncapitalised(_CODE.sub("", item.stated.issuer).strip())
        office = canonical_office(words, self.header.place)
        national = _NATIONAL.match(office)
        if national:
            return national[0]
        chair = _CHAIR.match(fold(words)) and not _CHAIR.match(fold(office))
        return f"Chủ tịch {office}" if chair else office

    def _setting(self, item: _Item, *, own: bool) -> Setting:
        start = self.clauses.start_of(item.head)
        end = self.clauses.end_of(item.head)
        lead = self.clauses.lead_of(item.head)
        return Setting(
            before=self._masked(start, item.head),
            after=self.folded[item.end : min(end, item.end + 900)],
            lead=self.folded[slice(*lead)] if lead else "",
            basis=self._basis_at(item.head),
            quoted=item.quoted,
            own=own,
            enacting=self._enacts(item.start),
        )

    def _masked(self, start: int, end: int) -> str:
        """The sentence from `start`, titles of documents named in it blanked."""
        chars = list(self.folded[start:end])
        for first, last in reversed(self.masks):
            if last <= start:
                break
            for index in range(max(first, start), min(last, end)):
                chars[index - start] = " "
        return "".join(chars)

    def _basis_at(self, offset: int) -> Relation | None:
        index = bisect_right(self.basis_starts, offset) - 1
        if index >= 0 and offset < self.bases[index].end:
            return self.bases[index].relation
        return None

    def _enacts(self, offset: int) -> bool:
        line = self.source.line_at(offset).number
        titles = ((s.line, s.line_end) for s in self.sections if s.level == 1)
        return any(first <= line <= last for first, last in (*self.articles, *titles))

    def _is_own(self, item: _Item) -> bool:
        """The document's own printed number, or the one it is said to be attached to."""
        if item.number is None:
            return False
        line = self.source.line_at(item.start).number
        same = self.header.number is not None and (
            number_key(str(item.number.number)) == number_key(self.header.number)
        )
        day = item.stated.date
        if same and (day is None or self.header.date in (None, day)):
            return True
        clause = self.folded[self.clauses.start_of(item.head) : item.head][-60:]
        attached = any(first <= line <= last for first, last in self.own_lines)
        if not attached:
            return False
        if _ATTACHED.search(clause):
            return self.header.date is None or day in (None, self.header.date)
        return self._same_sheet(item)

    def _same_sheet(self, item: _Item) -> bool:
        """Under the title of an attachment: the document's own ordinal and day, another symbol."""
        own = parse_number(self.header.number) if self.header.number else None
        return (
            item.number is not None
            and isinstance(own, DocumentNumber)
            and own.ordinal.lstrip("0") == item.number.number.ordinal.lstrip("0")
            and item.stated.date is not None
            and item.stated.date == self.header.date
        )

    # --- standards, anaphora, place --------------------------------------------------------------
    def _standards(self, items: Sequence[_Item]) -> Iterator[tuple[int, int, str | None]]:
        taken = [(item.start, item.end) for item in items]
        for match in find_standards(self.text):
            if not holds(taken, match.start, match.end):
                yield match.start, match.end, match.canonical

    def _standard(self, start: int, end: int, canonical: str | None) -> Mention:
        clause = self._masked(self.clauses.start_of(start), start)
        relation, role = relation_and_role(Setting(before=clause, basis=self._basis_at(start)))
        mention = Mention(
            canonical,
            DocumentType.STANDARD,
            None,
            None,
            None,
            None,
            None,
            relation,
            role,
            MentionType.STANDARD,
        )
        return self._located(mention, start, end)

    def _anaphora(self) -> Iterator[Mention]:
        for match in _ANAPHORA.finditer(self.folded):
            if not self.text[match.start()].isupper():
                continue
            kind = type_named(match["type"])
            mention = Mention(
                None,
                kind,
                None,
                None,
                None,
                None,
                None,
                Relation.REFERS_TO,
                relation_and_role(Setting(before=""))[1],
                MentionType.ANAPHORA,
            )
            yield self._located(mention, match.start(), match.end())

    def _located(self, mention: Mention, start: int, end: int) -> Mention:
        raw_start, raw_end = self.source.raw_span(start, end)
        first = self.source.line_at(start)
        return replace(
            mention,
            raw=self.source.raw[raw_start:raw_end],
            line=first.number,
            line_end=self.source.line_at(max(start, end - 1)).number,
            char_start=raw_start,
            char_end=raw_end,
            text_start=start,
            text_end=end,
            page=first.page,
        )
