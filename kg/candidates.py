"""Which of several documents a mention means: evidence weighed, doubt kept.

Each piece of evidence adds to a log weight; weights become shares by softmax, against the chance
that a document unknown to us is meant (every office begins again at number 1 each year). Only a
candidate with a clear share is taken: a wrong link is worse than none.
"""

import datetime as dt
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kg.errors import Problem
from kg.facts import RegistryEntry, Standing
from kg.folding import tokens
from kg.identity import completed, has_year, same_issuer, same_place
from kg.model import Choice, DocumentRecord, Header, Mention, Place
from kg.statements import Said
from kg.terms import LinkReason, ProblemCode

TAKEN = 0.6
"""Share from which one candidate is taken. By hand: 76/NQ-CP undated stays open between 2013 and
2021, one registered document named without its day is taken."""
LEAD = 3.0  # times by which its share exceeds the next one's
SHOWN = 0.03  # share from which a candidate is listed among the choices

_SAME_DAY, _SAME_YEAR, _OTHER_DAY, _OTHER_YEAR = 6.0, 3.0, -2.0, -5.0
_TITLE_SLOPE, _TITLE_LEVEL, _TITLE_MOST, _TITLE_LEAST = 6.0, 0.45, 3.3, -1.2
_TITLE_LETTERS = 12  # letters from which a stated title counts in full
_ISSUER, _PLACE, _NEAR, _REGISTERED, _PER_YEAR, _OLDEST = 2.0, 1.0, 4.0, 1.5, -0.15, -3.0
_UNKNOWN_UNIQUE, _UNKNOWN_PARTY, _UNKNOWN_CENTRAL, _UNKNOWN_LOCAL = -6.0, -0.5, 0.5, 1.6
_UNKNOWN_DATED, _UNKNOWN_NAMED = 1.0, -1.0


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
    registered: bool = False  # in the registry on administrative reform, our domain


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

    made: the target is an identity that this library's mentions alone describe.
    """

    mention_id: int
    target: str | None
    confidence: float
    choices: tuple[Choice, ...] = ()
    stub: DocumentRecord | None = None
    problems: tuple[Problem, ...] = ()
    made: bool = False


def from_entry(entry: RegistryEntry) -> Candidate:
    """A registry entry as a candidate."""
    return Candidate(
        key=entry.key,
        canonical=entry.number,
        title=entry.title,
        date=entry.signed,
        issuer=entry.issuer,
        type=entry.type,
        registered=entry.standing in (Standing.REGISTRY, Standing.USER),
    )


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


def _titles(head: Header) -> str | None:
    """A document's title, and that of the plan attached to it, by which it may be cited too."""
    attached = head.attached.title if head.attached else None
    return " ".join(title for title in (head.title, attached) if title) or None


def _trigrams(title: str) -> set[str]:
    compact = "".join(tokens(title))
    return {compact[i : i + 3] for i in range(len(compact) - 2)}


def title_share(said_title: str, title: str) -> float:
    """Share of the stated title's letter triples that the other title has; damage costs little."""
    found, other = _trigrams(said_title), _trigrams(title)
    return len(found & other) / len(found) if found else 0.0


def _title_weight(stated: str, known: str) -> float:
    """Weight of a stated title; a word or two say little either way."""
    weight = _TITLE_SLOPE * (title_share(stated, known) - _TITLE_LEVEL)
    told = min(1.0, len(_trigrams(stated)) / _TITLE_LETTERS)
    return told * min(_TITLE_MOST, max(_TITLE_LEAST, weight))


def possible(statement: Said, candidate: Candidate) -> bool:
    """Whether nothing rules the candidate out: another issuer, or signed after the citing day.

    A local document whose issuer is not known on one side must be of the citing province.
    """
    on, signed = statement.on, candidate.date
    if not statement.unique and on and signed and on < signed != statement.date:
        return False
    if statement.national:
        return True
    if statement.issuer and candidate.issuer:
        return same_issuer(statement.issuer, candidate.issuer, statement.place)
    if statement.place is None:
        return False
    named = candidate.issuer is not None and same_place(candidate.issuer, statement.place)
    return named or _one_province(statement, candidate)


def _one_province(statement: Said, candidate: Candidate) -> bool:
    ours = statement.place.province if statement.place else None
    theirs = candidate.place.province if candidate.place else None
    return bool(ours and theirs and tokens(ours)[-2:] == tokens(theirs)[-2:])


