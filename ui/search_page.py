"""Search results as a page: what was searched, and a card for each result."""

from collections.abc import Mapping
from typing import Any, Final

from ui import labels, search_table
from ui import search_wording as wording
from ui.cards import marked as marked  # noqa: PLC0414 - the same marks in answers and results
from ui.cards import state
from ui.links import address, attribute, empty, link, text

Hit = Mapping[str, Any]
STEP: Final = 20
"""Results of one step of the list."""
MOST_NAMED: Final = 20  # duplicates that a card lists before the others are unfolded
MOST_TITLE: Final = 200  # characters of a title


def page(
    found: Mapping[str, Any],
    filters: Mapping[str, object],
    *,
    count: int = STEP,
    seconds: float | None = None,
) -> str:
    """The JSON of `cancu search` as a page.

    filters: as the address has them, for links. count: hits shown at most; where the JSON has
    more of them, the next ones are offered. seconds: what the search took.
    """
    filters = {name: value for name, value in filters.items() if value}
    said = _meant(found, filters)
    if not found["hits"]:
        return _section(f"{said}{_chips(found, filters)}{empty(found['note'])}")
    if found["note"]:
        said += f'<p class="cc-note">▲ {text(found["note"])}</p>'
    shown = found["hits"][:count]
    weak = " cc-weak" if found["weak"] else ""
    cards = "".join(card(hit) for hit in shown)
    more = len(found["hits"]) > len(shown)
    return _section(
        f"{said}{_chips(found, filters)}{_counted(found, len(shown), seconds, more=more)}"
        f'<ol class="cc-hits{weak}">{cards}</ol>'
        + (_more(found, filters, len(shown)) if more else "")
    )


def _section(inner: str) -> str:
    return f'<section class="cc-found" aria-label="{attribute(wording.RESULTS)}">{inner}</section>'


def _counted(found: Mapping[str, Any], shown: int, seconds: float | None, *, more: bool) -> str:
    """How many, how quick, and the day on which states are told."""
    counted = wording.COUNTED_FIRST if more else wording.COUNTED
    said = [
        counted.format(count=labels.figure(shown)),
        wording.TOOK.format(seconds=f"{seconds:.2f}".replace(".", ",")) if seconds else "",
        wording.STATES_ON.format(day=labels.iso_date(found["as_of"])),
    ]
    parts = "".join(f"<span>{text(part)}</span>" for part in said if part)
    return f'<p class="cc-small cc-counted">{parts}</p>'


def _chips(found: Mapping[str, Any], filters: Mapping[str, object]) -> str:
    """The filters given, each a link that searches without it."""
    if not filters:
        return ""
    chips = [
        _chip(
            address("search", q=found["query"], **_without(filters, name)),
            f"{wording.FIELDS[name]}: {value}",
            wording.WITHOUT.format(name=wording.FILTERS[name], value=value),
        )
        for name, value in filters.items()
    ]
    if len(chips) > 1:
        bare = address("search", q=found["query"])
        chips.append(link(bare, wording.WITHOUT_ANY, kind="cc-chip-all"))
    return (
        f'<div class="cc-chips" role="group" aria-label="{attribute(wording.FILTERED)}">'
        f"{''.join(chips)}</div>"
    )


def _without(filters: Mapping[str, object], name: str) -> dict[str, object]:
    return {other: value for other, value in filters.items() if other != name}


def _chip(to: str, shown: str, heard: str) -> str:
    return (
        f'<a class="cc-chip" href="{attribute(to)}" aria-label="{attribute(heard)}">'
        f'{text(shown)}<span aria-hidden="true"> ×</span></a>'
    )


def _more(found: Mapping[str, Any], filters: Mapping[str, object], shown: int) -> str:
    """The next results, in the same list: the browser keeps the place where one reads."""
    to = address("search", q=found["query"], **filters, count=shown + STEP)
    said = wording.MORE.format(count=STEP)
    return (
        f'<p class="cc-more"><a class="cc-button" data-more="{shown}" href="{attribute(to)}">'
        f"{text(said)}</a></p>"
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
        '<li class="cc-card cc-hit" tabindex="-1"><div class="cc-hit-head">'
        f"{_source(hit)} {_national(hit)}{state(hit['state'])}</div>"
        + (f'<div class="cc-hit-title">{_plain(title)}</div>' if title else "")
        + (f'<div class="cc-hit-path">{headings}</div>' if headings else "")
        + f"<blockquote>{snippet(hit['snippet'])}</blockquote>{_whole(hit)}{_duplicates(hit)}"
        + f'<div class="cc-small">{text(_found_by(hit))}</div></li>'
    )


def snippet(found: Mapping[str, Any]) -> str:
    """A snippet with the words that meet the query marked, and dots where it was cut."""
    before, after = ("… " if found["cut_before"] else ""), (" …" if found["cut_after"] else "")
    return before + marked(found["text"], found["marks"]) + after


def _plain(value: str) -> str:
    return marked(value, ())


def _source(hit: Hit) -> str:
    """Number and place; a link to the marked line where the document is held."""
    place = search_table.place(hit)
    name = ", ".join(
        part for part in (hit["number"] or hit["title"] or hit["document"], place) if part
    )
    if not hit["held"]:
        return f'<span class="cc-source">{_plain(name)}</span>'
    to = address("document", doc=hit["document"], line=hit["snippet"]["line"])
    return link(to, name, kind="cc-source")


def _national(hit: Hit) -> str:
    """What says that a result is of an imported dataset, which has no reader."""
    if hit["held"]:
        return ""
    return (
        f'<span class="cc-national" title="{attribute(wording.NATIONAL_TITLE)}">'
        f"{text(wording.NATIONAL)}</span> "
    )


def _found_by(hit: Hit) -> str:
    return wording.FOUND_SO.format(how=wording.FOUND_BY[hit["found_by"]])


def _whole(hit: Hit) -> str:
    """The whole passage, to unfold, where nothing else shows it: what is held has the reader."""
    if hit["held"] or hit["text"] == hit["snippet"]["text"]:
        return ""
    article = search_table.place(hit).startswith(wording.ARTICLE.format(article=""))
    said = wording.WHOLE_ARTICLE if article else wording.WHOLE_TEXT
    return (
        f'<details class="cc-whole"><summary>{text(said)}</summary>'
        f"<div>{_plain(hit['text'])}</div></details>"
    )


def _duplicates(hit: Hit) -> str:
    others = hit["duplicates"]
    if not others:
        return ""
    items = [f"<li>{_duplicate(other)}</li>" for other in others]
    first, rest = "".join(items[:MOST_NAMED]), items[MOST_NAMED:]
    more = f"<li>{_unfolded(rest)}</li>" if rest else ""
    said = wording.OTHER_PLACES.format(count=len(others))
    return (
        f'<details class="cc-same"><summary>{text(said)}</summary><ul>{first}{more}</ul></details>'
    )


def _unfolded(items: list[str]) -> str:
    """The duplicates behind the first ones: all of them are there, to be unfolded."""
    said = wording.MORE_PLACES.format(count=len(items))
    return f"<details><summary>{text(said)}</summary><ul>{''.join(items)}</ul></details>"


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
