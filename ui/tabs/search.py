"""Tab “Tìm”: words, filters, the passages that meet them best."""

from types import MethodType as Bound
from typing import Any, Final

import gradio as gr

from kg.errors import UsageError
from ui import listing, search_page, wording
from ui import search_wording as words
from ui.days import day
from ui.library import Library
from ui.links import empty
from ui.search_filter import SearchFilter
from ui.tabs.opening import Asked
from ui.tabs.telling import told

_ANY: Final = ""
_COUNT: Final = 20
_NAMES: Final = ("type", "issuer", "place", "year", "in_force_on")
_KEEP_ADDRESS = """(q, type, issuer, place, year, in_force_on) => {
  const said = Object.entries({q, type, issuer, place, year, in_force_on}).filter(([, v]) => v);
  history.replaceState(null, "", "?" + new URLSearchParams([["tab", "search"], ...said]));
}"""


def build(port: gr.HTML, library: Library) -> None:
    """The tab's components and what they do."""
    with gr.Row(equal_height=True):
        query = gr.Textbox(
            label=words.QUERY,
            placeholder=words.PLACEHOLDER,
            max_lines=1,
            scale=6,
            elem_id="search-query",
        )
        button = gr.Button(
            words.SEARCH_BUTTON, variant="primary", scale=1, min_width=100, elem_id="search"
        )
    with gr.Accordion(words.NARROW, open=False) as narrow, gr.Row():
        kind = gr.Dropdown([], label="Loại", scale=1, min_width=140, elem_id="search-type")
        issuer = gr.Textbox(
            label="Cơ quan ban hành", max_lines=1, scale=2, min_width=160, elem_id="search-issuer"
        )
        place = gr.Dropdown([], label="Địa phương", scale=1, min_width=150, elem_id="search-place")
        year = gr.Textbox(label="Năm", max_lines=1, scale=1, min_width=90, elem_id="search-year")
        on = gr.Textbox(
            label=words.IN_FORCE_ON,
            placeholder="01/7/2025",
            max_lines=1,
            scale=1,
            min_width=170,
            elem_id="search-day",
        )
    shown = gr.HTML(empty(words.NOTHING_YET), elem_id="found")
    boxes = [query, kind, issuer, place, year, on]
    gr.on(
        [button.click, query.submit, issuer.submit, year.submit, on.submit],
        Bound(_search, library),
        inputs=boxes,
        outputs=[shown],
        api_visibility="private",
    ).success(None, boxes, None, js=_KEEP_ADDRESS, api_visibility="private")
    port.click(
        Bound(_open, library),
        outputs=[*boxes, narrow, shown],
        api_visibility="private",
        show_progress="hidden",
    )


@told
def _search(  # noqa: PLR0913, PLR0917 - one value for each filter
    library: Library, query: str, kind: str, issuer: str, place: str, year: str, on: str
) -> str:
    if not library.exists():
        return empty(wording.EMPTY_LIBRARY, wording.EMPTY_ADVICE)
    said = (kind, issuer, place, year, on)
    kept = {name: (value or "").strip() for name, value in zip(_NAMES, said, strict=True)}
    found = library.search(query or "", _COUNT, **_filters(kept))
    return search_page.page(found, kept)


def _filters(said: dict[str, str]) -> SearchFilter:
    """What the boxes say as filters. Raises UsageError for a year or a day that is none."""
    year = said["year"]
    if year and not (year.isascii() and year.isdigit() and len(year) == 4):
        raise UsageError(wording.BAD_YEAR.format(year=year))
    return {
        "type": said["type"] or None,
        "issuer": said["issuer"] or None,
        "place": said["place"] or None,
        "year": int(year) if year else None,
        "in_force_on": day(said["in_force_on"]) if said["in_force_on"] else None,
    }


@told
def _open(library: Library, event: gr.EventData) -> tuple[Any, ...]:
    """What the address asks for: a search with its filters, done at once."""
    asked = Asked.of(event)
    if asked.again:
        return tuple(gr.skip() for _ in range(len(_NAMES) + 3))
    query = asked.get("q") or ""
    said = [asked.get(name) or "" for name in _NAMES]
    held = library.documents()
    kinds, places = listing.types(held), listing.places(held)
    if library.exists() and library.store.dataset_documents():
        kinds = [*kinds, *(name for name in words.NATIONAL_TYPES if name not in kinds)]
    boxes = [
        gr.Dropdown([("Tất cả", _ANY), *_with(kinds, said[0])], value=said[0]),
        said[1],
        gr.Dropdown([("Tất cả", _ANY), *_with(places, said[2])], value=said[2]),
        *said[3:],
    ]
    nothing = empty(words.NOTHING_YET)
    shown = _search(library, query, *said) if query else nothing
    return query, *boxes, gr.Accordion(open=any(said)), shown


def _with(options: list[str], chosen: str) -> list[str]:
    """The options, with one that only the address names."""
    return options if chosen in ("", *options) else [*options, chosen]
