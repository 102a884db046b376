"""Document numbers of a text that was repaired: the raw text is asked too.

The grammar of numbers knows the damage to them best. Where the two readings differ, the raw one
holds, unless the clean one read more of the symbol.
"""

import re
from bisect import bisect_right
from dataclasses import replace
from typing import Final

from kg.model import Line, SourceText
from kg.number import NumberMatch, find_numbers

_BREAK: Final = re.compile(r"(?<=[^\W\d_])\n(?=\d)")
"""A line's end between a type word and its number: a blank to the grammar of numbers."""


def read_numbers(source: SourceText) -> list[NumberMatch]:
    """Numbers with offsets into the clean text, in text order, not overlapping."""
    found = find_numbers(_BREAK.sub(" ", source.text))
    if not source.damaged:
        return found
    starts = [line.start for line in source.lines]
    raw = [_in_text(source, starts, match) for match in find_numbers(_BREAK.sub(" ", source.raw))]
    merged: list[NumberMatch] = []
    for match in sorted([*raw, *found], key=lambda m: m.start):
        if not merged or match.start >= merged[-1].end:
            merged.append(match)
        elif _read_more(match, merged[-1], raw):
            merged[-1] = match
    return merged


def _read_more(match: NumberMatch, other: NumberMatch, raw: list[NumberMatch]) -> bool:
    """Whether `match` is the better reading of a place where `other` was read already."""
    ours, theirs = len(match.number.symbol), len(other.number.symbol)
    return ours > theirs or (ours == theirs and match in raw and other not in raw)


def _in_text(source: SourceText, starts: list[int], match: NumberMatch) -> NumberMatch:
    start = _text_offset(source, starts, match.start, end=False)
    end = _text_offset(source, starts, match.end, end=True)
    return replace(match, start=start, end=end, raw=source.text[start:end])


def _text_offset(source: SourceText, starts: list[int], offset: int, *, end: bool) -> int:
    """Offset in the clean text of an offset in the raw one."""
    line = source.lines[bisect_right(starts, offset - end) - 1]
    return source.text_starts[line.number - 1] + _column(line, offset - line.start, end=end)


def _column(line: Line, column: int, *, end: bool) -> int:
    for text_start, text_end, raw_start, raw_end in line.pieces:
        if raw_start <= column < raw_end or (end and raw_start < column <= raw_end):
            if raw_end - raw_start == text_end - text_start:
                return text_start + column - raw_start
            return text_end if end and column == raw_end else text_start
    return len(line.text) if line.pieces else min(column, len(line.text))
