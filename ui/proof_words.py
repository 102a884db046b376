"""What an answer rests on, in words: where a clause was found, and facts that no words prove."""

from collections.abc import Mapping
from typing import Any, Final

from ui import labels
from ui.source_names import held_file, source_name

Row = Mapping[str, Any]
REGISTRY: Final = "danh mục hiệu lực"
RESTS_ON: Final = "Dựa vào danh mục, chưa có lời văn của điều khoản"
MOST: Final = 8
"""Facts without words that are told one by one."""
MORE: Final = "và {count} dữ kiện khác chưa có lời văn."


def proving_and_naming(given: Row) -> tuple[list[Row], list[Row]]:
    """An answer's evidence in two: what proves it, and lines that only name the document."""
    proving: list[Row] = []
    naming: list[Row] = []
    for piece in given["evidence"]:
        (naming if piece.get("names_only") else proving).append(piece)
    return proving, naming


def found_in(piece: Row) -> str:
    """Where the words of a clause were found and when that was checked; empty for a held line."""
    if not piece.get("source") or piece.get("line_start"):
        return ""
    return ". ".join(filter(None, (f"Nguồn: {source_name(piece['source'])}", _checked(piece))))


def rests_on(given: Row) -> list[str]:
    """One sentence for each fact of an answer that no words prove: what it rests on."""
    facts = list(dict.fromkeys(_fact(item) for item in given.get("unproven", ())))
    rest = len(facts) - MOST
    return [*facts[:MOST], *([MORE.format(count=rest)] if rest > 0 else [])]


def _fact(item: Row) -> str:
    clause = item.get("clause") or ""
    where = f"{clause[:1].upper()}{clause[1:]}, {item['document']}" if clause else item["document"]
    source = source_name(item.get("source"))
    from_where = f"{REGISTRY} (nguồn: {source})" if source else REGISTRY
    from_where = held_file(item.get("source")) or from_where  # a document's own text
    return f"{where}: {from_where}. {_checked(item) or 'Chưa ghi ngày kiểm tra'}."


def _checked(item: Row) -> str:
    day = item.get("checked")
    return f"Kiểm tra ngày {labels.iso_date(day)}" if day else ""
