"""A few tasks of a large library, without reading all of them: a page of the list, and counts."""

import datetime as dt
from dataclasses import dataclass, fields

from sqlalchemy import Engine, case, func, select

from kg.model import Task
from kg.opening import reading
from kg.records import load
from kg.schema import documents, tasks


@dataclass(frozen=True, slots=True)
class DeadlineCounts:
    """How many tasks stand how to a day; each task in one of these.

    passed: the day is over and nothing comes back; near: within some days; later: after these;
    recurring: no day to come, but a rhythm; none: neither.
    """

    passed: int
    near: int
    later: int
    recurring: int
    none: int


def tasks_page(engine: Engine, first: int, count: int) -> list[tuple[str, Task]]:
    """Tasks from the `first` (0) on, by id of their document, then in text order."""
    query = (
        select(documents.c.id, tasks.c.record)
        .join(tasks, tasks.c.document == documents.c.serial)
        .order_by(documents.c.id, tasks.c.position)
        .limit(count)
        .offset(first)
    )
    with reading(engine) as connection:
        return [(row.id, load(Task, row.record)) for row in connection.execute(query)]


def deadline_counts(engine: Engine, on: dt.date, near: int) -> DeadlineCounts:
    """How many tasks of the library stand how to a day. near: days that count as near."""
    day, soon = tasks.c.deadline, on + dt.timedelta(days=near)
    # The rhythm lies in the record, a string where there is one: a quote inside of a text would
    # be escaped. It is looked for only where the day does not decide.
    rhythm = func.instr(tasks.c.record, '"recurrence":"') > 0
    kind = case(
        (day >= on, case((day <= soon, "near"), else_="later")),
        (rhythm, "recurring"),
        (day.is_(None), "none"),
        else_="passed",
    ).label("kind")
    with reading(engine) as connection:
        rows = connection.execute(select(kind, func.count()).select_from(tasks).group_by(kind))
        found = {str(name): int(number) for name, number in rows}
    return DeadlineCounts(*(found.get(item.name, 0) for item in fields(DeadlineCounts)))
