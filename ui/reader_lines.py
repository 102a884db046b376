"""A document's lines as HTML: citations and doubtful syllables marked, with the raw text or page.

Citations are cut where they begin and end; where two overlap the shorter one keeps its mark.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from kg.model import Line, Mention, Section
from kg.terms import MentionType, ValidityState
from ui import labels, wording
from ui import reader_wording as words
from ui.links import address, attribute, text

PAGE_ADDRESS = "/cancu-pages/{document}/{page}.png"
LINE_ADDRESS = "/cancu-lines/{document}/{line}.png"
UNMARKED = frozenset({MentionType.SELF, MentionType.ANAPHORA})
_LONGEST_HEADING = 240  # characters of a line that is set as a heading


class Shown(StrEnum):
    """Which text of a document is shown."""

    TEXT = "text"  # repaired
    RAW = "raw"  # as read from the file
    BOTH = "both"  # side by side
    PAGES = "pages"  # the repaired text beside the image of its page


@dataclass(frozen=True, slots=True)
class View:
    """What of a document to show. line: the one to mark. day_asked: whether `on` was asked for.

    held: ids by key of the documents whose text can be opened from a citation.
    """

    document: str
    on: dt.date
    line: int | None = None
    shown: Shown = Shown.TEXT
    held: Mapping[str, str] | None = None
    day_asked: bool = False

    @property
    def raw(self) -> bool:
        """Whether offsets are those of the raw text."""
        return self.shown is Shown.RAW


@dataclass(frozen=True, slots=True)
class Marked:
    """A citation in the coordinates of the text shown: [start, end).

    number: of the document meant among those cited, from 0; None while it is in doubt.
    """

    start: int
    end: int
    mention: Mention
    state: ValidityState
    number: int | None


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with what stands on it. start: offset of its first character in the text shown."""

    line: Line
    start: int
    marks: tuple[Marked, ...] = ()
    section: Section | None = None


