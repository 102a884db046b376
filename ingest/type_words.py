"""The words for types of document, and which type a folded, perhaps damaged, phrase names."""

import re
from functools import lru_cache
from typing import Final

from ingest.wording import loose
from kg.terms import DocumentType

TYPE_WORDS: Final = {
    "bo luat": DocumentType.CODE,
    "luat": DocumentType.LAW,
    "phap lenh": DocumentType.ORDINANCE,
    "sac lenh": DocumentType.EDICT,
    "lenh": DocumentType.ORDER,
    "nghi quyet lien tich": DocumentType.JOINT_RESOLUTION,
    "nghi quyet": DocumentType.RESOLUTION,
    "nghi dinh": DocumentType.DECREE,
    "nhi dinh": DocumentType.DECREE,
    "quyet dinh": DocumentType.DECISION,
    "chi thi": DocumentType.DIRECTIVE,
    "thong tu lien tich": DocumentType.JOINT_CIRCULAR,
    "thong tu": DocumentType.CIRCULAR,
    "ke hoach": DocumentType.PLAN,
    "chuong trinh hanh dong": DocumentType.ACTION_PROGRAMME,
    "chuong trinh": DocumentType.PROGRAMME,
    "de an": DocumentType.SCHEME,
    "phuong an": DocumentType.OPTION_PLAN,
    "huong dan": DocumentType.GUIDE,
    "ket luan": DocumentType.CONCLUSION,
    "thong bao": DocumentType.NOTICE,
    "bao cao": DocumentType.REPORT,
    "to trinh": DocumentType.SUBMISSION,
    "cong van": DocumentType.OFFICIAL_LETTER,
    "van ban hop nhat": DocumentType.CONSOLIDATED_TEXT,
    "van ban": DocumentType.OFFICIAL_LETTER,
    "cong dien": DocumentType.TELEGRAM,
    "quy che": DocumentType.REGULATION,
    "quy dinh": DocumentType.RULE,
    "bien ban": DocumentType.MINUTES,
}


@lru_cache(maxsize=1024)
def type_named(folded: str) -> DocumentType | None:
    """The type that these words name, and nothing besides.

    >>> str(type_named("quyet pinh"))
    'Quyết định'
    """
    return next(
        (kind for word, kind in TYPE_WORDS.items() if re.fullmatch(loose(word), folded)), None
    )


_LONGEST_FIRST: Final = sorted(TYPE_WORDS.items(), key=lambda item: -len(item[0]))


@lru_cache(maxsize=1024)
def type_leading(folded: str) -> DocumentType | None:
    """The type that these words begin with; the longest type word counts."""
    return next(
        (kind for word, kind in _LONGEST_FIRST if re.match(rf"\W*{loose(word)}(?![a-z])", folded)),
        None,
    )
