"""Tasks as a page: the list and the matrix of offices by fields, a part at a time."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from kg.model import Task
from kg.placed_tasks import PlacedTask
from kg.reform_fields import reform_fields
from kg.workload import OfficeLoad
from ui import labels
from ui import task_wording as words
from ui import wording as page_wording
from ui.links import address, attribute, empty, link, text
from ui.task_desk import FoundTasks
from ui.task_due import Due, due_of
from ui.task_query import TaskQuery

T = TypeVar("T")
ROWS: Final = 50
"""Rows of a page of any view."""
_NONE: Final = '<span class="cc-none">–</span>'
_HEATS: Final = 4


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
    return rows(part(found.tasks, page), found, on)


def rows(tasks: Iterable[PlacedTask], found: FoundTasks, on: dt.date) -> str:
    """A table of tasks; on a narrow screen each row stands as a card."""
    return cards_table(
        page_wording.TASK_COLUMNS, [_row(one, found, on) for one in tasks], kind="cc-tasks"
    )


def cards_table(columns: Sequence[str], shown: Iterable[Sequence[str]], *, kind: str) -> str:
    """A table whose cells carry the names of their columns, for screens where these are hidden.

    columns: plain text; cells are HTML already. Roles are written out, since a table that is laid
    out as cards is none any more for those who hear it.
    """
    head = "".join(f'<th scope="col" role="columnheader">{text(name)}</th>' for name in columns)
    body = "".join(
        '<tr role="row">'
        + "".join(
            f'<td role="cell" data-label="{attribute(name)}">{cell}</td>'
            for name, cell in zip(columns, cells, strict=True)
        )
        + "</tr>"
        for cells in shown
    )
    return (
        f'<table class="cc-table cc-as-cards {attribute(kind)}" role="table">'
        f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table>'
    )


def _row(one: PlacedTask, found: FoundTasks, on: dt.date) -> tuple[str, ...]:
    task = one.task
    return (
        _said(task),
        offices(task),
        f"{moment(task, on)}{text(deadline(task))}" or _NONE,
        text(task.field) or _NONE,
        source(one, found),
    )


def _said(task: Task) -> str:
    product = words.PRODUCT.format(product=task.product) if task.product else ""
    return text(task.task) + (
        f'<small class="cc-product">{text(product)}</small>' if product else ""
    )


def offices(task: Task) -> str:
    """Who does what: a sign and a word for the role before each office."""
    if not task.assignments:
        return f'<span class="cc-none">{text(words.NOBODY)}</span>'
    items = "".join(
        f'<li><span class="cc-role cc-role-{given.role.value}">'
        f'<span aria-hidden="true">{words.ROLE_SIGNS[given.role]}</span> '
        f"{text(labels.OFFICE_ROLES[given.role])}</span> {text(given.office)}</li>"
        for given in task.assignments
    )
    return f'<ul class="cc-given">{items}</ul>'


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


def moment(task: Task, on: dt.date) -> str:
    """How a deadline stands to a day: a sign and words; nothing where there is no day."""
    due = due_of(task, on)
    if due is Due.NONE:
        return ""
    left = (task.deadline - on).days if task.deadline else 0
    near = words.LEFT.format(days=left) if left else words.TODAY
    said = {Due.PASSED: words.PASSED, Due.RECURRING: words.RECURRING}.get(due, near)
    sign = words.DUE_SIGNS[due]
    return (
        f'<span class="cc-due-badge cc-due-{due.value}"><span aria-hidden="true">{sign}</span> '
        f"{text(said)}</span>"
    )


def matrix(loads: Sequence[OfficeLoad], query: TaskQuery, page: int = 1) -> str:
    """How many tasks each office has in each field; a task of two offices counts for both."""
    if not loads:
        return empty(page_wording.NO_TASKS, page_wording.NO_TASKS_ADVICE)
    known = [field.name for field in reform_fields()]
    fields: list[str | None] = [n for n in known if any(load.by_field.get(n) for load in loads)]
    if any(load.by_field.get(None) for load in loads):
        fields.append(None)
    shown = part(loads, page)
    most = max((load.by_field.get(name, 0) for load in shown for name in fields), default=1)
    body = "".join(
        '<tr><th scope="row">'
        + office_link(load.office.name, load.unit, query, group=load.office.group)
        + "</th>"
        + "".join(_cell(load, field, query, most) for field in fields)
        + f"<td><b>{len(load.tasks)}</b></td></tr>"
        for load in shown
    )
    heads = [words.OFFICE, *(name or page_wording.NO_FIELD for name in fields), page_wording.TOTAL]
    head = "".join(f'<th scope="col">{text(name[:1].upper() + name[1:])}</th>' for name in heads)
    return (
        f'<p class="cc-small">{text(words.MATRIX_NOTE)}</p>'
        f'<div class="cc-scroll cc-tall" tabindex="0" role="region" '
        f'aria-label="{attribute(words.MATRIX_TITLE)}"><table class="cc-table cc-matrix">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def office_link(name: str, unit: str | None, query: TaskQuery, *, group: bool = False) -> str:
    """An office, its unit below it, linked to its tasks; of a group, that it is one."""
    to = query.about(office=name, place=query.place or unit or "").address(view="list")
    told = [words.A_GROUP if group else "", unit if unit and unit not in name else ""]
    said = ", ".join(filter(None, told))
    below = f"<br><small>{text(said)}</small>" if said else ""
    return f'<a href="{attribute(to)}">{text(name)}</a>{below}'


def _cell(load: OfficeLoad, field: str | None, query: TaskQuery, most: int) -> str:
    """A number, linked to its list; the more tasks, the deeper its ground."""
    number = load.by_field.get(field)
    if not number:
        return f"<td>{_NONE}</td>"
    heat = f'<td class="cc-heat-{-(-_HEATS * number // most)}">'
    gap = {"without": "field"} if field is None else {"field": field}
    place = query.place or load.unit or ""
    to = query.about(office=load.office.name, place=place, **gap).address(view="list")
    said = words.CELL.format(
        office=load.office.name, field=field or page_wording.NO_FIELD, count=number
    )
    return f'{heat}<a href="{attribute(to)}" aria-label="{attribute(said)}">{number}</a></td>'