def citations(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Those that are marked: not the document's own number, no words that only point back."""
    return tuple(one for one in mentions if one.mention_type not in UNMARKED)


def marked(
    cited: Iterable[Mention],
    numbers: Mapping[str, int],
    states: Sequence[ValidityState],
    *,
    raw: bool = False,
) -> list[Marked]:
    """Citations by place with the state of the document meant; unknown while it is in doubt.

    numbers: of each document cited, by key. states: by these numbers.
    """
    found = []
    for one in cited:
        number = numbers.get(one.target) if one.target else None
        state = ValidityState.UNKNOWN if number is None else states[number]
        start, end = (one.char_start, one.char_end) if raw else (one.text_start, one.text_end)
        found.append(Marked(start, end, one, state, number))
    return sorted(found, key=lambda item: (item.start, item.end))


def place_of(mention: Mention) -> str:
    """How a citation is named in an address: its offsets in the raw text."""
    return f"{mention.char_start}-{mention.char_end}"


def line_address(view: View, line: int | None) -> str:
    """Address of one line of the document shown, on the day of view where one was asked for."""
    day = view.on.isoformat() if view.day_asked else None
    return address("document", doc=view.document, line=line, as_of=day)


def line(placed: Placed, view: View) -> str:
    """One line with its number; with both texts side by side where the view says so."""
    item = placed.line
    body = words_of(placed, view)
    place = f' data-box="{",".join(f"{side:.4f}" for side in item.box)}"' if item.box else ""
    repaired = item.raw != item.text and view.shown in {Shown.TEXT, Shown.PAGES}
    tip = f' title="{attribute(wording.IN_THE_FILE.format(raw=item.raw))}"' if repaired else ""
    beside = f'<span class="cc-raw">{_raw(item)}</span>' if view.shown is Shown.BOTH else ""
    return (
        f'<div class="{_kinds(placed, view)}" id="L{item.number}"{place}>{number(item.number)}'
        f"{beside}<span{tip}{_heading(placed)}>{body}</span></div>"
    )


def number(line_number: int) -> str:
    """The number of a line: a link to it."""
    named = words.LINE_NAME.format(line=line_number)
    return (
        f'<a class="cc-number" href="#L{line_number}" data-goto="{line_number}" tabindex="-1" '
        f'aria-label="{named}">{line_number}</a>'
    )


def words_of(placed: Placed, view: View, first: int = 0, end: int | None = None) -> str:
    """The words of columns first..end of a line, marked; a blank where there are none."""
    shown = placed.line.raw if view.raw else placed.line.text
    last = len(shown) if end is None else end
    return "".join(_pieces(placed, view, first, last)) or "&nbsp;"


def _kinds(placed: Placed, view: View) -> str:
    kinds = ["cc-line"]
    section = _headed(placed)
    kinds += [f"cc-heading cc-level-{min(section.level, 5)}"] if section else []
    kinds += ["cc-target"] if placed.line.number == view.line else []
    kinds += ["cc-beside"] if view.shown is Shown.BOTH else []
    return " ".join(kinds)


def _headed(placed: Placed) -> Section | None:
    """The section whose heading the line is; None where it is none, or a paragraph."""
    return placed.section if len(placed.line.text) <= _LONGEST_HEADING else None


def _heading(placed: Placed) -> str:
    """That its first line is a heading, for those who go from heading to heading by ear."""
    section = _headed(placed)
    if section is None or placed.line.number != section.line:
        return ""
    return f' role="heading" aria-level="{min(section.level + 2, 6)}"'


def _pieces(placed: Placed, view: View, first: int, end: int) -> Iterator[str]:
    """Columns first..end cut where citations, doubtful and changed syllables begin and end."""
    item, start = placed.line, placed.start
    shown = item.raw if view.raw else item.text
    doubts = () if view.raw else item.doubts
    changed = _changed(item) if view.shown is Shown.BOTH else ()
    edges = {edge - start for mark in placed.marks for edge in (mark.start, mark.end)}
    edges |= {edge for spans in (doubts, changed) for span in spans for edge in span[:2]}
    cuts = sorted({first, end} | {edge for edge in edges if first < edge < end})
    owners = [_owner(placed.marks, head + start, tail + start) for head, tail in pairwise(cuts)]
    ends = {id(owner): place for place, owner in enumerate(owners)}
    begins = {id(owner): len(owners) - 1 - back for back, owner in enumerate(reversed(owners))}
    for place, ((head, tail), owner) in enumerate(zip(pairwise(cuts), owners, strict=True)):
        piece = _doubted(text(shown[head:tail]), head, tail, doubts)
        if any(span[0] <= head and tail <= span[1] for span in changed):
            piece = f"<ins>{piece}</ins>"
        if owner is None:
            yield piece
            continue
        begun = begins[id(owner)] == place and owner.start >= first + start
        over = ends[id(owner)] == place and owner.end <= end + start
        yield _mark(piece, owner, view, begun=begun, last=over)


def _owner(marks: Iterable[Marked], head: int, tail: int) -> Marked | None:
    """The shortest citation over a piece."""
    over = [mark for mark in marks if mark.start <= head and mark.end >= tail]
    return min(over, key=lambda one: one.end - one.start, default=None)


def _changed(item: Line) -> list[tuple[int, int]]:
    """Columns of `text` that the repair changed."""
    return [
        (head, tail)
        for head, tail, raw_head, raw_tail in item.pieces
        if item.text[head:tail] != item.raw[raw_head:raw_tail]
    ]


def _raw(item: Line) -> str:
    """The line as it stands in the file, with what the repair changed marked."""
    if not item.pieces:
        return text(item.raw) or "&nbsp;"
    said, reached = [], 0
    for head, tail, raw_head, raw_tail in item.pieces:
        said.append(text(item.raw[reached:raw_head]))
        piece = item.raw[raw_head:raw_tail]
        same = piece == item.text[head:tail] or not piece
        said.append(text(piece) if same else f"<del>{text(piece)}</del>")
        reached = max(reached, raw_tail)
    return "".join([*said, text(item.raw[reached:])])


def _doubted(piece: str, head: int, tail: int, doubts: Iterable[tuple[int, int, float]]) -> str:
    """A piece, underlined where its reading is doubtful."""
    share = next((p for start, end, p in doubts if start <= head and tail <= end), None)
    if share is None:
        return piece
    tip = wording.DOUBTFUL.format(percent=labels.figure(round(100 * share)))
    return f'<u class="cc-doubt" title="{attribute(tip)}">{piece}</u>'


def _mark(piece: str, item: Marked, view: View, *, begun: bool, last: bool) -> str:
    """A part of a citation; its first part is met by Tab, its last carries sign and word."""
    mention = item.mention
    document = (view.held or {}).get(mention.target or "")
    day = view.on.isoformat() if view.day_asked else None
    to = f'href="{attribute(address("document", doc=document, as_of=day))}"' if document else ""
    opened = to or 'role="button"'
    stop = ("" if document else ' tabindex="0"') if begun else ' tabindex="-1"'
    number = "" if item.number is None else f' data-t="{item.number}"'
    kinds = f"cc-cite cc-rel-{mention.relation.value} cc-state-{item.state.value}"
    return (
        f'<a {opened}{stop} class="{kinds}" data-m="{place_of(mention)}"{number}>'
        f"{piece}{sign(item.state) if last else ''}</a>"
    )


def sign(state: ValidityState) -> str:
    """The sign of a state, and its word for those who hear the page and for paper."""
    return (
        f'<sup aria-hidden="true">{wording.STATE_SIGNS[state]}</sup>'
        f'<span class="cc-heard"> ({text(labels.STATES[state].lower())})</span>'
    )
