"""Two readings of one cited document: its day, its kind, its number, the years in its title.

What `ingest.citations.conflicts` and `kg.contradictions` found stands on the mentions as problems
and is gathered here; what only two mentions together show is looked for here.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from kg.errors import Problem
from kg.folding import tokens
from kg.identity import is_national
from kg.inconsistencies.model import Found, Inconsistency, Searched, Stated, printed_day
from kg.inconsistencies.own import own_otherwise_dated
from kg.inconsistencies.spots import (
    at_span,
    day_of,
    days_misread,
    figure_apart,
    printed_years,
    years_at,
    years_in,
)
from kg.link_evidence import title_share
from kg.model import Mention
from kg.number import DocumentNumber, number_key, parse_number
from kg.terms import Certainty, InconsistencyKind, MentionType, ProblemCode

_AKIN = 0.5  # share of letter triples from which two titles are about one thing
_SAME = 0.85  # and from which they are one title
_OTHER = 0.2  # and below which they are two
_WORDS = 6  # words from which a title tells a document
_SIBLINGS = 5  # numbers so near are given on one day to documents of like titles


def two_days(searched: Searched) -> Found:
    """TWO_DATES of one number; WRONG_DATE where the registry knows the day better."""
    own = own_otherwise_dated(searched)
    for number, group in _groups([m for m in searched.cited if m not in own]):
        dated = [m for m in group if m.date]
        flagged = [m for m in dated if _problems([m], ProblemCode.CONFLICTING_DATES)]
        if flagged:
            yield from _of_days(searched, number, flagged)
        elif _dated_alike(group):
            readings = _readings_of_days(searched, dated)
            kind = InconsistencyKind.TWO_DATES
            yield Inconsistency(kind, number, tuple(readings), Certainty.LIKELY)


def _of_days(searched: Searched, number: str, flagged: Sequence[Mention]) -> Found:
    known, days = _registered_day(flagged), frozenset(m.date for m in flagged if m.date)
    readings = _readings_of_days(searched, flagged)
    kind = InconsistencyKind.TWO_DATES if len(days) > 1 else InconsistencyKind.WRONG_DATE
    sure = _sure_of_days(searched, flagged, days)
    if known is not None:
        if len(days) == 1:
            sure = searched.sure(figure_apart=days_misread(days | {known}))
        readings += [Stated(printed_day(known))] * (known not in days)
    elif len(days) == 1:
        if _year_of(number) is None:
            return
        mention = flagged[0]
        if mention.mention_type is MentionType.NUMBERED:  # the year is printed in the number
            kind = InconsistencyKind.TWO_DATES
            span = mention.text_start, mention.text_end
            readings.append(at_span(searched.source, *span, number))
        else:  # a law by its name: only the registry has its number
            readings.append(Stated(number))
    yield Inconsistency(kind, number, tuple(readings), sure)


def _readings_of_days(searched: Searched, mentions: Sequence[Mention]) -> list[Stated]:
    """Each day where it is first stated, in text order."""
    first = {m.date: m for m in reversed(mentions)}
    shown = sorted(first.values(), key=lambda m: m.text_start)
    return [day_of(searched.source, m) for m in shown]


def _dated_alike(group: Sequence[Mention]) -> bool:
    """Whether one number stands with days that are one figure apart, under no two titles.

    Another year has its own document of that number, but hardly of the same day and month.
    """
    days = frozenset(m.date for m in group if m.date)
    titles = [m.title for m in group if m.title]
    issuers = {m.issuer for m in group if m.date} - {None}
    apart = any(_share(a, b) < _AKIN for a, b in combinations(titles, 2))
    return len(days) == 2 and len(issuers) < 2 and not apart and days_misread(days)


def _sure_of_days(
    searched: Searched, group: Sequence[Mention], days: frozenset[dt.date]
) -> Certainty:
    """Two offices may have signed one number on two days: then issuer or title tells them apart."""
    titles = [m.title for m in group if m.title and len(m.title.split()) >= _WORDS]
    apart = any(_share(a, b) < _AKIN for a, b in combinations(titles, 2))
    national = is_national(group[0].canonical or "")
    unnamed = not national and any(m.issuer is None for m in group)
    if apart or (unnamed and not titles):
        return Certainty.LIKELY
    return searched.sure(figure_apart=days_misread(days))


def _registered_day(group: Iterable[Mention]) -> dt.date | None:
    """The day on which the registry has it signed, where linking found another one stated."""
    for problem in _problems(group, ProblemCode.CONFLICTING_DATES):
        last = problem.expected.rpartition(" ")[2]
        if len(problem.choices) == 2 and problem.choices[1] == last and "/" in problem.found:
            return dt.date.fromisoformat(last)
    return None


def two_kinds(searched: Searched) -> Found:
    """TWO_TYPES: the kind named is not the number's, or one number stands with two type codes."""
    for number, group in _groups(searched.cited):
        wrong = [m for m in group if _problems([m], ProblemCode.TYPE_DIFFERS)]
        for mention in wrong[:1]:
            said = at_span(
                searched.source, mention.text_start, mention.text_end, mention.type or ""
            )
            told = at_span(searched.source, mention.text_start, mention.text_end, number)
            sure = Certainty.LIKELY if searched.damaged else Certainty.CERTAIN
            yield Inconsistency(InconsistencyKind.TWO_TYPES, number, (said, told), sure)
    for (left, one), (right, other) in _pairs_of_one_day(searched):
        same_place_in_series = (one.ordinal, one.year) == (other.ordinal, other.year)
        if same_place_in_series and one.type_code != other.type_code:
            akin = _share(left.title or "", right.title or "") >= _AKIN
            sure = Certainty.CERTAIN if akin else Certainty.LIKELY
            yield _two_numbers(searched, InconsistencyKind.TWO_TYPES, left, right, sure)


