"""What one line of a document can open: a title, an article, a numbered or lettered unit.

Source: Decree 30/2020/NĐ-CP, Appendix I, part II (layout of the parts of a document): phần,
chương, mục, điều, khoản "1.", điểm "a)"; plans use "I.", "1.", "1.1.", "a)" and "-".
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from ingest.wording import any_of, loose
from kg.folding import fold
from kg.terms import SectionKind

RANKS: Final = (
    "title",
    "part",
    "chapter",
    "division",
    "upper",
    "roman",
    "numbered",
    "numbered2",
    "numbered3",
    "paren",
    "letter",
)
RANK: Final = {name: rank for rank, name in enumerate(RANKS)}
LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
"""Letters of Vietnamese lists in their order (đ after d; no f, j, w, z)."""

_TITLE_NAMES: Final = any_of(
    "quyet dinh",
    "ke hoach",
    "nghi quyet",
    "chi thi",
    "chuong trinh",
    "chuong trinh hanh dong",
    "de an",
    "phuong an",
    "quy che",
    "quy dinh",
    "huong dan",
    "thong bao",
    "bao cao",
    "to trinh",
    "ket luan",
    "cong dien",
    "thong tu",
    "nghi dinh",
    "danh muc",
    "noi quy",
    "dieu le",
    "quy trinh",
    "nghi quyet lien tich",
    "thong tu lien tich",
    "de cuong",
    "quy uoc",
    "chien luoc",
    "bo luat",
    "phap lenh",
)
_TITLE_WORDS: Final = rf"{_TITLE_NAMES}|luat(?!\s+so\b)"
"""Not "LUẬT SỐ: 01/2002/QH11", which is a law's number."""
_TITLE_ALONE: Final = re.compile(rf"^\W*({_TITLE_WORDS})\W*\w?\W*$")
_TITLE_LEADS: Final = re.compile(rf"^\W*({_TITLE_WORDS})\b")
_NUMERAL: Final = r"[ivxl1|!]{1,7}"
_ARTICLE: Final = re.compile(r"^[dpb]\W?[i1l]\W{0,2}[ec6]u\s*(\d{1,3}[a-z]?)\s*(?:[.:]\s*|$)(.*)$")
_CHAPTER: Final = re.compile(rf"^{loose('chuong')}\s+({_NUMERAL}|\d{{1,2}})\b[.:]?\s*(.*)$")
_PART: Final = re.compile(
    rf"^{loose('phan')}\s+({loose('thu')}\s+\w+|{_NUMERAL}|[a-h])\b[.:]?\s*(.*)$"
)
_DIVISION: Final = re.compile(rf"^{loose('muc')}\s+(\d{{1,2}}|{_NUMERAL})\s*[.:]\s*(.*)$")
_APPENDIX: Final = re.compile(
    rf"^\W*{loose('phu luc')}\s*(?:{loose('so')}\s*)?:?\s*"
    rf"({_NUMERAL}|\d{{1,2}}[a-z]?|[a-h])?\b[.:]?\s*(.*)$"
)
_ROMAN: Final = re.compile(r"^([IVXLl1|!]{1,7})\s*[.,]\s*(?=\S)(.*)$")
_UPPER: Final = re.compile(r"^([A-H])\s*[.]\s+(.*)$")
_NUMBERED: Final = re.compile(r"^(\d{1,2})(?:\.\s*[’‘'`\"]?\s*|\s*\.\s+)(?=\D)(.*)$")
_NUMBERED_DEEP: Final = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){1,3})\s*[.)]?\s+(?=\D)(.*)$")
_PAREN: Final = re.compile(r"^\(?(\d{1,2})\)\s*(.*)$")
_LETTERED: Final = re.compile(r"^([a-zđ¢€])\s?\)\s*(.*)$")
_MARKS: Final = re.compile(r"^(\s*(#{1,6})?\s*([*_]{1,3})?)[\s’‘'`~\\\f]*")
_DIGITS: Final = {"I": 1, "V": 5, "X": 10, "L": 50}
_ONES: Final = str.maketrans({"l": "I", "1": "I", "|": "I", "!": "I"})


@dataclass(frozen=True, slots=True)
class Head:
    """A line that may open a unit.

    rank: index in RANKS, smaller holds larger. ordinals: possible readings of the label, the
    most direct first; empty where it has none. strong: marked as a heading by format or case.
    """

    kind: SectionKind
    rank: int
    label: str
    ordinals: tuple[int, ...]
    words: str
    strong: bool


def bare(text: str) -> tuple[str, bool]:
    """The line without Markdown marks and stray quotes, and whether it was marked."""
    marks = _MARKS.match(text)
    rest = text[marks.end() :] if marks else text
    stripped = rest.rstrip("*_# \t\r\f\\")
    bold = bool(marks and marks[3]) and rest.rstrip() != stripped
    return stripped, bool(marks and marks[2]) or bold


def shouted(text: str) -> bool:
    """Whether the words are in capitals, a few damaged letters aside."""
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 2 and sum(char.isupper() for char in letters) >= 0.75 * len(letters)


def title_type(text: str, *, alone: bool = False) -> str | None:
    """The type word of a title line in capitals ("KẾ HOẠCH"), folded; None if it is none."""
    if text.rstrip().endswith(":") or not shouted(re.split(r"[(\d]", text)[0]):
        return None
    found = (_TITLE_ALONE if alone else _TITLE_LEADS).match(fold(text))
    return found[1] if found else None


