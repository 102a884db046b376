"""The head of the page: the name, the strip of rooms as true links, the scheme of colours."""

from collections.abc import Mapping
from typing import Final

from ui import wording
from ui.links import address, attribute, text

_ICON: Final = (
    '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" '
    'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">{paths}</svg>'
)
# Drawn for this app: simple strokes in a square of 24.
_PATHS: Final[Mapping[str, str]] = {
    "brand": '<circle cx="12" cy="9.5" r="6.2"/><path d="M9 9.8l2.1 2.1L15.2 8"/>'
    '<path d="M8.2 14.8L7 21.2l5-2.4 5 2.4-1.2-6.4"/>',
    "overview": '<path d="M4 11l8-7 8 7"/><path d="M6 9.5V20h12V9.5"/><path d="M10 20v-6h4v6"/>',
    "ask": '<path d="M4 5h16v11H10l-4 4v-4H4z"/><path d="M8.5 9h7M8.5 12h4.5"/>',
    "search": '<circle cx="10.5" cy="10.5" r="6"/><path d="M15 15l5 5"/>',
    "document": '<path d="M6 3h8l4 4v14H6z"/><path d="M14 3v4h4M9 12h6M9 16h6"/>',
    "check": '<path d="M12 3l7.5 3v5.5c0 4.6-3 7.8-7.5 9.5-4.5-1.7-7.5-4.9-7.5-9.5V6z"/>'
    '<path d="M8.7 12l2.4 2.4 4.4-4.6"/>',
    "tasks": '<path d="M4 6.5l1.5 1.5L8 5.3M4 13l1.5 1.5L8 11.8M11 7h9M11 13.5h9M11 19.5h9"/>'
    '<circle cx="5.6" cy="19.5" r="1"/>',
    "graph": '<circle cx="6" cy="6" r="2.4"/><circle cx="18" cy="8" r="2.4"/>'
    '<circle cx="11" cy="18" r="2.4"/><path d="M8.3 6.5l7.3 1.2M7.2 8.2l2.9 7.5M16.6 10l-4.2 6"/>',
    "theme": '<circle cx="12" cy="12" r="4.2"/><path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6l1.4 '
    '1.4M17 17l1.4 1.4M18.4 5.6L17 7M7 17l-1.4 1.4"/>',
}


def icon(name: str) -> str:
    """A drawing beside a word; screen readers pass over it."""
    return _ICON.format(paths=_PATHS[name])


def page() -> str:
    """The head; its links are marked by the browser (navigation.js)."""
    rooms = "".join(
        f'<li><a href="{attribute(address(name))}" data-tab="{name}">'
        f"{icon(name)}<span>{text(shown)}</span></a></li>"
        for name, shown in wording.TABS.items()
    )
    return (
        f'<a class="cc-skip" href="#tabs">{text(wording.SKIP)}</a>'
        '<header class="cc-head"><a class="cc-brand" href="?tab=overview">'
        f"{icon('brand')}<span>{text(wording.TITLE)}</span></a>"
        f'<nav class="cc-nav" aria-label="{attribute(wording.ROOMS)}"><ul>{rooms}</ul></nav>'
        f'<div class="cc-tools"><button type="button" id="cc-theme" '
        f'aria-label="{attribute(wording.DARK)}" title="{attribute(wording.DARK)}">'
        f"{icon('theme')}</button></div></header>"
    )
