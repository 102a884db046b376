"""Lines that run across a table's columns, cut where one column's words end.

Each line is read from left to right with dynamic programming over (word, column): a word's weight
in its column's kind of cell, the price of going on to a later column there, and the width that the
first column must have.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.plain_tables.cell_words import (
    KIND,
    Token,
    follows,
    goes_on,
    line_tokens,
    starts_cell,
    weight,
)
from kg.folding import fold

STARTS, CONTINUES, ALIEN = 1.0, -1.8, -4.0  # a segment begins a cell, goes on with one, or neither
EXPECTED = 0.8  # a segment goes on with the word that the cell above asks for
NUMBERED = -9.0  # a line with a row's number begins in a later column than the first
AT_START = 1.0  # less to pay for a line that begins in the middle of a cell
BAR, BAR_INSIDE = 1.5, -1.0  # a bar before the cut; a bar inside a segment
SKIPPED = -0.5  # a column left out
UNFINISHED = -0.8  # the word before the cut asks for more
LEAVES = -2.0  # the first column is left without a bar
NARROW, WIDE = 14.0, 0.25  # per share of the width missing, per character too many
SAMPLE = 150  # lines that the first column's width is taken from
_ORDINAL = re.compile(
    r"^\W{0,3}(?P<label>\d{1,3}(?:\.\d{1,2})?)(?:\s?[}{'‘]?[.|)\]]{1,2}\W{0,3}|\s+)(?=[\w“\"(])"
)
_MARKED = re.compile(r"\d\s?\W")


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text with its number in the document, and how sure its syllables are.

    fresh: whether a page or a paragraph (a blank line) begins with it.
    """

    number: int
    text: str
    confidence: float = 1.0
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class CutLine:
    """A line parted by columns: (index among the columns, text), from left to right.

    ordinal: the row's number at the head of the line. full: whether the first column's words
    fill its width. starts: columns where a cell begins here.
    """

    line: TextLine
    segments: tuple[tuple[int, str], ...]
    ordinal: int | None = None
    full: bool = False
    starts: frozenset[int] = frozenset()


@dataclass(slots=True)
class _Path:
    """The best way to read a line's words so far: where each column begins."""

    score: float
    cuts: tuple[tuple[int, int], ...] = field(default=())


def split_ordinal(text: str) -> tuple[int | None, str, bool]:
    """A number at the head of a line, the rest, and whether a mark stands after the number."""
    match = _ORDINAL.match(text)
    if match is None:
        return None, text, False
    marked = not match[0][match.end("label") :].isspace()
    return int(match["label"].split(".")[-1]), text[match.end() :], marked


