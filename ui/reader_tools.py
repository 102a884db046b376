"""The tools of the reader: the day, which text, the next citation, find in the text."""

from typing import Final

from ui import labels, wording
from ui import reader_wording as words
from ui.links import attribute, text
from ui.page_images import drawable
from ui.reader_book import OpenDocument
from ui.reader_lines import View

_CALENDAR: Final = (
    '<svg viewBox="0 0 16 16" width="16" height="16" fill="none" stroke="currentColor" '
    'stroke-width="1.4" aria-hidden="true"><rect x="2" y="3.2" width="12" height="11" rx="1.5"/>'
    '<path d="M2 6.6h12M5.2 1.6v3M10.8 1.6v3"/></svg>'
)


def tools(opened: OpenDocument, view: View) -> str:
    """A strip that stays in sight while the text is scrolled."""
    return (
        f'<div class="cc-tools-strip" role="group" aria-label="{words.TOOLS}">'
        f"{_day(opened, view)}{_views(opened, view)}{_steps()}{_find()}</div>"
        '<p class="cc-tools-said" role="alert" hidden></p>'
    )


def _day(opened: OpenDocument, view: View) -> str:
    """The day as people type it, the calendar of the browser beside it, and usual days."""
    signed = opened.reading.header.date
    usual = [("", words.TODAY), (signed.isoformat() if signed else None, words.SIGNED_DAY)]
    options = "".join(
        f'<button type="button" data-day="{day}">{text(said)}</button>'
        for day, said in usual
        if day is not None
    )
    shown = labels.vietnamese_date(view.on)
    return (
        f'<form class="cc-read-day"><label for="cc-read-day">{words.DAY}</label>'
        f'<span class="cc-read-box"><input id="cc-read-day" type="text" inputmode="numeric" '
        f'autocomplete="off" size="11" value="{attribute(shown)}" placeholder="01/7/2025">'
        f'<button type="button" class="cc-calendar" aria-label="{words.PICK_DAY}">{_CALENDAR}'
        f'</button><input type="date" tabindex="-1" aria-hidden="true" '
        f'value="{view.on.isoformat()}"></span><span class="cc-usual">{options}</span></form>'
    )


def _views(opened: OpenDocument, view: View) -> str:
    """The ways to show this document's text; nothing where there is but one."""
    ways = list(wording.READER_VIEWS if opened.record.damaged else wording.READER_VIEWS[:1])
    ways += [wording.PAGES_VIEW] if drawable(opened.record) else []
    if len(ways) < 2:
        return ""
    items = "".join(
        f'<label><input type="radio" name="cc-view" value="{code}"'
        f"{' checked' if code == view.shown.value else ''}><span>{text(said)}</span></label>"
        for said, code in ways
    )
    return (
        f'<fieldset class="cc-views"><legend class="cc-heard">{words.VIEWS}</legend>{items}'
        "</fieldset>"
    )


def _steps() -> str:
    """To the citation before or after, and to the next one that is dead."""
    ways = (
        ("before", words.BEFORE, "‹", ""),
        ("next", words.NEXT, "›", ""),
        ("dead", words.NEXT_DEAD, "✖", words.DEAD_SHORT),
    )
    buttons = "".join(
        f'<button type="button" data-step="{code}" aria-label="{said}" title="{said}">'
        f'<span aria-hidden="true">{sign}</span>{f" <span>{shown}</span>" if shown else ""}'
        "</button>"
        for code, said, sign, shown in ways
    )
    return (
        f'<span class="cc-steps"><span class="cc-steps-name">{words.CITED}</span>{buttons}'
        '<output class="cc-step-count"></output></span>'
    )


def _find() -> str:
    return (
        f'<span class="cc-find" role="search"><input type="search" id="cc-find" '
        f'aria-label="{words.FIND}" placeholder="{words.FIND}" autocomplete="off">'
        '<output for="cc-find"></output>'
        f'<button type="button" data-find="-1" aria-label="{words.FIND_BEFORE}">‹</button>'
        f'<button type="button" data-find="1" aria-label="{words.FIND_NEXT}">›</button></span>'
    )
