"""A document as a page: its head, outline, numbered lines with every citation marked."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from kg.errors import CancuError, UsageError
from kg.model import Reading
from kg.terms import ValidityState
from ui import (
    labels,
    reader_cited,
    reader_head,
    reader_lines,
    reader_parts,
    reader_tools,
    web_hints,
    wording,
)
from ui import reader_wording as words
from ui.links import attribute, link, text
from ui.reader_book import OpenDocument, ReadingDesk
from ui.reader_lines import View, line_address

_MOST_PROBLEMS: Final = 100
BACK: Final = (
    f'<p class="cc-back"><a class="cc-to-list" href="?tab=document">'
    f'<span aria-hidden="true">‹ </span>{words.BACK}</a></p>'
)


def page(desk: ReadingDesk, opened: OpenDocument, view: View) -> str:
    """The whole reader, its longest texts with their first parts only."""
    known = desk.known_states(opened, view.on)
    states = unknown(opened) if known is None else known
    view = replace(view, held=opened.held)
    status = desk.library.status(opened.record.key, on=view.on)
    made = reader_parts.parts(opened, view, marks(opened, states, view))
    shown = reader_parts.at_once(made, view.line)
    return (
        f"{BACK}{_open(view, whole=len(shown) == len(made), known=known is not None)}"
        f"{reader_head.header(opened, view, status)}{notes(opened.reading)}"
        f"{reader_tools.tools(opened, view)}"
        f'<div class="cc-columns">{outline(opened.reading, view)}'
        f'<div class="cc-lines" role="region" tabindex="-1" aria-label="{words.TEXT}">'
        f"{_missing(opened, view)}{reader_parts.lines(made, view, shown)}</div>"
        f"{_cited(opened, known)}</div>"
        '<p class="cc-heard" role="status" id="cc-reader-said"></p></article>'
    )


def text_of(
    desk: ReadingDesk,
    opened: OpenDocument,
    view: View,
    without: Sequence[int] = (),
    *,
    pending: bool = False,
) -> str:
    """All parts of the text but those that the browser has.

    pending: the browser waits for the states and colours the citations when they come.
    """
    view = replace(view, held=opened.held)
    states = unknown(opened) if pending else desk.states(opened, view.on)
    made = reader_parts.parts(opened, view, marks(opened, states, view))
    had = set(without)
    return reader_parts.lines([part for part in made if part.number not in had], view)


def on_day(desk: ReadingDesk, opened: OpenDocument, on: dt.date) -> dict[str, Any]:
    """What another day changes: states by number, the document's own state, the lists."""
    states = desk.states(opened, on)
    status = desk.library.status(opened.record.key, on=on)
    return {
        "on": on.isoformat(),
        "shown": labels.vietnamese_date(on),
        "states": [state.value for state in states],
        "signs": {
            state.value: [wording.STATE_SIGNS[state], labels.STATES[state].lower()]
            for state in ValidityState
        },
        "own": reader_head.own_state(status),
        "legend": reader_cited.legend(opened, states),
        "cited": reader_cited.panel(opened, states),
    }


def unknown(opened: OpenDocument) -> Sequence[ValidityState]:
    """States by number while they are not known yet."""
    return [ValidityState.UNKNOWN] * len(opened.keys)


def marks(
    opened: OpenDocument, states: Sequence[ValidityState], view: View
) -> list[reader_lines.Marked]:
    """The citations of a text in the coordinates of the view."""
    return reader_lines.marked(opened.cited, opened.numbers, states, raw=view.raw)


def gone(failure: CancuError) -> str:
    """What stands in place of a document that cannot be read: why, and the way back."""
    choices = "".join(f"<li>{text(choice)}</li>" for choice in failure.choices[:8])
    hint = web_hints.hint(failure)
    return (
        f'{BACK}<div class="cc-empty" role="alert"><p><b>{text(failure.message)}</b></p>'
        f"{f'<p>{text(hint)}</p>' if hint else ''}{f'<ul>{choices}</ul>' if choices else ''}"
        f"<p>{link('?tab=document', words.BACK)}</p></div>"
    )


def nothing() -> str:
    """What stands in place of the reader while no document is chosen."""
    return (
        f'<div class="cc-empty" role="status"><p><b>{text(wording.NO_DOCUMENT)}</b></p>'
        f"<p>{text(wording.NO_DOCUMENT_ADVICE)}</p></div>"
    )


