"""What each block of the overview costs, and a review: CPU time at several sizes of library.

python -m bench.ui.overview LIBRARY... [--out FILE]   (see bench.ui.libraries)

CPU time of the process, so that other work on the machine counts less: the first time, then the
median of several. A review is an accepted line that is taken back again: the libraries end as they
were, but for the two events.
"""

import argparse
import datetime as dt
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from kg.doubtful import DoubtKind
from ui.library import Library

TURNS = 7
DAY = dt.date(2026, 11, 21)


def taken(work: Callable[[], object], turns: int = TURNS) -> str:
    """The first time and the median of the rest, in milliseconds."""
    spent = []
    for _ in range(turns):
        began = time.process_time()
        work()
        spent.append(1000 * (time.process_time() - began))
    return f"{spent[0]:,.0f} / {statistics.median(spent[1:]):.1f}"


def reviewed(library: Library) -> None:
    """One doubtful line accepted and taken back."""
    item = library.review_queue(kinds=[DoubtKind.WORDS], limit=1)[0]
    span = (item["raw_start"], item["raw_end"])
    library.accept_reading(item["document"], item["kind"], item["line"], span, by="bench")
    library.undo_review(library.reviews(limit=1)[0]["review"], by="bench")


def measured(folder: Path) -> dict[str, str]:
    """What each block costs in one library."""
    library = Library.at(folder)
    count = sum(library.review_counts().values())
    return {
        "văn bản": f"{library.store.count()['held']:,}",
        "chỗ cần soát": f"{count:,}",
        "số liệu (đếm lần đầu / nhớ)": taken(lambda: library.holdings(on=DAY)),
        "có gì mới (mọi việc)": taken(lambda: library.changes(None)),
        "có gì mới (20 việc cuối)": taken(lambda: library.changes(library.store.last_event() - 20)),
        "căn cứ hết hiệu lực (tính / nhớ)": taken(lambda: library.dead_bases(on=DAY)),
        "nhiệm vụ đến hạn": taken(lambda: library.due_soon(on=dt.date(2025, 11, 20))),
        "nên tìm về": taken(lambda: library.wanted(on=DAY)),
        "đếm chỗ cần soát": taken(library.review_counts),
        "trang đầu của hàng đợi": taken(lambda: library.review_queue(limit=10)),
        "trang giữa của hàng đợi": taken(lambda: library.review_queue(limit=10, offset=count // 2)),
        "xác nhận và hoàn tác một dòng": taken(lambda: reviewed(library), 3),
    }


def main() -> None:
    """Measure and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("libraries", nargs="+", type=Path)
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    columns = [measured(folder) for folder in asked.libraries]
    rows = [f"| {name} | " + " | ".join(c[name] for c in columns) + " |" for name in columns[0]]
    head = (
        "# The overview and the queue: what they cost\n"
        f"{dt.date(2026, 11, 21)}, `python -m bench.ui.overview LIBRARY...`; ms of CPU time, first "
        "/ median of the rest.\n\n| |" + " |" * len(columns) + "\n|---|" + "---|" * len(columns)
    )
    table = "\n".join([head, *rows]) + "\n"
    print(table)
    if asked.out:
        asked.out.write_text(table, encoding="utf-8")


if __name__ == "__main__":
    main()
