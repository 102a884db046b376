"""Which of several documents a mention means: evidence weighed, doubt kept.

Evidence (`kg.link_evidence`) gives each candidate a share, against the chance that a document
unknown to us is meant. Only a candidate whose share reaches the fitted threshold is taken: a wrong
link is worse than none.
"""

import datetime as dt
import math
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import corpus
from kg.errors import Problem
from kg.facts import RegistryEntry, Standing
from kg.folding import tokens
from kg.identity import completed, same_issuer, same_place
from kg.link_evidence import AGAINST, evidence, reason_of, unknown_evidence, weigh, weights
from kg.model import Choice, DocumentRecord, Header, Mention, Place
from kg.statements import Said, in_term
from kg.terms import DocumentType, LinkReason, PlaceLevel, ProblemCode

if TYPE_CHECKING:
    from kg.registry import Registry

_YEAR = re.compile(r"/(\d{4})/")
SHOWN = 0.03
"""Share from which a candidate is listed among the choices."""
_MISREAD = math.log(0.003)  # chance that a number is printed as another one


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that a mention may mean. held: the library has its text."""

    key: str
    canonical: str | None
    title: str | None
    date: dt.date | None
    issuer: str | None
    type: str | None = None
    place: Place | None = None
    held: bool = False
    registered: bool = False  # in the registry or the catalogue, among all of the country
    checked: bool = True  # its day was compared with texts, not taken from the catalogue alone


@dataclass(frozen=True, slots=True)
class Resolution:
    """The document meant, or the choices that remain. confidence: share of the one taken."""

    target: str | None
    choices: tuple[Choice, ...] = ()
    confidence: float = 0.0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class CitedAt:
    """A mention stored under `mention_id`, with the document that it stands in."""

    mention_id: int
    mention: Mention
    citing: DocumentRecord


@dataclass(frozen=True, slots=True)
class Link:
    """Where a mention points. stub: what is known of a target that is not held.

    made: mentions of this library alone describe the stub, which the registry does not know.
    """

    mention_id: int
    target: str | None
    confidence: float
    choices: tuple[Choice, ...] = ()
    stub: DocumentRecord | None = None
    problems: tuple[Problem, ...] = ()
    made: bool = False


def from_entry(entry: RegistryEntry) -> Candidate:
    """A registry entry as a candidate.

    A day of another year than the number's own is a misprint of the table: it tells nothing.
    Where texts agree on a day, that one counts, not the catalogue's.
    """
    by_hand = entry.standing in (Standing.REGISTRY, Standing.USER)
    agreed = None if by_hand else _cited_days().get(entry.number)
    signed, year = agreed or entry.signed, _YEAR.search(entry.number)
    misprint = signed and year and signed.year != int(year[1])
    return Candidate(
        key=entry.key,
        canonical=entry.number,
        title=entry.title,
        date=None if misprint else signed,
        issuer=entry.issuer,
        type=entry.type,
        registered=True,
        checked=by_hand or agreed is not None,
    )


@lru_cache(maxsize=1)
def _cited_days() -> dict[str, dt.date]:
    """Days of signing on which texts of the codification agree, by number."""
    rows = corpus.table("cited_days")
    return {row["number"]: dt.date.fromisoformat(row["signed"]) for row in rows}


def from_record(record: DocumentRecord) -> Candidate:
    """A held document as a candidate."""
    head = record.header
    return Candidate(
        key=record.key,
        canonical=head.number,
        title=_titles(head),
        date=head.date,
        issuer=completed(head.issuer, head.place),
        type=head.type,
        place=head.place,
        held=True,
    )


def stub_of(known: Candidate) -> DocumentRecord:
    """A record of a document that is cited but not held; its id comes with its row."""
    header = Header(
        number=known.canonical,
        type=known.type,
        date=known.date,
        issuer=known.issuer,
        title=known.title,
        place=known.place,
    )
    return DocumentRecord("", known.key, held=False, header=header)


def registered_stub(key: str, registry: "Registry") -> DocumentRecord | None:
    """A record of a cited document as the registry describes it; None where it does not."""
    entry = registry.get(key)
    return replace(stub_of(from_entry(entry)), key=key) if entry else None


def _titles(head: Header) -> str | None:
    """A document's title, and that of the plan attached to it, by which it may be cited too."""
    attached = head.attached.title if head.attached else None
    return " ".join(title for title in (head.title, attached) if title) or None


def possible(statement: Said, candidate: Candidate) -> bool:
    """Whether nothing rules the candidate out: another issuer, or signed after the citing day.

    A local document whose issuer is not known on one side must be of the citing province, or of
    one that became part of it: what Tiền Giang issued is cited in Đồng Tháp today.
    """
    on, signed = statement.on, candidate.date
    of_term = not (statement.term and signed) or in_term(statement.term, signed)
    if _of_another_series(statement, candidate) or not of_term:
        return False
    if not statement.unique and on and signed and on < signed != statement.date:
        return False
    if statement.national:
        return True
    if statement.issuer and candidate.issuer:
        return same_issuer(statement.issuer, candidate.issuer, statement.place)
    if statement.place is None:
        return False
    return any(
        _of_territory(candidate.issuer, place, candidate.place)
        for place in _merged(statement.place)
    )


