"""The heading of an article, chapter or numbered unit: its words, and whether it is one at all.

A numbered line may be a heading or a plain item of a list; marks, case and length tell.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ingest.structure.headings import RANK, Head, bare, read_head, shouted, title_type
from ingest.wording import UPPER
from kg.terms import SectionKind

_LONGEST_HEADING: Final = 230


@dataclass(frozen=True, slots=True)
class PrintedLines:
    """The lines of a document. width: length of a full one; 0 where paragraphs are not wrapped."""

    lines: tuple[str, ...]
    width: int


def printed_width(lines: Sequence[str]) -> int:
    """Length of a full printed line; 0 where paragraphs are not wrapped."""
    lengths = sorted(len(line) for line in lines if line.strip())
    if len(lengths) < 20:
        return 0
    full = lengths[int(0.85 * len(lengths))]
    return full if full <= 125 else 0


def next_filled(lines: Sequence[str], number: int) -> int | None:
    """The first line after `number`, within three, that is not blank."""
    for follow in range(number + 1, min(number + 4, len(lines) + 1)):
        if lines[follow - 1].strip():
            return follow
    return None


def unit_heading(
    page: PrintedLines, head: Head, number: int, *, in_table: bool
) -> tuple[str | None, int]:
    """Words of a unit's heading and its last line; None where the line is a plain item."""
    if head.kind is SectionKind.ARTICLE:
        return _first_sentence(page, head, number), number
    if head.kind in (SectionKind.CHAPTER, SectionKind.PART):
        return _chapter_words(page.lines, head, number)
    if in_table and not (head.kind is SectionKind.ROMAN and head.strong):
        return None, number
    words, last = _joined(page, head, number)
    if head.strong and len(words) <= 2 * _LONGEST_HEADING:
        return words.rstrip(" :"), last
    inline = re.match(r"([^:.;]{3,70}):\s+\S", words)
    if inline and head.rank in (RANK["roman"], RANK["numbered"], RANK["numbered2"]):
        return inline[1], number
    reads = _reads_as_heading(words, wrapped=bool(page.width))
    return (words.rstrip(" :"), last) if reads else (None, number)


def _first_sentence(page: PrintedLines, head: Head, number: int) -> str:
    text, lines = head.words, page.lines
    for follow in range(number, min(number + 2, len(lines)) if page.width else number):
        if not lines[follow].strip() or read_head(lines[follow]):
            break
        if re.search(r"[.;:]\s*$", text):
            break
        text = f"{text} {bare(lines[follow])[0].strip()}"
    sentence = re.split(r"(?<=[^\d\s])\.(?:\s|$)|[;:]\s", text, maxsplit=1)[0]
    return sentence.strip()[:_LONGEST_HEADING].rstrip(" ./")


def _chapter_words(lines: Sequence[str], head: Head, number: int) -> tuple[str, int]:
    if head.words:
        return head.words, number
    follow = next_filled(lines, number)
    if (
        follow is not None
        and shouted(bare(lines[follow - 1])[0])
        and not read_head(lines[follow - 1])
    ):
        return bare(lines[follow - 1])[0].strip(), follow
    return "", number


def _joined(page: PrintedLines, head: Head, number: int) -> tuple[str, int]:
    """The heading's words over the lines that they fill."""
    words, last, marked = head.words, number, bare(page.lines[number - 1])[1]
    limit = min(number + 4, len(page.lines))
    while last < limit and len(words) <= _LONGEST_HEADING:
        follow = _continuation(page, words, last, marked=marked)
        if follow is None:
            break
        words = f"{words} {bare(page.lines[follow - 1])[0].strip()}"
        last = follow
    return words, last


def _continuation(page: PrintedLines, words: str, last: int, *, marked: bool) -> int | None:
    """The line on which a heading goes on, or None."""
    follow = next_filled(page.lines, last)
    if follow is None or re.search(r"[.;]$", words.rstrip()):
        return None
    text, also_marked = bare(page.lines[follow - 1])
    if not text or text[0] in "-+•–|" or read_head(text) is not None:
        return None
    adjacent = follow == last + 1
    if words.count("(") > words.count(")") and page.width:
        return follow
    if marked:
        return follow if also_marked and text[0].islower() else None
    if shouted(words):
        return (
            follow if adjacent and shouted(text) and page.width and not title_type(text) else None
        )
    full = page.width and len(page.lines[last - 1].rstrip()) >= 0.72 * page.width
    return follow if adjacent and full and (text[0].islower() or text[0].isdigit()) else None


def _reads_as_heading(words: str, *, wrapped: bool) -> bool:
    """Short and not a sentence: no full stop or semicolon at its end, not a figure to reach."""
    text = words.strip()
    if not text or len(text) > _LONGEST_HEADING or not re.match(r"[“\"‘'(]?[^\W\d_]", text):
        return False
    if "|" in text or re.search(rf"[^\W\d_]{{2,}}[.;]\s+[{UPPER}]", text):
        return False  # a table's row, or more than one sentence
    first = next((char for char in text if char.isalpha()), "")
    if not first.isupper():
        return False
    if text.endswith((";", ",", "./.")):
        return False
    if not text.endswith("."):
        return True
    return wrapped and len(text) <= 60 and not re.search(r"\d", text)
