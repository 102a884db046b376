"""States of a cited document in a check: on the day of view, on its own day, part by part."""

import contextlib
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from kg.chain_risk import ChainRisk, chain_risks, stated_risks
from kg.check_advice import Setting
from kg.check_links import Cited
from kg.errors import UsageError
from kg.facts import RegistryEntry
from kg.model import Choice, Header, Mention
from kg.registry import Registry
from kg.severity import district_validity, is_live
from kg.statements import said
from kg.terms import ValidityState
from kg.validity import ProvisionState, Validity, status_on

T = TypeVar("T")


def first_of(values: Iterable[T | None]) -> T | None:
    """The first value that is not None."""
    return next((value for value in values if value is not None), None)


def validity_of(
    group: Sequence[Cited], header: Header, registry: Registry, on: dt.date
) -> Validity:
    """State on a day; of several possible documents, only a state that all of them share."""
    choices = choices_of(group)
    if not choices:
        known = status_on(group[0].key, registry, on=on)
        if registry.get(group[0].key) is None and known.effective_until is None:
            known = district_validity(known, said(group[0].mention, header), registry, on=on)
        return known
    states = [status_on(choice.key, registry, on=on) for choice in choices]
    shared = states[0].state if len({s.state for s in states}) == 1 else ValidityState.UNKNOWN
    return replace(
        states[0],
        key=None,
        title=None,
        state=shared,
        amended=False,
        effective_from=None,
        effective_until=None,
        proof=(),
        replaced_by=(),
        amended_by=(),
        successors=(),
        note=None,
        dead_parents=(),
        effective_presumed=None,
        struck=(),
        later_parts=(),
        suspended=(),
        consolidates=(),
        consolidated_in=(),
        territory=None,
    )


def state_on_document_day(
    group: Sequence[Cited], header: Header, registry: Registry
) -> ValidityState | None:
    """State on the citing document's own day; None where that day is not known."""
    return validity_of(group, header, registry, header.date).state if header.date else None


def choices_of(group: Sequence[Cited]) -> tuple[Choice, ...]:
    """Choices of the mentions together, best first, each document once."""
    found: dict[str, Choice] = {}
    for cited in group:
        for choice in cited.resolution.choices:
            known = found.get(choice.key)
            if known is None or known.probability < choice.probability:
                found[choice.key] = choice
    return tuple(sorted(found.values(), key=lambda choice: (-choice.probability, choice.key)))


def with_dead_parents(
    validity: Validity, group: Sequence[Cited], first: Mention, setting: Setting
) -> tuple[Validity, tuple[ChainRisk, ...]]:
    """With the dead documents below it; of an unregistered one, those that its title names."""
    registry, on = setting.registry, setting.on
    if not is_live(first) or choices_of(group):
        return validity, ()
    if validity.key and registry.get(validity.key):
        return validity, chain_risks(validity.key, registry, on=on, bases_of=setting.bases_of)
    stated = [c.mention for c in group]
    number, title = first_of(m.canonical for m in stated), first_of(m.title for m in stated)
    if validity.state is not ValidityState.UNKNOWN or not (number and title):
        return validity, ()
    signed = first_of(m.date for m in stated)
    entry = RegistryEntry(group[0].key, number, first.type, title, first.issuer, signed)
    risks = stated_risks(entry, registry, on=on)
    proofs = (*validity.proof, *(proof for risk in risks for proof in risk.proof))
    dead = (*validity.dead_parents, *(risk.dead for risk in risks))
    return replace(validity, dead_parents=dead, proof=tuple(dict.fromkeys(proofs))), risks


def provision_states(
    stated: Sequence[Mention], validity: Validity, registry: Registry
) -> tuple[ProvisionState, ...]:
    """State of the provisions cited, where not all of the document shares one state."""
    if not (validity.key and (validity.struck or validity.later_parts)):
        return ()
    found = []
    for words in dict.fromkeys(m.provision for m in stated if m.provision):
        with contextlib.suppress(UsageError):  # words that name no provision
            asked = status_on(validity.key, registry, on=validity.as_of, provision=words)
            found += [asked.provision] if asked.provision else []
    return tuple(found)
