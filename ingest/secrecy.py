"""Secrecy marks: the stamp that makes a document a state secret, near its head.

Source: Law on Protection of State Secrets 29/2018/QH14, Article 8 (Tuyệt mật, Tối mật, Mật);
Decree 26/2020/NĐ-CP, Article 2 (the degree is shown by a stamp on the document); the stamps of
Circular 24/2020/TT-BCA are frames with these words alone, in capitals, below the number.
"""

import re
from collections.abc import Iterator
from typing import Final

from kg.folding import fold
from kg.model import Line, SourceText

HEAD: Final = 30
"""Lines with text in which a stamp is looked for: the first page down to the text proper."""

_APART: Final = re.compile(r"\s{2,}|\t|\||</?t[dh][^>]*>")
_FRAME: Final = " .:;,*_=~-–—[](){}<>|/\\'\"“”«»#"
_STAMP: Final = re.compile(r"(?:TUYỆT |TỐI )?MẬT|(?:Tuyệt |Tối )?[Mm]ật")
_SPACED: Final = re.compile(r"(?:\w ){2,}\w")  # "M Ậ T"
_STATED: Final = re.compile(r"(?:dấu )?(?:chỉ )?(?:độ|mức độ) mật\s*[:：]\s*(.+)", re.IGNORECASE)
_WORDS: Final = frozenset({"mat", "toi mat", "tuyet mat"})


def stamp(source: SourceText) -> tuple[str, int] | None:
    """The mark and the number of its line, or None for a document without one.

    Only a mark that stands alone counts (on its line, or apart from what is printed beside it),
    or one that a line states ("Độ mật: Tối mật"). Where an engine without Vietnamese has read
    the line, the letters without marks count too ("TOI MAT").
    """
    head = [line for line in source.lines if line.text.strip()][: HEAD + 1]
    for line, following in zip(head[:HEAD], [*head[1:], None], strict=False):
        for part in _parts(line):
            mark = _mark(part) or _damaged_mark(part, line, following)
            if mark:
                return mark, line.number
    return None


def _parts(line: Line) -> Iterator[str]:
    """What stands apart on a line, repaired and as read, without frames around it."""
    for text in dict.fromkeys((line.text, line.raw)):
        for part in _APART.split(text):
            bare = part.strip().strip(_FRAME)
            yield " ".join(bare.split())
        yield _closed(" ".join(text.strip().strip(_FRAME).split()))


def _closed(text: str) -> str:
    """Letters set apart ("T Ố I M Ậ T") as words."""
    if not _SPACED.fullmatch(text):
        return text
    letters = text.replace(" ", "")
    return re.sub(r"(?i)^(tuyệt|tối|tuyet|toi)(?=m)", r"\1 ", letters)


def _mark(part: str) -> str | None:
    if _STAMP.fullmatch(part):
        return part.upper()
    stated = _STATED.fullmatch(part)
    said = stated[1].strip(_FRAME) if stated else ""
    return said.upper() if _STAMP.fullmatch(said) else None


def _damaged_mark(part: str, line: Line, following: Line | None) -> str | None:
    """A stamp in capitals whose marks the engine lost or took for others ("MẶT", "TOI MAT")."""
    if not part.isupper() or fold(part) not in _WORDS:
        return None
    if "Ậ" not in part and not part.isascii() and line.text == line.raw and line.confidence == 1:
        return None  # clean text says another word
    goes_on = following is not None and fold(following.text).startswith("tran")
    return None if goes_on else part  # "MẶT TRẬN TỔ QUỐC" broken over two lines
