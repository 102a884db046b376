"""Bytes of a text file to characters: UTF-8, UTF-16, a legacy encoding, or not a text."""

import codecs
import re
import unicodedata

from ingest.readers.encodings import decode_legacy
from ingest.readers.encodings.codes import as_1252

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
MAX_CONTROL_SHARE = 0.005
MAX_BAD_SHARE = 0.2  # undecodable bytes against non-ASCII letters that did decode
SAMPLE = 200_000  # characters on which a text is judged
MIN_LETTER_SHARE = 0.6  # letters, digits and blanks; Vietnamese plans have over 0.9


def decode(data: bytes) -> str | None:
    """Characters of a text file, or None where the bytes are no text.

    A UTF-8 byte order mark stays as the first character, as Python's own text mode with
    encoding "utf-8" has it, so that offsets agree. Bytes in a legacy encoding of Vietnamese
    become its letters, line by line where a file mixes it with UTF-8. Undecodable bytes in a
    text that is otherwise UTF-8 or UTF-16 become U+FFFD. Line ends are left as they are.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _plausible(_utf16(data, "utf-16"))
    for encoding in ("utf-16-le", "utf-16-be"):
        if _has_zero_bytes(data, 1 if encoding == "utf-16-le" else 0):
            return _plausible(_utf16(data, encoding))
    text = _strict(data, "utf-8")
    if text is not None:
        return text if not text or _plausible(text) or _plausible(_decoded(text)) else None
    return (
        _plausible(_legacy(data))
        or _plausible(_damaged_utf8(data))
        or _plausible(_strict(data, "cp1258"))
    )


def _decoded(text: str) -> str:
    """Text whose control characters may be half of letters: UTF-8 taken for Latin-1."""
    return "\n".join(decode_legacy(text.split("\n"))[0])


def _utf16(data: bytes, encoding: str) -> str | None:
    """UTF-16 with a few bad units, such as one cut at the end; None where most are bad."""
    text = data.decode(encoding, errors="replace")
    bad = text.count(REPLACEMENT)
    return text if bad <= max(1, len(text) * MAX_CONTROL_SHARE) and bad * 20 <= len(text) else None


def _legacy(data: bytes) -> str | None:
    """Text whose lines are in a legacy encoding, or in it and in UTF-8; None for other text."""
    lines = [_line(line) for line in data.split(b"\n")]
    decoded, encoding = decode_legacy(lines)
    return "\n".join(decoded) if encoding is not None else None


def _line(line: bytes) -> str:
    """UTF-8, also with bad bytes in it; else each byte as Windows-1252 shows it."""
    text = _strict(line, "utf-8")
    if text is None:
        text = _damaged_utf8(line)
    return as_1252(line) if text is None else text


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
    good = len(text) - len(text.encode("ascii", errors="ignore")) - bad
    return text if bad <= good * MAX_BAD_SHARE else None


def _plausible(text: str | None) -> str | None:
    """The text if it reads as one: hardly any control character, mostly letters."""
    if not text:
        return text
    sample = text[:SAMPLE]
    if len(CONTROL.findall(sample)) > len(sample) * MAX_CONTROL_SHARE:
        return None
    wordlike = sum(char.isalnum() or char.isspace() or _is_mark(char) for char in sample)
    return text if wordlike >= len(sample) * MIN_LETTER_SHARE or len(sample) < 40 else None


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in {"Mn", "Pd", "Po"} or char in "()|*#"
