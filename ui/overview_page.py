"""The overview as HTML, block by block: what there is, what happened, what needs somebody."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Final

from kg.events import EventKind
from kg.terms import PlaceLevel
from ui import labels
from ui import overview_wording as words
from ui.document_query import NONE, STUBS
from ui.links import address, attribute, link, text
from ui.views import Json

_BARS: Final = 7  # of one kind of count; more are told together


def block(name: str, title: str, body: str, *, more: str = "", after: str = "") -> str:
    """A part of the page with its heading."""
    note = f'<p class="ov-more">{text(more)}</p>' if more else ""
    foot = f'<p class="ov-foot">{after}</p>' if after else ""
    return (
        f'<section class="ov-block" aria-labelledby="ov-{name}">'
        f'<h2 id="ov-{name}">{text(title)}</h2>{note}{body}{foot}</section>'
    )


def loading(name: str, title: str, said: str) -> str:
    """What stands in place of a block until it is there."""
    bars = '<span class="ov-wait" aria-hidden="true"></span>' * 3
    return block(
        name, title, f'<div role="status"><span class="ov-said">{text(said)}</span>{bars}</div>'
    )


def failed(name: str, title: str, said: str) -> str:
    """A block that could not be made; said: a sentence in HTML."""
    return block(name, title, f'<p class="ov-failed" role="status">{said}</p>')


def nothing(said: str) -> str:
    """A block without anything to tell."""
    return f'<p class="ov-none"><span aria-hidden="true">✓</span> {text(said)}</p>'


# --- what there is --------------------------------------------------------------------------------
def numbers(found: Json) -> str:
    """The greatest figures, each a link where there is a list behind it."""
    leads = {
        "held": address("document"),
        "tasks": address("tasks"),
        "stubs": address("document", held=STUBS),
        "citations": address("graph"),
        "articles": address("search"),
    }
    tiles = "".join(
        f'<li><a href="{attribute(leads[name])}"><b>{labels.figure(found[name])}</b> '
        f"<span>{text(said)}</span></a></li>"
        for name, said in words.NUMBERS.items()
        if found[name] or name != "articles"
    )
    return f'<ul class="ov-numbers">{tiles}</ul>{_checked(found)}'


def _checked(found: Json) -> str:
    """Until which day validity was checked, and how long ago that is."""
    age = found["registry_age"]
    told = words.AGES.get(age) or words.AGE.format(days=labels.figure(age))
    old = age > words.OLD_DAYS
    sign = "▲" if old else "✓"
    kind = "ov-old" if old else "ov-fresh"
    day = labels.iso_date(found["registry_as_of"])
    warned = f"; {words.OLD}" if old else ""
    return (
        f'<p class="ov-checked"><span class="{kind}"><span aria-hidden="true">{sign}</span> '
        f"{text(words.CHECKED.format(day=day))} ({text(told)}{text(warned)}).</span></p>"
    )


def holdings(found: Json) -> str:
    """Documents by type, level and year: bars with their numbers, each a link to the list."""
    parts = "".join(
        _bars(title, [(shown(value), key, value, n) for value, n in rows])
        for title, key, shown, rows in (
            (words.TYPES, "type", lambda value: value or words.NO_TYPE, _pairs(found["types"])),
            (words.LEVELS, "level", _level, _joined(_pairs(found["levels"]))),
            (words.YEARS, "year", lambda v: str(v or words.NO_YEAR), _pairs(found["years"])),
        )
    )
    return block("holdings", words.HOLDINGS, f'<div class="ov-bars">{parts}</div>')


def _pairs(counts: Iterable[Json]) -> list[tuple[Any, int]]:
    return [(one["value"], one["count"]) for one in counts]


def _joined(counts: list[tuple[Any, int]]) -> list[tuple[Any, int]]:
    """Wards among the communes, as the list of documents has them."""
    wards = dict(counts).get(PlaceLevel.WARD.value, 0)
    commune = PlaceLevel.COMMUNE.value
    joined = dict(counts) | {commune: dict(counts).get(commune, 0) + wards}
    kept = [(name, n) for name, n in joined.items() if n and name != PlaceLevel.WARD.value]
    return sorted(kept, key=lambda one: -one[1])


def _level(value: str | None) -> str:
    return words.LEVEL_NAMES[PlaceLevel(value)] if value else words.NO_LEVEL


def _bars(title: str, rows: Sequence[tuple[str, str, Any, int]]) -> str:
    most = max((row[3] for row in rows), default=1)
    shown, rest = rows[:_BARS], rows[_BARS:]
    if len(rest) == 1:
        shown, rest = rows, ()
    items = "".join(
        f'<li style="--share:{100 * n / most:.1f}%">{_bar(named, key, value, n)}</li>'
        for named, key, value, n in shown
    )
    if rest:
        count = labels.figure(sum(row[3] for row in rest))
        told = words.OTHERS.format(count=len(rest))
        items += f'<li class="ov-rest"><span>{text(told)}</span> <b>{count}</b></li>'
    return f"<div><h3>{text(title)}</h3><ul>{items}</ul></div>"


def _bar(named: str, key: str, value: Any, count: int) -> str:  # noqa: ANN401 - of any filter
    inside = f"<span>{text(named)}</span> <b>{labels.figure(count)}</b>"
    to = address("document", **{key: NONE if value is None else value})
    return f'<a href="{attribute(to)}">{inside}</a>'


def empty_library(status: str = "") -> str:
    """What a library without documents says: what to do first."""
    said = f'<p role="status">{text(status)}</p>' if status else ""
    add = f'<a class="ov-button ov-primary" href="{attribute(address("document"))}">'
    return (
        f'<div class="ov-welcome"><h2>{text(words.WELCOME)}</h2>'
        f"<p>{text(words.WELCOME_MORE)}</p>"
        f'<p class="ov-first">{add}{text(words.ADD_DOCUMENTS)}</a>'
        f'<button type="button" class="ov-button" data-act="samples">{text(words.ADD_SAMPLES)}'
        f'</button></p><p class="ov-more">{text(words.SAMPLES_MORE)}</p>'
        f'<p role="status"><span data-while-busy hidden>{text(words.SAMPLES_COMING)}</span></p>'
        f"{said}</div>"
    )


# --- what happened --------------------------------------------------------------------------------
def changes(found: Json, seen_at: dt.datetime | None) -> str:
    """What happened since the last visit, by day and person; `seen_at`: when that was."""
    mark = f'<div data-last="{found["last"]}">'
    first = found["since"] is None or seen_at is None
    when = "" if seen_at is None else _moment(seen_at)
    days: dict[str, list[str]] = {}
    for group in found["happened"]:
        days.setdefault(group["day"], []).append(f"<li>{_happened(group)}</li>")
    listed = "".join(
        f"<h3>{text(_day(day))}</h3><ul>{''.join(items)}</ul>" for day, items in days.items()
    )
    if first:
        note = words.FIRST_VISIT if listed else words.NOTHING_EVER
    else:
        note = (words.SINCE if listed else words.NOTHING_NEW).format(when=when)
    body = f'{mark}<p class="ov-more">{text(note)}</p><div class="ov-events" role="region" '
    body += f'tabindex="0" aria-label="{attribute(words.CHANGES)}">{listed}</div></div>'
    return block("changes", words.CHANGES, body)


def _moment(at: dt.datetime) -> str:
    local = at.astimezone()
    return f"{local:%H:%M} {_day(local.date().isoformat()).lower()}"


def _day(day: str) -> str:
    today = dt.datetime.now().astimezone().date()
    apart = (today - dt.date.fromisoformat(day)).days
    named = {0: words.TODAY, 1: words.YESTERDAY}.get(apart)
    return named or labels.iso_date(day)


def _happened(group: Json) -> str:
    """One line: who did what to how many, then which."""
    kind, total = EventKind(group["kind"]), group["total"]
    did = words.ONE[kind] if total == 1 else words.MANY[kind].format(count=labels.figure(total))
    who = group["by"] or words.NOBODY
    which = "".join(f"<li>{_event(kind, one)}</li>" for one in group["events"])
    left = total - len(group["events"])
    if left > 0:
        which += f"<li>{text(words.MORE_EVENTS.format(count=labels.figure(left)))}</li>"
    sign = f'<span class="ov-sign" aria-hidden="true">{words.SIGNS[kind]}</span>'
    return f"{sign}<b>{text(who)}</b> {text(did)}<ul>{which}</ul>"


def _event(kind: EventKind, one: Json) -> str:
    at = dt.datetime.fromisoformat(one["at"]).astimezone()
    clock = f'<time datetime="{attribute(one["at"])}">{at:%H:%M}</time> '
    named = one["number"] or one["title"] or one["detail"]
    if kind is EventKind.DOCUMENT_REMOVED:
        named = named or words.NO_NUMBER
    shown = text(named or "")
    if one["document"]:
        line = one["count"] if kind in _AT_LINES else None
        shown = link(address("document", doc=one["document"], line=line), named or one["document"])
        if one["number"] and one["title"]:
            shown += f' <span class="ov-title">{text(one["title"])}</span>'
    elif one["count"] is not None:
        said = words.FACTS_ON if kind is EventKind.FACTS_ADDED else words.PASSAGES
        shown = f"{shown} {text(said.format(count=labels.figure(one['count'])))}"
    return clock + shown


_AT_LINES: Final = frozenset(
    {EventKind.READING_ACCEPTED, EventKind.READING_CORRECTED, EventKind.REVIEW_UNDONE}
)
