"""Tasks as a page: the list, the calendar, the matrix of offices by fields. A part at a time."""

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final, TypeVar

from kg.model import Task
from kg.placed_tasks import PlacedTask
from kg.reform_fields import reform_fields
from kg.workload import OfficeLoad, by_month, by_quarter
from ui import labels, views
from ui import task_wording as words
from ui import wording as page_wording
from ui.answer_rows import assignments
from ui.links import address, attribute, empty, link, table, text
from ui.task_desk import FoundTasks
from ui.task_query import TaskQuery

T = TypeVar("T")
ROWS: Final = 50
"""Rows of a page of any view."""
_NONE: Final = '<span class="cc-none">–</span>'


def pages_of(rows: int) -> int:
    """How many pages so many rows make; at least one."""
    return max(1, -(-rows // ROWS))


def part(rows: Sequence[T], page: int) -> Sequence[T]:
    """The rows of a page, from 1."""
    return rows[(page - 1) * ROWS : page * ROWS]


def listed(found: FoundTasks, on: dt.date, page: int = 1) -> str:
    """The tasks that fit, in their documents' order."""
    if not found.tasks:
        return empty(page_wording.NO_TASKS, page_wording.NO_TASKS_ADVICE)
    rows = [_row(one, found, on) for one in part(found.tasks, page)]
    return count(found) + table(page_wording.TASK_COLUMNS, rows, kind="cc-tasks")


def count(found: FoundTasks) -> str:
    """How many tasks there are, in a line."""
    return f'<p class="cc-small">{words.COUNT.format(count=len(found.tasks))}</p>'


def _row(one: PlacedTask, found: FoundTasks, on: dt.date) -> tuple[str, ...]:
    task = one.task
    return (
        _said(task),
        text(assignments(views.plain(task.assignments))),
        text(deadline(task)) + _moment(task.deadline, on),
        text(task.field),
        source(one, found),
    )


def _said(task: Task) -> str:
    product = f"<br><small>Sản phẩm: {text(task.product)}</small>" if task.product else ""
    return text(task.task) + product


def source(one: PlacedTask, found: FoundTasks) -> str:
    """The document and line of a task, as a link to it."""
    record = found.record(one)
    named = [record.header.number or record.name, one.place.name if one.place else ""]
    where = f"{', '.join(filter(None, named))}, dòng {one.task.line_start}"
    if not one.document:
        return text(where)
    return link(address("document", doc=one.document, line=one.task.line_start), where)


def deadline(task: Task) -> str:
    """The words of a deadline, with the day where one was computed from them."""
    day = labels.vietnamese_date(task.deadline)
    if not task.deadline_text:
        return day
    return task.deadline_text if not day else f"{task.deadline_text} ({day})"


def _moment(day: dt.date | None, on: dt.date) -> str:
    """How a day stands to today, in words; nothing for none and for far ones."""
    if day is None or (day - on).days > 60:
        return ""
    left = (day - on).days
    said = words.PASSED if left < 0 else words.TODAY if not left else words.LEFT.format(days=left)
    kind = "cc-passed" if left < 0 else "cc-soon"
    return f'<br><span class="cc-badge {kind}">{"▲ " if left < 0 else ""}{text(said)}</span>'


def in_time(found: FoundTasks) -> list[PlacedTask]:
    """Tasks with a day, by day; then those that come back, in their documents' order."""
    having = [(one.task.deadline, one) for one in found.tasks if one.task.deadline]
    returning = [one for one in found.tasks if one.task.recurrence and not one.task.deadline]
    return [one for _, one in sorted(having, key=lambda pair: pair[0])] + returning


def calendar(found: FoundTasks, on: dt.date, page: int = 1) -> str:
    """Tasks by month of their day, then those that come back; how many have neither.

    How many fall in each quarter stands above.
    """
    listed = in_time(found)
    if not listed:
        return empty(words.NO_DATES, words.NO_DATES_ADVICE)
    undated = len(found.tasks) - len(listed)
    note = words.UNDATED.format(count=undated) if undated else ""
    passed = words.PASSED_NOTE.format(day=labels.vietnamese_date(on))
    months = by_month(one.task for one in listed)
    returning = len(listed) - sum(months.values())
    parts = [
        _month(_heading(month, months.get(month or (0, 0), returning)), list(tasks), found, on)
        for month, tasks in groupby(part(listed, page), key=_month_of)
    ]
    return (
        f"<h3>{words.CALENDAR_TITLE}</h3>{_quarters(months)}"
        f'<p class="cc-small">{text(f"{note} {passed}".strip())}</p>{"".join(parts)}'
    )


def _month_of(one: PlacedTask) -> tuple[int, int] | None:
    day = one.task.deadline
    return (day.year, day.month) if day else None


def _heading(month: tuple[int, int] | None, number: int) -> str:
    """A month, or what comes back; and how many tasks there are in it on all pages."""
    if month is None:
        return words.IN_MONTH.format(month=words.RECURRING, count=number)
    named = words.MONTH.format(month=month[1], year=month[0]).capitalize()
    return words.IN_MONTH.format(month=named, count=number)


def _quarters(months: Mapping[tuple[int, int], int]) -> str:
    said = [
        words.IN_QUARTER.format(
            quarter=words.QUARTER.format(quarter=quarter, year=year).capitalize(), count=number
        )
        for (year, quarter), number in by_quarter(months).items()
    ]
    items = "".join(f"<li>{text(each)}</li>" for each in said)
    return f'<ul class="cc-quarters">{items}</ul>'


def _month(heading: str, tasks: list[PlacedTask], found: FoundTasks, on: dt.date) -> str:
    rows = [
        (
            _day(one.task, on),
            _said(one.task),
            text(assignments(views.plain(one.task.assignments))),
            source(one, found),
        )
        for one in tasks
    ]
    return f"<h4>{text(heading)}</h4>" + table(words.CALENDAR_COLUMNS, rows, kind="cc-due")


def _day(task: Task, on: dt.date) -> str:
    """The day of a deadline, or the words of one that comes back."""
    if task.deadline is None:
        return text(task.deadline_text)
    return text(labels.vietnamese_date(task.deadline)) + _moment(task.deadline, on)


def matrix(loads: Sequence[OfficeLoad], query: TaskQuery, page: int = 1) -> str:
    """How many tasks each office has in each field; a task of two offices counts for both."""
    if not loads:
        return empty(page_wording.NO_TASKS, page_wording.NO_TASKS_ADVICE)
    known = [field.name for field in reform_fields()]
    fields: list[str | None] = [n for n in known if any(load.by_field.get(n) for load in loads)]
    if any(load.by_field.get(None) for load in loads):
        fields.append(None)
    rows = [
        [
            office_link(load.office.name, load.unit, query, group=load.office.group),
            *(_cell(load, field, query) for field in fields),
            f"<b>{len(load.tasks)}</b>",
        ]
        for load in part(loads, page)
    ]
    heads = [
        words.OFFICE,
        *(field or page_wording.NO_FIELD for field in fields),
        page_wording.TOTAL,
    ]
    return f'<h3>{words.MATRIX_TITLE}</h3><p class="cc-small">{words.MATRIX_NOTE}</p>' + table(
        heads, rows, kind="cc-matrix"
    )


def office_link(name: str, unit: str | None, query: TaskQuery, *, group: bool = False) -> str:
    """An office, its unit below it, linked to its tasks; of a group, that it is one."""
    to = query.about(office=name, place=query.place or unit or "").address(view="list")
    told = [words.A_GROUP if group else "", unit if unit and unit not in name else ""]
    said = ", ".join(filter(None, told))
    below = f"<br><small>{text(said)}</small>" if said else ""
    return f'<a href="{attribute(to)}">{text(name)}</a>{below}'


def _cell(load: OfficeLoad, field: str | None, query: TaskQuery) -> str:
    number = load.by_field.get(field)
    if not number:
        return _NONE
    if field is None:
        return str(number)
    place = query.place or load.unit or ""
    to = query.about(office=load.office.name, place=place, field=field).address(view="list")
    return f'<a href="{attribute(to)}">{number}</a>'
