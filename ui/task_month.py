"""Deadlines as a month: a grid of days with how many tasks end on each, and the list of a day.

Weekends and public holidays (corpus/reference/public_holidays.csv) are marked in words too.
"""

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import corpus
from kg.errors import UsageError
from kg.placed_tasks import PlacedTask
from ui import labels
from ui import task_wording as words
from ui.days import day as day_of
from ui.links import attribute, empty, link, text
from ui.output import shorten
from ui.task_desk import FoundTasks
from ui.task_due import Due
from ui.task_page import part, rows
from ui.task_query import TaskQuery

Days = Mapping[dt.date, Sequence[PlacedTask]]
_SHOWN: Final = 2  # tasks whose first words stand in a day's cell
_FIRST_WORDS: Final = 46
_FIRST, _LAST = 1900, 2200  # years that have a calendar


@dataclass(frozen=True, slots=True)
class Shown:
    """A month, from its first day; day: the one whose list is shown, None for the whole month."""

    month: dt.date
    day: dt.date | None = None


def by_day(found: FoundTasks) -> Days:
    """Tasks by the day of their deadline, in time's order; those without a day left out."""
    days: defaultdict[dt.date, list[PlacedTask]] = defaultdict(list)
    for one in found.tasks:
        if one.task.deadline is not None:
            days[one.task.deadline].append(one)
    return dict(sorted(days.items()))


def shown(days: Days, month: str, day: str, on: dt.date) -> Shown:
    """What an address asks for; else the month of the next deadline, the last one, or this one.

    Raises UsageError for what is no month or day.
    """
    if day:
        asked = day_of(day)
        return Shown(_month(f"{asked:%Y-%m}"), asked)
    if month:
        return Shown(_month(month))
    shown_ = [each for each in days if _FIRST <= each.year <= _LAST]
    nearest = next((each for each in shown_ if each >= on), None) or max(shown_, default=on)
    return Shown(_first(nearest))


def _month(typed: str) -> dt.date:
    try:
        month = dt.date.fromisoformat(f"{typed.strip()}-01")
    except ValueError:
        month = None
    if month is None or not _FIRST <= month.year <= _LAST:
        raise UsageError(words.BAD_MONTH.format(month=typed), words.MONTH_HINT)
    return month


def _first(day: dt.date) -> dt.date:
    return day.replace(day=1)


@lru_cache(maxsize=1)
def holidays() -> Mapping[dt.date, str]:
    """Public holidays with their names."""
    rows_ = corpus.table("public_holidays")
    return {dt.date.fromisoformat(row["day"]): row["name"] for row in rows_}


def listed(days: Days, at: Shown) -> list[PlacedTask]:
    """The tasks of the day or month shown, by day."""
    if at.day is not None:
        return list(days.get(at.day, ()))
    return [one for day, tasks in days.items() if _first(day) == at.month for one in tasks]


def page(  # noqa: PLR0913, PLR0917 - what is shown, of which days, seen from which day
    found: FoundTasks, days: Days, at: Shown, query: TaskQuery, on: dt.date, number: int = 1
) -> str:
    """The months of the year, the grid, the list of a day or of the month, what has no day."""
    said = listed(days, at)
    title = (
        words.DAY_TITLE.format(day=labels.vietnamese_date(at.day))
        if at.day
        else words.MONTH_TITLE.format(month=at.month.month, year=at.month.year)
    )
    whole = link(_to(query, at.month), words.WHOLE_MONTH, kind="cc-quiet-link") if at.day else ""
    below = rows(part(said, number), found, on) if said else empty(words.NOTHING_THEN)
    return (
        f"{_year(days, at, query)}{_grid(days, at, query, on)}"
        f'<div class="cc-day-list"><h2>{text(title)} '
        f'<span class="cc-small">({text(words.DAY_COUNT.format(count=len(said)))})</span></h2>'
        f"{whole}</div>{below}{_besides(found, query)}"
    )


def _to(query: TaskQuery, month: dt.date, day: dt.date | None = None) -> str:
    if day is not None:
        return query.address(view="calendar", day=day.isoformat())
    return query.address(view="calendar", month=f"{month:%Y-%m}")


def _year(days: Days, at: Shown, query: TaskQuery) -> str:
    """The twelve months with their numbers, and the years before and after."""
    year = at.month.year
    counts = [0] * 13
    for day, tasks in days.items():
        if day.year == year:
            counts[day.month] += len(tasks)
    items = "".join(_of_year(at.month.replace(month=m), counts[m], at, query) for m in range(1, 13))
    before, after = (
        link(_to(query, at.month.replace(year=to)), words.BEFORE_YEAR.format(year=to))
        if _FIRST <= to <= _LAST
        else ""
        for to in (year - 1, year + 1)
    )
    return (
        f'<nav class="cc-year" aria-label="{attribute(words.MONTHS_NAME)} {year}">'
        f"{before}<ol>{items}</ol>{after}</nav>"
    )


