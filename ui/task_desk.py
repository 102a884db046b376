"""Tasks of a library: narrowed, counted by office, what plans leave open, who owns what."""

import datetime as dt
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from kg.coverage import coverage
from kg.model import DocumentRecord, Task
from kg.office_identity import identify
from kg.owners import owners
from kg.placed_tasks import PlacedTask, TaskNarrowing, narrow, offices_meant, placed
from kg.workload import OfficeLoad, office_loads
from ui import task_views
from ui.shelf import Shelf

Json = dict[str, Any]
EVERYTHING: Final = TaskNarrowing()
MOST_SEARCHED: Final = 20
"""So many documents are looked through for offices without a task; reading more takes long."""


@dataclass(frozen=True, slots=True)
class FoundTasks:
    """Tasks, and the documents that were asked for by id; a file's is under ""."""

    tasks: Sequence[PlacedTask]
    records: Mapping[str, DocumentRecord]

    def record(self, one: PlacedTask) -> DocumentRecord:
        """The document that gives a task."""
        return self.records[one.document or ""]

    @property
    def pairs(self) -> list[tuple[str | None, Task]]:
        """(id of the document, task)."""
        return [(one.document, one.task) for one in self.tasks]


@dataclass(frozen=True, slots=True)
class _Moment:
    """All tasks of a library at one moment of it."""

    stamp: str
    found: FoundTasks


class TaskDesk(Shelf):
    """Questions on tasks. `names` are documents as people name them; none: the whole library."""

    def placed_tasks(
        self,
        names: Sequence[str] = (),
        file: Path | None = None,
        where: TaskNarrowing = EVERYTHING,
    ) -> FoundTasks:
        """Tasks that fit, document by document, in text order.

        Raises what `Shelf.find_held` and `Shelf.read` raise.
        """
        found = self._asked_tasks(names, file)
        if where == EVERYTHING:
            return found
        return FoundTasks(narrow(found.tasks, where), found.records)

    def _asked_tasks(self, names: Sequence[str], file: Path | None) -> FoundTasks:
        if file is not None:
            from kg.rows import record_from

            reading, _ = self.read(None, file)
            record, head = record_from(reading), reading.header
            return FoundTasks(placed(reading.tasks, None, head.place, head.date), {"": record})
        if not names:
            return self._all_tasks.found()
        held = {record.id: record for record in map(self.find_held, names)}
        tasks = [
            one
            for record in held.values()
            for one in _placed_in(record, [item.task for item in self.store.tasks(record.id)])
        ]
        return FoundTasks(tasks, held)

    def task_page(self, first: int, count: int) -> FoundTasks:
        """A few tasks of the whole library, from the `first` (0) on, read alone."""
        from kg.task_pages import tasks_page

        listed = tasks_page(self.store.engine, first, count)
        named = dict.fromkeys(document for document, _ in listed)
        records = {name: record for name in named if (record := self.store.document(name))}
        tasks = [
            one
            for name, record in records.items()
            for one in _placed_in(record, [task for document, task in listed if document == name])
        ]
        return FoundTasks(tasks, records)

    @property
    def has_tasks_at_hand(self) -> bool:
        """Whether all tasks of the library, as it is now, are remembered already."""
        return self._all_tasks.is_fresh()

    @cached_property
    def _all_tasks(self) -> "_AllTasks":
        return _AllTasks(self)

    def workload(
        self,
        names: Sequence[str] = (),
        file: Path | None = None,
        where: TaskNarrowing = EVERYTHING,
        *,
        on: dt.date,
    ) -> Json:
        """What each office has to do: by role, field, month; groups of offices apart."""
        found = self.placed_tasks(names, file, where)
        return task_views.workload(found.tasks, self.loads(found, where), on)

    def loads(self, found: FoundTasks, where: TaskNarrowing) -> Sequence[OfficeLoad]:
        """`kg.workload.office_loads`, of the office asked for alone where one is.

        Remembered for the whole library.
        """
        if where == EVERYTHING:
            return self._all_tasks.loads(found)
        loads = office_loads(found.tasks)
        if not where.office:
            return loads
        meant = offices_meant(found.tasks, where)
        return [load for load in loads if load.key in meant]

    def coverage(
        self,
        names: Sequence[str] = (),
        file: Path | None = None,
        where: TaskNarrowing = EVERYTHING,
        *,
        found: FoundTasks | None = None,
    ) -> Json:
        """What each document leaves open; of few documents also offices without a task.

        found: tasks that fit `where`, where they are at hand already.
        """
        found = found or self.placed_tasks(names, file, where)
        given: dict[str, list[PlacedTask]] = {key: [] for key in found.records}
        for one in found.tasks:
            given[one.document or ""].append(one)
        chosen = {key: tasks for key, tasks in given.items() if tasks or where == EVERYTHING}
        looks = len(chosen) <= MOST_SEARCHED and where == EVERYTHING
        listed = []
        for key, tasks in chosen.items():
            record = found.records[key]
            source = None
            if looks:
                source = self.read(None, file)[0].source if file else self.store.source(record.id)
            listed.append((record, coverage(tasks, record, source), bool(key)))
        return task_views.coverage(listed)

    def owners(
        self,
        work: str,
        names: Sequence[str] = (),
        where: TaskNarrowing = EVERYTHING,
        *,
        found: FoundTasks | None = None,
    ) -> Json:
        """Which offices in which places own a piece of work, with document and line.

        found: tasks that fit `where`, where they are at hand already.
        """
        found = found or self.placed_tasks(names, None, where)
        return task_views.owners(work, owners(work, found.tasks), found.tasks, found.records)

    def office_names(self, most: int = 300) -> list[str]:
        """Usual names of the offices named most often, to suggest; none where nothing is held."""
        if self.is_empty():
            return []
        tasks = self.placed_tasks().tasks
        printed = Counter((a.office, one.place) for one in tasks for a in one.task.assignments)
        names: Counter[str] = Counter()
        for (office, place), count in printed.most_common(4 * most):
            names[identify(office, place=place).name] += count
        return [name for name, _ in names.most_common(most)]


def _placed_in(record: DocumentRecord, tasks: Sequence[Task]) -> list[PlacedTask]:
    return placed(tasks, record.id, record.header.place, record.header.date)


class _AllTasks:
    """All tasks of a library and their offices, remembered until the library changes."""

    def __init__(self, library: Shelf) -> None:
        self._library = library
        self._moment: _Moment | None = None
        self._loads: tuple[FoundTasks, Sequence[OfficeLoad]] | None = None
        self._working = threading.RLock()  # what several threads ask at once is read once

    def is_fresh(self) -> bool:
        moment = self._moment
        return moment is not None and moment.stamp == self._library.store.stamp

    def found(self) -> FoundTasks:
        with self._working:
            stamp = self._library.store.stamp
            if self._moment is None or self._moment.stamp != stamp:
                self._moment = _Moment(stamp, self._read())
            return self._moment.found

    def loads(self, found: FoundTasks) -> Sequence[OfficeLoad]:
        with self._working:
            if self._moment is None or found is not self._moment.found:
                return office_loads(found.tasks)
            if self._loads is None or self._loads[0] is not found:
                self._loads = found, office_loads(found.tasks)
            return self._loads[1]

    def _read(self) -> FoundTasks:
        store = self._library.store
        records = {record.id: record for record in store.documents()}
        tasks: list[PlacedTask] = []
        for document, items in groupby(store.tasks(), key=lambda item: item.document):
            record = records.get(document)  # none: added between the two questions
            if record is not None:
                tasks += _placed_in(record, [item.task for item in items])
        return FoundTasks(tasks, records)
