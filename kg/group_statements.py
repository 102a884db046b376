"""What the mentions of one group say, taken together: pure helpers of `kg.grouping`."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg.by_name import by_name
from kg.candidates import Candidate, CitedAt, Resolution, possible
from kg.contradictions import other_day
from kg.errors import Problem
from kg.folding import tokens
from kg.identity import fuller_issuer, issuer_form, issuer_words
from kg.model import Place
from kg.number import number_key
from kg.statements import Said, said, stated_issuers, statement_of
from kg.terms import PlaceLevel


def law_by_name(at: CitedAt, laws: Sequence[Candidate]) -> Resolution:
    """A law found by its name, with the day that contradicts it."""
    found = by_name(laws)
    if found.target is None:
        return found
    return replace(found, problems=other_day(said(at.mention, at.citing.header), laws[0]))


def placed(problem: Problem, line: int) -> Problem:
    """The problem with the line of its mention, where it says no place itself."""
    return problem if problem.place or not line else replace(problem, place=f"line {line}")


def is_own(at: CitedAt) -> bool:
    """Whether words that point back carry the citing document's own number, or its own title."""
    said, head = at.mention, at.citing.header
    if said.canonical is None or head.number is None:
        named = said.canonical is head.number is None and bool(said.title)
        return named and tokens(said.title or "") == tokens(head.title or "")
    same = number_key(said.canonical) == number_key(head.number)
    return same and (said.date is None or head.date in (None, said.date))


def statements_of(mentions: Sequence[CitedAt]) -> dict[int, Said]:
    """What each mention says; within one citing document, one issuer for one number and day."""
    by_document: dict[str, list[CitedAt]] = defaultdict(list)
    for at in mentions:
        by_document[at.citing.id].append(at)
    found: dict[int, Said] = {}
    for cited in by_document.values():
        several = len(cited) > 1
        issuers = stated_issuers([at.mention for at in cited]) if several else {}
        for at in cited:
            issuer = issuers.get(statement_of(at.mention)) if several else None
            found[at.mention_id] = said(at.mention, at.citing.header, issuer)
    return found


def one_document(registered: Candidate, own: Candidate) -> bool:
    """Whether a held document is the registered one: same number, and no other day."""
    if not (registered.canonical and own.canonical):
        return False
    if number_key(registered.canonical) != number_key(own.canonical):
        return False
    statement = Said(own.canonical, own.date, None, own.issuer, own.title, own.type, None)
    if statement.unique:
        return possible(statement, registered)
    return own.date == registered.date and possible(statement, registered)


def commonest(values: Iterable[str | None]) -> str | None:
    """The value given most often; of equals the longest, then the first by letters."""
    counts = Counter(value for value in values if value)
    if not counts:
        return None
    return min(counts, key=lambda value: (-counts[value], -len(value), value))


def fullest(issuer: str, others: Iterable[str], place: Place | None) -> str:
    """The fullest name among `others` of this issuer, if only one is fullest."""
    fuller = {other for other in others if fuller_issuer(issuer, other, place)}
    most = [one for one in fuller if not any(fuller_issuer(one, other, place) for other in fuller)]
    forms = {issuer_words(other) for other in most}
    return issuer_form(min(most)) if len(forms) == 1 else issuer_form(issuer)


def shared_place(statements: Sequence[Said]) -> Place | None:
    """The province that all citing documents share: where a local document is at home."""
    places = {s.place.province for s in statements if s.place and s.place.province}
    if len(places) != 1:
        return None
    first = next(s.place for s in statements if s.place and s.place.province)
    province = first.province or first.name
    return Place(province, PlaceLevel.PROVINCE, province=province)
