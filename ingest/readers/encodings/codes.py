"""Legacy encodings of Vietnamese: which codes stand for which letters, as they look in a text.

A code is one byte or two. In a text whose font knew the encoding, or whose bytes were taken
for Windows-1252, each byte is a character: 0xB8 is "¸", and "c¸c" is TCVN3 for "các".
"""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

import corpus

COMMON: Final = frozenset("“”‘’–—…•™€«»°§©®·±×÷½¼¾£¥¢\xa0\xad ˆ˜")
"""Symbols of clean text: their presence says nothing of the encoding."""


class Encoding(StrEnum):
    """How a text's characters stand for Vietnamese letters where they are not Unicode."""

    TCVN3 = "TCVN3"
    VNI = "VNI"
    UTF8_AS_1252 = "UTF-8 read as Windows-1252"
    VIQR = "VIQR"
    WINDOWS_1258 = "Windows-1258"
    VISCII = "VISCII"
    VPS = "VPS"
    TCVN1 = "TCVN 5712-1"


@dataclass(frozen=True, slots=True)
class Table:
    """Codes of one encoding. letters: code (one or two characters) to letter.

    pattern: finds a code, the longest first. signature: characters of codes that clean
    Vietnamese hardly has.
    """

    letters: dict[str, str]
    pattern: re.Pattern[str]
    signature: frozenset[str]


def as_1252(code: bytes) -> str:
    """Bytes as the characters that Windows-1252 shows; its five gaps as control characters."""
    return code.decode("latin-1").translate(_HIGH)


def _shown(byte: int) -> str:
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_SHOWN: Final = tuple(map(_shown, range(256)))
_HIGH: Final = {byte: _SHOWN[byte] for byte in range(0x80, 0xA0)}
BYTE_OF: Final = {char: byte for byte, char in enumerate(_SHOWN)} | {
    chr(byte): byte for byte in range(0x80, 0xA0)
}
"""Byte of a character that Windows-1252 or Latin-1 shows for it."""

TWINS: Final = {"µ": "μ", "·": "∙"}  # what text extraction may make of a code
PRIVATE = 0xF000  # where Word keeps the characters of a font that it takes for symbols
COLUMNS: Final = {
    Encoding.TCVN3: "tcvn3",
    Encoding.TCVN1: "tcvn1",
    Encoding.VNI: "vni",
    Encoding.VISCII: "viscii",
    Encoding.VPS: "vps",
}


@lru_cache(maxsize=1)
def vietnamese_letters() -> frozenset[str]:
    """Letters of Vietnamese outside ASCII, both cases."""
    return frozenset(row["letter"] for row in corpus.table("legacy_encodings"))


@lru_cache(maxsize=8)
def table_of(encoding: Encoding) -> Table:
    """The codes of an encoding that has a table: all but VIQR and mojibake."""
    letters = _codes_1258() if encoding is Encoding.WINDOWS_1258 else _codes(encoding)
    pattern = re.compile("|".join(map(re.escape, sorted(letters, key=len, reverse=True))))
    known = vietnamese_letters() | COMMON
    seen = {char for code in letters for char in code if char not in known}
    return Table(letters, pattern, frozenset(char for char in seen if not char.isascii()))


def _codes(encoding: Encoding) -> dict[str, str]:
    """Codes of reference/legacy_encodings.csv, in every form that a text may have them in."""
    column = COLUMNS[encoding]
    codes: dict[str, str] = {}
    for row in corpus.table("legacy_encodings"):
        if row[column]:
            code = bytes.fromhex(row[column])
            codes |= dict.fromkeys(_forms(code, encoding), row["letter"])
    return codes


def _forms(code: bytes, encoding: Encoding) -> set[str]:
    shown = as_1252(code)
    private = "".join(chr(PRIVATE + byte) if byte > 0x7F else chr(byte) for byte in code)
    forms = {shown, code.decode("latin-1"), private}
    if encoding is Encoding.TCVN3 and shown in TWINS:
        forms.add(TWINS[shown])
    if encoding is Encoding.VNI and len(shown) == 2 and shown[0].isupper():
        forms.add(shown[0] + shown[1].lower())  # a capital with the mark of a small letter
    return forms


def _codes_1258() -> dict[str, str]:
    """A base letter and a tone that follows it; letters that Windows-1252 shows otherwise."""
    codes: dict[str, str] = {}
    for letter in vietnamese_letters():
        parts = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in parts[1:] if mark in "\u0300\u0301\u0303\u0309\u0323"), "")
        base = unicodedata.normalize("NFC", parts.replace(tone, "")) if tone else letter
        shown = as_1252((base + tone).encode("cp1258"))
        if shown != letter:
            codes[shown] = letter
    return codes