def roman_values(label: str) -> tuple[int, ...]:
    """Values that a printed or damaged roman numeral may have, the direct reading first.

    >>> roman_values("I1"), roman_values("VIL"), roman_values("IX")
    ((2,), (7,), (9,))
    """
    plain = label.translate(_ONES)
    readings = [plain.replace("L", "I"), plain.replace("II", "II")]
    if "L" in plain and plain != "L":
        readings.append(plain)
    values = [value for value in map(_roman, dict.fromkeys(readings)) if value and value <= 30]
    return tuple(dict.fromkeys(values))


def _roman(text: str) -> int | None:
    total = 0
    for char, following in zip(text, [*text[1:], ""], strict=True):
        value = _DIGITS[char]
        total += -value if following and _DIGITS[following] > value else value
    return total if text and _printed(total) == text else None


def _printed(value: int) -> str:
    """Roman numeral of 1..89."""
    out = ""
    for size, sign in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while value >= size:
            out, value = out + sign, value - size
    return out


printed_roman = _printed


@lru_cache(maxsize=256)
def _letter_values(label: str) -> tuple[int, ...]:
    letter = {"¢": "c", "€": "e"}.get(label, label)
    if letter not in LETTERS:
        return ()
    index = LETTERS.index(letter) + 1
    # A scan prints đ as d: the order of the list tells which of the two it is.
    return (index, index + 1) if letter == "d" else (index,)


def read_head(text: str) -> Head | None:
    """What this line may open, or None. `text` is a line of clean text, marks allowed."""
    line, marked = bare(text)
    if not line or line[0] in "-+•–":
        return None
    folded = fold(line)
    return _named(line, folded, marked=marked) or _counted(line, marked=marked)


def _named(line: str, folded: str, *, marked: bool) -> Head | None:
    """Điều, chương, phần, mục, phụ lục: units that say what they are."""
    if found := _ARTICLE.match(folded):
        number = re.match(r"\d+", found[1])
        ordinals = (int(number[0]),) if number else ()
        return Head(
            SectionKind.ARTICLE,
            RANK["roman"],
            f"Điều {found[1]}",
            ordinals,
            line[found.start(2) :].strip(),
            strong=True,
        )
    for pattern, kind, rank in (
        (_CHAPTER, SectionKind.CHAPTER, "chapter"),
        (_PART, SectionKind.PART, "part"),
        (_DIVISION, SectionKind.CHAPTER, "division"),
        (_APPENDIX, SectionKind.APPENDIX, "title"),
    ):
        found = pattern.match(folded)
        if found and _stands_apart(line[found.start(2) :], line, marked=marked):
            label = line[: found.start(2)].strip(" .:*")
            return Head(
                kind,
                RANK[rank],
                label,
                _ordinals(found[1]),
                line[found.start(2) :].strip(),
                strong=True,
            )
    return None


def _stands_apart(words: str, line: str, *, marked: bool) -> bool:
    """Nothing follows the label, or capitals, or the head is marked as one."""
    if not line.lstrip(" ’‘'`\"")[:1].isupper() or line.rstrip().endswith((";", ",")):
        return False
    return (
        not words.strip()
        or marked
        or shouted(words.split("(", maxsplit=1)[0])
        or words.startswith("(")
    )


def _ordinals(label: str | None) -> tuple[int, ...]:
    if not label:
        return ()
    if label.isdigit():
        return (int(label),)
    upper = label.upper()
    return roman_values(upper) if set(upper) <= set("IVXL1|!") else ()


def _counted(line: str, *, marked: bool) -> Head | None:
    """I., A., 1., 1.1., (1), a)."""
    if found := _ROMAN.match(line):
        words = found[2].strip()
        values = roman_values(found[1])
        if values and not found[1].isdigit() and (shouted(words.split("(")[0]) or marked):
            return Head(SectionKind.ROMAN, RANK["roman"], found[1], values, words, strong=True)
        if values and set(found[1]) <= set("IVX") and len(words) > 1:
            return Head(SectionKind.ROMAN, RANK["roman"], found[1], values, words, strong=False)
    if (found := _UPPER.match(line)) and (shouted(found[2]) or marked):
        return Head(
            SectionKind.PART,
            RANK["upper"],
            found[1],
            (ord(found[1]) - 64,),
            found[2].strip(),
            strong=True,
        )
    return _item(line, marked=marked)


def _item(line: str, *, marked: bool) -> Head | None:
    if found := _NUMBERED_DEEP.match(line):
        parts = found[1].split(".")
        rank = RANK["numbered2"] if len(parts) == 2 else RANK["numbered3"]
        return Head(
            SectionKind.NUMBERED,
            rank,
            found[1],
            (int(parts[-1]),),
            found[2].strip(),
            strong=marked or shouted(found[2]),
        )
    for pattern, name in ((_NUMBERED, "numbered"), (_PAREN, "paren")):
        if found := pattern.match(line):
            return Head(
                SectionKind.NUMBERED,
                RANK[name],
                found[1],
                (int(found[1]),),
                found[2].strip(),
                strong=marked or shouted(found[2]),
            )
    if found := _LETTERED.match(line):
        values = _letter_values(found[1])
        if values:
            return Head(
                SectionKind.LETTERED,
                RANK["letter"],
                LETTERS[values[0] - 1],
                values,
                found[2].strip(),
                strong=marked,
            )
    return None
