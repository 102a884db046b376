"""How near the deadline of a task is: over, within thirty days, further away, coming back, none."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from kg.model import Task
from kg.placed_tasks import PlacedTask

NEAR: Final = 30
"""Days that count as near."""


class Due(StrEnum):
    """How a task's deadline stands to a day."""

    PASSED = "passed"
    SOON = "soon"
    LATER = "later"
    RECURRING = "recurring"
    NONE = "none"


def due_of(task: Task, on: dt.date) -> Due:
    """How a task stands to a day; one that comes back is never over."""
    day = task.deadline
    if day is not None and day >= on:
        return Due.SOON if (day - on).days <= NEAR else Due.LATER
    if task.recurrence:
        return Due.RECURRING
    return Due.NONE if day is None else Due.PASSED


def due_among(tasks: Iterable[PlacedTask], due: str, on: dt.date) -> list[PlacedTask]:
    """The tasks that stand so to a day."""
    return [one for one in tasks if due_of(one.task, on) == due]


def counted(tasks: Iterable[PlacedTask], on: dt.date) -> Mapping[Due, int]:
    """How many tasks stand how to a day, in the order of `Due`."""
    found = Counter(due_of(one.task, on) for one in tasks)
    return {due: found[due] for due in Due}
