"""The values of this room: a finding, the readings that clash in it, and what it is looked for in.

A reading is what one place of the text says. Where the registry knows better than the text, its
word is a reading without a line.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kg.model import Header, Mention, Reading, Section, SourceText, Target, Task
from kg.registry import Registry
from kg.terms import Certainty, InconsistencyKind, MentionType

_OWN = frozenset({MentionType.SELF, MentionType.ANAPHORA})


@dataclass(frozen=True, slots=True)
class Stated:
    """What one place says. value: as written there.

    line, line_end: from 1; None where not the text but the registry (or the law) says it.
    quote: the clean text of those lines, cut around the value.
    """

    value: str
    line: int | None = None
    line_end: int | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Inconsistency:
    """What does not fit together in one document.

    subject: the number, task, indicator, office or heading it is about. readings: in text order,
    what only the registry says last. note: a code, or the number of the law that a finding on an
    office rests on; None where there is nothing to add.
    """

    kind: InconsistencyKind
    subject: str
    readings: tuple[Stated, ...]
    severity: Certainty
    note: str | None = None

    @property
    def line(self) -> int:
        """Where it is first seen; 0 where no line tells it."""
        return min((said.line for said in self.readings if said.line), default=0)


@dataclass(frozen=True)
class Searched:
    """One document in which inconsistencies are looked for. registry: None where not at hand."""

    reading: Reading
    registry: Registry | None = None

    @property
    def header(self) -> Header:
        """What the document says of itself."""
        return self.reading.header

    @property
    def source(self) -> SourceText:
        """Its lines."""
        return self.reading.source

    @property
    def damaged(self) -> bool:
        """Whether figures may be misread."""
        return self.reading.source.damaged

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Its tasks, in text order."""
        return self.reading.tasks

    @property
    def targets(self) -> tuple[Target, ...]:
        """Its targets, in text order."""
        return self.reading.targets

    @property
    def sections(self) -> tuple[Section, ...]:
        """Its outline."""
        return self.reading.sections

    @cached_property
    def own(self) -> tuple[Mention, ...]:
        """Where the document names itself by a number."""
        return tuple(m for m in self.reading.mentions if m.mention_type is MentionType.SELF)

    @cached_property
    def cited(self) -> tuple[Mention, ...]:
        """Where it names others by a number."""
        return tuple(m for m in self.reading.mentions if m.canonical and m.mention_type not in _OWN)

    def sure(self, *, figure_apart: bool = False) -> Certainty:
        """LIKELY where the readings may be apart by nothing but a misread figure."""
        return Certainty.LIKELY if self.damaged and figure_apart else Certainty.CERTAIN


def printed_day(day: dt.date) -> str:
    """A day in figures, 08/10/2021."""
    return f"{day:%d/%m/%Y}"


Found = Iterator[Inconsistency]
