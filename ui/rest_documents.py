"""What other programs may ask of the documents held: the list, and what each one says."""
# ruff: noqa: PLR0913, PLR0917 - a parameter for each filter, given by name

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ui import views
from ui.rest_pages import USUAL, part

if TYPE_CHECKING:
    from ui.library import Library

Json = dict[str, Any]


def document_functions(library: "Library") -> tuple[Callable[..., Any], ...]:
    """The functions, each under the name by which it is called."""

    def documents(
        text: str = "",
        type: str = "",  # noqa: A002 - the JSON's word
        issuer: str = "",
        place: str = "",
        year: int = 0,
        limit: int = USUAL,
        offset: int = 0,
    ) -> Json:
        """Danh sách văn bản trong thư viện, mới nhất trước; lọc theo chữ, loại, nơi, năm."""
        found = library.documents(
            text=text or None,
            type=type or None,
            issuer=issuer or None,
            place=place or None,
            year=year or None,
        )
        return part(found, limit, offset, views.record)

    def show(document: str) -> Json:
        """Phần đầu của một văn bản (số, ngày, cơ quan, người ký, trích yếu) và các đề mục."""
        return views.header(*library.read(document, None))

    def citations(document: str, role: str = "", limit: int = USUAL, offset: int = 0) -> Json:
        """Mọi chỗ một văn bản viện dẫn văn bản khác, theo thứ tự trong văn bản."""
        from ui.citation_choices import roles

        wanted = roles(several(role))
        mentions = library.read(document, None)[0].mentions
        found = [item for item in mentions if not wanted or item.role in wanted]
        return part(found, limit, offset, views.mention)

    def inconsistencies(document: str, limit: int = USUAL, offset: int = 0) -> Json:
        """Những điểm chưa khớp trong một văn bản: ngày, số, giai đoạn, thời hạn, chỉ tiêu."""
        return part(library.inconsistencies(document), limit, offset, views.plain)

    def targets(document: str = "", limit: int = USUAL, offset: int = 0) -> Json:
        """Chỉ tiêu của một văn bản hoặc của cả thư viện: con số, đơn vị, năm, dòng."""
        found = library.targets(document or None)
        return part(found, limit, offset, lambda pair: views.target(pair[1], pair[0]))

    def effects(document: str, limit: int = USUAL, offset: int = 0) -> Json:
        """Văn bản có hiệu lực từ ngày nào; thay thế, bãi bỏ, sửa đổi những văn bản nào."""
        from ui.commands.effects import row_of

        reading, _ = library.read(document, None)
        return part(reading.effects, limit, offset, lambda item: row_of(item, reading))

    return documents, show, citations, inconsistencies, targets, effects


def several(typed: str) -> list[str]:
    """Words between commas."""
    return [word.strip() for word in typed.split(",") if word.strip()]
