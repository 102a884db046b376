"""Places of a text whose reading is in doubt, for a person to accept or to correct.

A place is a stretch of one line: a number or a day that was guessed or could not be read, or the
stretch from the first to the last doubtful syllable. What matters most comes first: what the
document says of itself, what it says of documents that it cites, then other words.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import Final

from kg.errors import Problem
from kg.model import Line, Mention, Reading, Section
from kg.terms import ProblemCode

HEAD_LINES: Final = 12
"""Lines of the head of a text without a title."""

_LINE: Final = re.compile(r"(?::|line )(\d+)\Z")
_WORD: Final = r"[^\s,;()\[\]“”\"/]+"
_TOKEN: Final = re.compile(rf"/?{_WORD}(?:\s*/\s*{_WORD})*/?")


class DoubtKind(StrEnum):
    """What a doubt is about, what matters most first."""

    HEADER_NUMBER = "header_number"
    HEADER_DATE = "header_date"
    NUMBER = "number"  # of a cited document
    DATE = "date"
    CHOICE = "choice"  # which document is meant; see `kg.choosing`
    HEADER = "header"  # words of the letterhead or the title
    CITATION = "citation"  # words that name a cited document
    WORDS = "words"


RANKS: Final = {kind: rank for rank, kind in enumerate(DoubtKind)}
_NUMBERS: Final = frozenset(
    {ProblemCode.NUMBER_GUESSED, ProblemCode.NUMBER_UNREADABLE, ProblemCode.NUMBER_MISSING}
)
_DATES: Final = frozenset({ProblemCode.DATE_IMPOSSIBLE, ProblemCode.DATE_MISSING})
_OWN: Final = frozenset({ProblemCode.NUMBER_MISSING, ProblemCode.DATE_MISSING})
CODES: Final = _NUMBERS | _DATES
"""Problems that are doubts of reading; others are of what the text says."""


@dataclass(frozen=True, slots=True)
class DoubtfulPlace:
    """A stretch of a line. start, end: columns in its text; raw_start, raw_end: in its raw text.

    found: the words read there. doubts: (start, end, P(right)) of its doubtful syllables, columns
    of the line's text. choices: other readings. code: of the problem that tells of it.
    """

    kind: DoubtKind
    line: int
    start: int
    end: int
    raw_start: int
    raw_end: int
    found: str
    doubts: tuple[tuple[int, int, float], ...] = ()
    choices: tuple[str, ...] = ()
    code: ProblemCode | None = None

    @property
    def share(self) -> float | None:
        """P(right) of its least sure syllable; None where that is not known."""
        return min((share for _, _, share in self.doubts), default=None)

    @property
    def spot(self) -> tuple[str, int, int, int]:
        """What it is known by in one file: what people say of it is kept under this."""
        return self.kind.value, self.line, self.raw_start, self.raw_end


@dataclass(frozen=True, slots=True)
class Doubted:
    """What places are looked for in. lines: by number, all that may be in doubt."""

    lines: Mapping[int, Line]
    head: int
    problems: Sequence[Problem]
    cited: Mapping[int, Sequence[tuple[int, int]]]  # columns of citations, by line


def places(reading: Reading) -> tuple[DoubtfulPlace, ...]:
    """Doubtful places of a document, in the order in which they matter; no two alike."""
    return places_in(
        Doubted(
            {line.number: line for line in reading.source.lines},
            head_end(reading.sections),
            reading.problems,
            _cited(reading),
        )
    )


def places_in(doubted: Doubted) -> tuple[DoubtfulPlace, ...]:
    """The same of what may be in doubt alone."""
    told = {place.spot: place for _, place in told_by_problems(doubted)}
    by_line = {n: list(group) for n, group in groupby(
        sorted(told.values(), key=attrgetter("line")), key=attrgetter("line"))}  # fmt: skip
    words = (
        _worded(line, doubted, by_line.get(number, ()))
        for number, line in doubted.lines.items()
        if line.doubts
    )
    found = [*told.values(), *(place for place in words if place)]
    return tuple(sorted(found, key=lambda p: (RANKS[p.kind], p.line, p.start)))


def told_by_problems(doubted: Doubted) -> Iterator[tuple[Problem, DoubtfulPlace]]:
    """The places that problems tell of, each with its problem."""
    for problem in doubted.problems:
        if problem.code not in CODES:
            continue
        line = doubted.lines.get(_line_of(problem, doubted))
        if line is not None:
            yield problem, _told(problem, line, doubted)


def head_end(sections: Sequence[Section]) -> int:
    """The last line of a document's head: its title's, which begins the outline."""
    return sections[0].line_end if sections else HEAD_LINES


def line_of(problem: Problem) -> int | None:
    """The line that a problem names; None where it names none."""
    found = _LINE.search(problem.place)
    return int(found[1]) if found else None


def _line_of(problem: Problem, doubted: Doubted) -> int:
    """Its line; where it names none, the line of the head that says what it found, or the first."""
    said = line_of(problem)
    if said is not None:
        return said
    head = [line for number, line in doubted.lines.items() if number <= doubted.head]
    quoting = (line.number for line in head if _stretch(problem.found, line))
    filled = (line.number for line in head if line.text.strip())
    return next(quoting, next(filled, 0))


def _told(problem: Problem, line: Line, doubted: Doubted) -> DoubtfulPlace:
    own = problem.code in _OWN or line.number <= doubted.head
    if problem.code in _NUMBERS:
        kind = DoubtKind.HEADER_NUMBER if own else DoubtKind.NUMBER
    else:
        kind = DoubtKind.HEADER_DATE if own else DoubtKind.DATE
    span = _stretch(problem.found, line) or _filled(line)
    guessed = problem.code is ProblemCode.NUMBER_GUESSED
    choices = (problem.expected, *problem.choices) if guessed else problem.choices
    return _place(kind, line, span, tuple(dict.fromkeys(choices)), problem.code)


def _stretch(found: str, line: Line) -> tuple[int, int] | None:
    """Columns of the words that hold what was found, as read or as printed."""
    if not found.strip():
        return None
    loose = re.compile(r"\s*".join(map(re.escape, found.split())).replace("/", r"\s*/\s*"))
    read, printed = loose.search(line.text), loose.search(line.raw)
    if read is not None:
        at, end = read.span()
    elif printed is not None:
        at, end = line.text_column(printed.start()), line.text_column(printed.end())
    else:
        return None
    if at >= end:
        return None
    touched = [m.span() for m in _TOKEN.finditer(line.text) if m.start() < end and m.end() > at]
    if not touched:
        return at, end
    last = touched[-1][0] + len(line.text[slice(*touched[-1])].rstrip(".:"))
    return min(at, touched[0][0]), max(end, last)


def _filled(line: Line) -> tuple[int, int]:
    """The line without the blanks around it."""
    return len(line.text) - len(line.text.lstrip()), len(line.text.rstrip())


def _worded(line: Line, doubted: Doubted, told: Iterable[DoubtfulPlace]) -> DoubtfulPlace | None:
    """The stretch of a line's doubtful syllables, but those that a problem tells of."""
    taken = [(place.start, place.end) for place in told]
    left = [d for d in line.doubts if not any(d[0] < b and d[1] > a for a, b in taken)]
    if not left:
        return None
    start, end = left[0][0], left[-1][1]
    cited = doubted.cited.get(line.number, ())
    if line.number <= doubted.head:
        kind = DoubtKind.HEADER
    elif any(a < d[1] and b > d[0] for d in left for a, b in cited):
        kind = DoubtKind.CITATION
    else:
        kind = DoubtKind.WORDS
    return _place(kind, line, (start, end))


