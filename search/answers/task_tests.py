"""Whether a document has the tasks or targets that a question asks for: tests of one document each.

Between "on the topic" and "not on it" there are covers of which nobody is sure.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, TypeVar

from kg.model import DocumentRecord, Target, Task
from kg.placed_tasks import PlacedTask, leader
from kg.task_text import task_text
from kg.terms import DOING, OfficeRole
from search.answers.document_tests import NO, Test, Verdict, found, lines_saying
from search.answers.tasks import is_asked
from search.conditions import Lacking
from search.matching import rank
from search.question import Question
from search.sources import Sources
from search.spoken import normalise

T = TypeVar("T")
_MOST: Final = 5_000  # tasks or targets that share a word with a topic, those that share most first
HAS: Final = 0.8  # share of a topic's telling words from which a task or target is on it,
LACKS: Final = 0.5  # and below which none is: between them nobody is sure
WITHOUT: Final[Mapping[Lacking, Callable[[Task], bool]]] = MappingProxyType(
    {
        Lacking.DEADLINE: lambda task: not (task.deadline or task.deadline_text or task.recurrence),
        Lacking.LEAD: lambda task: leader(PlacedTask(task)) is None,
        Lacking.PRODUCT: lambda task: not task.product,
    }
)
"""Whether a task is without what is asked."""


def tasks_without(sources: Sources, lacking: frozenset[Lacking]) -> Test:
    """Whether a document has tasks without a deadline, a lead or a product."""

    def test(record: DocumentRecord) -> Verdict:
        tasks = [task for _, task in sources.tasks_in({record.id})]
        return found(
            (t.line_start, t.line_end) for t in tasks if all(WITHOUT[what](t) for what in lacking)
        )

    return test


def tasks_on(sources: Sources, topic: Sequence[str], phrase: str, *, denied: bool) -> Test:
    """Whether a document has a task on a topic; where only its text says the words: not sure."""
    ranked = _ranked(sources.tasks_about(topic, None, _MOST), topic, sources, task_text)

    def test(record: DocumentRecord) -> Verdict:
        mine = ranked.get(record.id, [])
        sure = [(t.line_start, t.line_end) for cover, t in mine if cover >= HAS]
        best = max((cover for cover, _ in mine), default=0.0)
        return found(sure) if sure else _no_or_unsure(sources, record, best, phrase * denied)

    return test


def targets_on(
    sources: Sources,
    topic: Sequence[str],
    asked: tuple[str, Callable[[Target], bool]],
    *,
    denied: bool,
) -> Test:
    """Whether a document has a target on an indicator, of a value that fits.

    asked: the indicator's words side by side, and which targets are of the value asked for.
    """
    phrase, fits = asked
    about = sources.targets_about(topic, None, _MOST)
    ranked = _ranked(about, topic, sources, lambda item: item.indicator)

    def test(record: DocumentRecord) -> Verdict:
        mine = ranked.get(record.id, [])
        on_it = [item for cover, item in mine if cover >= HAS]
        if on_it:
            return found((item.line, item.line) for item in on_it if fits(item))
        best = max((cover for cover, _ in mine), default=0.0)
        return _no_or_unsure(sources, record, best, phrase * denied)

    return test


def _ranked(
    pairs: Sequence[tuple[str, T]],
    topic: Sequence[str],
    sources: Sources,
    said: Callable[[T], str],
) -> dict[str, list[tuple[float, T]]]:
    """Of each document its tasks or targets, with how well they cover the topic."""
    by_document: dict[str, list[tuple[float, T]]] = {}
    shares = sources.word_shares(topic)
    for match in rank(topic, [said(item) for _, item in pairs], shares):
        document, item = pairs[match.index]
        by_document.setdefault(document, []).append((match.coverage, item))
    return by_document


def _no_or_unsure(sources: Sources, record: DocumentRecord, best: float, phrase: str) -> Verdict:
    if best >= LACKS or lines_saying(sources, record, phrase):
        return Verdict(None)
    return NO


def gives_work_to(
    sources: Sources, question: Question, topic: Sequence[str], *, denied: bool
) -> Test:
    """Whether a document gives tasks to the offices asked about, on the topic if there is one."""
    role = question.conditions.role
    wanted = DOING if role is OfficeRole.LEAD else {role}
    pairs = list(sources.tasks_of(question.offices, None))
    if topic:
        shares = sources.word_shares(topic)
        ranked = rank(topic, [task_text(task) for _, task in pairs], shares)
        pairs = [pairs[m.index] for m in ranked if m.coverage >= HAS]
    by_document: dict[str, list[Task]] = {}
    for document, task in pairs:
        by_document.setdefault(document, []).append(task)

    def test(record: DocumentRecord) -> Verdict:
        place = record.header.place
        spans = [
            (task.line_start, task.line_end)
            for task in by_document.get(record.id, [])
            for item in task.assignments
            if (role is None or item.role in wanted) and is_asked(question, item.office, place)
        ]
        if spans:
            return found(spans)
        names = [normalise(name) for name in question.offices] if denied else []
        return Verdict(None) if any(lines_saying(sources, record, n) for n in names) else NO

    return test


def threshold(phrase: str) -> tuple[str, Callable[[Target], bool]]:
    """A phrase without the percentage that it asks for, and whether a target's value meets it."""
    match = re.search(
        r"(?:\b(tren|duoi|hon|tu|it nhat|toi thieu|toi da|dat|bang) )?(\d+(?:[.,]\d+)?) ?"
        r"(?:%|phan tram)(?: (tro len|tro xuong))?",
        phrase,
    )
    if match is None:
        return phrase, lambda _: True
    value, sign = float(match[2].replace(",", ".")), match[3] or match[1] or "bang"
    compare: dict[str, Callable[[float], bool]] = {
        "tren": lambda v: v > value, "hon": lambda v: v > value, "duoi": lambda v: v < value,
        "toi da": lambda v: v <= value, "tro xuong": lambda v: v <= value,
        "bang": lambda v: v == value, "dat": lambda v: v == value,
    }  # fmt: skip
    fits: Callable[[float], bool] = compare.get(sign, lambda v: v >= value)
    rest = f"{phrase[: match.start()]} {phrase[match.end() :]}"
    return " ".join(rest.split()), lambda item: item.unit == "%" and fits(item.value)
