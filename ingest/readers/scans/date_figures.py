"""Days, months and years that were read as letters ("tháng II"), read again as figures.

Between "tháng" and "năm" stands a figure; Tesseract, which knows no formulas, takes a narrow 11
for letters. The same ink is read once more with figures allowed only, and marked as doubtful.
The English model does that; the Vietnamese one gave nothing for five such words of five.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ingest.readers.scans.columns import Row
from ingest.readers.scans.images import Grey
from ingest.readers.scans.words import OcrFailedError, Word, words_of

LANGUAGE = "eng"  # Debian installs it with Tesseract
FIGURES = "--psm 7 -c tessedit_char_whitelist=0123456789"
LIKE_FIGURES = re.compile(r"(?=.*\D)[0-9IlTÌÍÏÎìíïîi|\]\[!OoQSsZzBLJt]{1,4}")
HIGHEST = {"ngày": 31, "tháng": 12, "năm": 2100}
MOST_SURE = 50.0  # score of such a word at most


def with_figures(row: Row, page: Grey) -> Row:
    """The row with the letters in its dates read as figures, where they can be."""
    named = {word.text.lower() for word in row.words}
    if not {"tháng", "năm"} <= named:
        return row
    changed = dict(_changed(row, page))
    if not changed:
        return row
    return replace(row, words=tuple(changed.get(word, word) for word in row.words))


def _changed(row: Row, page: Grey) -> Iterator[tuple[Word, Word]]:
    for name, word in pairwise(row.words):
        highest = HIGHEST.get(name.text.lower())
        core = word.text.rstrip(".,;:)")
        if highest is None or not LIKE_FIGURES.fullmatch(core):
            continue
        found = _figures(_ink(word, page))
        if found.isdecimal() and 1 <= int(found) <= highest:
            text = found + word.text[len(core) :]
            yield word, replace(word, text=text, score=min(word.score, MOST_SURE))


def _figures(ink: Grey) -> str:
    try:
        return "".join(word.text for word in words_of(ink, FIGURES, LANGUAGE))
    except OcrFailedError:  # no such model: the word stays as it was read
        return ""


def _ink(word: Word, page: Grey) -> Grey:
    """The word with some paper around it."""
    edge = max(4, (word.bottom - word.top) // 4)
    return page[max(0, word.top - edge) : word.bottom + edge,
                max(0, word.left - edge) : word.right + edge]  # fmt: skip
