"""Pages of lines, as a reader gave them, to one `SourceText`: clean, repaired, offsets kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ingest import repair
from ingest.cleaning import CleanLine, Pieces, clean_line, composed
from ingest.readers import LineReading, ReadResult
from ingest.readers.encodings import DecodedLine, decode_lines
from ingest.repair import RepairedLine
from kg.model import Line, SourceText


@dataclass(frozen=True, slots=True)
class _Read:
    """One line as a reader gave it, and what it became."""

    raw: str
    page: int | None
    reading: LineReading
    clean: CleanLine
    repaired: RepairedLine | None = None


def build(result: ReadResult) -> SourceText:
    """The whole text of a document. Pure; the repair model loads only for damaged lines.

    `raw` has the lines as read, so that offsets in it are those of the file's own text; `text`
    has as many lines, in Unicode (see `ingest.readers.encodings`), cleaned (`ingest.cleaning`)
    and, where they are damaged, repaired.
    Confidence and doubts are those of the repair, else those of the engine that read an image.
    """
    read = list(_lines(result))
    damaged = repair.damaged_lines([line.clean.text for line in read], [line.page for line in read])
    lines, start = [], 0
    for number, line in enumerate(_repaired(read, damaged), 1):
        lines.append(_line(number, start, line))
        start += len(line.raw) + 1
    return SourceText(tuple(lines), any(damaged))


def _lines(result: ReadResult) -> Iterator[_Read]:
    decoded = iter(decode_lines([line for page in result.pages for line in page.lines]))
    for page in result.pages:
        readings = page.readings or (LineReading(),) * len(page.lines)
        for raw, reading in zip(page.lines, readings, strict=True):
            yield _Read(raw, page.number, reading, _clean(next(decoded)))


def _clean(line: DecodedLine) -> CleanLine:
    """A line in Unicode, cleaned; its pieces lead to the line as read."""
    clean = clean_line(line.text)
    if not line.pieces:
        return clean
    own = clean.pieces or (((0, len(clean.text), 0, len(clean.text)),) if clean.text else ())
    return CleanLine(clean.text, composed(own, line.pieces))


def _repaired(read: Sequence[_Read], damaged: Sequence[bool]) -> Iterator[_Read]:
    """Every line, runs of damaged lines repaired together."""
    for is_damaged, group in groupby(zip(read, damaged, strict=True), key=lambda pair: pair[1]):
        lines = [line for line, _ in group]
        if not is_damaged:
            yield from lines
            continue
        fixed = repair.repair_lines([line.clean.text for line in lines])
        yield from (replace(line, repaired=new) for line, new in zip(lines, fixed, strict=True))


def _line(number: int, start: int, read: _Read) -> Line:
    fixed, engine = read.repaired, read.reading
    if fixed is not None:
        pieces = _whole(fixed.text, fixed.pieces, read.clean)
        return Line(
            number, start, read.raw, fixed.text, read.page, fixed.confidence, pieces,
            fixed.doubts, engine.box,
        )  # fmt: skip
    line = Line(
        number, start, read.raw, read.clean.text, read.page, engine.confidence, read.clean.pieces
    )
    columns = ((line.text_column(a), line.text_column(b), share) for a, b, share in engine.doubts)
    return replace(line, doubts=tuple(d for d in columns if d[0] < d[1]), box=engine.box)


def _whole(text: str, pieces: Pieces, line: CleanLine) -> Pieces:
    """Pieces from repaired text to raw. No pieces from repair: it changed no length."""
    own = pieces or (((0, len(text), 0, len(line.text)),) if text else ())
    return composed(own, line.pieces) if line.pieces else pieces
