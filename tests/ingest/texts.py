"""Texts of tests as the reading rooms get them: clean, every line as read."""

from kg.model import Line, SourceText


def source_of(text: str) -> SourceText:
    lines, start = [], 0
    for number, line in enumerate(text.split("\n"), 1):
        lines.append(Line(number, start, line, line))
        start += len(line) + 1
    return SourceText(tuple(lines))
