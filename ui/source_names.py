"""Where a fact was found, in words for a reader."""

import re
from typing import Final
from urllib.parse import urlparse

from ui.table_words import in_vietnamese

_SOURCES: Final = (
    (re.compile(r"phapdien|pháp điển|codification", re.IGNORECASE), "Bộ pháp điển điện tử"),
    (re.compile(r"laws_fulltext|full text", re.IGNORECASE), "toàn văn luật"),
    (re.compile(r"consolidated|VBHN", re.IGNORECASE), "văn bản hợp nhất"),
    (re.compile(r"reference/|places/|registry"), "dữ liệu của chương trình"),
    (re.compile(r"general knowledge", re.IGNORECASE), "ghi nhận chung, chưa đối chiếu bản gốc"),
    (re.compile(r"thuvienphapluat"), "thuvienphapluat.vn"),
    (re.compile(r"repository|[\w.-]+/[\w.-]+:", re.IGNORECASE), "bản sao công khai của văn bản"),
)
_URL = re.compile(r"https?://\S+")
_HOST: Final = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_HELD: Final = re.compile(
    r"(?P<name>[^/;()]+\.(?:txt|md|docx?|pdf|html?|rtf|odt|xlsx?|csv|png|jpe?g|tiff?))"
    r"(?::(?P<line>\d+))?",
    re.IGNORECASE,
)
"""A file of the library, and the line in it that says so."""


def source_name(source: str | None) -> str:
    """Where a fact was found, in words for a reader: hosts of pages, kinds of texts."""
    found: dict[str, None] = {}
    for part in (source or "").split("; "):
        held = _HELD.fullmatch(part)
        if held:
            line = f", dòng {held['line']}" if held["line"] else ""
            found.setdefault(f"tệp “{held['name']}”{line}")
            continue
        hosts = [urlparse(url).netloc for url in _URL.findall(part)]
        known = [said for pattern, said in _SOURCES if pattern.search(_URL.sub("", part))]
        for said in hosts or known[:1]:
            found.setdefault(said.removeprefix("www."))
    return "; ".join(list(found)[:3]) or _as_told(source or "")


def _as_told(source: str) -> str:
    """A source that is told in Vietnamese, as it stands; one told otherwise, by its kind."""
    told = " ".join(source.split())
    if _HOST.fullmatch(told):
        return told
    vietnamese = any(not char.isascii() for char in told) and in_vietnamese(told) == told
    return told if vietnamese or not told else "dữ liệu của chương trình"
