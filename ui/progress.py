"""How a long run shows where it is: a bar with rate and time left on a terminal, else lines."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from ui import labels
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
        if step.done == step.total:
            self._bar.stop()  # what follows may show a bar of its own


@dataclass(frozen=True, slots=True)
class Amount:
    """How far a stage of a run is. done, total: in any unit, bytes or passages.

    stage: what is being done, in Vietnamese. passages: how many went through so far.
    """

    stage: str
    done: int
    total: int
    passages: int


Tell = Callable[[Amount], None]
_QUICK: Final = 1.0  # seconds of a stage before its first line: what is over by then needs none


@contextmanager
def measured(clock: Callable[[], float] = time.monotonic) -> Iterator[Tell]:
    """A function to be called with how far a run is; what it shows goes to standard error.

    A bar with the share done, the rate and the time left on a terminal, else a line for each
    tenth of a stage.
    """
    if not sys.stderr.isatty():
        yield _Tenths(clock).step
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    bar = Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[rate]}", markup=False),
        TextColumn("đã chạy"),
        TimeElapsedColumn(),
        TextColumn("còn"),
        TimeRemainingColumn(elapsed_when_finished=False),
        console=Console(stderr=True, highlight=False),
        transient=True,
    )
    try:
        yield _Stages(bar, clock).step
    finally:
        bar.stop()


class _Pace:
    """Passages a second, counted from the first word of a stage: a run may go on in its middle."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._stage = ""
        self._begun, self._before = 0.0, 0
        self.is_new = False

    def seconds(self, amount: Amount) -> float:
        """How long this stage has been running."""
        self.is_new = amount.stage != self._stage
        if self.is_new:
            self._stage = amount.stage
            self._begun, self._before = self._clock(), amount.passages
        return self._clock() - self._begun

    def rate(self, amount: Amount, seconds: float) -> str:
        """In words; empty while it is too early to tell."""
        if seconds < 0.5:
            return ""
        return f"{labels.figure(round((amount.passages - self._before) / seconds))} đoạn/giây"


class _Tenths:
    """A line for each tenth of a stage that takes its time."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._pace = _Pace(clock)
        self._tenth = 0

    def step(self, amount: Amount) -> None:
        seconds = self._pace.seconds(amount)
        if self._pace.is_new:
            self._tenth = 0
        tenth = 10 * amount.done // max(amount.total, 1)
        if tenth <= self._tenth or seconds < _QUICK:
            return
        self._tenth = tenth
        told = [f"{labels.figure(amount.passages)} đoạn", self._pace.rate(amount, seconds)]
        say(f"{amount.stage}: {min(tenth, 10) * 10} % ({', '.join(filter(None, told))})")


class _Stages:
    """The bar of the stage that runs; those before it are taken away."""

    def __init__(self, bar: "Progress", clock: Callable[[], float]) -> None:
        self._bar = bar
        self._pace = _Pace(clock)
        self._task = bar.add_task("", total=None, rate="", visible=False)

    def step(self, amount: Amount) -> None:
        seconds = self._pace.seconds(amount)
        self._bar.start()  # not before there is something to show: another bar may stand there
        if self._pace.is_new:
            self._bar.remove_task(self._task)
            self._task = self._bar.add_task(amount.stage, total=amount.total, rate="")
        rate = self._pace.rate(amount, seconds)
        self._bar.update(self._task, total=amount.total, completed=amount.done, rate=rate)
