"""The list of documents as a page: its rows, the pages before and after, what to do if empty."""

from typing import Final

from kg.model import DocumentRecord
from kg.terms import ValidityState
from ui import document_filters as filters
from ui import document_wording as words
from ui import labels, wording
from ui.document_export import links
from ui.document_list import Listed
from ui.document_query import ROWS, DocumentQuery
from ui.links import address, attribute, empty, link, text
from ui.samples import names as sample_names

_CELL: Final = '<td role="cell" class="cc-shelf-{kind}">{inside}</td>'
_LONG: Final = 24  # letters of a number that stay in one line
_BIN: Final = (
    '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8" '
    'stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">'
    '<path d="M5 7h14M10 4h4M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5"/></svg>'
)


def empty_library() -> str:
    """What stands where nothing is held yet: how to add files, and samples to try."""
    listed = "|".join(sample_names())
    button = (
        f'<button type="button" class="cc-shelf-samples" data-samples="{attribute(listed)}">'
        f"{text(words.SAMPLES)}</button>"
    )
    return (
        f'<div id="documents-list" data-total="0" data-text="">'
        f'<div class="cc-empty" role="status"><p><b>{text(words.EMPTY)}</b></p>'
        f"<p>{text(words.EMPTY_ADVICE)}</p><p>{button}</p></div></div>"
    )


def page(listed: Listed, notice: str = "") -> str:
    """Filters, chips, the rows of this page. notice: what was wrong with the filters asked for."""
    query, total = listed.query, listed.counts.total
    told = _told(listed)
    body = _table(listed) + _pages(listed) if listed.records else _nothing(query)
    return (
        f'<div id="documents-list" data-total="{total}" data-text="{attribute(query.text)}" '
        f'data-told="{attribute(told)}">'
        f'<div class="cc-shelf-bar">{filters.held(listed)}{filters.form(listed)}</div>'
        f"{filters.chips(listed)}"
        + (f'<p class="cc-shelf-notice" role="alert">{text(notice)}</p>' if notice else "")
        + f'<div class="cc-shelf-line"><p class="cc-small">{text(told)}</p>'
        f"{_saved(query) if total else ''}</div>{body}</div>"
    )


def _told(listed: Listed) -> str:
    total, first = listed.counts.total, (listed.query.part - 1) * ROWS
    if listed.parts == 1:
        return words.COUNT.format(total=labels.figure(total))
    last = first + len(listed.records)
    return words.COUNT_PART.format(total=labels.figure(total), first=first + 1, last=last)


def _nothing(query: DocumentQuery) -> str:
    if query.narrows:
        return empty(wording.NO_MATCH, wording.NO_MATCH_ADVICE)
    return empty(words.NO_STUBS, words.NO_STUBS_ADVICE)


def _saved(query: DocumentQuery) -> str:
    files = " ".join(
        f'<a href="{attribute(to)}" download>{text(said)}</a>' for said, to in links(query)
    )
    return f'<p class="cc-small cc-shelf-save">{text(words.SAVE)} {files}</p>'


def _table(listed: Listed) -> str:
    heads = "".join(
        f'<th scope="col" role="columnheader"{_numeric(said)}>{text(said)}</th>'
        if said
        else f'<td role="columnheader"><span class="cc-heard">{text(words.REMOVE)}</span></td>'
        for said in words.COLUMNS
    )
    rows = "".join(_row(record, listed) for record in listed.records)
    return (
        '<table class="cc-table cc-documents" role="table"><thead role="rowgroup">'
        f'<tr role="row">{heads}</tr></thead><tbody role="rowgroup">{rows}</tbody></table>'
    )


def _numeric(said: str) -> str:
    figures = (words.CITES[0], words.TASKS[0], words.CITED_BY[0])
    return ' class="cc-shelf-figure"' if said in figures else ""


