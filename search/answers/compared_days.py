"""Which of several documents was signed later: held ones, named ones, or ones that they cite."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

from kg.folding import fold
from kg.model import DocumentRecord, Mention
from kg.number import number_key
from search.answers.comparisons import LINKING, Compared, Records, ranked, side_row
from search.evidence import quote
from search.matching import rank
from search.sources import Sources

ENOUGH: Final = 0.65  # share of the topic's telling words that a cited title must have


def newer_side(sources: Sources, records: Records) -> Compared:
    """Which of the held documents was signed later."""
    dated = [(record, record.header.date) for record in records]
    unknown = next((record for record, day in dated if day is None), None)
    if unknown is not None:
        return Compared("days", missing=unknown)
    rows = tuple(
        side_row(record)
        | {"canonical": record.header.number, "date": day.isoformat(), "line": None}
        for record, day in dated
        if day
    )
    proofs = (quote(sources, record, 1, 12) for record in records)
    return Compared("days", ranked(rows, "date"), tuple(proofs), confidence=0.9)


def newer_of(sources: Sources, groups: Sequence[Sequence[DocumentRecord]]) -> Compared:
    """Which of the documents named by number was signed later; held or not."""
    rows = []
    for group in groups:
        days = {record.header.date for record in group if record.header.date}
        if len(days) != 1:
            return Compared("days", missing=group[0], unclear=len(days) > 1)
        row = side_row(group[0]) | {"canonical": group[0].header.number, "line": None}
        rows.append(row | {"date": next(iter(days)).isoformat()})
    proofs = [
        quote(sources, record, mention.line, mention.line_end or mention.line)
        for group in groups
        for record, mention in list(sources.citing(group[0].key))[:2]
    ]
    return Compared("days", ranked(rows, "date"), tuple(proofs), confidence=0.9)


def newer_cited(sources: Sources, records: Records, kind: str, topic: Sequence[str]) -> Compared:
    """Which of two documents of a kind, each cited by one side on one matter, was signed later."""
    rows, proofs = [], []
    for record in records:
        found = _cited_on(sources, record, kind, topic)
        if not found:
            return Compared("days", missing=record)
        best = found[0]
        if any(other.target != best.target for other in found[1:]):
            return Compared("days", unclear=True)
        day = _signed(sources, best)
        if day is None:
            return Compared("days", missing=record)
        rows.append(
            side_row(record)
            | {"canonical": best.canonical, "title": best.title, "date": day.isoformat(),
               "line": best.line}
        )  # fmt: skip
        proofs.append(quote(sources, record, best.line, best.line_end or best.line))
    if len({number_key(row["canonical"]) for row in rows}) < 2:
        return Compared("days", unclear=True)
    return Compared("days", ranked(rows, "date"), tuple(proofs))


def _cited_on(
    sources: Sources, record: DocumentRecord, kind: str, topic: Sequence[str]
) -> list[Mention]:
    """Mentions of a kind on a topic, those that cover it best."""
    mentions = [
        m
        for m in sources.mentions(record.id)
        if m.canonical and fold(m.type or "") == kind and m.mention_type not in LINKING
    ]
    texts = [_about(sources, record, mention) for mention in mentions]
    near = [m for m in rank(topic, texts) if m.coverage >= ENOUGH]
    best = near[0].coverage if near else 0.0
    return [mentions[m.index] for m in near if m.coverage >= best - 0.05]


def _about(sources: Sources, record: DocumentRecord, mention: Mention) -> str:
    """What a citation is about: its title, else the words behind it up to the next clause."""
    if mention.title:
        return mention.title
    lines = sources.source(record.id).lines
    last = mention.line_end or mention.line
    text = " ".join(line.text for line in lines[mention.line - 1 : last + 1])
    at = text.find(mention.canonical or mention.raw)
    return re.split(r"[;.](?=\s|$)", text[max(0, at) :])[0]


def _signed(sources: Sources, mention: Mention) -> dt.date | None:
    """The day on which a cited document was signed: as registered, else as stated."""
    days = {r.header.date for r in sources.listed(mention.canonical or "") if r.header.date}
    return next(iter(days)) if len(days) == 1 else mention.date
