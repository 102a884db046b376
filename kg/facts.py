"""Facts on validity as values: what the registry's tables say of one document.

A fact is kept with its source and the day on which it was checked. Dates are half-open:
`effective` is the first day in force, `expired` the first day no longer in force.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

CODIFYING = dt.date(2013, 7, 1)
"""First day of the law on codification (03/2012/UBTVQH13): nothing was codified before it."""
GENERAL_KNOWLEDGE = "general knowledge"
"""Source of a fact of which no text was at hand: no clause, no quote, to be confirmed."""
_CLAUSE = re.compile(r"(?P<clause>[^(]*?)\s*(?:\((?P<why>.*)\))?$")


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


def day(text: str | None) -> dt.date | None:
    """An ISO day; None for None and for an empty text. Raises ValueError on anything else."""
    return dt.date.fromisoformat(text) if text else None


def _first(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _span(days: tuple[str, str] | None) -> tuple[dt.date, dt.date] | None:
    return (_first(days[0]), _first(days[1])) if days else None


def change(value: str | Mapping[str, Any]) -> Change:
    """A reference as the tables write it: a number alone, or a record."""
    if isinstance(value, str):
        number, _, signed = value.partition("@")
        return Change(number, key=value if signed else None)
    scope = value.get("scope")
    clause = _CLAUSE.match(value.get("clause") or "")
    return Change(
        number=value["number"],
        key=value.get("key"),
        date=day(value.get("date")),
        clause=(clause["clause"] if clause else None) or None,
        scope=Scope(scope) if scope else None,
        provisions=value.get("provisions"),
        title=value.get("title"),
        why=value.get("why") or value.get("clause_note") or (clause["why"] if clause else None),
    )


def _changes(values: Iterable[str | Mapping[str, Any]]) -> tuple[Change, ...]:
    return tuple(change(value) for value in values)


def entry_of(row: Mapping[str, Any], standing: Standing = Standing.REGISTRY) -> RegistryEntry:
    """One line of corpus/reference/registry.jsonl, or of clause_documents.jsonl."""
    return RegistryEntry(
        key=row["key"],
        number=row["number"],
        type=row["type"],
        title=row["title"],
        issuer=row["issuer"],
        signed=day(row["signed"]),
        effective=day(row["effective"]),
        expired=day(row["expired"]),
        expired_by=row["expired_by"],
        status=row["status"],
        replaced_by=_changes(row["replaced_by"]),
        replaces=_changes(row["replaces"]),
        amended_by=_changes(row["amended_by"]),
        amends=_changes(row["amends"]),
        succeeded_by=_changes(row["succeeded_by"]),
        succeeds=_changes(row["succeeds"]),
        guides=_changes(row["guides"]),
        suspended=tuple((_first(a), day(b)) for a, b in row.get("suspended", ())),
        later_parts=tuple(
            LaterPart(part["provisions"], _first(part["effective"]))
            for part in row.get("later_parts", ())
        ),
        effective_rule=row.get("effective_rule"),
        shown_alive=_span(row.get("shown_alive")),
        effect_clause=row.get("effect_clause"),
        source=tuple(row["source"]),
        confidence=row["confidence"],
        compiled=day(row["compiled"]),
        note=row.get("note"),
        standing=standing,
    )


def clause_of(row: Mapping[str, Any]) -> EffectClause:
    """One line of corpus/reference/effect_clauses.jsonl; acts without a number are left out."""
    affected = tuple(
        Change(
            number=item["number"],
            date=day(item.get("date")),
            scope=Scope(item["scope"]),
            provisions=item.get("provisions"),
            title=item.get("title"),
        )
        for item in row["affects"]
        if item["number"]
    )
    return EffectClause(
        number=row["number"],
        date=day(row.get("date")),
        kind=row["kind"],
        clause=row["clause"],
        quote=row["quote"],
        affects=affected,
        takes_effect=day(row["takes_effect"]),
        source=row["source"],
        confidence=row["confidence"],
        rule=row.get("rule"),
    )


def catalogue_entry(row: Mapping[str, str]) -> RegistryEntry:
    """One line of corpus/reference/catalogue.csv.gz: identity and names.

    The codification takes in what is in force, but prints no day on which it was checked: what
    stands in it and had begun was alive when codifying began (CODIFYING).
    """
    effective = day(row["effective"])
    return RegistryEntry(
        key=f"{row['number']}@{row['signed'] or '?'}",
        number=row["number"],
        type=row["type"] or None,
        title=row["title"] or None,
        issuer=row["issuer"] or None,
        signed=day(row["signed"]),
        effective=effective,
        shown_alive=(effective, CODIFYING) if effective and effective <= CODIFYING else None,
        source=("Bộ pháp điển (phapdien.moj.gov.vn): danh mục văn bản",),
        note="in the codification, whose day of checking is not known",
        codified=True,
        standing=Standing.CATALOGUE,
    )


def cited_law(row: Mapping[str, str]) -> RegistryEntry:
    """One line of corpus/reference/cited_laws.csv: a law known from how later texts cite it."""
    standing_committee = row["type"] == "Pháp lệnh"
    return RegistryEntry(
        key=f"{row['number']}@{row['signed'] or '?'}",
        number=row["number"],
        type=row["type"],
        title=row["title"],
        issuer="Ủy ban Thường vụ Quốc hội" if standing_committee else "Quốc hội",
        signed=day(row["signed"]),
        source=("named so in texts of the codification",),
        note="known from citations alone; its dates are not",
        standing=Standing.CATALOGUE,
    )


def recent_law(row: Mapping[str, str]) -> RegistryEntry:
    """One line of corpus/reference/recent_laws.csv: a law younger than the tables of texts."""
    return RegistryEntry(
        key=f"{row['number']}@{row['signed']}",
        number=row["number"],
        type=row["type"],
        title=row["title"],
        issuer="Quốc hội",
        signed=day(row["signed"]),
        effective=day(row["effective"]),
        source=(GENERAL_KNOWLEDGE,),
        note="its text was not at hand",
        standing=Standing.CATALOGUE,
    )


def named_entry(row: Mapping[str, str]) -> RegistryEntry:
    """One line of corpus/reference/same_numbers.csv: another document of a registered number."""
    return RegistryEntry(
        key=f"{row['number']}@{row['signed']}",
        number=row["number"],
        type=row["type"],
        title=row["title"] or None,
        issuer=row["issuer"],
        signed=day(row["signed"]),
        source=(row["source"],),
        note="known by name only; its state was not checked",
        standing=Standing.CATALOGUE,
    )
