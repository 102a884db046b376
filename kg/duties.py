"""What a document wants done: tasks of offices, and figures to reach; see `kg.model`."""

import datetime as dt
from dataclasses import dataclass

from kg.terms import Comparator, OfficeRole, TaskSource


@dataclass(frozen=True, slots=True)
class Assignment:
    """An office in a task."""

    office: str
    role: OfficeRole


@dataclass(frozen=True, slots=True)
class Task:
    """A duty that a document gives to offices.

    deadline: a day where one can be computed; deadline_text: the words.
    row: label of the table row, where the task comes from a table.
    recurrence: how often it comes back, as an RFC 5545 recurrence rule without "RRULE:"
        ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30"); None where it does not. Of several rhythms
        ("hằng quý, hằng năm") the most frequent.
    reports_to: offices that the outcome is reported or sent to.
    """

    task: str
    assignments: tuple[Assignment, ...]
    line_start: int
    line_end: int
    field: str | None = None
    deadline: dt.date | None = None
    deadline_text: str | None = None
    product: str | None = None
    approver: str | None = None
    source: TaskSource = TaskSource.BODY
    row: str | None = None
    confidence: float = 1.0
    recurrence: str | None = None
    reports_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """A figure that a plan wants to reach (chỉ tiêu).

    value_max: only for `Comparator.RANGE`. year: None where only the plan's period bounds it.
    """

    indicator: str
    comparator: Comparator
    value: float
    line: int
    value_max: float | None = None
    unit: str | None = None
    year: int | None = None
    frequency: str | None = None
    plan_period: str | None = None
    field: str | None = None
