"""Pages drawn when a browser asks for them: each once, a few beside one another, none for long.

Every request that waits here holds one of the few threads that serve all rooms, so a page that
cannot be drawn is tried once and then refused for a while.
"""

import hashlib
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Final, Generic, TypeVar

from ui.remembered import Kept

AT_ONCE: Final = 4  # pages drawn at a time; each is a process with the memory of its own
PATIENCE: Final = 30.0  # seconds that a page waits for its turn
PAUSE: Final = 600.0  # seconds until a page that could not be drawn is tried again
_MOST_FAILED: Final = 1_000
T = TypeVar("T")
Page = tuple[Path, str, int]


class PageDrawings(Generic[T]):
    """Drawn pages of files, the last ones kept. Serves many threads.

    draw: a page of a file, from 1; raises ValueError. most: pages kept. clock: seconds.
    """

    def __init__(
        self, draw: Callable[[Path, int], T], most: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._draw, self._clock = draw, clock
        self._known: Kept[Page, T] = Kept(most)
        self._failed: dict[Page, float] = {}
        self._at_work: dict[Page, Future[T]] = {}
        self._turn = threading.Lock()
        self._places = threading.BoundedSemaphore(AT_ONCE)

    def of(self, path: Path, sha256: str, page: int) -> T:
        """A page of the very file that was read. Raises OSError, ValueError where there is none."""
        key = path, sha256, page
        with self._turn:
            if self._clock() < self._failed.get(key, 0.0):
                raise ValueError(f"{path.name}, page {page}: could not be drawn a while ago")
            # The lines of one page are asked for at once: it is drawn for the first of them.
            work = self._at_work.get(key)
            is_first = work is None
            if work is None:
                work = self._at_work[key] = Future()
        if is_first:
            self._do(key, work)
        return work.result()

    def _do(self, key: Page, work: "Future[T]") -> None:
        try:
            work.set_result(self._known.get(key, lambda: self._made(key)))
        except BaseException as failure:  # noqa: BLE001 - raised to all who wait for it
            work.set_exception(failure)
        finally:
            with self._turn:
                del self._at_work[key]

    def _made(self, key: Page) -> T:
        path, sha256, page = key
        _must_be(path, sha256)
        if not self._places.acquire(timeout=PATIENCE):
            raise ValueError(f"{path.name}, page {page}: too many others are being drawn")
        try:
            return self._draw(path, page)
        except ValueError:
            self._remember(key)
            raise
        finally:
            self._places.release()

    def _remember(self, key: Page) -> None:
        with self._turn:
            self._failed.pop(key, None)  # now the last to be forgotten
            self._failed[key] = self._clock() + PAUSE
            if len(self._failed) > _MOST_FAILED:
                del self._failed[next(iter(self._failed))]


def _must_be(path: Path, sha256: str) -> None:
    """Raises OSError where a file is no more, ValueError where it changed since it was read."""
    with path.open("rb") as opened:
        if hashlib.file_digest(opened, "sha256").hexdigest() != sha256:
            raise ValueError(f"{path.name}: changed since it was read")
