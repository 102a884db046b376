"""From lines to the outline of a document: what opens where, and what it holds.

Levels: 1 is a document, the plan attached to it or an appendix; below it every unit is one level
deeper than the unit that holds it. A numeral out of order is reported, never repaired.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from ingest.headings import (
    LETTERS,
    RANK,
    Head,
    bare,
    printed_roman,
    read_head,
    shouted,
    title_type,
)
from ingest.wording import UPPER, any_of, loose
from kg.errors import Problem
from kg.folding import fold
from kg.model import Section, SourceText
from kg.terms import ProblemCode, SectionKind

_RECIPIENTS: Final = re.compile(rf"^\W*{loose('noi')}\s+nh\S{{1,3}}\s*[:.;]")
_PREAMBLE: Final = re.compile(
    r"^\W*(?:c[a-z4@]{1,2}n\s*c\S{1,4}\s|xet\s|theo\s|de\s|nham\s|kinh gui)"
)
_OPENING: Final = re.compile(rf"^\W*(?:{any_of('thuc hien', 'trien khai', 'tiep tuc')})\s")
_ISSUER: Final = re.compile(
    r"^\W*"
    + any_of(
        "uy ban nhan dan",
        "chu tich",
        "hoi dong nhan dan",
        "ubnd",
        "ban chap hanh",
        "giam doc",
        "ban thuong vu",
        "bo truong",
        "chinh phu",
        "tinh uy",
        "thanh uy",
    )
)
_ISSUER_BEHIND: Final = re.compile(
    r"(?<!cua)(?<!do)(?<!thuoc)(?<!giao)(?<!quyen)\s+(?:chu tich\s+)?(?:uy ban|hoi dong)\s+nhan dan"
    r"(?:\s+(?:tinh|thanh pho|huyen|quan|thi xa|phuong|xa|thi tran)(?:\s+\w+){0,4})?$"
)
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
_LONGEST_HEADING: Final = 230
_TITLE_LINES: Final = 9


@dataclass(slots=True)
class _Open:
    """A unit while it is being read."""

    head: Head
    heading: str
    line: int
    line_end: int
    level: int
    last: dict[int, int] = field(default_factory=dict)  # rank -> ordinal of the latest child


@dataclass(slots=True)
class _State:
    """What the scan knows at a line."""

    lines: tuple[str, ...]
    width: int
    heads: list[_Open] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    closed: bool = False  # recipients or "./." passed: only a title or an appendix may follow
    ended: bool = False
    in_table: bool = False


def outline(source: SourceText) -> tuple[tuple[Section, ...], tuple[Problem, ...]]:
    """Sections in text order, and what is out of order in them. Linear in the text's length."""
    lines = tuple(line.text for line in source.lines)
    state = _State(lines, _width(lines))
    number = 1
    while number <= len(lines):
        number = _step(state, number) + 1
    return _sections(state.heads, lines), tuple(state.problems)


def _width(lines: Sequence[str]) -> int:
    """Length of a full printed line; 0 where paragraphs are not wrapped."""
    lengths = sorted(len(line) for line in lines if line.strip())
    if len(lengths) < 20:
        return 0
    full = lengths[int(0.85 * len(lengths))]
    return full if full <= 125 else 0


def _step(state: _State, number: int) -> int:
    """Read what stands on this line; returns the last line used."""
    text = state.lines[number - 1]
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
    if not re.search(rf"(?:^|[.;]\s+){loose('dieu')}\s*$", fold(state.lines[number - 2])):
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
    return _next_filled(state.lines, number) is not None


def _next_filled(lines: Sequence[str], number: int) -> int | None:
    """The first line after `number`, within three, that is not blank."""
    for follow in range(number + 1, min(number + 4, len(lines) + 1)):
        if lines[follow - 1].strip():
            return follow
    return None


def _open_title(state: _State, number: int) -> int:
    words, last = _title_words(state.lines, number, _TITLE_LINES)
    head = Head(SectionKind.PART, RANK["title"], "", (), words, strong=True)
    return _open_part(state, head, words, number, last)


def _title_words(lines: Sequence[str], number: int, limit: int) -> tuple[str, int]:
    """Words of a title that starts on `number`, and the last line of it, its bracket included."""
    words, last, blank = [bare(lines[number - 1])[0].strip(" ’‘'`")], number, False
    if re.search(r"\sCăn cứ\s", words[0]):
        return _title_alone(words[0]), number
    words[0] = re.sub(r"\s+\w$", "", words[0]) if title_type(words[0], alone=True) else words[0]
    for follow in range(number + 1, min(number + limit, len(lines)) + 1):
        text, _ = bare(lines[follow - 1])
        if not text.strip():
            blank = True
            continue
        if text.startswith("("):
            return _title_alone(" ".join(words)), _bracket_end(lines, follow)
        if _title_stops(words, text, blank=blank):
            break
        if re.search(r"\w", text):
            words.append(text.strip())
            last = follow
        blank = False
    return _title_alone(" ".join(words)), last


