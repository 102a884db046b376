"""Rows of a check: one for each document cited, from all its mentions together."""

import contextlib
import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from kg.chain_risk import ChainRisk, chain_risks, stated_risks
from kg.check_advice import Setting, Suggestion, living_wording, suggestions
from kg.check_links import Cited, all_cited, joined_groups
from kg.cited_places import CitedPlace, cited_places
from kg.errors import Problem, UsageError
from kg.facts import LaterPart, RegistryEntry
from kg.identity import is_national
from kg.model import Choice, Header, Mention
from kg.proofs import Proof
from kg.registry import Registry
from kg.severity import ROLE_ORDER, district_validity, is_live, severity_of
from kg.statements import said
from kg.terms import CitationRole, MentionType, Relation, Severity, ValidityState
from kg.validity import Halt, Later, ProvisionState, Struck, Territory, Validity, status_on

T = TypeVar("T")
CONFIDENT = 0.5
"""Confidence in a link below which its row is for review, whatever the state."""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One cited document; its fields are the JSON of a row of `cancu check`.

    state: on the day of view; state_on_document_day: on the citing document's own day, None
    where that day is not known. role, relation: the weightiest among its mentions.
    wording: how the basis would be written in full on the day of view, for a living document on
    which this one rests. chain: dead documents below a living one. standard: QCVN, TCVN, ISO,
    whose validity is not followed. successors: later programmes of the same purpose.
    provisions: state of the provisions cited, where parts of the document ended or begin apart.
    The fields from effective_presumed to territory are those of `kg.validity.Validity`.
    """

    canonical: str | None
    title: str | None
    date: dt.date | None
    issuer: str | None
    relation: Relation
    role: CitationRole
    state: ValidityState
    state_on_document_day: ValidityState | None
    effective_until: dt.date | None
    severity: Severity
    proof: tuple[Proof, ...]
    replaced_by: tuple[Later, ...]
    suggestion: tuple[Suggestion, ...]
    mentions: tuple[CitedPlace, ...]
    choices: tuple[Choice, ...]
    problems: tuple[Problem, ...]
    key: str | None = None
    effective_from: dt.date | None = None
    amended: bool = False
    amended_by: tuple[Later, ...] = ()
    presumed: bool = False
    dead_parents: tuple[str, ...] = ()
    confidence: float = 1.0
    wording: str | None = None
    chain: tuple[ChainRisk, ...] = ()
    successors: tuple[Later, ...] = ()
    standard: bool = False
    type: str | None = None
    effective_presumed: str | None = None
    struck: tuple[Struck, ...] = ()
    later_parts: tuple[LaterPart, ...] = ()
    suspended: tuple[Halt, ...] = ()
    own_effect: bool = True
    consolidates: tuple[str, ...] = ()
    consolidated_in: tuple[str, ...] = ()
    territory: Territory | None = None
    provisions: tuple[ProvisionState, ...] = ()


def check_rows(mentions: Sequence[Mention], setting: Setting) -> tuple[CheckRow, ...]:
    """One row for each document cited, worst first."""
    groups: dict[str, list[Cited]] = {}
    for cited in all_cited(mentions, setting.header, setting.registry):
        groups.setdefault(cited.key, []).append(cited)
    made = _with_places([_row(group, setting) for group in joined_groups(groups)], setting.registry)
    return tuple(sorted(made, key=_order))


def _order(row: CheckRow) -> tuple[int, bool, int, int]:
    first = row.mentions[0].char_start if row.mentions else 0
    severity = list(Severity).index(row.severity)
    return severity, row.standard, ROLE_ORDER.index(row.role), first


def _row(group: Sequence[Cited], setting: Setting) -> CheckRow:
    header, registry, on = setting.header, setting.registry, setting.on
    first = min(group, key=_weight).mention
    validity, chain = _orphaned(_validity(group, header, registry, on), group, first, setting)
    confidence = max(min(c.mention.confidence, c.resolution.confidence) for c in group)
    choices = _choices(group)
    sure = not choices and confidence >= CONFIDENT
    severity = severity_of(validity, first, header) if sure else Severity.REVIEW
    entry = registry.get(validity.key or "")
    stated = [c.mention for c in group]
    return CheckRow(
        canonical=entry.number if entry else _first(m.canonical for m in stated),
        title=validity.title or _first(m.title or (None if m.canonical else m.raw) for m in stated),
        date=entry.signed if entry and entry.signed else _first(m.date for m in stated),
        issuer=entry.issuer
        if entry and entry.issuer
        else _first(_issuer(m, header) for m in stated),
        relation=first.relation,
        role=first.role,
        state=validity.state,
        state_on_document_day=_on_document_day(group, header, registry),
        effective_until=validity.effective_until,
        severity=severity,
        proof=validity.proof,
        replaced_by=validity.replaced_by,
        suggestion=suggestions(validity, first, setting),
        mentions=cited_places(stated, setting.source),
        choices=choices,
        problems=_problems(group),
        key=validity.key,
        effective_from=validity.effective_from,
        amended=validity.amended,
        amended_by=validity.amended_by,
        presumed=validity.presumed,
        dead_parents=validity.dead_parents,
        confidence=round(confidence, 4),
        wording=living_wording(validity, first, setting),
        chain=chain if sure else (),
        successors=validity.successors,
        standard=first.mention_type is MentionType.STANDARD,
        type=(entry.type if entry else None) or _first(m.type for m in stated),
        effective_presumed=validity.effective_presumed,
        struck=validity.struck,
        later_parts=validity.later_parts,
        suspended=validity.suspended,
        own_effect=validity.own_effect,
        consolidates=validity.consolidates,
        consolidated_in=validity.consolidated_in,
        territory=validity.territory,
        provisions=_provisions(stated, validity, registry),
    )


def _issuer(mention: Mention, header: Header) -> str | None:
    """The issuer as stated; that of a local document completed by the citing one's place."""
    central = mention.canonical is not None and is_national(mention.canonical)
    return mention.issuer if central else said(mention, header).issuer


