"""What a check advises: what to cite instead, and how to write it."""

import datetime as dt
from dataclasses import dataclass

from kg.chain_risk import BasesOf
from kg.citation_wording import basis_wording
from kg.facts import Scope
from kg.lineage import Step, chains
from kg.model import Header, Mention, SourceText
from kg.registry import Registry
from kg.severity import is_live
from kg.terms import CitationRole, Relation, ValidityState
from kg.titles import compare_titles
from kg.validity import Validity, status_on

_ON_THE_SAME = 0.5  # share of equal words from which two titles are on the same matter


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
    for step in _heirs(validity, registry, on):
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


def _heirs(validity: Validity, registry: Registry, on: dt.date) -> list[Step]:
    """Ends of the ways to what holds today, each once.

    Of a document that is dead as a whole, one that only struck a part of it in passing, long
    before and on another matter, is no heir.
    """
    found: dict[str, Step] = {}
    for way in chains(validity.key or "", registry, on=on):
        if validity.state is ValidityState.PARTLY or _took_over(way[0], validity):
            found.setdefault(way[-1].canonical, way[-1])
    return list(found.values())


def _took_over(step: Step, validity: Validity) -> bool:
    if step.scope is not Scope.PARTIAL or step.since is None or validity.effective_until is None:
        return True
    with_the_rest = step.since > validity.effective_until
    alike = compare_titles(step.title or "", validity.title or "").share >= _ON_THE_SAME
    return with_the_rest or alike


def living_wording(validity: Validity, first: Mention, setting: Setting) -> str | None:
    """The basis in full, for a living document that is cited as a legal basis."""
    alive = validity.state in (ValidityState.IN_FORCE, ValidityState.PARTLY)
    basis = first.role is CitationRole.BASIS and first.relation is Relation.LEGAL_BASIS
    entry = setting.registry.get(validity.key or "")
    if not (alive and basis and entry):
        return None
    return basis_wording(entry, setting.registry, setting.header, on=setting.on)
