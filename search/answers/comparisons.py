"""What is told of documents side by side: what they rest on, how many of what they have."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from kg.folding import fold
from kg.identity import is_national
from kg.model import DocumentRecord, Mention
from kg.number import number_key
from kg.terms import MentionType, Relation
from search.answers.sides import named
from search.evidence import MAX_EVIDENCE, Evidence, quote
from search.sources import Sources
from search.spoken import normalise

COUNTED: Final = ("tasks", "targets", "bases", "citations")
_TITLE_LINES: Final = 25  # in which a document states how many things it lists
LINKING: Final = frozenset({MentionType.SELF, MentionType.ANAPHORA, MentionType.STANDARD})
Records = Sequence[DocumentRecord]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Compared:
    """Rows side by side with the lines that prove them. equal: nothing is told apart.

    missing: the side of which nothing was found; then there are no rows.
    """

    what: str
    rows: tuple[Row, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    missing: DocumentRecord | None = None
    unclear: bool = False
    confidence: float = 0.85


def bases(sources: Sources, records: Records, *, only_bases: bool) -> Compared:
    """What all of them cite, and what just one of them does."""
    cited: dict[str, dict[str, Mention]] = {}
    for record in records:
        found = _cited(sources, record, only_bases=only_bases)
        if not found:
            return Compared("bases", missing=record)
        for mention in found:
            cited.setdefault(_key(mention), {}).setdefault(record.id, mention)
    order = sorted(cited.values(), key=lambda by: -len(by))
    names = {record.id: record for record in records}
    rows = tuple(_base_row(by, names) | {"as_bases": only_bases} for by in order)
    proofs = [
        quote(sources, names[document], mention.line, mention.line_end or mention.line)
        for by in order[:MAX_EVIDENCE]
        for document, mention in by.items()
    ]
    return Compared("bases", rows, tuple(dict.fromkeys(proofs)), confidence=0.9)


def _cited(sources: Sources, record: DocumentRecord, *, only_bases: bool) -> list[Mention]:
    """Its citations; of bases: what it rests on, else what it carries out."""
    found = [m for m in sources.mentions(record.id) if m.mention_type not in LINKING and _key(m)]
    if not only_bases:
        return found
    rests = [m for m in found if m.relation is Relation.LEGAL_BASIS]
    return rests or [m for m in found if m.relation is Relation.IMPLEMENTS]


def _key(mention: Mention) -> str:
    number = mention.canonical or ""
    if number and is_national(number):  # one document, however its day is printed
        return number_key(number)
    return mention.target or number_key(number) or fold(mention.title or "")


def _base_row(by: Mapping[str, Mention], records: Mapping[str, DocumentRecord]) -> Row:
    first = next(iter(by.values()))
    return {
        "canonical": first.canonical,
        "title": first.title,
        "date": first.date.isoformat() if first.date else None,
        "shared": len(by) == len(records),
        "sides": [named(records[document]) for document in by],
        "documents": list(by),
        "lines": {document: mention.line for document, mention in by.items()},
    }


def side_row(record: DocumentRecord) -> Row:
    """What a row tells of its document."""
    head = record.header
    return {
        "document": record.id,
        "side": named(record),
        "number": head.number,
        "place": head.place.name if head.place else None,
        "title": head.title,
    }


def ranked(rows: Sequence[Row], by: str) -> tuple[Row, ...]:
    """Rows with their place: "most", "least", or neither where all are equal."""
    values = [row[by] for row in rows]
    top, low = max(values), min(values)
    return tuple(
        row | {"most": top != low and row[by] == top, "least": top != low and row[by] == low}
        for row in rows
    )


def counts(sources: Sources, records: Records, what: str) -> Compared:
    """How many tasks, targets, bases or citations each side has."""
    rows, proofs = [], []
    for record in records:
        lines = _counted(sources, record, what)
        rows.append(side_row(record) | {"count": len(lines), "what": what})
        proofs += [quote(sources, record, first, last) for first, last in lines[:2]]
    read = 0.7 if any(record.damaged for record in records) else 0.9  # not all may be read
    return Compared("counts", ranked(rows, "count"), tuple(proofs), confidence=read)


def overview(sources: Sources, records: Records) -> Compared:
    """The documents side by side, where no respect is asked for."""
    rows, proofs = [], []
    for record in records:
        head = record.header
        numbers = {what: len(_counted(sources, record, what)) for what in COUNTED}
        period = f"{head.period.start} - {head.period.end}" if head.period else None
        rows.append(
            side_row(record)
            | {"type": head.type, "date": head.date.isoformat() if head.date else None}
            | {"period": period}
            | numbers
        )
        proofs.append(quote(sources, record, 1, 12))
    return Compared("overview", tuple(rows), tuple(proofs), confidence=0.7)


def _counted(sources: Sources, record: DocumentRecord, what: str) -> list[tuple[int, int]]:
    if what == "tasks":
        return [(t.line_start, t.line_end) for _, t in sources.tasks_in({record.id})]
    if what == "targets":
        return [(t.line, t.line) for _, t in sources.targets_in({record.id})]
    firsts: dict[str, tuple[int, int]] = {}
    for m in _cited(sources, record, only_bases=what == "bases"):
        firsts.setdefault(_key(m), (m.line, m.line_end or m.line))
    return list(firsts.values())


def stated_counts(sources: Sources, records: Records, thing: str) -> Compared:
    """A number of things that each side states of itself in its title ("229 thủ tục ...")."""
    rows, proofs = [], []
    counted = rf"(?<![\d/.,])(\d{{1,5}}) {re.escape(thing)}"
    for record in records:
        lines = sources.source(record.id).lines[:_TITLE_LINES]
        said = {
            int(match[1]): line.number
            for line in lines
            for match in re.finditer(counted, normalise(line.text))
        }
        if not said:
            return Compared("counts", missing=record)
        if len(said) > 1:
            return Compared("counts", unclear=True)
        number, line = next(iter(said.items()))
        rows.append(side_row(record) | {"count": number, "what": thing})
        proofs.append(quote(sources, record, line, line))
    return Compared("counts", ranked(rows, "count"), tuple(proofs), confidence=0.8)
