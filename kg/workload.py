"""What each office has to do: tasks by role, field and month, over one document or many."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kg.folding import fold
from kg.model import Task
from kg.office_identity import OfficeIdentity
from kg.placed_tasks import OfficeKey, PlacedTask, office_in, office_key
from kg.terms import OfficeRole


@dataclass(frozen=True)
class OfficeLoad:
    """One office, or a group of unnamed ones, with its tasks in the order given.

    tasks: each once, with the roles that the office has in it.
    """

    key: OfficeKey
    office: OfficeIdentity
    tasks: tuple[tuple[frozenset[OfficeRole], PlacedTask], ...]

    @cached_property
    def by_role(self) -> Mapping[OfficeRole, int]:
        """Tasks in each role, in the vocabulary's order; one in two roles counts in both."""
        counts = Counter(role for roles, _ in self.tasks for role in roles)
        return {role: counts[role] for role in OfficeRole if counts[role]}

    @cached_property
    def by_field(self) -> Mapping[str | None, int]:
        """Tasks in each field; None counts those of no field."""
        return Counter(one.task.field for _, one in self.tasks)

    @cached_property
    def by_month(self) -> Mapping[tuple[int, int], int]:
        """Tasks by (year, month) of their day, in time's order; those without a day left out."""
        return by_month(one.task for _, one in self.tasks)

    @property
    def unit(self) -> str | None:
        """Whose office it is: the unit that its name or its document tells, else the document's."""
        place = self.tasks[0][1].place
        return self.office.place or (place.name if place else None)

    @property
    def undated(self) -> int:
        """Tasks without a day."""
        return sum(one.task.deadline is None for _, one in self.tasks)

    def passed(self, on: dt.date) -> int:
        """Tasks whose day is over on a day; whether they were done is not known."""
        return sum(
            one.task.deadline is not None and one.task.deadline < on for _, one in self.tasks
        )

    def upcoming(self, on: dt.date) -> dt.date | None:
        """The nearest day that is not over."""
        days = (one.task.deadline for _, one in self.tasks if one.task.deadline)
        return min((day for day in days if day >= on), default=None)


def by_month(tasks: Iterable[Task]) -> Mapping[tuple[int, int], int]:
    """Tasks by (year, month) of their day, in time's order; those without a day left out."""
    counts = Counter((task.deadline.year, task.deadline.month) for task in tasks if task.deadline)
    return dict(sorted(counts.items()))


def by_quarter(months: Mapping[tuple[int, int], int]) -> Mapping[tuple[int, int], int]:
    """The same by (year, quarter from 1).

    >>> by_quarter({(2025, 3): 1, (2025, 4): 2, (2025, 6): 3})
    {(2025, 1): 1, (2025, 2): 5}
    """
    counts: Counter[tuple[int, int]] = Counter()
    for (year, month), number in months.items():
        counts[year, (month + 2) // 3] += number
    return dict(sorted(counts.items()))


def office_loads(tasks: Iterable[PlacedTask]) -> Sequence[OfficeLoad]:
    """Tasks by office under all its spellings; single offices first, the busiest of each first.

    An office is one in all documents (`kg.placed_tasks.office_key`), its head counts as it.
    """
    found: dict[OfficeKey, tuple[OfficeIdentity, list[PlacedTask]]] = {}
    roles: dict[tuple[OfficeKey, int], set[OfficeRole]] = {}
    for one in tasks:
        for given in one.task.assignments:
            office = office_in(given, one)
            key = office_key(office, one.place)
            named, listed = found.setdefault(key, (office, []))
            if named.head and not office.head:  # a group of heads is named as that of offices
                found[key] = office, listed
            if (key, id(one)) not in roles:
                listed.append(one)
            roles.setdefault((key, id(one)), set()).add(given.role)
    loads = [
        OfficeLoad(key, office, tuple((frozenset(roles[key, id(one)]), one) for one in listed))
        for key, (office, listed) in found.items()
    ]
    return sorted(
        loads,
        key=lambda load: (load.office.group, -len(load.tasks), fold(load.office.name), load.key),
    )
