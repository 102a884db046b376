"""Phrases as patterns that survive damaged text.

Repair is never perfect, so the fixed words of the genre ("quyết định", "căn cứ", "điều") are
sought in folded text with the letters that an OCR engine without Vietnamese puts in their place.
The confusions are those counted in pairs of engine output and truth; digits never stand for
digits here, only for letters.
"""

import re
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from kg.capitals import LOWER, UPPER

__all__ = ["CARRY_OUT", "LOWER", "UPPER", "any_of", "loose"]

_CONFUSED: Final = MappingProxyType(
    {
        "a": "[ad4@]",
        "c": "[c¢(]",
        "d": "[dpb]",
        "e": "[ec€6]",
        "g": "[gq]",
        "i": "[i1l|j!]",
        "l": "[l1i|]",
        "n": "[nm]",
        "o": "[o0]",
        "s": "[s5$]",
        # The horned u comes out as one letter or as "ir", "it", "tr".
        "u": "(?:[uwv]|[iu][rt]|tr|[it])",
        "y": "[yv¥]",
    }
)


@lru_cache(maxsize=512)
def loose(phrase: str) -> str:
    """Pattern source for a folded phrase, for use on folded text.

    Words may be parted by any white space, line breaks included.

    >>> bool(re.fullmatch(loose("quyet dinh"), "quyet pinh"))
    True
    """
    words = [
        "".join(_CONFUSED.get(letter, re.escape(letter)) for letter in word)
        for word in phrase.split()
    ]
    return r"\s+".join(words)


def any_of(*phrases: str) -> str:
    """Pattern source of an alternative of loose phrases, longest first."""
    ordered = sorted(phrases, key=len, reverse=True)
    return "(?:" + "|".join(loose(phrase) for phrase in ordered) + ")"


CARRY_OUT: Final = (
    r"(?:th[uwyvit]{1,2}[ecro]{0,2}\s+h[i1l]\S{1,3}n|tr[i1l]\S{1,3}n\s+kha[i1l]|"
    r"(?<!hieu luc )thi\s+hanh|quan\s+tri\S{1,2}t)"
)
"""Pattern source of "thực hiện", "triển khai" …, as a text says that it carries a document out."""
