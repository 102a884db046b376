"""The form of each basis: number, day, issuer, title as registered, line, order, authority.

A finding that leaves in doubt which document is meant is a warning, one on style a note. In
damaged text only what no misread letter explains is reported: marks at the end of a line and
small differences of words are not.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise

from kg.basis_authority import authority_missing
from kg.basis_finding import FormCode, FormFinding, Spot, on_line
from kg.basis_kind import kind_findings
from kg.basis_lines import BasisLine, Opening, basis_lines
from kg.basis_rules import (
    APPENDIX,
    APPENDIX_SINCE,
    NO_BASIS,
    NORMATIVE_NUMBER,
    is_law,
    level_of,
    level_of_place,
    rank,
)
from kg.basis_title import title_finding
from kg.citation_wording import basis_wording
from kg.facts import RegistryEntry
from kg.folding import fold
from kg.identity import has_year, is_national
from kg.model import Header, Mention, SourceText
from kg.number import DocumentNumber, parse_number
from kg.registry import Registry
from kg.statements import said
from kg.terms import CitationRole, DocumentType, MentionType, Relation, Severity

__all__ = ["FormCode", "FormFinding", "form_findings"]

_NAMES_ONE = re.compile(r"\d{4}|\b(?:luat|hien phap|phap lenh)\b|\bso \d")  # if unread by us
_LIST = re.compile(r"\W*can cu cac\b")
_AMENDED_BY = re.compile(r"(?:sua doi|bo sung|thay the)[^;]{0,40}\b(?:boi|theo|tai)\b[^;]*$")
_TITLE_WORDS = (" ve ", "quy dinh", "ban hanh", "huong dan", "giai doan")
_YEAR_SAID = re.compile(r"\s*\(?(?:sua doi\s+)?nam\s+(\d{4})")
_TITLED = 16  # words behind a number that day and issuer alone do not fill
_SAME_OPENING = 6  # lines between two bases of one opening at most
_NUMBERED_BY_YEAR = 1997


def form_findings(  # noqa: PLR0913 - what is read, and by which facts
    header: Header,
    mentions: Sequence[Mention],
    source: SourceText,
    registry: Registry,
    meant: Mapping[int, str],
    *,
    on: dt.date | None = None,
) -> tuple[FormFinding, ...]:
    """Findings in text order, each once. meant: identity by a mention's `char_start`.

    on: the day by which a missing basis is named, where the document states none.
    """
    lines = basis_lines(header, mentions, source)
    reader = _Reader(
        header, tuple(mentions), source, registry, meant, _rule(header), header.date or on
    )
    found = chain(
        reader.of_lines(lines),
        kind_findings(lines, meant, registry, _rule(header), damaged=source.damaged),
        reader.of_documents(lines),
        reader.of_titles(lines),
        reader.of_order(lines),
        reader.of_authority(lines),
    )
    codes = list(FormCode)
    return tuple(sorted(dict.fromkeys(found), key=lambda f: (f.line, codes.index(f.code))))


def _rule(header: Header) -> str | None:
    """The rule on bases; normative and older documents have rules of their own."""
    normative = bool(header.number) and has_year(header.number or "")
    older = header.date is not None and header.date < APPENDIX_SINCE
    return None if normative or older else APPENDIX


@dataclass(frozen=True, slots=True)
class _Reader:
    """Looks at one document's openings. rule: the article on the form of its bases.

    day: the document's own, else the day of view.
    """

    header: Header
    mentions: tuple[Mention, ...]
    source: SourceText
    registry: Registry
    meant: Mapping[int, str]
    rule: str | None
    day: dt.date | None

    def of_lines(self, lines: Sequence[BasisLine]) -> Iterator[FormFinding]:
        """A basis names a document, stands on a line of its own, ends with its mark."""
        for place, line in enumerate(lines):
            if line.opening is not Opening.BASIS:
                continue
            spot = on_line(line, self.rule)
            if not line.mentions:
                unread = any(line.start <= m.text_start < line.end for m in self.mentions)
                if not unread and not _NAMES_ONE.search(fold(line.text)):
                    yield spot.finding(FormCode.NO_DOCUMENT, Severity.NOTE, line.text)
                continue
            second = _second_basis(line)
            if second is not None:
                yield spot.finding(FormCode.SHARED_LINE, Severity.NOTE, _name(second))
            allowed = (";",) if _goes_on(line, lines[place + 1 :]) else (";", ".", ",")
            if not self.source.damaged and line.ending not in allowed:
                wanted = " hoặc ".join(allowed[:2])
                yield spot.finding(FormCode.LINE_END, Severity.NOTE, line.ending, wanted)

    def of_documents(self, lines: Sequence[BasisLine]) -> Iterator[FormFinding]:
        """Number, day, issuer and title at the first place where a document is named."""
        seen: set[str] = set()
        for line in lines:
            for mention in line.mentions:
                key = self.meant.get(mention.char_start) or mention.canonical or _name(mention)
                if key not in seen and mention.mention_type is not MentionType.STANDARD:
                    seen.add(key)
                    named = self._law if is_law(mention) else self._numbered
                    yield from named(mention, line)
                    yield from self._power(mention, line)

    def _numbered(self, mention: Mention, line: BasisLine) -> Iterator[FormFinding]:
        number, spot = mention.canonical, self._at(mention)
        if number is None:
            if not _congress(mention):
                yield spot.finding(FormCode.NO_NUMBER, Severity.WARNING, _name(mention))
            return
        entry = self._entry(mention)
        if _lacks_year(number, mention):
            year = replace(spot, rule=NORMATIVE_NUMBER)
            yield year.finding(FormCode.NO_YEAR, Severity.WARNING, number)
        if mention.date is None and not has_year(number):
            day = entry.signed.isoformat() if entry and entry.signed else ""
            yield spot.finding(FormCode.NO_DATE, Severity.WARNING, number, day)
        if not (mention.issuer or is_national(number)):
            yield spot.finding(FormCode.NO_ISSUER, Severity.NOTE, number)
        if not mention.title and _untitled(mention, line):
            title = (entry.title or "") if entry else ""
            yield spot.finding(FormCode.NO_TITLE, Severity.NOTE, number, title)

    def _law(self, mention: Mention, line: BasisLine) -> Iterator[FormFinding]:
        """A law is named with its day; without it the name may be that of several laws."""
        printed = " ".join(mention.raw.split())
        told = mention.date is not None or any(char.isdigit() for char in printed)
        if told or line.opening is not Opening.BASIS:
            return
        named = self.registry.law_named(mention.title or printed)
        own = self.header.date or dt.date.max
        year = _YEAR_SAID.match(fold(line.text).partition(fold(printed))[2])
        same = [
            law
            for law in named
            if law.signed
            and law.signed <= own
            and (year is None or law.signed.year == int(year[1]))
        ]
        if len(same) > 1:
            days = "; ".join(f"{law.number} ({law.signed})" for law in same)
            spot = self._at(mention)
            yield spot.finding(
                FormCode.LAW_UNDATED, Severity.WARNING, mention.title or printed, days
            )

    def _power(self, mention: Mention, line: BasisLine) -> Iterator[FormFinding]:
        """Documents that give no power to act: reports and the like, those of a lower body."""
        if line.opening is not Opening.BASIS or mention.relation is not Relation.LEGAL_BASIS:
            return
        spot, name = self._at(mention), _name(mention)
        if mention.type in NO_BASIS:
            yield spot.by_custom(FormCode.NO_LEGAL_BASIS, Severity.NOTE, name, mention.type or "")
        theirs = level_of(said(mention, self.header).issuer)
        ours = level_of_place(self.header.place)
        if theirs is not None and ours is not None and theirs > ours:
            issuer = mention.issuer or ""
            yield spot.by_custom(FormCode.LOWER_BODY, Severity.NOTE, name, issuer)

    def of_titles(self, lines: Sequence[BasisLine]) -> Iterator[FormFinding]:
        """Titles as quoted against those registered, in the bases and in the tasks."""
        on_lines = {m.char_start for line in lines for m in line.mentions}
        for mention in self.mentions:
            entry = self._entry(mention)
            live = mention.role in (CitationRole.BASIS, CitationRole.TASK)
            if live and entry and mention.mention_type is MentionType.NUMBERED:
                exact = mention.char_start in on_lines and not self.source.damaged
                spot = self._at(mention)
                yield from title_finding(mention, entry, self.registry, spot, exact=exact)

    def of_order(self, lines: Sequence[BasisLine]) -> Iterator[FormFinding]:
        """Bases that stand after one of lower rank, each once, with the first of those."""
        lowest: tuple[int, Mention] | None = None
        before: int | None = None
        for line in lines:
            if line.opening is not Opening.BASIS or not line.mentions:
                continue
            if before is not None and line.first - before > _SAME_OPENING:
                lowest = None
            before, mention = line.last, line.mentions[0]
            own = rank(mention, said(mention, self.header).issuer)
            if own is None:
                continue
            if lowest is not None and own < lowest[0]:
                spot = on_line(line, None)
                yield spot.by_custom(
                    FormCode.ORDER, Severity.NOTE, _name(mention), _name(lowest[1])
                )
            elif lowest is None or own > lowest[0]:
                lowest = (own, mention)

    def of_authority(self, lines: Sequence[BasisLine]) -> Iterator[FormFinding]:
        """Whether a basis gives the issuer its power to issue."""
        missing = authority_missing(self.header, lines)
        if missing is None:
            return
        formal = self.header.type in (DocumentType.DECISION, DocumentType.RESOLUTION)
        severity = Severity.WARNING if formal and not self.source.damaged else Severity.REVIEW
        first = next(line for line in lines if line.opening is Opening.BASIS)
        spot = on_line(first, self.rule)
        wording = self._authority_line(missing)
        yield spot.finding(FormCode.NO_AUTHORITY, severity, self.header.issuer or "", wording)

    def _authority_line(self, missing: str) -> str:
        """The basis that is missing as it would stand on the document's day, else its name."""
        laws = self.registry.law_named(missing, on=self.day) if self.day else []
        if len(laws) != 1 or self.day is None:
            return missing
        return basis_wording(laws[0], self.registry, self.header, on=self.day)

    def _entry(self, mention: Mention) -> RegistryEntry | None:
        """The registered document that a number means; None for laws, cited by name."""
        if is_law(mention) or mention.canonical is None:
            return None
        key = self.meant.get(mention.char_start)
        return self.registry.get(key) if key else None

    def _at(self, mention: Mention) -> Spot:
        lines = self.source.lines
        known = 1 <= mention.line <= len(lines)
        text = lines[mention.line - 1].text.strip() if known else mention.raw
        return Spot(mention.line, text, self.rule, self.meant.get(mention.char_start))


