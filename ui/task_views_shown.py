"""The views of the tab “Nhiệm vụ”: what a query shows, a page at a time."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.placed_tasks import TaskNarrowing, given_to_groups
from ui import task_counts, task_page
from ui import task_wording as words
from ui.days import today
from ui.links import text
from ui.task_query import TaskQuery

if TYPE_CHECKING:
    from ui.library import Library
    from ui.task_desk import FoundTasks


@dataclass(frozen=True, slots=True)
class Seen:
    """A page of a view, as HTML. number: of the page, from 1. rows: of all pages."""

    page: str
    number: int
    pages: int
    rows: int


def view(
    library: "Library", query: TaskQuery, name: str, number: int, *, on: dt.date | None = None
) -> Seen:
    """A page of a view; one beyond the last is the last. on: today where None.

    Raises UsageError for filters that are none, NotFoundError for documents that are none.
    """
    day, where = on or today(), query.where()
    if name == "owners":
        return _owners(library, query, number)
    if name == "coverage":
        answer = library.coverage(query.documents, None, where)
        rows = len(answer["documents"])
        at = _page(number, rows)
        return Seen(task_counts.coverage(answer, query, at), at, task_page.pages_of(rows), rows)
    if name == "workload":
        answer = library.workload(query.documents, None, where, on=day)
        rows = len(answer["offices"]) + len(answer["groups"])
        at = _page(number, rows)
        return Seen(task_counts.workload(answer, query, at), at, task_page.pages_of(rows), rows)
    found = library.placed_tasks(query.documents, None, where)
    if name == "matrix":
        loads = library.loads(found, where)
        at = _page(number, len(loads))
        pages = task_page.pages_of(len(loads))
        return Seen(task_page.matrix(loads, query, at), at, pages, len(loads))
    return _listed(library, query, where, found, name, number, day)


def _listed(  # noqa: PLR0913, PLR0917 - what is shown, and how
    library: "Library",
    query: TaskQuery,
    where: TaskNarrowing,
    found: "FoundTasks",
    name: str,
    number: int,
    day: dt.date,
) -> Seen:
    """The list of tasks, or those with a day or a rhythm by month."""
    by_month = name == "calendar"
    rows = len(task_page.in_time(found)) if by_month else len(found.tasks)
    at = _page(number, rows)
    shown = task_page.calendar(found, day, at) if by_month else task_page.listed(found, day, at)
    beside = 0
    if where.office:
        asked = library.placed_tasks(query.documents).tasks
        beside = given_to_groups(asked, where, len(found.tasks))
    note = words.MORE_GROUPS.format(count=beside) if beside else ""
    page = shown + (f'<p class="cc-small">{text(note)}</p>' if note else "")
    return Seen(page, at, task_page.pages_of(rows), rows)


def _owners(library: "Library", query: TaskQuery, number: int) -> Seen:
    """The words are the work asked for; the other filters narrow the plans looked through."""
    if not query.text:
        return Seen(task_counts.owners(None), 1, 1, 0)
    answer = library.owners(query.text, query.documents, query.about(text="").where())
    rows = len(answer["rows"])
    at = _page(number, rows)
    return Seen(task_counts.owners(answer, at), at, task_page.pages_of(rows), rows)


def _page(number: int, rows: int) -> int:
    return max(1, min(number, task_page.pages_of(rows)))
