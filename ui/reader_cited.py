"""The list of a text's citations: one entry a document, by state, worst first."""

from collections.abc import Iterator, Mapping, Sequence

from kg.model import DocumentRecord, Mention
from kg.terms import ValidityState
from ui import labels, reader_lines, reader_state, wording
from ui import reader_wording as words
from ui.links import attribute, text
from ui.output import shorten
from ui.reader_book import OpenDocument

_PLACES = 12  # of a document, before the rest is folded


def panel(opened: OpenDocument, states: Sequence[ValidityState]) -> str:
    """All citations of a text. states: by number, see `ReadingDesk.states`."""
    if not opened.cited:
        return f'<p class="cc-small">{text(wording.NO_CITATIONS)}</p>'
    entries = list(_entries(opened, states))
    count = words.CITED_COUNT.format(
        places=labels.figure(len(opened.cited)), documents=labels.figure(len(entries))
    )
    groups = "".join(
        _group(state, [said for other, said in entries if other is state])
        for state in reader_state.WORST_FIRST
    )
    return f'<p class="cc-small">{count}</p>{groups}'


def legend(opened: OpenDocument, states: Sequence[ValidityState]) -> str:
    """The signs in use, with their words and how many places have each."""
    held = [_state(one, opened.numbers, states) for one in opened.cited]
    items = "".join(
        f'<li class="cc-state cc-state-{state.value}">'
        f'<span aria-hidden="true">{wording.STATE_SIGNS[state]}</span> '
        f"{text(labels.STATES[state])}: {held.count(state)}</li>"
        for state in reader_state.WORST_FIRST
        if state in held
    )
    return f'<ul class="cc-signs">{items}</ul>' if items else ""


def _state(
    one: Mention, numbers: Mapping[str, int], states: Sequence[ValidityState]
) -> ValidityState:
    return states[numbers[one.target]] if one.target else ValidityState.UNKNOWN


def _entries(
    opened: OpenDocument, states: Sequence[ValidityState]
) -> Iterator[tuple[ValidityState, str]]:
    """State and entry of each document cited, in the order of first citation."""
    order: dict[str, list[Mention]] = {}
    for one in opened.cited:
        order.setdefault(one.target or f"?{one.canonical or one.raw}", []).append(one)
    for same in order.values():
        known = opened.records.get(same[0].target or "")
        yield _state(same[0], opened.numbers, states), _entry(same, known)


def _entry(same: Sequence[Mention], known: DocumentRecord | None) -> str:
    name, title = named(same[0], known)
    doubts = max(len(one.choices) if one.target is None else 0 for one in same)
    doubt = (
        f'<span class="cc-badge">◆ {text(words.AMBIGUOUS.format(count=doubts))}</span>'
        if doubts
        else ""
    )
    about = f"<small>{text(shorten(title, 110))}</small>" if title and title != name else ""
    lines = [one.line for one in same]
    links = [_place(one, lines[:place].count(one.line)) for place, one in enumerate(same)]
    rest = links[_PLACES:]
    more = f"<details><summary>+{len(rest)}</summary>{' '.join(rest)}</details>" if rest else ""
    return (
        f"<li><b>{text(name)}</b> {doubt}{about}"
        f'<span class="cc-places">{" ".join(links[:_PLACES])}{more}</span></li>'
    )


def named(one: Mention, known: DocumentRecord | None) -> tuple[str, str | None]:
    """Number and title of a document cited: as the library knows them, else as printed there."""
    head = known.header if known else None
    number = (head.number if head else None) or one.canonical
    title = (head.title if head else None) or one.title
    return number or title or words.UNNAMED, title


def _place(one: Mention, before: int) -> str:
    """A link to a citation. before: how many of the same document stand before it on its line."""
    said = words.LINE.format(line=one.line) + (f" ({before + 1})" if before else "")
    return (
        f'<a href="#L{one.line}" data-goto="{one.line}" '
        f'data-cite="{attribute(reader_lines.place_of(one))}">{said}</a>'
    )


def _group(state: ValidityState, entries: Sequence[str]) -> str:
    if not entries:
        return ""
    return (
        f'<section class="cc-cited-group"><h4>{reader_state.badge(state)} '
        f"<span>{len(entries)}</span></h4><ul>{''.join(entries)}</ul></section>"
    )
