"""Addresses inside the web app, and the few ways HTML is put together safely.

Every text of a document reaches a page through `text` or `attribute`: what looks like markup in
a title is shown, never run.
"""

import html
from collections.abc import Iterable, Sequence
from urllib.parse import urlencode


def address(tab: str, **parts: object) -> str:
    """Address of a tab in a state; parts that are None or empty are left out.

    >>> address("document", doc="15-kh-ubnd", line=12, q=None)
    '?tab=document&doc=15-kh-ubnd&line=12'
    """
    said = {name: str(part) for name, part in parts.items() if part not in (None, "")}
    return "?" + urlencode({"tab": tab} | said)


def text(value: object) -> str:
    """Any value as text of a page; None is empty.

    >>> text("<script>")
    '&lt;script&gt;'
    """
    return "" if value is None else html.escape(str(value), quote=False)


def attribute(value: object) -> str:
    """Any value inside the quotes of an attribute."""
    return "" if value is None else html.escape(str(value), quote=True)


def link(to: str, shown: str, *, kind: str = "") -> str:
    """A link to an address of the app; `shown` is plain text."""
    named = f' class="{attribute(kind)}"' if kind else ""
    return f'<a href="{attribute(to)}"{named}>{text(shown)}</a>'


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], *, kind: str = "") -> str:
    """A table; `columns` are plain text, cells are HTML already."""
    head = "".join(f'<th scope="col">{text(name)}</th>' for name in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>" for cells in rows
    )
    return (
        f'<div class="cc-scroll"><table class="cc-table {attribute(kind)}">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def empty(sentence: str, advice: str = "") -> str:
    """What stands where there is nothing to show: what is missing, and what to do."""
    more = f"<p>{text(advice)}</p>" if advice else ""
    return f'<div class="cc-empty" role="status"><p><b>{text(sentence)}</b></p>{more}</div>'
