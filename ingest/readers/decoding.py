"""Bytes of a text file to characters: UTF-8, UTF-16, or Windows-1258, or not a text."""

import codecs
import re
import unicodedata

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
MAX_CONTROL_SHARE = 0.005
MAX_BAD_SHARE = 0.2  # undecodable bytes against non-ASCII letters that did decode
MIN_LETTER_SHARE = 0.6  # letters, digits and blanks; Vietnamese plans have over 0.9


def decode(data: bytes) -> str | None:
    """Characters of a text file, or None where the bytes are no text.

    A UTF-8 byte order mark stays as the first character, as Python's own text mode with
    encoding "utf-8" has it, so that offsets agree. Undecodable bytes in a text that is
    otherwise UTF-8 become U+FFFD. Line ends are left as they are.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _plausible(_strict(data, "utf-16"))
    for encoding in ("utf-16-le", "utf-16-be"):
        if _has_zero_bytes(data, 1 if encoding == "utf-16-le" else 0):
            return _plausible(_strict(data, encoding))
    text = _strict(data, "utf-8")
    if text is not None:
        return _plausible(text)
    return _plausible(_damaged_utf8(data)) or _plausible(_strict(data, "cp1258"))


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _has_zero_bytes(data: bytes, offset: int) -> bool:
    """Whether UTF-16 without a mark is likely: zero bytes at one parity, few at the other."""
    high, low = data[offset:4096:2], data[1 - offset : 4096 : 2]
    return bool(high) and high.count(0) > max(len(high) * 0.3, low.count(0) * 4)


def _damaged_utf8(data: bytes) -> str | None:
    """UTF-8 with a few bad bytes, or None where most of the letters are no UTF-8."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count(REPLACEMENT)
    good = sum(char > "\x7f" for char in text) - bad
    return text if bad <= good * MAX_BAD_SHARE else None


def _plausible(text: str | None) -> str | None:
    """The text if it reads as one: hardly any control character, mostly letters."""
    if not text:
        return text
    if len(CONTROL.findall(text)) > len(text) * MAX_CONTROL_SHARE:
        return None
    wordlike = sum(char.isalnum() or char.isspace() or _is_mark(char) for char in text)
    return text if wordlike >= len(text) * MIN_LETTER_SHARE or len(text) < 40 else None


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in {"Mn", "Pd", "Po"} or char in "()|*#"
