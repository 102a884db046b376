"""VIQR: Vietnamese in ASCII, letters followed by their marks ("Vie^.t Nam").

Source: RFC 1456. The modifier stands first, then the tone; a backslash stands before what is no
mark. Many texts have no backslashes: there a full stop or question mark that ends a sentence is
taken for one where the word is right without it.
"""

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Final

from ingest.readers.encodings.edit import Edit
from ingest.readers.encodings.spelling import is_syllable

MARKS: Final = {
    "^": "\u0302", "(": "\u0306", "+": "\u031b",
    "'": "\u0301", "`": "\u0300", "?": "\u0309", "~": "\u0303", ".": "\u0323",
}  # fmt: skip
QUOTED: Final = re.compile(
    r"(?P<letter>(?:[aeo]\^|a\(|[ou]\+)['`?~.]?|[aeiouy]['`?~.])|(?P<dd>dd)"
    r"|\\(?P<literal>['`?~.^(+\\d])",
    re.IGNORECASE | re.ASCII,
)
SIGN: Final = re.compile(r"[aeo]\^|a\(['`?~.cmnpt]|[ou]\+['`?~.a-z]", re.IGNORECASE)
ESCAPE: Final = re.compile(r"\\['`?~.^(+]")
ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S*|(?<!\S)[^\s@]{1,64}@\S*", re.IGNORECASE)
SENTENCE_END: Final = re.compile(r"[\"')\]]{0,3}(?:$|\s{1,3}(?:$|[A-Z\d\"(-]))")


def viqr_edits(lines: Sequence[str]) -> Callable[[str], list[Edit]]:
    """The function that finds what to change in one of the lines."""
    strict = any(ESCAPE.search(line) for line in lines)

    def find(line: str) -> list[Edit]:
        found = [_edit(match) for match in QUOTED.finditer(line)]
        if not strict:
            addresses = _addresses(line)
            found = [e for e in found if e.start not in addresses and not _ends_sentence(line, e)]
        return found

    return find


def _edit(match: re.Match[str]) -> Edit:
    if match["literal"]:
        return Edit(match.start(), match.end(), match["literal"])
    if match["dd"]:
        return Edit(match.start(), match.end(), "Đ" if match["dd"][0] == "D" else "đ")
    quoted = match["letter"]
    marks = "".join(MARKS[mark] for mark in quoted[1:])
    text = unicodedata.normalize("NFC", quoted[0] + marks)
    return Edit(match.start(), match.end(), text)


def _addresses(line: str) -> set[int]:
    """Columns of web and mail addresses."""
    return {at for match in ADDRESS.finditer(line) for at in range(*match.span())}


def _ends_sentence(line: str, edit: Edit) -> bool:
    """Whether a full stop or question mark after a vowel is one, in a text without backslashes."""
    if edit.end - edit.start != 2 or line[edit.end - 1] not in ".?":
        return False
    if not SENTENCE_END.match(line, edit.end):
        return False
    begin = max(0, edit.start - 12)
    before = line[begin : edit.start].rpartition(" ")[2]
    word = before + line[edit.start]
    return any(char in MARKS for char in before) or is_syllable(word)
