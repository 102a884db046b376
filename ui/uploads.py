"""Files that a browser hands over: kept, read in a limited child, stored, each by itself.

A file is a document of the library or it is refused, in one transaction: whenever the program
ends, what was told as added is there, and of the rest nothing.
"""

import asyncio
import hashlib
import logging
import os
import threading
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from ingest.children.nursery import Calls
from ingest.readers.findings import MAX_BYTES
from kg.errors import CancuError, Problem
from kg.terms import ProblemCode
from ui import originals
from ui.choice_desk import this_user
from ui.ingest_report import Ingested
from ui.os_reasons import os_reason
from ui.samples import samples

if TYPE_CHECKING:
    from ui.library import Library

Outcome: TypeAlias = Ingested | Problem
log = logging.getLogger("cancu")
_LOCKS: Final = 64
_LIMIT: Final = f"at most {MAX_BYTES} bytes"
_MOST_READERS: Final = 4  # more would slow down those who read the page meanwhile


@dataclass(frozen=True, slots=True)
class Arrived:
    """A file that came in whole."""

    name: str
    path: Path
    sha256: str


class UploadDesk:
    """Uploads into one library; several at a time, from several people."""

    def __init__(self, library: "Library") -> None:
        self._library = library
        cores = max(1, min(os.cpu_count() or 1, _MOST_READERS))
        self._pool = ThreadPoolExecutor(cores, thread_name_prefix="cancu-upload")
        self._same = tuple(threading.Lock() for _ in range(_LOCKS))
        self._index = IndexSoon(library)

    async def arrive(self, name: str, chunks: AsyncIterator[bytes]) -> Arrived | Problem:
        """Take a file in, not more of it than a document may have. Raises CancuError."""
        plain = originals.plain_name(name)
        digest, size = hashlib.sha256(), 0
        try:
            path = originals.incoming(self._library.folder)
        except OSError as error:
            raise _unwritable(plain, error) from error
        try:
            with path.open("wb") as file:
                async for chunk in chunks:
                    size += len(chunk)
                    if size <= MAX_BYTES:
                        digest.update(chunk)
                        file.write(chunk)
        except BaseException as error:  # the disk is full, or who sent it has gone
            path.unlink(missing_ok=True)
            if isinstance(error, OSError):
                raise _unwritable(plain, error) from error
            raise
        if size > MAX_BYTES:
            path.unlink(missing_ok=True)
            return Problem(ProblemCode.FILE_TOO_LARGE, f"{size} bytes", _LIMIT, plain)
        return Arrived(plain, path, digest.hexdigest())

    async def add(self, arrived: Arrived, by: str) -> Outcome:
        """Read and store a file that arrived. Broken off, it leaves nothing."""
        calls = Calls()
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self._pool, self._add, arrived, by, calls)
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            calls.cancel()
            if work.cancel():
                arrived.path.unlink(missing_ok=True)
            raise

    async def add_sample(self, name: str, by: str) -> Outcome:
        """One of the plans that come with the program. Raises CancuError where there is none."""
        path = next((path for path in samples() if path.name == name), None)
        if path is None:
            raise CancuError(f"Không có văn bản mẫu “{name}”.")
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, self._read, path, by, Calls())

    def _add(self, arrived: Arrived, by: str, calls: Calls) -> Outcome:
        library = self._library
        # Of two who send one file, the second finds it held.
        with self._same[int(arrived.sha256[:8], 16) % len(self._same)]:
            try:
                path = originals.keep(library.folder, arrived.path, arrived.sha256, arrived.name)
            except OSError as error:
                arrived.path.unlink(missing_ok=True)
                raise _unwritable(arrived.name, error) from error
            outcome: Outcome | None = None
            try:
                held = library.held_at(arrived.sha256, path)
                outcome = library.told(held) if held else self._read(path, by, calls)
                return outcome
            finally:
                if not isinstance(outcome, Ingested) or Path(outcome.path) != path:
                    originals.forget(library.folder, path)

    def _read(self, path: Path, by: str, calls: Calls) -> Outcome:
        from ingest.children import Read
        from ingest.children.nursery import shared

        answer = shared().answer(path, None, calls)
        read = Read(path, path.stat().st_size, answer)
        failure = read.failure()
        if calls.cancelled:
            return failure or broken_off(path.name)
        if failure is not None:
            return failure
        stored = self._library.store_all(iter([read.reading()]), by=by)[0]
        self._index.ask()
        return stored

    def sweep(self) -> None:
        """Take away what uploads that a killed program left; beside what else is done."""

        def work() -> None:
            with suppress(CancuError, OSError):
                originals.sweep(self._library.folder, self._library.documents())

        threading.Thread(target=work, daemon=True, name="cancu-sweep").start()


class IndexSoon:
    """Brings the index up to the store after uploads, once for all that came meanwhile."""

    def __init__(self, library: "Library") -> None:
        self._library = library
        self._lock = threading.Lock()
        self._asked = self._working = False

    def ask(self) -> None:
        """The library changed."""
        with self._lock:
            self._asked = True
            if self._working:
                return
            self._working = True
        threading.Thread(target=self._work, daemon=True, name="cancu-index").start()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._asked:
                    self._working = False
                    return
                self._asked = False
            try:
                self._library.fresh_engine(lambda _: None)
            except CancuError as failure:  # a search tells it to who asks
                log.warning("The index was not brought up to date: %s", failure)


def broken_off(name: str) -> Problem:
    """What is said of a file that nobody waits for any more."""
    return Problem(ProblemCode.FILE_LIMIT, "broken off", "to be read to its end", name)


def actor(request: Any) -> str:  # noqa: ANN401 - a request of Starlette
    """Who asks: the account's name, else the name of this computer's user."""
    from ui.accounts.door import account_name

    return account_name(request) or this_user()


def _unwritable(name: str, error: OSError) -> CancuError:
    return CancuError(
        f"Không lưu được tệp “{name}” vào thư viện ({os_reason(error)}).",
        "Hãy kiểm tra dung lượng đĩa và quyền ghi.",
    )
