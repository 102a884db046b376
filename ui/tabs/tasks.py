"""Tab “Nhiệm vụ”: who does what by when, in several views; files to take away."""

from types import MethodType as Bound
from typing import Any, Final

import gradio as gr

from kg.reform_fields import reform_fields
from ui import listing, task_views_shown, wording
from ui import task_wording as words
from ui.library import Library
from ui.links import attribute, empty, text
from ui.tabs.opening import Asked
from ui.tabs.telling import told
from ui.task_asked import gap_choices, role_choices
from ui.task_download import links
from ui.task_query import TaskQuery

_ANY: Final = ""
_SUGGESTED: Final = 200
_KEEP_ADDRESS = """(documents, place, office, role, field, due_from, due_to, without, text, groups,
    view, part) => {
  const said = Object.entries({place, office, role, field, due_from, due_to, without, text,
    groups: groups ? "1" : "", view: view === "list" ? "" : view, part: part > 1 ? part : ""});
  history.replaceState(null, "", "?" + new URLSearchParams([["tab", "tasks"],
    ...(documents || []).map(name => ["doc", name]), ...said.filter(([, value]) => value)]));
}"""
# “page” in an address is Gradio's own: it names one of several pages.
# The browser's own list of suggestions: it comes beside what is typed and never replaces it.
_SUGGEST = """() => document.addEventListener("focusin", event => {
  if (event.target.closest("#tasks-office")) event.target.setAttribute("list", "cc-offices");
})"""


def build(port: gr.HTML, library: Library) -> None:
    """The tab's components and what they do."""
    filters, button = _filters()
    view = gr.Radio(
        list(words.VIEWS), value="list", show_label=False, container=False, elem_id="tasks-view"
    )
    saved = gr.HTML(elem_id="tasks-files")
    shown = gr.HTML(elem_id="tasks")
    number = gr.Number(1, precision=0, visible=False)  # not a State: the browser reads it too
    with gr.Row(visible=False, elem_id="tasks-pages") as turning:
        back = gr.Button(words.PREVIOUS, size="sm", scale=0, elem_id="tasks-back")
        at = gr.HTML()
        on = gr.Button(words.NEXT, size="sm", scale=0, elem_id="tasks-next")
    suggested = gr.HTML()
    state, outputs = [*filters, view, number], [shown, saved, number, turning, at, back, on]
    opened = port.click(
        Bound(_open, library),
        outputs=[*filters, view, number],
        api_visibility="private",
        show_progress="hidden",
    )
    shown_first = opened.success(
        Bound(_first, library),
        inputs=state,
        outputs=outputs,
        api_visibility="private",
        show_progress="hidden",
    )
    shown_first.success(
        Bound(_suggest, library),
        outputs=[suggested],
        api_visibility="private",
        show_progress="hidden",
    )
    for triggers, step in (
        ([button.click, view.input, *_leaving(filters)], 0),
        ([back.click], -1),
        ([on.click], 1),
    ):
        gr.on(
            triggers,
            Bound(_show, (library, step)),
            inputs=state,
            outputs=outputs,
            api_visibility="private",
            cancels=[shown_first],  # what is asked for now comes last
        ).success(None, state, None, js=_KEEP_ADDRESS, api_visibility="private")
    opened.then(None, js=_SUGGEST, api_visibility="private")


def _filters() -> tuple[list[Any], gr.Button]:
    """The fields, in the order of `TaskQuery`, and the button that applies them."""

    def written(label: str, name: str, placeholder: str = "", **more: Any) -> gr.Textbox:  # noqa: ANN401
        return gr.Textbox(label=label, max_lines=1, placeholder=placeholder,
                          elem_id=f"tasks-{name}", **more)  # fmt: skip

    def chosen(label: str, name: str, choices: list[Any], **more: Any) -> gr.Dropdown:  # noqa: ANN401
        return gr.Dropdown([(words.ANYTHING, _ANY), *choices], value=_ANY, label=label,
                           elem_id=f"tasks-{name}", **more)  # fmt: skip

    with gr.Row(equal_height=True):
        documents = gr.Dropdown(
            [], label="Văn bản", multiselect=True, scale=4, elem_id="tasks-document",
            info=None,
        )  # fmt: skip
        place = chosen("Địa phương", "place", [], scale=2, min_width=150)
        office = written("Cơ quan, chức danh", "office", scale=3, min_width=180)
        phrase = written("Chữ trong nhiệm vụ", "text", "số hóa hồ sơ", scale=3, min_width=180)
    with gr.Row(equal_height=True):
        field = chosen("Lĩnh vực", "field", [f.name for f in reform_fields()], scale=3,
                       min_width=180)  # fmt: skip
        role = chosen("Vai trò", "role", role_choices(), scale=2, min_width=130)
        first = written("Hạn từ ngày", "from", "01/7/2025", scale=2, min_width=130)
        last = written("đến hết ngày", "to", "31/12/2025", scale=2, min_width=130)
        without = chosen("Còn thiếu", "without", gap_choices(), scale=2, min_width=150)
        button = gr.Button("Lọc", variant="primary", scale=1, min_width=80, elem_id="tasks-filter")
    groups = gr.Checkbox(label=words.WITH_GROUPS, container=False, elem_id="tasks-groups")
    return [documents, place, office, role, field, first, last, without, phrase, groups], button


