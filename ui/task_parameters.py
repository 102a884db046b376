"""The filters of tasks, defined once: for the command line and for other programs.

A function on tasks takes `where`, a `TaskNarrowing`; `filtered` gives it instead one parameter for
each filter that people may name.
"""

import functools
import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from kg.placed_tasks import TaskNarrowing


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """One filter. said: what it is, in Vietnamese. kind: str; list, for several words; bool.

    metavar: what stands for its value in the help of the command line.
    """

    said: str
    kind: type = str
    metavar: str | None = None


FILTERS: Final[Mapping[str, TaskFilter]] = MappingProxyType(
    {
        "office": TaskFilter("Cơ quan, chức danh, viết kiểu nào cũng được."),
        "role": TaskFilter(
            "Vai trò: lead (chủ trì), coordinating (phối hợp), performing …", metavar="VAI_TRÒ"
        ),
        "field": TaskFilter("Lĩnh vực, ví dụ: Cải cách thủ tục hành chính."),
        "due_before": TaskFilter(
            "Chỉ việc có hạn trước ngày này, dạng 2025-07-01 hoặc 01/7/2025.", metavar="NGÀY"
        ),
        "due_after": TaskFilter(
            "Chỉ việc có hạn từ ngày này, dạng 2025-07-01 hoặc 01/7/2025.", metavar="NGÀY"
        ),
        "without": TaskFilter(
            "Chỉ việc còn thiếu: deadline (thời hạn), lead (chủ trì), "
            "office (cơ quan), field (lĩnh vực); cách nhau bởi dấu phẩy.",
            list,
            "THIẾU",
        ),
        "place": TaskFilter("Địa phương của văn bản."),
        "text": TaskFilter('Chữ trong nhiệm vụ, có dấu hay không; "…" để tìm liền nhau.'),
        "with_groups": TaskFilter("Kể cả việc giao cho nhóm cơ quan (“các phòng, ban”).", bool),
    }
)
"""By the names of their parameters; options have dashes for underscores."""

MakeParameter = Callable[[str, TaskFilter], inspect.Parameter]


def where(given: Mapping[str, Any]) -> "TaskNarrowing":
    """Filters as typed, by name. Raises UsageError for what is no role, gap, day or period."""
    from ui.task_asked import narrowing

    said = dict(given)
    return narrowing(
        due_from=said.pop("due_after", None), without=_gaps(said.pop("without", None)), **said
    )


def _gaps(typed: str | Iterable[str] | None) -> list[str]:
    """Words given one by one, or several parted by commas."""
    groups = [typed] if isinstance(typed, str) else typed or ()
    return [word for group in groups for word in group.split(",") if word.strip()]


def filtered(
    names: Iterable[str], *, after: str, make: MakeParameter
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A decorator: filters instead of the parameter `where`, in this order, after another one.

    after: the parameter before the first filter. make: the parameter of a filter.
    """
    made = {name: make(name, FILTERS[name]) for name in names}

    def decorated(work: Callable[..., Any]) -> Callable[..., Any]:
        listed: list[inspect.Parameter] = []
        for parameter in inspect.signature(work).parameters.values():
            listed += [] if parameter.name == "where" else [parameter]
            listed += made.values() if parameter.name == after else []
        signature = inspect.signature(work).replace(parameters=listed)

        @functools.wraps(work)
        def narrowed(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - what work takes and gives
            said = signature.bind(*args, **kwargs).arguments
            given = {name: said.pop(name) for name in made if name in said}
            return work(**said, where=where(given))

        narrowed.__signature__ = signature  # type: ignore[attr-defined]
        narrowed.__annotations__ = {one.name: one.annotation for one in listed} | {
            "return": signature.return_annotation
        }
        return narrowed

    return decorated
