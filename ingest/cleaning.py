"""One line as read to clean text: NFC, no Markdown marks, no invisible characters.

What changes length is recorded as pieces, so that every place in the clean text is known in
the raw one (see `kg.model.Line`).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Pieces = tuple[tuple[int, int, int, int], ...]

# One character for one: blanks of every kind and control characters become plain blanks.
BLANK = {ord(c): " " for c in "\t\v\xa0\u1680\u202f\u205f\u3000\x85\u2028\u2029"}
BLANK |= dict.fromkeys((*range(0x2000, 0x200B), *range(0x0E, 0x20), 0x7F), " ")

EDITS = re.compile(
    r"""
      (?P<invisible>[\ufeff\f\xad\u200b-\u200f\u2060]+)
    | (?P<heading>^\s{0,3}\#{1,6}(?:\s+|(?=\*)))     # "## Title", "##**Title**"
    | (?P<strong>\*{2,3}(?!\*)(?<!\*\*\*\*))         # "**", "***": emphasis wherever it stands
    | (?P<opening>(?<![\w*])\*(?=[^\s*)\].,;:])(?=[^*]*[^\s*(\[]\*(?![\w*])))
    | (?P<closing>(?<=[^\s*(\[])\*(?![\w*]))
    | (?P<escape>\\(?=[\\`*_{}\[\]()\#+\-.!|>~]))
    | (?P<break>(?:(?<!\s)\s+)?\\\s*$)               # Markdown's hard line break
    | (?P<tag></?(?:br|b|i|u|em|strong|sup|sub)\s*/?>)
    | (?P<entity>&(?:nbsp|amp|lt|gt|quot);)
    | (?P<cluster>.(?:[\ufeff\f\xad\u200b-\u200f\u2060]*[\u0300-\u036f])+)  # letter and marks
    """,
    re.VERBOSE | re.IGNORECASE,
)
INVISIBLE = re.compile(r"[\ufeff\f\xad\u200b-\u200f\u2060]")
ENTITIES = {"&nbsp;": " ", "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"'}


@dataclass(frozen=True, slots=True)
class CleanLine:
    """Clean text of a line and its pieces; none where it is the raw line's own beginning."""

    text: str
    pieces: Pieces = ()


@dataclass(frozen=True, slots=True)
class Edit:
    """Characters [start, end) of a raw line, and what stands for them."""

    start: int
    end: int
    text: str


def clean_line(raw: str) -> CleanLine:
    """Clean one line: NFC, blanks plain, Markdown marks and trailing blanks left out.

    >>> clean_line("## **2. Mục tiêu** ").text
    '2. Mục tiêu'
    """
    plain = raw.translate(BLANK)
    end = len(plain.rstrip())
    edits = [edit for edit in _edits(plain[:end]) if edit.text != plain[edit.start : edit.end]]
    text, pieces = _applied(plain[:end], edits)
    if unicodedata.is_normalized("NFC", text):
        return CleanLine(text, pieces)
    # Letters that join letters before them, which Vietnamese has not: the line is one piece.
    whole = unicodedata.normalize("NFC", text)
    return CleanLine(whole, ((0, len(whole), 0, len(raw)),))


def _edits(line: str) -> Iterator[Edit]:
    """What to change, in order. A closing star counts only where an opening one stood."""
    opened = False
    for match in EDITS.finditer(line):
        kind, found = match.lastgroup, match[0]
        if kind == "closing" and not opened:
            continue
        opened = kind == "opening" or (opened and kind != "closing")
        if kind == "cluster":
            text = unicodedata.normalize("NFC", INVISIBLE.sub("", found))
        elif kind == "tag":
            text = " " if found[1:3].lower() == "br" else ""
        else:
            text = ENTITIES.get(found.lower(), "")
        yield Edit(match.start(), match.end(), text)


def _applied(line: str, edits: Sequence[Edit]) -> tuple[str, Pieces]:
    """The edited line, and its pieces."""
    if not edits:
        return line, ()
    parts: list[str] = []
    pieces: list[tuple[int, int, int, int]] = []
    position = length = 0
    for edit in (*edits, Edit(len(line), len(line), "")):
        kept = line[position : edit.start]
        if kept:
            pieces.append((length, length + len(kept), position, edit.start))
            length += len(kept)
        if edit.text:
            pieces.append((length, length + len(edit.text), edit.start, edit.end))
            length += len(edit.text)
        parts += [kept, edit.text]
        position = edit.end
    return "".join(parts), tuple(pieces)


def composed(later: Pieces, earlier: Pieces) -> Pieces:
    """Pieces of two steps as those of one: `later` maps to the text that `earlier` maps to raw.

    Where `later` keeps length, each character keeps its own place; else a piece spans all raw
    characters of what it stands for.
    """
    if not earlier:
        return later
    if not later:
        return earlier
    result: list[tuple[int, int, int, int]] = []
    for start, end, middle_start, middle_end in later:
        if end - start == middle_end - middle_start:
            result += _shifted(earlier, middle_start, middle_end, start - middle_start)
        else:
            raw_start, raw_end = raw_range(earlier, middle_start, middle_end)
            result.append((start, end, raw_start, raw_end))
    return tuple(result)


def _shifted(
    pieces: Pieces, first: int, last: int, shift: int
) -> Iterator[tuple[int, int, int, int]]:
    """The parts of `pieces` within [first, last), their text columns moved by `shift`."""
    for start, end, raw_start, raw_end in pieces:
        low, high = max(start, first), min(end, last)
        if low >= high:
            continue
        if end - start == raw_end - raw_start:
            yield low + shift, high + shift, raw_start + low - start, raw_start + high - start
        else:
            yield low + shift, high + shift, raw_start, raw_end


def raw_range(pieces: Pieces, first: int, last: int) -> tuple[int, int]:
    """Raw columns that [first, last) of the text stands for, whole pieces where cut."""
    touched = [piece for piece in pieces if piece[0] < max(last, first + 1) and piece[1] > first]
    if not touched:
        end = pieces[-1][3]
        return end, end
    parts = list(_shifted(tuple(touched), first, last, 0)) or touched
    return parts[0][2], parts[-1][3]
