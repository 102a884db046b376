"""What other programs may ask of tasks: the JSON of the commands tasks, workload, coverage, owners.

`document` names one document, or several, one on each line; empty: the whole library.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ui import views
from ui.days import day
from ui.task_asked import narrowing

if TYPE_CHECKING:
    from ui.library import Library


def task_functions(library: "Library") -> tuple[Callable[..., Any], ...]:
    """The functions, each under the name by which it is called."""

    def tasks(  # noqa: PLR0913, PLR0917 - one value for each filter
        document: str = "",
        office: str = "",
        field: str = "",
        role: str = "",
        due_after: str = "",
        due_before: str = "",
        without: str = "",
        place: str = "",
        text: str = "",
        with_groups: bool = False,  # noqa: FBT001, FBT002 - callers give it by name
    ) -> list[dict[str, Any]]:
        """Nhiệm vụ của một hay nhiều văn bản, hoặc của cả thư viện; lọc theo cơ quan, hạn, chữ."""
        where = narrowing(
            office=office, role=role, field=field, due_from=due_after, due_before=due_before,
            without=without.replace(",", " ").split(), place=place, text=text,
            with_groups=with_groups,
        )  # fmt: skip
        found = library.placed_tasks(_names(document), None, where)
        return [views.task(task, holder) for holder, task in found.pairs]

    def workload(  # noqa: PLR0913, PLR0917 - one value for each filter
        document: str = "",
        office: str = "",
        field: str = "",
        place: str = "",
        due_after: str = "",
        due_before: str = "",
        as_of: str = "",
    ) -> dict[str, Any]:
        """Khối lượng việc của từng cơ quan: theo vai trò, lĩnh vực, tháng; nhóm để riêng."""
        where = narrowing(
            office=office, field=field, place=place, due_from=due_after, due_before=due_before
        )
        return library.workload(_names(document), None, where, on=day(as_of))

    def coverage(document: str = "", place: str = "") -> dict[str, Any]:
        """Chỗ còn thiếu: lĩnh vực không có nhiệm vụ, nhiệm vụ không rõ chủ trì hay thời hạn."""
        return library.coverage(_names(document), None, narrowing(place=place))

    def owners(work: str, document: str = "", place: str = "", field: str = "") -> dict[str, Any]:
        """Ở từng địa phương, cơ quan nào được giao một việc, theo văn bản nào, dòng nào."""
        return library.owners(work, _names(document), narrowing(place=place, field=field))

    return tasks, workload, coverage, owners


def _names(document: str) -> list[str]:
    return [line.strip() for line in document.splitlines() if line.strip()]
