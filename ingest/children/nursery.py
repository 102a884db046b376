"""The parent's side: ask a nursery to read a file, wait, and say in a problem what went wrong."""

import atexit
import os
import socket
import subprocess
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any, Final

import msgspec

from ingest.children.alone import ask_alone
from ingest.children.ending import Ended, problem_of, reading_of, received
from ingest.children.launch import command
from ingest.children.limits import DRAWING, Limits, limits_for
from ingest.children.server import READY, encoded
from kg.errors import CancuError, Problem
from kg.model import Reading

TARGET: Final = "ingest.pipeline:read"
PAGE_IMAGE: Final = "ingest.page_images:page_image"
STRAIGHT_PAGE: Final = "ingest.line_images:straight_page"
HAS_FORK: Final = hasattr(os, "fork") and hasattr(socket, "send_fds")
Options = Mapping[str, bool | int]

# One thread for each child: files are read side by side, and a fork must find no other threads.
_ENVIRONMENT: Final = dict.fromkeys(
    ("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"
)


class Calls:
    """Answers that one caller waits for; `cancel` kills the children that work on them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lines: set[socket.socket] = set()
        self.cancelled = False

    def add(self, line: socket.socket) -> None:
        """Wait on this line; one that comes after `cancel` is shut at once."""
        with self._lock:
            self._lines.add(line)
            if self.cancelled:
                _shut(line)

    def discard(self, line: socket.socket) -> None:
        """Wait on it no more."""
        with self._lock:
            self._lines.discard(line)

    def cancel(self) -> None:
        """Break all of them off; those who wait get FILE_LIMIT."""
        with self._lock:
            self.cancelled = True
            for line in self._lines:
                _shut(line)


def _shut(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


class Nursery:
    """A process that forks a limited child for each file. Serves many threads.

    target: "module:function" that reads a path. limits: by the file's size. The process starts
    with the first file and ends with this one, or with `close`. Raises CancuError where it
    does not start, which no file can bring about.
    """

    def __init__(self, target: str = TARGET, limits: Callable[[int], Limits] = limits_for) -> None:
        self._target = target
        self._limits = limits
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, path: Path, options: Options | None = None) -> Reading:
        """`pipeline.read` in a child. What ends the child is a problem of the reading."""
        return reading_of(path, self.answer(path, options))

    def answer(
        self,
        path: Path,
        options: Options | None = None,
        calls: Calls | None = None,
        target: str | None = None,
        limits: Limits | None = None,
    ) -> bytes | Problem:
        """What the child sent, or why it sent nothing. A reading is for `reading_of`.

        limits: by the file's size where they are not given.
        """
        limits = limits or self._limits(_size(path))
        request: dict[str, Any] = {
            "path": str(path),
            "cwd": os.getcwd(),  # noqa: PTH109 - a text is sent
            "options": dict(options or {}),
            "target": target,
            "limits": asdict(limits),
        }
        ended = self._ended(request, limits, calls or Calls())
        problem = problem_of(ended, limits, path.name)
        return problem or (ended.answer if ended else b"")

    def _ended(self, request: dict[str, Any], limits: Limits, calls: Calls) -> Ended | None:
        if not HAS_FORK:
            return Ended(*ask_alone(self._target, request, limits))
        ended = self._asked(request, limits, calls)
        if ended is None and not calls.cancelled:  # the nursery was gone: a fresh one
            ended = self._asked(request, limits, calls)
        return ended

    def close(self) -> None:
        """End the process and every child in it."""
        with self._lock:
            self._end()

    def _asked(self, request: dict[str, Any], limits: Limits, calls: Calls) -> Ended | None:
        """None where the nursery itself is gone, or the call was broken off."""
        mine, theirs = socket.socketpair()
        with mine:
            calls.add(mine)
            try:
                with theirs:
                    self._send(encoded(request), theirs.fileno())
                return received(mine, limits)
            except (BrokenPipeError, ConnectionResetError):
                return None
            finally:
                calls.discard(mine)

    def _send(self, text: bytes, line: int) -> None:
        """A request, the line for its answer with the first bytes."""
        with self._lock:
            control = self._running()
            try:
                sent = socket.send_fds(control, [text], [line])
                control.sendall(text[sent:])
            except OSError:
                self._end()
                raise

    def _running(self) -> socket.socket:
        """The control socket, the process started where it is not there or has ended."""
        if self._control is not None and self._process and self._process.poll() is None:
            return self._control
        self._end()
        mine, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own module
                command("serve", str(theirs.fileno()), self._target),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is the parent's to handle
                env=os.environ | _ENVIRONMENT,
            )
        self._control = mine
        if mine.recv(len(READY)) != READY:
            self._end()
            raise CancuError(
                "Không khởi động được tiến trình đọc tệp.", "Hãy cài đặt lại CănCứ rồi thử lại."
            )
        return mine

    def _end(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(5)
            if self._process.poll() is None:
                self._process.kill()
                self._process.wait()
        self._control = self._process = None


def read(path: Path, options: Options | None = None) -> Reading:
    """`pipeline.read` in a limited child of this program's own nursery."""
    return shared().read(path, options)


def page_image(path: Path, page: int) -> bytes:
    """`page_images.page_image` in a limited child. Raises ValueError where there is no image."""
    return msgspec.msgpack.decode(_drawn(path, page, PAGE_IMAGE), type=bytes)


def straight_page(path: Path, page: int) -> tuple[float, bytes]:
    """`line_images.straight_page` in a limited child. Raises as `page_image`."""
    return msgspec.msgpack.decode(_drawn(path, page, STRAIGHT_PAGE), type=tuple[float, bytes])


def _drawn(path: Path, page: int, target: str) -> bytes:
    answer = shared().answer(path, {"page": page}, target=target, limits=DRAWING)
    if isinstance(answer, Problem):
        raise ValueError(f"{path.name}, page {page}: {answer.found}")  # noqa: TRY004
    return answer


@cache
def _nurseries() -> dict[int, Nursery]:
    return {}


def shared() -> Nursery:
    """The nursery of this process, kept until its end."""
    found = _nurseries().get(os.getpid())
    if found is None:
        found = _nurseries().setdefault(os.getpid(), Nursery())
        atexit.register(found.close)
    return found


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
