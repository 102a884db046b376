"""Rows of a check: one for each document cited, from all its mentions together."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.chain_risk import ChainRisk
from kg.check_advice import Setting, Suggestion, living_wording, suggestions
from kg.check_links import Cited, all_cited, joined_groups
from kg.check_states import (
    choices_of,
    first_of,
    provision_states,
    state_on_document_day,
    validity_of,
    with_dead_parents,
)
from kg.cited_places import CitedPlace, cited_places
from kg.cut_issuers import whole_issuer
from kg.errors import Problem
from kg.facts import LaterPart
from kg.identity import is_national
from kg.model import Choice, Header, Mention
from kg.number import number_key
from kg.own_objects import weighing
from kg.proofs import Proof
from kg.registry import Registry
from kg.severity import ROLE_ORDER, is_live, severity_of
from kg.statements import said
from kg.terms import CitationRole, MentionType, Relation, Severity, ValidityState
from kg.validity import Halt, Later, ProvisionState, Struck, Territory
from kg.whom_to_ask import BODY_ITSELF, Asked, whom_to_ask

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
    asked: who answers for it on the day of view. amendments_cited: what amended it is named
    beside it, so that nothing is to be added to the line.
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
    asked: Asked = BODY_ITSELF
    amendments_cited: bool = False


def check_rows(mentions: Sequence[Mention], setting: Setting) -> tuple[CheckRow, ...]:
    """One row for each document cited, worst first."""
    groups: dict[str, list[Cited]] = {}
    for cited in all_cited(mentions, setting.header, setting.registry):
        groups.setdefault(cited.key, []).append(cited)
    made = _with_places(
        [_row(group, setting) for group in joined_groups(groups, setting.registry)],
        setting.registry,
    )
    return tuple(sorted(made, key=_order))


def _order(row: CheckRow) -> tuple[int, bool, int, int]:
    first = row.mentions[0].char_start if row.mentions else 0
    severity = list(Severity).index(row.severity)
    return severity, row.standard, ROLE_ORDER.index(row.role), first


def _row(group: Sequence[Cited], setting: Setting) -> CheckRow:
    header, registry, on = setting.header, setting.registry, setting.on
    weighed = weighing(
        group,
        header.date,
        lambda day: validity_of(group, header, registry, day).state is ValidityState.EXPIRED,
    )
    first = min(weighed, key=_weight).mention
    validity, chain = with_dead_parents(
        validity_of(group, header, registry, on), group, first, setting
    )
    confidence = max(min(c.mention.confidence, c.resolution.confidence) for c in group)
    choices = choices_of(group)
    sure = not choices and confidence >= CONFIDENT
    severity = severity_of(validity, first, header) if sure else Severity.REVIEW
    entry = registry.get(validity.key or "")
    stated = [c.mention for c in group]
    number = entry.number if entry else first_of(m.canonical for m in stated)
    signed = entry.signed if entry and entry.signed else first_of(m.date for m in stated)
    known = entry.issuer if entry else None
    issuer = whole_issuer(known or first_of(_issuer(m, header) for m in stated), number)
    return CheckRow(
        canonical=number,
        title=validity.title
        or first_of(m.title or (None if m.canonical else m.raw) for m in stated),
        date=signed,
        issuer=issuer,
        relation=first.relation,
        role=first.role,
        state=validity.state,
        state_on_document_day=state_on_document_day(group, header, registry),
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
        type=(entry.type if entry else None) or first_of(m.type for m in stated),
        effective_presumed=validity.effective_presumed,
        struck=validity.struck,
        later_parts=validity.later_parts,
        suspended=validity.suspended,
        own_effect=validity.own_effect,
        consolidates=validity.consolidates,
        consolidated_in=validity.consolidated_in,
        territory=validity.territory,
        provisions=provision_states(stated, validity, registry),
        asked=whom_to_ask(issuer, number, header.place, signed=signed, on=on),
    )


def _issuer(mention: Mention, header: Header) -> str | None:
    """The issuer as stated; that of a local document completed by the citing one's place."""
    central = mention.canonical is not None and is_national(mention.canonical)
    return mention.issuer if central else said(mention, header).issuer


def _weight(cited: Cited) -> tuple[bool, int, int]:
    """Mentions on which the document rests come first."""
    mention = cited.mention
    return not is_live(mention), ROLE_ORDER.index(mention.role), mention.char_start


def _with_places(rows: Sequence[CheckRow], registry: Registry) -> list[CheckRow]:
    """Rows whose suggestions say where the same document is cited, or suggested, already."""
    cited = {row.key: row.mentions[0].line for row in rows if row.key and row.mentions}
    first_for: dict[str, int] = {}
    numbers = _numbers_by_line(rows)
    made = []
    for row in sorted(rows, key=lambda r: r.mentions[0].char_start if r.mentions else 0):
        kept = []
        for item in _of_amended(row, rows, registry):
            name = item.key or item.canonical
            kept.append(replace(item, cited_on=cited.get(name), with_line=first_for.get(name)))
            if row.mentions:
                first_for.setdefault(name, row.mentions[0].line)
        beside = _amendments_beside(row, numbers)
        wording = None if beside else row.wording
        made.append(replace(row, suggestion=tuple(kept), amendments_cited=beside, wording=wording))
    return made


def _numbers_by_line(rows: Sequence[CheckRow]) -> dict[int, set[str]]:
    """Folded numbers of the documents that each line cites."""
    found: dict[int, set[str]] = {}
    for row in rows:
        for place in row.mentions if row.canonical else ():
            found.setdefault(place.line, set()).add(number_key(row.canonical or ""))
    return found


def _amendments_beside(row: CheckRow, numbers: Mapping[int, set[str]]) -> bool:
    """Whether all that amended a document is named on one of its lines, or on the next one."""
    wanted = {number_key(item.canonical) for item in row.amended_by if item.canonical}
    if not (row.amended and wanted):
        return False
    near = {place.line + step for place in row.mentions for step in (0, 1)}
    return wanted <= {number for line in near for number in numbers.get(line, ())}


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
