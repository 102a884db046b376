"""What the tab “Nhiệm vụ” is asked to show: filters, as typed, and as a part of an address."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from kg.errors import UsageError
from kg.placed_tasks import TaskNarrowing
from ui import task_wording as wording
from ui.days import day
from ui.task_asked import narrowing
from ui.task_due import Due

_DOCUMENT = "doc"
_TEXTS = ("place", "office", "role", "field", "due_from", "due_to", "without", "text", "groups",
          "due")  # fmt: skip


@dataclass(frozen=True, slots=True)
class TaskQuery:
    """Filters as typed; "" does not narrow. documents: ids; none for the whole library.

    due_to: the last day, inclusive. groups: "1" where what is given to groups counts too. due: how
    near the deadline is, a code of `ui.task_due.Due`; it is no part of `where`.
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
    due: str = ""

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> "TaskQuery":
        """From the parts of an address; what it does not know is left out."""
        listed = list(pairs)
        documents = tuple(value for name, value in listed if name == _DOCUMENT and value)
        texts = {name: value.strip() for name, value in listed if name in _TEXTS}
        return cls(documents, **texts)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The parts of an address, empty ones left out."""
        return [*((_DOCUMENT, name) for name in self.documents), *self.texts]

    @property
    def texts(self) -> list[tuple[str, str]]:
        """(name, value) of the filters in use, documents left out."""
        said = ((item.name, getattr(self, item.name)) for item in fields(self)[1:])
        return [(name, value) for name, value in said if value]

    def without_document(self, name: str) -> "TaskQuery":
        """The same without one of its documents."""
        return replace(self, documents=tuple(one for one in self.documents if one != name))

    def address(self, **more: object) -> str:
        """Address of the tab with these filters."""
        return "?" + urlencode(
            [("tab", "tasks"), *self.pairs, *((k, str(v)) for k, v in more.items() if v)]
        )

    def about(self, **changed: str) -> "TaskQuery":
        """The same with other filters."""
        return replace(self, **changed)  # type: ignore[arg-type]

    def where(self) -> TaskNarrowing:
        """The filters. Raises UsageError for what is no day, role, period or nearness."""
        if self.due and self.due not in set(Due):
            values = ", ".join(f"{code.value} ({said})" for code, said in wording.DUES.items())
            raise UsageError(wording.BAD_DUE.format(value=self.due),
                             wording.ONE_OF.format(values=values))  # fmt: skip
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
