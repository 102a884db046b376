"""Answers that are lists of tasks: those of an office, those that meet conditions."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from kg.folding import fold, tokens
from kg.model import Task
from kg.offices import find_offices
from kg.states import NOT_WHOLE
from kg.task_text import task_text
from kg.terms import DOING, NoAnswer, OfficeRole
from kg.validity import Validity
from search.answers.stated import stated
from search.answers.task_tests import WITHOUT
from search.answers.tasks import Given, is_asked, scope, told
from search.conditions import Conditions
from search.evidence import Answer, refuse
from search.matching import rank
from search.question import Question
from search.sources import Sources

_MATTER: Final = 2  # words that make a matter: one alone joins others
ABOUT: Final = 0.6  # share of a topic's words from which a task is about it
_OF_FIELDS: Final = ("thuoc", "linh", "vuc", "mang", "dem")
_HELPING: Final = frozenset({OfficeRole.COORDINATING, OfficeRole.APPROVING})


def tasks_of_office(question: Question, sources: Sources, on: dt.date) -> Answer:
    """Every task in which the office has a part and that meets the conditions, its own first."""
    if not question.offices:
        return refuse(question, NoAnswer.UNCLEAR)
    question = _beside_field(question)
    found = sources.tasks_of(question.offices, scope(question))
    mine = [
        pair for pair in found if any(is_asked(question, a.office) for a in pair[1].assignments)
    ]
    if not mine:
        return _stated_of_office(question, sources)
    chosen = fitting(question, sources, _about(question, sources, mine), on)
    if not chosen:
        return refuse(question, NoAnswer.NOT_FOUND, question.offices[0])
    chosen.sort(key=lambda pair: (not _leads(question, pair[1]), pair[0], pair[1].line_start))
    return told(question, sources, chosen, 0.9)


def _stated_of_office(question: Question, sources: Sources) -> Answer:
    """Lines that name the office and what is asked, where it has no task of its own."""
    office = question.offices[0]
    if not question.beyond:
        return refuse(question, NoAnswer.NOT_FOUND, office)

    def names_it(text: str) -> bool:
        return any(is_asked(question, match.name) for match in find_offices(text))

    return stated(question, sources, scope(question), names_it, subject=office)


def list_tasks(question: Question, sources: Sources, on: dt.date) -> Answer:
    """Tasks of the documents asked about, or of all, that meet the conditions."""
    if question.offices:
        return tasks_of_office(question, sources, on)
    question = _beside_field(question)
    within = scope(question)
    asked = _tests(question.conditions)
    if not (within or asked or question.topic or question.conditions.dead_base):
        return refuse(question, NoAnswer.UNCLEAR)
    if question.topic and not (within and not question.beyond):
        found = _about(question, sources, sources.tasks_about(question.topic, within), strict=True)
        if not found and asked:  # words that join the conditions, not a matter
            found = list(sources.tasks_in(within))
    else:
        found = list(sources.tasks_in(within))
    chosen = fitting(question, sources, found, on)
    if not chosen:
        return refuse(question, NoAnswer.NOT_FOUND)
    given = told(question, sources, chosen, 0.9)
    if not question.conditions.dead_base:
        return given
    return _with_dead_bases(given, chosen, sources, question.day or on)


def _beside_field(question: Question) -> Question:
    """The question without the field's name as its matter, where it asks for tasks of a field."""
    field = question.conditions.field
    if not field or "linh vuc" not in question.folded:
        return question
    named = {*tokens(fold(field)), *_OF_FIELDS}
    topic, beyond = (
        tuple(word for word in words if word not in named)
        for words in (question.topic, question.beyond)
    )
    return replace(question, topic=topic, beyond=beyond)


def _about(
    question: Question, sources: Sources, tasks: Sequence[Given], *, strict: bool = False
) -> list[Given]:
    """Tasks on the question's topic; all of them where it has none that a task could be on."""
    topic = question.topic if strict else question.beyond
    if not topic:
        return list(tasks)
    shares = sources.word_shares(topic)
    known = [word for word in topic if shares.get(word)]
    if len(known) < _MATTER and not strict:
        return list(tasks)
    ranked = rank(topic, [task_text(task) for _, task in tasks], shares)
    about = [tasks[match.index] for match in ranked if match.coverage >= ABOUT]
    return about if about or strict else list(tasks)


def fitting(
    question: Question, sources: Sources, tasks: Sequence[Given], on: dt.date
) -> list[Given]:
    """Tasks that meet every condition."""
    tests = _tests(question.conditions)
    left = [pair for pair in tasks if all(test(pair[1]) for test in tests)]
    role = question.conditions.role
    if role is not None and question.offices:
        left = [p for p in left if _has_role(question, p[1], role)] or left
    if not question.conditions.dead_base:
        return left
    return [pair for pair in left if dead_bases(pair, sources, question.day or on)]


def _tests(conditions: Conditions) -> list[Callable[[Task], bool]]:
    """What each condition asks of a task."""
    tests: list[Callable[[Task], bool]] = []
    if (due := conditions.due) is not None:
        tests.append(lambda task: task.deadline is not None and due.has(task.deadline))
    tests += [WITHOUT[what] for what in conditions.lacking]
    if conditions.field:
        tests.append(lambda task: task.field == conditions.field)
    return tests


def dead_bases(pair: Given, sources: Sources, on: dt.date) -> list[Validity]:
    """Documents that a task names in its own lines and that are no longer wholly in force."""
    document, task = pair
    named = dict.fromkeys(
        mention.target
        for mention in sources.mentions(document)
        if mention.target is not None and task.line_start <= mention.line <= task.line_end
    )
    states = [sources.validity(key, on) for key in named]
    return [state for state in states if state.state in NOT_WHOLE]


def _with_dead_bases(
    given: Answer, chosen: Sequence[Given], sources: Sources, on: dt.date
) -> Answer:
    """The answer with, for each task, the dead documents it rests on and what replaced them."""
    rows, names = [], list(given.documents)
    for row, pair in zip(given.rows, chosen, strict=False):
        states = dead_bases(pair, sources, on)
        dead = [
            {
                "canonical": state.canonical,
                "state": state.state.value,
                "replaced_by": [later.canonical for later in state.replaced_by],
            }
            for state in states
        ]
        rows.append({**row, "dead_bases": dead})
        names += [state.canonical for state in states if state.canonical]
        names += [later.canonical for s in states for later in s.replaced_by if later.canonical]
    return replace(given, rows=tuple(rows), documents=tuple(dict.fromkeys(names)))


def _has_role(question: Question, task: Task, role: OfficeRole) -> bool:
    wanted = DOING if role is OfficeRole.LEAD else {role}
    return any(is_asked(question, a.office) and a.role in wanted for a in task.assignments)


def _leads(question: Question, task: Task) -> bool:
    return any(is_asked(question, a.office) and a.role not in _HELPING for a in task.assignments)
