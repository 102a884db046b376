"""Where a fact was found, in words for a reader.

Those who compiled the shipped tables named their sources in English, or by addresses and paths
that say nothing to a reader; such a source is told by its kind. What a user gave as the source of
a fact is told as he wrote it.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from urllib.parse import urlparse

import corpus
from kg.registry import load_registry

OURS: Final = "dữ liệu của chương trình"
_MOST: Final = 3  # sources of the tables that are told
_KINDS: Final = (
    (re.compile(r"phapdien|pháp điển|codification", re.IGNORECASE), "Bộ pháp điển điện tử"),
    (re.compile(r"laws_fulltext|full text", re.IGNORECASE), "toàn văn luật"),
    (re.compile(r"consolidated|VBHN", re.IGNORECASE), "văn bản hợp nhất"),
    (re.compile(r"^thuvienphapluat\.vn\b"), "thuvienphapluat.vn"),
    (re.compile(r"general knowledge", re.IGNORECASE), "ghi nhận chung, chưa đối chiếu bản gốc"),
    (re.compile(r"repository|[\w.-]+/[\w.-]+:", re.IGNORECASE), "bản sao công khai của văn bản"),
)
_URL: Final = re.compile(r"https?://\S+")
_READ: Final = re.compile(
    r"Bộ pháp điển(?: \(phapdien\.moj\.gov\.vn\): danh mục văn bản|: \S+, (?:Điều \S+|\?))"
    r"|Pháp điển articles \(law/articles\.jsonl\.gz\): .+|law/laws_fulltext\.jsonl\.gz: .+"
    r"|[\w.-]+/[\w.-]+:\S.*\.(?:md|txt)|vbpl\.vn: https?://\S+"
    r"|named so in texts of the codification|general knowledge|reference/[a-z_]+\.csv"
)
"""Sources of the texts that were read by the thousand, too many to be held in memory."""
_TABLES: Final = ("consolidated_texts", "office_successors", "validity_rules")
_HELD: Final = re.compile(
    r"(?P<name>[^/;()]+\.(?:txt|md|docx?|pdf|html?|rtf|odt|xlsx?|csv|png|jpe?g|tiff?))"
    r"(?::(?P<line>\d+))?",
    re.IGNORECASE,
)


def source_name(source: str | None) -> str:
    """Where a fact was found: kinds and hosts of the tables' sources, users' own words."""
    told: dict[str, None] = {}
    ours: dict[str, None] = {}
    for part in (source or "").split("; "):
        if _is_of_tables(part):
            ours.update(dict.fromkeys(_named(part)))
        elif part.strip():
            told[held_file(part) or " ".join(part.split())] = None
    if source and not told and not ours:
        return OURS
    return "; ".join(dict.fromkeys((*told, *list(ours)[:_MOST])))


def held_file(source: str | None) -> str:
    """A file of the library, and the line in it that says so; empty where it is none."""
    held = _HELD.fullmatch((source or "").strip())
    if held is None:
        return ""
    return f"tệp “{held['name']}”" + (f", dòng {held['line']}" if held["line"] else "")


def _named(part: str) -> Iterator[str]:
    """A source of the tables: the host of its page, else its kind; nothing where it says none."""
    hosts = [urlparse(url).netloc.removeprefix("www.") for url in _URL.findall(part)]
    kinds = [said for pattern, said in _KINDS if pattern.search(_URL.sub("", part))]
    yield from hosts or kinds[:1]


def _is_of_tables(part: str) -> bool:
    return _READ.fullmatch(part) is not None or part in _of_tables()


@lru_cache(maxsize=1)
def _of_tables() -> frozenset[str]:
    """Each source that the tables compiled by hand name, parted at semicolons."""
    registry = load_registry()
    named = [source for entry in registry.entries.values() for source in entry.source]
    named += [clause.source for clause in registry.clauses]
    named += [row["source"] for table in _TABLES for row in corpus.table(table)]
    return frozenset(part for source in named for part in source.split("; "))
