"""Which of two documents stands higher: none may end or change one above it.

Source: Law 80/2015/QH13, Article 12 (1): a normative document is amended, replaced or repealed
only by its own issuer, or suspended or repealed by a superior; order of acts: Article 4.
"""

import re
from typing import Final

_RANKS: Final = (
    (re.compile(r"(?<!UBTV)QH\d*$"), 1),
    (re.compile(r"UBTVQH"), 2),
    (re.compile(r"-CP$|H[ĐD]BT|-H[ĐD]CP"), 3),
    (re.compile(r"-TTg$", re.IGNORECASE), 4),
    (re.compile(r"H[ĐD]ND"), 6),
    (re.compile(r"UBND"), 7),
    (re.compile(r"/TT-|/TTLT"), 5),
)
_LAW: Final = re.compile(r"(?:bộ\s+)?luật|hiến pháp", re.IGNORECASE)
_ORDINANCE: Final = re.compile(r"pháp lệnh", re.IGNORECASE)


def rank(canonical: str | None, title: str | None = None) -> int | None:
    """1 for laws down to 7 for local committees; None where number and name do not tell.

    >>> rank("61/2018/NĐ-CP"), rank(None, "Luật Đất đai"), rank("18-NQ/TW")
    (3, 1, None)
    """
    if canonical:
        return next((value for pattern, value in _RANKS if pattern.search(canonical)), None)
    if title and _LAW.match(title):
        return 1
    return 2 if title and _ORDINANCE.match(title) else None


def may_act(own: int | None, other: int | None) -> bool:
    """Whether a document of rank `own` may end or change one of rank `other`."""
    return own is None or other is None or own <= other
