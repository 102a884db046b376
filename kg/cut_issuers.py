"""Names of central bodies that a citation cuts short, made whole by the code in the number."""

from functools import lru_cache

import corpus
from kg.folding import fold
from kg.number import DocumentNumber, parse_number


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    rows = corpus.table("issuers")
    return {row["code"]: row["name"] for row in rows if row["level"] == "trung ương"}


def whole_issuer(issuer: str | None, canonical: str | None) -> str | None:
    """The body's full name, where what is stated is its beginning.

    >>> whole_issuer("Bộ Văn hóa", "945/QĐ-BVHTTDL")
    'Bộ Văn hóa, Thể thao và Du lịch'
    >>> whole_issuer("Bộ Nội vụ", "945/QĐ-BVHTTDL")
    'Bộ Nội vụ'
    """
    number = parse_number(canonical) if issuer and canonical else None
    code = number.issuer_code if isinstance(number, DocumentNumber) else ""
    name = _names().get(code, "")
    cut = bool(issuer) and fold(name).startswith(f"{fold(issuer or '').rstrip(' ,')}")
    return name if cut else issuer
