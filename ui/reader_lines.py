"""A document's lines as HTML: citations and doubtful syllables marked, with the raw text or page.

Citations are cut where they begin and end; where two overlap the shorter one keeps its mark.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

from kg.model import Line, Mention, Reading
from kg.terms import MentionType, ValidityState
from ui import labels, wording
from ui.links import address, attribute, text

StateOf = Callable[[str], ValidityState]
PAGE_ADDRESS = "/cancu-pages/{document}/{page}.png"
_UNMARKED = frozenset({MentionType.SELF, MentionType.ANAPHORA})


class Shown(StrEnum):
    """Which text of a document is shown."""

    TEXT = "text"  # repaired
    RAW = "raw"  # as read from the file
    BOTH = "both"  # side by side
    PAGES = "pages"  # the repaired text beside the image of its page


@dataclass(frozen=True, slots=True)
class View:
    """What of a document to show. line: the one to mark.

    held: ids by key of the documents whose text can be opened from a citation.
    """

    document: str | None
    on: dt.date
    line: int | None = None
    shown: Shown = Shown.TEXT
    held: Mapping[str, str] | None = None

    @property
    def raw(self) -> bool:
        """Whether offsets are those of the raw text."""
        return self.shown is Shown.RAW


@dataclass(frozen=True, slots=True)
class Marked:
    """A citation in the coordinates of the text shown: [start, end)."""

    start: int
    end: int
    mention: Mention
    state: ValidityState


def marked(reading: Reading, view: View, state_of: StateOf) -> list[Marked]:
    """Citations by place, each with its state on the day of view."""
    states: dict[str, ValidityState] = {}
    found = []
    for mention in reading.mentions:
        if mention.mention_type in _UNMARKED:
            continue
        key = mention.target
        if key and key not in states:
            states[key] = state_of(key)
        state = states[key] if key else ValidityState.UNKNOWN
        start, end = (
            (mention.char_start, mention.char_end)
            if view.raw
            else (mention.text_start, mention.text_end)
        )
        found.append(Marked(start, end, mention, state))
    return sorted(found, key=lambda item: (item.start, item.end))


def lines(reading: Reading, view: View, found: Sequence[Marked]) -> str:
    """All lines in the shape that the view asks for."""
    by_line = _by_line(found)
    shown = (
        (line, _line(line, start, by_line.get(line.number, ()), view))
        for line, start in _placed(reading, view)
    )
    if view.shown is Shown.PAGES:
        pages = groupby(shown, key=lambda pair: pair[0].page)
        return "".join(
            _page(view, page, "".join(line for _, line in group)) for page, group in pages
        )
    return "".join(line for _, line in shown)


def has_page_images(reading: Reading) -> bool:
    """Whether lines were read from page images: then each says where on its page it stands."""
    return any(line.box for line in reading.source.lines)


def line_address(view: View, line: int) -> str:
    """Address of one line of the document shown."""
    return address("document", doc=view.document, line=line)


def _page(view: View, page: int | None, body: str) -> str:
    """The lines of a page beside its image."""
    if page is None or view.document is None:
        return body
    source = PAGE_ADDRESS.format(document=view.document, page=page)
    named = wording.PAGE_IMAGE.format(page=page)
    image = f'<img src="{attribute(source)}" loading="lazy" alt="{attribute(named)}">'
    return (
        f'<section class="cc-page"><figure><div class="cc-sheet">{image}'
        f'<i class="cc-box" hidden></i></div><figcaption>{text(named)}</figcaption></figure>'
        f"<div>{body}</div></section>"
    )


def _placed(reading: Reading, view: View) -> Iterator[tuple[Line, int]]:
    """Each line with the offset of its first character in the text shown."""
    source = reading.source
    starts = (line.start for line in source.lines) if view.raw else iter(source.text_starts)
    return zip(source.lines, starts, strict=True)


def _by_line(found: Iterable[Marked]) -> dict[int, list[Marked]]:
    """Citations by the lines that they stand on."""
    by_line: dict[int, list[Marked]] = {}
    for item in found:
        first = item.mention.line
        for number in range(first, max(first, item.mention.line_end) + 1):
            by_line.setdefault(number, []).append(item)
    return by_line


def _line(line: Line, start: int, found: Sequence[Marked], view: View) -> str:
    shown = line.raw if view.raw else line.text
    inside = [item for item in found if item.start < start + len(shown) and item.end > start]
    chosen = " cc-target" if line.number == view.line else ""
    beside = view.shown is Shown.BOTH
    repaired = line.raw != line.text and view.shown in {Shown.TEXT, Shown.PAGES}
    tip = f' title="{attribute(wording.IN_THE_FILE.format(raw=line.raw))}"' if repaired else ""
    place = f' data-box="{",".join(f"{side:.4f}" for side in line.box)}"' if line.box else ""
    body = "".join(_pieces(line, start, inside, view)) or "&nbsp;"
    return (
        f'<div class="cc-line{chosen}{" cc-beside" if beside else ""}" id="L{line.number}"{place}>'
        f'<a class="cc-number" href="{attribute(line_address(view, line.number))}" '
        f'data-goto="{line.number}" aria-label="Dòng {line.number}">{line.number}</a>'
        f"{f'<span class=cc-raw>{text(line.raw)}</span>' if beside else ''}"
        f"<span{tip}>{body}</span></div>"
    )


def _pieces(line: Line, start: int, inside: Sequence[Marked], view: View) -> Iterator[str]:
    """The line cut where citations and doubtful syllables begin and end."""
    shown = line.raw if view.raw else line.text
    doubts = () if view.raw else line.doubts
    edges = {edge - start for item in inside for edge in (item.start, item.end)}
    edges |= {edge for doubt in doubts for edge in doubt[:2]}
    cuts = sorted({0, len(shown)} | {edge for edge in edges if 0 < edge < len(shown)})
    for head, tail in pairwise(cuts):
        piece = _doubted(text(shown[head:tail]), head, tail, doubts)
        over = [i for i in inside if i.start - start <= head and i.end - start >= tail]
        if not over:
            yield piece
            continue
        item = min(over, key=lambda one: one.end - one.start)
        yield _mark(piece, item, view, last=item.end - start == tail)


def _doubted(piece: str, head: int, tail: int, doubts: Iterable[tuple[int, int, float]]) -> str:
    """A piece, underlined where its reading is doubtful."""
    share = next((p for start, end, p in doubts if start <= head and tail <= end), None)
    if share is None:
        return piece
    tip = wording.DOUBTFUL.format(percent=labels.figure(round(100 * share)))
    return f'<u class="cc-doubt" title="{attribute(tip)}">{piece}</u>'


def _mark(piece: str, item: Marked, view: View, *, last: bool) -> str:
    """A part of a citation; its last part carries the sign of its state."""
    mention = item.mention
    sign = f'<sup aria-hidden="true">{wording.STATE_SIGNS[item.state]}</sup>' if last else ""
    kinds = f"cc-cite cc-rel-{mention.relation.value} cc-state-{item.state.value}"
    document = (view.held or {}).get(mention.target or "")
    opened = f'href="{attribute(address("document", doc=document))}" ' if document else ""
    tag = "a" if document else "mark"
    return (
        f'<{tag} {opened}class="{kinds}" title="{attribute(citation_title(mention, item.state))}">'
        f"{piece}{sign}</{tag}>"
    )


def citation_title(mention: Mention, state: ValidityState) -> str:
    """What is told of a citation when it is pointed at: document, day, issuer, relation, state."""
    named = mention.canonical or mention.title or "văn bản không ghi số"
    day = labels.vietnamese_date(mention.date)
    doubt = (
        f"có {len(mention.choices)} văn bản phù hợp, cần xem lại"
        if mention.target is None and mention.choices
        else ""
    )
    parts = (
        named,
        day and f"ngày {day}",
        mention.issuer,
        f"quan hệ: {labels.RELATIONS[mention.relation]}",
        f"{wording.STATE_SIGNS[state]} {labels.STATES[state]}",
        doubt,
    )
    return " · ".join(dict.fromkeys(part for part in parts if part))
