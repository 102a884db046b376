"""The room “Hỏi” around its answers: the box with its filters, what waits, what went wrong.

The box is a plain form of HTML that the server never draws again: nothing typed is lost. The
browser (ui/static/js/ask.js) sends its address to the tab's port and fills it from an address.
"""

from collections.abc import Iterable
from typing import Final

from ui import ask_wording as words
from ui.links import address, attribute, link, text
from ui.wording import NO_QUESTION

_CALENDAR: Final = (
    '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" '
    'stroke-linecap="round" aria-hidden="true"><path d="M4 6h16v14H4zM4 10h16M8 3v4M16 3v4"/></svg>'
)


def room() -> str:
    """The box, the place where waiting is seen, and the list of questions asked before."""
    return (
        f'<div class="cc-ask-room" id="ask-room"><div class="cc-ask-hero">'
        f"<h1>{text(words.HEADING)}</h1><p>{text(words.SUBTITLE)}</p></div>{_form()}{_waiting()}"
        f'{lost("ask-failed")}<div id="answer-told" class="cc-heard" role="status"></div></div>'
    )


def lost(identifier: str) -> str:
    """What is shown where the program does not answer at all."""
    return (
        f'<p id="{attribute(identifier)}" class="cc-problem" role="alert" hidden>'
        f"{text(words.LOST)}</p>"
    )


def _form() -> str:
    hint = (
        f'<p class="cc-ask-hint" id="ask-hint">{text(words.KEYS_HINT)} · '
        f'<button type="button" class="cc-quiet" data-keys>{text(words.KEYS)}</button></p>'
    )
    return (
        f'<form id="ask-form" class="cc-ask" method="get" action="{attribute(address("ask"))}" '
        f'role="search" aria-label="{attribute(words.ASK)}">'
        f'<label class="cc-heard" for="ask-q">{text(words.BOX)}</label>'
        f'<textarea id="ask-q" name="q" rows="1" data-slash data-none="{attribute(NO_QUESTION)}" '
        f'placeholder="{attribute(words.PLACEHOLDER)}" aria-describedby="ask-hint" '
        'autocomplete="off" spellcheck="false" enterkeyhint="send"></textarea>'
        '<div class="cc-ask-row">'
        f"{field('place', words.PLACE, words.ANY_PLACE, among='ask-places')}"
        f"{field('document', words.DOCUMENT, words.ANY_DOCUMENT, among='ask-documents')}"
        f"{day_field('as_of', words.DAY, words.TODAY)}"
        f'<span class="cc-ask-go"><a href="{attribute(address("ask"))}" id="ask-new" '
        f'class="cc-button" hidden>{text(words.NEW)}</a>'
        f'<button type="submit" id="ask" class="cc-button cc-primary">{text(words.ASK)}</button>'
        f"</span></div></form>{hint}"
    )


def field(name: str, label: str, blank: str, *, among: str = "") -> str:
    """A compact field of a form; among: id of the list that it offers."""
    offered = f' list="{attribute(among)}"' if among else ""
    return (
        f'<label class="cc-in"><span>{text(label)}</span><input type="text" '
        f'name="{attribute(name)}" placeholder="{attribute(blank)}" autocomplete="off"{offered}>'
        "</label>"
    )


def day_field(name: str, label: str, blank: str) -> str:
    """A field for a day: typed as 01/7/2025, or taken from the browser's own calendar."""
    return (
        f'<span class="cc-in cc-day"><label><span>{text(label)}</span><input type="text" '
        f'name="{attribute(name)}" placeholder="{attribute(blank)}" inputmode="numeric" '
        'autocomplete="off"></label><input type="date" class="cc-day-native" tabindex="-1" '
        f'aria-hidden="true"><button type="button" class="cc-day-open" '
        f'aria-label="{attribute(words.PICK_DAY)}" title="{attribute(words.PICK_DAY)}">'
        f"{_CALENDAR}</button></span>"
    )


def _waiting() -> str:
    """The outline of an answer, seen while one is looked for."""
    return (
        '<div id="ask-wait" class="cc-wait" aria-hidden="true"><i></i><i></i><i></i>'
        "<span></span><span></span></div>"
    )


def history() -> str:
    """Where the browser lists what was asked before; hidden until there is something."""
    return (
        '<details id="ask-history" class="cc-history" hidden><summary>'
        f'{text(words.HISTORY)} <span class="cc-count"></span></summary><ul></ul>'
        f'<p class="cc-small">{text(words.HISTORY_NOTE)} '
        f'<button type="button" class="cc-quiet" data-clear>{text(words.CLEAR)}</button></p>'
        "</details>"
    )


def lists(places: Iterable[str], documents: Iterable[str]) -> str:
    """What the fields offer while one types: the browser's own lists."""
    return datalist("ask-places", places) + datalist("ask-documents", documents)


def datalist(identifier: str, values: Iterable[str]) -> str:
    """A list that a field offers; its values are plain text."""
    options = "".join(f'<option value="{attribute(value)}"></option>' for value in values)
    return f'<datalist id="{attribute(identifier)}">{options}</datalist>'


def problem(
    sentence: str, hint: str = "", choices: Iterable[str] = (), *, name: str = words.PROBLEM
) -> str:
    """What went wrong, in its place on the page: calm, one sentence, what to do."""
    items = "".join(f"<li>{text(choice)}</li>" for choice in choices)
    return (
        '<section class="cc-problem" role="alert">'
        f'<p class="cc-reason"><span aria-hidden="true">!</span> {text(name)}</p>'
        f'<p class="cc-sentence">{text(sentence)}</p>'
        + (f"<p>{text(hint)}</p>" if hint else "")
        + (f"<ul>{items}</ul>" if items else "")
        + "</section>"
    )


def follow_up() -> str:
    """How a conversation goes on."""
    new = link(address("ask"), words.NEW)
    return f'<p class="cc-small cc-follow-up">{text(words.FOLLOW_UP)} {new}.</p>'
