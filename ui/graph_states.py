"""From which day to which a document was in each state, found without trying every day.

The state on a day depends on that day only by comparing it with days of the facts. A day that
notes what it is compared with therefore tells from when on the outcome may be another one: the
first such day is asked next, until none is left. A document has about four such stretches.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, Self

from kg.alive import states_of
from kg.terms import ValidityState

if TYPE_CHECKING:
    from kg.registry import Registry

FIRST: Final = dt.date(1945, 9, 2)  # no document of this state is older
LAST: Final = dt.date(2100, 1, 1)
Stretch = tuple[dt.date | None, ValidityState]
"""A state and its first day; None: from the beginning."""


class _WatchedDay(dt.date):
    """A day that notes the days at which a comparison with it gives another outcome."""

    turns: set[dt.date]

    @classmethod
    def of(cls, day: dt.date) -> Self:
        """The day, with nothing noted yet."""
        made = cls(day.year, day.month, day.day)
        made.turns = set()
        return made

    def _from(self, other: object, *days: int) -> None:
        if isinstance(other, dt.date) and LAST.year >= other.year:
            first = other.toordinal()
            self.turns.update(dt.date.fromordinal(first + n) for n in days)

    def __lt__(self, other: dt.date, /) -> bool:
        self._from(other, 0)
        return super().__lt__(other)

    def __ge__(self, other: dt.date, /) -> bool:
        self._from(other, 0)
        return super().__ge__(other)

    def __le__(self, other: dt.date, /) -> bool:
        self._from(other, 1)
        return super().__le__(other)

    def __gt__(self, other: dt.date, /) -> bool:
        self._from(other, 1)
        return super().__gt__(other)

    def __eq__(self, other: object, /) -> bool:
        self._from(other, 0, 1)
        return super().__eq__(other)

    def __ne__(self, other: object, /) -> bool:
        self._from(other, 0, 1)
        return super().__ne__(other)

    __hash__ = dt.date.__hash__


def history(key: str, registry: "Registry") -> tuple[Stretch, ...]:
    """The states of a document, oldest first, each other than the one before.

    What `kg.validity.status_on` says on any day from 1945 to 2100.
    """
    return stretches(states_of(key, registry))


def stretches(state_on: Callable[[dt.date], ValidityState]) -> tuple[Stretch, ...]:
    """The same of any function that does nothing with a day but compare it (no look-up by it)."""
    found: list[Stretch] = []
    day: dt.date | None = FIRST
    while day is not None:
        watched = _WatchedDay.of(day)
        state = state_on(watched)
        if not found or found[-1][1] is not state:
            found.append((day if found else None, state))
        day = min((turn for turn in watched.turns if day < turn <= LAST), default=None)
    return tuple(found)


def changing_days(histories: Iterable[Iterable[Stretch]]) -> list[dt.date]:
    """Every day on which some document's state changes, oldest first."""
    return sorted({day for stretch in histories for day, _ in stretch if day is not None})
