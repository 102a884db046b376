"""Contradictions inside one document about the documents it names: reported, never repaired."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kg.errors import Problem
from kg.folding import fold, tokens
from kg.identity import completed, same_issuer
from kg.misprints import misprinted
from kg.model import Header, Mention, SourceText
from kg.number import DocumentNumber, number_key, parse_number
from kg.terms import DocumentType, MentionType, ProblemCode

_REPEATS: Final = frozenset({MentionType.SELF, MentionType.ANAPHORA})
_RESTS_ON_ITSELF: Final = re.compile(
    r"(?:can cu|thay the|bai bo|huy bo|sua doi|bo sung|dinh chi)(?P<between>[^.;:\n]{0,60})$"
)
_ATTACHED: Final = re.compile(r"kem theo|cho\b|ban hanh")
_PLAIN: Final = frozenset(
    {
        DocumentType.DECREE,
        DocumentType.DECISION,
        DocumentType.RESOLUTION,
        DocumentType.CIRCULAR,
        DocumentType.DIRECTIVE,
        DocumentType.PLAN,
        DocumentType.NOTICE,
        DocumentType.REPORT,
        DocumentType.SUBMISSION,
    }
)
"""Kinds that are never written for one another; of others a word has several senses."""
_CENTRAL_ISSUERS: Final = re.compile(
    r"(?:(?:thu tuong )?chinh phu|quoc hoi|uy ban thuong vu quoc hoi|bo chinh tri|ban bi thu)$"
)
_LOCAL_ISSUERS: Final = re.compile(
    r"(?:chu tich )?(?:ubnd|hdnd|uy ban nhan dan|hoi dong nhan dan)\b"
)
_CENTRAL_CODES: Final = re.compile(r"CP|TTg|QH\d*|UBTVQH\d*|TW")
_LOCAL_CODES: Final = re.compile(r"UBND|HĐND")
_LOOK_BACK: Final = 160


def with_conflicts(
    mentions: Sequence[Mention], header: Header, source: SourceText | None = None
) -> tuple[Mention, ...]:
    """The mentions, with a problem on each that contradicts another or the document itself.

    CONFLICTING_DATES: two days for one number, or a year in it that is not the day's.
    CONFLICTING_NUMBERS: the document's own number printed in two ways. SELF_CITED: it rests on,
    changes or ends itself. CITED_LATER: of a day after its own. TYPE_DIFFERS, ISSUER_IMPOSSIBLE:
    the kind or the issuer named is not the number's. source: for the words before a number.
    """
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        if mention.canonical and mention.date:
            groups[number_key(mention.canonical)].append(mention)
    clashing = {key: days for key, group in groups.items() if (days := _clash(group, header))}
    return tuple(_checked(mention, header, clashing, source) for mention in mentions)


def _clash(group: Sequence[Mention], header: Header) -> tuple[str, ...]:
    """The days stated for one document, if they differ; numbers recur over the years.

    Every office has its own series: two issuers may have signed one number on two days.
    """
    days = sorted({mention.date.isoformat() for mention in group if mention.date})
    if len(days) < 2 or not _one_issuer(group, header):
        return ()
    numbered_by_year = any(m.canonical and m.canonical.count("/") > 1 for m in group)
    one_year = len({day[:4] for day in days}) == 1
    return tuple(days) if numbered_by_year or one_year or _misprints(group) else ()


def _one_issuer(group: Sequence[Mention], header: Header) -> bool:
    issuers = {completed(mention.issuer, header.place) for mention in group} - {None}
    first = next(iter(issuers), None)
    return all(same_issuer(first or "", other or "", header.place) for other in issuers)


def _misprints(group: Sequence[Mention]) -> bool:
    """Whether the days are a figure apart and the titles stated are about the same thing."""
    days = {mention.date for mention in group if mention.date}
    if not all(a == b or misprinted(a, b) for a in days for b in days):
        return False
    titles = [set(tokens(mention.title)) for mention in group if mention.title]
    if len(titles) < 2:
        return False
    shared = len(set.intersection(*titles))
    return shared >= 0.6 * min(map(len, titles))


def _checked(
    mention: Mention,
    header: Header,
    clashing: dict[str, tuple[str, ...]],
    source: SourceText | None,
) -> Mention:
    days = clashing.get(number_key(mention.canonical)) if mention.canonical else None
    found = list(mention.problems)
    if days and mention.date and mention.mention_type is not MentionType.SELF:
        found.append(
            _problem(
                mention,
                ProblemCode.CONFLICTING_DATES,
                mention.date.isoformat(),
                "one day for one document",
                days,
            )
        )
    found += _of_itself(mention, header, source)
    found += _impossible(mention, header)
    return replace(mention, problems=tuple(found)) if found else mention


def _problem(
    mention: Mention, code: ProblemCode, found: str, expected: str, choices: tuple[str, ...] = ()
) -> Problem:
    return Problem(code, found, expected, place=f"line {mention.line}", choices=choices)


def _of_itself(mention: Mention, header: Header, source: SourceText | None) -> Iterator[Problem]:
    """What a mention of the document itself contradicts."""
    if mention.mention_type is not MentionType.SELF:
        return
    own, printed = header.number or "", mention.canonical or ""
    if own and printed and number_key(printed) != number_key(own):
        yield _problem(mention, ProblemCode.CONFLICTING_NUMBERS, printed, own, (own, printed))
    if source is not None and _rests_on_itself(mention, source):
        yield _problem(mention, ProblemCode.SELF_CITED, printed, "another document")


def _rests_on_itself(mention: Mention, source: SourceText) -> bool:
    before = fold(source.text[max(0, mention.text_start - _LOOK_BACK) : mention.text_start])
    said = _RESTS_ON_ITSELF.search(before)
    return said is not None and _ATTACHED.search(said["between"]) is None


def _impossible(mention: Mention, header: Header) -> Iterator[Problem]:
    """Kind, issuer, year and day of another document that cannot all be true."""
    number = parse_number(mention.canonical) if mention.canonical else None
    if mention.mention_type in _REPEATS or not isinstance(number, DocumentNumber):
        return
    yield from _days(mention, number, header)
    told, named = number.document_type, mention.type
    if told in _PLAIN and named in _PLAIN and named != told:
        said = f"{named} {mention.canonical}"
        yield _problem(mention, ProblemCode.TYPE_DIFFERS, said, f"{told} {mention.canonical}")
    if mention.issuer and _other_issuer(number, mention.issuer):
        said = f"{mention.canonical}, {mention.issuer}"
        expected = f"a number of {mention.issuer}, or the issuer {number.issuer_code}"
        yield _problem(mention, ProblemCode.ISSUER_IMPOSSIBLE, said, expected)


def _days(mention: Mention, number: DocumentNumber, header: Header) -> Iterator[Problem]:
    day, own = mention.date, header.date
    if day and number.year and day.year != number.year:
        said = f"{mention.canonical} {day.isoformat()}"
        expected = f"a day of {number.year}"
        choices = (str(number.year), str(day.year))
        yield _problem(mention, ProblemCode.CONFLICTING_DATES, said, expected, choices)
    if own is None or header.type == DocumentType.CONSOLIDATED_TEXT:
        return  # later amendments stand in the notes of a consolidated text
    year = number.year or own.year
    if (day and day > own) or (day is None and year > own.year):
        said = f"{mention.canonical} {day.isoformat() if day else ''}".strip()
        yield _problem(mention, ProblemCode.CITED_LATER, said, f"not after {own.isoformat()}")


def _other_issuer(number: DocumentNumber, issuer: str) -> bool:
    """Whether a central number is said to be of a local body, or the other way round."""
    name = fold(issuer).strip()
    code = number.issuer_code or number.symbol
    if _CENTRAL_CODES.fullmatch(code):
        return _LOCAL_ISSUERS.match(name) is not None
    return _LOCAL_CODES.fullmatch(code) is not None and _CENTRAL_ISSUERS.match(name) is not None
