"""The list mark that a damaged line begins with: "II.", "I11." (III), "|." (I), "¢)" (c), "d)".

A mark is no word, so the language model must not touch it. A numeral is read only where every
sign has a certain meaning and the whole is a numeral as it is counted.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

NUMERAL: Final = re.compile(r"\s*([IVXLHTl1|!\]\[]{1,6})(?=\s?[.)/](?:\s|$))")
LETTER: Final = re.compile(r"\s*\(?([a-zđ¢])(?=\s?\)(?:\s|$))|\s*([a-zđ])(?=\.\s[^\W\d_a-zđà-ỹ])")
CERTAIN: Final = re.compile(r"[IVX]|^\|{1,3}$")  # "11", "1l" may be figures
STROKES: Final = str.maketrans("l1|!][", "IIIIII")
JOINED: Final = re.compile(r"^(V?)(?:HI|IH)$")  # two strokes read as one letter
CROSSED: Final = re.compile(r"^(V?)(?:ITI|TII|IIT)$")
FOOTED: Final = re.compile(r"(?<=[IV])L")
COUNTED: Final = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
SAME_LETTER: Final = {"¢": "c"}


@dataclass(frozen=True, slots=True)
class ListMark:
    """The label of a line, without its bracket or full stop. start, end: raw columns."""

    start: int
    end: int
    text: str


def list_marks(lines: Sequence[str]) -> list[ListMark | None]:
    """The mark of each of consecutive lines, None where a line begins with none.

    The second of two "d" in a row is "đ": lists run a, b, c, d, đ, e (Decree 30/2020/NĐ-CP).
    """
    marks: list[ListMark | None] = []
    last = ""
    for line in lines:
        mark = _numeral(line) or _letter(line, last)
        if mark is not None and line[mark.end :].lstrip().startswith(")"):
            last = mark.text
        marks.append(mark)
    return marks


def _numeral(line: str) -> ListMark | None:
    found = NUMERAL.match(line)
    if found is None or not CERTAIN.search(found[1]):
        return None
    text = found[1].translate(STROKES)
    text = CROSSED.sub(r"\1III", JOINED.sub(r"\1III", FOOTED.sub("I", text)))
    if not COUNTED.fullmatch(text):
        return None
    return ListMark(*found.span(1), text)


def _letter(line: str, last: str) -> ListMark | None:
    found = LETTER.match(line)
    if found is None:
        return None
    group = 1 if found[1] else 2
    text = SAME_LETTER.get(found[group], found[group])
    if group == 1 and text == "d" and last == "d":
        text = "đ"
    return ListMark(*found.span(group), text)
