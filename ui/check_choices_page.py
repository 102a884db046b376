"""Choosing which document a citation means, on the page of a check; and what was chosen."""

from collections.abc import Mapping
from typing import Any

from kg.terms import LinkReason, ValidityState
from ui import check_page_wording as words
from ui import choice_wording, labels, wording
from ui.links import attribute, text

Row = Mapping[str, Any]


def picker(row: Row, place: int, *, offered: str = "choices", now: str | None = None) -> str:
    """The documents that a citation may mean, one to be chosen. now: key of the one chosen."""
    items = row[offered] if offered == "choices" else row["chosen"]["offered"]
    start = row["mentions"][0]["char_start"]
    radios = "".join(_option(item, place, now) for item in items)
    return (
        f'<form class="ck-pick" data-place="{start}"><fieldset><legend>{text(words.CHOOSE)}'
        f'</legend>{radios}</fieldset><label class="ck-everywhere"><input type="checkbox" '
        f'name="everywhere" checked> {text(words.EVERYWHERE)}</label>'
        f'<button type="submit" class="ck-button">{text(words.CHOOSE_BUTTON)}</button>'
        '<p class="ck-pick-said" role="alert" hidden></p></form>'
    )


def _option(item: Row, place: int, now: str | None) -> str:
    """Number, day, issuer and title of one document, its state that day, why it is offered."""
    day = labels.iso_date(item["date"])
    number = item["canonical"] or item["title"] or item["key"]
    about = f"ngày {day}" if day else words.NO_DAY
    issuer = f" · {item['issuer']}" if item["issuer"] else ""
    title = f'<span class="ck-title">{text(item["title"])}</span>' if item["title"] else ""
    return (
        f'<label class="ck-option"><input type="radio" name="target-{place}" required '
        f'value="{attribute(item["key"])}"{" checked" if item["key"] == now else ""}>'
        f"<span><b>{text(number)}</b> {text(about)}{text(issuer)}{title}"
        f"<small>{_state(item)} · {text(words.WHY.format(reason=_reason(item)))}</small></span>"
        "</label>"
    )


def _state(item: Row) -> str:
    code = ValidityState(item.get("state") or ValidityState.UNKNOWN)
    until = labels.iso_date(item.get("effective_until"))
    last = f" đến hết ngày {until}" if until and code is ValidityState.IN_FORCE else ""
    return text(f"{wording.STATE_SIGNS[code]} {labels.STATES[code]}{last}")


def _reason(item: Row) -> str:
    try:
        return str(labels.LINK_REASONS[LinkReason(item["reason"])])
    except ValueError:
        return str(item["reason"])


def chosen(row: Row, place: int) -> str:
    """What was chosen, by whom and when; to be taken back, or chosen anew."""
    item = row["chosen"]
    anew = ""
    if item["offered"]:
        form = picker(row, place, offered="offered", now=item["target"])
        anew = f"<details><summary>{text(words.OTHER)}</summary>{form}</details>"
    return (
        f'<div class="ck-chosen"><span><span aria-hidden="true">☑</span> {text(words.CHOSEN)} · '
        f"{text(choice_wording.who(item))}</span>"
        f'<button type="button" class="ck-undo" data-undo="{attribute(item["choice"])}">'
        f"↩ {text(words.UNDO)}</button></div>{anew}"
    )
