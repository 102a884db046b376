"""Questions to begin with, made from what the library holds and kept only if they are answered."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.model import DocumentRecord
from kg.terms import MentionType, OfficeRole

if TYPE_CHECKING:
    from ui.library import Library

_TRIED = 12
_DOCUMENTS = 40


def questions(library: "Library", *, on: dt.date, most: int = 5) -> list[str]:
    """At most `most` questions, each of another kind, that the library answers."""
    if library.is_empty():
        return []
    kept: list[str] = []
    kinds: set[str] = set()
    for kind, question in _first(_candidates(library), _TRIED):
        if kind not in kinds and library.ask(question, on=on)["answered"]:
            kinds.add(kind)
            kept.append(question)
        if len(kept) == most:
            break
    return kept


def _first(found: Iterator[tuple[str, str]], most: int) -> Iterator[tuple[str, str]]:
    for _, item in zip(range(most), found, strict=False):
        yield item


def _candidates(library: "Library") -> Iterator[tuple[str, str]]:
    """(kind, question) pairs, the likeliest first."""
    held = library.documents()[:_DOCUMENTS]
    cited = _most_cited(library, held)
    for number in cited[:2]:
        yield "who_cites", f"Văn bản nào viện dẫn {number}?"
    for name in _names(held)[:2]:
        yield "superseded", f"{name} có căn cứ nào đã hết hiệu lực?"
    for number in cited[:2]:
        yield "in_force", f"{number} còn hiệu lực không?"
    for office in _busiest(library, held)[:3]:
        yield "tasks", f"{office} có những nhiệm vụ gì?"
    for name in _names(held)[:2]:
        yield "cites", f"{name} viện dẫn những văn bản nào?"
    for name in _names(held)[:2]:
        yield "header", f"Ai ký {name}?"


def _most_cited(library: "Library", held: list[DocumentRecord]) -> list[str]:
    """Numbers that most of these documents cite."""
    counts: Counter[str] = Counter()
    for record in held:
        mentions = library.store.mentions(record.id)
        named = (m for m in mentions if m.mention_type is not MentionType.ANAPHORA)
        counts.update({m.canonical for m in named if m.canonical and m.target != record.key})
    return [number for number, _ in counts.most_common(4)]


def _names(held: list[DocumentRecord]) -> list[str]:
    """Documents as one speaks of them: number, and place where there is one."""
    return [
        f"{record.header.type or 'Văn bản'} {record.header.number}"
        + (f" của {record.header.place.name}" if record.header.place else "")
        for record in held
        if record.header.number
    ]


def _busiest(library: "Library", held: list[DocumentRecord]) -> list[str]:
    """Offices that lead the most tasks."""
    roles = (OfficeRole.LEAD, OfficeRole.PERFORMING)
    counts = Counter(
        item.office
        for record in held[:10]
        for _, task in library.tasks(record.id)
        for item in task.assignments
        if item.role in roles
    )
    return [office for office, _ in counts.most_common(3)]
