"""One run over many files: what is known already, what waits to be stored, what failed."""

import hashlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ingest.readers.findings import MAX_BYTES
from kg.errors import Problem
from kg.terms import ProblemCode
from ui.ingest_report import Ingested, Step, Watch
from ui.unread import Unread

if TYPE_CHECKING:
    from ingest.children import Read
    from ui.intake import Intake

BATCH: Final = (8, 256)
"""Fewest and most documents of one transaction: a quarter of what the run has stored."""
BATCH_BYTES: Final = 48 * 2**20
BATCH_SECONDS: Final = 30.0


class Run:
    """One run of `Intake.ingest`: what is waiting to be stored, and what became of each file."""

    def __init__(  # noqa: PLR0913 - what a run is made of
        self,
        library: "Intake",
        files: Sequence[Path],
        watch: Watch | None,
        *,
        resume: bool,
        allow_classified: bool,
        by: str = "",
    ) -> None:
        self.documents: list[tuple[int, Ingested]] = []
        self._failures: list[tuple[int, Problem]] = []
        self._library = library
        self._places = {path: place for place, path in enumerate(files)}
        self._watch = watch
        self._resume = resume
        self._allow_classified = allow_classified
        self._by = by
        self._unread = Unread(library.folder)
        self._digests: dict[Path, str] = {}
        self._waiting: list[Read] = []
        self._flushed = time.monotonic()
        self._done = 0

    def unknown(self) -> Iterator[Path]:
        """Files to read; those that are held, or failed before, are told of at once."""
        for path in self._places:
            size, found = _fingerprint(path)
            held = self._library.held_at(found, path)
            failed = self._failed_before(found, path)
            if held is not None:
                self.documents.append((self._places[path], self._library.told(held)))
                self._tell(path, size)
            elif failed is not None:
                self._fail(path, size, failed)
            else:
                self._digests[path] = found
                yield path

    def _failed_before(self, found: str, path: Path) -> Problem | None:
        problem = self._unread.find(found, path) if self._resume else None
        if problem and problem.code is ProblemCode.FILE_CLASSIFIED and self._allow_classified:
            return None
        return problem

    def take(self, read: "Read") -> None:
        """One file was read: to be stored with the next batch, or a failure."""
        found = self._digests.pop(read.path)
        failure = read.failure()
        if failure is None:
            self._waiting.append(read)
            self._tell(read.path, read.size)
            if self._is_due():
                self.flush()
        else:
            self._unread.add(found, failure)
            self._fail(read.path, read.size, _placed(failure, read.path))

    def _is_due(self) -> bool:
        least, most = BATCH
        enough = max(least, min(most, len(self.documents) // 4))
        return (
            len(self._waiting) >= enough
            or sum(read.weight() for read in self._waiting) >= BATCH_BYTES
            or time.monotonic() - self._flushed > BATCH_SECONDS
        )

    def flush(self) -> None:
        """Store what waits, in one transaction."""
        if self._waiting:
            # In the order of the files: of two with the same bytes the first is the document.
            reads = sorted(self._waiting, key=lambda read: self._places[read.path])
            self._waiting = []
            stored = self._library.store_all((read.reading() for read in reads), by=self._by)
            places = (self._places[read.path] for read in reads)
            self.documents += zip(places, stored, strict=True)
        self._flushed = time.monotonic()

    def _fail(self, path: Path, size: int, problem: Problem) -> None:
        self._failures.append((self._places[path], problem))
        self._tell(path, size, problem)

    def _tell(self, path: Path, size: int, failure: Problem | None = None) -> None:
        self._done += 1
        if self._watch:
            self._watch(Step(self._done, len(self._places), path, size, failure))

    def outcome(self) -> tuple[tuple[Ingested, ...], tuple[Problem, ...]]:
        """Documents and failures, in the order of the files."""
        documents = sorted(self.documents, key=lambda pair: pair[0])
        failures = sorted(self._failures, key=lambda pair: pair[0])
        return tuple(item for _, item in documents), tuple(item for _, item in failures)


def _fingerprint(path: Path) -> tuple[int, str]:
    """Size and SHA-256 of a file; no digest where it cannot be read or is beyond any document."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES or not path.is_file():
            return size, ""
        with path.open("rb") as file:
            return size, hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return 0, ""


def _placed(problem: Problem, path: Path) -> Problem:
    """The problem with the whole path: in a folder of thousands a name is not enough."""
    line = problem.place.removeprefix(path.name) if problem.place.startswith(path.name) else ""
    return replace(problem, place=f"{path}{line}")
