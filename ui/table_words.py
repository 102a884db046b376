"""What the shipped tables of facts say in English, told in Vietnamese.

Their numbers, titles and quotes are official Vietnamese wording; beside them stand remarks of
those who compiled the tables ("amended", "as reported"), which no user is to read.
"""

import re
from types import MappingProxyType
from typing import Final

_PHRASES: Final = MappingProxyType(
    {
        "not applied to one-stop files": "không áp dụng đối với hồ sơ một cửa",
        "rules on receiving citizens": "quy định về tiếp công dân",
        "rules on ministry-level portals kept alive until before 2026-03-01": (
            "quy định về cổng dịch vụ công cấp bộ, tiếp tục áp dụng đến trước ngày 01/3/2026"
        ),
        "rules on job positions of public employees": "quy định về vị trí việc làm của viên chức",
        "leadership allowance of the commune chair and vice-chairs": (
            "phụ cấp chức vụ lãnh đạo của Chủ tịch, Phó Chủ tịch cấp xã"
        ),
        "still applies to the 2024 settlement and the drawing up of the 2026 estimate": (
            "tiếp tục áp dụng đối với quyết toán năm 2024 và việc lập dự toán năm 2026"
        ),
        "some khoản repealed": "bãi bỏ một số khoản",
        "words on planning": "cụm từ về quy hoạch",
        "the words ": "cụm từ ",
        '" in điều ': '" tại Điều ',
        "words in Điều 35 and others": "cụm từ tại Điều 35 và một số điều khác",
        "words in ": "cụm từ tại ",
        "(words)": "(thay cụm từ)",
        "(amended)": "(sửa đổi)",
        "(repealed)": "(bãi bỏ)",
        "(as reported)": "(theo báo chí)",
        "(text not seen)": "(chưa xem toàn văn)",
        "(functions pass to the receiving body)": "(chức năng chuyển về cơ quan tiếp nhận)",
        "(effective 2025-07-01)": "(có hiệu lực từ ngày 01/7/2025)",
        "powers split by each field's decree": "thẩm quyền chia theo nghị định của từng lĩnh vực",
        "national lead on procedures and the one-stop system": (
            "đầu mối cả nước về thủ tục hành chính và cơ chế một cửa"
        ),
        "all, by province (merger_resolutions.csv)": "toàn bộ, theo từng tỉnh",
        "heading of the consolidated text": "tên của văn bản hợp nhất",
        "except ": "trừ ",
    }
)
_WHOLE: Final = MappingProxyType({"words": "một số cụm từ", "all": "toàn bộ"})
_REPEALED: Final = re.compile(r"([^;,]+?) repealed\b")
_ENGLISH: Final = re.compile(
    r"\b(?:the|of|and|or|for|not|words?|amended|repealed|rules?|by|except|other|part|applied|only"
    r"|with|within|until|since|from|some|text|seen|reported|as|is|was|were|still|read|named?)\b"
)


def in_vietnamese(told: str | None) -> str:
    """What a table says of a fact, without English; empty where it says nothing else.

    >>> in_vietnamese("khoản 1 Điều 12 (amended); Điều 13 (repealed)")
    'khoản 1 Điều 12 (sửa đổi); Điều 13 (bãi bỏ)'
    >>> in_vietnamese("Điều 5 (some remark of the compilers)"), in_vietnamese("as it was read")
    ('Điều 5', '')
    """
    said = (told or "").strip()
    if said in _WHOLE:
        return _WHOLE[said]
    for english, vietnamese in _PHRASES.items():
        said = said.replace(english, vietnamese)
    said = _REPEALED.sub(lambda match: f" bãi bỏ {match[1].strip()}", said).strip()
    said = re.sub(r"\s*\([^()]*\)", lambda match: "" if _is_english(match[0]) else match[0], said)
    kept = [part.strip() for part in said.split("; ") if not _is_english(part)]
    return "; ".join(part for part in kept if part)


def _is_english(said: str) -> bool:
    """Whether a remark is English: English words, with Vietnamese names among them or not."""
    return _ENGLISH.search(said) is not None
