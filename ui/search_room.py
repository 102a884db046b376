"""The room “Tìm” around its results: the box with its filters, and what one may begin with.

A plain form of HTML that the server never draws again; see `ui.ask_page`.
"""

from collections.abc import Iterable
from typing import Final

from ui import search_wording as words
from ui.ask_page import datalist, day_field, field, lost
from ui.links import address, attribute, link, text

_LISTS: Final = {"type": "search-types", "issuer": "search-issuers", "place": "search-places"}


def room() -> str:
    """The box, and the outline that is seen while results are looked for."""
    fields = [field(name, words.FIELDS[name], words.ALL, among=_LISTS[name]) for name in _LISTS]
    fields.append(field("year", words.FIELDS["year"], words.ANY_YEAR))
    fields.append(day_field("in_force_on", words.FIELDS["in_force_on"], words.ANY_DAY))
    return (
        '<div class="cc-ask-room cc-search-room" id="search-room"><div class="cc-ask-hero">'
        f"<h1>{text(words.HEADING)}</h1><p>{text(words.SUBTITLE)}</p></div>"
        f'<form id="search-form" class="cc-ask" method="get" role="search" '
        f'action="{attribute(address("search"))}" aria-label="{attribute(words.SEARCH_BUTTON)}">'
        f'<div class="cc-search-line"><label class="cc-heard" for="search-q">{text(words.QUERY)}'
        '</label><input type="text" id="search-q" name="q" data-slash autocomplete="off" '
        f'spellcheck="false" enterkeyhint="search" placeholder="{attribute(words.PLACEHOLDER)}" '
        f'data-none="{attribute(words.EMPTY_QUERY)}"><button type="submit" id="search" '
        f'class="cc-button cc-primary">{text(words.SEARCH_BUTTON)}</button></div>'
        f'<div class="cc-ask-row">{"".join(fields)}</div></form>'
        f'<p class="cc-ask-hint">{text(words.KEYS_HINT)}</p>'
        '<div id="search-wait" class="cc-wait" aria-hidden="true"><i></i><span></span>'
        f"<span></span><span></span></div>{lost('search-failed')}"
        '<div id="found-told" class="cc-heard" role="status"></div></div>'
    )


def begin() -> str:
    """Where the browser lists what was searched before; hidden until there is something."""
    return (
        '<section id="search-recent" class="cc-words" hidden '
        f'aria-label="{attribute(words.RECENT)}"><h2>{text(words.RECENT)}</h2><ul></ul></section>'
    )


def examples(said: Iterable[str]) -> str:
    """Words to begin with, each a link that searches them."""
    items = "".join(f"<li>{link(address('search', q=word), word)}</li>" for word in said)
    if not items:
        return ""
    return (
        f'<section class="cc-words" aria-label="{attribute(words.EXAMPLES)}">'
        f"<h2>{text(words.EXAMPLES)}</h2><ul>{items}</ul></section>"
    )


def lists(types: Iterable[str], issuers: Iterable[str], places: Iterable[str]) -> str:
    """What the fields offer while one types."""
    offered = zip(_LISTS.values(), (types, issuers, places), strict=True)
    return "".join(datalist(identifier, values) for identifier, values in offered)
