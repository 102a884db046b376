"""Every place where a text names a document: numbers, laws by name, standards, "Quyết định này".

Offsets are found in the clean text and reported in the raw one.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ingest.citations.antecedents import Antecedent, Antecedents, Itself
from ingest.citations.bases import find_bases
from ingest.citations.conflicts import with_conflicts
from ingest.citations.context import Context, read_context
from ingest.citations.identity import Identifier
from ingest.citations.named_documents import holds
from ingest.citations.own import OwnCitations
from ingest.citations.places import Cited, find_cited
from ingest.citations.pointing import Pointer, find_pointers
from ingest.citations.programmes import find_programmes
from ingest.citations.proposals import submitted, with_open_proposals
from ingest.citations.provisions import provision_before
from ingest.citations.stated import Surroundings
from ingest.citations.unnumbered import unnumbered, without_parts
from ingest.clauses import split_clauses
from ingest.dates import find_dates
from ingest.relations import Setting, relation_and_role
from kg.folding import fold
from kg.model import Header, Mention, Section, SourceText
from kg.standards import find_standards
from kg.terms import CitationRole, DocumentType, MentionType, Relation, SectionKind

_AFTER: Final = 900
"""Characters behind a citation that may say what happens to it."""


def find_mentions(
    source: SourceText, header: Header, sections: Sequence[Section]
) -> tuple[Mention, ...]:
    """All mentions in text order. Cost: linear in the text's length."""
    return _Finder(source, header, sections).mentions()