def cut_lines(lines: Sequence[TextLine], columns: Sequence[str]) -> tuple[list[CutLine], float]:
    """Every line cut, and the total score of the cuts; `columns` begin with "task"."""
    width = 0.0
    for _ in range(2):
        found, _score = _pass(lines[:SAMPLE], columns, width)
        lengths = sorted(len(text) for cut in found for place, text in cut.segments if place == 0)
        width = lengths[len(lengths) * 7 // 10] if len(lengths) > 3 else 0.0
    return _pass(lines, columns, width)


def _pass(
    lines: Sequence[TextLine], columns: Sequence[str], width: float
) -> tuple[list[CutLine], float]:
    found: list[CutLine] = []
    total, expected = 0.0, 1
    opened: dict[int, tuple[int, str]] = {}
    for index, line in enumerate(lines):
        ordinal, rest, marked = split_ordinal(line.text)
        if ordinal is not None and not _plausible(ordinal, rest, expected, marked=marked):
            ordinal, rest = None, line.text
        follows = lines[index + 1].text if index + 1 < len(lines) else ""
        wrapped = split_ordinal(follows)[1][:1].islower()
        near = {column: word for column, (at, word) in opened.items() if index - at <= 3}
        tokens = line_tokens(rest)
        path = _cut(
            tokens, columns, near, width if wrapped else -width, numbered=ordinal is not None
        )
        segments = tuple(_segments(path, tokens, rest))
        total += path.score
        opened.update({c: (index, fold(text.split()[-1])) for c, text in segments if text})
        starts = _starting(segments, columns, found, ordinal)
        full = bool(segments) and segments[0][0] == 0 and len(segments[0][1]) > 0.82 * width
        found.append(CutLine(line, segments, ordinal, full, starts))
        expected = expected if ordinal is None else ordinal + 1
    return found, total


def _plausible(ordinal: int, rest: str, expected: int, *, marked: bool) -> bool:
    """Whether a number numbers a row: the next one, or the first, or a marked one near it."""
    if re.match(r"(?:nam|thang|ngay|phut|trieu|dong|%|tinh|xa)\b", fold(rest)) and not marked:
        return False
    near = expected <= ordinal <= expected + 2
    return near or ordinal == 1 or (marked and ordinal <= 60)


def _cut(
    tokens: Sequence[Token],
    columns: Sequence[str],
    opened: Mapping[int, str],
    width: float,
    *,
    numbered: bool,
) -> _Path:
    """The best reading of one line. width: of the first column; below 0 if its cell ends here."""
    paths: dict[int, _Path] = {}
    if not tokens:
        return _Path(0.0)
    joined = " ".join(token.folded for token in tokens)
    offset = 0
    for place, token in enumerate(tokens):
        folded, text = joined[offset:], token.text
        offset += len(token.folded) + 1
        new: dict[int, _Path] = {}
        for column, name in enumerate(columns):
            kind = KIND[name]
            worth = weight(kind, token.folded)
            here = [_begun(place, column, opened)] if place == 0 else []
            if place and column in paths:
                stay = paths[column].score + (BAR_INSIDE if token.bar else 0.0)
                here.append(_Path(stay, paths[column].cuts))
            here += [
                _Path(
                    path.score
                    + _left(before, tokens, place, width)
                    + SKIPPED * (column - before - 1),
                    (*path.cuts, (column, place)),
                )
                for before, path in paths.items()
                if before < column
            ]
            glued = place > 0 and not token.bar and _glued(kind, tokens[place - 1], token)
            entered = ALIEN if glued else _entry(kind, folded, text, opened.get(column))
            entered += BAR if token.bar else 0.0
            for path in here:
                if column and path.cuts[-1] == (column, place):
                    path.score += entered + (0.0 if place else AT_START)
                    path.score += NUMBERED if numbered and not place else 0.0
            best = max(here, key=lambda path: path.score, default=None)
            if best is not None:
                new[column] = _Path(best.score + worth, best.cuts)
        paths = new
    if 0 in paths and width:
        paths[0].score -= WIDE * max(0.0, tokens[-1].end - tokens[0].start - 1.12 * abs(width))
    return max(paths.values(), key=lambda path: path.score)


def _begun(place: int, column: int, opened: Mapping[int, str]) -> _Path:
    """A line that begins in a column: the first one at no price."""
    skipped = sum(1 for before in range(1, column) if before not in opened)
    return _Path(0.4 * SKIPPED * skipped - (0.3 if column else 0.0), ((column, place),))


def _left(column: int, tokens: Sequence[Token], place: int, width: float) -> float:
    """Price of leaving a column before a word: of the first one, if its width is not reached."""
    price = UNFINISHED if goes_on(tokens[place - 1].folded) and not tokens[place].bar else 0.0
    if column:
        return price
    price += 0.0 if tokens[place].bar else LEAVES
    if not width:
        return price
    length = tokens[place - 1].end - tokens[0].start
    if width > 0:
        price -= NARROW * max(0.0, 0.88 - length / width)
    return price - WIDE * max(0.0, length - 1.12 * abs(width))


def _glued(kind: str, before: Token, token: Token) -> bool:
    """Whether two words of a line belong to one cell: "thuộc UBND", "Công nghệ"."""
    return before.folded in ("thuoc", "cua", "va", "voi") or follows(
        kind, before.folded, token.folded
    )


def _entry(kind: str, folded: str, text: str, above: str | None) -> float:
    """Price of entering a column. above: the last word of its open cell, if there is one."""
    if above is not None and follows(kind, above, folded.split(" ", 1)[0]):
        return EXPECTED
    if kind != "task" and starts_cell(kind, folded, text):
        return STARTS
    return CONTINUES if above is not None else ALIEN


def _segments(path: _Path, tokens: Sequence[Token], text: str) -> Iterator[tuple[int, str]]:
    ends = [place for _, place in path.cuts[1:]] + [len(tokens)]
    for (column, first), end in zip(path.cuts, ends, strict=True):
        if first < end:
            said = text[tokens[first].start : tokens[end - 1].end]
            yield column, re.sub(r"\s*[|\[\]]\s*", " ", said).strip(" |,“”‘’'_~—-")


def _starting(
    segments: Sequence[tuple[int, str]],
    columns: Sequence[str],
    before: Sequence[CutLine],
    ordinal: int | None,
) -> frozenset[int]:
    """Columns where a cell begins in this line, by its first word and the column's last words."""
    last = _last_texts(before)
    return frozenset(
        column
        for column, text in segments
        if (
            starts_cell(KIND[columns[column]], fold(text), text)
            and not _asks_for_more(KIND[columns[column]], last.get(column, ""), text)
        )
        or (column == 0 and ordinal is not None)
    )


def _last_texts(before: Sequence[CutLine]) -> Mapping[int, str]:
    found: dict[int, str] = {}
    for cut in before[-3:]:
        found.update(cut.segments)
    return found


def _asks_for_more(kind: str, before: str, text: str) -> bool:
    """Whether a cell's words so far go on with a text."""
    words, more = fold(before).split(), fold(text).split()
    if not words or not more:
        return False
    return goes_on(words[-1]) or (kind != "office" and follows(kind, words[-1], more[0]))
