"""What the documents of a library say of effect, as facts on validity.

A province's decision that replaces another one is known from its own text, once it is held. Such
facts stand below the registry and below what users added: they speak only of documents on which
neither does. A held document's state stays unknown after its first day (nobody checked that no
later one ended it) until a document that is held ends it.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from kg.effects import Effect
from kg.errors import Problem
from kg.facts import Change, EffectClause, RegistryEntry, Scope, Standing
from kg.merging import ActOn, may_act, merged, with_beginning
from kg.model import DocumentRecord
from kg.terms import EffectKind, ProblemCode


@dataclass(frozen=True, slots=True)
class Told:
    """What texts tell of one document. own: clauses of its own; on: other documents' on it."""

    entry: RegistryEntry | None
    own: tuple[EffectClause, ...] = ()
    on: tuple[EffectClause, ...] = ()
    problems: tuple[Problem, ...] = ()


class TextFacts(Protocol):
    """Whoever holds documents and can say what their texts tell of one of them."""

    @property
    def version(self) -> str:
        """Names the texts that act on other documents; empty where none does."""
        ...

    def about(self, key: str, base: RegistryEntry | None) -> Told:
        """What is told of the document with this identity, beyond what `base` knows."""
        ...


@dataclass(frozen=True, slots=True)
class Telling:
    """An effect, and the held document that says it."""

    document: DocumentRecord
    effect: Effect


def told(
    record: DocumentRecord | None,
    own: Sequence[Effect],
    others: Sequence[Telling],
    base: RegistryEntry | None,
    checked: dt.date,
) -> Told:
    """What a document's own effects and those of others on it amount to.

    record: the document, held or a stub. base: what a table of names knows of it. others: in any
    order. checked: the day to which the registry was checked, shown with each fact.
    """
    entry = base
    if record is not None and (base is None or record.held):
        entry = _own(record, own, base or _bare(record, checked))
    if entry is None:
        return Told(None)
    problems: list[Problem] = []
    for telling in sorted(others, key=lambda item: (item.document.key, item.effect.line)):
        found = _acted(entry, telling)
        if isinstance(found, Problem):
            problems.append(found)
        else:
            entry = found
    said = tuple(_clause(Telling(record, effect)) for effect in own) if record else ()
    return Told(entry, said, tuple(_clause(telling) for telling in others), tuple(problems))


def _own(record: DocumentRecord, said: Sequence[Effect], entry: RegistryEntry) -> RegistryEntry:
    """A held document as its own text dates it."""
    if record.header.effective_from and entry.effective is None:
        entry = with_beginning(entry, record.header.effective_from)
    for effect in said:
        if not effect.on_itself or effect.day is None:
            continue
        if effect.kind is EffectKind.EFFECTIVE:
            partial = effect.provisions if effect.scope is Scope.PARTIAL else None
            entry = with_beginning(entry, effect.day, effect.rule, partial)
        elif effect.kind is EffectKind.EXPIRES and effect.scope is Scope.FULL:
            entry = replace(entry, expired=effect.day, expired_by="own_end", status="expired")
    return entry


def _bare(record: DocumentRecord, checked: dt.date) -> RegistryEntry:
    head = record.header
    return RegistryEntry(
        key=record.key,
        number=head.number or head.title or record.key,
        type=head.type,
        title=head.title,
        issuer=head.issuer,
        signed=head.date,
        source=(record.name or record.path,) if record.held else (),
        confidence="medium",
        compiled=checked,
        standing=Standing.TEXT,
    )


def _acted(entry: RegistryEntry, telling: Telling) -> RegistryEntry | Problem:
    record, effect = telling.document, telling.effect
    head = record.header
    change = Change(
        number=head.number or head.title or record.key,
        key=record.key,
        date=effect.day or head.effective_from,
        clause=effect.clause,
        scope=effect.scope,
        provisions=effect.provisions,
        title=head.title,
    )
    act = ActOn(effect.kind, change, head.date, head.issuer)
    place = f"{record.name}:{effect.line}"
    if not may_act(entry, act):
        return Problem(
            ProblemCode.CONTRADICTION,
            f"{change.number} ({head.issuer}) → {entry.number} ({entry.issuer})",
            "a document of the same issuer, or of a superior one",
            place,
        )
    found = merged(entry, act)
    if isinstance(found, RegistryEntry) and place not in found.source:
        return replace(found, source=(*found.source, place))
    return found


def _clause(telling: Telling) -> EffectClause:
    """The words themselves, as proof."""
    record, effect = telling.document, telling.effect
    affected = Change(
        number=effect.canonical or "",
        date=effect.date,
        scope=effect.scope,
        provisions=effect.provisions,
        title=effect.title,
    )
    return EffectClause(
        number=record.header.number or record.key,
        date=record.header.date,
        kind=effect.kind.value,
        clause=effect.clause,
        quote=effect.quote,
        affects=() if effect.on_itself else (affected,),
        takes_effect=effect.day,
        source=f"{record.name}:{effect.line}",
        confidence="high" if effect.confidence >= 0.9 else "medium",
        rule=effect.rule,
    )
