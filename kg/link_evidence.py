"""What speaks for a document being the one that a mention means, and how much it weighs.

Evidence is a few named amounts for each candidate; a candidate's weight is their sum, each times
the weight that corpus/reference/link_weights.csv gives it. The document that nobody knows of has
evidence too: every office begins again at number 1 each year. Shares by softmax over all of them
are a conditional logit model (McFadden 1974, "Conditional logit analysis of qualitative choice
behavior"), whose weights `corpus/build/link_weights.py` fits.
"""

import datetime as dt
import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

import corpus
from kg.folding import tokens
from kg.identity import has_year
from kg.misprints import misprinted
from kg.statements import Said
from kg.terms import LinkReason

if TYPE_CHECKING:
    from kg.candidates import Candidate

REASONS: Mapping[str, LinkReason] = MappingProxyType(
    {
        "same_day": LinkReason.SAME_DATE,
        "digit_day": LinkReason.NEAR_DATE,
        "same_year": LinkReason.SAME_YEAR,
        "title_same": LinkReason.SAME_TITLE,
        "period_same": LinkReason.SAME_TITLE,
        "same_issuer": LinkReason.SAME_ISSUER,
        "same_place": LinkReason.SAME_ISSUER,
        "near": LinkReason.SAME_DOCUMENT,
        "local_near": LinkReason.SAME_DOCUMENT,
        "unique": LinkReason.UNIQUE_NUMBER,
    }
)
"""What each piece of evidence is called beside a choice; the others are no reason to choose."""
NAMES = (
    "age", "same_day", "digit_day", "other_day", "other_year", "same_year",
    "title_same", "title_other", "period_same", "period_other",
    "same_issuer", "same_place", "local_same_day", "near", "local_near", "unique", "registered",
    "unknown_unique", "unknown_party", "unknown_central", "unknown_local_year", "unknown_local",
    "unknown_named", "unknown_dated", "unknown_titled",
)  # fmt: skip
"""All evidence that there is, that of the unknown document last."""
AGAINST = ("digit_day", "other_day", "other_year", "title_other", "period_other")
"""What a mention says that its document does not bear out."""
_TITLE_LETTERS = 12  # letter triples from which a stated title counts in full
_OLD = 10.0  # years that count as one unit of age
_OLDEST = 2.0
_PERIOD = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-–]\s*((?:19|20)\d\d)(?!\d)")


@lru_cache(maxsize=1)
def weights() -> Mapping[str, float]:
    """The fitted weights by the name of the evidence, and "threshold"."""
    rows = corpus.table("link_weights")
    return MappingProxyType({row["evidence"]: float(row["weight"]) for row in rows})


@lru_cache(maxsize=8192)
def _trigrams(title: str) -> frozenset[str]:
    compact = "".join(tokens(title))
    return frozenset(compact[i : i + 3] for i in range(len(compact) - 2))


def title_share(said_title: str, title: str) -> float:
    """Share of the stated title's letter triples that the other title has; damage costs little."""
    found, other = _trigrams(said_title), _trigrams(title)
    return len(found & other) / len(found) if found else 0.0


def periods(title: str | None) -> frozenset[tuple[int, int]]:
    """Spans of years that a title names: "giai đoạn 2021 - 2030".

    >>> periods("Chương trình tổng thể cải cách hành chính giai đoạn 2021-2030")
    frozenset({(2021, 2030)})
    """
    return frozenset((int(a), int(b)) for a, b in _PERIOD.findall(title or ""))


def evidence(
    statement: Said, candidate: "Candidate", near: Collection[str] = ()
) -> dict[str, float]:
    """Amounts that speak for (or against) a possible candidate, by name.

    near: keys that the same citing document names in full elsewhere.
    """
    found: dict[str, float] = {"age": _age(statement, candidate)}
    if candidate.date and statement.date:
        found[_day(statement.date, candidate.date)] = 1.0
    elif candidate.date and statement.year:
        found["same_year" if candidate.date.year == statement.year else "other_year"] = 1.0
    if statement.title and candidate.title:
        found |= _title(statement.title, candidate.title)
    if not statement.national:
        found |= _local(statement, candidate)
    if candidate.key in near:
        found["near" if statement.national else "local_near"] = 1.0
    found |= {"unique": float(statement.unique), "registered": float(candidate.registered)}
    return found


def _local(statement: Said, candidate: "Candidate") -> dict[str, float]:
    """An issuer stated, or one of the citing place; fewer are signed there on one day."""
    found = {}
    if statement.issuer and candidate.issuer:
        found["same_issuer"] = 1.0
    elif statement.place and candidate.issuer:
        found["same_place"] = 1.0
    if statement.date and statement.date == candidate.date:
        found["local_same_day"] = 1.0
    return found


def unknown_evidence(statement: Said) -> dict[str, float]:
    """Amounts that speak for a document which is not among the candidates, by name."""
    found = {_series(statement): 1.0}
    if statement.date and not statement.unique:
        found["unknown_dated"] = 1.0
    if statement.title:
        found["unknown_titled"] = 1.0
    return found


def weigh(amounts: Mapping[str, float]) -> float:
    """Log weight of these amounts."""
    known = weights()
    return sum(amount * known[name] for name, amount in amounts.items())


def reason_of(amounts: Mapping[str, float]) -> LinkReason:
    """The strongest reason among these amounts."""
    known = weights()
    parts = {name: amounts[name] * known[name] for name in amounts if name in REASONS}
    best = max(parts, key=lambda name: parts[name], default=None)
    return REASONS[best] if best and parts[best] > 0 else LinkReason.SAME_NUMBER


def _day(stated: dt.date, known: dt.date) -> str:
    if stated == known:
        return "same_day"
    if misprinted(stated, known):
        return "digit_day"
    return "other_day" if stated.year == known.year else "other_year"


def _title(stated: str, known: str) -> dict[str, float]:
    """A word or two say little either way; the years of a programme tell it from the next one."""
    short, long = sorted((stated, known), key=lambda title: len(_trigrams(title)))
    told = min(1.0, len(_trigrams(short)) / _TITLE_LETTERS)
    share = title_share(short, long)  # what is read as a title may run on behind its end
    found = {
        "title_same": told * max(0.0, 2 * share - 1),
        "title_other": told * max(0.0, 1 - 2 * share),
    }
    ours, theirs = periods(stated), periods(known)
    if ours and theirs:
        found["period_same" if ours & theirs else "period_other"] = 1.0
    return found


def _age(statement: Said, candidate: "Candidate") -> float:
    """Decades between the citing day and the candidate's, at most two."""
    if not (statement.on and candidate.date):
        return 0.0
    years = abs((statement.on - candidate.date).days) / 365.25
    return min(_OLDEST, years / _OLD)


def _series(statement: Said) -> str:
    """Whose series of numbers it is, by which a document unknown to us is more or less likely."""
    if statement.canonical is None:
        return "unknown_named"
    if statement.unique:
        return "unknown_unique"
    if statement.national:
        party = statement.canonical.upper().endswith(("/TW", "-TW"))
        return "unknown_party" if party else "unknown_central"
    return "unknown_local_year" if has_year(statement.canonical) else "unknown_local"
