"""What the room of tasks costs the server: each view of a large library, and the memory it takes.

python -m bench.ui.tasks LIBRARY [--out bench/results/ui/tasks.md]   (see bench.ui.libraries)

Seconds of CPU of the server's own work for one address, the least of several turns: the time that
a person waits on an idle computer, less the network and the browser.
"""

import argparse
import datetime as dt
import os
import time
from collections.abc import Sequence
from pathlib import Path

from bench.ui.browsing import resident
from kg.reform_fields import reform_fields
from ui import task_room
from ui.library import Library
from ui.task_files import task_file
from ui.task_query import TaskQuery
from ui.task_wording import VIEWS

TURNS = 3
ON = dt.date(2025, 3, 1)
Row = tuple[str, str]


def _spent(library: Library, parts: Sequence[Row], turns: int = TURNS) -> float:
    """Milliseconds of CPU for one address."""
    times = []
    for _ in range(turns):
        begun = time.process_time()
        task_room.room(library, parts, on=ON)
        times.append(time.process_time() - begun)
    return 1000 * min(times)


def rows(folder: Path) -> list[Row]:
    """The table: what is asked, and what it costs."""
    library = Library.at(folder)
    library.store.count()
    before = resident(os.getpid())
    listed = [("danh sách, lần mở đầu tiên", f"{_spent(library, [], 1):.0f} ms")]
    begun = time.process_time()
    task_room.suggestions(library)
    listed.append(("đọc mọi nhiệm vụ, một lần, sau khi trang đã hiện",
                   f"{1000 * (time.process_time() - begun):.0f} ms"))  # fmt: skip
    field = reform_fields()[1].name
    for said, asked in (
        ("không lọc", []),
        ("cơ quan “Sở Nội vụ”", [("office", "Sở Nội vụ")]),
        ("lĩnh vực", [("field", field)]),
        ("chữ “số hóa hồ sơ”", [("text", "số hóa hồ sơ")]),
    ):
        for name, view in VIEWS:
            first = _spent(library, [*asked, ("view", view)], 1)
            again = _spent(library, [*asked, ("view", view)])
            listed.append((f"{name}, {said}", f"{first:.0f} ms; sau đó {again:.0f} ms"))
    for form in ("xlsx", "csv", "ics"):
        begun = time.process_time()
        task_file(library, form, (), None, TaskQuery().where(), on=ON)
        told = f"{1000 * (time.process_time() - begun):.0f} ms"
        listed.append((f"tệp {form.upper()} của mọi nhiệm vụ", told))
    listed.append(("bộ nhớ thêm", f"{resident(os.getpid()) - before:.0f} MB"))
    return listed


def main() -> None:
    """Measure one library and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    library = Library.at(given.library)
    held, tasks = library.store.count()["held"], len(library.store.tasks())
    lines = "\n".join(f"| {said} | {told} |" for said, told in rows(given.library))
    written = (
        "# The room of tasks: what it costs the server\n"
        "2026-11-21, `python -m bench.ui.tasks LIBRARY`; CPU time, least of "
        f"{TURNS} turns after the first; {held} documents, {tasks} tasks.\n\n"
        f"| | |\n|---|---|\n{lines}\n"
    )
    if given.out:
        given.out.write_text(written, encoding="utf-8")
    print(written)


if __name__ == "__main__":
    main()
