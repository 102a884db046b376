"""Numbers of documents in a sentence, each with the word for its kind."""

import re
from functools import lru_cache
from typing import Final

from kg.number import DocumentNumber, parse_number
from kg.registry import load_registry

_ASCII_DECREE: Final = re.compile(r"(?<=/)ND(?=-CP\b)")


@lru_cache(maxsize=4096)
def named(number: str) -> str:
    """A number as a sentence names the document: "Nghị định số 61/2018/NĐ-CP".

    The kind is the number's own, else the registered one; without either the number stands alone,
    and so does what is no number.

    >>> named("61/2018/ND-CP"), named("72/2025/QH15"), named("Luật Đất đai")
    ('Nghị định số 61/2018/NĐ-CP', 'Luật số 72/2025/QH15', 'Luật Đất đai')
    """
    canonical = _ASCII_DECREE.sub("NĐ", number)
    parsed = parse_number(canonical)
    if not isinstance(parsed, DocumentNumber):
        return canonical
    kind = parsed.document_type.value if parsed.document_type else _registered(canonical)
    return f"{kind} số {canonical}" if kind else canonical


def _registered(number: str) -> str | None:
    """The kind on which all registered documents of the number agree."""
    kinds = {entry.type for entry in load_registry().by_number(number)}
    return kinds.pop() if len(kinds) == 1 else None
