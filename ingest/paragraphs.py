"""Lines to paragraphs: wrapped lines joined, list marks taken off and ranked.

A paragraph is what a reader sees as one item. Offsets within it lead back to lines, which is all
that tasks and targets report.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kg.folding import fold
from kg.model import Line, SourceText

NARROW = 50  # a shorter line is not taken for a full one
UNWRAPPED = 160  # a text whose lines are longer has a paragraph a line

PART, ARTICLE, ROMAN, NUMBER, SUBNUMBER, LETTER, DASH, PLUS, PLAIN = range(9)

_MARKS: tuple[tuple[int, re.Pattern[str]], ...] = (
    (
        PART,
        re.compile(
            r"(?:CHƯƠNG|Chương|PHẦN|Phần|PH[ỤU] L[ỤU]C|Ph[ụu] l[ụu]c|MỤC|Mục)\b[ ]?[\dIVXA-Z.]{0,5}"
        ),
    ),
    (ARTICLE, re.compile(r"[ĐDP]i[ềếêéeẻẽ,]{1,2}u\s?\d{1,3}\s?[a-zđ]?[.:]")),
    (ROMAN, re.compile(r"[IVX][IVXl1L]{0,4}\s?[./)-](?=\s)|[IVX]{1,4}\s(?=[A-ZĐÀ-Ỹ]{2})")),
    (SUBNUMBER, re.compile(r"\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\.?(?=\s)")),
    (NUMBER, re.compile(r"\(?\d{1,2}\s?[.)](?=\s|[A-ZĐÀ-Ỹ])")),
    (LETTER, re.compile(r"[a-zđ¢]\s?\)|[a-zđ]\.(?=\s[A-ZĐÀ-Ỹ])")),
    (PLUS, re.compile(r"(?:[-–]\s)?\+")),
    (DASH, re.compile(r"[-–—•~*_](?=\s?\w)")),
)
_NUMERAL = re.compile(r"[IVX][IVX1lL]{0,4}[.](?=\s)")
_DRESS = re.compile(r"^[#>\s]+(?=\S)|\*{1,3}|(?<!\w)_{1,2}|_{1,2}(?!\w)")
_CLOSED = re.compile(r"[.;:!?/…”\"]\s*$")
_BARE_FIGURE = re.compile(r"\d{1,3}\s?%\W*$")
_LONE_ARTICLE = re.compile(r"[ĐD]i[ềê]u")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One item of a text.

    rank: depth of its list mark (PART .. PLAIN), the smaller the higher.
    text: without the mark, lines joined by one blank; folded: its folding, same length.
    starts: (offset in text, line number) of each line's part, ascending.
    after_blank: an empty line stands before it.
    """

    rank: int
    mark: str
    text: str
    folded: str
    starts: tuple[tuple[int, int], ...]
    line_start: int
    line_end: int
    after_blank: bool

    def line_at(self, offset: int) -> int:
        """Number of the line that holds this offset of `text`."""
        return self.starts[max(0, bisect_right(self.starts, (offset, 1 << 60)) - 1)][1]


def paragraphs(source: SourceText) -> list[Paragraph]:
    """The paragraphs of a document, in order; nothing but blanks and list marks is left out."""
    lines = [(line.number, _undress(line)) for line in source.lines]
    width = _width(text for _, text in lines)
    return [_paragraph(block, blank) for block, blank in _blocks(_whole_articles(lines), width)]


def split_mark(text: str) -> tuple[int, str, str]:
    """Rank, mark and rest of one line."""
    for rank, pattern in _MARKS:
        if match := pattern.match(text):
            return rank, match[0], text[match.end() :].lstrip()
    return PLAIN, "", text


def _undress(line: Line) -> str:
    """The line without Markdown's headings and emphasis, and without blanks around."""
    return _DRESS.sub("", printed(line)).strip()


def printed(line: Line) -> str:
    """The line's clean text, with the roman numeral that it begins with as the engine read it.

    To repair, "VI." looks like a damaged word ("Vĩ."); where a numeral is printed it stays one.
    """
    text, numeral = line.text.strip(), _NUMERAL.match(line.raw.strip())
    if numeral is None or text.startswith(numeral[0]):
        return text
    return re.sub(r"^\S+", numeral[0], text, count=1)


def _width(texts: Iterable[str]) -> int:
    """Length that a full line has: nine lines in ten are not longer."""
    lengths = sorted(len(text) for text in texts if text)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def _whole_articles(lines: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Some web exports break "Điều" from its number: join the two."""
    held = ""
    for number, text in lines:
        if _LONE_ARTICLE.fullmatch(text):
            held = text
            continue
        yield number, f"{held} {text}" if held and text else text
        held = held if not text else ""


def _blocks(
    lines: Iterable[tuple[int, str]], width: int
) -> Iterator[tuple[list[tuple[int, str]], bool]]:
    """Groups of lines that make one paragraph, each with whether a blank line precedes it."""
    block: list[tuple[int, str]] = []
    blank = before = False
    for number, text in lines:
        if not text:
            blank = True
            continue
        if block and not _goes_on(block[-1][1], text, width, blank=blank):
            yield block, before
            block = []
        if not block:
            before = blank
        block.append((number, text))
        blank = False
    if block:
        yield block, before


def _goes_on(previous: str, text: str, width: int, *, blank: bool) -> bool:
    """Whether a line continues the paragraph of the line before it."""
    if split_mark(text)[0] != PLAIN:
        return False
    if previous.endswith(":") and _BARE_FIGURE.match(text):
        return True
    if width > UNWRAPPED:
        return text[0].islower() and not _CLOSED.search(previous)
    return _wraps(previous, text, width, blank=blank)


def _wraps(previous: str, text: str, width: int, *, blank: bool) -> bool:
    """Whether `text` is the next line of the same sentences, both without a list mark."""
    full = len(previous) >= max(0.8 * width, NARROW)
    if previous.endswith("./."):
        return False  # the end of a document's text
    if _CLOSED.search(previous):
        return not blank and full and (previous[-1] not in ";:/" or text[0].islower())
    if text[0].islower() or previous[-1] in ",-–(":
        return True
    if previous.isupper() or text.isupper():
        return previous.isupper() and text.isupper() and not blank
    return full if blank else len(previous) >= 0.6 * width


def _paragraph(block: list[tuple[int, str]], blank: bool) -> Paragraph:  # noqa: FBT001
    rank, mark, first = split_mark(block[0][1])
    starts, parts, position = [], [], 0
    for number, text in [(block[0][0], first), *block[1:]]:
        starts.append((position, number))
        parts.append(text)
        position += len(text) + 1
    text = " ".join(parts)
    return Paragraph(rank, mark, text, fold(text), tuple(starts), block[0][0], block[-1][0], blank)
