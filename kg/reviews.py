"""What people said of doubtful readings, and lines and tables as they read with it.

A review says of a stretch of a file's raw line what its words are: those that were read (it was
accepted) or others (it was corrected). The raw text never changes; the clean text is replaced, and
`Line.pieces` leads from the new words to the raw ones.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.doubtful import DoubtKind
from kg.errors import UsageError
from kg.events import EventKind
from kg.model import Line
from kg.tables import Table, TableCell

LONGEST: Final = 500  # characters of a correction: more is no stretch of one line
Pieces = tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Review:
    """What a person said of a place. serial: 0 where it is not kept yet.

    raw_start, raw_end: columns in the raw line. raw: what stands there in the file. found: what
    was read from it. said: what it is. at: UTC, ISO 8601.
    """

    serial: int
    sha256: str
    kind: DoubtKind
    line: int
    raw_start: int
    raw_end: int
    raw: str
    found: str
    said: str
    by: str
    at: str

    @property
    def is_correction(self) -> bool:
        """Whether other words were said than those that were read."""
        return self.said != self.found

    @property
    def spot(self) -> tuple[str, int, int, int]:
        """The place, as `kg.doubtful.DoubtfulPlace.spot` names it."""
        return self.kind.value, self.line, self.raw_start, self.raw_end

    def meets(self, other: "Review") -> bool:
        """Whether both speak of the same characters of one line."""
        return self.line == other.line and (
            self.raw_start < other.raw_end and other.raw_start < self.raw_end
        )


@dataclass(frozen=True, slots=True)
class ReviewChange:
    """A review to keep (serial 0), or one to take back (its own), and what it was worked out from.

    known: serials of the reviews of its file that the new reading was made with.
    """

    review: Review
    known: tuple[int, ...]
    by: str

    @property
    def kind(self) -> EventKind:
        """What happens."""
        if self.review.serial:
            return EventKind.REVIEW_UNDONE
        corrects = self.review.is_correction
        return EventKind.READING_CORRECTED if corrects else EventKind.READING_ACCEPTED


def checked_words(typed: str) -> str:
    """What was typed as it is kept: NFC, blanks around it left out.

    Raises UsageError for nothing, for more than one line, for control characters, for too much.
    """
    said = unicodedata.normalize("NFC", typed).strip()
    if not said:
        raise UsageError("Chưa nhập chữ để sửa.", "Hãy nhập đúng những chữ in trong văn bản.")
    if len(said.splitlines()) > 1:
        raise UsageError("Chữ sửa phải nằm trên một dòng.", "Mỗi lần chỉ sửa một dòng.")
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn"} for letter in said):
        raise UsageError("Chữ sửa có ký tự không in được.", "Hãy gõ lại thay vì dán.")
    if len(said) > LONGEST:
        raise UsageError(
            f"Chữ sửa dài {len(said)} ký tự, nhiều nhất là {LONGEST}.",
            "Hãy chỉ nhập phần được đánh dấu.",
        )
    return said


def reviewed_line(line: Line, reviews: Iterable[Review]) -> Line:
    """The line as it reads with these reviews of it, in the order in which they were made."""
    for review in reviews:
        line = _with(line, review)
    return line


def _with(line: Line, review: Review) -> Line:
    """One stretch replaced or accepted: its doubts are settled, the others keep their place."""
    start, end, raw_start, raw_end = _span(line, review.raw_start, review.raw_end)
    settled = [d for d in line.doubts if d[0] < end and d[1] > start]
    text = f"{line.text[:start]}{review.said}{line.text[end:]}"
    shift = len(text) - len(line.text)
    doubts = tuple(
        (a + shift, b + shift, share) if a >= end else (a, b, share)
        for a, b, share in line.doubts
        if (a, b, share) not in settled
    )
    gained = sum(1 - share for _, _, share in settled) / max(1, len(text.split()))
    pieces = line.pieces
    if text != line.text:
        piece = (start, start + len(review.said), raw_start, raw_end)
        pieces = () if text == line.raw else _replaced(line, (start, end), piece, shift)
    return replace(
        line, text=text, pieces=pieces, doubts=doubts, confidence=min(1.0, line.confidence + gained)
    )


def _span(line: Line, raw_start: int, raw_end: int) -> tuple[int, int, int, int]:
    """(start, end) in the text and (start, end) in raw; pieces of unlike lengths are not cut."""
    found: list[tuple[int, int, int, int]] = []
    for start, end, first, last in _pieces(line):
        if first >= raw_end or last <= raw_start:
            continue
        if end - start == last - first:
            before, after = max(0, raw_start - first), max(0, last - raw_end)
            found.append((start + before, end - after, first + before, last - after))
        else:
            found.append((start, end, first, last))
    if not found:
        at = line.text_column(raw_start)
        return at, at, raw_start, raw_end
    return (
        found[0][0],
        found[-1][1],
        min(raw_start, found[0][2]),
        max(raw_end, found[-1][3]),
    )


def _pieces(line: Line) -> Pieces:
    """Its pieces; one where text and raw agree character by character."""
    whole = min(len(line.text), len(line.raw))
    return line.pieces or (((0, whole, 0, whole),) if whole else ())


def _replaced(
    line: Line, span: tuple[int, int], piece: tuple[int, int, int, int], shift: int
) -> Pieces:
    """Pieces of the line with one stretch of it replaced by one piece."""
    start, end = span
    kept = [piece]
    for a, b, first, last in _pieces(line):
        if a < start:
            cut = max(0, b - start)
            kept.append((a, b - cut, first, last - cut))
        if b > end:
            cut = max(0, end - a)
            kept.append((a + cut + shift, b + shift, first + cut, last))
    return tuple(sorted(one for one in kept if one[0] < one[1]))


def reviewed_tables(
    tables: Sequence[Table], line: Line, reviews: Iterable[Review]
) -> tuple[Table, ...]:
    """Tables whose cells hold words of this line, as they read with corrections of it.

    line: before them. A cell says what its line says, as read from the file.
    """
    found = tuple(tables)
    for review in reviews:
        if review.is_correction:
            found = tuple(_corrected(table, line, review) for table in found)
    return found


def _corrected(table: Table, line: Line, review: Review) -> Table:
    """The cell that holds the words: of those that begin on the line or last before it."""
    if not table.first_line <= line.number <= table.last_line:
        return table
    begun = [cell for cell in table.cells if cell.line <= line.number]
    for last in sorted({cell.line for cell in begun}, reverse=True):
        row = sorted((c for c in begun if c.line == last), key=lambda c: (c.row, c.column))
        for words, before in (
            (review.raw, line.raw[: review.raw_start]),
            (review.found, line.text[: line.text_column(review.raw_start)]),
        ):
            place = _place(row, words, before.count(words)) if words else None
            if place is not None:
                cell, start = place
                text = f"{cell.text[:start]}{review.said}{cell.text[start + len(words) :]}"
                cells = (replace(c, text=text) if c is cell else c for c in table.cells)
                return replace(table, cells=tuple(cells))
    return table


def _place(row: Iterable[TableCell], words: str, earlier: int) -> tuple[TableCell, int] | None:
    """The cell and the column of these words, after so many of the same in this row."""
    for cell in row:
        start = cell.text.find(words)
        while start >= 0:
            if earlier == 0:
                return cell, start
            earlier -= 1
            start = cell.text.find(words, start + len(words))
    return None
