"""The words that prove what an answer tells of validity, and what it tells without any.

A fact is proved by one quoted clause at least. Where no words are at hand, the answer names what
it rests on instead, and is not called sure (`search.answer`).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from kg.folding import tokens
from kg.grounds import Grounds
from kg.model import DocumentRecord
from kg.number import number_key
from kg.proofs import Proof
from kg.terms import ValidityState
from kg.validity import Later, Validity
from search.evidence import MAX_EVIDENCE, Evidence
from search.question import Question
from search.sources import Sources

Fact = tuple[Proof, ...]
"""All that is at hand to prove one thing that an answer tells."""
_BEGINS: Final = re.compile(
    r"\b(?:co|bat dau(?: co)?) hieu luc\b.*\b(?:khi|ngay|luc|thoi diem|bao gio)\b"
    r"|\b(?:khi|ngay|luc|thoi diem) nao\b.*\b(?:co|bat dau(?: co)?) hieu luc\b"
)
_HELD_LINE: Final = re.compile(r"(?P<name>.+):(?P<line>\d+)$")
MOST: Final = 2 * MAX_EVIDENCE
"""Clauses that an answer shows at most: each may stand beside a line that cites."""
_SAME: Final = 12  # words by which a quote is found again in a held text
_BY_ITS_OWN: Final = frozenset({ValidityState.PARTLY, ValidityState.SUSPENDED})


def state_facts(question: Question, state: Validity, grounds: Grounds) -> list[Fact]:
    """What an answer on a state tells, each with its proofs, weightiest first; none is empty."""
    facts = [_of_state(state, grounds) or (_bare(state),)]
    if state.effective_from and _BEGINS.search(question.folded):
        facts.insert(0, grounds.begin or (_bare(state),))
    if state.state is not ValidityState.EXPIRED:
        facts += [change_fact(change, state, grounds) for change in state.replaced_by]
    return facts


def _of_state(state: Validity, grounds: Grounds) -> Fact:
    """What proves the state alone; of a document not wholly in force not that it once began."""
    if state.state is ValidityState.EXPIRED:
        ended = any(proof in grounds.end for proof in state.proof)
        return tuple(dict.fromkeys((*state.proof, *(grounds.end if ended else ()))))
    if state.state in _BY_ITS_OWN:
        return tuple(proof for proof in state.proof if proof not in grounds.begin)
    if state.own_effect and state.effective_from:
        return grounds.begin or state.proof
    return state.proof


def not_whole_fact(state: Validity) -> Fact:
    """What proves that a document is no longer wholly in force; never empty."""
    own = number_key(state.canonical)
    ended = state.state is ValidityState.EXPIRED
    ending = [proof for proof in state.proof if ended or number_key(proof.document) != own]
    return tuple(ending) or (_bare(state),)


def _bare(state: Validity) -> Proof:
    """That a state is known, and nothing of what tells it."""
    return Proof(state.canonical, None, None, "", state.registry_as_of, "medium")


def change_fact(change: Later, state: Validity, grounds: Grounds) -> Fact:
    """What proves that a later document acts on the one asked about; never empty."""
    bare = replace(_bare(state), document=change.canonical, clause=change.clause)
    return grounds.changes.get(change.canonical) or (bare,)


def proved(facts: Iterable[Fact], sources: Sources) -> tuple[Evidence, ...]:
    """The quoted clauses of facts, each once, the first of each fact before the others.

    At most `MOST`. Cost: one walk over what the library holds, and the texts of what proves.
    """
    worded = [[proof for proof in fact if proof.quote] for fact in facts]
    firsts = [proof for fact in worded for proof in fact[:1]]
    rest = [proof for fact in worded for proof in fact[1:]]
    proofs = list(dict.fromkeys((*firsts, *rest)))[:MOST]
    held = _held_by_number(sources) if proofs else {}
    return tuple(_piece(proof, held, sources) for proof in proofs)


def unproved(facts: Iterable[Fact]) -> tuple[Proof, ...]:
    """What facts without any words rest on."""
    bare = [fact for fact in facts if not any(proof.quote for proof in fact)]
    return tuple(dict.fromkeys(proof for fact in bare for proof in fact))


def _held_by_number(sources: Sources) -> dict[str, list[DocumentRecord]]:
    """Held documents by the key of their number; those without one by their own key."""
    found: dict[str, list[DocumentRecord]] = defaultdict(list)
    for record in sources.held():
        found[number_key(record.header.number or record.key)].append(record)
    return found


def _piece(
    proof: Proof, held: Mapping[str, Sequence[DocumentRecord]], sources: Sources
) -> Evidence:
    """A clause as evidence; at its line, where the library holds the text that has it."""
    said = f"{proof.clause}: {proof.quote}" if proof.clause else str(proof.quote)
    piece = Evidence(proof.document, "", 0, 0, said, source=proof.source, checked=proof.checked)
    place = _place(proof, held.get(number_key(proof.document), ()), sources)
    if place is None:
        return piece
    record, line = place
    return replace(piece, document=record.id, file=record.name, line_start=line, line_end=line)


def _place(
    proof: Proof, held: Sequence[DocumentRecord], sources: Sources
) -> tuple[DocumentRecord, int] | None:
    """The line that has the words, in one of the held documents of the proof's number.

    None where none has. The line that the proof names goes before: names of files are not unique,
    so it counts for these documents alone.
    """
    told = _HELD_LINE.match(proof.source)
    named = [record for record in held if told and told["name"] == record.name]
    if told and named:
        return named[0], int(told["line"])
    found = ((record, _line(str(proof.quote), record, sources)) for record in held)
    return next(((record, line) for record, line in found if line), None)


def _line(quote: str, record: DocumentRecord, sources: Sources) -> int:
    """Number of the line that has the first words of a quote; 0 where none has."""
    words = _start(tokens(quote))
    if not words:
        return 0
    for line in sources.source(record.id).lines:
        if words in " ".join(tokens(line.text)):
            return line.number
    return 0


def _start(words: Sequence[str]) -> str:
    return " ".join(words[:_SAME])
