"""What a check advises: what to cite instead, and how to write it."""

import datetime as dt
from dataclasses import dataclass

from kg.chain_risk import BasesOf
from kg.citation_wording import basis_wording
from kg.lineage import heirs
from kg.model import Header, Mention, SourceText
from kg.registry import Registry
from kg.severity import is_live
from kg.terms import CitationRole, Relation, ValidityState
from kg.validity import Validity, status_on


@dataclass(frozen=True, slots=True)
class Setting:
    """What all rows of a check share."""

    header: Header
    source: SourceText | None
    registry: Registry
    on: dt.date
    bases_of: BasesOf | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A document that holds in place of the one cited. since: first day of that.

    wording: the basis as it would stand, from "Căn cứ" to ";", None where only a number is
    known. state: on the day of view. cited_on: line on which the document cites it already.
    with_line: line of another basis that it replaces too, so that one line does for both.
    """

    canonical: str
    title: str | None
    since: dt.date | None
    key: str | None = None
    wording: str | None = None
    state: ValidityState = ValidityState.UNKNOWN
    cited_on: int | None = None
    with_line: int | None = None


def suggestions(validity: Validity, first: Mention, setting: Setting) -> tuple[Suggestion, ...]:
    """What to cite instead, where the document rests on something that no longer holds."""
    replaced = validity.state in (ValidityState.EXPIRED, ValidityState.PARTLY)
    if not (replaced and validity.key and is_live(first)):
        return ()
    registry, on = setting.registry, setting.on
    found = []
    for step in heirs(validity.key, registry, on=on):
        entry = registry.get(step.key) if step.key else None
        found.append(
            Suggestion(
                canonical=step.canonical,
                title=step.title,
                since=step.since,
                key=step.key,
                wording=basis_wording(entry, registry, setting.header, on=on) if entry else None,
                state=status_on(step.key or step.canonical, registry, on=on).state,
            )
        )
    return tuple(found)


def living_wording(validity: Validity, first: Mention, setting: Setting) -> str | None:
    """The basis in full, for a living document that is cited as a legal basis."""
    alive = validity.state in (ValidityState.IN_FORCE, ValidityState.PARTLY)
    basis = first.role is CitationRole.BASIS and first.relation is Relation.LEGAL_BASIS
    entry = setting.registry.get(validity.key or "")
    if not (alive and basis and entry):
        return None
    return basis_wording(entry, setting.registry, setting.header, on=setting.on)
