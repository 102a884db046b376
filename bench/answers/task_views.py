"""How long the views and files of tasks take in a large library.

python -m bench.answers.task_views --plans FOLDER --documents 1800 --out FILE.md

The plans are read once and stored again and again under other places, until there are so many
documents: the same tasks, as many readings of offices' names as places.
"""

import argparse
import datetime as dt
import hashlib
import resource
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from kg.model import Reading
from ui.library import Library
from ui.task_files import task_file
from ui.task_query import TaskQuery
from ui.task_views_shown import view

ON = dt.date(2025, 8, 1)
VIEWS = ("list", "matrix", "calendar", "workload", "coverage")


def moved(reading: Reading, copy: int) -> Reading:
    """The same document of another place."""
    head = reading.header
    place = head.place and replace(head.place, name=f"{head.place.name.split()[0]} Số {copy}")
    sha256 = hashlib.sha256(f"{reading.sha256} {copy}".encode()).hexdigest()
    return replace(reading, sha256=sha256, path=f"{copy}/{reading.name}", mentions=(),
                   header=replace(head, place=place))  # fmt: skip


def fill(library: Library, readings: list[Reading], documents: int) -> None:
    """Store copies until there are so many documents."""
    left = documents
    for copy in count():
        library.writable.put_all([(moved(reading, copy), ()) for reading in readings[:left]])
        left -= len(readings[:left])
        if left <= 0:
            return


def measures(library: Library) -> Iterable[tuple[str, Callable[[], Any]]]:
    """What is timed, in this order; the first of a view reads what the second remembers."""

    def shown(name: str, query: TaskQuery) -> Callable[[], Any]:
        return partial(view, library, query, name, 1, on=ON)

    for name in VIEWS:
        for again in ("first", "again"):
            yield f"{name}, {again}", shown(name, TaskQuery())
    for query in (TaskQuery(office="Sở Tư pháp"), TaskQuery(text="hồ sơ"),
                  TaskQuery(without="lead"), TaskQuery(place="Số 7")):  # fmt: skip
        said = ", ".join(f"{key} “{value}”" for key, value in query.pairs)
        yield f"list, {said}", shown("list", query)
    yield "owners “đào tạo”", shown("owners", TaskQuery(text="đào tạo"))
    yield "suggestions of offices", partial(library.office_names, 200)
    where = TaskQuery().where()
    for form in ("ics", "csv", "xlsx"):
        yield f"file .{form}", partial(task_file, library, form, (), None, where, on=ON)


def timed(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """(seconds by the clock, of the processor, what it gave)."""
    clock, processor = time.perf_counter(), time.process_time()
    given = work()
    return time.perf_counter() - clock, time.process_time() - processor, given


def table(library: Library) -> str:
    found = library.store.count()["held"], len(library.store.tasks())
    lines = [f"{found[0]} documents, {found[1]} tasks.", "",
             "| what | s, clock | s, processor | rows or bytes |", "|---|---|---|---|"]  # fmt: skip
    for name, work in measures(library):
        clock, processor, given = timed(work)
        size = getattr(given, "rows", None)
        size = len(getattr(given, "content", given)) if size is None else size
        lines.append(f"| {name} | {clock:.2f} | {processor:.2f} | {size} |")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return "\n".join([*lines, "", f"Peak memory of the process: {peak} MiB.", ""])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=Path, required=True)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        small = Library.at(Path(folder) / "small")
        small.ingest([given.plans])
        readings = [small.reading_of(record) for record in small.documents()]
        fill(Library.at(Path(folder) / "large"), readings, given.documents)
        told = table(Library.at(Path(folder) / "large"))
    print(told)
    if given.out:
        command = f"python -m bench.answers.task_views --plans PLANS --documents {given.documents}"
        given.out.write_text(
            f"# Views and files of tasks in a large library\n\n2026-11-21, two cores shared with "
            f"other work. `{command}`, {len(readings)} plans, each stored under other "
            f"places again and again.\n\n{told}",
            encoding="utf-8",
        )


if __name__ == "__main__":
    main()
