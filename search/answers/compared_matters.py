"""The like target or task of several documents: its value, day, length, lead."""

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from kg.folding import fold
from kg.model import DocumentRecord, Target, Task
from kg.office_identity import same
from kg.task_text import task_text, words_of
from kg.terms import DOING
from search.answers.comparisons import Compared, Records, Row, side_row
from search.answers.comparisons import ranked as in_order
from search.answers.targets import target_row
from search.evidence import Evidence, quote
from search.matching import rank
from search.sources import Sources

ENOUGH: Final = 0.65  # share of the topic's telling words that a task must have,
ON_IT: Final = 0.75  # and an indicator: one word apart it is another one
ALIKE: Final = 0.34  # share of their words by which two indicators or tasks are of one thing


def targets(
    sources: Sources, records: Records, topic: Sequence[str], fits: Callable[[Target], bool]
) -> Compared:
    """The same indicator on each side: values told where one of each side is meant."""
    shares = sources.word_shares(topic)
    found = [_targets_of(sources, record, topic, shares, fits) for record in records]
    for record, items in zip(records, found, strict=True):
        if not items:
            return Compared("targets", missing=record)
    chosen = _alike(found)
    if chosen is None:
        return Compared("targets", unclear=True)
    rows = tuple(side_row(r) | target_row(item) for r, item in zip(records, chosen, strict=True))
    proofs = (quote(sources, r, t.line, t.line) for r, t in zip(records, chosen, strict=True))
    return Compared("targets", in_order(rows, "value"), tuple(proofs))


def _targets_of(
    sources: Sources,
    record: DocumentRecord,
    topic: Sequence[str],
    shares: Mapping[str, float],
    fits: Callable[[Target], bool],
) -> list[tuple[float, Target]]:
    """Targets on the topic, with how well they cover it."""
    items = [item for _, item in sources.targets_about(topic, {record.id}) if fits(item)]
    texts = [item.indicator for item in items]
    ranked = rank(topic, texts, shares)
    best = ranked[0].coverage if ranked else 0.0
    return [(m.coverage, items[m.index]) for m in ranked if m.coverage >= max(ON_IT, 0.9 * best)]


def _alike(found: Sequence[Sequence[tuple[float, Target]]]) -> list[Target] | None:
    """One target of each side, all of one unit and on one thing; None where several would do."""
    chosen: list[Target] = []
    for index, items in enumerate(found):
        others = [item for i, other in enumerate(found) if i != index for _, item in other]
        scored = sorted(
            ((max(_likeness(item, o) for o in others), cover, item) for cover, item in items),
            key=lambda triple: (-triple[0], -triple[1]),
        )
        likeness, _, best = scored[0]
        rivals = [t for like, _, t in scored if like >= likeness - 0.05 and t.value != best.value]
        if likeness < ALIKE or rivals:
            return None
        chosen.append(best)
    fit = all(one.unit == other.unit for one, other in pairwise(chosen))
    return chosen if fit else None


def _likeness(one: Target, other: Target) -> float:
    """Share of words that two indicators have in common; 0 where unit or year are others."""
    if one.unit != other.unit or (one.year and other.year and one.year != other.year):
        return 0.0
    return _shared(one.indicator, other.indicator)


def _tasks_of(
    sources: Sources,
    record: DocumentRecord,
    topic: Sequence[str],
    fits: Callable[[Task], object],
) -> list[Task]:
    """The tasks nearest to the topic that fit, best first."""
    tasks = [task for _, task in sources.tasks_about(topic, {record.id}) if fits(task)]
    ranked = rank(topic, [task_text(task) for task in tasks], sources.word_shares(topic))
    best = ranked[0].score if ranked else 0.0
    return [tasks[m.index] for m in ranked if m.coverage >= ENOUGH and m.score >= 0.95 * best]


