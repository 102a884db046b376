"""What stands above the tasks: the form of filters, those in use, the views, how near days are.

The form is a plain one with GET; the browser sends its address to the tab's port.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from kg.reform_fields import reform_fields
from ui import labels
from ui import task_wording as words
from ui.links import attribute, text
from ui.task_asked import gap_choices, role_choices
from ui.task_download import links
from ui.task_due import Due
from ui.task_query import TaskQuery

_MORE: Final = ("place", "role", "due_from", "due_to", "without", "groups")
OFFICES: Final = "cc-task-offices"
PLACES: Final = "cc-task-places"


def form(query: TaskQuery, view: str) -> str:
    """The filters in one row, the rarer ones behind “Thêm bộ lọc”; open where one is in use."""
    opened = " open" if query.documents or any(getattr(query, name) for name in _MORE) else ""
    kept = "".join(
        f'<input type="hidden" name="doc" value="{attribute(name)}">' for name in query.documents
    )
    shown = f'<input type="hidden" name="view" value="{attribute(view)}">' if view else ""
    fields = [(field.name, field.name) for field in reform_fields()]
    checked = " checked" if query.groups else ""
    return (
        '<form class="cc-task-form" method="get" action="?tab=tasks" role="search" '
        f'aria-label="{attribute(words.FILTER_NAME)}">{kept}{shown}<div class="cc-task-row">'
        f"{_box('office', query, among=OFFICES)}{_box('text', query)}"
        f"{_choice('field', query.field, fields)}"
        f"{_choice('due', query.due, [(said, due.value) for due, said in words.DUES.items()])}"
        f'<button type="submit" id="tasks-apply" class="cc-button cc-primary">{words.APPLY}'
        f'</button></div><details class="cc-task-more"{opened}><summary id="tasks-more">'
        f'{words.MORE_FILTERS}</summary><div class="cc-task-row">'
        f"{_box('place', query, among=PLACES)}{_choice('role', query.role, role_choices())}"
        f"{_box('due_from', query)}{_box('due_to', query)}"
        f"{_choice('without', query.without, gap_choices())}{_box('doc', None)}</div>"
        f'<label class="cc-check-line"><input type="checkbox" name="groups" id="tasks-groups" '
        f'value="1"{checked}> {text(words.WITH_GROUPS)}</label></details></form>'
    )


def _box(name: str, query: TaskQuery | None, *, among: str = "") -> str:
    value = getattr(query, name) if query else ""
    offered = f' list="{among}"' if among else ""
    return (
        f'<label class="cc-task-field cc-task-field-{name}"><span>{text(words.LABELS[name])}</span>'
        f'<input type="text" name="{name}" id="tasks-{name}" value="{attribute(value)}" '
        f'placeholder="{attribute(words.PLACEHOLDERS[name])}" autocomplete="off"{offered}></label>'
    )


def _choice(name: str, value: str, choices: Sequence[tuple[str, str]]) -> str:
    """A list to choose from; one that only the address names is in it too."""
    known = {code for _, code in choices}
    listed = [(words.ANYTHING, ""), *choices]
    if value and value not in known:
        listed.append((value, value))
    options = "".join(
        f'<option value="{attribute(code)}"{" selected" if code == value else ""}>'
        f"{text(said[:1].upper() + said[1:])}</option>"
        for said, code in listed
    )
    chosen = ' class="cc-chosen"' if value else ""
    return (
        f'<label class="cc-task-field cc-task-field-{name}"><span>{text(words.LABELS[name])}</span>'
        f'<select name="{name}" id="tasks-{name}"{chosen}>{options}</select></label>'
    )


def chips(query: TaskQuery, view: str, named: Mapping[str, str]) -> str:
    """The filters in use, each with a link that takes it away. named: documents by id."""
    said = [
        (
            f"{words.LABELS['doc']}: {named.get(one, one)}",
            query.without_document(one),
        )
        for one in query.documents
    ]
    said += [(_told(name, value), query.about(**{name: ""})) for name, value in query.texts]
    if not said:
        return ""
    items = "".join(_chip(told, left.address(view=view)) for told, left in said)
    clear = TaskQuery().address(view=view)
    return (
        f'<ul class="cc-task-chips" aria-label="{attribute(words.ACTIVE_NAME)}">{items}'
        f'<li><a class="cc-quiet-link" id="tasks-clear" href="{attribute(clear)}">{words.CLEAR}'
        "</a></li></ul>"
    )


def _told(name: str, value: str) -> str:
    """A filter in words."""
    if name == "groups":
        return words.LABELS[name]
    coded = {
        "role": {code: said for said, code in role_choices()},
        "without": {code: said for said, code in gap_choices()},
        "due": {due.value: said for due, said in words.DUES.items()},
    }.get(name, {})
    return f"{words.LABELS[name]}: {coded.get(value, value)}"


def _chip(said: str, to: str) -> str:
    name = words.WITHOUT_FILTER.format(said=said)
    return (
        f'<li><a class="cc-task-chip" href="{attribute(to)}" aria-label="{attribute(name)}">'
        f'{text(said)} <span aria-hidden="true">✕</span></a></li>'
    )


def views(query: TaskQuery, view: str) -> str:
    """The ways to look at the tasks that fit."""
    here = ' aria-current="page"'
    items = "".join(
        f'<li><a id="tasks-view-{code}" href="{attribute(query.address(view=_unless(code)))}"'
        f"{here if code == view else ''}>{text(said)}</a></li>"
        for said, code in words.VIEWS
    )
    name = attribute(words.VIEWS_NAME)
    return f'<nav class="cc-task-views" aria-label="{name}"><ul>{items}</ul></nav>'


def _unless(view: str) -> str:
    """A view's part of an address; the list is what an address without one shows."""
    return "" if view == "list" else view


