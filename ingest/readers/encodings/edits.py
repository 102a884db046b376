"""What to change in a line if it is in a given legacy encoding; the line itself decides nothing."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from ingest.readers.encodings.codes import BYTE_OF, Encoding, Table, table_of
from ingest.readers.encodings.edit import Edit, edited
from ingest.readers.encodings.spelling import LONGEST, is_syllable
from ingest.readers.encodings.viqr import viqr_edits

WORD: Final = re.compile(r"[^\W\d_]+")
SMALL: Final = re.compile(r"[a-z]")


def _class(first: int, last: int) -> str:
    chars = [char for char, byte in BYTE_OF.items() if first <= byte <= last]
    return f"[{re.escape(''.join(chars))}]"


_NEXT: Final = _class(0x80, 0xBF)
MOJIBAKE: Final = re.compile(  # UTF-8 of two to four bytes
    f"{_class(0xC2, 0xDF)}{_NEXT}|{_class(0xE0, 0xEF)}{_NEXT}{{2}}|{_class(0xF0, 0xF4)}{_NEXT}{{3}}"
)


def edits_of(encoding: Encoding, lines: Sequence[str]) -> Callable[[str], list[Edit]]:
    """The function that finds what to change in one of the lines. Linear in its length."""
    if encoding is Encoding.VIQR:
        return viqr_edits(lines)
    if encoding is Encoding.UTF8_AS_1252:
        return _mojibake_edits
    table = table_of(encoding)
    if encoding is Encoding.TCVN3:
        return lambda line: _with_capitals(line, _tcvn3_edits(line, table))
    return lambda line: _edits(line, table)


def decoder_of(encoding: Encoding, lines: Sequence[str]) -> Callable[[str], str]:
    """A quick way to the decoded line, for judging only: no hyphens, no fonts for capitals."""
    if encoding in {Encoding.VIQR, Encoding.UTF8_AS_1252}:
        find = edits_of(encoding, lines)
        return lambda line: edited(line, find(line))
    letters = table_of(encoding).letters
    if all(len(code) == 1 for code in letters):
        characters = str.maketrans(letters)
        return lambda line: line.translate(characters)
    pattern = table_of(encoding).pattern
    return lambda line: pattern.sub(lambda match: letters[match[0]], line)


def _edits(line: str, table: Table) -> list[Edit]:
    return [
        Edit(match.start(), match.end(), table.letters[match[0]])
        for match in table.pattern.finditer(line)
    ]


def _mojibake_edits(line: str) -> list[Edit]:
    found = []
    for match in MOJIBAKE.finditer(line):
        try:
            text = bytes(BYTE_OF[char] for char in match[0]).decode("utf-8")
        except UnicodeDecodeError:
            continue
        found.append(Edit(match.start(), match.end(), text))
    return found


def _tcvn3_edits(line: str, table: Table) -> list[Edit]:
    """Codes, and hyphens that stand for ư: PDF shows its code, the soft hyphen, as a hyphen."""
    found = _edits(line, table)
    if "-" not in line:
        return found
    plain = edited(line, found)  # each code is one character: columns stay
    hyphens = [Edit(at, at + 1, "ư") for at in _hyphens(plain) if _is_letter(plain, at)]
    return sorted([*found, *hyphens], key=lambda edit: edit.start)


def _hyphens(line: str) -> Iterator[int]:
    at = line.find("-")
    while at >= 0:
        yield at
        at = line.find("-", at + 1)


def _is_letter(line: str, at: int) -> bool:
    """Whether the hyphen makes a syllable of what would be none: "tr-ởng", "t-"."""
    if line[at + 1 : at + 2].isdigit() or line[max(0, at - 1) : at].isdigit():
        return False
    before = _letters(line[max(0, at - LONGEST) : at][::-1])[::-1]
    after = _letters(line[at + 1 : at + 1 + LONGEST])
    parts = [part for part in (before, after) if part]
    whole = all(len(part) > 1 and (is_syllable(part) or part.isupper()) for part in parts)
    return not whole and is_syllable(f"{before}ư{after}")


def _letters(text: str) -> str:
    match = WORD.match(text)
    return match[0] if match else ""


def _with_capitals(line: str, edits: list[Edit]) -> list[Edit]:
    """Letters of fonts for capitals (.VnTimeH), which show the codes of small letters as capitals.

    A word with a capital after its beginning and no small ASCII letter is in capitals; one with
    neither is where both its neighbours are, or its line. Every code must be one character.
    """
    plain = edited(line, edits)
    words = [match.span() for match in WORD.finditer(plain)]
    sizes = [_is_capitals(line[start:end]) for start, end in words]
    all_capitals = False not in sizes and sizes.count(True) > 1
    capital: set[int] = set()
    for at, (start, end) in enumerate(words):
        between = sizes[max(0, at - 1) : at + 2] == [True, None, True]
        if sizes[at] or (sizes[at] is None and (all_capitals or between)):
            capital.update(range(start, end))
    return [Edit(e.start, e.end, e.text.upper()) if e.start in capital else e for e in edits]


def _is_capitals(word: str) -> bool | None:
    """True for capitals, False for small letters, None where codes alone do not tell."""
    if SMALL.search(word):
        return False
    return True if any(char.isascii() and char.isupper() for char in word[1:]) else None
