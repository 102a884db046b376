"""Units that were opened one after another, closed: where each ends, and what holds it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.structure.headings import Head
from kg.model import Section


@dataclass(slots=True)
class OpenUnit:
    """A unit while it is being read."""

    head: Head
    heading: str
    line: int
    line_end: int
    level: int
    last: dict[int, int] = field(default_factory=dict)  # rank -> ordinal of the latest child


def closed_sections(heads: list[OpenUnit], lines: Sequence[str]) -> tuple[Section, ...]:
    """Close every unit: where its own text and its whole text end, and its path."""
    ends = _ends([unit.level for unit in heads], [unit.line for unit in heads], lines)
    path: list[OpenUnit] = []
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
