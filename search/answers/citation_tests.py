"""Whether a document cites, or rests on, what a question asks: tests of one document each."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Final

from kg.model import DocumentRecord, Mention
from kg.states import NOT_WHOLE
from kg.terms import MentionType, Relation
from search.answers.document_tests import NO, Test, Verdict, found, span
from search.sources import Sources

_BASES: Final = frozenset({Relation.LEGAL_BASIS, Relation.IMPLEMENTS})
_LINKING: Final = frozenset({MentionType.SELF, MentionType.ANAPHORA, MentionType.STANDARD})


def cites(
    sources: Sources,
    wanted: Sequence[frozenset[str]],
    numbers: frozenset[str],
    *,
    basis: bool,
    denied: bool = False,
) -> Test:
    """Whether a document cites each of the documents asked about.

    wanted: for each of them its keys. numbers: theirs, to see mentions in doubt.
    basis: only as a legal basis, or as what is carried out. denied: those are asked for that do
    not, among which one that cites it in another way is neither.
    """
    by_document: dict[str, list[tuple[int, Mention]]] = {}
    for index, keys in enumerate(wanted):
        for key in keys:
            for record, mention in sources.citing(key):
                by_document.setdefault(record.id, []).append((index, mention))
    doubtful = _in_doubt(sources, numbers)

    def test(record: DocumentRecord) -> Verdict:
        mine = by_document.get(record.id, [])
        fitting = _as_bases(sources, record, mine) if basis else mine
        if len({index for index, _ in fitting}) == len(wanted):
            return found(span(mention) for _, mention in fitting)
        if (mine and denied) or record.id in doubtful:
            return Verdict(None, tuple(sorted({span(mention) for _, mention in mine})))
        return NO

    return test


def _as_bases(
    sources: Sources, record: DocumentRecord, mine: Sequence[tuple[int, Mention]]
) -> list[tuple[int, Mention]]:
    """Those on which the document rests; without any basis it rests on what it carries out."""
    rests = [pair for pair in mine if pair[1].relation is Relation.LEGAL_BASIS]
    if not mine:
        return []
    if rests or any(m.relation is Relation.LEGAL_BASIS for m in sources.mentions(record.id)):
        return rests
    return [pair for pair in mine if pair[1].relation is Relation.IMPLEMENTS]


def _in_doubt(sources: Sources, numbers: Collection[str]) -> frozenset[str]:
    """Documents that name such a number without its being known which document is meant."""
    return frozenset(
        document
        for number in numbers
        for document, mention in sources.naming(number)
        if mention.target is None
    )


def rests_on_dead(sources: Sources, on: dt.date, *, basis: bool) -> Test:
    """Whether a document cites one that is no longer wholly in force on the day."""
    dead: dict[str, bool] = {}

    def is_dead(key: str) -> bool:
        if key not in dead:
            dead[key] = sources.validity(key, on).state in NOT_WHOLE
        return dead[key]

    def test(record: DocumentRecord) -> Verdict:
        return found(
            span(mention)
            for mention in sources.mentions(record.id)
            if mention.target is not None
            and mention.mention_type not in _LINKING
            and (not basis or mention.relation in _BASES)
            and is_dead(mention.target)
        )

    return test


def has_bases(sources: Sources) -> Test:
    """Whether a document names any legal basis."""
    return lambda record: found(
        span(m) for m in sources.mentions(record.id) if m.relation in _BASES
    )
