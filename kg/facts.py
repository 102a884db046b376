"""Facts on validity as values: what the registry's tables say of one document.

A fact is kept with its source and the day on which it was checked. Dates are half-open:
`effective` is the first day in force, `expired` the first day no longer in force.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """How much of a document a later one ends."""

    FULL = "full"
    PARTIAL = "partial"
    LOST_BASE = "lost_base"  # nobody struck it: what it was made under is gone


class Standing(StrEnum):
    """Where the facts on a document come from, best first."""

    REGISTRY = "registry"  # compiled by hand, each with its source
    USER = "user"  # a table that users brought in
    CLAUSE = "clause"  # read from a clause that strikes or begins it
    TEXT = "text"  # said by documents that the library holds
    CATALOGUE = "catalogue"  # the codification: identity and names only


@dataclass(frozen=True, slots=True)
class Change:
    """A later document that acts on this one, or the other way round.

    number: canonical; empty for a document known by its title alone. key: identity where the
    number alone is not enough.
    date: first day of the change. clause: where it is said; None where only the fact is known.
    provisions: what of the document it strikes or changes, "khoản 2 Điều 5; Điều 7"; None: all.
    """

    number: str
    key: str | None = None
    date: dt.date | None = None
    clause: str | None = None
    scope: Scope | None = None
    why: str | None = None
    provisions: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class EffectClause:
    """A clause that begins, ends or changes the effect of documents.

    quote: official wording ("[…]" marks a cut), None where only reported.
    kind: an `EffectKind` value; "repeals" in the hand-made table also covers replacements.
    affects: the documents acted on; `date` of each is the day it was signed.
    rule: article of law by which `takes_effect` is presumed, the words being silent.
    """

    number: str
    date: dt.date | None
    kind: str
    clause: str | None
    quote: str | None
    affects: tuple[Change, ...]
    takes_effect: dt.date | None
    source: str
    confidence: str
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class LaterPart:
    """Provisions of a document ("Điều 12; khoản 2 Điều 15") that begin on a day of their own."""

    provisions: str
    effective: dt.date


@dataclass(frozen=True, slots=True)
class RegistryEntry:
    """One document that the registry knows.

    key: identity, "61/2018/NĐ-CP@2018-04-23". status: the state found when last checked
    (a `ValidityState` value); "unknown" where nobody checked. period_end: `expired` is the end
    of a programme's period, not a repeal. compiled: the day it was checked.
    suspended: [first day without effect, first day with effect again or None).
    codified: the official codification holds it.
    shown_alive: first and last day on which other texts treat it as in force.
    later_parts: provisions that begin later than the document. effective_rule: the article by
    which `effective` is presumed, no clause giving it.
    """

    key: str
    number: str
    type: str | None
    title: str | None
    issuer: str | None
    signed: dt.date | None
    effective: dt.date | None = None
    expired: dt.date | None = None
    expired_by: str | None = None
    status: str = "unknown"
    replaced_by: tuple[Change, ...] = ()
    replaces: tuple[Change, ...] = ()
    amended_by: tuple[Change, ...] = ()
    amends: tuple[Change, ...] = ()
    succeeded_by: tuple[Change, ...] = ()
    succeeds: tuple[Change, ...] = ()
    guides: tuple[Change, ...] = ()
    suspended: tuple[tuple[dt.date, dt.date | None], ...] = ()
    later_parts: tuple[LaterPart, ...] = ()
    effective_rule: str | None = None
    shown_alive: tuple[dt.date, dt.date] | None = None
    effect_clause: str | None = None
    source: tuple[str, ...] = ()
    confidence: str = "low"
    compiled: dt.date | None = None
    note: str | None = None
    standing: Standing = Standing.REGISTRY
    codified: bool = False
