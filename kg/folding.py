"""Text without case and diacritics: one folding for reading, searching and asking.

Folding keeps length, so that an offset in the folded text is an offset in the text.
"""

import re
import unicodedata

TOKEN = re.compile(r"[a-z0-9]+")


def _fold_char(char: str) -> str:
    """One character to one character: lower case, base letter, đ as d."""
    lowered = char.lower()
    if lowered == "đ":
        return "d"
    base = unicodedata.normalize("NFD", lowered)[0]
    return base if len(base) == 1 else char


class _Folding(dict[int, str]):
    """Table for `str.translate`, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_char(chr(code))
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Lower case without diacritics, same length as `text`. Give NFC text.

    >>> fold("Căn cứ Nghị định số 61/2018/NĐ-CP")
    'can cu nghi dinh so 61/2018/nd-cp'
    """
    return text.translate(_FOLDING)


def tokens(text: str) -> list[str]:
    """Folded words and numbers of `text`, in order.

    >>> tokens("Phường 5, TP. Gò Công")
    ['phuong', '5', 'tp', 'go', 'cong']
    """
    return TOKEN.findall(fold(unicodedata.normalize("NFC", text)))
