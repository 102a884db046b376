"""Deadlines as a calendar file (iCalendar, RFC 5545) for Outlook, Google, Apple or Thunderbird.

All-day events, or to-dos. An entry's UID is made of document, line and place on that line, so
that importing the file again updates entries and makes no second ones. A file made by the web app
has links to it, under the address that the browser used; one made by the command line has none.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.errors import UsageError
from kg.model import DocumentRecord
from kg.placed_tasks import PlacedTask, leader
from ui import labels
from ui import task_wording as wording
from ui.links import address
from ui.output import shorten
from ui.task_desk import FoundTasks

if TYPE_CHECKING:
    from icalendar import Event, Todo, vRecur

PRODUCT: Final = "-//CanCu//Tasks//VI"
_MORNING: Final = dt.timedelta(hours=8)  # when a reminder of an all-day entry comes
_NAMES_A_DAY: Final = ("BYDAY", "BYMONTHDAY", "BYYEARDAY")
_LONGEST_REMINDER: Final = 365
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class TaskCalendar:
    """A calendar file. entries: tasks in it; undated: tasks without a day, left out."""

    content: bytes
    entries: int
    undated: int


def calendar(
    found: FoundTasks,
    *,
    now: dt.datetime,
    remind: int | None = None,
    todo: bool = False,
    base: str = "",
) -> TaskCalendar:
    """The deadlines of tasks.

    base: address of the web app ("http://host:7860/"), to which entries link; none where empty.
    now: when the file is made, with its zone. remind: days before, at 8 in the morning. todo:
    to-dos with a due day (VTODO) in place of events, for programs that keep lists of tasks.
    Raises UsageError for a reminder of less than one day or more than a year.
    """
    from icalendar import Calendar

    if remind is not None and not 1 <= remind <= _LONGEST_REMINDER:
        raise UsageError(wording.BAD_REMIND)
    book = Calendar()
    book.add("prodid", PRODUCT)
    book.add("version", "2.0")
    book.add("calscale", "GREGORIAN")
    book.add("x-wr-calname", wording.CALENDAR_NAME)
    for one in found.tasks:
        for entry in _entry(one, found.record(one), now, remind, todo=todo, base=base):
            book.add_component(entry)
    entries = len(book.subcomponents)
    return TaskCalendar(book.to_ical(), entries, len(found.tasks) - entries)


def identifier(one: PlacedTask, record: DocumentRecord) -> str:
    """UID of a task's entry: the same however often, and among however many, it is written."""
    return f"{record.id}-{one.task.line_start}-{one.ordinal}@cancu"


def _entry(  # noqa: PLR0913 - the task, and how its entry is wanted
    one: PlacedTask,
    record: DocumentRecord,
    now: dt.datetime,
    remind: int | None,
    *,
    todo: bool,
    base: str,
) -> "Iterator[Event | Todo]":
    """The entry of a task; none where no day is known."""
    from icalendar import Event, Todo

    rule, day = _coming_back(one, record) or (None, one.task.deadline)
    if day is None:
        return
    entry: Event | Todo = Todo() if todo else Event()
    entry.add("uid", identifier(one, record))
    entry.add("dtstamp", now)
    entry.add("summary", _printable(summary(one)))
    entry.add("description", _printable(description(one, record, base)))
    if base and one.document:
        entry.add("url", link_of(one, base))
    if one.task.field:
        entry.add("categories", [_printable(one.task.field)])
    if todo:
        entry.add("due", day)
    else:
        entry.add("dtend", day + dt.timedelta(days=1))
        entry.add("transp", "TRANSPARENT")
    if not todo or rule is not None:
        entry.add("dtstart", day)
    if rule is not None:
        entry.add("rrule", rule)
    if remind is not None:
        _add_reminder(entry, one, remind, todo=todo)
    yield entry


def _add_reminder(entry: "Event | Todo", one: PlacedTask, days: int, *, todo: bool) -> None:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    said = wording.REMINDER.format(days=days, task=shorten(one.task.task, 120))
    alarm.add("description", _printable(said))
    parameters = {"RELATED": "END"} if todo else {}
    alarm.add("trigger", dt.timedelta(days=-days) + _MORNING, parameters=parameters)
    entry.add_component(alarm)


def _coming_back(one: PlacedTask, record: DocumentRecord) -> "tuple[vRecur, dt.date] | None":
    """How a task comes back until the end of its plan, and its first day from the plan's day on.

    None where it does not come back, on no day that is named, or not in the plan's time.
    """
    from icalendar import vRecur

    task, period = one.task, record.header.period
    if not task.recurrence:
        return None
    try:
        rule = vRecur(vRecur.from_ical(task.recurrence))
        if task.deadline is None and not any(name in rule for name in _NAMES_A_DAY):
            return None
        first = _first_day(task.recurrence, one, record)
    except ValueError:
        return None
    if first is None or (period and first.year > period.end):
        return None
    if period and not ("UNTIL" in rule or "COUNT" in rule):
        rule["UNTIL"] = [dt.date(period.end, 12, 31)]
    return rule, first


def _first_day(rule: str, one: PlacedTask, record: DocumentRecord) -> dt.date | None:
    """A rule's first day on or after the document's, else on or after its deadline or period."""
    from dateutil.rrule import rrulestr  # type: ignore[import-untyped]

    period = record.header.period
    since = one.issued or one.task.deadline or (dt.date(period.start, 1, 1) if period else None)
    if since is None:
        return None
    start = dt.datetime(since.year, since.month, since.day)  # noqa: DTZ001 - a day, of no zone
    first = next(iter(rrulestr(rule, dtstart=start)), None)
    return first.date() if first else None


def _printable(said: str) -> str:
    """Text without the control characters that RFC 5545 (section 3.1) leaves no place for."""
    return _CONTROL.sub(" ", said)


def summary(one: PlacedTask) -> str:
    """Who, and what, in one line."""
    lead, task = leader(one), shorten(one.task.task, 140)
    if lead is None:
        return wording.SUMMARY.format(task=task)
    return wording.SUMMARY_OF_OFFICE.format(office=lead.office, task=task)


def link_of(one: PlacedTask, base: str) -> str:
    """Address of a task's line in the web app at `base`."""
    return base + address("document", doc=one.document, line=one.task.line_start)


def description(one: PlacedTask, record: DocumentRecord, base: str = "") -> str:
    """The task whole, its offices, the words of its deadline, where it stands; a line each."""
    task = one.task
    offices = "; ".join(f"{a.office} ({labels.OFFICE_ROLES[a.role]})" for a in task.assignments)
    where = record.header.number or record.name
    place = f"{where}, {one.place.name}" if one.place else where
    lines = (
        task.task,
        wording.DETAIL_OFFICES.format(offices=offices) if offices else "",
        wording.DETAIL_DEADLINE.format(words=task.deadline_text) if task.deadline_text else "",
        wording.DETAIL_PRODUCT.format(product=task.product) if task.product else "",
        wording.DETAIL_FIELD.format(field=task.field) if task.field else "",
        wording.DETAIL_SOURCE.format(document=place, line=task.line_start),
        wording.DETAIL_LINK.format(address=link_of(one, base)) if base and one.document else "",
    )
    return "\n".join(line for line in lines if line)
