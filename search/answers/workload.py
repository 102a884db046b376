"""Answers that tell how many tasks each office has."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from kg.placed_tasks import PlacedTask, office_in, office_key
from kg.terms import NoAnswer
from kg.workload import OfficeLoad, office_loads
from search.answers.task_lists import fitting
from search.answers.tasks import is_asked, scope, told
from search.conditions import Extreme
from search.evidence import MAX_ROWS, Answer, first_rows, place_names, refuse
from search.question import Question
from search.sources import Sources


def workload(question: Question, sources: Sources, on: dt.date) -> Answer:
    """How many tasks each office has in the documents asked about, or in all.

    An office is counted under all its spellings; single offices come before groups of them.
    """
    records = {record.id: record for record in sources.held()}
    found = []
    for document, task in fitting(question, sources, sources.tasks_in(scope(question)), on):
        head = records[document].header
        found.append(PlacedTask(task, document, head.place, head.date))
    loads = _loads(question, found)
    if not loads:
        return refuse(question, NoAnswer.NOT_FOUND)
    looked_at = [records[key] for key in dict.fromkeys(str(one.document) for one in found)]
    busiest = [(str(one.document), one.task) for _, one in loads[0].tasks]
    return Answer(
        question,
        answered=True,
        documents=tuple(record.header.number or record.id for record in looked_at),
        offices=tuple(dict.fromkeys(load.office.name for load in loads[:MAX_ROWS])),
        places=place_names(looked_at),
        rows=tuple(map(_row, first_rows(question, loads))),
        total=len(loads),
        evidence=told(question, sources, busiest, 0.9).evidence,
        confidence=0.9,
    )


def _loads(question: Question, tasks: Sequence[PlacedTask]) -> list[OfficeLoad]:
    """The offices, or those asked about, in the order asked for."""
    loads = list(office_loads(tasks))
    if question.offices:
        named = {given.office for one in tasks for given in one.task.assignments}
        asked = {name for name in named if is_asked(question, name)}
        keys = {
            office_key(office_in(given, one), one.place)
            for one in tasks
            for given in one.task.assignments
            if given.office in asked
        }
        loads = [load for load in loads if load.key in keys]
    if question.conditions.extreme in {Extreme.LEAST, Extreme.LOWER}:
        loads.sort(key=lambda load: (load.office.group, len(load.tasks)))
    return loads


def _row(load: OfficeLoad) -> dict[str, Any]:
    return {
        "office": load.office.name,
        "place": load.unit,
        "tasks": len(load.tasks),
        "roles": {role.value: count for role, count in load.by_role.items()},
    }
