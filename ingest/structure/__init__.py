"""From lines to the outline of a document: what opens where, and what it holds.

Levels: 1 is a document, the plan attached to it or an appendix; below it every unit is one level
deeper than the unit that holds it. A numeral out of order is reported, never repaired.
"""

import re
from dataclasses import dataclass, field, replace
from typing import Final

from ingest.structure.headings import (
    LETTERS,
    RANK,
    Head,
    bare,
    printed_roman,
    read_head,
    shouted,
    title_type,
)
from ingest.structure.section_ends import OpenUnit, closed_sections
from ingest.structure.title_words import title_words
from ingest.structure.unit_headings import PrintedLines, next_filled, printed_width, unit_heading
from ingest.wording import any_of, loose
from kg.errors import Problem
from kg.folding import fold
from kg.model import Section, SourceText
from kg.terms import ProblemCode, SectionKind

_RECIPIENTS: Final = re.compile(rf"^\W*{loose('noi')}\s+nh\S{{1,3}}\s*[:.;]")
_TABLE_HEAD: Final = re.compile(
    any_of(
        "stt",
        "noi dung cong viec",
        "co quan chu tri",
        "don vi chu tri",
        "co quan phoi hop",
        "thoi gian thuc hien",
        "san pham",
        "don vi phoi hop",
    )
)
_TITLE_LINES: Final = 9


