"""What other programs may ask of validity: one document on a day, its time line, a whole check."""

import tempfile
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, Final

from kg.errors import UsageError
from ui.days import day
from ui.rest_pages import USUAL, cut, within

if TYPE_CHECKING:
    import datetime as dt

    from ui.library import Library

Json = dict[str, Any]
LONGEST_DRAFT: Final = 2_000_000
"""Characters of a draft; the longest Vietnamese codes have about a million."""
ROWS: Final = 200
_ONE: Final = "Hãy nêu một văn bản trong thư viện (document), hoặc toàn văn một dự thảo (text)."
_LONG: Final = "Dự thảo dài {count} ký tự; nhiều nhất là {most}."
_EMPTY: Final = "Dự thảo không có chữ nào."
_DRAFT: Final = "du-thao"


def law_functions(library: "Library") -> tuple[Callable[..., Any], ...]:
    """The functions, each under the name by which it is called."""

    def status(document: str, as_of: str = "", provision: str = "") -> Json:
        """Một văn bản còn hiệu lực không vào một ngày, từ khi nào, bị gì thay, điều nào nói."""
        return library.status(document, on=day(as_of), provision=provision or None)

    def lineage(document: str, as_of: str = "") -> Json:
        """Lịch sử hiệu lực: thay thế văn bản nào, được sửa đổi, ngưng, thay thế khi nào."""
        return library.lineage(document, on=day(as_of))

    def check(  # noqa: PLR0913, PLR0917 - what is checked, and how
        document: str = "",
        as_of: str = "",
        text: str = "",
        name: str = "",
        since: str = "",
        limit: int = ROWS,
    ) -> Json:
        """Kiểm tra căn cứ của một văn bản trong thư viện hoặc của một dự thảo, lỗi nặng trước."""
        if bool(document.strip()) == bool(text):
            raise UsageError(_ONE)
        on, before = day(as_of), day(since) if since else None
        if text:
            found = _of_draft(library, text, on, before) | {"draft": _named(name)}
        else:
            found = library.check(document, None, on=on, since=before)
        return cut(found, limit, "rows")

    def wanted(limit: int = USUAL, as_of: str = "") -> Json:
        """Văn bản được viện dẫn nhiều nhất mà thư viện chưa có toàn văn: nên tìm về trước."""
        from ui.commands.wanted import row_of

        within("limit", limit, 1, 1_000)
        on = day(as_of)
        if not library.exists():
            return {"total": 0, "offset": 0, "rows": []}
        total, registry = library.store.count()["stubs"], library.registry
        rows = [row_of(item, registry, on) for item in library.store.most_wanted(limit)]
        return {"total": total, "offset": 0, "rows": rows}

    return status, lineage, check, wanted


def _of_draft(library: "Library", text: str, on: "dt.date", since: "dt.date | None") -> Json:
    """The check of a draft given as text: read like a file, in a folder that is removed again."""
    if len(text) > LONGEST_DRAFT:
        raise UsageError(_LONG.format(count=len(text), most=LONGEST_DRAFT))
    if not text.strip():
        raise UsageError(_EMPTY)
    with tempfile.TemporaryDirectory("-cancu") as folder:
        file = Path(folder, f"{_DRAFT}.txt")
        file.write_text(text, encoding="utf-8", errors="replace", newline="\n")
        return library.check(None, file, on=on, since=since)


def _named(name: str) -> str:
    """A draft's name as given, without folders: it names the answer and no file here."""
    return PurePath(name.replace("\\", "/")).name[:200] or _DRAFT
