"""Where a text cites a document: line, raw offsets, and the words that stand there."""

from collections.abc import Sequence
from dataclasses import dataclass

from kg.model import Mention, SourceText

_QUOTE = 240  # letters of a line that a row quotes


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """Where a document is cited. Offsets are raw offsets; quote: the clean line."""

    line: int
    char_start: int
    char_end: int
    quote: str


def cited_places(mentions: Sequence[Mention], source: SourceText | None) -> tuple[CitedPlace, ...]:
    """Where mentions stand, in text order."""
    ordered = sorted(mentions, key=lambda mention: mention.char_start)
    return tuple(CitedPlace(m.line, m.char_start, m.char_end, _quote(m, source)) for m in ordered)


def _quote(mention: Mention, source: SourceText | None) -> str:
    """The clean line; a long one is cut around the mention, with "…"."""
    if source is None or not 1 <= mention.line <= len(source.lines):
        return mention.raw
    text = source.lines[mention.line - 1].text
    at = max(0, mention.text_start - source.text_starts[mention.line - 1])
    if len(text) <= _QUOTE:
        return text.strip()
    start = max(0, min(at - _QUOTE // 3, len(text) - _QUOTE))
    cut = text[start : start + _QUOTE].strip()
    return f"{'…' if start else ''}{cut}{'…' if start + _QUOTE < len(text) else ''}"
