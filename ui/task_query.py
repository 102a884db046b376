"""What the tab “Nhiệm vụ” is asked to show: filters, as typed, and as a part of an address."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from kg.placed_tasks import TaskNarrowing
from ui.days import day
from ui.task_asked import narrowing

_DOCUMENT = "doc"
_TEXTS = ("place", "office", "role", "field", "due_from", "due_to", "without", "text", "groups")


@dataclass(frozen=True, slots=True)
class TaskQuery:
    """Filters as typed; "" does not narrow. documents: ids; none for the whole library.

    due_to: the last day, inclusive. groups: "1" where what is given to groups counts too.
    """

    documents: tuple[str, ...] = ()
    place: str = ""
    office: str = ""
    role: str = ""
    field: str = ""
    due_from: str = ""
    due_to: str = ""
    without: str = ""
    text: str = ""
    groups: str = ""

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> "TaskQuery":
        """From the parts of an address; what it does not know is left out."""
        listed = list(pairs)
        documents = tuple(value for name, value in listed if name == _DOCUMENT and value)
        texts = {name: value for name, value in listed if name in _TEXTS}
        return cls(documents, **texts)

    @classmethod
    def typed(cls, documents: Iterable[str] | None, *texts: Any) -> "TaskQuery":  # noqa: ANN401
        """From the values of the tab's fields, in the order of this class."""
        said = dict(zip(_TEXTS, (str(value or "").strip() for value in texts), strict=True))
        return cls(tuple(documents or ()), **said | {"groups": "1" if texts[-1] else ""})

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The parts of an address, empty ones left out."""
        documents = [(_DOCUMENT, name) for name in self.documents]
        texts = [(item.name, getattr(self, item.name)) for item in fields(self)[1:]]
        return documents + [(name, value) for name, value in texts if value]

    def address(self, **more: object) -> str:
        """Address of the tab with these filters."""
        return "?" + urlencode(
            [("tab", "tasks"), *self.pairs, *((k, str(v)) for k, v in more.items() if v)]
        )

    def about(self, **changed: str) -> "TaskQuery":
        """The same with other filters."""
        return replace(self, **changed)  # type: ignore[arg-type]

    def where(self) -> TaskNarrowing:
        """The filters. Raises UsageError for what is no day, role or period."""
        last = ""
        if self.due_to:
            last = (
                min(day(self.due_to), dt.date.max - dt.timedelta(1)) + dt.timedelta(1)
            ).isoformat()
        return narrowing(
            office=self.office,
            role=self.role,
            field=self.field,
            due_from=self.due_from,
            due_before=last,
            without=(self.without,) if self.without else (),
            place=self.place,
            text=self.text,
            with_groups=bool(self.groups),
        )
