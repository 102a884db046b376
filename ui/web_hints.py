"""Advice of an error for somebody at the web app: rooms instead of commands."""

from types import MappingProxyType
from typing import Final

from kg.errors import CancuError

_ROOMS: Final = MappingProxyType(
    {
        "cancu documents": (
            "Văn bản có thể đã bị gỡ khỏi thư viện; hãy xem danh sách ở thẻ “Văn bản”."
        ),
        "cancu ingest": "Hãy thêm tệp của văn bản ở thẻ “Văn bản”.",
        "cancu citations": "Hãy mở lại văn bản ở thẻ “Văn bản”.",
        "cancu choices": "Hãy mở lại trang này để xem các lựa chọn hiện có.",
    }
)


def hint(failure: CancuError) -> str | None:
    """What to do, without a command of the terminal.

    >>> hint(CancuError("Không có.", "Hãy nạp tệp của văn bản bằng lệnh: cancu ingest."))
    'Hãy thêm tệp của văn bản ở thẻ “Văn bản”.'
    """
    said = failure.hint
    return next((room for command, room in _ROOMS.items() if command in (said or "")), said)
