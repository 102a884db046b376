"""The queue of doubtful readings as HTML: each place with what the file says and what was read."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from kg.doubtful import DoubtKind
from ui import labels
from ui import overview_wording as words
from ui.links import address, attribute, link, text
from ui.overview_page import nothing
from ui.views import Json

PART: Final = 10  # places on one page
SHARPNESS: Final = 1.5  # pixels of a line's image to one of the screen
_AROUND: Final = 160  # characters of a long line that are shown on each side of a place


def page(
    items: Sequence[Json],
    counts: Mapping[str, int],
    documents: Sequence[tuple[str, str | None, str | None, int]],
    asked: Mapping[str, str | None],
    part: int,
) -> str:
    """The queue with its filters. asked: `kind`, `doc` of the address; part: from 1."""
    kind = asked.get("kind")
    total = counts.get(kind, 0) if kind else sum(counts.values())
    listed = "".join(f"<li>{card(item)}</li>" for item in items)
    if not listed:
        none = words.REVIEW_NONE_HERE if kind or asked.get("doc") else words.REVIEW_NONE
        body = nothing(none)
    else:
        body = f'<ol class="rv-list">{listed}</ol>{_turning(asked, part, len(items), total)}'
    return (
        f'<p class="rv-back">{link(address("overview"), words.REVIEW_BACK)}</p>'
        f'<h1 id="rv-title">{text(words.REVIEW)}</h1>'
        f'<p class="ov-more">{text(words.REVIEW_MORE)}</p>'
        f"{_filters(counts, documents, asked)}{body}"
        f'<p class="rv-busy" role="status"><span data-while-busy hidden>'
        f"{text(words.READING_AGAIN)}</span></p>"
    )


def _filters(
    counts: Mapping[str, int],
    documents: Sequence[tuple[str, str | None, str | None, int]],
    asked: Mapping[str, str | None],
) -> str:
    """Kinds as links with their numbers; documents in a box to choose from."""
    doc = asked.get("doc")
    chips: list[tuple[str | None, str, int]] = [(None, words.ALL_KINDS, sum(counts.values()))]
    chips += [(kind, words.KINDS[DoubtKind(kind)], n) for kind, n in counts.items()]
    chosen = ' aria-current="true"'
    shown = "".join(
        f'<li><a href="{attribute(address("overview", view="review", kind=kind, doc=doc))}"'
        f"{chosen if kind == asked.get('kind') else ''}>"
        f"{text(named)} <b>{labels.figure(n)}</b></a></li>"
        for kind, named, n in chips
    )
    options = f'<option value="">{text(words.ALL_DOCUMENTS)}</option>' + "".join(
        f'<option value="{attribute(name)}"{" selected" if name == doc else ""}>'
        f"{text(_named(number, title))} ({labels.figure(n)})</option>"
        for name, number, title, n in documents
    )
    kept = address("overview", view="review", kind=asked.get("kind"))
    return (
        f'<ul class="rv-kinds">{shown}</ul>'
        f'<form class="rv-which" method="get" action="{attribute(kept)}">'
        f'<label>{text(words.REVIEW_DOCUMENTS)} <select name="doc" data-submits>{options}</select>'
        "</label></form>"
    )


def _named(number: str | None, title: str | None) -> str:
    said = ", ".join(part for part in (number, title) if part)
    return said if len(said) <= 90 else said[:90].rsplit(" ", 1)[0] + "…"


def _turning(asked: Mapping[str, str | None], part: int, shown: int, total: int) -> str:
    """Links to the pages before and after."""
    first = (part - 1) * PART + 1
    told = words.PART.format(
        first=labels.figure(first),
        last=labels.figure(first + shown - 1),
        total=labels.figure(total),
    )

    def to(number: int) -> str:
        return address("overview", view="review", **asked, part=number if number > 1 else None)

    back = link(to(part - 1), words.PREVIOUS) if part > 1 else ""
    on = link(to(part + 1), words.NEXT) if first + shown - 1 < total else ""
    parts = "".join(f"<span>{one}</span>" for one in (back, text(told), on))
    return f'<nav class="rv-turning">{parts}</nav>'


def card(item: Json) -> str:
    """One place: where it is, what the file says, what was read, what it may be."""
    beside = "pages" if item["pages"] and not item["image"] else None
    to = address("document", doc=item["document"], line=item["line"], view=beside)
    place = f"{item['number'] or item['title']}, {words.LINE.format(line=item['line'])}"
    kind = DoubtKind(item["kind"])
    return (
        f'<article class="rv-card" {_data(item)}>'
        f'<header><b class="rv-kind">{text(words.KINDS[kind])}</b> {link(to, place)}</header>'
        f"{_why(item)}{_image(item)}"
        f"<dl>{_said(item)}</dl>"
        f"{_choices(item) if kind is DoubtKind.CHOICE else _form(item)}</article>"
    )


def _data(item: Json) -> str:
    said = {
        "document": item["document"],
        "kind": item["kind"],
        "line": item["line"],
        "start": item["raw_start"],
        "end": item["raw_end"],
        "place": item["char_start"],
    }
    return " ".join(
        f'data-{name}="{attribute(value)}"' for name, value in said.items() if value is not None
    )


def _why(item: Json) -> str:
    """What is wrong there, where more than the kind tells it."""
    said = words.WHY.get(item["code"])
    return f'<p class="ov-title">{text(said)}</p>' if said else ""


def _image(item: Json) -> str:
    """The line as it is printed; a script shows the place first where the line is wider."""
    if not item["image"] or not item["box"]:
        gone = text(words.IMAGE_GONE) if item["image_gone"] else ""
        return f'<p class="ov-title">{gone}</p>' if gone else ""
    at = (item["start"] + item["end"]) / 2 / max(1, len(item["text"]))
    to = attribute(item["image"])
    return (
        f'<div class="rv-cut"><img srcset="{to} {SHARPNESS}x" loading="lazy" '
        f'data-at="{at:.3f}" alt="{attribute(words.IMAGE)}"></div>'
    )


def _said(item: Json) -> str:
    """What the file says and what was read from it; once where that is the same."""
    raw = _marked(item["raw"], item["raw_start"], item["raw_end"], ())
    read = f"<div><dt>{text(words.READ_AS)}</dt><dd>{_read(item)}</dd></div>"
    if item["raw"] == item["text"]:
        return read.replace(words.READ_AS, words.IN_TEXT, 1)
    return f'<div><dt>{text(words.IN_FILE)}</dt><dd class="rv-raw">{raw}</dd></div>{read}'


def _read(item: Json) -> str:
    return _marked(item["text"], item["start"], item["end"], item["doubts"])


def _marked(said: str, start: int, end: int, doubts: Sequence[Sequence[float]]) -> str:
    """A line, cut to what stands near the place; its doubtful syllables say how sure they are."""
    low = max(0, start - _AROUND) if start > _AROUND else 0
    high = min(len(said), end + _AROUND)
    before = ("…" if low else "") + said[low:start]
    after = said[end:high] + ("…" if high < len(said) else "")
    inside = "".join(_pieces(said, start, end, doubts))
    return f'{text(before)}<mark class="rv-mark">{inside}</mark>{text(after)}'


def _pieces(said: str, start: int, end: int, doubts: Sequence[Sequence[float]]) -> Iterator[str]:
    edges = {int(edge) for doubt in doubts for edge in doubt[:2] if start < edge < end}
    for head, tail in pairwise(sorted({start, end} | edges)):
        shown = text(said[head:tail])
        share = next((p for a, b, p in doubts if a <= head and tail <= b), None)
        if share is None:
            yield shown
        else:
            sure = words.SURE.format(percent=labels.figure(round(100 * share)))
            yield f'<u class="cc-doubt" title="{attribute(sure)}">{shown}</u>'


def _form(item: Json) -> str:
    """To accept what was read, or to type what it is."""
    readings = "".join(
        f'<button type="button" class="rv-reading" data-fill="{attribute(said)}">{text(said)}'
        "</button>"
        for said in item["readings"]
        if said != item["found"]
    )
    offered = f'<p class="rv-readings">{text(words.READINGS)} {readings}</p>' if readings else ""
    return (
        f'{offered}<form class="rv-form" data-act="correct"><label><span class="cc-heard">'
        f'{text(words.WORDS)}</span><input name="text" value="{attribute(item["found"])}" '
        'autocomplete="off" maxlength="500" required></label>'
        f'<button type="submit" class="ov-button">{text(words.CORRECT)}</button>'
        f'<button type="button" class="ov-button ov-primary" data-act="accept">'
        f"{text(words.RIGHT)}</button></form>"
    )


def _choices(item: Json) -> str:
    """The documents that a citation may mean."""
    offered = "".join(
        f'<li><button type="button" class="ov-button" data-act="choose" '
        f'data-target="{attribute(choice["key"])}">{text(choice["canonical"] or choice["key"])}'
        f"</button> <span>{text(_choice(choice))}</span></li>"
        for choice in item["choices"]
    )
    # With a single document to choose, the check takes it and asks nothing.
    check = link(address("check", doc=item["document"]), words.CHOOSE_IN_CHECK)
    elsewhere = f'<p class="ov-title">{check}</p>' if len(item["choices"]) > 1 else ""
    return (
        f'<p class="rv-readings">{text(words.CHOOSE)}</p><ul class="rv-choices">{offered}</ul>'
        f"{elsewhere}"
    )


def _choice(choice: Json) -> str:
    day = f"ngày {labels.iso_date(choice['date'])}" if choice["date"] else None
    return ", ".join(part for part in (day, choice["issuer"], choice["title"]) if part)


def done(items: Sequence[Json]) -> str:
    """What people said lately, each with a button that takes it back."""
    if not items:
        return f'<h2>{text(words.DONE)}</h2><p class="ov-more">{text(words.DONE_NONE)}</p>'
    listed = "".join(f"<li>{_done(item)}</li>" for item in items)
    return f'<h2>{text(words.DONE)}</h2><ul class="rv-done">{listed}</ul>'


def _done(item: Json) -> str:
    said = words.DONE_CORRECTED if item["corrected"] else words.DONE_RIGHT
    told = said.format(found=item["found"], said=item["said"])
    where = f"{item['number'] or item['title'] or ''}, {words.LINE.format(line=item['line'])}"
    shown = (
        link(address("document", doc=item["document"], line=item["line"]), where)
        if item["document"]
        else text(where)
    )
    return (
        f"<div>{shown} – {text(told)}<br>"
        f'<span class="ov-title">{text(item["by"] or words.NOBODY)}, '
        f"{_time(item['at'])}</span></div>"
        f'<button type="button" class="ov-button" data-act="undo" data-review="{item["review"]}">'
        f'{text(words.UNDO)}<span class="cc-heard"> {text(where)}</span></button>'
    )


def _time(at: str) -> str:
    local = dt.datetime.fromisoformat(at).astimezone()
    day = labels.iso_date(local.date().isoformat())
    return f'<time datetime="{attribute(at)}">{local:%H:%M} {text(day)}</time>'