def _title_alone(words: str) -> str:
    """A title in capitals without the issuer and the bases that one line may hold with it."""
    basis = re.search(r"\s+C[ăa]n\s+c[ứu]\s", words)
    words = words[: basis.start()] if basis else words
    if not shouted(words):
        return words
    issuer = _ISSUER_BEHIND.search(fold(words))
    return words[: issuer.start()] if issuer and issuer.start() > 30 else words


def _title_stops(words: list[str], text: str, *, blank: bool) -> bool:
    """Whether this line no longer belongs to the title above it."""
    folded = fold(text)
    if _PREAMBLE.match(folded) or len(text) > 400 or read_head(text) is not None:
        return True
    if len(words) == 1 and not (len(words[0]) > 40):
        return False  # the type alone: its title follows
    if _ISSUER.match(folded) or _OPENING.match(folded):
        return True
    if len(words) > 1 and shouted(words[-1]) and not shouted(text):
        return True
    return blank and not text[:1].islower()


def _bracket_end(lines: Sequence[str], number: int) -> int:
    """Last line of a bracket that opens on `number`, within four lines."""
    for follow in range(number, min(number + 4, len(lines) + 1)):
        if lines[follow - 1].rstrip(" *_").endswith(")"):
            return follow
    return number


def _appendix_opens(state: _State, head: Head, number: int) -> bool:
    """An appendix stands on a line of its own, not inside a sentence."""
    before = next(
        (
            state.lines[n - 1].rstrip()
            for n in range(number - 1, max(0, number - 4), -1)
            if state.lines[n - 1].strip()
        ),
        "",
    )
    apart = state.closed or state.ended or not before or before.endswith((".", ";", ":", ")", "|"))
    return (apart or shouted(before) or head.words.startswith("(")) and len(head.words) < 400


def _open_appendix(state: _State, head: Head, number: int) -> int:
    heading, last = _title_words(state.lines, number, 6)
    return _open_part(state, head, heading.split(" (")[0], number, last)


def _open_part(state: _State, head: Head, heading: str, number: int, last: int) -> int:
    unit = _Open(head, " ".join(heading.split()), number, last, level=1)
    state.stack = [unit]
    state.heads.append(unit)
    state.closed = state.ended = False
    ahead = [fold(line) for line in state.lines[last : last + 14]]
    listing = head.kind is SectionKind.APPENDIX or title_type(heading) == "danh muc"
    state.in_table = listing and (
        len(_TABLE_HEAD.findall(" ".join(ahead))) >= 2 or sum("|" in line for line in ahead) >= 2
    )
    return last


def _open_unit(state: _State, head: Head, number: int) -> int:
    heading, last = _unit_heading(state, head, number)
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
    unit = _Open(replace(head, label=label), f"{prefix} {heading}".strip(), number, last, level)
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


def _ordinal(state: _State, head: Head, parent: _Open | None, number: int) -> int | None:
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
        before = _label(head, latest) if latest else "nothing"
        state.problems.append(
            Problem(
                ProblemCode.OUTLINE_OUT_OF_ORDER,
                found=f"{head.label}. {head.words}"[:80].strip(),
                expected=f"{_label(head, latest + 1)} after {before}",
                place=f"line {number}",
            )
        )
    if parent is not None:
        parent.last[head.rank] = ordinal
    return ordinal


def _label(head: Head, ordinal: int) -> str:
    """The label as printed, damage undone where the order proves the reading."""
    if head.kind is SectionKind.ROMAN:
        return printed_roman(ordinal)
    if head.kind is SectionKind.LETTERED and 0 < ordinal <= len(LETTERS):
        return LETTERS[ordinal - 1]
    if head.kind is SectionKind.NUMBERED and "." not in head.label:
        return str(ordinal)
    return head.label


def _unit_heading(state: _State, head: Head, number: int) -> tuple[str | None, int]:
    """Words of a unit's heading and its last line; None where the line is a plain item."""
    if head.kind is SectionKind.ARTICLE:
        return _first_sentence(state, head, number), number
    if head.kind in (SectionKind.CHAPTER, SectionKind.PART):
        return _chapter_words(state.lines, head, number)
    if state.in_table and not (head.kind is SectionKind.ROMAN and head.strong):
        return None, number
    words, last = _joined(state, head, number)
    if head.strong and len(words) <= 2 * _LONGEST_HEADING:
        return words.rstrip(" :"), last
    inline = re.match(r"([^:.;]{3,70}):\s+\S", words)
    if inline and head.rank in (RANK["roman"], RANK["numbered"], RANK["numbered2"]):
        return inline[1], number
    reads = _reads_as_heading(words, wrapped=bool(state.width))
    return (words.rstrip(" :"), last) if reads else (None, number)


