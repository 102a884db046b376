"""Turns at what takes long: a few work at once, a few wait, all others are told to come again.

Each request holds one of the 40 threads that serve all rooms, also while it waits; so neither the
work nor the waiting for it may take them all.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from kg.errors import CancuError

AT_ONCE: Final = 4
WAITING: Final = 8
PATIENCE: Final = 30.0  # seconds that one waits for a turn


class Turns:
    """told: the sentence for those who get no turn."""

    def __init__(self, told: str, patience: float = PATIENCE) -> None:
        self._told, self._patience = told, patience
        self._places = threading.BoundedSemaphore(AT_ONCE)
        self._seats = threading.BoundedSemaphore(AT_ONCE + WAITING)

    @contextmanager
    def taken(self) -> Iterator[None]:
        """A turn. Raises CancuError where too many wait already, or none comes in time."""
        if not self._seats.acquire(blocking=False):
            raise CancuError(self._told)
        try:
            if not self._places.acquire(timeout=self._patience):
                raise CancuError(self._told)
            try:
                yield
            finally:
                self._places.release()
        finally:
            self._seats.release()
