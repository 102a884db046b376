"""What is said of choices between documents, in Vietnamese."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ui.labels import iso_date
from ui.number_words import named

Item = Mapping[str, Any]
_NOBODY: Final = "không ghi tên"


def meant(item: Item) -> str:
    """The document chosen: number, day, issuer."""
    number = named(item["canonical"]) if item["canonical"] else item["title"] or item["target"]
    day = f" ngày {iso_date(item['date'])}" if item["date"] else ""
    issuer = f" của {item['issuer']}" if item["issuer"] else ""
    return f"{number}{day}{issuer}"


def place(item: Item) -> str:
    """Where it was chosen: a line, or the whole document."""
    said = f"dòng {item['line']}"
    return f"cả văn bản, từ {said}" if item["everywhere"] else said


def moment(iso: str) -> str:
    """A time (UTC, ISO 8601) on this computer's clock: "15:30 ngày 21/11/2026"."""
    here = dt.datetime.fromisoformat(iso).astimezone()
    return f"{here:%H:%M} ngày {here:%d/%m/%Y}"


def who(item: Item) -> str:
    """Who chose, and when."""
    return f"{item['by'] or _NOBODY}, {moment(item['at'])}"


def standing(item: Item) -> str:
    """Whether it is used: taken back, in use, or kept because its place is not found."""
    if item["taken_back"]:
        end = item["taken_back"]
        return f"đã bỏ: {end['by'] or _NOBODY}, {moment(end['at'])}"
    if item["active"] is None:
        return "đang giữ"
    return "đang dùng" if item["active"] else LOST


LOST: Final = "không còn tìm thấy chỗ này trong văn bản, nên chưa dùng"


def done_sentence(item: Item) -> str:
    """What was just done."""
    if item["taken_back"]:
        return f"Đã bỏ lựa chọn ở {place(item)}: {meant(item)}."
    return f"Đã chọn cho {place(item)}: {meant(item)}. Lựa chọn được giữ và dùng từ bây giờ."


def sentences(items: Iterable[Item]) -> Iterator[str]:
    """Each choice of a text that stands: what was chosen where, by whom; whether it is used."""
    for item in items:
        if not item["taken_back"]:
            lost = "" if item["active"] else f"; {LOST}"
            at = place(item)
            yield f"{at[:1].upper()}{at[1:]}: {meant(item)}; {who(item)}{lost}."
