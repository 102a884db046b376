"""Unruled tables by the words of a page: heads, columns under them, rows by numbers and blanks.

A table is only seen below a line of heads ("TT", "Nội dung", "Cơ quan chủ trì"), so that heading
and signature blocks, lists and pages of two columns are none. Columns are the blanks that run
through (`gutters`); a row begins with a number in the first column or after a larger blank.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from statistics import fmean, median

from ingest.readers.layout import HEAD_WORDS, LABEL, LAYOUT_WORDS, LONGEST_HEAD
from ingest.readers.tables import FoundTable
from ingest.readers.tables.gutters import PlacedWord, WordLine, gutters_under, word_lines
from ingest.readers.tables.unruled_rows import TableRow, rows_under, table_of
from kg.folding import fold

TABLE_LAYOUT = "--psm 4"  # of Tesseract: text in one column, by which short cells are kept
MOST_WORDS = 6_000  # on a page; a page of small print has 1,500
LEAST_COLUMNS, LEAST_ROWS = 3, 3  # heads included
LEAST_HEADS = 2  # cells that are known heads
FAR = 4.0  # heights between two lines of a table, from middle to middle
CLOSE = 1.9  # heights between two lines of one head
MOST_CROSSING = 3  # lines over all columns one after another; more are prose
LEAST_FILLED = 0.5  # share of cells with text, group rows left out
HEAD_LINES = 8
MORE_HEADS = re.compile(
    r"^(?:the )?loai\b|^ten\b|^he so\b|^ty le\b|^don gia|^thanh tien|^dien tich|^dia chi"
    r"|^dinh (?:muc|dang)|^gia tri|^so (?:hieu|ky hieu|van ban)|^trich yeu|^ngay (?:thang|ban hanh)"
    r"|^cong viec|^nguon (?:von|luc)|^to(?:ng|ng) (?:so|cong)|^tien do|^trach nhiem|^yeu cau"
)
FUZZY_HEADS = (
    "noi dung", "nhiem vu", "noi dung nhiem vu", "noi dung cong viec", "noi dung thuc hien",
    "co quan chu tri", "co quan phoi hop", "don vi chu tri", "don vi phoi hop", "thoi gian",
    "thoi gian thuc hien", "thoi gian hoan thanh", "thoi han", "san pham", "ket qua", "ghi chu",
    "co quan", "don vi", "co quan thuc hien", "don vi thuc hien",
)  # fmt: skip
LIKE = 0.84  # likeness of a head and of the same head as OCR reads it


def unruled_tables(
    words: Sequence[PlacedWord], page: int | None, size: tuple[float, float]
) -> list[FoundTable]:
    """Tables without rules on a page, from the top down; none is found twice.

    words: of the page outside ruled tables, in any order, boxes in points or pixels from the
    upper left corner (y downwards). page: its number. size: (width, height) in the same unit.
    Boxes in the result are shares of the page; confidence is below 1.
    """
    if min(size) <= 0:
        return []
    return list(_tables(_lines(words), page, size))


def has_heads(words: Sequence[PlacedWord]) -> bool:
    """Whether a line of heads stands on a page: an image is then worth reading by TABLE_LAYOUT.

    Read as a whole page, an unruled table loses its single figures.
    """
    return any(map(is_head_line, _lines(words)))


def _lines(words: Sequence[PlacedWord]) -> list[WordLine]:
    words = [word for word in words if word.text.strip() and word.right > word.left]
    if not 0 < len(words) <= MOST_WORDS:
        return []
    height = median(word.bottom - word.top for word in words)
    return word_lines(words, height) if height > 0 else []


def _tables(
    lines: Sequence[WordLine], page: int | None, size: tuple[float, float]
) -> Iterator[FoundTable]:
    index = 0
    while index < len(lines):
        found = _under(lines, index) if is_head_line(lines[index]) else None
        if found is None:
            index += 1
            continue
        rows, gutters, index = found
        yield table_of(rows, gutters, page, size)


def is_head(text: str) -> bool:
    """Whether a text is a known column head, as OCR may read it too."""
    folded = " ".join(fold(text).split()).strip(" .:|")
    if not folded or len(folded) > LONGEST_HEAD or folded.endswith((";", ",")):
        return False
    if HEAD_WORDS.search(folded) or MORE_HEADS.search(folded) or folded.replace(" ", "") == "sott":
        return True
    return len(folded) > 5 and any(
        SequenceMatcher(None, folded, head, autojunk=False).ratio() >= LIKE for head in FUZZY_HEADS
    )


def is_head_line(line: WordLine) -> bool:
    """Whether a line has at least three parts, two of them heads."""
    if len(line.segments) < LEAST_COLUMNS or LAYOUT_WORDS.search(fold(line.text())):
        return False
    texts = [part.text for part in line.segments]
    if LABEL.fullmatch(texts[0]) or max(map(len, texts)) > LONGEST_HEAD / 2:
        return False
    return sum(map(is_head, texts)) >= LEAST_HEADS


def _under(lines: Sequence[WordLine], index: int) -> tuple[list[TableRow], list[float], int] | None:
    """Rows of the table whose heads stand in line `index`, its gutters, and the line after it."""
    region = _region(lines, index)
    heads = max(_head_band(region), key=lambda line: len(line.segments))
    gutters = gutters_under(heads, region)
    while len(gutters) >= LEAST_COLUMNS - 1:
        kept = _inside(region, gutters)
        gutters = _settled(heads, gutters, kept)
        kept = _inside(region, gutters)
        first = _first_head(lines, index, gutters)
        rows = rows_under([*lines[first:index], *kept], gutters)
        if is_table(rows, gutters):
            return rows, gutters, index + len(kept)
        spoilt = [
            sum(k in line.crossed(gutters) for line in region[:12]) for k in range(len(gutters))
        ]
        if not any(spoilt):
            return None
        del gutters[spoilt.index(max(spoilt))]
    return None


def _region(lines: Sequence[WordLine], index: int) -> list[WordLine]:
    """Lines from the heads down to a wide blank, or to a signature block."""
    region = [lines[index]]
    for line in lines[index + 1 :]:
        if line.middle - region[-1].middle > FAR * line.height:
            break
        if LAYOUT_WORDS.search(fold(line.text())):
            break
        region.append(line)
    return region


def _head_band(region: Sequence[WordLine]) -> list[WordLine]:
    """The lines that may belong to the heads: close below one another, no row begun."""
    band = [region[0]]
    for line in region[1:HEAD_LINES]:
        too_far = line.middle - band[-1].middle > CLOSE * line.height
        if too_far or LABEL.fullmatch(line.segments[0].text):
            break
        band.append(line)
    return band


def _first_head(lines: Sequence[WordLine], index: int, gutters: Sequence[float]) -> int:
    """The line in which the heads begin, where higher ones begin above the line that is known."""
    first = index
    while first and index - first < HEAD_LINES:
        above = lines[first - 1]
        far = lines[first].middle - above.middle > CLOSE / 1.2 * above.height
        if far or above.crossed(gutters) or not any(is_head(s.text) for s in above.segments):
            break
        first -= 1
    return first


def _settled(heads: WordLine, gutters: Sequence[float], kept: Sequence[WordLine]) -> list[float]:
    """Gutters once more, by the table's own lines, those over several columns left out."""
    own = [line for line in kept if not line.crossed(gutters)]
    again = gutters_under(heads, own) if len(own) > LEAST_ROWS else list(gutters)
    return again if len(again) == len(gutters) else list(gutters)


