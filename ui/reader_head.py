"""The head of the reader: what a document says of itself, its own state, what to do with it."""

from collections.abc import Mapping
from typing import Any, Final

from kg.folding import fold
from kg.model import Attached, Header, Reading
from ui import labels, reader_state, wording
from ui import reader_wording as words
from ui.links import address, attribute, link, text
from ui.page_images import is_gone
from ui.reader_book import OpenDocument
from ui.reader_lines import View

FILE_ADDRESS: Final = "/cancu-files/{document}"


def header(opened: OpenDocument, view: View, status: Mapping[str, Any]) -> str:
    """Number, title, day, issuer; its state on the day of view; what can be done with it."""
    head = opened.reading.header
    day = labels.vietnamese_date(head.date) or "không ghi đủ ngày"
    line = [head.issuer, words.SIGNED.format(day=day) if head.date else day, _signer(head)]
    kind = " ".join(part for part in (head.type, head.number or wording.NO_NUMBER) if part)
    return (
        f'<header class="cc-doc"><p class="cc-doc-kind">{text(kind)}</p>'
        f"<h2>{text(head.title or head.number or opened.reading.name)}</h2>"
        f'<p class="cc-doc-line">{text(" · ".join(part for part in line if part))}</p>'
        f'<div class="cc-doc-state">{own_state(status)}</div>{actions(opened, view)}'
        f"{_more(opened.reading)}</header>"
    )


def own_state(status: Mapping[str, Any]) -> str:
    """The document's own state on the day, its days, and what proves it, to be opened."""
    span = reader_state.days(status)
    return (
        f"<details><summary>{reader_state.state_badge(status)}"
        f"{f'<span class=cc-small>{text(span)}</span>' if span else ''}"
        f'<span class="cc-why">{words.WHY}</span></summary>{reader_state.proof(status)}</details>'
    )


def actions(opened: OpenDocument, view: View) -> str:
    """Links to what can be done with the document; on the day of view where one was asked for."""
    doc, day = view.document, view.on.isoformat() if view.day_asked else None
    ways = [
        link(address("check", doc=doc, as_of=day), words.CHECK),
        link(address("tasks", doc=doc), words.TASKS),
        link(address("graph", doc=doc), words.GRAPH),
    ]
    gone = is_gone(opened.record)
    if opened.record.path and not gone:
        to = FILE_ADDRESS.format(document=doc)
        ways.append(f'<a href="{attribute(to)}" download>{words.FILE}</a>')
    if opened.doubts:
        count = words.REVIEW.format(count=labels.figure(opened.doubts))
        ways.append(link(address("overview", view="review", doc=doc), count))
    told = words.FILE_GONE.format(name=opened.record.name) if gone else ""
    return (
        f'<nav class="cc-actions" aria-label="{words.ACTIONS}">{"".join(ways)}</nav>'
        f"{f'<p class=cc-small>{text(told)}</p>' if told else ''}"
    )


def _more(reading: Reading) -> str:
    """All that the document says of itself; what it leaves out is said to be left out."""
    said = _said(reading)
    rows = "".join(
        f"<div><dt>{text(name)}</dt><dd>{text(said[key])}</dd></div>"
        for key, name in wording.HEADER_FIELDS.items()
        if said[key]
    )
    return (
        f'<details class="cc-doc-more"><summary>{words.MORE}</summary>'
        f'<dl class="cc-header">{rows}</dl></details>'
    )


def _said(reading: Reading) -> dict[str, str | None]:
    head = reading.header
    place = head.place
    effect = labels.vietnamese_date(head.effective_from)
    return {
        "number": head.number or wording.NO_NUMBER,
        "type": head.type,
        "date": labels.vietnamese_date(head.date) or "không ghi đủ ngày",
        "issuer": head.issuer,
        "place": ", ".join(_parts(place.name, place.district, place.province)) if place else None,
        "title": head.title,
        "attached": attached_name(head.attached) if head.attached else None,
        "period": f"{head.period.start} - {head.period.end}" if head.period else None,
        "signer": _signer(head),
        "effect": " – ".join(_parts(effect and f"từ {effect}", head.effective_note)),
        "recipients": "; ".join(head.recipients),
        "source": reading.name,
    }


def _signer(head: Header) -> str:
    return ", ".join(part for part in (head.signer_title, head.signer) if part)


def attached_name(attached: Attached) -> str:
    """Kind and title, the kind once where the title begins with it."""
    begun = fold(attached.title).startswith(fold(attached.type))
    return attached.title if begun else f"{attached.type} {attached.title}"


def _parts(*values: str | None) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))
