"""The views of the tab “Nhiệm vụ”: what a query shows, a page at a time."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.placed_tasks import given_to_groups
from kg.task_pages import deadline_counts
from ui import task_counts, task_month, task_page, task_views
from ui.days import today
from ui.task_desk import FoundTasks
from ui.task_due import NEAR, Due, counted, due_among
from ui.task_query import TaskQuery
from ui.task_unknown import refuse_unknown

if TYPE_CHECKING:
    from ui.library import Library


@dataclass(frozen=True, slots=True)
class Seen:
    """A page of a view, as HTML.

    number: of the page, from 1. rows: of all pages. tasks: that fit; dues: how many of them stand
    how to the day, whatever nearness was asked for. beside: tasks more that are given to groups of
    the office asked for. more: parts of the address that keep what is shown.
    """

    page: str
    number: int
    pages: int
    rows: int
    tasks: int = 0
    dues: Mapping[Due, int] = field(default_factory=dict)
    beside: int = 0
    more: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked for, and the tasks that fit."""

    library: "Library"
    query: TaskQuery
    found: FoundTasks
    number: int
    on: dt.date


def view(  # noqa: PLR0913 - what is shown, of which month, on which day
    library: "Library",
    query: TaskQuery,
    name: str,
    number: int,
    *,
    on: dt.date | None = None,
    month: str = "",
    day: str = "",
) -> Seen:
    """A page of a view; one beyond the last is the last. on: today where None.

    month, day: of the calendar. Raises UsageError for filters that are none, NotFoundError for
    documents, fields and places that are none.
    """
    now, where = on or today(), query.where()
    if name == "list" and query == TaskQuery() and not library.has_tasks_at_hand:
        return _first(library, number, now)
    refuse_unknown(library, where)
    fitting = library.placed_tasks(query.documents, None, where)
    found = fitting
    if query.due:
        found = FoundTasks(due_among(fitting.tasks, query.due, now), fitting.records)
    asked = _Asked(library, query, found, number, now)
    seen = _calendar(asked, month, day) if name == "calendar" else _VIEWS.get(name, _listed)(asked)
    beside = 0
    if where.office and not where.with_groups:
        whole = library.placed_tasks(query.documents).tasks
        beside = given_to_groups(whole, where, len(fitting.tasks))
    return Seen(
        seen.page, seen.number, seen.pages, seen.rows, len(found.tasks),
        counted(fitting.tasks, now), beside, seen.more,
    )  # fmt: skip


def _first(library: "Library", number: int, on: dt.date) -> Seen:
    """The whole list as the room opens with it: only its page is read, the rest is counted."""
    counts = deadline_counts(library.store.engine, on, NEAR)
    dues = {
        Due.PASSED: counts.passed,
        Due.SOON: counts.near,
        Due.LATER: counts.later,
        Due.RECURRING: counts.recurring,
        Due.NONE: counts.none,
    }
    rows = sum(dues.values())
    at = _page(number, rows)
    found = library.task_page((at - 1) * task_page.ROWS, task_page.ROWS)
    return Seen(
        task_page.listed(found, on), at, task_page.pages_of(rows), rows, tasks=rows, dues=dues
    )


def _listed(asked: _Asked) -> Seen:
    rows = len(asked.found.tasks)
    at = _page(asked.number, rows)
    return _seen(task_page.listed(asked.found, asked.on, at), at, rows)


def _matrix(asked: _Asked) -> Seen:
    loads = asked.library.loads(asked.found, asked.query.where())
    at = _page(asked.number, len(loads))
    return _seen(task_page.matrix(loads, asked.query, at), at, len(loads), view="matrix")


def _calendar(asked: _Asked, month: str, day: str) -> Seen:
    days = task_month.by_day(asked.found)
    at = task_month.shown(days, month, day, asked.on)
    rows = len(task_month.listed(days, at))
    number = _page(asked.number, rows)
    page = task_month.page(asked.found, days, at, asked.query, asked.on, number)
    kept = {"day": at.day.isoformat()} if at.day else {"month": f"{at.month:%Y-%m}"}
    return _seen(page, number, rows, view="calendar", **kept)


def _workload(asked: _Asked) -> Seen:
    loads = asked.library.loads(asked.found, asked.query.where())
    at = _page(asked.number, len(loads))
    page = task_counts.workload(
        task_views.loads_of(task_page.part(loads, at), asked.on),
        asked.query,
        most=max((len(load.tasks) for load in loads), default=1),
    )
    return _seen(page, at, len(loads), view="workload")


def _coverage(asked: _Asked) -> Seen:
    query = asked.query
    answer = asked.library.coverage(query.documents, None, query.where(), found=asked.found)
    rows = len(answer["documents"])
    at = _page(asked.number, rows)
    return _seen(task_counts.coverage(answer, query, at), at, rows, view="coverage")


def _owners(asked: _Asked) -> Seen:
    """The words are the work asked for; the other filters narrow the plans looked through."""
    query = asked.query
    if not query.text:
        return _seen(task_counts.owners(None), 1, 0, view="owners")
    where = query.about(text="").where()
    found = asked.library.placed_tasks(query.documents, None, where)
    if query.due:
        found = FoundTasks(due_among(found.tasks, query.due, asked.on), found.records)
    answer = asked.library.owners(query.text, found=found)
    rows = len(answer["rows"])
    at = _page(asked.number, rows)
    return _seen(task_counts.owners(answer, at), at, rows, view="owners")


_VIEWS = {
    "matrix": _matrix,
    "workload": _workload,
    "coverage": _coverage,
    "owners": _owners,
}


def _seen(page: str, at: int, rows: int, **more: str) -> Seen:
    return Seen(page, at, task_page.pages_of(rows), rows, more=more)


def _page(number: int, rows: int) -> int:
    return max(1, min(number, task_page.pages_of(rows)))
