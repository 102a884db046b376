"""Which national documents can end, or strike parts of, which others.

A normative document is ended by its own issuer or by a competent superior (Law 64/2025/QH15,
khoản 1 Điều 57: "văn bản quy phạm pháp luật mới của chính cơ quan, người có thẩm quyền đã ban
hành"). A circular ends no decree and a decree no law: a clause that reads so was misread. The
Government's resolutions stand apart: the National Assembly lets them adjust laws.
"""

import re

_LAW, _ORDINANCE, _DECREE, _PRIME_MINISTER, _CIRCULAR = range(5)
_LEVELS = (
    (re.compile(r"UBTVQH\d*$"), _ORDINANCE),
    (re.compile(r"/QH\d*$"), _LAW),
    (re.compile(r"/NĐ-CP$|/NĐ$"), _DECREE),
    (re.compile(r"/QĐ-TTg$"), _PRIME_MINISTER),
    (re.compile(r"/TT(?:LT)?[-/]"), _CIRCULAR),
)


def level(number: str) -> int | None:
    """How high a national normative document stands, 0 the highest; None where it is not told.

    >>> level("64/2025/QH15"), level("35/2014/TT-BCA"), level("66.7/2025/NQ-CP")
    (0, 4, None)
    """
    return next((rank for pattern, rank in _LEVELS if pattern.search(number)), None)


def outranked(acting: str, number: str) -> bool:
    """Whether `acting` stands below the document that it is said to end."""
    low, high = level(acting), level(number)
    return low is not None and high is not None and low > high
