"""Rules of law by which validity is presumed or goes on, with their own wording.

Source: reference/validity_rules.csv, each row with where its words were read.
"""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

import corpus


@dataclass(frozen=True, slots=True)
class Rule:
    """A clause of law that says what becomes of other documents.

    since: first day on which it applies; until: first day no longer, None while it does; both
    None where no day is at hand.
    """

    document: str
    clause: str
    quote: str
    source: str
    since: dt.date | None
    until: dt.date | None
    checked: dt.date | None
    confidence: str

    def applies(self, day: dt.date) -> bool:
        """Whether it applies to what happens on a day."""
        begun = self.since is None or self.since <= day
        return begun and (self.until is None or day < self.until)


@lru_cache(maxsize=1)
def _rules() -> dict[str, Rule]:
    return {
        row["id"]: Rule(
            document=row["document"],
            clause=row["clause"],
            quote=row["quote"],
            source=row["source"],
            since=_day(row["since"]),
            until=_day(row["until"]),
            checked=_day(row["checked"]),
            confidence=row["confidence"],
        )
        for row in corpus.table("validity_rules")
    }


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def rule(name: str) -> Rule:
    """A rule by its id in the table. Raises KeyError on an unknown one."""
    return _rules()[name]


def detailing_rule(ended: dt.date) -> Rule | None:
    """What becomes of a document that details one that ended on this day.

    Before 1 July 2016 the law of 2008 ruled, whose wording is not at hand: None.
    """
    both = (rule("details_2015"), rule("details_2025"))
    return next((item for item in both if item.applies(ended)), None)
