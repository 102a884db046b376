"""Search results in a terminal: a table where it is wide enough, one result under another else."""

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from kg.terms import ValidityState
from ui import labels
from ui import search_wording as wording

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_PIPE: Final = 160  # columns of a pipe or a file, which have no width of their own
_NARROW: Final = 90
_NAMES: Final = 3  # duplicates that are named
_HEADINGS: Final = 2  # innermost headings that are shown
_HEADING: Final = 80  # characters of each


def print_results(found: dict[str, Any]) -> None:
    """The JSON of `cancu search` for a reader; bold marks on a terminal only."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else _PIPE
    console = Console(highlight=False, markup=False, emoji=False, width=width)
    if found["did_you_mean"] and found["searched"] != found["did_you_mean"]:
        console.print(wording.DID_YOU_MEAN.format(text=found["did_you_mean"]))
    if found["note"]:
        console.print(found["note"])
    if not found["hits"]:
        return
    if console.width < _NARROW:
        _print_list(console, found["hits"])
    else:
        _print_table(console, found["hits"])


def _print_table(console: "Console", hits: Sequence[dict[str, Any]]) -> None:
    from rich import box
    from rich.table import Table

    view = Table(box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 1, 0))
    for column, share in zip(wording.COLUMNS, (3, 12, 2, 2), strict=True):
        view.add_column(column, overflow="fold", ratio=share)
    view.expand = True
    for hit in hits:
        view.add_row(_name(hit), _content(hit), place(hit), wording.FOUND_BY[hit["found_by"]])
    console.print(view)


def _print_list(console: "Console", hits: Sequence[dict[str, Any]]) -> None:
    for number, hit in enumerate(hits, 1):
        where = ", ".join(filter(None, (place(hit), wording.FOUND_BY[hit["found_by"]])))
        console.print(f"{number}. {_name(hit).replace(chr(10), ' · ')} ({where})")
        console.print(_content(hit))
        console.print()


def _name(hit: dict[str, Any]) -> str:
    state = hit["state"]
    known = state not in (None, ValidityState.UNKNOWN)
    said = [cut(hit["number"] or hit["title"] or hit["document"])]
    return "\n".join([*said, labels.STATES[ValidityState(state)]] if known else said)


def _content(hit: dict[str, Any]) -> "Text":
    from rich.text import Text

    content = Text()
    if headings := path(hit):
        content.append(" › ".join(headings) + "\n", style="dim")
    content.append_text(_snippet(hit["snippet"]))
    if told := duplicates(hit):
        content.append("\n" + told, style="dim")
    return content


def _snippet(snippet: dict[str, Any]) -> "Text":
    from rich.text import Text

    text = Text(snippet["text"])
    for start, end in snippet["marks"]:
        text.stylize("bold", start, end)
    before, after = ("…" if snippet[key] else "" for key in ("cut_before", "cut_after"))
    return Text(before).append_text(text).append(after)


def path(hit: dict[str, Any]) -> list[str]:
    """The innermost headings over a passage, without the document's title."""
    own = [part for part in hit["heading_path"] if part != hit["title"]]
    return [cut(part) for part in own[-_HEADINGS:]]


def place(hit: Mapping[str, Any]) -> str:
    """Line and page of the snippet; of a dataset's passage its article."""
    snippet = hit["snippet"]
    if snippet["line"] is None:
        article = hit["passage"].rpartition("#")[2]
        return wording.ARTICLE.format(article=article) if article.isalnum() else article
    line = wording.LINE.format(line=snippet["line"])
    return f"{line}, {wording.PAGE.format(page=snippet['page'])}" if snippet["page"] else line


def duplicates(hit: dict[str, Any]) -> str:
    """How many other documents say the same, their names, and what they say otherwise."""
    others = hit["duplicates"]
    if not others:
        return ""
    named = [_other(other) for other in others[:_NAMES]]
    more = "; …" if len(others) > _NAMES else ""
    return wording.DUPLICATES.format(count=len(others), names="; ".join(named) + more)


def _other(other: dict[str, Any]) -> str:
    name = cut(other["number"] or other["title"] or other["document"])
    if not other["differs"]:
        return name
    return f"{name} ({wording.DIFFERS.format(pairs=differing(other))})"


def differing(other: Mapping[str, Any]) -> str:
    """What a duplicate says otherwise: “95%” → “90%”."""
    pairs = (f"“{one['here']}” → “{one['there']}”" for one in other["differs"][:2])
    return ", ".join(pairs)


def cut(text: str, length: int = _HEADING) -> str:
    """A text without what cannot be shown, cut at a word."""
    text = "".join(char if char.isprintable() else " " for char in text)
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0] + " …"
