"""Time of the server for a document opened in the reader: its processor time, in milliseconds.

    python -m bench.ui.reader_times LIBRARY [DOCUMENT ...]

Without documents: those with the median and the greatest number of lines, and the one with most
citations. Each is opened twice: the first time nothing of it is remembered.
"""

import datetime as dt
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ui import reader, reader_cards
from ui.library import Library
from ui.reader_book import OpenDocument, ReadingDesk
from ui.reader_lines import View, place_of

DAY, OTHER = dt.date(2025, 8, 1), dt.date(2024, 8, 1)
_CARDS = 20


def main(folder: str, *names: str) -> None:
    """Print a table of all steps."""
    library = Library.at(Path(folder))
    warm(library)
    print("| document | lines | citations | | open | page | KB | rest | KB | states | day | card |")
    print("|---|---:|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    for name in names or usual(library):
        desk = ReadingDesk(library)
        for turn in ("first", "again"):
            print(row(desk, name, turn))


def usual(library: Library) -> list[str]:
    """Ids of the documents to try."""
    store = library.store
    sizes = sorted(
        (len(store.source(record.id).lines), record.id)  # type: ignore[union-attr]
        for record in library.documents()[:1_000]
    )
    most = max(sizes, key=lambda size: len(store.mentions(size[1])))
    return list(dict.fromkeys([sizes[len(sizes) // 2][1], most[1], sizes[-1][1]]))


def warm(library: Library) -> None:
    """Load the registry, which the first question of any kind does."""
    record = library.documents()[0]
    library.lineage(record.key, on=DAY)


def row(desk: ReadingDesk, name: str, turn: str) -> str:
    """One line of the table."""
    opened, took_open = timed(lambda: desk.open(name))
    view = View(opened.record.id, DAY)
    page, took_page = timed(lambda: reader.page(desk, opened, view))
    _, took_states = timed(lambda: desk.states(opened, DAY))
    rest, took_rest = timed(lambda: reader.text_of(desk, opened, view))
    _, took_day = timed(lambda: reader.on_day(desk, opened, OTHER))
    card = cards(desk, opened)
    return (
        f"| {name} | {opened.last_line} | {len(opened.cited)} | {turn} | {took_open:.0f} | "
        f"{took_page:.0f} | {len(page) // 1024} | {took_rest:.0f} | {len(rest) // 1024} | "
        f"{took_states:.0f} | {took_day:.0f} | {card:.0f} |"
    )


def cards(desk: ReadingDesk, opened: OpenDocument) -> float:
    """Mean of the first cards."""
    shown = opened.cited[:_CARDS]
    _, took = timed(lambda: [reader_cards.card(desk, opened, place_of(one), DAY) for one in shown])
    return took / max(1, len(shown))


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What it gives, and its processor time in milliseconds."""
    begun = time.process_time()
    done = work()
    return done, 1000 * (time.process_time() - begun)


if __name__ == "__main__":
    main(*sys.argv[1:])
