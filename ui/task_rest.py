"""What other programs may ask of tasks: the JSON of the commands tasks, workload, coverage, owners.

`document` names one document, or several, one on each line; empty: the whole library.
"""
# ruff: noqa: FBT001, FBT002, PLR0913, PLR0917 - a parameter for each filter, given by name

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ui import views
from ui.days import day
from ui.rest_documents import several
from ui.rest_pages import USUAL, cut, part
from ui.task_asked import narrowing
from ui.task_unknown import refuse_unknown

if TYPE_CHECKING:
    from ui.library import Library


def task_functions(library: "Library") -> tuple[Callable[..., Any], ...]:
    """The functions, each under the name by which it is called."""

    def tasks(
        document: str = "",
        office: str = "",
        field: str = "",
        role: str = "",
        due_after: str = "",
        due_before: str = "",
        without: str = "",
        place: str = "",
        text: str = "",
        with_groups: bool = False,
        limit: int = USUAL,
        offset: int = 0,
    ) -> dict[str, Any]:
        """Nhiệm vụ của một hay nhiều văn bản, hoặc của cả thư viện; lọc theo cơ quan, hạn, chữ."""
        where = narrowing(
            office=office, role=role, field=field, due_from=due_after, due_before=due_before,
            without=several(without), place=place, text=text,
            with_groups=with_groups,
        )  # fmt: skip
        refuse_unknown(library, where)
        found = library.placed_tasks(_names(document), None, where)
        return part(found.pairs, limit, offset, lambda pair: views.task(pair[1], pair[0]))

    def workload(
        document: str = "",
        office: str = "",
        field: str = "",
        place: str = "",
        due_after: str = "",
        due_before: str = "",
        as_of: str = "",
        limit: int = USUAL,
    ) -> dict[str, Any]:
        """Khối lượng việc của từng cơ quan: theo vai trò, lĩnh vực, tháng; nhóm để riêng."""
        where = narrowing(
            office=office, field=field, place=place, due_from=due_after, due_before=due_before
        )
        refuse_unknown(library, where)
        found = library.workload(_names(document), None, where, on=day(as_of))
        return cut(found, limit, "offices", "groups")

    def coverage(document: str = "", place: str = "", limit: int = USUAL) -> dict[str, Any]:
        """Chỗ còn thiếu: lĩnh vực không có nhiệm vụ, nhiệm vụ không rõ chủ trì hay thời hạn."""
        where = narrowing(place=place)
        refuse_unknown(library, where)
        found = library.coverage(_names(document), None, where)
        return cut(found, limit, "documents")

    def owners(
        work: str, document: str = "", place: str = "", field: str = "", limit: int = USUAL
    ) -> dict[str, Any]:
        """Ở từng địa phương, cơ quan nào được giao một việc, theo văn bản nào, dòng nào."""
        where = narrowing(place=place, field=field)
        refuse_unknown(library, where)
        found = library.owners(work, _names(document), where)
        return cut(found, limit, "rows", "places_without")

    return tasks, workload, coverage, owners


def _names(document: str) -> list[str]:
    return [line.strip() for line in document.splitlines() if line.strip()]
