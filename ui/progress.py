"""How a long run shows where it is: a bar with rate and time left on a terminal, else lines."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ui.ingest_report import Step, Watch
from ui.output import say

if TYPE_CHECKING:
    from rich.progress import Progress


@contextmanager
def shown() -> Iterator[Watch]:
    """A function to be called with each step; what it shows goes to standard error."""
    if not sys.stderr.isatty():
        yield _line
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    bar = Progress(
        TextColumn("Đọc tệp"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("đã chạy"),
        TimeElapsedColumn(),
        TextColumn("còn"),
        TimeRemainingColumn(elapsed_when_finished=False),
        console=Console(stderr=True, highlight=False),
        transient=True,
    )
    with bar:
        yield _Bar(bar).step


def _line(step: Step) -> None:
    say(f"[{step.done}/{step.total}] {step.path.name}")


class _Bar:
    """The bar's one task, and what has been read since it began."""

    def __init__(self, bar: "Progress") -> None:
        self._bar = bar
        self._task = bar.add_task("", total=None, rate="")
        self._size = 0

    def step(self, step: Step) -> None:
        self._size += step.size
        seconds = self._bar.tasks[0].elapsed or 0.0
        rate = ""
        if seconds > 0.5:
            files, size = step.done / seconds, self._size / 2**20 / seconds
            rate = f"{files:.1f} tệp/giây, {size:.2f} MB/giây".replace(".", ",")
        self._bar.update(self._task, total=step.total, completed=step.done, rate=rate)
