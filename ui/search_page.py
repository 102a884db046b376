"""Search results as a page: what was searched, and a card for each result."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from kg.terms import ValidityState
from ui import labels, search_table
from ui import search_wording as wording
from ui.links import address, attribute, empty, link, text
from ui.wording import STATE_SIGNS

Hit = Mapping[str, Any]
MOST_NAMED: Final = 20  # duplicates that a card lists
MOST_TITLE: Final = 200  # characters of a title


def page(found: Mapping[str, Any], filters: Mapping[str, object]) -> str:
    """The JSON of `cancu search` as a page. filters: as the address has them, for links."""
    said = _meant(found, filters)
    if not found["hits"]:
        return (
            f'<section class="cc-found" aria-live="polite">{said}{empty(found["note"])}</section>'
        )
    if found["note"]:
        said += f'<p class="cc-note">▲ {text(found["note"])}</p>'
    cards = "".join(card(hit) for hit in found["hits"])
    count = wording.COUNTED.format(count=labels.figure(len(found["hits"])))
    day = wording.STATES_ON.format(day=labels.iso_date(found["as_of"]))
    return (
        f'<section class="cc-found" aria-live="polite">{said}'
        f'<p class="cc-small">{text(count)} {text(day)}</p>'
        f'<ol class="cc-hits">{cards}</ol></section>'
    )


def _meant(found: Mapping[str, Any], filters: Mapping[str, object]) -> str:
    """The reading that is offered, as a link that searches it."""
    meant = found["did_you_mean"]
    if not meant or found["searched"] == meant:
        return ""
    before, _, after = wording.DID_YOU_MEAN.partition("{text}")
    offered = link(address("search", q=meant, **filters), meant)
    return f'<p class="cc-meant">{text(before)}{offered}{text(after)}</p>'


def card(hit: Hit) -> str:
    """One result: its document, headings, snippet; where it stands, and what says the same."""
    headings = " › ".join(
        marked(part, spans)
        for part, spans in zip(hit["heading_path"], hit["heading_marks"], strict=True)
        if part != hit["title"]
    )
    title = search_table.cut(hit["title"], MOST_TITLE) if hit["number"] else ""  # else the name
    return (
        f'<li class="cc-card cc-hit"><div class="cc-hit-head">{_source(hit)} {_state(hit)}</div>'
        + (f'<div class="cc-small">{text(title)}</div>' if title else "")
        + (f'<div class="cc-hit-path">{headings}</div>' if headings else "")
        + f"<blockquote>{snippet(hit['snippet'])}</blockquote>"
        + f'<div class="cc-small">{text(_found_by(hit))}</div>{_whole(hit)}{_duplicates(hit)}</li>'
    )


def marked(value: str, spans: Sequence[Sequence[int]]) -> str:
    """A text with its marked spans, all of it escaped."""
    found, last = [], 0
    for start, end in spans:
        found += [text(value[last:start]), f"<mark>{text(value[start:end])}</mark>"]
        last = end
    return "".join(found) + text(value[last:])


def snippet(found: Mapping[str, Any]) -> str:
    """A snippet with the words that meet the query marked, and dots where it was cut."""
    before, after = ("… " if found["cut_before"] else ""), (" …" if found["cut_after"] else "")
    return before + marked(found["text"], found["marks"]) + after


def _source(hit: Hit) -> str:
    """Number and place; a link to the marked line where the document is held."""
    place = search_table.place(hit)
    name = ", ".join(
        part for part in (hit["number"] or hit["title"] or hit["document"], place) if part
    )
    if not hit["held"]:
        return f'<span class="cc-source">{text(name)}</span>'
    to = address("document", doc=hit["document"], line=hit["snippet"]["line"])
    return link(to, name, kind="cc-source")


def _state(hit: Hit) -> str:
    if hit["state"] in (None, ValidityState.UNKNOWN):
        return ""
    state = ValidityState(hit["state"])
    shown = f"{STATE_SIGNS[state]} {labels.STATES[state]}"
    return f'<span class="cc-cite cc-state-{attribute(state.value)}">{text(shown)}</span>'


def _found_by(hit: Hit) -> str:
    return wording.FOUND_SO.format(how=wording.FOUND_BY[hit["found_by"]])


def _whole(hit: Hit) -> str:
    """The whole passage, to unfold, where nothing else shows it: what is held has the reader."""
    if hit["held"] or hit["text"] == hit["snippet"]["text"]:
        return ""
    return (
        f'<details class="cc-whole"><summary>{text(wording.WHOLE_TEXT)}</summary>'
        f"<div>{text(hit['text'])}</div></details>"
    )


def _duplicates(hit: Hit) -> str:
    others = hit["duplicates"]
    if not others:
        return ""
    items = "".join(f"<li>{_duplicate(other)}</li>" for other in others[:MOST_NAMED])
    rest = len(others) - MOST_NAMED
    more = f"<li>{text(wording.MORE_PLACES.format(count=rest))}</li>" if rest > 0 else ""
    said = wording.OTHER_PLACES.format(count=len(others))
    return (
        f'<details class="cc-same"><summary>{text(said)}</summary><ul>{items}{more}</ul></details>'
    )


def _duplicate(other: Hit) -> str:
    name = other["number"] or other["title"] or other["document"]
    shown = (
        link(address("document", doc=other["document"], line=other["line_start"]), name)
        if other["line_start"]
        else text(name)
    )
    if not other["differs"]:
        return shown
    return f"{shown} ({text(wording.DIFFERS.format(pairs=search_table.differing(other)))})"
