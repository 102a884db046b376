"""A damaged line as atoms: figures that stay as read, words to repair, marks between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import zip_longest
from typing import Final

from ingest.repair.list_marks import ListMark


class AtomKind(Enum):
    """What an atom is to the repair."""

    FIGURE = auto()  # a number, date, share or document number: its digits stay as read
    LABEL = auto()  # a list mark: "II", "a"
    WORD = auto()
    MARK = auto()


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of a line; start, end: columns. line: index from 0. glued: no blank before it."""

    kind: AtomKind
    raw: str
    line: int
    start: int
    end: int
    glued: bool


SYMBOL: Final = r"[A-ZĐÐ0O][\w&¢€£]*"
ODD: Final = "¢£€&@§©®¥$"  # an engine without Vietnamese gives these for letters
FIGURE: Final = re.compile(
    rf"""(?<![^\W_])(?<![{ODD}])(?:
      (?:[$S][^\W\d_]?)?\d[\d.]*[a-zđ]?\s?(?:/\s?\d{{4}}\s?/\s?|/\s?|-(?=[A-ZĐÐ]{{2}})){SYMBOL}
        (?:\s?-\s?{SYMBOL}|[-/]{SYMBOL})*
    | [$S]\d{{3,}}(?![^\W_])
    | \d+(?:[.,/:\-–]\d+)*(?:%|(?![^\W_])(?![{ODD}]))
    )""",
    re.VERBOSE,
)
GLUED_FIGURE: Final = re.compile(
    r"(?<=[^\W\d_])(?:\d{3,}|\d+(?=[.,/\-–]\d))(?:[.,/\-–]\d+)*(?![^\W_])"
)
PIECE: Final = re.compile(r"(?:[\w&$¢£€@#{}¥§©®™¤°]|(?<=\w)[|!\]\[\\](?=\w))+|\S")


def _figures(line: str) -> list[tuple[int, int]]:
    spans = [found.span() for found in FIGURE.finditer(line)]
    for found in GLUED_FIGURE.finditer(line):
        if not any(start < found.end() and found.start() < end for start, end in spans):
            spans.append(found.span())
    return sorted(spans)


def _pieces(line: str, number: int, start: int, end: int) -> list[Atom]:
    atoms = []
    for found in PIECE.finditer(line, start, end):
        raw = found.group()
        kind = AtomKind.WORD if any(c.isalnum() for c in raw) else AtomKind.MARK
        glued = found.start() > 0 and not line[found.start() - 1].isspace()
        atoms.append(Atom(kind, raw, number, found.start(), found.end(), glued))
    return atoms


def split_atoms(lines: Sequence[str], marks: Sequence[ListMark | None] = ()) -> list[Atom]:
    """All atoms of consecutive lines, in order; blanks stand between atoms only.

    marks: the list marks of the lines, each an atom of its own.
    """
    atoms: list[Atom] = []
    for number, (line, mark) in enumerate(zip_longest(lines, marks)):
        at = 0
        if mark is not None:
            raw = line[mark.start : mark.end]
            atoms += _pieces(line, number, at, mark.start)
            atoms.append(Atom(AtomKind.LABEL, raw, number, mark.start, mark.end, mark.start > 0))
            at = mark.end
        for start, end in _figures(line):
            if start < at:
                continue
            atoms += _pieces(line, number, at, start)
            glued = start > 0 and not line[start - 1].isspace()
            atoms.append(Atom(AtomKind.FIGURE, line[start:end], number, start, end, glued))
            at = end
        atoms += _pieces(line, number, at, len(line))
    return atoms
