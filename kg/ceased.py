"""Bodies and titles named in a document that no longer exist on a day.

Source: reference/office_successors.csv (72/2025/QH15, 150/2025/NĐ-CP, 118/2025/NĐ-CP and others).
An office's name alone does not say its level: the unit behind it, the citing document's level and
its day decide (`kg.ceased_levels`). Only duties count: the issuer of a cited document, a name
inside a quoted title, and what stands in the lines of bases are left out; so is a name whose writer
says what the body is now. A proposal is named where it cannot have been made: the body had ended
before the document's day, and no earlier day is told of the proposal.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.basis_lines import BasisLine, Opening, basis_lines
from kg.ceased_days import made_by, proposals
from kg.ceased_levels import is_of_communes, name_end, unit_behind
from kg.ceased_rules import SuccessionRule, succession_rules
from kg.folding import fold
from kg.law_names import looks_damaged
from kg.model import Header, Mention, SourceText
from kg.proofs import Proof
from kg.severity import ENDS
from kg.terms import PlaceLevel

CEASED = "ceased"
MAY_HAVE_CEASED = "may_have_ceased"
_COMMUNES = frozenset({PlaceLevel.COMMUNE, PlaceLevel.WARD})
_ISSUED_BY = re.compile(
    r"^[^;.]{0,60}(?:cua|do)\s+(?:bo truong|tong giam doc|lien bo)?,?\s*(?:chu nhiem)?\s*$"
)
_TITLE_WITHIN = 700  # letters after a number within which its quoted title stands
_SAID_AFTER = 24  # letters after a name in which its writer says what the body is now
_MOVED_DUTY = re.compile(r"thu tuc hanh chinh|tthc|mot cua|cong dich vu cong")
_RECIPIENTS = re.compile(r"^\s*(?:-|n[oơ]i nh[aậ]n|nhu dieu)", re.IGNORECASE)
_NOW = re.compile(
    r"\s*\(?\s*(?:nay là|trước đây|trước khi|trước sắp xếp|cũ\b|đã (?:kết thúc|giải thể|chấm dứt))"
)
_HANDED_OVER = re.compile(  # what a body that ended has left is no duty of it
    r"\b(?:bàn giao|chuyển giao|tiếp nhận[^.;]{0,60}\b(?:từ|của)|kế thừa|trước (?:khi )?sắp xếp"
    r"|đã (?:được )?(?:cấp|phê duyệt|thẩm định|ban hành|lập|ký|xác nhận)"
    r"|trước ngày 0?1(?:/0?7/| tháng 0?7 năm )2025)\b"
)


@dataclass(frozen=True, slots=True)
class NamedAt:
    """Where a body or place is named. Offsets are raw offsets; quote: the clean line."""

    line: int
    char_start: int
    char_end: int
    quote: str


@dataclass(frozen=True, slots=True)
class CeasedOffice:
    """A body or title that ended. state: ceased, or may_have_ceased where it goes on in part.

    successor: who took over, in Vietnamese, with what; None where none is recorded. scope: which
    duties went where. issuer: the body that issued the document itself.
    """

    office: str
    state: str
    successor: str | None
    since: dt.date
    proof: tuple[Proof, ...]
    mentions: tuple[NamedAt, ...]
    scope: str | None = None
    issuer: bool = False


def ceased_offices(
    header: Header, mentions: Sequence[Mention], source: SourceText, *, on: dt.date
) -> tuple[CeasedOffice, ...]:
    """Bodies and titles in the text that had ended by `on`, in text order."""
    looked = _looked(header, mentions, source)
    found: dict[int, list[tuple[int, int]]] = {}
    taken: list[tuple[int, int]] = []
    for number, rule in enumerate(succession_rules()):
        if on < rule.since:
            continue
        for span in _spans(rule, looked):
            if not _overlaps(span, taken) and _rests_on(rule, span, looked):
                taken.append((span[0], unit_behind(source.text, span, looked.made)[1]))
                found.setdefault(number, []).append(span)
    rows = [_office(succession_rules()[n], spans, looked) for n, spans in found.items()]
    return tuple(sorted(rows, key=lambda row: row.mentions[0].char_start))


@dataclass(frozen=True, slots=True)
class _Looked:
    """A document in which ended bodies are looked for.

    made: its day; where it states none, the latest of the days of what it cites and the first one
    of the month or year printed where its day is to be filled in. made_by_citations: its day, else
    the latest day of what it cites. apart: where names are no duties. proposed: start and end of
    each proposal, and the first day told in it. ends: of what the document cites.
    """

    header: Header
    source: SourceText
    made: dt.date | None
    made_by_citations: dt.date | None
    apart: tuple[tuple[int, int], ...]
    proposed: tuple[tuple[int, int, dt.date | None], ...]
    ends: tuple[int, ...]

    def is_after(self, rule: SuccessionRule) -> bool:
        """Whether the document was made when the rule's body had ended."""
        return self.made is not None and self.made >= rule.since