def _of_another_series(statement: Said, candidate: Candidate) -> bool:
    """Laws and resolutions of the National Assembly each have numbers: 55/2010/QH12 is both."""
    if not (statement.type and candidate.type) or "/QH" not in (statement.canonical or ""):
        return False
    return (statement.type == DocumentType.RESOLUTION) != (
        candidate.type == DocumentType.RESOLUTION
    )


def _of_territory(issuer: str | None, place: Place, theirs: Place | None) -> bool:
    """Whether a body is of the citing place: by its name, or by the province it is known in."""
    if issuer is not None and same_place(issuer, place):
        return True
    ours, other = place.province, theirs.province if theirs else None
    return bool(ours and other and tokens(ours)[-2:] == tokens(other)[-2:])


def _merged(place: Place) -> tuple[Place, ...]:
    """The citing place, and the provinces that its province was made of on 1 July 2025."""
    if not place.province:
        return (place,)
    return (place, *_provinces_before(place.province))


@lru_cache(maxsize=256)
def _provinces_before(province: str) -> tuple[Place, ...]:
    from kg.territories import predecessors

    found = predecessors(Place(province, PlaceLevel.PROVINCE, province=province))
    return tuple(replace(old, province=old.name) for old in found if old.name != province)


def choose(
    statement: Said,
    candidates: Sequence[Candidate],
    near: Collection[str] = (),
    figures: Sequence[Candidate] = (),
) -> Resolution:
    """The candidate that is clearly meant, else those that remain, best first.

    near: keys that the same citing document names in full elsewhere. figures: documents whose
    number is a figure away (`kg.misread`), which are never taken. Independent of the order of
    `candidates`. Problems: AMBIGUOUS_DOCUMENT, CONFLICTING_NUMBERS.
    """
    shares = shares_of(statement, candidates, near, figures)
    if not shares:
        return Resolution(None)
    best, share, reason = shares[0]
    clear = share >= weights()["threshold"] or (len(shares) == 1 and _named(statement, best))
    if clear and reason is not LinkReason.OTHER_FIGURE:
        return Resolution(best.key, (), round(share, 4))
    choices = tuple(
        Choice(c.key, c.canonical, c.title, c.date, c.issuer, round(share, 4), reason.value)
        for c, share, reason in shares
        if share >= SHOWN
    )
    return Resolution(None, choices, 0.0, _ambiguous(statement, choices))


def _named(statement: Said, candidate: Candidate) -> bool:
    """Whether the number alone names the document, and neither day nor title speaks against it.

    However old it is: a year does not make "01/2002/QH11" another law.
    """
    if not statement.unique:
        return False
    amounts = evidence(statement, candidate)
    return not any(amounts.get(name) for name in AGAINST)


def shares_of(
    statement: Said,
    candidates: Sequence[Candidate],
    near: Collection[str] = (),
    figures: Sequence[Candidate] = (),
) -> list[tuple[Candidate, float, LinkReason]]:
    """Possible candidates, likeliest first, each with P(it is meant) and the best reason.

    What is missing to 1 is the chance that a document unknown to us is meant.
    """
    fit = [
        c for c in candidates if possible(statement, c) or (c.key in near and not statement.issuer)
    ]
    weighed = [(c, evidence(statement, c, near)) for c in fit]
    logs = [(c, weigh(amounts), reason_of(amounts)) for c, amounts in weighed]
    logs += [
        (c, weigh(evidence(statement, c)) + _MISREAD, LinkReason.OTHER_FIGURE) for c in figures
    ]
    unknown = weigh(unknown_evidence(statement))
    top = max((unknown, *(log for _, log, _ in logs)))
    exponents = (unknown, *(log for _, log, _ in logs))
    total = math.fsum(math.exp(log - top) for log in exponents)  # exact: in any order
    logs.sort(key=lambda item: (-item[1], item[0].key))
    return [(c, math.exp(log - top) / total, reason) for c, log, reason in logs]


def _ambiguous(statement: Said, choices: tuple[Choice, ...]) -> tuple[Problem, ...]:
    if not choices:
        return ()
    keys = tuple(choice.key for choice in choices)
    said = statement.canonical or statement.title or ""
    if choices[0].reason == LinkReason.OTHER_FIGURE.value:
        other = choices[0].canonical or ""
        return (Problem(ProblemCode.CONFLICTING_NUMBERS, said, other, choices=keys),)
    expected = "the day signed, the issuer or the title beside the number"
    return (Problem(ProblemCode.AMBIGUOUS_DOCUMENT, said, expected, choices=keys),)
