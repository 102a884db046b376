"""Check of a document's authorities: what it rests on, and whether that still holds on a day.

One row for each document cited, worst first; with it, the bodies and places named in the text
that no longer exist. Nothing is guessed: what nobody checked is `unknown`, what has several
readings is for `review`.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from kg.candidates import CitedAt, Resolution
from kg.ceased import CeasedOffice, CeasedPlace, ceased_offices, ceased_places
from kg.errors import Problem
from kg.folding import tokens
from kg.grouping import link_group
from kg.lineage import heirs
from kg.model import Choice, DocumentRecord, Header, Mention, SourceText
from kg.number import number_key
from kg.proofs import Proof
from kg.registry import Registry
from kg.severity import ROLE_ORDER, district_validity, is_live, severity_of
from kg.statements import said
from kg.terms import (
    CitationRole,
    MentionType,
    Relation,
    Severity,
    ValidityState,
)
from kg.validity import Later, Validity, status_on

T = TypeVar("T")
CONFIDENT = 0.5
"""Confidence in a link below which its row is for review, whatever the state."""
_QUOTE = 240  # letters of a line that a row quotes


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """Where a document is cited. Offsets are raw offsets; quote: the clean line."""

    line: int
    char_start: int
    char_end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A document that holds in place of the one cited. since: first day of that."""

    canonical: str
    title: str | None
    since: dt.date | None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One cited document; its fields are the JSON of a row of `cancu check`.

    state: on the day of view; state_on_document_day: on the citing document's own day, None
    where that day is not known. role, relation: the weightiest among its mentions.
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


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Rows worst first; offices and places that no longer exist; rows counted by severity."""

    document_date: dt.date | None
    as_of: dt.date
    registry_as_of: dt.date
    summary: Mapping[str, int]
    rows: tuple[CheckRow, ...]
    offices: tuple[CeasedOffice, ...]
    places: tuple[CeasedPlace, ...]


@dataclass(frozen=True, slots=True)
class _Cited:
    """A mention with the document it means."""

    mention: Mention
    key: str
    resolution: Resolution


def check(
    header: Header,
    mentions: Sequence[Mention],
    source: SourceText | None,
    registry: Registry,
    *,
    on: dt.date,
) -> CheckReport:
    """Table of authorities of one document on a day. Mentions may or may not have targets."""
    groups: dict[str, list[_Cited]] = {}
    for cited in _all_cited(mentions, header, registry):
        groups.setdefault(cited.key, []).append(cited)
    made = [_row(group, header, source, registry, on) for group in groups.values()]
    rows = tuple(sorted(made, key=_order))
    counts = Counter(row.severity.value for row in rows)
    return CheckReport(
        document_date=header.date,
        as_of=on,
        registry_as_of=registry.compiled,
        summary={severity.value: counts[severity.value] for severity in Severity},
        rows=rows,
        offices=ceased_offices(header, mentions, source, on=on) if source else (),
        places=ceased_places(header, mentions, source, on=on) if source else (),
    )


def _order(row: CheckRow) -> tuple[int, int, int]:
    first = row.mentions[0].char_start if row.mentions else 0
    return list(Severity).index(row.severity), ROLE_ORDER.index(row.role), first


def _all_cited(mentions: Sequence[Mention], header: Header, registry: Registry) -> Iterator[_Cited]:
    """Every mention with the document it means: as linked already, else as the library would."""
    citing = DocumentRecord("checked", "checked", held=True, header=header)
    groups: dict[str, list[CitedAt]] = {}
    for number, mention in enumerate(mentions):
        if mention.mention_type in (MentionType.SELF, MentionType.ANAPHORA):
            continue
        if mention.target:
            linked = Resolution(mention.target, (), mention.confidence)
            yield _Cited(mention, mention.target, linked)
        elif mention.choices:
            yield _Cited(mention, _group_key(mention), Resolution(None, mention.choices))
        else:
            at = CitedAt(number, mention, citing)
            groups.setdefault(_group_key(mention), []).append(at)
    for key, cited in groups.items():
        for at, link in zip(cited, link_group(cited, (), registry), strict=True):
            found = Resolution(link.target, link.choices, link.confidence, link.problems)
            yield _Cited(at.mention, link.target or key, found)


def _group_key(mention: Mention) -> str:
    """What could make mentions one document: the folded number, else the words of the name."""
    if mention.canonical:
        return number_key(mention.canonical)
    return " ".join(tokens(mention.title or mention.raw))


def _row(
    group: Sequence[_Cited],
    header: Header,
    source: SourceText | None,
    registry: Registry,
    on: dt.date,
) -> CheckRow:
    first = min(group, key=_weight).mention
    validity = _validity(group, header, registry, on)
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
        else _first(said(m, header).issuer for m in stated),
        relation=first.relation,
        role=first.role,
        state=validity.state,
        state_on_document_day=_on_document_day(group, header, registry),
        effective_until=validity.effective_until,
        severity=severity,
        proof=validity.proof,
        replaced_by=validity.replaced_by,
        suggestion=_suggestion(validity, first, registry),
        mentions=_places(stated, source),
        choices=choices,
        problems=_problems(group),
        key=validity.key,
        effective_from=validity.effective_from,
        amended=validity.amended,
        amended_by=validity.amended_by,
        presumed=validity.presumed,
        dead_parents=validity.dead_parents,
        confidence=round(confidence, 4),
    )


def _weight(cited: _Cited) -> tuple[bool, int, int]:
    """Mentions on which the document rests come first."""
    mention = cited.mention
    return not is_live(mention), ROLE_ORDER.index(mention.role), mention.char_start


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)


def _validity(group: Sequence[_Cited], header: Header, registry: Registry, on: dt.date) -> Validity:
    """State on a day; of several possible documents, only a state that all of them share."""
    choices = _choices(group)
    if not choices:
        known = status_on(group[0].key, registry, on=on)
        if registry.get(group[0].key) is None:
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
    )


def _on_document_day(
    group: Sequence[_Cited], header: Header, registry: Registry
) -> ValidityState | None:
    return _validity(group, header, registry, header.date).state if header.date else None


def _choices(group: Sequence[_Cited]) -> tuple[Choice, ...]:
    """Choices of the mentions together, best first, each document once."""
    found: dict[str, Choice] = {}
    for cited in group:
        for choice in cited.resolution.choices:
            known = found.get(choice.key)
            if known is None or known.probability < choice.probability:
                found[choice.key] = choice
    return tuple(sorted(found.values(), key=lambda choice: (-choice.probability, choice.key)))


def _suggestion(validity: Validity, first: Mention, registry: Registry) -> tuple[Suggestion, ...]:
    """What to cite instead, where the document rests on something that no longer holds."""
    replaced = validity.state in (ValidityState.EXPIRED, ValidityState.PARTLY)
    if not (replaced and validity.key and is_live(first)):
        return ()
    return tuple(
        Suggestion(step.canonical, step.title, step.since, step.key)
        for step in heirs(validity.key, registry, on=validity.as_of)
    )


def _places(mentions: Sequence[Mention], source: SourceText | None) -> tuple[CitedPlace, ...]:
    ordered = sorted(mentions, key=lambda mention: mention.char_start)
    return tuple(CitedPlace(m.line, m.char_start, m.char_end, _quote(m, source)) for m in ordered)


def _quote(mention: Mention, source: SourceText | None) -> str:
    """The clean line; a long one is cut around the mention, with "…"."""
    if source is None or not 1 <= mention.line <= len(source.lines):
        return mention.raw
    text = source.lines[mention.line - 1].text
    at = max(0, mention.text_start - source.text_starts[mention.line - 1])
    if len(text) <= _QUOTE:
        return text.strip()
    start = max(0, min(at - _QUOTE // 3, len(text) - _QUOTE))
    cut = text[start : start + _QUOTE].strip()
    return f"{'…' if start else ''}{cut}{'…' if start + _QUOTE < len(text) else ''}"


def _problems(group: Sequence[_Cited]) -> tuple[Problem, ...]:
    found: dict[Problem, None] = {}
    for cited in group:
        for problem in (*cited.mention.problems, *cited.resolution.problems):
            found.setdefault(problem)
    return tuple(found)
