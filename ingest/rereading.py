"""A document read again from its own lines, with what people said of its doubtful places.

What the file's reader found (lines, tables, problems) is not read anew: a scan would take minutes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from ingest.pipeline import understood
from kg.doubtful import CODES, Doubted, DoubtfulPlace, head_end, told_by_problems
from kg.model import AsRead, Line, Mention, Reading, SourceText
from kg.reviews import Review, reviewed_line, reviewed_tables


def read_again(reading: Reading, reviews: Sequence[Review]) -> Reading:
    """All that the text says with these reviews, and with no other that it was read with before.

    reading: as ingested or as held, with `as_read`. Pure: without reviews it is the reading that
    its file gave. Mentions are not linked.
    """
    given = reading.as_read or AsRead()
    before = {line.number: line for line in given.lines}
    by_line = {
        number: list(group)
        for number, group in groupby(
            sorted(reviews, key=attrgetter("line", "serial")), key=attrgetter("line")
        )
    }
    lines, changed, tables = [], [], given.tables
    for now in reading.source.lines:
        line = before.get(now.number, now)
        said = by_line.get(line.number, ())
        new = reviewed_line(line, said)
        if new != line:
            changed.append(line)
            tables = reviewed_tables(tables, line, said)
        lines.append(new)
    source = SourceText(tuple(lines), reading.source.damaged)
    fresh = Reading(reading.name, reading.path, reading.sha256, source, header=reading.header)
    read = understood(replace(fresh, as_read=AsRead(tables, given.problems)))
    kept = AsRead(given.tables, given.problems, tuple(changed))
    return _settled(replace(read, as_read=kept), reviews)


def _settled(reading: Reading, reviews: Iterable[Review]) -> Reading:
    """Without the problems of places that somebody looked at: these are in doubt no more."""
    seen = {review.spot for review in reviews}
    if not seen:
        return reading
    by_number = {line.number: line for line in reading.source.lines}
    doubted = Doubted(by_number, head_end(reading.sections), reading.problems, {})
    gone = [(p, place) for p, place in told_by_problems(doubted) if place.spot in seen]
    settled = {id(problem) for problem, _ in gone}
    return replace(
        reading,
        problems=tuple(p for p in reading.problems if id(p) not in settled),
        mentions=tuple(_sure(m, by_number, reading, gone) for m in reading.mentions),
    )


def _sure(
    mention: Mention,
    lines: dict[int, Line],
    reading: Reading,
    gone: Sequence[tuple[object, DoubtfulPlace]],
) -> Mention:
    """A mention at a settled place is no guess."""
    if not any(problem.code in CODES for problem in mention.problems):
        return mention
    begin = reading.source.text_starts[mention.line - 1] if mention.line in lines else 0
    start, end = mention.text_start - begin, mention.text_end - begin
    if not any(p.line == mention.line and p.start < end and p.end > start for _, p in gone):
        return mention
    left = tuple(p for p in mention.problems if p.code not in CODES)
    return replace(mention, problems=left, confidence=1.0)
