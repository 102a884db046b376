"""The room “Kiểm tra” around a check: what to check, on which day; what waits, what went wrong.

The form is plain HTML that the server draws once; the browser (ui/static/js/check.js) sends its
address to the tab's port and fills it from the check that is shown.
"""

from collections.abc import Iterable
from typing import Final

from kg.errors import CancuError
from ui import check_page_wording as words
from ui import web_hints, wording
from ui.links import address, attribute, empty, text

_CALENDAR: Final = (
    '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" '
    'stroke-linecap="round" aria-hidden="true"><path d="M4 6h16v14H4zM4 10h16M8 3v4M16 3v4"/></svg>'
)
_PAPER: Final = (
    '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.6" '
    'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">'
    '<path d="M6 3h8l4 4v14H6z"/><path d="M14 3v4h4M12 18v-6M9.5 14.5L12 12l2.5 2.5"/></svg>'
)
DRAFT_PATH: Final = "/cancu-check/draft"
DOCUMENTS_PATH: Final = "/cancu-check/documents"


def room(most_bytes: int) -> str:
    """The form. most_bytes: of a file; more is not sent."""
    return (
        f'<div id="check-room" data-most="{most_bytes}"><div class="ck-hero"><h1>'
        f"{text(words.HEADING)}</h1><p>{text(words.SUBTITLE)}</p></div>"
        f'<form id="check-form" class="ck-form" method="get" action="{attribute(address("check"))}"'
        f' aria-label="{attribute(words.HEADING)}">{_drop()}'
        f'<div class="ck-fields">{_document()}{_day()}'
        f'<button type="submit" id="check" class="ck-button ck-primary">{text(words.CHECK)}'
        "</button></div></form>"
        '<p id="check-note" class="ck-note" role="alert" hidden></p>'
        f'<div id="check-wait" class="ck-wait" hidden><progress id="check-bar"></progress>'
        f'<span id="check-said">{text(words.WAITING)}</span>'
        f'<button type="button" id="check-stop" class="ck-button" hidden>{text(words.STOP)}'
        "</button></div>"
        '<div id="check-told" class="cc-heard" role="status"></div></div>'
    )


def _drop() -> str:
    return (
        f'<div id="draft" class="ck-drop" data-to="{DRAFT_PATH}"><label>'
        f"{_PAPER}<b>{text(words.DROP)}</b><span>{text(words.DROP_MORE)}</span>"
        f'<input type="file" id="draft-file"></label><small>{text(words.DROP_NOTE)}</small>'
        '<input type="hidden" name="draft" id="check-draft"></div>'
    )


def _document() -> str:
    return (
        f'<div class="ck-field ck-document" id="check-document"><label for="check-doc">'
        f"{text(words.DOCUMENT)}</label>"
        f'<input type="text" id="check-doc" role="combobox" aria-expanded="false" '
        f'aria-controls="check-docs" aria-autocomplete="list" autocomplete="off" '
        f'placeholder="{attribute(words.DOCUMENT_HINT)}" data-from="{DOCUMENTS_PATH}" '
        f'data-none="{attribute(words.NO_DOCUMENTS)}">'
        '<input type="hidden" name="doc" id="check-chosen">'
        f'<ul id="check-docs" role="listbox" aria-label="{attribute(words.DOCUMENT)}" hidden></ul>'
        "</div>"
    )


def _day() -> str:
    """The day as people type it, and the browser's own calendar beside it (kept.js)."""
    return (
        f'<div class="ck-field ck-day"><label for="check-day">{text(words.DAY)}</label>'
        f'<span><input type="text" id="check-day" name="as_of" inputmode="numeric" '
        f'autocomplete="off" placeholder="{attribute(words.TODAY)}">'
        '<input type="date" class="cc-day-native" tabindex="-1" aria-hidden="true">'
        '<button type="button" class="cc-day-open" aria-label="Chọn ngày trên lịch" '
        f'title="Chọn ngày trên lịch">{_CALENDAR}</button></span></div>'
    )


def nothing() -> str:
    """What stands where nothing was checked yet."""
    return empty(wording.NOTHING_CHECKED, words.NOTHING_ADVICE)


def problem(failure: CancuError) -> str:
    """What went wrong, in its place on the page: one sentence, what to do, what there is."""
    hint = web_hints.hint(failure)
    return _problem(" ".join(filter(None, (failure.message, hint))), failure.choices)


def failed() -> str:
    """The same for what was not foreseen."""
    return _problem(wording.FAILED, ())


def _problem(sentence: str, choices: Iterable[str]) -> str:
    items = "".join(f"<li>{text(choice)}</li>" for choice in choices)
    return (
        f'<section class="ck-problem" role="alert"><b>{text(words.PROBLEM)}</b>'
        f"<p>{text(sentence)}</p>{f'<ul>{items}</ul>' if items else ''}</section>"
    )