def _like_tasks(
    what: str,
    sources: Sources,
    records: Records,
    topic: Sequence[str],
    said: Callable[[Task], object],
) -> tuple[Compared | None, list[Task]]:
    """One task of each side, alike; else why there is none. said: what is compared of a task."""
    chosen: list[Task] = []
    for record in records:
        found = _tasks_of(sources, record, topic, said)
        if not found:
            return Compared(what, missing=record), []
        if any(said(task) != said(found[0]) for task in found[1:]):
            return Compared(what, unclear=True), []
        chosen.append(found[0])
    alike = all(_shared(task_text(a), task_text(b)) >= ALIKE for a, b in pairwise(chosen))
    return (None, chosen) if alike else (Compared(what, unclear=True), [])


def _shared(one: str, other: str) -> float:
    """Share of the shorter text's words that the other has."""
    a, b = set(words_of(one)), set(words_of(other))
    return len(a & b) / max(1, min(len(a), len(b)))


def _leads(task: Task) -> tuple[str, ...]:
    return tuple(sorted(a.office for a in task.assignments if a.role in DOING))


def _task_row(record: DocumentRecord, task: Task) -> Row:
    return side_row(record) | {
        "task": task.task,
        "deadline": task.deadline.isoformat() if task.deadline else None,
        "deadline_text": task.deadline_text,
        "leads": list(_leads(task)),
        "line": task.line_start,
    }


def deadlines(sources: Sources, records: Records, topic: Sequence[str]) -> Compared:
    """By when the like task is due on each side, where each has a day."""
    missing, chosen = _like_tasks(
        "deadlines", sources, records, topic, lambda t: t.deadline or t.deadline_text
    )
    if missing:
        return missing
    rows = tuple(_task_row(r, t) for r, t in zip(records, chosen, strict=True))
    if not all(row["deadline"] for row in rows):
        return Compared("deadlines", unclear=True)
    return Compared("deadlines", in_order(rows, "deadline"), _task_lines(sources, records, chosen))


def _task_lines(sources: Sources, records: Records, chosen: Sequence[Task]) -> tuple[Evidence, ...]:
    return tuple(
        quote(sources, record, task.line_start, task.line_end)
        for record, task in zip(records, chosen, strict=True)
    )


def leads(sources: Sources, records: Records, topic: Sequence[str]) -> Compared:
    """Who leads the like task on each side, and whether it is the same office."""
    missing, chosen = _like_tasks("leads", sources, records, topic, _leads)
    if missing:
        return missing
    rows = [_task_row(r, t) for r, t in zip(records, chosen, strict=True)]
    alike = all(
        any(same(one, other) for one in a["leads"] for other in b["leads"])
        for a, b in pairwise(rows)
    )
    told = tuple(row | {"same": alike} for row in rows)
    return Compared("leads", told, _task_lines(sources, records, chosen), confidence=0.8)


def durations(sources: Sources, records: Records, topic: Sequence[str]) -> Compared:
    """How many days the like task may take on each side, as its own lines say."""
    rows, chosen = [], []
    for record in records:
        tasks = [(t, _days(sources, record, t)) for t in _tasks_of(sources, record, topic, bool)]
        known = [(task, days) for task, days in tasks if days is not None]
        if not known:
            return Compared("durations", missing=record)
        if len({days for _, days in known}) > 1:
            return Compared("durations", unclear=True)
        task, days = known[0]
        chosen.append(task)
        rows.append(_task_row(record, task) | {"days": days, "said": f"{days:02d} ngày"})
    return Compared("durations", in_order(rows, "days"), _task_lines(sources, records, chosen))


def _days(sources: Sources, record: DocumentRecord, task: Task) -> int | None:
    """The one number of days in a task's lines."""
    text = fold(quote(sources, record, task.line_start, task.line_end).quote)
    found = {int(days) for days in re.findall(r"(?<![\d/])(\d{1,3}) ngay\b", text)}
    return found.pop() if len(found) == 1 else None
