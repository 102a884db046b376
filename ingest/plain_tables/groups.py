"""Lines of a table that are no cells: titles of groups, and what an engine made of rules."""

import re

from kg.folding import fold

_NUMERAL = re.compile(
    r"^\W{0,3}(?P<label>(?=[IVX])[IVX1l]{1,5}L?|[A-E])(?:\s?[.|)\]]\W{0,3}|\s+)(?=[A-ZĐÀ-Ỹ“\"])"
)
_ALONE = re.compile(r"\W{0,3}(?P<label>[IVX]{1,5})\W{0,3}")
_MISREAD = str.maketrans({"1": "I", "l": "I", "L": "I"})
_WORD = re.compile(r"[^\W\d_]{2,}")


def group_label(text: str) -> str | None:
    """The label of a group's title ("III"), "" for a title without one, None for other lines.

    A title is printed in capitals, at least at its beginning ("I. CẢI CÁCH THỂ CHẾ (Công chức …").
    """
    label = ""
    if match := _NUMERAL.match(text):
        label, text = match["label"].translate(_MISREAD), text[match.end() :]
    elif match := _ALONE.fullmatch(text):
        return match["label"]
    head = text.split("(")[0] if "(" in text[8:] else text
    words = _WORD.findall(head)
    upper = sum(char.isupper() for word in words for char in word)
    letters = sum(len(word) for word in words)
    enough = len(words) >= 3 or (label and len(words) >= 2)
    return label if enough and upper > 0.75 * letters else None


def is_noise(text: str) -> bool:
    """Whether a line has no word at all, only what an engine made of rules and specks.

    Short lines of capitals, digits or syllables are kept: cells may be so short.
    """
    words = _WORD.findall(text)
    marks = len(re.sub(r"\s", "", text))
    said = sum(len(word) for word in words) + len(re.findall(r"\d", text))
    return marks > 0 and (said < 0.5 * marks or (not words and not re.search(r"\d", text)))


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but a page's number."""
    return re.fullmatch(r"\W{0,2}\d{1,3}\W{0,2}", text) is not None


def is_numeral_only(text: str) -> bool:
    """Whether a line is a label alone: a row's number or a group's numeral."""
    return is_page_number(text) or _ALONE.fullmatch(text) is not None or fold(text) in ("stt", "tt")
