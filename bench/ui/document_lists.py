"""Time of one page of the list of documents, for each filter and order, without a browser.

python -m bench.ui.document_lists LIBRARY...

Processor time (of this process) and time by the clock, the best of three; the first line of a
library loads its registry. A state that was never asked for looks all documents up once.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qsl

from ui import document_rows
from ui.document_list import DocumentLists
from ui.document_query import DocumentQuery
from ui.library import Library

T = TypeVar("T")
ASKED = (
    "",
    "part=100",
    "sort=number",
    "sort=cited",
    "sort=added",
    "text=cai cach hanh chinh",
    "type=Kế hoạch&level=tỉnh",
    "place=tỉnh Đồng Tháp",
    "repaired=1",
    "state=unknown&part=3",
    "held=cited&sort=cited",
)


def timed(work: Callable[[], T]) -> tuple[T, float, float]:
    """What it gives, milliseconds of processor time and by the clock."""
    cpu, clock = time.process_time(), time.perf_counter()
    found = work()
    return found, 1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - clock)


def measure(folder: Path) -> None:
    library = Library.at(folder)
    lists = DocumentLists(library)
    count = library.store.count()
    print(f"{folder.name}: {count['held']} held, {count['stubs']} cited")
    for name, query in (("first page", ""), ("first state", "state=expired")):
        _, cpu, clock = timed(lambda said=query: one(lists, said))  # type: ignore[misc]
        print(f"| {name} | | {cpu:.0f} | {clock:.0f} |")
    for query in ASKED:
        runs = [timed(lambda said=query: one(lists, said)) for _ in range(3)]  # type: ignore[misc]
        found = runs[0][0]
        print(f"| {query or 'all'} | {found} | {min(r[1] for r in runs):.0f} "
              f"| {min(r[2] for r in runs):.0f} |")  # fmt: skip


def one(lists: DocumentLists, query: str) -> int:
    listed = lists.page(DocumentQuery.of(parse_qsl(query)))
    document_rows.page(listed)
    return listed.counts.total


if __name__ == "__main__":
    for given in sys.argv[1:]:
        measure(Path(given))