def _first_sentence(state: _State, head: Head, number: int) -> str:
    text, lines = head.words, state.lines
    for follow in range(number, min(number + 2, len(lines)) if state.width else number):
        if not lines[follow].strip() or read_head(lines[follow]):
            break
        if re.search(r"[.;:]\s*$", text):
            break
        text = f"{text} {bare(lines[follow])[0].strip()}"
    sentence = re.split(r"(?<=[^\d\s])\.(?:\s|$)|[;:]\s", text, maxsplit=1)[0]
    return sentence.strip()[:_LONGEST_HEADING].rstrip(" ./")


def _chapter_words(lines: Sequence[str], head: Head, number: int) -> tuple[str, int]:
    if head.words:
        return head.words, number
    follow = _next_filled(lines, number)
    if (
        follow is not None
        and shouted(bare(lines[follow - 1])[0])
        and not read_head(lines[follow - 1])
    ):
        return bare(lines[follow - 1])[0].strip(), follow
    return "", number


def _joined(state: _State, head: Head, number: int) -> tuple[str, int]:
    """The heading's words over the lines that they fill."""
    words, last, marked = head.words, number, bare(state.lines[number - 1])[1]
    limit = min(number + 4, len(state.lines))
    while last < limit and len(words) <= _LONGEST_HEADING:
        follow = _continuation(state, words, last, marked=marked)
        if follow is None:
            break
        words = f"{words} {bare(state.lines[follow - 1])[0].strip()}"
        last = follow
    return words, last


def _continuation(state: _State, words: str, last: int, *, marked: bool) -> int | None:
    """The line on which a heading goes on, or None."""
    follow = _next_filled(state.lines, last)
    if follow is None or re.search(r"[.;]$", words.rstrip()):
        return None
    text, also_marked = bare(state.lines[follow - 1])
    if not text or text[0] in "-+•–|" or read_head(text) is not None:
        return None
    adjacent = follow == last + 1
    if words.count("(") > words.count(")") and state.width:
        return follow
    if marked:
        return follow if also_marked and text[0].islower() else None
    if shouted(words):
        return (
            follow if adjacent and shouted(text) and state.width and not title_type(text) else None
        )
    full = state.width and len(state.lines[last - 1].rstrip()) >= 0.72 * state.width
    return follow if adjacent and full and (text[0].islower() or text[0].isdigit()) else None


def _reads_as_heading(words: str, *, wrapped: bool) -> bool:
    """Short and not a sentence: no full stop or semicolon at its end, not a figure to reach."""
    text = words.strip()
    if not text or len(text) > _LONGEST_HEADING or not re.match(r"[“\"‘'(]?[^\W\d_]", text):
        return False
    if "|" in text or re.search(rf"[^\W\d_]{{2,}}[.;]\s+[{UPPER}]", text):
        return False  # a table's row, or more than one sentence
    first = next((char for char in text if char.isalpha()), "")
    if not first.isupper():
        return False
    if text.endswith((";", ",", "./.")):
        return False
    if not text.endswith("."):
        return True
    return wrapped and len(text) <= 60 and not re.search(r"\d", text)


def _sections(heads: list[_Open], lines: Sequence[str]) -> tuple[Section, ...]:
    """Close every unit: where its own text and its whole text end, and its path."""
    ends = _ends([unit.level for unit in heads], [unit.line for unit in heads], lines)
    path: list[_Open] = []
    sections = []
    for index, unit in enumerate(heads):
        path = [*(above for above in path if above.level < unit.level), unit]
        child = index + 1 < len(heads) and heads[index + 1].level > unit.level
        body_end = heads[index + 1].line - 1 if child else ends[index]
        sections.append(
            Section(
                unit.head.kind,
                unit.level,
                unit.head.label,
                unit.heading,
                unit.line,
                unit.line_end,
                _filled_end(lines, unit.line_end, body_end),
                ends[index],
                tuple(above.heading for above in path),
            )
        )
    return tuple(sections)


def _ends(levels: list[int], starts: list[int], lines: Sequence[str]) -> list[int]:
    """Last filled line of each unit, its sub-units included. One pass from the end."""
    ends: list[int] = [0] * len(levels)
    following: dict[int, int] = {}
    for index in range(len(levels) - 1, -1, -1):
        nearest = min(
            (start for level, start in following.items() if level <= levels[index]),
            default=len(lines) + 1,
        )
        ends[index] = _filled_end(lines, starts[index], nearest - 1)
        following = {level: start for level, start in following.items() if level < levels[index]}
        following[levels[index]] = starts[index]
    return ends


def _filled_end(lines: Sequence[str], first: int, last: int) -> int:
    """The last line in first..last that is not blank."""
    while last > first and not lines[last - 1].strip():
        last -= 1
    return max(first, last)