def _goes_on(line: BasisLine, following: Sequence[BasisLine]) -> bool:
    """Whether another paragraph of the same opening follows."""
    return bool(following) and following[0].first - line.last <= _SAME_OPENING


def _second_basis(line: BasisLine) -> Mention | None:
    """A second document on the line that neither amends the first nor belongs to a list."""
    if ";" not in line.text[:-1] or _LIST.match(fold(line.text)):
        return None
    for before, mention in pairwise(line.mentions):
        law = is_law(before) and is_law(mention)
        basis = mention.relation is Relation.LEGAL_BASIS
        if basis and not law and not _amends(mention, line):
            return mention
    return None


def _amends(mention: Mention, line: BasisLine) -> bool:
    """Whether the document is named as amending the one before it on the line."""
    before = fold(line.text).partition(fold(" ".join(mention.raw.split())))[0]
    itself = "sua doi" in fold(mention.title or mention.raw)
    return itself or bool(_AMENDED_BY.search(before[-120:]))


def _untitled(mention: Mention, line: BasisLine) -> bool:
    """Whether the line gives no title either, so that none was merely lost in reading."""
    if line.opening is not Opening.BASIS or _amends(mention, line):
        return False
    rest = fold(line.text.partition(mention.raw)[2])
    return len(rest.split()) < _TITLED and not any(words in rest for words in _TITLE_WORDS)


def _lacks_year(number: str, mention: Mention) -> bool:
    """A decree or circular is numbered with its year since 1997."""
    parsed = parse_number(number)
    if not isinstance(parsed, DocumentNumber) or parsed.year is not None:
        return False
    old = mention.date is not None and mention.date.year < _NUMBERED_BY_YEAR
    return parsed.type_code in ("NĐ", "TT", "TTLT") and not old


def _congress(mention: Mention) -> bool:
    """Resolutions of Party congresses have no number by custom."""
    return "dai hoi" in fold(mention.title or mention.raw)


def _name(mention: Mention) -> str:
    """Number of a document, else its name as read."""
    return mention.canonical or " ".join((mention.title or mention.raw).split())