def _inside(region: Sequence[WordLine], gutters: Sequence[float]) -> list[WordLine]:
    """The lines of a region that are its table's, from the heads on."""
    kept: list[WordLine] = [region[0]]
    waiting: list[WordLine] = []
    left = min(word.left for word in region[0].words)
    for line in region[1:]:
        crossed = line.crossed(gutters)
        if not crossed or _is_group(line, crossed, gutters, kept, waiting):
            if line.words[0].left < left - 3 * line.height:
                break
            kept += [*waiting, line]
            waiting = []
            continue
        waiting.append(line)
        if len(waiting) > MOST_CROSSING:
            break
    return _without_rest(kept, gutters)


def _is_group(
    line: WordLine,
    crossed: frozenset[int],
    gutters: Sequence[float],
    kept: Sequence[WordLine],
    waiting: Sequence[WordLine],
) -> bool:
    """Whether a line over several columns has its label apart, or goes on such a line."""
    if 0 in crossed or waiting:
        return False
    label = line.cells(gutters).get(0)
    if label is not None:
        return LABEL.fullmatch(" ".join(word.text for word in label)) is not None
    near = line.middle - kept[-1].middle <= CLOSE * line.height
    return near and bool(kept[-1].crossed(gutters))


def _without_rest(kept: list[WordLine], gutters: Sequence[float]) -> list[WordLine]:
    """The lines without a last one that is only a note below the first column."""
    while len(kept) > 1:
        cells = kept[-1].cells(gutters)
        texts = " ".join(word.text for word in cells.get(0, ()))
        if set(cells) != {0} or LABEL.fullmatch(texts):
            break
        kept = kept[:-1]
    return kept


def is_table(rows: Sequence[TableRow], gutters: Sequence[float]) -> bool:
    """Whether rows are a table: known heads, enough rows, and text in most of their cells."""
    if len(rows) < LEAST_ROWS or len(gutters) + 1 < LEAST_COLUMNS:
        return False
    heads = rows[0].texts(gutters)
    known = sum(is_head(text.replace("\n", " ")) for text in heads.values())
    if known < LEAST_HEADS or max(map(len, heads.values())) > LONGEST_HEAD:
        return False
    plain = [row for row in rows[1:] if not row.crossed(gutters)]
    filled = [len(row.texts(gutters)) for row in plain]
    if sum(count >= LEAST_COLUMNS for count in filled) < LEAST_ROWS - 1:
        return False
    return fmean(filled) >= LEAST_FILLED * (len(gutters) + 1)
