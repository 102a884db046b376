"""Blocks of the overview that need somebody: dead bases, deadlines, documents to find, doubts."""

import datetime as dt
from collections.abc import Mapping, Sequence

from kg.doubtful import DoubtKind
from kg.terms import ValidityState
from ui import labels, wording
from ui import overview_wording as words
from ui.links import address, attribute, link, text
from ui.overview_page import block, nothing
from ui.views import Json


def dead_bases(found: Json) -> str:
    """Documents that rest on dead ones, those with most of them first."""
    day = labels.iso_date(found["on"])
    if not found["documents"]:
        return block("dead", words.DEAD, nothing(words.DEAD_NONE.format(day=day)))
    items = "".join(f"<li>{_dead(one)}</li>" for one in found["documents"])
    note = words.DEAD_SOME.format(count=labels.figure(found["total"]), day=day)
    left = found["total"] - len(found["documents"])
    after = ""
    if left > 0:
        to = address("overview", dead=found["total"])
        after = link(to, words.ALL_DEAD.format(count=labels.figure(found["total"])))
    body = f'<ol class="ov-list">{items}</ol>'
    return block("dead", words.DEAD, body, more=note, after=after)


def _dead(one: Json) -> str:
    keys = ", ".join(key.partition("@")[0] for key in one["keys"][:6])
    more = "…" if len(one["keys"]) > 6 else ""
    count = words.DEAD_OF.format(dead=one["dead"], bases=one["bases"])
    return (
        f'{_document(one)}<p><span class="ov-bad"><span aria-hidden="true">✖</span> {text(count)}'
        f"</span> {text(keys + more)} "
        f'<a class="ov-go" href="{attribute(address("check", doc=one["document"]))}">'
        f'{text(words.CHECK)}<span class="cc-heard"> {text(one["number"] or one["title"])}</span>'
        "</a></p>"
    )


def _document(one: Json) -> str:
    named = one["number"] or one["title"]
    title = f' <span class="ov-title">{text(one["title"])}</span>' if one["number"] else ""
    return f"<p>{link(address('document', doc=one['document']), named)}{title}</p>"


def due_soon(found: Json) -> str:
    """Tasks whose deadline comes soon, the nearest first."""
    first, last = labels.iso_date(found["first"]), labels.iso_date(found["last"])
    days = (dt.date.fromisoformat(found["last"]) - dt.date.fromisoformat(found["first"])).days
    title = words.DUE.format(days=days)
    if not found["tasks"]:
        return block("due", title, nothing(words.DUE_NONE.format(first=first, last=last)))
    items = "".join(f"<li>{_due(one)}</li>" for one in found["tasks"])
    to = address("tasks", due_from=found["first"], due_to=found["last"])
    after = link(to, words.DUE_ALL.format(count=labels.figure(found["total"])))
    return block("due", title, f'<ol class="ov-list">{items}</ol>', after=after)


def _due(one: Json) -> str:
    left = words.DUE_TODAY if one["days"] == 0 else words.DAYS_LEFT.format(days=one["days"])
    to = address("document", doc=one["document"], line=one["line"])
    named = one["number"] or one["title"]
    return (
        f'<p><b class="ov-day">{text(labels.iso_date(one["deadline"]))}</b> '
        f'<span class="ov-left">{text(left)}</span></p>'
        f"<p>{text(_shortened(one['task']))}</p>"
        f'<p class="ov-title">{text(one["office"] or words.NO_OFFICE)} · {link(to, named)}</p>'
    )


def _shortened(said: str, most: int = 150) -> str:
    return said if len(said) <= most else said[:most].rsplit(" ", 1)[0] + "…"


def wanted(rows: Sequence[Json]) -> str:
    """Documents that are cited most and not held."""
    if not rows:
        return block("wanted", words.WANTED, nothing(words.WANTED_NONE))
    items = "".join(f"<li>{_wanted(row)}</li>" for row in rows)
    body = f'<ol class="ov-list">{items}</ol>'
    return block("wanted", words.WANTED, body, more=words.WANTED_MORE)


def _wanted(row: Json) -> str:
    state = ValidityState(row["state"])
    shown = f"{wording.STATE_SIGNS[state]} {labels.STATES[state]}"
    count = words.WANTED_BY.format(count=labels.figure(row["cited_by"]))
    named = link(address("graph", doc=row["document"]), row["canonical"] or row["key"])
    return (
        f'<p>{named} <span class="ov-title">{text(row["title"])}</span></p>'
        f'<p class="ov-title">{text(count)} · {text(shown)}</p>'
    )


def waiting(counts: Mapping[str, int]) -> str:
    """How many doubtful places wait, by kind, each a link to its queue."""
    total = sum(counts.values())
    if not total:
        return block("review", words.REVIEW, nothing(words.REVIEW_NONE))
    items = "".join(
        f'<li><a href="{attribute(address("overview", view="review", kind=kind))}">'
        f"<span>{text(words.KINDS[DoubtKind(kind)])}</span> <b>{labels.figure(n)}</b></a></li>"
        for kind, n in counts.items()
    )
    start = (
        f'<a class="ov-button ov-primary" href="{attribute(address("overview", view="review"))}">'
        f"{text(words.REVIEW_OPEN.format(count=labels.figure(total)))}</a>"
    )
    body = f'<ul class="ov-kinds">{items}</ul>'
    return block("review", words.REVIEW, body, more=words.REVIEW_MORE, after=start)
