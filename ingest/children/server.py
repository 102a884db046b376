"""The nursery: a process that has loaded the readers and forks a child for each file.

It says READY on the control socket when it has loaded. Over that socket come requests (a length,
JSON, one socket each); a request's socket takes the child's answer and at the end, from the
nursery, how the child ended (`END`). The nursery kills a child, with all that it started, when
its time is over or its socket is closed; when the control socket closes it ends with all of them.
Single-threaded, POSIX only.
"""

import json
import os
import selectors
import shutil
import signal
import socket
import struct
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ingest.children import child
from ingest.children.limits import Limits
from ingest.children.warming import warm, warm_for

END: Final = struct.Struct("!iid")
"""Wait status, 1 if its time was over, and the most memory it held, in MB."""
LENGTH: Final = struct.Struct("!I")
READY: Final = b"R"


@dataclass(frozen=True, slots=True)
class _Running:
    """A child at work. until: on the monotonic clock."""

    pid: int
    line: socket.socket
    until: float
    folder: str


class Ward:
    """Children by process id, and the sockets that are listened to."""

    def __init__(self, control: socket.socket, target: str) -> None:
        self._control = control
        self._target = target
        self._running: dict[int, _Running] = {}
        self._late: set[int] = set()
        self._selector = selectors.DefaultSelector()
        self._wakes, woken = socket.socketpair()
        self._wakes.setblocking(False)  # noqa: FBT003
        woken.setblocking(False)  # noqa: FBT003
        self._woken = woken
        signal.set_wakeup_fd(woken.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._selector.register(control, selectors.EVENT_READ)
        self._selector.register(self._wakes, selectors.EVENT_READ)

    def serve(self) -> None:
        """Until the parent is gone."""
        try:
            while self._turn():
                pass
        finally:
            for running in self._running.values():
                _kill(running.pid)
                shutil.rmtree(running.folder, ignore_errors=True)

    def _turn(self) -> bool:
        """Wait for something and do it; False when the parent is gone."""
        ends = [run.until for pid, run in self._running.items() if pid not in self._late]
        wait = max(0.0, min(ends) - time.monotonic()) if ends else None
        for key, _ in self._selector.select(wait):
            if key.fileobj is self._control:
                if not self._take():
                    return False
            elif key.fileobj is self._wakes:
                with suppress(BlockingIOError):
                    self._wakes.recv(4096)
            else:  # nobody waits for this answer any more: the far end was closed
                _kill(key.data)
                self._selector.unregister(key.fileobj)
        now = time.monotonic()
        for running in self._running.values():
            if running.until <= now and running.pid not in self._late:
                self._late.add(running.pid)
                _kill(running.pid)
        self._reap()
        return True

    def _take(self) -> bool:
        """Start a child for the next request."""
        head, given, _, _ = socket.recv_fds(self._control, LENGTH.size, 1)
        if not head:
            return False
        (length,) = LENGTH.unpack(head)
        request = child.request_of(_exactly(self._control, length))
        os.set_inheritable(given[0], False)  # noqa: FBT003
        self._start(request, socket.socket(fileno=given[0]))
        return True

    def _start(self, request: dict[str, Any], line: socket.socket) -> None:
        limits = Limits(**request["limits"])
        warm_for(Path(request["path"]).suffix.lower())
        folder = tempfile.mkdtemp(prefix="cancu-")
        pid = os.fork()
        if pid == 0:
            self._be_child(request, limits, line, folder)
        running = _Running(pid, line, time.monotonic() + limits.wall, folder)
        self._running[pid] = running
        self._selector.register(line, selectors.EVENT_READ, pid)

    def _be_child(
        self, request: dict[str, Any], limits: Limits, line: socket.socket, folder: str
    ) -> None:
        """Never returns. Sockets of others are closed: they would not end while this one lives."""
        status = child.BROKEN
        try:
            os.setsid()
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self._selector.close()
            for other in (self._control, self._wakes, self._woken):
                other.close()
            for running in self._running.values():
                running.line.close()
            child.be_quiet()
            child.write_in(folder)
            child.take_on(limits)
            line.sendall(child.answer(self._target, request))
            status = 0
        except BaseException as error:  # noqa: BLE001 - whatever a reader raises ends only it
            status = child.status_of(error)
        finally:
            os._exit(status)

    def _reap(self) -> None:
        """Tell how each child that is over has ended, and clear up after it."""
        while True:
            try:
                pid, status, used = os.wait4(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if pid == 0:
                return
            running = self._running.pop(pid, None)
            if running is None:
                continue
            _kill_group(pid)  # what it started and left behind
            _end_orphans(set(self._running))
            shutil.rmtree(running.folder, ignore_errors=True)
            late = pid in self._late
            self._late.discard(pid)
            with suppress(OSError):
                running.line.sendall(END.pack(status, late, _megabytes(used.ru_maxrss)))
            with suppress(KeyError):
                self._selector.unregister(running.line)
            running.line.close()


def _megabytes(peak: int) -> float:
    """`ru_maxrss` counts kilobytes, on a Mac bytes."""
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10


def _kill(pid: int) -> None:
    """A child with its programs; it may not have come to begin its session."""
    _kill_group(pid)
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _kill_group(pid: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _adopt_orphans() -> None:
    """Become the parent of programs whose child has died (Linux: PR_SET_CHILD_SUBREAPER)."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)


def _end_orphans(mine: set[int]) -> None:
    """Kill programs that left their child's group and outlived it (Linux)."""
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    with suppress(OSError):
        for pid in map(int, listed.read_text(encoding="ascii").split()):
            if pid not in mine:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)


def _exactly(line: socket.socket, length: int) -> bytes:
    parts = bytearray()
    while len(parts) < length:
        part = line.recv(length - len(parts))
        if not part:
            raise EOFError
        parts += part
    return bytes(parts)


def encoded(request: dict[str, Any]) -> bytes:
    """A request as it is sent."""
    text = json.dumps(request).encode()
    return LENGTH.pack(len(text)) + text


def serve(descriptor: int, target: str) -> None:
    """The whole life of a nursery: load the readers, then answer until the parent is gone."""
    control = socket.socket(fileno=descriptor)
    control.set_inheritable(False)
    _adopt_orphans()
    with suppress(EOFError, ConnectionError, KeyboardInterrupt):
        child.reader_of(target)
        with suppress(Exception):  # what cannot be loaded now, a child will tell of
            warm()
        ward = Ward(control, target)
        control.sendall(READY)
        ward.serve()
