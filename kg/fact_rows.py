"""Lines of the reference tables on validity, read as facts."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

from kg.facts import Change, EffectClause, LaterPart, RegistryEntry, Scope, Standing

CODIFYING = dt.date(2013, 7, 1)
"""First day of the law on codification (03/2012/UBTVQH13): nothing was codified before it."""
GENERAL_KNOWLEDGE = "general knowledge"
"""Source of a fact of which no text was at hand: no clause, no quote, to be confirmed."""
_CLAUSE = re.compile(r"(?P<clause>[^(]*?)\s*(?:\((?P<why>.*)\))?$")


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


def moved_day(row: Mapping[str, str]) -> EffectClause:
    """One line of corpus/reference/moved_days.csv: a later act's clause on a first day."""
    moved = Change(row["number"], scope=Scope.FULL)
    return EffectClause(
        number=row["by"],
        date=day(row["by_signed"]),
        kind="effective",
        clause=row["clause"],
        quote=row["quote"],
        affects=(moved,),
        takes_effect=day(row["effective"]),
        source=row["source"],
        confidence="high",
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
