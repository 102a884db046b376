"""Answers on what a held document itself replaces, repeals, amends or suspends."""

import re
from collections.abc import Iterator
from typing import Final

from kg.model import DocumentRecord, Mention
from kg.terms import MentionType, NoAnswer, Relation
from search.evidence import Answer, first_rows, label, mention_evidence, place_names, refuse
from search.question import Question
from search.sources import Sources

_VERBS: Final = (
    (r"\bthay\b", {Relation.REPLACES}),
    (r"\b(?:bai bo|huy bo|het hieu luc)\b", {Relation.REPEALS, Relation.ANNULS}),
    (r"\b(?:sua doi|bo sung)\b", {Relation.AMENDS, Relation.SUPPLEMENTS}),
    (r"\b(?:dinh chi|ngung)\b", {Relation.SUSPENDS}),
)
_CHANGING: Final = frozenset(relation for _, kinds in _VERBS for relation in kinds)
_WHICH: Final = r"(?:(?:nhung |cac )?(?:van ban|quyet dinh|nghi quyet|ke hoach|qd|chi thi)s? ?)"
# What stands behind the verb is asked for: "thay cho quyết định nào", not "quyết định nào thay".
_ACTIVE: Final = re.compile(
    r"\b(?:thay(?: the)?|bai bo|huy bo|sua doi|bo sung|dinh chi|lam het hieu luc)(?:,? bo sung)?"
    rf" (?:cho |doi voi )?(?:{_WHICH}(?:truoc |cu |\w+ )?(?:nao|gi)|(?:may|bao nhieu)) ?\b"
)


def asks_what_it_changes(question: Question) -> bool:
    """Whether a question is on what a held document does to others."""
    held = question.plans or [d for d in question.documents if d.held]
    return bool(held) and _ACTIVE.search(question.folded) is not None


def changed_by(question: Question, sources: Sources) -> Answer:
    """Documents that the one asked about replaces, repeals, amends or suspends, with the lines."""
    plans = question.plans or tuple(d for d in question.documents if d.held)
    wanted = {r for cue, kinds in _VERBS if re.search(cue, question.folded) for r in kinds}
    found = [
        pair for plan in plans for pair in _changes(plan, sources) if pair[1].relation in wanted
    ]
    if not found:
        return refuse(question, NoAnswer.NOT_FOUND, label(plans[0]))
    changing = list(dict.fromkeys(record.id for record, _ in found))
    first = [pair for pair in found if pair[0].id == changing[0]]
    names = dict.fromkeys(m.canonical or m.title or m.raw for _, m in first)
    return Answer(
        question,
        answered=True,
        subject=label(first[0][0]),
        documents=(*names, label(first[0][0])),
        places=place_names([first[0][0]]),
        rows=tuple(_row(*pair) for pair in first_rows(question, first)),
        total=len(names),
        evidence=mention_evidence(sources, first),
        confidence=0.9,
    )


def _changes(plan: DocumentRecord, sources: Sources) -> Iterator[tuple[DocumentRecord, Mention]]:
    """Mentions of others; each document once."""
    seen: set[str] = set()
    for mention in sources.mentions(plan.id):
        name = mention.canonical or mention.title or mention.raw
        own = mention.mention_type is MentionType.SELF
        if not own and name not in seen and mention.relation in _CHANGING:
            seen.add(name)
            yield plan, mention


def _row(plan: DocumentRecord, mention: Mention) -> dict[str, object]:
    return {
        "document": plan.id,
        "canonical": mention.canonical,
        "title": mention.title,
        "date": mention.date.isoformat() if mention.date else None,
        "issuer": mention.issuer,
        "changed": mention.relation.value,
        "line": mention.line,
    }
