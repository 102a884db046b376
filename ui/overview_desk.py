"""What a library holds, what happened to it, what needs somebody: as JSON-ready values."""

import datetime as dt
import hashlib
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from ui import views
from ui.shelf import Shelf
from ui.views import Json

if TYPE_CHECKING:
    from kg.dead_bases import DeadBases
    from kg.holdings import Holdings
    from kg.model import DocumentRecord

T = TypeVar("T")
SOON: Final = 30
"""Days ahead in which deadlines are told."""
_SHOWN: Final = 8


class OverviewDesk(Shelf):
    """Questions on a whole library, each answered in SQL or remembered until it changes."""

    def holdings(self, *, on: dt.date) -> Json:
        """How much of what there is, and until which day validity was checked.

        `{held, stubs, citations, tasks, passages, articles, types: [{value, count}], levels,
        years, registry_as_of, registry_age}`; registry_age in days on the day `on`.
        """
        from kg.holdings import Holdings

        found = Holdings(0, 0, 0, 0, 0, 0, {}, {}, {})
        if self.exists():
            found = self._figures.get(self.store.state, self.store.holdings)
        checked = self.registry.compiled
        numbers = ("held", "stubs", "citations", "tasks", "passages", "articles")
        return {name: getattr(found, name) for name in numbers} | {
            "types": _counted(found.types),
            "levels": _counted(found.levels),
            "years": _counted(dict(sorted(found.years.items(), key=lambda one: -(one[0] or 0)))),
            "registry_as_of": checked.isoformat(),
            "registry_age": max(0, (on - checked).days),
        }

    def identity(self) -> str:
        """A name of this library's folder, to tell two libraries apart in one browser."""
        return hashlib.sha256(str(self.folder.resolve()).encode()).hexdigest()[:12]

    def changes(self, since: int | None, *, groups: int = 30, each: int = 5) -> Json:
        """What happened after the event `since`, joined by day, kind and person, newest first.

        `{last, since, total, happened: [{day, kind, by, total, events: [{serial, at, kind, by,
        document, number, title, detail, count}]}]}`. since None or of another library: all.
        """
        if not self.exists():
            return {"last": 0, "since": None, "total": 0, "happened": []}
        store = self.store
        last = store.last_event()
        known = since if since is not None and 0 <= since <= last else None
        found = store.happened(since=known, groups=groups, each=each)
        return {
            "last": last,
            "since": known,
            "total": store.event_count(since=known),
            "happened": views.plain(found),
        }

    def dead_bases(self, *, on: dt.date, limit: int = _SHOWN, offset: int = 0) -> Json:
        """Documents held that rest on documents dead on a day; those with most of them first.

        `{on, total, documents: [{document, number, title, issuer, date, dead, bases, keys}]}`.
        """
        found = self._dead_bases(on)
        page = found[offset : offset + limit]
        records = self._records([one.document for one in page])
        return {
            "on": on.isoformat(),
            "total": len(found),
            "documents": [
                _named(records[one.document])
                | {"dead": len(one.dead), "bases": one.bases, "keys": list(one.dead)}
                for one in page
                if one.document in records
            ],
        }

    def due_soon(self, *, on: dt.date, days: int = SOON, limit: int = _SHOWN) -> Json:
        """Tasks whose deadline comes within so many days.

        `{first, last, total, tasks: [{document, number, title, task, office, deadline, days,
        line}]}`.
        """
        from kg.terms import OfficeRole

        last = on + dt.timedelta(days=days)
        found, total = self.store.due(on, last, limit) if self.exists() else ([], 0)
        return {
            "first": on.isoformat(),
            "last": last.isoformat(),
            "total": total,
            "tasks": [
                _named(one.document)
                | {
                    "task": one.task.task,
                    "office": next(
                        (a.office for a in one.task.assignments if a.role is OfficeRole.LEAD), None
                    ),
                    "deadline": one.deadline.isoformat(),
                    "days": (one.deadline - on).days,
                    "line": one.task.line_start,
                }
                for one in found
            ],
        }

    def wanted(self, *, on: dt.date, limit: int = 6) -> list[Json]:
        """Documents that are cited most and not held; see `cancu wanted`."""
        from ui.commands.wanted import row_of

        found = self.store.most_wanted(limit) if self.exists() else []
        registry = self.registry if found else None
        return [row_of(item, registry, on) for item in found if registry is not None]

    def _records(self, names: Sequence[str]) -> "dict[str, DocumentRecord]":
        found = (self.store.document(name) for name in names)
        return {record.id: record for record in found if record is not None}

    def _dead_bases(self, on: dt.date) -> "Sequence[DeadBases]":
        if not self.exists():
            return ()
        from kg.dead_bases import dead_bases

        store = self.store

        def reckoned() -> "Sequence[DeadBases]":
            return dead_bases(store, store.registry_at_once(), on=on)

        return self._kept.get((store.state, on), reckoned)

    @cached_property
    def _kept(self) -> "_Last[Sequence[DeadBases]]":
        return _Last()

    @cached_property
    def _figures(self) -> "_Last[Holdings]":
        return _Last()


class _Last(Generic[T]):
    """What was reckoned last, until it is asked for something else."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._known: tuple[object, T] | None = None

    def get(self, asked: object, reckon: Callable[[], T]) -> T:
        """What is kept under `asked`; a second one who asks waits rather than reckons the same."""
        with self._turn:
            if self._known is None or self._known[0] != asked:
                self._known = (asked, reckon())
            return self._known[1]


def _counted(counts: Mapping[Any, int]) -> list[Json]:
    return [{"value": views.plain(value), "count": number} for value, number in counts.items()]


def _named(record: "DocumentRecord") -> Json:
    head = record.header
    return {
        "document": record.id,
        "number": head.number,
        "title": head.title or record.name,
        "issuer": head.issuer,
        "date": views.plain(head.date),
    }
