"""Time from a draft to its check on the page, by size: python -m bench.ui.checks LIBRARY [SIZES…].

Drafts are invented from the registry: a quarter of the lines names a document in full, a quarter
without its day, half give a number alone. Seconds of the processor, so that what else a computer
does counts little; files are what was made before the page was shown until now.
"""

import datetime as dt
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from ingest import pipeline
from kg import catalogue
from kg.registry import load_registry
from ui.check_page import Shown, page
from ui.library import Library
from ui.reports import WRITERS

T = TypeVar("T")
DAY = dt.date(2026, 11, 21)
HEAD = "ỦY BAN NHÂN DÂN TỈNH ĐỒNG THÁP\nSố: 15/KH-UBND\nĐồng Tháp, ngày 12 tháng 02 năm 2025\n"


def lines(count: int) -> Iterator[str]:
    """Citing lines, the same on every run."""
    draw = random.Random(20261121)  # noqa: S311 - the same on every run
    registry = load_registry()
    known = [e for e in (*registry.entries.values(), *catalogue.entries())
             if e.signed and e.title and e.issuer]  # fmt: skip
    for row in range(count):
        entry = draw.choice(known)
        kind, day = entry.type or "Nghị định", entry.signed or DAY
        if row % 4 == 0:
            signed = f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
            yield f"Căn cứ {kind} số {entry.number} {signed} của {entry.issuer} {entry.title};"
        elif row % 4 == 1:
            yield f"Thực hiện {kind} số {entry.number} của {entry.issuer} về công tác năm {row}."
        elif row % 4 == 2:
            yield f"Căn cứ Quyết định số {row % 400}/QĐ-UBND của Ủy ban nhân dân tỉnh;"
        else:
            yield f"Căn cứ Nghị quyết số {row % 100}/NQ-CP của Chính phủ;"


def timed(work: Callable[[], T]) -> tuple[float, T]:
    begun = time.process_time()
    done = work()
    return time.process_time() - begun, done


def measure(library: Library, count: int, folder: Path) -> str:
    file = folder / f"{count}.txt"
    body = "\n".join(lines(count))
    file.write_text(f"{HEAD}KẾ HOẠCH\nCải cách hành chính năm 2025\n\n{body}\n", encoding="utf-8")
    read, reading = timed(lambda: pipeline.read(file))
    link, linked = timed(lambda: library.linked(reading))
    check, report = timed(lambda: library.check_reading(linked, on=DAY))
    first, shown = timed(lambda: page(report, None, Shown(draft="x", name=file.name)))
    whole, everything = timed(lambda: page(report, None, Shown(draft="x", whole=True)))
    files, _ = timed(lambda: [write(report) for write in WRITERS.values()])
    sizes = f"{len(shown) // 1000} / {len(everything) // 1000}"
    return (
        f"| {count} | {len(report['rows'])} | {read:.2f} | {link:.2f} | {check:.2f} | {first:.3f} |"
        f" {whole:.3f} | {sizes} | {files:.2f} |"
    )


def main() -> None:
    library = Library.at(Path(sys.argv[1]))
    library.check(library.documents()[0].id, None, on=DAY)  # what is loaded once
    print("| citations | rows | read s | link s | check s | page s | all rows s | kB | files s |")
    print("|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        measure(library, 10, Path(folder))
        for count in map(int, sys.argv[2:] or ("30", "300", "3000")):
            print(measure(library, count, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
