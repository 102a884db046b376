"""Keeping segments few and full: small ones are joined, dead rows left behind.

A segment is joined with those after it while it is at most four times as large as they are
together (a logarithmic number of segments, each row written a logarithmic number of times), and
rewritten by itself when a third of its rows are dead. One that is large enough for an inverted
file is not joined any more: that would be a rebuild.
"""

import shutil
import uuid
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from search.arrays import mapped
from search.dense import EXACT_UP_TO
from search.lexical import LOCKS
from search.rows import Rows
from search.segments import Segment, Segments, SegmentWriter

_RATIO = 4
_DEAD_SHARE = 3  # one in so many
DEAD = "dead.bin"
"""Row numbers that no longer count (int64, rising)."""


OWN = (DEAD, *LOCKS)
"""Files that a changed generation must not share with the one it comes from."""


def new_folder(generation: Path) -> Path:
    """Where a new segment of a generation belongs; not made yet."""
    return generation / f"seg-{uuid.uuid4().hex[:12]}"


def write_dead(generation: Path, dead: Rows) -> None:
    """Note the rows that no longer count. The file is new: others may be links."""
    (generation / DEAD).unlink(missing_ok=True)
    dead.astype(np.int64).tofile(generation / DEAD)


def remove_others(generation: Path, kept: Sequence[dict[str, Any]]) -> None:
    """Remove the folders of segments that are no longer named."""
    names = {one["name"] for one in kept}
    for folder in generation.glob("seg-*"):
        if folder.name not in names:
            shutil.rmtree(folder, ignore_errors=True)


def opened(
    generation: Path, facts: Sequence[dict[str, Any]], dead: int, known: Iterable[Segment] = ()
) -> Segments:
    """The segments that a manifest names, without `dead` rows.

    known: segments already open; one of the same name is the same, as none is ever changed.
    Raises ValueError, OSError, RuntimeError, KeyError or TypeError where something is damaged.
    """
    segments = _open(generation, facts, known)
    return Segments(segments, mapped(generation / DEAD, np.int64, dead))


def tidy(
    generation: Path,
    facts: Sequence[dict[str, Any]],
    dead: Rows,
    known: Iterable[Segment] = (),
) -> tuple[list[dict[str, Any]], Rows]:
    """Join and shorten segments where due; what is left, and the dead rows still in it."""
    view = Segments(_open(generation, facts, known), dead)
    kept: list[dict[str, Any]] = []
    for group in _groups(view):
        if len(group) == 1 and not _worn(view, group[0]):
            kept.append(dict(view.segments[group[0]].facts))
        else:
            kept += _joined(generation, view, group)
    left = Segments(_open(generation, kept, view.segments), dead)
    return kept, left.dead()


def _open(
    generation: Path, facts: Sequence[dict[str, Any]], known: Iterable[Segment]
) -> list[Segment]:
    held = {one.facts["name"]: one for one in known}
    return [held.get(one["name"]) or Segment(generation / str(one["name"]), one) for one in facts]


def _groups(view: Segments) -> list[list[int]]:
    """Numbers of segments, those that are to be one together."""
    live = view.counts()
    groups = [[number] for number in range(len(live))]
    while len(groups) > 1:
        last = sum(live[number] for number in groups[-1])
        before = live[groups[-2][0]]
        if before > _RATIO * last or before > EXACT_UP_TO:
            break
        groups[-2:] = [groups[-2] + groups[-1]]
    return groups


def _worn(view: Segments, number: int) -> bool:
    rows = len(view.segments[number])
    return (rows - view.counts()[number]) * _DEAD_SHARE >= rows


def _joined(generation: Path, view: Segments, group: Sequence[int]) -> list[dict[str, Any]]:
    """One new segment of the live rows of these; none where none is alive."""
    if not any(view.counts()[number] for number in group):
        return []
    writer = SegmentWriter(new_folder(generation))
    for number in group:
        _copy(view, number, writer)
    return [writer.finish()]


def _copy(view: Segments, number: int, writer: SegmentWriter) -> None:
    segment, alive = view.segments[number], view.alive.masks[number]
    table, start = segment.table, 0
    for block in segment.vectors.blocks():
        places = np.arange(start, start + len(block))
        start += len(block)
        vectors = block
        if alive is not None:
            vectors, places = block[alive[places]], places[alive[places]]
        names = [(table.passages[place], table.document(place)) for place in places.tolist()]
        writer.add(table.rows[places].tolist(), names, vectors, segment.forward.read(places))