def _place(
    kind: DoubtKind,
    line: Line,
    span: tuple[int, int],
    choices: tuple[str, ...] = (),
    code: ProblemCode | None = None,
) -> DoubtfulPlace:
    """A place whose ends cut no piece of the line of which only the whole is known in raw."""
    start, end = span
    for piece in line.pieces:
        whole = piece[1] - piece[0] != piece[3] - piece[2]
        if whole and piece[0] < end and piece[1] > start:
            start, end = min(start, piece[0]), max(end, piece[1])
    raw_start, raw_end = line.raw_column(start), line.raw_column(end, end=True)
    doubts = tuple(d for d in line.doubts if d[0] < end and d[1] > start)
    found = line.text[start:end]
    return DoubtfulPlace(
        kind, line.number, start, end, raw_start, raw_end, found, doubts, choices, code
    )


def _cited(reading: Reading) -> dict[int, list[tuple[int, int]]]:
    starts = reading.source.text_starts
    return cited_columns(reading.mentions, lambda number: starts[number - 1])


def cited_columns(
    mentions: Iterable[Mention], start_of: Callable[[int], int]
) -> dict[int, list[tuple[int, int]]]:
    """Columns of citations by the line they begin on. start_of: offset of a line in the text."""
    found: dict[int, list[tuple[int, int]]] = {}
    for mention in mentions:
        begin = start_of(mention.line)
        columns = (mention.text_start - begin, mention.text_end - begin)
        found.setdefault(mention.line, []).append(columns)
    return found
