"""What a library of articles costs: importing, indexing, one document more or less, filters.

python -m bench.library_changes --articles ARTICLES.jsonl.gz [--output bench/results/search/x.md]

The library is made in a temporary folder. Documents added are the shipped plans.
"""

import argparse
import datetime as dt
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import corpus
from ingest import children
from ui.datasets import articles, digest
from ui.library import Library
from ui.search_filter import SearchFilter

QUESTION = "thời hạn cấp giấy phép xây dựng"
FILTERS: tuple[SearchFilter, ...] = (
    {"in_force_on": dt.date(2025, 7, 1)},
    {"type": "Thông tư", "year": 2023},
    {"issuer": "Bộ Tài chính"},
    {"document": "33/2023/TT-BTC"},
)
Row = tuple[str, str]


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def repeated(work: Callable[[], object], times: int = 50) -> str:
    """Median and 95th percentile of many calls, in milliseconds."""
    taken = sorted(seconds(work) * 1000 for _ in range(times))
    return f"{statistics.median(taken):.1f} / {taken[int(0.95 * times)]:.1f} ms"


def filling(folder: Path, source: Path) -> Iterator[Row]:
    """Import and index from nothing."""
    library = Library.at(folder)
    rows = articles(source, [])
    name, path = f"{source.name} {digest(source)}", str(source.resolve())
    spent = seconds(lambda: library.writable.import_passages(name, rows, source=path))
    count = library.store.passage_count()
    yield "passages", f"{count:,}"
    yield "import, from nothing", f"{spent:.1f} s ({count / spent:,.0f} passages a second)"
    used = time.process_time()
    spent = seconds(library.fresh_engine)
    used = time.process_time() - used
    yield "index, from nothing", f"{spent:.1f} s ({used:.1f} s of processor time)"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield "peak memory until then", f"{peak:.0f} MB"
    yield "the same import again", f"{seconds(lambda: library.import_articles(source)):.1f} s"
    yield "looking whether anything changed", repeated(library.fresh_engine, 500)


def changing(folder: Path) -> Iterator[Row]:
    """One document in, one out: the store's share and the index's."""
    library = Library.at(folder)
    kinds: dict[str, list[tuple[float, float]]] = {"in": [], "out": []}
    plans = [path for path in sorted(corpus.path("plans").iterdir()) if path.is_file()]
    for path in plans:
        reading = children.read(path)
        stored = seconds(lambda read=reading: library.store_all(iter([read])))  # type: ignore[misc]
        kinds["in"].append((stored, seconds(library.fresh_engine)))
    for record in library.documents():
        stored = seconds(lambda name=record.id: library.store.remove(name))  # type: ignore[misc]
        kinds["out"].append((stored, seconds(library.fresh_engine)))
    for kind, taken in kinds.items():
        store, index = (statistics.median(part) * 1000 for part in zip(*taken, strict=True))
        yield (
            f"one document {kind} (median of {len(taken)})",
            f"store {store:.0f} ms, index {index:.0f} ms",
        )


def filtering(folder: Path) -> Iterator[Row]:
    """A filtered search: the first of a process that has searched before, and later ones."""
    for filters in FILTERS:
        library = Library.at(folder)
        library.fresh_engine().search("x y")

        def search(asked: Library = library, narrowed: SearchFilter = filters) -> int:
            allowed = asked.choice.allowed(narrowed)
            asked.fresh_engine().search(QUESTION, 10, documents=allowed)
            return len(allowed or ())

        first = seconds(search) * 1000
        said = ", ".join(f"{name} {value}" for name, value in filters.items())
        yield f"search, {said} ({search()} documents)", f"first {first:.0f} ms; {repeated(search)}"


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--output", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            *filling(Path(folder), given.articles),
            *changing(Path(folder)),
            *filtering(Path(folder)),
        ]
    load = ", ".join(f"{part:.1f}" for part in os.getloadavg())
    table = "".join(f"| {name} | {value} |\n" for name, value in rows)
    text = f"| what | cost |\n|---|---|\n{table}\n{os.cpu_count()} cores; load at the end {load}.\n"
    print(text)
    if given.output:
        given.output.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