def _looked(header: Header, mentions: Sequence[Mention], source: SourceText) -> _Looked:
    lines = basis_lines(header, mentions, source)
    proposed = tuple(proposals(lines, source.text))
    return _Looked(
        header=header,
        source=source,
        made=made_by(header, mentions, source),
        made_by_citations=made_by(header, mentions),
        apart=(*_bases(lines, proposed), *_quoted(mentions, source)),
        proposed=proposed,
        ends=tuple(sorted(mention.text_end for mention in mentions)),
    )


def _bases(
    lines: Sequence[BasisLine], proposed: Sequence[tuple[int, int, dt.date | None]]
) -> Iterator[tuple[int, int]]:
    """Lines of bases, up to a proposal that one ends with."""
    for line in lines:
        if line.opening is Opening.BASIS:
            yield line.start, min((p[0] for p in proposed if p[1] == line.end), default=line.end)


def _quoted(mentions: Sequence[Mention], source: SourceText) -> Iterator[tuple[int, int]]:
    """Titles that the text quotes, and what it says of documents that it ends."""
    for mention in mentions:
        if mention.relation in ENDS:  # what it ends is described, and does nothing any more
            bound = mention.text_end + _TITLE_WITHIN
            stop = source.text.find(".\n", mention.text_end, bound)
            yield mention.text_start, stop if stop >= 0 else bound
        words = re.findall(r"\S+", mention.title or "")
        if len(words) > 1 and mention.canonical:
            found = _words_in(source.text, words, mention.text_end)
            if found:
                yield found


def _words_in(text: str, words: Sequence[str], start: int) -> tuple[int, int] | None:
    """Where these words stand, nothing but blanks between them, soon after `start`."""
    end = start + _TITLE_WITHIN
    at = text.find(words[0], start, end)
    while at >= 0:
        behind = at + len(words[0])
        for word in words[1:]:
            rest = text[behind:end]
            blanks = len(rest) - len(rest.lstrip())
            if not blanks or not rest.startswith(word, blanks):
                break
            behind += blanks + len(word)
        else:
            return at, behind
        at = text.find(words[0], at + 1, end)
    return None


def _spans(rule: SuccessionRule, looked: _Looked) -> Iterator[tuple[int, int]]:
    """Where the name stands; in damaged text also where its marks are lost."""
    text = looked.source.text
    yield from (match.span() for match in rule.pattern.finditer(text))
    if rule.of_city and looked.is_after(rule):
        for match in rule.of_city.finditer(text):
            if unit_behind(text, match.span(), looked.made)[0] is PlaceLevel.DISTRICT:
                yield match.span()
    if looked.source.damaged:
        for match in rule.folded.finditer(fold(text)):
            if looks_damaged(text[match.start() : match.end()]):
                yield match.span()


