"""One change to a line as read."""

from collections.abc import Sequence
from typing import NamedTuple


class Edit(NamedTuple):  # made a million times for a long text
    """Characters [start, end) of a line as read, and the letters that they stand for."""

    start: int
    end: int
    text: str


def edited(line: str, edits: Sequence[Edit]) -> str:
    """The line with its edits, which ascend and do not overlap."""
    parts, at = [], 0
    for edit in edits:
        parts += [line[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, line[at:]])
