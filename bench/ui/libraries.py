"""Large libraries of real documents: each document read once, then stored under many numbers.

python -m bench.ui.libraries --texts FOLDER... --count 10000 --out LIBRARY

A copy differs from its original in number, day and file; text, citations and tasks stay, so that
pages and lists are as long as real ones.
"""

import argparse
import datetime as dt
import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from ingest import children, pipeline
from kg.model import Reading
from ui.library import Library

_BATCH = 200
_DAYS = 700  # days over which copies are spread


def originals(folders: Sequence[Path]) -> list[Reading]:
    """Every document of these folders, read by two children."""
    files, _ = pipeline.walk(folders)
    read = (item.reading() for item in children.read_all(iter(files), 2, {}))
    return [reading for reading in read if reading.source.lines]


def copies(found: Sequence[Reading]) -> Iterator[Reading]:
    """The originals, then copies of them without end."""
    yield from found
    turn = 0
    while True:
        turn += 1
        for reading in found:
            yield _copy(reading, turn)


def _copy(reading: Reading, turn: int) -> Reading:
    head = reading.header
    sign = (head.number or "1/KH-UBND").partition("/")[2]
    day = (head.date or dt.date(2025, 6, 1)) - dt.timedelta(days=turn * 37 % _DAYS)
    name = f"{Path(reading.name).stem}-{turn}{Path(reading.name).suffix}"
    return replace(
        reading,
        name=name,
        path=str(Path(reading.path).with_name(name)),
        sha256=hashlib.sha256(f"{reading.sha256} {turn}".encode()).hexdigest(),
        header=replace(head, number=f"{1000 + turn}/{sign}", date=day),
        as_read=None,
    )


def make(library: Library, texts: Sequence[Path], count: int) -> None:
    """Fill a library with `count` documents, indexed."""
    readings = islice(copies(originals(texts)), count)
    while part := list(islice(readings, _BATCH)):
        library.store_all(iter(part), by="bench")
        print(library.store.count(), flush=True)
    library.fresh_engine(lambda *_: None)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=Path, nargs="+", required=True)
    parser.add_argument("--count", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    begun = time.monotonic()
    make(Library.at(given.out), given.texts, given.count)
    print(f"{time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
