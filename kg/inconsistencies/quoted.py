"""A cited document that cannot be as it is cited: another's title, issuer, a later day, itself."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations

from kg.contradictions import titled
from kg.errors import Problem
from kg.inconsistencies.model import Found, Inconsistency, Searched, Stated, printed_day
from kg.inconsistencies.spots import at_span, day_of, figure_apart
from kg.link_evidence import title_share
from kg.model import Mention
from kg.number import number_key
from kg.registry import Registry
from kg.terms import Certainty, CitationRole, InconsistencyKind, MentionType, ProblemCode
from kg.titles import TitleDifference, compare_titles

_WORDS = 7  # words from which two titles in one text are held against one another
_UNLIKE = 0.25  # share of letter triples below which they are two titles
_OTHER = 0.6  # share below which a title that is another document's is not this one's too
_MANY = 2  # documents cited as later from which the own day is what must be wrong
_WORDS_SHARED = 0.5  # share of words in common and in order below which it is neither
_REACH = 700  # letters behind a number in which its title ends


def wrong_titles(searched: Searched) -> Found:
    """WRONG_TITLE: the title, or the years in it, is not that of the document so numbered."""
    told: set[str] = set()
    for mention in searched.cited:
        number = mention.canonical or ""
        if number_key(number) in told or not mention.title:
            continue
        found = next(_differing(searched, mention), None)
        if found is not None:
            told.add(number_key(number))
            quoted, known, sure = found
            said = _titled(searched, mention, quoted)
            yield Inconsistency(InconsistencyKind.WRONG_TITLE, number, (said, Stated(known)), sure)
    yield from _two_titles(searched, told)


def _differing(searched: Searched, mention: Mention) -> Iterator[tuple[str, str, Certainty]]:
    """(quoted, registered, how sure) by what linking found, else by the registered title."""
    for problem in mention.problems:
        if problem.code is ProblemCode.CONFLICTING_PERIODS and len(problem.choices) > 1:
            ours, theirs = problem.choices[0], problem.choices[-1]
            sure = searched.sure(figure_apart=figure_apart(ours, theirs))
            yield mention.title or ours, problem.expected, sure
        if problem.code is ProblemCode.TITLE_DIFFERS:
            sure = Certainty.LIKELY if searched.damaged else Certainty.CERTAIN
            yield problem.found, problem.expected, sure
    entry = searched.registry.get(mention.target) if searched.registry and mention.target else None
    if entry is None or not entry.title or not mention.title:
        return
    likeness = _likeness(mention.title, entry.title)
    compared = compare_titles(mention.title, entry.title)
    changed = compared.difference in (TitleDifference.WORDS, TitleDifference.OTHER)
    differs = likeness < _OTHER or (changed and compared.share < _WORDS_SHARED)
    if differs and _is_of_another(mention, searched.registry):
        sure = Certainty.LIKELY if searched.damaged else Certainty.CERTAIN
        yield mention.title, entry.title, sure
    long = len(mention.title.split()) >= _WORDS and len(entry.title.split()) >= _WORDS
    if compared.difference is TitleDifference.OTHER and long and likeness < _UNLIKE:
        yield mention.title, entry.title, Certainty.LIKELY


def _is_of_another(mention: Mention, registry: Registry | None) -> bool:
    """Whether the title is registered, but for other numbers only."""
    owners = titled(registry, mention.title or "") if registry else []
    number = number_key(mention.canonical or "")
    return bool(owners) and all(number_key(entry.number) != number for entry in owners)


def _likeness(left: str, right: str) -> float:
    """Share of letter triples that one of two titles has of the other, at most."""
    return max(title_share(left, right), title_share(right, left))


def _two_titles(searched: Searched, told: set[str]) -> Found:
    """One number, one day, and two titles that have hardly a word in common."""
    groups: dict[tuple[str, object], list[Mention]] = {}
    for mention in searched.cited:
        if mention.title and mention.date and len(mention.title.split()) >= _WORDS:
            groups.setdefault((number_key(mention.canonical or ""), mention.date), []).append(
                mention
            )
    for (number_of, _), group in groups.items():
        for left, right in combinations(group, 2):
            if number_of not in told and not searched.damaged and _apart(left, right):
                told.add(number_of)
                both = tuple(_titled(searched, m, m.title or "") for m in (left, right))
                number = left.canonical or ""
                kind, sure = InconsistencyKind.WRONG_TITLE, Certainty.LIKELY
                yield Inconsistency(kind, number, both, sure)


def _apart(left: Mention, right: Mention) -> bool:
    return _likeness(left.title or "", right.title or "") < _UNLIKE


def _titled(searched: Searched, mention: Mention, value: str) -> Stated:
    """The number with the title behind it, as far as that is printed in the same words."""
    words = (re.escape(word) for word in value.split())
    pattern = re.compile(r"\s+".join(words), re.IGNORECASE)
    found = pattern.search(searched.source.text, mention.text_end, mention.text_end + _REACH)
    end = found.end() if found else mention.text_end
    return at_span(searched.source, mention.text_start, end, value)


def impossible_issuers(searched: Searched) -> Found:
    """WRONG_ISSUER: a central number said to be of a local body, or the other way round."""
    for mention, _ in _first_flagged(searched.cited, ProblemCode.ISSUER_IMPOSSIBLE):
        number = mention.canonical or ""
        source, start, end = searched.source, mention.text_start, mention.text_end
        readings = at_span(source, start, end, mention.issuer), at_span(source, start, end, number)
        sure = Certainty.LIKELY if searched.damaged else Certainty.CERTAIN
        yield Inconsistency(InconsistencyKind.WRONG_ISSUER, number, readings, sure)


def cited_later(searched: Searched) -> Found:
    """CITED_LATER: of a day after the document's own, where no other finding doubts that day."""
    own = searched.header.date
    if own is None or searched.header.number is None:
        return  # without a number the head is not whole, and its day may be another document's
    flagged = [
        mention
        for mention, _ in _first_flagged(searched.cited, ProblemCode.CITED_LATER)
        if mention.role is not CitationRole.QUOTED_TITLE
    ]
    for mention in flagged:
        if any(p.code is ProblemCode.CONFLICTING_DATES for p in mention.problems):
            continue
        doubtful = searched.damaged or len(flagged) > _MANY
        sure = Certainty.LIKELY if doubtful else Certainty.CERTAIN
        readings = day_of(searched.source, mention), _own_day(searched, printed_day(own))
        number = mention.canonical or ""
        yield Inconsistency(InconsistencyKind.CITED_LATER, number, readings, sure)


def _own_day(searched: Searched, value: str) -> Stated:
    named = next(iter(searched.own), None)
    if named is None:
        return Stated(value)
    return at_span(searched.source, named.text_start, named.text_end, value)


def self_cited(searched: Searched) -> Found:
    """SELF_CITED: it rests on itself, or changes or ends itself."""
    for mention, _ in _first_flagged(searched.own, ProblemCode.SELF_CITED):
        if mention.mention_type is MentionType.SELF:
            said = at_span(searched.source, mention.text_start, mention.text_end, mention.canonical)
            sure = Certainty.LIKELY if searched.damaged else Certainty.CERTAIN
            number = mention.canonical or ""
            yield Inconsistency(InconsistencyKind.SELF_CITED, number, (said,), sure)


def _first_flagged(
    mentions: Iterable[Mention], code: ProblemCode
) -> Iterator[tuple[Mention, Problem]]:
    """The first mention of each number that has such a problem."""
    seen: set[str] = set()
    for mention in mentions:
        problem = next((p for p in mention.problems if p.code is code), None)
        key = number_key(mention.canonical or "")
        if problem is not None and key not in seen:
            seen.add(key)
            yield mention, problem