@dataclass(slots=True)
class _State:
    """What the scan knows at a line."""

    page: PrintedLines
    heads: list[OpenUnit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    stack: list[OpenUnit] = field(default_factory=list)
    closed: bool = False  # recipients or "./." passed: only a title or an appendix may follow
    ended: bool = False
    in_table: bool = False


def outline(source: SourceText) -> tuple[tuple[Section, ...], tuple[Problem, ...]]:
    """Sections in text order, and what is out of order in them. Linear in the text's length."""
    lines = tuple(line.text for line in source.lines)
    state = _State(PrintedLines(lines, printed_width(lines)))
    number = 1
    while number <= len(lines):
        number = _step(state, number) + 1
    return closed_sections(state.heads, lines), tuple(state.problems)


def _step(state: _State, number: int) -> int:
    """Read what stands on this line; returns the last line used."""
    text = state.page.lines[number - 1]
    if not text.strip():
        return number
    folded = fold(text)
    if _RECIPIENTS.match(folded):
        state.closed = True
        return number
    if _title_opens(state, text, number):
        return _open_title(state, number)
    head = _article_over_two_lines(state, read_head(text), number)
    if (
        head is not None
        and head.kind is SectionKind.APPENDIX
        and _appendix_opens(state, head, number)
    ):
        return _open_appendix(state, head, number)
    if head is not None and not state.closed and head.kind is not SectionKind.APPENDIX:
        return _open_unit(state, head, number)
    if text.rstrip().endswith("./."):
        state.ended = True
    return number


def _article_over_two_lines(state: _State, head: Head | None, number: int) -> Head | None:
    """Such as "… Điều" at a line's end and "1. Phạm vi" on the next are one article's head."""
    if head is None or head.rank != RANK["numbered"] or number < 2:
        return head
    if not re.search(rf"(?:^|[.;]\s+){loose('dieu')}\s*$", fold(state.page.lines[number - 2])):
        return head
    return replace(
        head, kind=SectionKind.ARTICLE, rank=RANK["roman"], strong=True, label=f"Điều {head.label}"
    )


def _title_opens(state: _State, text: str, number: int) -> bool:
    line, _ = bare(text)
    first = not any(unit.level == 1 for unit in state.stack)
    if len(line) > 4000 or title_type(line[:90]) is None:
        return False
    if first:
        return title_type(line, alone=True) is not None or len(line) > 20
    if not (state.closed or state.ended):
        return False
    if title_type(line, alone=True) is None and not _RECIPIENTS.search(line) and not state.closed:
        return False
    return next_filled(state.page.lines, number) is not None


def _open_title(state: _State, number: int) -> int:
    words, last = title_words(state.page.lines, number, _TITLE_LINES)
    head = Head(SectionKind.PART, RANK["title"], "", (), words, strong=True)
    return _open_part(state, head, words, number, last)


def _appendix_opens(state: _State, head: Head, number: int) -> bool:
    """An appendix stands on a line of its own, not inside a sentence."""
    above = (line.rstrip() for line in reversed(state.page.lines[max(0, number - 4) : number - 1]))
    before = next(filter(None, above), "")
    apart = state.closed or state.ended or not before or before.endswith((".", ";", ":", ")", "|"))
    return (apart or shouted(before) or head.words.startswith("(")) and len(head.words) < 400


def _open_appendix(state: _State, head: Head, number: int) -> int:
    heading, last = title_words(state.page.lines, number, 6)
    return _open_part(state, head, heading.split(" (")[0], number, last)


def _open_part(state: _State, head: Head, heading: str, number: int, last: int) -> int:
    unit = OpenUnit(head, " ".join(heading.split()), number, last, level=1)
    state.stack = [unit]
    state.heads.append(unit)
    state.closed = state.ended = False
    ahead = [fold(line) for line in state.page.lines[last : last + 14]]
    listing = head.kind is SectionKind.APPENDIX or title_type(heading) == "danh muc"
    state.in_table = listing and (
        len(_TABLE_HEAD.findall(" ".join(ahead))) >= 2 or sum("|" in line for line in ahead) >= 2
    )
    return last


def _open_unit(state: _State, head: Head, number: int) -> int:
    heading, last = unit_heading(state.page, head, number, in_table=state.in_table)
    if heading is None:
        _count_item(state, head)
        return number
    while state.stack and state.stack[-1].head.rank >= head.rank:
        state.stack.pop()
    parent = state.stack[-1] if state.stack else None
    ordinal = _ordinal(state, head, parent, number)
    if ordinal is None:
        return number
    label = _label(head, ordinal)
    prefix = label + (")" if head.kind is SectionKind.LETTERED else ".")
    level = parent.level + 1 if parent else 2
    unit = OpenUnit(replace(head, label=label), f"{prefix} {heading}".strip(), number, last, level)
    state.stack.append(unit)
    state.heads.append(unit)
    return last


def _count_item(state: _State, head: Head) -> None:
    """A plain item is no unit, but the units after it go on counting from it."""
    parent = next((unit for unit in reversed(state.stack) if unit.head.rank < head.rank), None)
    if parent is not None and head.ordinals:
        follows = parent.last.get(head.rank, 0) + 1
        if follows in head.ordinals:
            parent.last[head.rank] = follows


def _ordinal(state: _State, head: Head, parent: OpenUnit | None, number: int) -> int | None:
    """Which ordinal this is after its elder siblings; None where it cannot be a unit."""
    if not head.ordinals:
        return 0
    if head.kind is SectionKind.ARTICLE and state.stack:
        parent = state.stack[0]  # articles are numbered through all chapters
    latest = (parent.last if parent else {}).get(head.rank, 0)
    ordinal = latest + 1 if latest + 1 in head.ordinals else head.ordinals[0]
    if ordinal != latest + 1:
        if not head.strong and head.rank >= RANK["numbered"] and ordinal not in (1, latest + 2):
            return None
        state.problems.append(_out_of_order(head, latest, number))
    if parent is not None:
        parent.last[head.rank] = ordinal
    return ordinal


def _out_of_order(head: Head, latest: int, number: int) -> Problem:
    before = _label(head, latest) if latest else "nothing"
    return Problem(
        ProblemCode.OUTLINE_OUT_OF_ORDER,
        found=f"{head.label}. {head.words}"[:80].strip(),
        expected=f"{_label(head, latest + 1)} after {before}",
        place=f"line {number}",
    )


def _label(head: Head, ordinal: int) -> str:
    """The label as printed, damage undone where the order proves the reading."""
    if head.kind is SectionKind.ROMAN:
        return printed_roman(ordinal)
    if head.kind is SectionKind.LETTERED and 0 < ordinal <= len(LETTERS):
        return LETTERS[ordinal - 1]
    if head.kind is SectionKind.NUMBERED and "." not in head.label:
        return str(ordinal)
    return head.label