def dues(counts: Mapping[Due, int], query: TaskQuery, view: str) -> str:
    """How many tasks stand how to today, each number a link to these."""
    whole = sum(counts.values())
    if not whole:
        return ""
    said = [("", "", words.ANYTHING, whole)]
    said += [(due.value, words.DUE_SIGNS[due], words.DUES[due], n) for due, n in counts.items()]
    here = ' aria-current="true"'
    items = "".join(
        f'<li><a href="{attribute(query.about(due=code).address(view=_unless(view)))}" '
        f'id="tasks-due-{code or "all"}" class="cc-due-{code or "all"}"'
        f"{here if code == query.due else ''}>"
        f'<span aria-hidden="true">{sign}</span> {text(told)} '
        f"<b>{labels.figure(number)}</b></a></li>"
        for code, sign, told, number in said
        if number or code in {"", query.due}
    )
    return f'<ul class="cc-dues" aria-label="{attribute(words.DUE_NAME)}">{items}</ul>'


def files(query: TaskQuery) -> str:
    """Links to take the tasks away."""
    items = "".join(
        f'<li><a href="{attribute(to)}" download title="{attribute(words.SAVES[said])}" '
        f'aria-label="{attribute(words.SAVES[said])}">{text(said)}</a></li>'
        for said, to in links(query)
    )
    return f'<ul class="cc-files" id="tasks-files" aria-label="{words.FILES_NAME}">{items}</ul>'


def turning(query: TaskQuery, number: int, pages: int, more: Mapping[str, str]) -> str:
    """To the page before and after; nothing where there is one page.

    more: other parts of the address.
    """
    if pages < 2:
        return ""

    def to(page: int, said: str, name: str) -> str:
        if not 1 <= page <= pages:
            return f'<span class="cc-button cc-off" aria-disabled="true">{text(said)}</span>'
        address = query.address(**more, part=str(page) if page > 1 else "")
        return f'<a class="cc-button" id="{name}" href="{attribute(address)}">{text(said)}</a>'

    return (
        f'<nav class="cc-pages" id="tasks-pages" aria-label="{words.PAGES_NAME}">'
        f"{to(number - 1, words.PREVIOUS, 'tasks-back')}"
        f"<span>{words.PAGE.format(page=number, pages=pages)}</span>"
        f"{to(number + 1, words.NEXT, 'tasks-next')}</nav>"
    )


def offered(name: str, values: Iterable[str]) -> str:
    """A list of suggestions for a field; the browser shows it beside what is typed."""
    options = "".join(f'<option value="{attribute(value)}"></option>' for value in values)
    return f'<datalist id="{attribute(name)}">{options}</datalist>'