def weigh(statement: Said, candidate: Candidate, near: Collection[str]) -> tuple[float, LinkReason]:
    """Log weight of a possible candidate, and the strongest reason for it."""
    parts = {LinkReason.SAME_NUMBER: _age(statement, candidate)}
    if candidate.date and statement.date:
        parts[LinkReason.SAME_DATE] = _day_weight(statement.date, candidate.date)
    elif candidate.date and statement.year:
        same = candidate.date.year == statement.year
        parts[LinkReason.SAME_YEAR] = _SAME_YEAR if same else _OTHER_YEAR
    if statement.title and candidate.title:
        parts[LinkReason.SAME_TITLE] = _title_weight(statement.title, candidate.title)
    if not statement.national:
        if statement.issuer and candidate.issuer:
            parts[LinkReason.SAME_ISSUER] = _ISSUER
        elif statement.place and candidate.issuer:
            parts[LinkReason.SAME_ISSUER] = _PLACE
    if candidate.key in near:
        parts[LinkReason.SAME_DOCUMENT] = _NEAR
    if statement.unique:
        parts[LinkReason.UNIQUE_NUMBER] = _SAME_DAY
    if candidate.registered:
        parts[LinkReason.SAME_NUMBER] += _REGISTERED
    return sum(parts.values()), max(parts, key=lambda reason: parts[reason])


def _age(statement: Said, candidate: Candidate) -> float:
    if not (statement.on and candidate.date):
        return 0.0
    return max(_OLDEST, _PER_YEAR * abs((statement.on - candidate.date).days) / 365.25)


def _day_weight(stated: dt.date, known: dt.date) -> float:
    if stated == known:
        return _SAME_DAY
    return _OTHER_DAY if stated.year == known.year else _OTHER_YEAR


def unknown_weight(statement: Said) -> float:
    """Log weight of a document that is not among the candidates."""
    if statement.canonical is None:
        return _UNKNOWN_NAMED
    if statement.unique:
        return _UNKNOWN_UNIQUE
    if statement.date:
        return _UNKNOWN_DATED
    if statement.national:
        party = statement.canonical.upper().endswith(("/TW", "-TW"))
        return _UNKNOWN_PARTY if party else _UNKNOWN_CENTRAL
    return _UNKNOWN_DATED if has_year(statement.canonical) else _UNKNOWN_LOCAL


def choose(
    statement: Said, candidates: Sequence[Candidate], near: Collection[str] = ()
) -> Resolution:
    """The candidate that is clearly meant, else those that remain, best first.

    near: keys that the same citing document names in full elsewhere. Independent of the order
    of `candidates`. Problems: CONFLICTING_DATES, AMBIGUOUS_DOCUMENT.
    """
    weighed = sorted(
        (
            (*weigh(statement, c, near), c)
            for c in candidates
            if possible(statement, c) or (c.key in near and not statement.issuer)
        ),
        key=lambda item: (-item[0], item[2].key),
    )
    if not weighed:
        return Resolution(None)
    total = sum(math.exp(w) for w, _, _ in weighed) + math.exp(unknown_weight(statement))
    shares = [math.exp(weight) / total for weight, _, _ in weighed]
    best = weighed[0][2]
    ahead = len(shares) == 1 or shares[0] >= LEAD * shares[1]
    if shares[0] >= TAKEN and ahead:
        return Resolution(best.key, (), round(shares[0], 4), _dates_differ(statement, best))
    choices = tuple(
        Choice(c.key, c.canonical, c.title, c.date, c.issuer, round(share, 4), reason.value)
        for share, (_, reason, c) in zip(shares, weighed, strict=True)
        if share >= SHOWN
    )
    return Resolution(None, choices, 0.0, _ambiguous(statement, choices))


def _dates_differ(statement: Said, taken: Candidate) -> tuple[Problem, ...]:
    if not (statement.date and taken.date) or statement.date == taken.date:
        return ()
    return (
        Problem(
            ProblemCode.CONFLICTING_DATES,
            f"{statement.canonical or statement.title} {statement.date.isoformat()}",
            f"{taken.canonical or taken.title} {taken.date.isoformat()}",
        ),
    )


def _ambiguous(statement: Said, choices: tuple[Choice, ...]) -> tuple[Problem, ...]:
    if not choices:
        return ()
    return (
        Problem(
            ProblemCode.AMBIGUOUS_DOCUMENT,
            statement.canonical or statement.title or "",
            "the day signed, the issuer or the title beside the number",
            choices=tuple(choice.key for choice in choices),
        ),
    )