class _Finder:
    """One document's mentions, step by step."""

    def __init__(self, source: SourceText, header: Header, sections: Sequence[Section]) -> None:
        self.source, self.header, self.sections = source, header, sections
        self.folded = fold(source.text)
        self.clauses = split_clauses(source.text)
        self.bases = find_bases(source, self.folded, sections, self.clauses)
        self.basis_starts = [basis.start for basis in self.bases]
        dates = find_dates(source.text, self.folded)
        self.around = Surroundings(source.text, self.folded, dates)
        titles = self._find(find_cited(source, self.folded, dates, self.bases))
        self.untitled = _blanked(self.folded, with_open_proposals(self.found, titles, self.bases))
        days = {cited.head: day for cited in self.found if (day := _day_of(cited)) is not None}
        self.identifier = Identifier(source, header, days)
        self.own = OwnCitations(source, self.folded, self.clauses, header, sections)
        self.enacting = _enacting_lines(sections)

    def _find(self, found: list[Cited]) -> list[tuple[int, int]]:
        """Set `found`, context read, names without numbers added; returns the spans of titles."""
        text, context = self.source.text, Context(self.folded, self.clauses, self.around)
        places = find_programmes(text, self.folded)
        self.found = without_parts(found, places)
        titles = read_context(self.found, context)
        self.found += unnumbered(context, self.found, places, titles, self.header.type)
        self.found.sort(key=lambda cited: (cited.start, -cited.end))
        return titles

    def mentions(self) -> tuple[Mention, ...]:
        built = [self._mention(cited) for cited in self.found]
        built += self._standards()
        built.sort(key=_place)
        found = [*with_conflicts(built, self.header, self.source), *self._anaphora(built)]
        return tuple(sorted(found, key=_place))

    def _mention(self, cited: Cited) -> Mention:
        own = self.own.holds(cited)
        relation, role = relation_and_role(self._setting(cited, own=own))
        mention = replace(
            _named_only(MentionType.SELF if own else cited.kind, cited.type, relation, role),
            canonical=cited.canonical,
            date=self._date(cited),
            title=cited.title or cited.stated.title,
            provision=cited.stated.provision,
        )
        if own and cited.number is None:
            return self._located(self.identifier.itself(mention), cited.start, cited.end)
        mention = self.identifier.identified(cited, mention)
        if self.own.is_named(cited, mention.canonical):
            mention = replace(self.identifier.itself(mention), mention_type=MentionType.SELF)
        if own:
            issuer, day = self.header.issuer or mention.issuer, mention.date or self.header.date
            mention = replace(mention, issuer=issuer, date=day)
        return self._located(mention, cited.start, cited.end)

    def _date(self, cited: Cited) -> dt.date | None:
        if cited.stated.date is not None:
            return cited.stated.date
        before = self.around.date_before(self.clauses.start_of(cited.head), cited.head)
        return before.date if before else None

    def _setting(self, cited: Cited, *, own: bool) -> Setting:
        lead = self.clauses.lead_of(cited.head)
        end = min(self.clauses.end_of(cited.head), cited.end + _AFTER)
        return Setting(
            before=self._sentence_before(cited.head),
            after=self.folded[cited.end : end],
            lead=self.folded[slice(*lead)] if lead else "",
            basis=self._basis_at(cited.head),
            quoted=cited.quoted,
            own=own,
            enacting=self.source.line_at(cited.start).number in self.enacting,
            submitted=submitted(cited),
        )

    def _sentence_before(self, offset: int) -> str:
        """The sentence up to `offset`, titles of documents named in it blanked."""
        return self.untitled[self.clauses.start_of(offset) : offset]

    def _basis_at(self, offset: int) -> Relation | None:
        index = bisect_right(self.basis_starts, offset) - 1
        if index >= 0 and offset < self.bases[index].end:
            return self.bases[index].relation
        return None

    def _standards(self) -> Iterator[Mention]:
        taken = [(cited.start, cited.end) for cited in self.found]
        for match in find_standards(self.source.text):
            if holds(taken, match.start, match.end):
                continue
            before = self._sentence_before(match.start)
            said = relation_and_role(Setting(before, basis=self._basis_at(match.start)))
            mention = _named_only(MentionType.STANDARD, DocumentType.STANDARD, *said)
            mention = replace(mention, canonical=match.canonical)
            yield self._located(mention, match.start, match.end)

    def _anaphora(self, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """Such as "Quyết định này", with what is known of the document that it means."""
        taken = [(min(cited.head, cited.start), cited.end) for cited in self.found]
        pointers = find_pointers(self.source.text, self.folded, taken, damaged=self.source.damaged)
        said = Antecedents(self.folded, self.clauses, self.header, self.sections, mentions)
        for pointer in pointers:
            meant = said.of(pointer)
            if meant is not None or pointer.capital:
                yield self._located(self._pointed(pointer, meant), pointer.start, pointer.end)

    def _pointed(self, pointer: Pointer, meant: Antecedent) -> Mention:
        """The mention of a pointing word: all but relation and place are its document's."""
        own = isinstance(meant, Itself)
        place = Cited(pointer.start, pointer.end, MentionType.ANAPHORA, head=pointer.start)
        setting = Setting(before="") if meant is None else self._setting(place, own=own)
        relation, role = relation_and_role(setting)
        mention = _named_only(MentionType.ANAPHORA, pointer.type, relation, role)
        pinpoint = provision_before(self.source.text, self.folded, pointer.start)
        mention = replace(mention, provision=pinpoint)
        if own:
            return self.identifier.itself(mention)
        if not isinstance(meant, Mention):
            return mention
        return replace(
            mention,
            canonical=meant.canonical,
            type=meant.type,
            number=meant.number,
            year=meant.year,
            issuer=meant.issuer,
            date=meant.date,
            title=meant.title,
            confidence=min(meant.confidence, 0.9),
        )

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


def _place(mention: Mention) -> tuple[int, int]:
    return mention.text_start, -mention.text_end


def _day_of(cited: Cited) -> dt.date | None:
    """The day stated of a document; else, for the laws inside its title, its number's last one."""
    year = cited.number.number.year if cited.number else None
    return cited.stated.date or (dt.date(year, 12, 31) if year else None)


def _named_only(
    kind: MentionType, named: DocumentType | None, relation: Relation, role: CitationRole
) -> Mention:
    """A mention of which nothing but the type is known."""
    return Mention(None, named, None, None, None, None, None, relation, role, kind)


def _blanked(folded: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text, of the same length, with blanks for what stands in the spans."""
    parts: list[str] = []
    at = 0
    for start, end in sorted(spans):
        first = max(at, start)
        parts += [folded[at:first], " " * (end - first)]
        at = max(at, end)
    return "".join([*parts, folded[at:]])


def _enacting_lines(sections: Sequence[Section]) -> set[int]:
    """Lines of articles and titles, where a verb takes effect."""
    spans = [(s.line, s.last_line) for s in sections if s.kind is SectionKind.ARTICLE]
    spans += [(s.line, s.line_end) for s in sections if s.level == 1]
    return {line for first, last in spans for line in range(first, last + 1)}
