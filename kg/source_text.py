"""A document's lines as read and as repaired, with offsets both ways; see `kg.model`."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Line:
    """One line as read and as repaired.

    start: offset of the line's first character in the whole raw text.
    raw, text: without the line break; equal (after NFC) where nothing was repaired.
    page: from 1, None where the format has no pages.
    confidence: mean over syllables of P(repaired syllable is right); 1.0 for clean lines.
    pieces: (text_start, text_end, raw_start, raw_end), offsets within the line, ascending and
        gapless in text; empty where text and raw agree character by character.
    doubts: (start, end, P(right)) of the syllables in `text` that are below 0.9, ascending.
    box: (left, top, right, bottom) on its page, as shares of the page's width and height.
    """

    number: int
    start: int
    raw: str
    text: str
    page: int | None = None
    confidence: float = 1.0
    pieces: tuple[tuple[int, int, int, int], ...] = ()
    doubts: tuple[tuple[int, int, float], ...] = ()
    box: tuple[float, float, float, float] | None = None

    def raw_column(self, column: int, *, end: bool = False) -> int:
        """Column in `raw` of a column in `text`; `end` for the exclusive end of a span."""
        if not self.pieces:
            return min(column, len(self.raw))
        for text_start, text_end, raw_start, raw_end in self.pieces:
            if text_start <= column < text_end or (end and text_start < column <= text_end):
                if raw_end - raw_start == text_end - text_start:
                    return raw_start + column - text_start
                if column == text_start:
                    return raw_start
                if column == text_end:
                    return raw_end
                return raw_end if end else raw_start
        return len(self.raw)

    def text_column(self, column: int) -> int:
        """Column in `text` of a column in `raw`; the end of a piece where lengths differ."""
        for text_start, text_end, raw_start, raw_end in self.pieces:
            if raw_start <= column < raw_end:
                return min(text_end, text_start + column - raw_start)
        return min(column, len(self.text))


@dataclass(frozen=True)
class SourceText:
    """A whole document's lines, with offsets both ways. Build one with `ingest.pages`."""

    lines: tuple[Line, ...]
    damaged: bool = False

    @cached_property
    def raw(self) -> str:
        """The text as read, lines joined by one line feed."""
        return "\n".join(line.raw for line in self.lines)

    @cached_property
    def text(self) -> str:
        """The clean text, lines joined by one line feed."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def text_starts(self) -> tuple[int, ...]:
        """Offset in `text` of each line's first character."""
        starts, position = [], 0
        for line in self.lines:
            starts.append(position)
            position += len(line.text) + 1
        return tuple(starts)

    def line_at(self, offset: int) -> Line:
        """The line that holds this offset of `text`."""
        return self.lines[bisect_right(self.text_starts, offset) - 1]

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """Span [start, end) of `text` as a span of `raw`."""
        first, last = self.line_at(start), self.line_at(max(start, end - 1))
        head = first.raw_column(start - self.text_starts[first.number - 1])
        tail = last.raw_column(end - self.text_starts[last.number - 1], end=True)
        return first.start + head, last.start + tail


def iterate_text(source: SourceText, first: int, last: int) -> Iterator[str]:
    """Clean text of lines first..last, both inclusive, from 1."""
    return (line.text for line in source.lines[max(0, first - 1) : last])
