"""Answers on the state of a document on a day, and on what amends or replaces it."""

import datetime as dt
import re
from dataclasses import fields, is_dataclass, replace

from kg.facts import Scope
from kg.model import DocumentRecord, Mention
from kg.number import number_key
from kg.proofs import Proof
from kg.terms import NoAnswer, ValidityState
from kg.validity import Later, Validity
from search.answers.changing import asks_what_it_changes, changed_by
from search.answers.proving import Fact, change_fact, proved, state_facts, unproved
from search.evidence import (
    MAX_EVIDENCE,
    Answer,
    Evidence,
    label,
    mention_evidence,
    note_evidence,
    quote,
    refuse,
)
from search.question import Question
from search.sources import Sources

_CLAUSES = 5  # quoted clauses of an answer that lines of the library follow
_NEAR_LINES = 4  # two documents named this close together are spoken of together


def _not_told(question: Question) -> Answer | None:
    """Why a question names no document to speak of: none is known, or several are."""
    asked = " ".join(map(str, question.numbers)) or question.unknown_name
    if question.choices:
        told = refuse(question, NoAnswer.UNCLEAR, asked or label(question.choices[0]))
        return replace(told, choices=question.choices)
    return None if question.documents else refuse(question, NoAnswer.NOT_FOUND, asked)


def in_force(question: Question, sources: Sources, on: dt.date) -> Answer:
    """State of the document asked about on the day, with the clause that proves it."""
    if (refused := _not_told(question)) is not None:
        return refused
    day = question.day or on
    pairs = [
        (record, sources.validity(record.key, day, provision))
        for record in question.documents
        for provision in question.provisions or (None,)
    ]
    states = [state for _, state in pairs]
    known = [s for s in states if s.state is not ValidityState.UNKNOWN]
    told = [s for s in states if s in known or not s.own_effect]
    begun = question.by_name and states[0].effective_from  # which law is meant is told even so
    if not told and not begun:
        return _own_word(question, sources, day)
    facts = [state_facts(question, state, sources.grounds(record.key)) for record, state in pairs]
    return Answer(
        question,
        answered=True,
        subject=states[0].canonical or label(question.documents[0]),
        documents=_names(states),
        rows=tuple(
            _state_row(state)
            | _identity(record)
            | _before(question, record, sources)
            | _told_bare(unproved(own))
            for (record, state), own in zip(pairs, facts, strict=True)
        ),
        evidence=_evidence(question, sources, [fact for own in facts for fact in own]),
        confidence=0.95 if known else 0.6,
        unproven=unproved(fact for own in facts for fact in own),
    )


def _told_bare(unproven: tuple[Proof, ...]) -> dict[str, object]:
    """Marks the row of a document of which something is told that no words prove."""
    return {"unproven": True} if unproven else {}


def _identity(record: DocumentRecord) -> dict[str, object]:
    """Day and issuer of a document, by which it is told from others of its number."""
    head = record.header
    return {"date": head.date.isoformat() if head.date else None, "issuer": head.issuer}


def _before(question: Question, record: DocumentRecord, sources: Sources) -> dict[str, object]:
    """The earlier law of the name by which the question calls this one."""
    older = sources.law_before(record.key) if question.by_name else None
    return {"same_name_before": label(older)} if older else {}


def _own_word(question: Question, sources: Sources, day: dt.date) -> Answer:
    """The first day that a held document states of itself; nobody checked what came after.

    Only where the question asks from when: it says nothing on whether the document still holds.
    """
    record = question.documents[0]
    state = sources.validity(record.key, day)
    begins = record.header.effective_from
    asked = re.search(r"\b(?:tu|vao) (?:ngay|khi|luc) (?:nao|may)\b|\bkhi nao\b", question.folded)
    if not (record.held and begins and asked):
        refused = refuse(question, NoAnswer.NOT_HELD, label(record))
        # Whether it holds is not known, but within which borders it can hold is.
        return replace(refused, rows=(_state_row(state),)) if state.territory else refused
    said = note_evidence(sources, record)
    bare = () if said else (Proof(label(record), None, None, record.name, None, "medium"),)
    row = _state_row(state) | {
        "canonical": record.header.number,
        "title": record.header.title,
        "effective_from": begins.isoformat(),
    }
    return Answer(
        question,
        answered=True,
        subject=label(record),
        documents=(label(record),),
        rows=(row | _told_bare(bare),),
        evidence=said,
        confidence=0.8,
        unproven=bare,
    )


def _names(states: list[Validity]) -> tuple[str, ...]:
    names = [state.canonical for state in states]
    names += [change.canonical for state in states for change in state.replaced_by]
    return tuple(dict.fromkeys(name for name in names if name))


def _state_row(state: Validity) -> dict[str, object]:
    last = state.effective_until
    return {
        "canonical": state.canonical,
        "title": state.title,
        "state": state.state.value,
        "amended": state.amended,
        "effective_from": state.effective_from.isoformat() if state.effective_from else None,
        "effective_until": last.isoformat() if last else None,
        "replaced_by": [change.canonical for change in state.replaced_by],
        "amended_by": [change.canonical for change in state.amended_by],
        "clause": next((proof.clause for proof in state.proof if proof.quote), None),
        "quote": next((proof.quote for proof in state.proof if proof.quote), None),
        "as_of": state.as_of.isoformat(),
        "registry_as_of": state.registry_as_of.isoformat(),
    } | _besides(state)


