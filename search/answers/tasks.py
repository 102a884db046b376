"""Answers read from one task: who leads it, by when, what it is to yield."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from kg.folding import fold
from kg.model import DocumentRecord, Place, Task
from kg.office_identity import same
from kg.task_text import task_text
from kg.terms import NoAnswer, OfficeRole
from search.answers.stated import has_office, has_product, has_time, stated
from search.evidence import (
    MAX_EVIDENCE,
    Answer,
    Signals,
    Source,
    first_rows,
    place_names,
    quote,
    refuse,
)
from search.matching import Match, rank
from search.question import Question
from search.sources import Sources

# Shares of a question's telling words that a task must have; chosen by cost on questions of our
# own: a wrong answer is worth five abstentions.
ENOUGH: Final = 0.5
NEARLY_BEST: Final = 0.85
# Roles that are asked for by their own name: another office is no answer.
_MUST_HAVE: Final = frozenset({OfficeRole.COORDINATING, OfficeRole.APPROVING})

Held = dict[str, DocumentRecord]
Given = tuple[str, Task]


def scope(question: Question) -> set[str] | None:
    """Ids of the documents in which a question is to be answered; None for all."""
    named = {plan.id for plan in question.plans}
    named |= {document.id for document in question.documents if document.held}
    return named or None


def is_asked(question: Question, office: str, place: Place | None = None) -> bool:
    """Whether an office that a task names, in a document of a place, is one asked about."""
    return any(same(asked, office, place=place) for asked in question.offices)


def places_of(sources: Sources) -> Mapping[str, Place | None]:
    """The place of each document held."""
    return {record.id: record.header.place for record in sources.held()}


def _best(
    question: Question, sources: Sources, fits: Callable[[Task], object]
) -> tuple[list[Given], list[Match]]:
    """Tasks that fit and cover what is asked, within reach of the best one; and how well."""
    about = sources.tasks_about(question.topic, scope(question))
    tasks = [pair for pair in about if fits(pair[1])]
    if question.offices:
        places = places_of(sources)
        tasks = [p for p in tasks if _of_offices(question, p[1], places[p[0]])] or tasks
    shares = sources.word_shares(question.topic)
    ranked = rank(question.topic, [task_text(task) for _, task in tasks], shares)
    enough = [match for match in ranked if match.coverage >= ENOUGH]
    near = [match for match in enough if match.score >= NEARLY_BEST * enough[0].score]
    return [tasks[match.index] for match in near], near


def _of_offices(question: Question, task: Task, place: Place | None) -> bool:
    return any(is_asked(question, item.office, place) for item in task.assignments)


def task_row(document: str, task: Task) -> dict[str, Any]:
    """A task as a row of an answer."""
    return {
        "document": document,
        "task": task.task,
        "assignments": [
            {"office": item.office, "role": item.role.value} for item in task.assignments
        ],
        "deadline": task.deadline.isoformat() if task.deadline else None,
        "deadline_text": task.deadline_text,
        "product": task.product,
        "field": task.field,
        "line_start": task.line_start,
        "line_end": task.line_end,
    }


def signals(matches: Sequence[Match]) -> Signals:
    """How well the best task fits, and how far it is ahead of the next."""
    best = matches[0]
    second = matches[1].score if len(matches) > 1 else 0.0
    return Signals(Source.TASKS, best.coverage, best.coverage, best.pairs, 1 - second / best.score)


def told(
    question: Question, sources: Sources, chosen: Sequence[Given], confidence: float
) -> Answer:
    """An answer that is these tasks, with the lines of the first ones."""
    records = {record.id: record for record in sources.held()}
    offices = dict.fromkeys(item.office for _, task in chosen for item in task.assignments)
    deadlines = [task.deadline_text for _, task in chosen if task.deadline_text]
    cited = list(dict.fromkeys(document for document, _ in chosen))
    return Answer(
        question,
        answered=True,
        subject=question.offices[0] if question.offices else "",
        documents=tuple(records[document].header.number or document for document in cited),
        offices=tuple(offices),
        places=place_names([records[document] for document in cited]),
        deadline=deadlines[0] if deadlines else None,
        rows=tuple(task_row(document, task) for document, task in first_rows(question, chosen)),
        total=len(chosen),
        evidence=tuple(
            quote(sources, records[document], task.line_start, task.line_end)
            for document, task in chosen[:MAX_EVIDENCE]
        ),
        confidence=confidence,
    )


def who_leads(question: Question, sources: Sources, on: dt.date) -> Answer:  # noqa: ARG001
    """Offices of the tasks that the question describes."""
    if not question.topic:
        return refuse(question, NoAnswer.UNCLEAR)
    chosen, matches = _best(question, sources, lambda task: task.assignments)
    if not chosen:
        return stated(question, sources, scope(question), has_office)
    role = question.conditions.role
    if role is not None:
        fitting = [p for p in chosen if any(a.role is role for a in p[1].assignments)]
        if not fitting and role in _MUST_HAVE:
            return refuse(question, NoAnswer.NOT_FOUND)
        chosen = fitting or chosen
    given = told(question, sources, chosen[:5], matches[0].coverage)
    return replace(given, signals=signals(matches))


def product(question: Question, sources: Sources, on: dt.date) -> Answer:  # noqa: ARG001
    """What the tasks that the question describes are to yield."""
    if not question.topic:
        return refuse(question, NoAnswer.UNCLEAR)
    chosen, matches = _best(question, sources, lambda task: task.product)
    if not chosen:
        return stated(question, sources, scope(question), has_product)
    given = told(question, sources, chosen[:3], matches[0].coverage)
    return replace(given, signals=signals(matches))


def _due_as_asked(question: Question, task: Task) -> bool:
    """Whether a task has a deadline; a day or quarter with its number where one is asked for."""
    words = fold(task.deadline_text or "")
    if re.search(r"\bngay (?:may|nao)\b", question.folded):
        return task.deadline is not None or re.search(r"\d", words) is not None
    if re.search(r"\bquy (?:may|nao)\b", question.folded):
        return "quy" in words
    return bool(words) or task.deadline is not None


def deadline(question: Question, sources: Sources, on: dt.date) -> Answer:  # noqa: ARG001
    """By when a task is due: from tasks with a deadline, then from sentences that state one."""
    chosen, matches = _best(question, sources, lambda task: _due_as_asked(question, task))
    if chosen:
        given = told(question, sources, chosen[:3], matches[0].coverage)
        return replace(given, signals=signals(matches))
    return stated(question, sources, scope(question), has_time)
