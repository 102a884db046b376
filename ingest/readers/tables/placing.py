"""Lines of a page with its tables among them, in reading order."""

from collections.abc import Iterable, Sequence

from ingest.readers import LineReading
from ingest.readers.layout import Collected
from ingest.readers.tables import FoundTable


def place(
    collected: Collected, lines: Iterable[tuple[str, LineReading]], tables: Sequence[FoundTable]
) -> None:
    """Add a page's lines; those in a table are left out, and its rows stand in their place.

    A table whose lines are not among `lines`, as it was read apart from them, comes before the
    first line that begins below its top.
    """
    lines = list(lines)
    waiting = sorted(tables, key=lambda table: (table.box[1], table.box[0]))
    held = [_holder(tables, reading) for _, reading in lines]
    apart = [table for table in waiting if not any(holder is table for holder in held)]
    for (text, reading), holder in zip(lines, held, strict=True):
        while apart and reading.box is not None and reading.box[1] > apart[0].box[1]:
            _add(collected, apart.pop(0), waiting)
        if holder is None:
            collected.add_text(text, reading)
        else:
            _add(collected, holder, waiting)
    for table in apart:
        _add(collected, table, waiting)


def _holder(tables: Sequence[FoundTable], reading: LineReading) -> FoundTable | None:
    if reading.box is None:
        return None
    return next((table for table in tables if table.holds(reading.box)), None)


def _add(collected: Collected, table: FoundTable, waiting: list[FoundTable]) -> None:
    if any(table is other for other in waiting):
        waiting[:] = [other for other in waiting if other is not table]
        collected.add_table(table.rows)
