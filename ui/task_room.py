"""The room “Nhiệm vụ” whole: filters, what fits, one of its views. Its state is its address."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from kg.errors import CancuError
from ui import labels, task_filters, wording
from ui import task_wording as words
from ui.days import today
from ui.links import empty, link, text
from ui.task_desk import EVERYTHING
from ui.task_query import TaskQuery
from ui.task_unknown import UnknownFilterError
from ui.task_views_shown import Seen, view

if TYPE_CHECKING:
    from ui.library import Library

_VIEWS: Final = frozenset(code for _, code in words.VIEWS)
_SUGGESTED: Final = 200
_CHOICES: Final = 8


def room(library: "Library", parts: Sequence[tuple[str, str]], *, on: dt.date | None = None) -> str:
    """What an address asks for. parts: its names and values. on: today where None.

    What is wrong with it is told in one sentence, the filters as they were typed above it.
    """
    if library.is_empty():
        return empty(wording.EMPTY_LIBRARY, wording.EMPTY_ADVICE)
    query, said = TaskQuery.of(parts), dict(parts)
    name = said.get("view", "list")
    name = name if name in _VIEWS else "list"
    shown_as = "" if name == "list" else name
    above = task_filters.form(query, shown_as)
    try:
        query = _held(library, query)
        seen = view(
            library, query, name, _number(said.get("part")), on=on or today(),
            month=said.get("month", ""), day=said.get("day", ""),
        )  # fmt: skip
    except CancuError as failure:
        below = task_filters.chips(query, shown_as, {}) + _told(failure, query, shown_as)
    else:
        chips = task_filters.chips(query, shown_as, _names(library, query))
        below = chips + _shown(seen, query, name)
    return f'<section class="cc-tasks-room" id="tasks-room">{_HEADING}{above}{below}</section>'


_HEADING: Final = f'<h1 class="cc-heard">{words.HEADING}</h1>'


def _held(library: "Library", query: TaskQuery) -> TaskQuery:
    """The query with its documents by id, however they were named."""
    ids = dict.fromkeys(library.find_held(name).id for name in query.documents)
    return TaskQuery(tuple(ids), **dict(query.texts))


def _names(library: "Library", query: TaskQuery) -> dict[str, str]:
    records = [library.find_held(name) for name in query.documents]
    return {record.id: record.header.number or record.name for record in records}


def _number(said: str | None) -> int:
    return int(said) if said and said.isascii() and said.isdigit() and len(said) < 7 else 1


def _shown(seen: Seen, query: TaskQuery, name: str) -> str:
    """The views, how many tasks fit, how near they are, files, the page of the view."""
    number = labels.figure(seen.tasks)
    count = f'<p class="cc-count cc-task-count" role="status"><b>{number}</b> {words.COUNT}</p>'
    groups = ""
    if seen.beside:
        to = query.about(groups="1").address(**seen.more)
        said = text(words.MORE_GROUPS.format(count=seen.beside))
        groups = f'<p class="cc-small">{said} {link(to, words.SHOW_GROUPS)}.</p>'
    files = task_filters.files(query) if seen.tasks else ""
    return (
        f'<div class="cc-task-bar">{task_filters.views(query, name)}{files}</div>'
        f'<div class="cc-task-head">{count}{task_filters.dues(seen.dues, query, name)}</div>'
        f'{groups}<div class="cc-task-view" id="tasks">{seen.page}</div>'
        f"{task_filters.turning(query, seen.number, seen.pages, seen.more)}"
    )


def _told(failure: CancuError, query: TaskQuery, view_name: str) -> str:
    """What is wrong, what to do, what could be chosen; a filter's choices are links."""
    said = " ".join(filter(None, (failure.message, failure.hint)))
    choices = [text(choice) for choice in failure.choices[:_CHOICES]]
    if isinstance(failure, UnknownFilterError):
        choices = [
            link(query.about(**{failure.name: choice}).address(view=view_name), choice)
            for choice in failure.choices
        ]
    items = "".join(f"<li>{choice}</li>" for choice in choices)
    more = f"<ul>{items}</ul>" if items else ""
    return f'<div class="cc-wrong" role="alert"><p>{text(said)}</p>{more}</div>'


def suggestions(library: "Library") -> str:
    """Names of offices and places of the library, for the browser to suggest.

    Asked for once the room is seen; by then what its other views need is read and remembered.
    """
    if library.is_empty():
        return ""
    found = library.placed_tasks()
    library.loads(found, EVERYTHING)
    places = {record.header.place.name for record in found.records.values() if record.header.place}
    return task_filters.offered(
        task_filters.OFFICES, library.office_names(_SUGGESTED)
    ) + task_filters.offered(task_filters.PLACES, sorted(places))
