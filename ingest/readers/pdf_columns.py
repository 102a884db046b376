"""Lines of a PDF page in reading order: columns one after another, the rest from the top down."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.readers.pdf_chars import Box

ORDER_WINDOW = 40  # lines back that are looked at for disorder; bounds the work on huge pages
CLOSE = 2.2  # heights from line to line within a column


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a page; no box (None) where it was read from an image.

    goes_on: it is the next line of the paragraph of the line before.
    """

    text: str
    box: Box | None = None
    goes_on: bool = False


@dataclass(slots=True)
class _Block:
    """Rows of two columns, as the heading and the signature are. end, start: of the gutter."""

    left: list[TextLine] = field(default_factory=list)
    right: list[TextLine] = field(default_factory=list)
    end: float = float("-inf")
    start: float = float("inf")
    low: float = 0.0

    def takes(self, row: Sequence[TextLine]) -> bool:
        """Add a row if it keeps to the columns; the first has two parts."""
        boxes = [line.box for line in row if line.box is not None]
        if len(boxes) != len(row) or len(row) > 2 or not (self.left or len(row) == 2):
            return False
        if self.left and not self._is_near(boxes[0]):
            return False
        sides = [False, True] if len(row) == 2 else [self._is_right(boxes[0])]
        end = max([self.end, *(b[2] for b, right in zip(boxes, sides, strict=True) if not right)])
        start = min([self.start, *(b[0] for b, right in zip(boxes, sides, strict=True) if right)])
        if end >= start:
            return False
        self.end, self.start, self.low = end, start, min(box[1] for box in boxes)
        for line, right in zip(row, sides, strict=True):
            (self.right if right else self.left).append(line)
        return True

    def _is_near(self, box: Box) -> bool:
        return abs(self.low - box[1]) < CLOSE * (box[3] - box[1])

    def _is_right(self, box: Box) -> bool:
        return box[0] > (self.end + self.start) / 2


def in_columns(rows: Sequence[Sequence[TextLine]]) -> Iterator[TextLine]:
    """Lines of rows; where following rows have two columns, the left one first.

    A row of one part belongs to the column in which it stands; one that reaches over both ends
    them. Rows of more parts are a table's, and are read across.
    """
    block = _Block()
    for row in rows:
        if block.takes(row):
            continue
        yield from (*block.left, *block.right)
        block = _Block()
        if not block.takes(row):
            yield from row
    yield from (*block.left, *block.right)


def in_reading_order(lines: Sequence[TextLine]) -> list[TextLine]:
    """Lines as drawn, or from the top down where a program drew them in another order.

    Columns side by side go up again and are no disorder: only a line drawn after one that it
    stands above is.
    """
    disordered = any(
        _above(later, earlier)
        for index, later in enumerate(lines)
        for earlier in lines[max(0, index - ORDER_WINDOW) : index]
    )
    if not disordered:
        return list(lines)
    return sorted(lines, key=lambda line: (-line.box[3], line.box[0]) if line.box else (0.0, 0.0))


def _above(upper: TextLine, lower: TextLine) -> bool:
    """Whether a line stands above another, over a good part of its width."""
    if upper.box is None or lower.box is None or upper.box[1] < lower.box[3]:
        return False
    shared = min(upper.box[2], lower.box[2]) - max(upper.box[0], lower.box[0])
    narrower = min(upper.box[2] - upper.box[0], lower.box[2] - lower.box[0])
    return shared > narrower / 3