def _weight(cited: Cited) -> tuple[bool, int, int]:
    """Mentions on which the document rests come first."""
    mention = cited.mention
    return not is_live(mention), ROLE_ORDER.index(mention.role), mention.char_start


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)


def _validity(group: Sequence[Cited], header: Header, registry: Registry, on: dt.date) -> Validity:
    """State on a day; of several possible documents, only a state that all of them share."""
    choices = _choices(group)
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


def _on_document_day(
    group: Sequence[Cited], header: Header, registry: Registry
) -> ValidityState | None:
    return _validity(group, header, registry, header.date).state if header.date else None


def _choices(group: Sequence[Cited]) -> tuple[Choice, ...]:
    """Choices of the mentions together, best first, each document once."""
    found: dict[str, Choice] = {}
    for cited in group:
        for choice in cited.resolution.choices:
            known = found.get(choice.key)
            if known is None or known.probability < choice.probability:
                found[choice.key] = choice
    return tuple(sorted(found.values(), key=lambda choice: (-choice.probability, choice.key)))


def _provisions(
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


def _orphaned(
    validity: Validity, group: Sequence[Cited], first: Mention, setting: Setting
) -> tuple[Validity, tuple[ChainRisk, ...]]:
    """With the dead documents below it; of an unregistered one, those that its title names."""
    registry, on = setting.registry, setting.on
    if not is_live(first) or _choices(group):
        return validity, ()
    if validity.key and registry.get(validity.key):
        return validity, chain_risks(validity.key, registry, on=on, bases_of=setting.bases_of)
    stated = [c.mention for c in group]
    number, title = _first(m.canonical for m in stated), _first(m.title for m in stated)
    if validity.state is not ValidityState.UNKNOWN or not (number and title):
        return validity, ()
    signed = _first(m.date for m in stated)
    entry = RegistryEntry(group[0].key, number, first.type, title, first.issuer, signed)
    risks = stated_risks(entry, registry, on=on)
    proofs = (*validity.proof, *(proof for risk in risks for proof in risk.proof))
    dead = (*validity.dead_parents, *(risk.dead for risk in risks))
    return replace(validity, dead_parents=dead, proof=tuple(dict.fromkeys(proofs))), risks


def _with_places(rows: Sequence[CheckRow], registry: Registry) -> list[CheckRow]:
    """Rows whose suggestions say where the same document is cited, or suggested, already."""
    cited = {row.key: row.mentions[0].line for row in rows if row.key and row.mentions}
    first_for: dict[str, int] = {}
    made = []
    for row in sorted(rows, key=lambda r: r.mentions[0].char_start if r.mentions else 0):
        kept = []
        for item in _of_amended(row, rows, registry):
            name = item.key or item.canonical
            kept.append(replace(item, cited_on=cited.get(name), with_line=first_for.get(name)))
            if row.mentions:
                first_for.setdefault(name, row.mentions[0].line)
        made.append(replace(row, suggestion=tuple(kept)))
    return made


def _of_amended(
    row: CheckRow, rows: Sequence[CheckRow], registry: Registry
) -> tuple[Suggestion, ...]:
    """Of what replaced an amending act, that which replaced the act amended, if that is cited.

    A law may amend two others of which a document cites one: the heir of the other is no basis.
    """
    entry = registry.get(row.key or "")
    if entry is None or not entry.amends:
        return row.suggestion
    amended = {found.key for change in entry.amends if (found := registry.meant(change))}
    wanted = {
        item.canonical
        for other in rows
        if other.key in amended and other.role is not CitationRole.QUOTED_TITLE
        for item in other.suggestion
    }
    kept = tuple(item for item in row.suggestion if item.canonical in wanted)
    return kept or row.suggestion


def _problems(group: Sequence[Cited]) -> tuple[Problem, ...]:
    found: dict[Problem, None] = {}
    for cited in group:
        for problem in (*cited.mention.problems, *cited.resolution.problems):
            found.setdefault(problem)
    return tuple(found)