def _of_year(month: dt.date, count: int, at: Shown, query: TaskQuery) -> str:
    here = ' aria-current="true"' if month == at.month else ""
    said = f"{words.MONTH.format(month=month.month, year=month.year)}: " + words.DAY_COUNT.format(
        count=count
    )
    kind = "" if count else ' class="cc-none"'
    return (
        f'<li><a href="{attribute(_to(query, month))}" aria-label="{attribute(said)}"{here}{kind}>'
        f"T{month.month}<b>{count or '–'}</b></a></li>"
    )


def _grid(days: Days, at: Shown, query: TaskQuery, on: dt.date) -> str:
    month = at.month
    weeks = calendar.Calendar().monthdatescalendar(month.year, month.month)
    body = "".join(
        "<tr>" + "".join(_day(each, days, at, query, on) for each in week) + "</tr>"
        for week in weeks
    )
    head = "".join(f'<th scope="col">{text(name)}</th>' for name in words.WEEKDAYS)
    title = words.CALENDAR_TITLE.format(month=month.month, year=month.year)
    return (
        f'<div class="cc-month-head"><h2 id="tasks-month">{text(title)}</h2>'
        f"{_turning(month, query, on)}</div>"
        f'<table class="cc-month" aria-labelledby="tasks-month"><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def _turning(month: dt.date, query: TaskQuery, on: dt.date) -> str:
    """To the month before, to this one, to the next; PageUp and PageDown do the same."""
    before = _first(month - dt.timedelta(days=1))
    after = _first(month + dt.timedelta(days=32))
    said = (
        ("tasks-month-before", before, words.BEFORE_MONTH, "◀"),
        ("tasks-month-now", _first(on), words.THIS_MONTH, words.THIS_MONTH),
        ("tasks-month-after", after, words.AFTER_MONTH, "▶"),
    )
    return '<p class="cc-turn">' + "".join(
        f'<a id="{name}" class="cc-button" href="{attribute(_to(query, to))}" '
        f'aria-label="{attribute(told.format(month=to.month, year=to.year))}">{text(sign)}</a>'
        for name, to, told, sign in said
    ) + "</p>"  # fmt: skip


def _day(day: dt.date, days: Days, at: Shown, query: TaskQuery, on: dt.date) -> str:
    if _first(day) != at.month:
        return '<td class="cc-day cc-other"></td>'
    tasks, holiday = days.get(day, ()), holidays().get(day)
    marks = [
        "cc-day",
        "cc-weekend" if day.weekday() >= 5 else "",
        "cc-holiday" if holiday else "",
        "cc-today" if day == on else "",
        "cc-has" if tasks else "",
    ]
    today = f' <span class="cc-now">{text(words.TODAY_IS)}</span>' if day == on else ""
    named = f'<span class="cc-holiday-name">{text(holiday)}</span>' if holiday else ""
    current = ' aria-current="date"' if day == on else ""
    weekday = words.WEEKDAYS[day.weekday()]
    return (
        f'<td class="{" ".join(filter(None, marks))}"{current}>'
        f'<span class="cc-day-no">{day.day}<span class="cc-day-name"> {text(weekday)}</span>'
        f"{today}</span>{named}{_tasks_of(day, tasks, at, query)}</td>"
    )


def _tasks_of(day: dt.date, tasks: Sequence[PlacedTask], at: Shown, query: TaskQuery) -> str:
    """How many tasks end on a day, linked to their list, and how the first ones begin."""
    if not tasks:
        return ""
    said = words.ON_DAY.format(day=labels.vietnamese_date(day), count=len(tasks))
    first = "".join(
        f"<span>{text(shorten(one.task.task, _FIRST_WORDS))}</span>" for one in tasks[:_SHOWN]
    )
    here = ' aria-current="true"' if day == at.day else ""
    return (
        f'<a id="tasks-day-{day.day}" href="{attribute(_to(query, day, day))}" '
        f'aria-label="{attribute(said)}"{here} data-day="{day.isoformat()}">'
        f"<b>{text(words.DAY_COUNT.format(count=len(tasks)))}</b>"
        f'<span class="cc-day-first">{first}</span></a>'
    )


def _besides(found: FoundTasks, query: TaskQuery) -> str:
    """What a calendar cannot hold: tasks that come back, tasks without a day."""
    undated = [one.task for one in found.tasks if one.task.deadline is None]
    returning = sum(task.recurrence is not None for task in undated)
    said = (
        (returning, words.RETURNING_COUNT, Due.RECURRING),
        (len(undated) - returning, words.UNDATED, Due.NONE),
    )
    links = [
        link(query.about(due=due.value).address(), told.format(count=labels.figure(count)))
        for count, told, due in said
        if count
    ]
    if not links:
        return ""
    return f'<p class="cc-small">{text(words.BESIDES)} {", ".join(links)}.</p>'
