"""Tasks as files to take away: CSV, XLSX, iCalendar, JSON."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import NotFoundError, UsageError
from kg.placed_tasks import TaskNarrowing
from ui import task_wording as wording
from ui import views
from ui.task_book import as_csv, as_xlsx
from ui.task_calendar import calendar
from ui.task_desk import FoundTasks
from ui.task_due import due_among

if TYPE_CHECKING:
    from ui.task_desk import TaskDesk

FORMS: Final = ("json", "csv", "xlsx", "ics")


@dataclass(frozen=True, slots=True)
class TaskFile:
    """A file's bytes. tasks: how many are in it; left_out: tasks that it cannot hold."""

    content: bytes
    tasks: int
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class CalendarWish:
    """How deadlines go into a calendar: see `ui.task_calendar.calendar`."""

    remind: int | None = None
    todo: bool = False
    base: str = ""


def form_of(form: str | None, output: Path | None) -> str | None:
    """The format asked for, else that of the file's name; None where neither says one."""
    chosen = (form or (output.suffix.lstrip(".") if output else "")).lower()
    if chosen and chosen not in {*FORMS, "table"}:
        raise UsageError(
            wording.UNKNOWN_FORM.format(form=chosen),
            wording.ONE_OF.format(values=", ".join(("table", *FORMS))),
        )
    return chosen or None


def task_file(  # noqa: PLR0913 - which tasks, which form, which moment
    library: "TaskDesk",
    form: str,
    names: Sequence[str],
    file: Path | None,
    where: TaskNarrowing,
    *,
    on: dt.date,
    wish: CalendarWish = CalendarWish(),
    due: str = "",
) -> TaskFile:
    """The tasks that fit, as a file of one of FORMS.

    due: only those that stand so to the day `on`, a code of `ui.task_due.Due`.
    Raises NotFoundError for a calendar without a single day, and what `TaskDesk` raises.
    """
    found = library.placed_tasks(names, file, where)
    if due:
        found = FoundTasks(due_among(found.tasks, due, on), found.records)
    count = len(found.tasks)
    if form == "csv":
        return TaskFile(as_csv(found), count)
    if form == "xlsx":
        open_ = library.coverage(names, file, where, found=found)
        return TaskFile(as_xlsx(found, library.loads(found, where), open_, on=on), count)
    if form == "ics":
        made = calendar(
            found, now=dt.datetime.now(tz=dt.UTC), remind=wish.remind, todo=wish.todo,
            base=wish.base,
        )  # fmt: skip
        if not made.entries:
            raise NotFoundError(wording.NOTHING_DATED)
        return TaskFile(made.content, made.entries, made.undated)
    listed = [views.task(task, document) for document, task in found.pairs]
    return TaskFile(json.dumps(listed, ensure_ascii=False, indent=2).encode(), count)