def two_numbers(searched: Searched) -> Found:
    """TWO_NUMBERS: one day, one kind, one title, and two numbers that do not follow one another."""
    for (left, one), (right, other) in _pairs_of_one_day(searched):
        if one.type_code != other.type_code or not (left.title and right.title):
            continue
        long = min(len(left.title.split()), len(right.title.split())) >= _WORDS
        if long and _far(one, other) and _alike(left.title, right.title):
            same = tokens(left.title) == tokens(right.title)
            near = figure_apart(left.canonical or "", right.canonical or "")
            sure = searched.sure(figure_apart=near) if same else Certainty.LIKELY
            yield _two_numbers(searched, InconsistencyKind.TWO_NUMBERS, left, right, sure)


def _two_numbers(
    searched: Searched, kind: InconsistencyKind, left: Mention, right: Mention, sure: Certainty
) -> Inconsistency:
    readings = tuple(
        at_span(searched.source, m.text_start, m.text_end, m.canonical) for m in (left, right)
    )
    return Inconsistency(kind, left.canonical or "", readings, sure)


Numbered = tuple[Mention, DocumentNumber]


def _pairs_of_one_day(searched: Searched) -> Iterator[tuple[Numbered, Numbered]]:
    """First mentions of two numbers with one issuer's code and one day, in text order."""
    days: dict[tuple[dt.date, str], dict[str, Numbered]] = defaultdict(dict)
    for mention in searched.cited:
        number = parse_number(mention.canonical or "")
        if mention.date and isinstance(number, DocumentNumber) and number.type_code:
            days[mention.date, number.issuer_code].setdefault(number.key, (mention, number))
    for found in days.values():
        for left, right in combinations(found.values(), 2):
            issuers = {left[0].issuer, right[0].issuer} - {None}
            if len(issuers) < 2:
                yield left, right


def _far(one: DocumentNumber, other: DocumentNumber) -> bool:
    if one.ordinal == other.ordinal:
        return one.year != other.year
    figures = [number.ordinal.rstrip("abcdđe") for number in (one, other)]
    if not all(figure.isdigit() for figure in figures):
        return False
    return one.year == other.year and abs(int(figures[0]) - int(figures[1])) > _SIBLINGS


def two_periods(searched: Searched) -> Found:
    """TWO_PERIODS: the title of one number with other years at another place."""
    for number, group in _groups(searched.cited):
        titled = [(m, years_in(m.title)) for m in group if m.title]
        titled = [(m, years) for m, years in titled if years]
        for (left, ours), (right, theirs) in combinations(titled, 2):
            if ours & theirs or not _one_document(left, right):
                continue
            near = figure_apart(printed_years(ours), printed_years(theirs))
            readings = (
                years_at(searched.source, left, ours),
                years_at(searched.source, right, theirs),
            )
            sure = searched.sure(figure_apart=near)
            yield Inconsistency(InconsistencyKind.TWO_PERIODS, number, readings, sure)
            break


def _one_document(left: Mention, right: Mention) -> bool:
    """Whether two mentions of one number are of one document with one title, years apart."""
    if left.date and right.date and left.date != right.date:
        return False
    dated = left.date is not None and left.date == right.date
    same = is_national(left.canonical or "") or left.issuer == right.issuer
    return (dated or same) and _share(_undated(left.title), _undated(right.title)) >= _AKIN


def _undated(title: str | None) -> str:
    return " ".join(word for word in tokens(title or "") if not word.isdigit())


def _share(left: str, right: str) -> float:
    """Likeness of two titles, of which one may be cut or run on behind its end."""
    return max(title_share(left, right), title_share(right, left))


def _alike(left: str, right: str) -> bool:
    return min(title_share(left, right), title_share(right, left)) >= _SAME


def _groups(mentions: Sequence[Mention]) -> Iterator[tuple[str, list[Mention]]]:
    """Mentions by number, in text order; under the number as first printed."""
    groups: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        groups[number_key(mention.canonical or "")].append(mention)
    for group in groups.values():
        yield group[0].canonical or "", group


def _problems(mentions: Iterable[Mention], code: ProblemCode) -> list[Problem]:
    return [p for mention in mentions for p in mention.problems if p.code is code]


def _year_of(number: str) -> int | None:
    parsed = parse_number(number)
    return parsed.year if isinstance(parsed, DocumentNumber) else None
