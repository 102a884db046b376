"""What happened to a document, as a line of days under the graph; and what proves its state."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from kg.terms import Event
from ui import graph_wording as words
from ui import labels
from ui.links import address, attribute, link, text
from ui.table_words import in_vietnamese
from ui.validity_words import remarks

Row = Mapping[str, Any]
_LONGEST = 280  # characters of a quote on a card
_ENDS = {Event.REPLACED, Event.EXPIRED, Event.LOST_BASE, Event.SUSPENDED, Event.PARTLY_REPLACED}


def line_of_days(lineage: Row, known: Collection[str], name: str) -> str:
    """The JSON of `cancu lineage` as HTML. known: keys that the library has, which are links."""
    moments = [_moment(moment, known) for moment in lineage["moments"]]
    body = f'<ol class="cc-moments">{"".join(moments)}</ol>' if moments else ""
    nothing = "" if moments else f'<p class="cc-small">{text(words.NO_EVENTS)}</p>'
    day = labels.iso_date(lineage["as_of"])
    return (
        f"<h3>{text(words.LINEAGE.format(name=name))}</h3>"
        f'<div class="cc-scroll" tabindex="0" role="group" aria-label="Các sự kiện">{body}</div>'
        f"{nothing}{_heirs(lineage['heirs'], known, day)}"
        f"{_predecessors(lineage['predecessors'], known)}"
    )


def _moment(moment: Row, known: Collection[str]) -> str:
    event = Event(moment["event"])
    day = moment["date"]
    shown = labels.iso_date(day) if day else words.UNDATED
    dated = (
        f'<button type="button" data-day="{attribute(day)}" '
        f'title="Xem đồ thị vào ngày này">{text(shown)}</button>'
        if day
        else f"<span>{text(shown)}</span>"
    )
    other = _other(moment["other"], moment["key"], known) if moment["other"] else ""
    notes = [moment["clause"], in_vietnamese(moment["provisions"])]
    if moment["presumed"]:
        notes.append(words.PRESUMED.format(rule=moment["presumed"]))
    said = "; ".join(note for note in notes if note)
    end = ' class="cc-ending"' if event in _ENDS else ""
    return (
        f"<li{end}>{dated}<b>{text(labels.EVENTS[event])}</b> {other}"
        f"{f'<small>{text(said)}</small>' if said else ''}</li>"
    )


def _other(name: str, key: str | None, known: Collection[str]) -> str:
    return link(address("graph", doc=key), name) if key in known and key else text(name)


def _heirs(heirs: Sequence[Row], known: Collection[str], day: str) -> str:
    if not heirs:
        return ""
    named = "; ".join(_other(heir["canonical"], heir["key"], known) for heir in heirs)
    return f'<p class="cc-heirs">{text(words.HEIRS.format(day=day))}: <b>{named}</b></p>'


def _predecessors(keys: Sequence[str], known: Collection[str]) -> str:
    if not keys:
        return ""
    named = "; ".join(_other(key.partition("@")[0], key, known) for key in keys)
    return f'<p class="cc-small">{text(words.PREDECESSORS)}: {named}</p>'


def proof(status: Row) -> str:
    """What proves a state (the JSON of `cancu status`), and what else is to be said of it."""
    first, last = status["effective_from"], status["effective_until"]
    spans = [
        f"từ ngày {labels.iso_date(first)}" if first else "",
        f"đến hết ngày {labels.iso_date(last)}" if last else "",
    ]
    span = " ".join(part for part in spans if part)
    proofs = "".join(f"<li>{_proof(item)}</li>" for item in status["proof"][:3])
    said = "".join(f"<p>{text(sentence)}</p>" for sentence in remarks(status)[:4])
    dated = f"<p>{text(words.SPAN.format(span=span))}</p>" if span else ""
    return f"{dated}{f'<ul>{proofs}</ul>' if proofs else ''}{said}"


def _proof(item: Row) -> str:
    where = ", ".join(str(item[name]) for name in ("clause", "document") if item.get(name))
    said = item.get("quote") or ""
    cut = said if len(said) <= _LONGEST else said[:_LONGEST].rpartition(" ")[0] + "…"
    return f"{text(where)}: “{text(cut)}”" if said else text(where)
