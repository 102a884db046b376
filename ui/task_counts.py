"""Workload, gaps and owners as a page; bars are plain HTML, figures stand beside them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kg.placed_tasks import TaskGap
from kg.terms import ACTING, OfficeRole
from ui import labels
from ui import task_wording as words
from ui import wording as page_wording
from ui.links import address, empty, link, text
from ui.task_page import cards_table, office_link, part
from ui.task_query import TaskQuery

Row = Mapping[str, Any]
_MOST_LINES: Final = 12
_MOST_PLACES: Final = 40


def workload(answer: Row, query: TaskQuery, most: int) -> str:
    """Offices of the JSON of `cancu workload`: a bar for each, groups of offices after them.

    most: tasks of the busiest office, whose bar is whole.
    """
    single, groups = answer["offices"], answer["groups"]
    if not (single or groups):
        return empty(page_wording.NO_TASKS, page_wording.NO_TASKS_ADVICE)
    day = labels.iso_date(answer["as_of"])
    legend = (
        f'<span class="cc-key cc-bar-doing"></span> {text(words.BAR_DOING)} '
        f'<span class="cc-key cc-bar-helping"></span> {text(words.BAR_HELPING)}'
    )
    return "".join(
        (
            f'<p class="cc-small">{legend}. {text(words.PASSED_NOTE.format(day=day))}</p>',
            _bars(single, most, query, words.LOAD_TITLE),
            _bars(groups, most, query, words.GROUPS_TITLE),
        )
    )


def _bars(loads: Sequence[Row], most: int, query: TaskQuery, title: str) -> str:
    if not loads:
        return ""
    rows = [
        (
            office_link(load["office"], load["place"], query),
            _bar(load, most),
            text(_roles(load)),
            _dates(load),
        )
        for load in loads
    ]
    shown = cards_table(words.LOADS_SHOWN, rows, kind="cc-loads")
    return f"<h2>{text(title)}</h2>{shown}"


def _bar(load: Row, most: int) -> str:
    """Two lengths of one bar, each with its number: what the office does, what it helps with."""
    doing = sum(load["roles"].get(role.value, 0) for role in ACTING)
    doing = min(doing, load["tasks"])
    helping = load["tasks"] - doing
    said = words.ROLE_SHARES.format(doing=doing, helping=helping)
    widths = (100 * doing / most, 100 * helping / most)
    return (
        f'<span class="cc-bar-number">{load["tasks"]}</span>'
        f'<span class="cc-bar" role="img" aria-label="{text(said)}" title="{text(said)}">'
        f'<span class="cc-bar-doing" style="width:{widths[0]:.1f}%"></span>'
        f'<span class="cc-bar-helping" style="width:{widths[1]:.1f}%"></span></span>'
        f'<small aria-hidden="true">{doing} + {helping}</small>'
    )


def _roles(load: Row) -> str:
    roles = load["roles"].items()
    return "; ".join(f"{labels.OFFICE_ROLES[OfficeRole(role)]} {count}" for role, count in roles)


def _dates(load: Row) -> str:
    said = []
    if load["next"]:
        said.append(text(words.NEXT_DUE.format(day=labels.iso_date(load["next"]))))
    if load["passed"]:
        told = words.PASSED_COUNT.format(count=load["passed"])
        said.append(
            f'<span class="cc-due-badge cc-due-passed"><span aria-hidden="true">▲</span> '
            f"{text(told)}</span>"
        )
    if load["without_date"]:
        said.append(text(words.UNDATED_COUNT.format(count=load["without_date"])))
    return "<br>".join(said)


def coverage(answer: Row, query: TaskQuery, page: int = 1) -> str:
    """The JSON of `cancu coverage`: a row for each document."""
    if not answer["documents"]:
        return empty(page_wording.NO_TASKS, page_wording.NO_TASKS_ADVICE)
    rows = [_coverage_row(row, query) for row in part(answer["documents"], page)]
    return f'<p class="cc-small">{words.LEAD_NOTE} {words.IDLE_NOTE}</p>' + cards_table(
        words.COVERAGE_COLUMNS, rows, kind="cc-coverage"
    )


def _coverage_row(row: Row, query: TaskQuery) -> tuple[str, ...]:
    named = row["number"] or row["title"] or page_wording.NO_NUMBER
    name = ", ".join(filter(None, (named, row["place"])))
    missing, idle = row["fields_missing"], row["offices_without_task"]
    fields = words.NO_PROGRAMME if missing is None else "; ".join(missing) or words.ALL_FIELDS
    shown = [_idle(row, office) for office in idle or ()]
    offices = text(words.NOT_LOOKED) if idle is None else "<br>".join(shown)
    return (
        link(address("document", doc=row["document"]), name) if row["document"] else text(name),
        str(row["tasks"]),
        _gap(row, TaskGap.LEAD, query),
        _gap(row, TaskGap.DEADLINE, query),
        text(fields),
        offices or text(words.NONE),
    )


def _gap(row: Row, gap: TaskGap, query: TaskQuery) -> str:
    """How many tasks have a gap, linked to their list, and the first lines."""
    lines = [task["line"] for task in row["open"][gap.value]]
    if not lines or not row["document"]:
        return str(len(lines))
    asked = TaskQuery((row["document"],), without=gap.value, place=query.place)
    shown = ", ".join(_line(row, line) for line in lines[:_MOST_LINES])
    rest = len(lines) - _MOST_LINES
    more = f" {words.MORE_LINES.format(count=rest)}" if rest > 0 else ""
    return (
        link(asked.address(view="list"), str(len(lines)))
        + f"<br><small>{words.WITHOUT_LINES.format(lines=shown)}{more}</small>"
    )


def _line(row: Row, line: int) -> str:
    return link(address("document", doc=row["document"], line=line), str(line))


def _idle(row: Row, office: Row) -> str:
    first = office["lines"][0]
    at = _line(row, first) if row["document"] else str(first)
    group = f", {words.IN_GROUP.format(group=office['group'])}" if office["group"] else ""
    return f"{text(office['office'])} ({words.WITHOUT_LINES.format(lines=at)}{text(group)})"


def owners(answer: Row | None, page: int = 1) -> str:
    """The JSON of `cancu owners`: place, office, task; None where nothing was asked for."""
    if answer is None:
        return empty(words.NO_WORK, words.OWNERS_ASK)
    if not answer["rows"]:
        return empty(words.NO_OWNERS.format(work=answer["work"]), page_wording.NO_TASKS_ADVICE)
    counted = words.OWNERS_COUNT.format(rows=len(answer["rows"]), places=answer["places"])
    rows = [_owner(row) for row in part(answer["rows"], page)]
    return (
        f"<h2>{text(words.OWNERS_TITLE.format(work=answer['work']))}</h2>"
        f'<p class="cc-small">{text(counted)}</p>'
        + cards_table(words.OWNER_COLUMNS, rows, kind="cc-owners")
        + _without(answer["places_without"])
    )


def _owner(row: Row) -> tuple[str, ...]:
    place = ", ".join(dict.fromkeys(filter(None, (row["place"], row["district"], row["province"]))))
    where = f"{row['number'] or row['document']}, dòng {row['line_start']}"
    day = labels.iso_date(row["deadline"])
    return (
        text(place),
        text(row["office"] or words.NOBODY),
        text(labels.OFFICE_ROLES[OfficeRole(row["role"])] if row["role"] else ""),
        text(row["task"]),
        text(row["deadline_text"] or day),
        link(address("document", doc=row["document"], line=row["line_start"]), where),
    )


def _without(places: Sequence[str]) -> str:
    if not places:
        return ""
    shown = "; ".join(places[:_MOST_PLACES])
    rest = len(places) - _MOST_PLACES
    if rest > 0:
        shown = f"{shown}; {words.AND_MORE.format(count=rest)}"
    said = words.PLACES_WITHOUT.format(count=len(places), places=shown)
    return f'<p class="cc-small">{text(said)}</p>'
