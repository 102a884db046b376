"""What the shipped tables of facts say in English, told in Vietnamese.

Their numbers, titles and quotes are official Vietnamese wording; beside them stand remarks of
those who compiled the tables ("amended", "as reported"), which no user is to read. The remarks are
known one by one, so that whatever users wrote of a document stays as they wrote it.
"""

import re
from types import MappingProxyType
from typing import Final

_REMARKS: Final = MappingProxyType(
    {
        "all": "toàn bộ",
        "all, by province (merger_resolutions.csv)": "toàn bộ, theo từng tỉnh",
        "heading of the consolidated text": "tên của văn bản hợp nhất",
        "leadership allowance of the commune chair and vice-chairs": (
            "phụ cấp chức vụ lãnh đạo của Chủ tịch, Phó Chủ tịch cấp xã"
        ),
        "national lead on procedures and the one-stop system": (
            "đầu mối cả nước về thủ tục hành chính và cơ chế một cửa"
        ),
        "powers split by each field's decree": "thẩm quyền chia theo nghị định của từng lĩnh vực",
        "rules on job positions of public employees": "quy định về vị trí việc làm của viên chức",
        "rules on ministry-level portals kept alive until before 2026-03-01": (
            "quy định về cổng dịch vụ công cấp bộ, tiếp tục áp dụng đến trước ngày 01/3/2026"
        ),
        "some khoản repealed": "bãi bỏ một số khoản",
        "still applies to the 2024 settlement and the drawing up of the 2026 estimate": (
            "tiếp tục áp dụng đối với quyết toán năm 2024 và việc lập dự toán năm 2026"
        ),
        "title": "tên văn bản",
        "words": "một số cụm từ",
        "words in Điều 35 and others": "cụm từ tại Điều 35 và một số điều khác",
    }
)
"""Remarks that stand alone, or between semicolons."""
_IN_BRACKETS: Final = MappingProxyType(
    {
        "amended": "sửa đổi",
        "as reported": "theo báo chí",
        "early effect of some rules": "một số quy định có hiệu lực sớm",
        "effective 2025-07-01": "có hiệu lực từ ngày 01/7/2025",
        "functions pass to the receiving body": "chức năng chuyển về cơ quan tiếp nhận",
        "job-position rules only": "chỉ quy định về vị trí việc làm",
        "not applied to one-stop files": "không áp dụng đối với hồ sơ một cửa",
        "repealed": "bãi bỏ",
        "rules on receiving citizens": "quy định về tiếp công dân",
        "text not seen": "chưa xem toàn văn",
        "words": "thay cụm từ",
    }
)
"""Remarks behind a provision."""
_PROVISION: Final = r"(?:điểm|khoản|Điều|Mục|Chương)\b"
_SHAPES: Final = (
    (re.compile(rf"words in ({_PROVISION}.*)"), r"cụm từ tại \1"),
    (re.compile(r"words on planning\b(.*)"), r"cụm từ về quy hoạch\1"),
    (re.compile(r'(?:the )?words (".+") in điều (.+)'), r"cụm từ \1 tại Điều \2"),
    (re.compile(r'words (".+")'), r"cụm từ \1"),
    (re.compile(rf"({_PROVISION}.*) repealed"), r"bãi bỏ \1"),
    (re.compile(rf"except ({_PROVISION}.*)"), r"trừ \1"),
)
_BRACKET: Final = re.compile(r"\(([^()]*)\)")


def in_vietnamese(told: str | None) -> str:
    """What a fact says, the remarks of the shipped tables in Vietnamese; empty for None.

    >>> in_vietnamese("khoản 1 Điều 12 (amended); Điều 13 (repealed)")
    'khoản 1 Điều 12 (sửa đổi); Điều 13 (bãi bỏ)'
    >>> in_vietnamese("đối chiếu với file text của Sở; except Điều 11")
    'đối chiếu với file text của Sở; trừ Điều 11'
    """
    said = (told or "").strip()
    return _REMARKS.get(said) or "; ".join(_part(part) for part in said.split("; "))


def _part(said: str) -> str:
    worded = _REMARKS.get(said) or _shaped(said)
    return worded or _BRACKET.sub(lambda match: f"({_bracketed(match[1])})", said)


def _bracketed(said: str) -> str:
    return _IN_BRACKETS.get(said) or _shaped(said) or said


def _shaped(said: str) -> str:
    """A remark with provisions in it; empty where it is none."""
    found = ((pattern.fullmatch(said), wording) for pattern, wording in _SHAPES)
    return next((match.expand(wording) for match, wording in found if match), "")
