"""The state of a document on a day as HTML: sign and word, days, what proves it."""

from collections.abc import Mapping
from typing import Any, Final

from kg.terms import ValidityState
from ui import labels, wording
from ui import reader_wording as words
from ui.links import text
from ui.source_names import source_name
from ui.validity_words import remarks

Row = Mapping[str, Any]
# Worst first: what a reader has to look at stands on top.
WORST_FIRST: Final = (
    ValidityState.EXPIRED,
    ValidityState.SUSPENDED,
    ValidityState.PARTLY,
    ValidityState.NOT_YET,
    ValidityState.UNKNOWN,
    ValidityState.IN_FORCE,
)
_MOST_PROOFS: Final = 3
_LONGEST_QUOTE: Final = 320


def badge(state: ValidityState, day: str = "") -> str:
    """Sign and word of a state, on a day where one is given (as offices write it)."""
    word = labels.STATES[state]
    said = words.STATE_ON.format(state=word, day=day) if day else word
    return (
        f'<span class="cc-state cc-state-{state.value}">'
        f'<span aria-hidden="true">{wording.STATE_SIGNS[state]}</span> {text(said)}</span>'
    )


def state_badge(status: Row) -> str:
    """The same of the JSON of `cancu status`."""
    return badge(ValidityState(status["state"]), labels.iso_date(status["as_of"]))


def days(status: Row) -> str:
    """From when until when it holds, as plain text; empty where neither is known."""
    first, last = status["effective_from"], status["effective_until"]
    spans = (
        words.FROM.format(day=labels.iso_date(first)) if first else "",
        words.UNTIL.format(day=labels.iso_date(last)) if last else "",
    )
    said = " ".join(span for span in spans if span)
    return f"Có hiệu lực {said}" if first else f"Có hiệu lực {said}" if said else ""


def proof(status: Row) -> str:
    """What proves a state, and what else is to be said of it; a sentence where nothing does."""
    items = "".join(f"<li>{_proof(item)}</li>" for item in status["proof"][:_MOST_PROOFS])
    said = "".join(f"<p>{text(sentence)}</p>" for sentence in remarks(status))
    if not items and not said:
        return f"<p>{text(words.NO_PROOF)}</p>"
    return (f'<ul class="cc-proofs">{items}</ul>' if items else "") + said


def _proof(item: Row) -> str:
    where = ", ".join(str(item[name]) for name in ("clause", "document") if item.get(name))
    quote = item.get("quote") or ""
    cut = quote if len(quote) <= _LONGEST_QUOTE else quote[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + "…"
    source = source_name(item.get("source"))
    known = [words.SOURCE.format(source=source)] if source else []
    if item.get("checked"):
        known.append(words.CHECKED.format(day=labels.iso_date(item["checked"])))
    return (
        f"<b>{text(where)}</b>"
        + (f": <q>{text(cut)}</q>" if cut else "")
        + (f" <small>{text('; '.join(known))}</small>" if known else "")
    )
