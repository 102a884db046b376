"""What other programs may ask of citations: lists, ways over several steps, comparisons."""
# ruff: noqa: FBT001, FBT002, PLR0913, PLR0917 - a parameter for each filter, given by name

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ui.days import day
from ui.rest_documents import several
from ui.rest_pages import USUAL, bounds, cut, part, within

if TYPE_CHECKING:
    from ui.library import Library

Json = dict[str, Any]
_DRAWN = 100  # documents of a drawing
_FAR = 5


def citing_functions(library: "Library") -> tuple[Callable[..., Any], ...]:
    """The functions, each under the name by which it is called."""
    return (*_lists(library), *_ways(library))


def _lists(library: "Library") -> tuple[Callable[..., Any], ...]:
    def cites(
        document: str,
        relation: str = "",
        state: str = "",
        role: str = "",
        as_of: str = "",
        limit: int = USUAL,
        offset: int = 0,
    ) -> Json:
        """Một văn bản viện dẫn những văn bản nào; lọc theo quan hệ, vai trò, tình trạng."""
        found = library.cites(
            document,
            relation=several(relation),
            role=several(role),
            state=state or None,
            on=day(as_of) if as_of else None,
        )
        return part(found, limit, offset)

    def cited_by(
        document: str,
        level: str = "",
        place: str = "",
        relation: str = "",
        limit: int = USUAL,
        offset: int = 0,
        type: str = "",  # noqa: A002 - the JSON's word
        role: str = "",
        since: str = "",
        until: str = "",
    ) -> Json:
        """Những văn bản trong thư viện viện dẫn một văn bản, mới nhất trước, kèm dòng."""
        bounds(limit, offset)
        where: dict[str, Any] = {
            "level": level or None,
            "place": place or None,
            "type": type or None,
            "relation": several(relation),
            "role": several(role),
            "since": day(since) if since else None,
            "until": day(until) if until else None,
        }
        rows = library.cited_by(document, **where, limit=limit, offset=offset)
        total = library.count_citing(document, **where).citations
        return {"total": total, "offset": offset, "rows": rows}

    def common(first: str, second: str, as_of: str = "") -> Json:
        """Hai văn bản cùng viện dẫn gì, và mỗi văn bản viện dẫn riêng gì."""
        return library.common([first, second], on=day(as_of))

    def still_cites(document: str = "", as_of: str = "", limit: int = USUAL) -> Json:
        """Văn bản ký sau ngày một văn bản hết hiệu lực mà vẫn viện dẫn; không nêu: cả thư viện."""
        bounds(limit)
        if document:
            return library.still_cites(document, on=day(as_of), limit=limit)
        return cut(library.lapsed(on=day(as_of)), limit, "rows")

    return cites, cited_by, common, still_cites


def _ways(library: "Library") -> tuple[Callable[..., Any], ...]:
    def chain(document: str, direction: str = "cites", depth: int = 3, limit: int = 200) -> Json:
        """Văn bản tới được qua nhiều bước viện dẫn, và đường tới từng văn bản."""
        return library.chain(document, direction=direction, depth=depth, limit=limit)

    def path(start: str, end: str, directed: bool = False) -> Json:
        """Đường viện dẫn ngắn nhất giữa hai văn bản."""
        return library.path(start, end, directed=directed)

    def graph(document: str = "", depth: int = 1, limit: int = _DRAWN) -> Json:
        """Đồ thị viện dẫn quanh một văn bản, hoặc của cả thư viện: nút và cạnh."""
        within("depth", depth, 1, _FAR)
        within("limit", limit, 1, 3 * _DRAWN)
        drawn = library.graph_text(document or None, depth=depth, limit=limit, form="json")
        return dict(json.loads(drawn))

    return chain, path, graph
