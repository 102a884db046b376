"""Words of a text as they are shown: white space made single, long ones cut."""

import re
from typing import Final

LONGEST: Final = 900
"""Characters of a quote; "[…]" marks the cut."""
_EDGE: Final = re.compile(
    r"[\s,;]+(?:của|tại|trong|ban hành kèm theo|được ban hành kèm theo|kèm theo|thuộc"
    r"|quy định tại|quy định)?(?:\s+các)?$"
)


def quoted(text: str, start: int, end: int) -> str:
    """The sentence text[start:end]."""
    words = " ".join(text[start:end].split())
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " […]"


def worded(text: str, start: int, end: int) -> str | None:
    """Words that name provisions, without what joins them to the document; None for none."""
    words = " ".join(text[start:end].split()).strip(" ,;:")
    return _EDGE.sub("", words)[:300] or None