def _rests_on(rule: SuccessionRule, span: tuple[int, int], looked: _Looked) -> bool:
    """Whether the ended body is meant here, and a proposal or a duty rests on it."""
    level, end = unit_behind(looked.source.text, span, looked.made)
    said = (looked.source.text[at : at + _SAID_AFTER].lower() for at in (span[1], end))
    if any(map(_NOW.match, said)) or _overlaps(span, looked.apart):
        return False
    proposals_here = [told for *at, told in looked.proposed if at[0] <= span[0] < at[1]]
    if not _is_meant(rule, span, looked, level, proposed=bool(proposals_here)):
        return False
    if not proposals_here:
        return _is_duty(rule, span, looked)
    told = proposals_here[0]
    return looked.is_after(rule) and (told is None or told >= rule.since)


def _is_meant(
    rule: SuccessionRule,
    span: tuple[int, int],
    looked: _Looked,
    level: PlaceLevel | None,
    *,
    proposed: bool,
) -> bool:
    """Whether the name is the ended body's, not another's that bears it. level: of its unit.

    A commune has no room but those of Decree 150/2025/NĐ-CP, Article 15: any other that proposes
    something to it, or has a duty in its draft, is one of before.
    """
    if rule.level != PlaceLevel.DISTRICT.value:
        return not (looked.is_after(rule) and rule.lives_on)
    if level is not None:
        return level is PlaceLevel.DISTRICT
    place, its_own = looked.header.place, is_of_communes(looked.source.text, span[0])
    in_commune = place is not None and place.level in _COMMUNES
    if looked.is_after(rule) and rule.lives_on:
        cited = looked.made_by_citations  # a draft that cites nothing of after the reform
        drafted = cited is None or cited < rule.since
        return in_commune and not its_own and (proposed or drafted)
    before = looked.header.date is not None or (place is not None and place.district)
    return bool(before) or not (in_commune and its_own)


def _is_duty(rule: SuccessionRule, span: tuple[int, int], looked: _Looked) -> bool:
    """Whether a duty may rest on the body here: it is not named as an issuer.

    Where the body itself goes on, only the duty that moved counts, and no list of recipients.
    """
    line = looked.source.line_at(span[0]).text
    if _cited_issuer(looked.source.text, span[0], looked.ends):
        return False
    if rule.lives_on and looked.is_after(rule) and _HANDED_OVER.search(line.lower()):
        return False
    moved = _MOVED_DUTY.search(fold(line)) and not _RECIPIENTS.match(line)
    return rule.general or bool(moved) or rule.level != PlaceLevel.CENTRAL.value


def _overlaps(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in taken)


def _cited_issuer(text: str, start: int, ends: Sequence[int]) -> bool:
    """Whether the name follows a cited document as its issuer: "... ngày 12/8/2013 của Bộ ..."."""
    before = [end for end in ends if start - 80 <= end <= start]
    return any(_ISSUED_BY.match(fold(text[end:start])) for end in before[-1:])


def _office(
    rule: SuccessionRule, spans: Sequence[tuple[int, int]], looked: _Looked
) -> CeasedOffice:
    """Where the document's day is not known, a name that lives on may mean the new body."""
    sure = rule.general and not (looked.made is None and rule.lives_on)
    return CeasedOffice(
        office=rule.name or _as_printed(looked.source.text, spans[0]),
        state=CEASED if sure else MAY_HAVE_CEASED,
        successor=rule.successor,
        since=rule.since,
        proof=rule.proofs,
        mentions=tuple(named_at(looked.source, span) for span in sorted(spans)),
        scope=rule.scope,
    )


def _as_printed(text: str, span: tuple[int, int]) -> str:
    """The whole name, its first letter a capital: "Trưởng phòng Nông nghiệp và …"."""
    words = " ".join(text[span[0] : name_end(text, span[1])].split())
    return words[:1].upper() + words[1:]


def named_at(source: SourceText, span: tuple[int, int]) -> NamedAt:
    """A span of the clean text as a place: its line, raw offsets, and the line's words."""
    line = source.line_at(span[0])
    start, end = source.raw_span(*span)
    return NamedAt(line.number, start, end, line.text.strip())
