"""What other programs may ask of tasks: the JSON of the commands tasks, workload, coverage, owners.

`document` names one document, or several, one on each line; empty: the whole library.
"""

import functools
import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from ui import views
from ui.days import day
from ui.rest_pages import USUAL, cut, part
from ui.task_parameters import TaskFilter, filtered
from ui.task_unknown import refuse_unknown

if TYPE_CHECKING:
    from kg.placed_tasks import TaskNarrowing
    from ui.library import Library

# Programs may give values by place: the order of names is a part of what is promised.
_TASKS: Final = ("office", "field", "role", "due_after", "due_before", "without", "place", "text",
                 "with_groups")  # fmt: skip
_LOAD: Final = ("office", "field", "place", "due_after", "due_before")


def _parameter(name: str, one: TaskFilter) -> inspect.Parameter:
    """A filter as a value of JSON; several words are one text, parted by commas."""
    kind = bool if one.kind is bool else str
    place = inspect.Parameter.POSITIONAL_OR_KEYWORD
    return inspect.Parameter(name, place, annotation=kind, default=kind())


_filtered = functools.partial(filtered, make=_parameter)


def task_functions(library: "Library") -> tuple[Callable[..., Any], ...]:
    """The functions, each under the name by which it is called."""

    @_filtered(_TASKS, after="document")
    def tasks(
        where: "TaskNarrowing", document: str = "", limit: int = USUAL, offset: int = 0
    ) -> dict[str, Any]:
        """Nhiệm vụ của một hay nhiều văn bản, hoặc của cả thư viện; lọc theo cơ quan, hạn, chữ."""
        refuse_unknown(library, where)
        found = library.placed_tasks(_names(document), None, where)
        return part(found.pairs, limit, offset, lambda pair: views.task(pair[1], pair[0]))

    @_filtered(_LOAD, after="document")
    def workload(
        where: "TaskNarrowing", document: str = "", as_of: str = "", limit: int = USUAL
    ) -> dict[str, Any]:
        """Khối lượng việc của từng cơ quan: theo vai trò, lĩnh vực, tháng; nhóm để riêng."""
        refuse_unknown(library, where)
        found = library.workload(_names(document), None, where, on=day(as_of))
        return cut(found, limit, "offices", "groups")

    @_filtered(("place",), after="document")
    def coverage(where: "TaskNarrowing", document: str = "", limit: int = USUAL) -> dict[str, Any]:
        """Chỗ còn thiếu: lĩnh vực không có nhiệm vụ, nhiệm vụ không rõ chủ trì hay thời hạn."""
        refuse_unknown(library, where)
        found = library.coverage(_names(document), None, where)
        return cut(found, limit, "documents")

    @_filtered(("place", "field"), after="document")
    def owners(
        where: "TaskNarrowing", work: str, document: str = "", limit: int = USUAL
    ) -> dict[str, Any]:
        """Ở từng địa phương, cơ quan nào được giao một việc, theo văn bản nào, dòng nào."""
        refuse_unknown(library, where)
        found = library.owners(work, _names(document), where)
        return cut(found, limit, "rows", "places_without")

    return tasks, workload, coverage, owners


def _names(document: str) -> list[str]:
    return [line.strip() for line in document.splitlines() if line.strip()]