_BESIDES = (
    "own_effect", "consolidates", "consolidated_in", "struck", "remnants", "later_parts",
    "suspended", "effective_presumed", "presumed", "dead_parents", "territory", "problems",
    "beyond_registry", "provision",
)  # fmt: skip


def _besides(state: Validity) -> dict[str, object]:
    """What else is known of the state, as `cancu status` has it; only what there is to say."""
    said = {name: getattr(state, name) for name in _BESIDES}
    told = {name: _plain(value) for name, value in said.items() if value}
    repeals = [change.canonical for change in state.replaced_by if change.only_repeals]
    told |= {"repealed_by": repeals} if repeals else {}
    told |= _begun_by(state)
    return told if state.own_effect else {**told, "own_effect": False}


def _begun_by(state: Validity) -> dict[str, object]:
    """The other document whose clause gives the first day, where nothing but that day is known."""
    if state.state is not ValidityState.UNKNOWN or not state.effective_from:
        return {}
    by = next((proof.document for proof in state.proof if proof.quote), state.canonical)
    return {} if number_key(by) == number_key(state.canonical) else {"begun_by": by}


def _plain(value: object) -> object:
    """JSON's own values: days as ISO, dataclasses as objects."""
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, dt.date):
        return value.isoformat()
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _evidence(question: Question, sources: Sources, facts: list[Fact]) -> tuple[Evidence, ...]:
    """Clauses that prove what is told, then the lines of the library that name the document."""
    begun = [sources.grounds(record.key).begin for record in question.documents]
    cited = [pair for record in question.documents for pair in sources.citing(record.key)]
    clauses = dict.fromkeys((*proved(facts, sources), *proved(begun, sources)))
    return (*clauses, *_naming(sources, cited))[:MAX_EVIDENCE]


def _naming(sources: Sources, cited: list[tuple[DocumentRecord, Mention]]) -> tuple[Evidence, ...]:
    """Lines that name a document: they show it in use, and prove nothing of its state."""
    return tuple(replace(piece, names_only=True) for piece in mention_evidence(sources, cited))


def related(question: Question, sources: Sources, on: dt.date) -> Answer:
    """What amends, replaces or repeals a document: from the registry, with lines that say so."""
    if asks_what_it_changes(question):
        return changed_by(question, sources)
    if (refused := _not_told(question)) is not None:
        return refused
    day = question.day or on
    amending = re.search(r"\b(?:sua doi|bo sung)\b", question.folded) is not None
    record = question.documents[0]
    state = sources.validity(record.key, day)
    relation, changes = _changes(state, day, amending=amending)
    older = sources.law_before(record.key) if question.by_name and not amending else None
    if not changes and older is not None:  # by its name alone a law is also called that ended
        record, state = older, sources.validity(older.key, day)
        relation, changes = _changes(state, day, amending=False)
    if not changes:
        return refuse(question, NoAnswer.NOT_FOUND, label(record))
    names = tuple(dict.fromkeys(change.canonical for change in changes if change.canonical))
    grounds = sources.grounds(record.key)
    facts = [change_fact(change, state, grounds) for change in changes]
    return Answer(
        question,
        answered=True,
        subject=label(record),
        documents=(*names, label(record)),
        rows=tuple(
            {
                "canonical": change.canonical,
                "date": change.date.isoformat() if change.date else None,
                "relation": "repeals" if change.only_repeals else relation,
            }
            | ({"scope": change.scope} if change.scope is Scope.PARTIAL else {})
            for change in changes
        ),
        evidence=(proved(facts, sources)[:_CLAUSES] + _told_together(sources, record, names))[
            :MAX_EVIDENCE
        ],
        confidence=0.9,
        unproven=unproved(facts),
    )


def _changes(state: Validity, day: dt.date, *, amending: bool) -> tuple[str, tuple[Later, ...]]:
    """What changed a document, and how; where nothing replaced it, what goes on in its place."""
    if amending:
        return "amends", state.amended_by
    if state.replaced_by:
        return "replaces", state.replaced_by
    begun = (change for change in state.successors if change.date is None or change.date <= day)
    return "succeeds", tuple(begun)


def _told_together(
    sources: Sources, record: DocumentRecord, names: tuple[str, ...]
) -> tuple[Evidence, ...]:
    """Lines of the library in which the document stands near one that changes it."""
    named: dict[str, list[int]] = {}
    for name in names:
        for document, other in sources.naming(name):
            named.setdefault(document, []).append(other.line)
    pieces, plain = [], []
    for citing, mention in sources.citing(record.key):
        lines = named.get(citing.id, ())
        beside = [line for line in lines if abs(line - mention.line) <= _NEAR_LINES]
        if beside:
            first, last = min(*beside, mention.line), max(*beside, mention.line_end)
            pieces.append(replace(quote(sources, citing, first, last), names_only=True))
        else:
            plain.append((citing, mention))
    return (tuple(pieces) + _naming(sources, plain))[:MAX_EVIDENCE]
