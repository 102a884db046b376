"""Columns of task tables, known by the words of their heads."""

import re
from collections.abc import Iterable, Mapping, Sequence

from kg.folding import fold

HEAD_DEPTH = 4  # rows from a table's top in which its heads begin
LONGEST_HEAD = 90  # characters
_BODY = r"(?:co quan|don vi|bo phan|nguoi|cap|so, nganh)"
_COLUMNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("coordinating", re.compile(r"phoi hop|(?:co quan|don vi) tham (?:dinh|gia)")),
    (
        "watching",
        re.compile(
            r"(?:lanh dao|thanh vien|dong chi)[^|]{0,20}(?:phu trach|chi dao|theo doi)"
            r"|(?:co quan|don vi|nguoi) (?:theo doi|kiem tra|giam sat|don doc)"
        ),
    ),
    (
        "approving",
        re.compile(
            r"cap (?:ban hanh|phe duyet|trinh|quyet dinh)|phe duyet"
            r"|tham quyen ban hanh|co quan (?:ban hanh|quyet dinh)"
        ),
    ),
    ("deadline", re.compile(r"thoi (?:gian|han)|tien do|lo trinh|thoi diem|han hoan thanh")),
    (
        "lead",
        re.compile(
            rf"chu tri|{_BODY}[^|]{{0,20}}(?:tham muu|phu trach|soan thao|chiu trach nhiem"
            r"|dau moi|duoc giao)|phan cong"
        ),
    ),
    ("doing", re.compile(rf"{_BODY}[^|]{{0,20}}(?:thuc hien|trien khai)")),
    ("product", re.compile(r"san pham|ket qua|dau ra|hinh thuc van ban")),
    ("number", re.compile(r"^(?:s?tt|so tt|so thu tu)$")),
    (
        "task",
        re.compile(
            r"noi dung|nhiem vu|cong viec|hoat dong|ten (?:van ban|de an"
            r"|quyet dinh)|chi tieu|giai phap"
        ),
    ),
)
_OFFICES = frozenset({"lead", "doing", "coordinating"})


def column(head: str) -> str | None:
    """What a column holds, by its head; None for others.

    >>> column("Cơ quan chủ trì"), column("Thời gian hoàn thành"), column("Ghi chú")
    ('lead', 'deadline', None)
    """
    folded = " ".join(fold(head).split())
    if not folded or len(folded) > LONGEST_HEAD:
        return None
    return next((name for name, pattern in _COLUMNS if pattern.search(folded)), None)


def columns(heads: Iterable[tuple[int, str]]) -> dict[int, str]:
    """Column names by index, where the heads are those of a task table; else empty."""
    found = {index: name for index, head in heads if (name := column(head))}
    names = set(found.values())
    return found if "task" in names and names & _OFFICES else {}


def headed(rows: Sequence[Mapping[int, str]]) -> tuple[dict[int, str], int]:
    """Columns of a table and how many of its first rows name them; ({}, 0) without heads.

    Heads may stand in two rows, "Phân công" over "Chủ trì" and "Phối hợp"; the lower ones count.
    """
    first = next((i for i, row in enumerate(rows[:HEAD_DEPTH]) if columns(row.items())), None)
    if first is None:
        return {}, 0
    found, after = columns(rows[first].items()), first + 1
    while after < len(rows) and _names_columns(rows[after], rows[after - 1]):
        found |= {index: name for index, head in rows[after].items() if (name := column(head))}
        after += 1
    return found, after


def _names_columns(row: Mapping[int, str], above: Mapping[int, str]) -> bool:
    """Whether a row under heads names columns too: short cells, most of them of known kinds."""
    own = [text for index, text in row.items() if text.strip() and text != above.get(index)]
    named = [text for text in own if column(text) and len(text.split()) <= 6]
    return bool(own) and 2 * len(named) > len(own) and len(named) > 1
