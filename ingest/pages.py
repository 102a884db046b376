"""Pages of lines, as a reader gave them, to one `SourceText`: clean, repaired, offsets kept."""

from collections.abc import Sequence
from itertools import groupby

from ingest import repair
from ingest.cleaning import CleanLine, Pieces, clean_line, composed
from ingest.readers import ReadResult
from kg.model import Line, SourceText


def build(result: ReadResult) -> SourceText:
    """The whole text of a document. Pure; the repair model loads only for damaged lines.

    `raw` has the lines as read, so that offsets in it are those of the file's own text; `text`
    has as many lines, cleaned (see `ingest.cleaning`) and, where they are damaged, repaired.
    """
    raw = [(line, page.number) for page in result.pages for line in page.lines]
    clean = [clean_line(line) for line, _ in raw]
    texts = [line.text for line in clean]
    damaged = repair.damaged_lines(texts)
    repaired = _repaired(clean, damaged)
    lines, start = [], 0
    for number, ((original, page), (line, confidence)) in enumerate(
        zip(raw, repaired, strict=True), 1
    ):
        lines.append(Line(number, start, original, line.text, page, confidence, line.pieces))
        start += len(original) + 1
    return SourceText(tuple(lines), any(damaged))


def _repaired(clean: Sequence[CleanLine], damaged: Sequence[bool]) -> list[tuple[CleanLine, float]]:
    """Every line with the confidence in its text; runs of damaged lines are repaired together."""
    result: list[tuple[CleanLine, float]] = []
    pairs = zip(clean, damaged, strict=True)
    for is_damaged, group in groupby(pairs, key=lambda pair: pair[1]):
        lines = [line for line, _ in group]
        if not is_damaged:
            result += [(line, 1.0) for line in lines]
            continue
        fixed = repair.repair_lines([line.text for line in lines])
        result += [
            (CleanLine(new.text, _whole(new.text, new.pieces, line)), new.confidence)
            for line, new in zip(lines, fixed, strict=True)
        ]
    return result


def _whole(text: str, pieces: Pieces, line: CleanLine) -> Pieces:
    """Pieces from repaired text to raw. No pieces from repair: it changed no length."""
    own = pieces or (((0, len(text), 0, len(line.text)),) if text else ())
    return composed(own, line.pieces) if line.pieces else pieces
