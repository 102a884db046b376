"""Many files, each in a child of its own, several at a time; answers as they come."""

from collections.abc import Generator, Iterable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from ingest.children.ending import reading_of
from ingest.children.nursery import Calls, Nursery, Options, shared
from kg.errors import Problem
from kg.model import Reading


@dataclass(frozen=True, slots=True)
class Read:
    """What came of one file. answer: the reading as bytes, which hold little memory, or why none.

    size: of the file, in bytes.
    """

    path: Path
    size: int
    answer: bytes | Problem

    def reading(self) -> Reading:
        """The reading as a value; its problems say why it has no text, where it has none."""
        return reading_of(self.path, self.answer)

    def failure(self) -> Problem | None:
        """Why the file gives no document; None where it gives one."""
        if isinstance(self.answer, Problem):
            return self.answer
        reading = self.reading()
        return None if reading.source.lines else next(iter(reading.problems), None)

    def weight(self) -> int:
        """Bytes that it holds."""
        return len(self.answer) if isinstance(self.answer, bytes) else 0


def read_all(
    paths: Iterable[Path],
    jobs: int = 1,
    options: Options | None = None,
    nursery: Nursery | None = None,
) -> Generator[Read, None, None]:
    """Read files, `jobs` at a time, in the order in which they are done.

    `paths` is drawn from as it is needed; not more than twice `jobs` answers are held. Closing
    the iterator kills the children at work.
    """
    chosen, calls = nursery or shared(), Calls()

    def one(path: Path) -> Read:
        size = path.stat().st_size if path.is_file() else 0
        return Read(path, size, chosen.answer(path, options, calls))

    waiting: set[Future[Read]] = set()
    rest = iter(paths)
    with ThreadPoolExecutor(jobs, thread_name_prefix="cancu-read") as threads:
        try:
            while True:
                while len(waiting) < 2 * jobs and (path := next(rest, None)) is not None:
                    waiting.add(threads.submit(one, path))
                if not waiting:
                    return
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                yield from (future.result() for future in done)
        finally:
            for future in waiting:
                future.cancel()
            calls.cancel()