def line_number(typed: str | None) -> int | None:
    """A line as an address gives it. Raises UsageError."""
    if typed is None:
        return None
    if not (typed.isascii() and typed.isdecimal()) or len(typed) > 9:
        raise UsageError(f"“{typed[:40]}” không phải là số dòng.")
    return int(typed)


def _open(view: View, *, whole: bool, known: bool) -> str:
    """whole: no part of the text is left out. known: so are the states; else both are fetched."""
    asked = ' data-asked="yes"' if view.day_asked else ""
    target = f' data-line="{view.line}"' if view.line else ""
    return (
        f'<article class="cc-reader cc-view-{view.shown.value}" lang="vi" '
        f'data-doc="{attribute(view.document)}" data-on="{view.on.isoformat()}" '
        f'data-view="{view.shown.value}"{asked}{target}{"" if whole else " data-rest=yes"}'
        f"{'' if known else ' data-pending=yes'}>"
    )


def _missing(opened: OpenDocument, view: View) -> str:
    """That the line asked for is not there."""
    if view.line is None or 1 <= view.line <= opened.last_line:
        return ""
    said = words.NO_SUCH_LINE.format(
        line=labels.figure(view.line), last=labels.figure(opened.last_line)
    )
    back = link(line_address(view, None), words.TO_START)
    return f'<p class="cc-note" role="alert">▲ {text(said)} {back}</p>'


def _cited(opened: OpenDocument, states: Sequence[ValidityState] | None) -> str:
    waiting = f'<p class="cc-small" role="status">{words.FINDING_STATES}</p>'
    legend = waiting if states is None else reader_cited.legend(opened, states)
    panel = "" if states is None else reader_cited.panel(opened, states)
    count = labels.figure(len(opened.cited))
    return (
        f'<aside class="cc-cited" aria-label="{words.CITED}"><details open>'
        f"<summary>{words.CITED} <span>{count}</span></summary>"
        f'<div class="cc-legend-box">{legend}</div>'
        f'<div class="cc-cited-list">{panel}</div></details></aside>'
    )


def notes(reading: Reading) -> str:
    """That the text is not the file's own, its doubtful syllables, and what was found wrong."""
    doubts = sum(len(line.doubts) for line in reading.source.lines)
    said = [wording.DAMAGED_NOTE] if reading.source.damaged else []
    said += [wording.DOUBTS_NOTE.format(count=labels.figure(doubts))] if doubts else []
    note = f'<p class="cc-note">▲ {text(" ".join(said))}</p>' if said else ""
    return f'<div class="cc-notes">{note}{problems(reading)}<div class="cc-unfitting"></div></div>'


def problems(reading: Reading) -> str:
    """What was found wrong or doubtful in the document, as a list; empty for none."""
    if not reading.problems:
        return ""
    told = reading.problems[:_MOST_PROBLEMS]
    items = "".join(f"<li>{text(labels.problem_sentence(p))}</li>" for p in told)
    count = labels.figure(len(reading.problems))
    rest = len(reading.problems) - len(told)
    more = f"<li>{words.MORE_PROBLEMS.format(count=labels.figure(rest))}</li>" if rest else ""
    return (
        f'<details class="cc-problems"><summary>▲ {count} điểm cần lưu ý khi đọc văn bản này'
        f"</summary><ul>{items}{more}</ul></details>"
    )


def outline(reading: Reading, view: View) -> str:
    """The headings, each a link to its line."""
    items = "".join(
        f'<li class="cc-level-{min(section.level, 5)}">'
        f'<a href="{attribute(line_address(view, section.line))}" '
        f'data-goto="{section.line}">{text(_heading(section.label, section.heading))}</a></li>'
        for section in reading.sections
    )
    body = f"<ul>{items}</ul>" if items else f"<p>{words.NO_OUTLINE}</p>"
    return (
        f'<nav class="cc-outline" aria-label="{words.OUTLINE}"><details open>'
        f"<summary>{words.OUTLINE}</summary>{body}</details></nav>"
    )


def _heading(label: str, heading: str) -> str:
    """A heading with its label, which some headings already begin with."""
    if not label or heading.startswith(label):
        return heading
    return f"{label}. {heading}" if len(label) < 5 else f"{label} {heading}"
