"""Official text into the legacy encodings by their tables, found and decoded again: equal?"""

import gzip
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import corpus
from ingest.readers.decoding import decode
from ingest.readers.encodings import Encoding, decode_legacy
from ingest.readers.encodings.codes import COLUMNS, as_1252

TONES = "\u0300\u0301\u0303\u0309\u0323"
MARKS = dict(zip("\u0302\u0306\u031b\u0301\u0300\u0309\u0303\u0323", "^(+'`?~.", strict=True))


@dataclass(frozen=True, slots=True)
class Share:
    """Texts that came back equal; equal but for the case of letters; all; not found at all."""

    exact: int = 0
    letters: int = 0
    texts: int = 0
    unfound: int = 0


def articles(path: Path, step: int) -> Iterator[str]:
    """NFC text of every `step`th article."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            if number % step == 0:
                yield unicodedata.normalize("NFC", json.loads(line)["text"])


def encoder(encoding: Encoding) -> Callable[[str], bytes | None]:
    """Text to bytes; None where a character has no code. TCVN3 has no toned capitals: the codes of
    small letters, as fonts for capitals show them."""
    if encoding is Encoding.VIQR:
        return lambda text: _joined(viqr(text), {}, lambda char: char.encode("ascii"))
    if encoding is Encoding.UTF8_AS_1252:
        return lambda text: as_1252(text.encode()).encode()
    if encoding is Encoding.WINDOWS_1258:
        return lambda text: _joined(text, {}, _code_1258)
    codes = {}
    for row in corpus.table("legacy_encodings"):
        code = row[COLUMNS[encoding]]
        codes[row["letter"]] = bytes.fromhex(code) if code else b""
    for letter, code in list(codes.items()):
        codes[letter] = code or codes[letter.lower()]
    used = {byte for code in codes.values() for byte in code if byte > 0x7F}

    def other(char: str) -> bytes:
        code = char.encode("cp1252")
        if code[0] in used:  # the encoding has no place for this sign
            raise UnicodeEncodeError("cp1252", char, 0, 1, "taken")
        return code

    return lambda text: _joined(text, codes, other)


def _joined(text: str, codes: dict[str, bytes], other: Callable[[str], bytes]) -> bytes | None:
    try:
        return b"".join(codes.get(char) or other(char) for char in text)
    except UnicodeEncodeError:
        return None


def _code_1258(char: str) -> bytes:
    parts = unicodedata.normalize("NFD", char)
    tone = "".join(mark for mark in parts[1:] if mark in TONES)
    base = unicodedata.normalize("NFC", parts.replace(tone, "")) if tone else char
    return (base + tone).encode("cp1258")


def viqr(text: str) -> str:
    """Text in VIQR with backslashes before what would be read as a mark (RFC 1456)."""
    if re.search("[dđ]đ", text, re.IGNORECASE):
        return "\0đ"  # three d in a row: no code
    text = re.sub(r"(?<=[aeo])\^|(?<=a)\(|(?<=[ou])\+", r"\\\g<0>", text, flags=re.IGNORECASE)
    text = re.sub(r"(?<=[^\W\d_])['`?~.]", r"\\\g<0>", text)
    text = re.sub(r"(?<=[dD])[dD]", r"\\\g<0>", text)
    parts = unicodedata.normalize("NFD", text.replace("đ", "dd").replace("Đ", "DD"))
    order = sorted  # canonical order puts the dot below before the modifier
    return re.sub(
        r"[\u0300-\u036f]+",
        lambda m: "".join(order((MARKS.get(c, c) for c in m[0]), key=lambda c: c not in "^(+")),
        parts,
    )


def round_trip(text: str, code: Callable[[str], bytes | None]) -> Share | None:
    """One text through an encoding and back, as bytes of a file; None where it has no code."""
    data = code(text)
    if data is None:
        return None
    read = decode(data) or ""
    back = "\n".join(decode_legacy(read.split("\n"))[0])
    back = unicodedata.normalize("NFC", back)
    return Share(back == text, back.lower() == text.lower(), 1, back == as_1252(data) != text)