def _row(record: DocumentRecord, listed: Listed) -> str:
    head = record.header
    kind = f'<span class="cc-shelf-kind">{text(head.type)}</span>' if head.type else ""
    badge = (
        f'<span class="cc-badge" title="{attribute(words.REPAIRED_SAID)}">▲ '
        f"{text(words.REPAIRED)}</span>"
        if record.damaged
        else ""
    )
    stub = "" if record.held else f'<span class="cc-shelf-kind">{text(words.STUB)}</span>'
    cells = (
        ("number", f"{_number(record)}{kind}{badge}{stub}"),
        ("day", text(labels.vietnamese_date(head.date))),
        ("issuer", text(head.issuer)),
        ("title", text(head.title or (words.NO_TITLE if head.number else record.name))),
        ("state", _state(listed.states[record.key])),
    )
    deed = _CELL.format(kind="deed", inside=_remove(record, listed) if record.held else "")
    inside = "".join(
        [
            *(_CELL.format(kind=kind, inside=inside) for kind, inside in cells),
            *_figures(record, listed),
            deed,
        ]
    )
    return f'<tr role="row" data-doc="{attribute(record.id)}">{inside}</tr>'


def _number(record: DocumentRecord) -> str:
    """A held document is read; one that is only cited is looked at among those that cite it."""
    tab = "document" if record.held else "graph"
    to = address(tab, doc=record.id)
    shown = named(record)
    return link(to, shown, kind=f"cc-shelf-link{' cc-shelf-long' if len(shown) > _LONG else ''}")


def named(record: DocumentRecord) -> str:
    """The number, or what stands in its place."""
    head = record.header
    if head.number:
        return head.number
    return f"{head.type} {wording.NO_NUMBER}" if head.type else head.title or record.name


def _state(state: ValidityState) -> str:
    return (
        f'<span class="cc-shelf-chip-state cc-state-{state.value}">'
        f"{wording.STATE_SIGNS[state]} {text(labels.STATES[state])}</span>"
    )


def _figures(record: DocumentRecord, listed: Listed) -> list[str]:
    """Three cells, each a figure; those that there are lead to what they count."""
    found = listed.figures[record.id]
    shown = [
        (words.CITES, found.cites if record.held else None, address("graph", doc=record.id)),
        (words.TASKS, found.tasks if record.held else None, address("tasks", doc=record.id)),
        (words.CITED_BY, found.cited_by, address("graph", doc=record.id)),
    ]
    return [_figure(*one) for one in shown]


def _figure(said: tuple[str, str], count: int | None, to: str) -> str:
    short, whole = said
    named = attribute(whole.format(count=count))
    number = (
        f'<a href="{attribute(to)}" title="{named}" aria-label="{named}">{labels.figure(count)}</a>'
        if count
        else "–"
        if count is None
        else "0"
    )
    kind = "" if count else " cc-shelf-none"
    return f'<td role="cell" class="cc-shelf-figure{kind}" data-said="{short}">{number}</td>'


def _remove(record: DocumentRecord, listed: Listed) -> str:
    """The button that asks before a document is removed; document.js reads what it holds."""
    shown = named(record)
    label = attribute(words.REMOVE_NAMED.format(named=shown))
    return (
        f'<button type="button" class="cc-shelf-remove" data-remove="{attribute(record.id)}" '
        f'data-named="{attribute(shown)}" data-title="{attribute(record.header.title)}" '
        f'data-cited="{listed.figures[record.id].cited_by}" aria-label="{label}" '
        f'title="{label}">{_BIN}</button>'
    )


def _pages(listed: Listed) -> str:
    """Links to the pages: first, last, those around this one."""
    query, parts = listed.query, listed.parts
    if parts == 1:
        return ""
    near = {1, parts, *range(query.part - 2, query.part + 3)}
    shown, items = sorted(part for part in near if 1 <= part <= parts), []
    for before, part in zip([0, *shown], shown, strict=False):
        if part - before > 1:
            items.append('<li aria-hidden="true">…</li>')
        items.append(f"<li>{_page_link(query, part, str(part))}</li>")
    if query.part > 1:
        items.insert(0, f"<li>{_page_link(query, query.part - 1, words.PREVIOUS)}</li>")
    if query.part < parts:
        items.append(f"<li>{_page_link(query, query.part + 1, words.NEXT)}</li>")
    return (
        f'<nav class="cc-shelf-pages" aria-label="{attribute(words.PAGES)}">'
        f"<ul>{''.join(items)}</ul></nav>"
    )


def _page_link(query: DocumentQuery, part: int, shown: str) -> str:
    now = ' aria-current="page"' if shown == str(query.part) else ""
    label = attribute(words.GO_PAGE.format(page=part))
    to = attribute(query.on_part(part).address)
    return f'<a href="{to}" aria-label="{label}"{now}>{text(shown)}</a>'