def _leaving(filters: list[Any]) -> list[Any]:
    """What applies the filters at once: a choice made, Enter in a field."""
    return [item.submit if isinstance(item, gr.Textbox) else item.input for item in filters]


@told
def _show(bound: tuple[Library, int], *state: Any) -> tuple[Any, ...]:  # noqa: ANN401 - field values
    """What the fields ask for, at its first page, or a page before or after the one shown."""
    library, step = bound
    *typed, view, number = state
    return _shown(library, TaskQuery.typed(*typed), view, number + step if step else 1)


def _shown(library: Library, query: TaskQuery, view: str, number: int) -> tuple[Any, ...]:
    if library.is_empty():
        nothing = empty(wording.EMPTY_LIBRARY, wording.EMPTY_ADVICE)
        return nothing, "", 1, gr.Row(visible=False), "", gr.skip(), gr.skip()
    seen = task_views_shown.view(library, query, view or "list", number)
    files = "".join(
        f'<a href="{attribute(to)}" download>{text(said)}</a>' for said, to in links(query)
    )
    return (
        seen.page,
        f'<p class="cc-actions">{files}</p>' if seen.rows else "",
        seen.number,
        gr.Row(visible=seen.pages > 1),
        f'<span class="cc-small">{words.PAGE.format(page=seen.number, pages=seen.pages)}</span>',
        gr.Button(interactive=seen.number > 1),
        gr.Button(interactive=seen.number < seen.pages),
    )


@told
def _first(library: Library, *state: Any) -> tuple[Any, ...]:  # noqa: ANN401 - field values
    """What the fields ask for once the page is open."""
    *typed, view, number = state
    return _shown(library, TaskQuery.typed(*typed), view, number)


@told
def _suggest(library: Library) -> str:
    """Names of offices of the library, for the browser to suggest."""
    names = library.office_names(_SUGGESTED)
    options = "".join(f'<option value="{attribute(name)}"></option>' for name in names)
    return f'<datalist id="cc-offices">{options}</datalist>'


@told
def _open(library: Library, event: gr.EventData) -> tuple[Any, ...]:
    """What there is to choose from, and what the address asks for.

    Fields that the address says nothing of keep what was typed while the page opened.
    """
    held = library.documents()
    documents, places = listing.choices(held), [(words.ANYTHING, _ANY), *listing.places(held)]
    asked = Asked.of(event)
    if asked.again:
        return _kept(documents, places)
    query = TaskQuery.of(asked.parts)
    view, number = asked.get("view") or "list", asked.get("part") or "1"
    known = {name for _, name in words.VIEWS}
    if query == TaskQuery() and (view, number) == ("list", "1"):
        return _kept(documents, places)
    ids = [library.find_held(name).id for name in query.documents]
    return (
        gr.Dropdown(documents, value=ids),
        gr.Dropdown(_with(places, query.place), value=query.place),
        *(value or gr.skip() for value in (query.office, query.role, query.field)),
        *(value or gr.skip() for value in (query.due_from, query.due_to, query.without)),
        query.text or gr.skip(),
        bool(query.groups),
        view if view in known else "list",
        int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 1,
    )


def _kept(documents: list[Any], places: list[Any]) -> tuple[Any, ...]:
    """Choices alone; every field keeps its value."""
    rest = [gr.skip() for _ in range(10)]
    return gr.Dropdown(documents), gr.Dropdown(places), *rest


def _with(options: list[Any], chosen: str) -> list[Any]:
    """The options, with one that only the address names."""
    return options if chosen in (_ANY, *options) else [*options, chosen]
