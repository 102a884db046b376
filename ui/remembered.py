"""What questions read again and again, kept for as long as the library does not change."""

import datetime as dt
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from kg.model import DocumentRecord, Mention, SourceText
from kg.validity import Validity

State = tuple[str, ...]
K = TypeVar("K")
V = TypeVar("V")

LINES: Final = 20_000  # of sources that are kept: some 25 MB
MENTIONS: Final = 20_000
STATES: Final = 20_000
NAMES: Final = 1_000
WORDS: Final = 20_000


class Kept(Generic[K, V]):
    """Values by key; what was not asked for longest goes where all together weigh too much.

    Threads may share one: two that ask at once for what is not there may both make it.
    weigh: of one value; most: of all.
    """

    def __init__(self, most: int, weigh: Callable[[V], int] = lambda _: 1) -> None:
        self._most, self._weigh, self._whole = most, weigh, 0
        self._values: dict[K, V] = {}
        self._turn = threading.Lock()

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value, made where it is not kept."""
        with self._turn:
            if key in self._values:
                value = self._values[key] = self._values.pop(key)  # now the last to go
                return value
        made = make()
        with self._turn:
            if key not in self._values:
                self._values[key] = made
                self._whole += self._weigh(made)
            while self._whole > self._most and len(self._values) > 1:
                self._whole -= self._weigh(self._values.pop(next(iter(self._values))))
        return made


@dataclass(slots=True)
class Remembered:
    """Of one `state` of a library: what was asked for already; None where it was not yet.

    shares: of words, see `search.sources.Sources.word_shares`. validity: by key, day, provision.
    """

    state: State
    held: tuple[DocumentRecord, ...] | None = None
    task_offices: tuple[str, ...] | None = None
    shares: dict[str, float] = field(default_factory=dict)
    sources: Kept[str, SourceText] = field(
        default_factory=lambda: Kept(LINES, lambda source: len(source.lines))
    )
    matching: Kept[str, tuple[DocumentRecord, ...]] = field(default_factory=lambda: Kept(NAMES))
    mentions: Kept[str, list[Mention]] = field(default_factory=lambda: Kept(MENTIONS, len))
    validity: Kept[tuple[str, dt.date, str | None], Validity] = field(
        default_factory=lambda: Kept(STATES)
    )
