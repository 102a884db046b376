"""What other programs may call: the same answers as the command line's `--json`, as functions.

The web app offers each under its own name (/gradio_api/info lists them with their parameters).
Days are ISO or 01/7/2025; empty means today. An error is {"error": {"code", "message", "hint"}}.
"""

import functools
import inspect
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kg.errors import CancuError, UsageError
from ui import views
from ui.days import day
from ui.question_rest import question_functions
from ui.task_rest import task_functions

if TYPE_CHECKING:
    from ui.library import Library


def functions(library: "Library") -> dict[str, Callable[..., Any]]:
    """Functions by the name under which they are called."""
    return {
        work.__name__: _told(work)
        for work in (
            *_reading(library),
            *task_functions(library),
            *question_functions(library),
            *_asking(library),
            *_citing(library),
        )
    }


def _reading(library: "Library") -> tuple[Callable[..., Any], ...]:
    """What was read from the documents held."""

    def documents(text: str = "") -> list[dict[str, Any]]:
        """Danh sách văn bản trong thư viện."""
        return [views.record(item) for item in library.documents(text=text or None)]

    def show(document: str) -> dict[str, Any]:
        """Phần đầu và đề mục của một văn bản."""
        return views.header(*library.read(document, None))

    def citations(document: str) -> list[dict[str, Any]]:
        """Mọi chỗ một văn bản viện dẫn văn bản khác."""
        reading, _ = library.read(document, None)
        return [views.mention(item) for item in reading.mentions]

    def inconsistencies(document: str) -> list[dict[str, Any]]:
        """Những điểm chưa khớp trong một văn bản: ngày, số, giai đoạn, thời hạn, chỉ tiêu."""
        found: list[dict[str, Any]] = views.plain(library.inconsistencies(document))
        return found

    return documents, show, citations, inconsistencies


def _asking(library: "Library") -> tuple[Callable[..., Any], ...]:
    """Questions on the documents, on who cites them, on what is in force."""

    def search(  # noqa: PLR0913, PLR0917 - one value for each filter
        query: str,
        k: int = 10,
        document: str = "",
        issuer: str = "",
        place: str = "",
        type: str = "",  # noqa: A002 - the JSON's word
        year: int = 0,
        in_force_on: str = "",
        fold_same: bool = True,  # noqa: FBT001, FBT002 - callers give it by name
    ) -> dict[str, Any]:
        """Tìm các đoạn phù hợp nhất; lọc theo văn bản, cơ quan, địa phương, loại, năm, hiệu lực."""
        return library.search(
            query,
            int(k),
            fold_same=fold_same,
            document=document or None,
            issuer=issuer or None,
            place=place or None,
            type=type or None,
            year=int(year) or None,
            in_force_on=day(in_force_on) if in_force_on else None,
        )

    def status(document: str, as_of: str = "") -> dict[str, Any]:
        """Hiệu lực của một văn bản vào một ngày."""
        return library.status(document, on=day(as_of))

    def check(document: str, as_of: str = "") -> dict[str, Any]:
        """Kiểm tra căn cứ của một văn bản trong thư viện."""
        return library.check(document, None, on=day(as_of))

    def graph(document: str = "", depth: int = 1) -> dict[str, Any]:
        """Đồ thị viện dẫn quanh một văn bản, hoặc của cả thư viện."""
        drawn = library.graph_text(document or None, depth=int(depth), limit=100, form="json")
        return dict(json.loads(drawn))

    return search, status, check, graph


def _citing(library: "Library") -> tuple[Callable[..., Any], ...]:
    """Questions on citations: lists, ways over several steps, comparisons."""

    def cites(document: str, relation: str = "", state: str = "") -> list[dict[str, Any]]:
        """Một văn bản viện dẫn những văn bản nào; lọc theo quan hệ, tình trạng."""
        return library.cites(document, relation=relation, state=state or None)

    def cited_by(
        document: str, level: str = "", place: str = "", relation: str = "", limit: int = 0
    ) -> list[dict[str, Any]]:
        """Những văn bản viện dẫn một văn bản, mới nhất trước; limit 0: tất cả."""
        return library.cited_by(
            document,
            level=level or None,
            place=place or None,
            relation=relation,
            limit=int(limit) or None,
        )

    def chain(
        document: str, direction: str = "cites", depth: int = 3, limit: int = 200
    ) -> dict[str, Any]:
        """Văn bản tới được qua nhiều bước viện dẫn, và đường tới từng văn bản."""
        return library.chain(document, direction=direction, depth=int(depth), limit=int(limit))

    def path(
        start: str,
        end: str,
        directed: bool = False,  # noqa: FBT001, FBT002 - callers give it by name
    ) -> dict[str, Any]:
        """Đường viện dẫn ngắn nhất giữa hai văn bản."""
        return library.path(start, end, directed=directed)

    def common(first: str, second: str, as_of: str = "") -> dict[str, Any]:
        """Hai văn bản cùng viện dẫn gì, và mỗi văn bản viện dẫn riêng gì."""
        return library.common([first, second], on=day(as_of))

    def still_cites(document: str = "", as_of: str = "", limit: int = 50) -> dict[str, Any]:
        """Văn bản ký sau ngày một văn bản hết hiệu lực mà vẫn viện dẫn; không nêu: cả thư viện."""
        if not document:
            return library.lapsed(on=day(as_of), limit=int(limit))
        return library.still_cites(document, on=day(as_of), limit=int(limit))

    return cites, cited_by, chain, path, common, still_cites


def _told(work: Callable[..., Any]) -> Callable[..., Any]:
    """`work`, its errors as a value."""
    signature = inspect.signature(work)

    @functools.wraps(work)
    def safely(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - passes through what work takes
        try:
            given = signature.bind(*args, **kwargs)
            for name, value in given.arguments.items():
                given.arguments[name] = _fitting(name, value, signature.parameters[name])
            return work(*given.args, **given.kwargs)
        except CancuError as failure:
            return views.error(failure)

    return safely


def _fitting(name: str, value: Any, parameter: inspect.Parameter) -> Any:  # noqa: ANN401 - as given
    """A value as its parameter takes it; null is the same as left out."""
    if value is None:
        return "" if parameter.default is parameter.empty else parameter.default
    if parameter.annotation is str and not isinstance(value, str):
        raise UsageError(f"Tham số “{name}” phải là một chuỗi chữ.")
    if parameter.annotation is int:
        try:
            return int(value)
        except (TypeError, ValueError, OverflowError):
            raise UsageError(f"Tham số “{name}” phải là số nguyên.") from None
    return value
