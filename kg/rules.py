"""Rules of law by which validity is presumed or goes on, with their own wording.

Source: reference/validity_rules.csv, each row with where its words were read.
"""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

import corpus
from kg.proofs import Proof


@dataclass(frozen=True, slots=True)
class Rule:
    """A clause of law that says what becomes of other documents.

    since: first day on which it applies; until: first day no longer, None while it does.
    """

    name: str
    proof: Proof
    since: dt.date | None
    until: dt.date | None


@lru_cache(maxsize=1)
def _rules() -> dict[str, Rule]:
    return {
        row["id"]: Rule(
            name=row["id"],
            proof=Proof(
                document=row["document"],
                clause=row["clause"] or None,
                quote=row["quote"] or None,
                source=row["source"],
                checked=_day(row["checked"]),
                confidence=row["confidence"],
            ),
            since=_day(row["since"]),
            until=_day(row["until"]),
        )
        for row in corpus.table("validity_rules")
    }


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def rule(name: str) -> Rule:
    """A rule by its id in the table. Raises KeyError on an unknown one."""
    return _rules()[name]


def rules() -> tuple[Rule, ...]:
    """All rules, in the table's order."""
    return tuple(_rules().values())
