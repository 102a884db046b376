"""What goes into a library: documents from files, bulk articles; and out again."""

import gzip
import hashlib
import json
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import CancuError, Problem
from kg.model import DocumentRecord, Passage, Reading
from kg.terms import ProblemCode
from ui import views
from ui.shelf import Shelf
from ui.views import Json

Say = Callable[[str], None]
_UNUSABLE = frozenset(
    {
        ProblemCode.FILE_EMPTY,
        ProblemCode.FILE_UNREADABLE,
        ProblemCode.FILE_UNSUPPORTED,
        ProblemCode.FILE_ENCRYPTED,
        ProblemCode.FILE_TOO_LARGE,
        ProblemCode.OCR_MISSING,
        ProblemCode.CONVERTER_MISSING,
        ProblemCode.FILE_CLASSIFIED,
        ProblemCode.FILE_LIMIT,
        ProblemCode.NO_DOCUMENTS,
    }
)


@dataclass(frozen=True, slots=True)
class Ingested:
    """One file that was read: its document and what was found in it."""

    id: str
    path: str
    number: str | None
    title: str | None
    passages: int
    citations: int
    tasks: int
    problems: tuple[Problem, ...]
    change: str


@dataclass(frozen=True, slots=True)
class IngestReport:
    """Outcome of `Library.ingest`. failures: why files gave no document, or paths no file."""

    documents: tuple[Ingested, ...]
    failures: tuple[Problem, ...]
    seconds: float

    def count(self, change: str) -> int:
        """Documents that were "added", "updated" or "unchanged"."""
        return sum(item.change == change for item in self.documents)

    def view(self) -> Json:
        """The JSON of `cancu ingest`."""
        documents = [
            views.plain(item) | {"problems": [views.problem(found) for found in item.problems]}
            for item in self.documents
        ]
        return {
            "documents": documents,
            "added": self.count("added"),
            "updated": self.count("updated"),
            "unchanged": self.count("unchanged"),
            "failed": [views.problem(item) for item in self.failures],
            "seconds": round(self.seconds, 2),
        }

    def sentence(self) -> str:
        """One line that sums up."""
        return (
            f"Thêm mới {self.count('added')}, cập nhật {self.count('updated')}, "
            f"không đổi {self.count('unchanged')}, không đọc được {len(self.failures)} "
            f"({self.seconds:.1f} giây)."
        )


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Outcome of a bulk import: how many rows went in, which did not and why."""

    added: int
    failures: tuple[Problem, ...]
    seconds: float = 0.0

    def view(self) -> Json:
        """The JSON of `cancu import` and `cancu registry import`."""
        return {
            "added": self.added,
            "refused": [views.problem(item) for item in self.failures],
            "seconds": round(self.seconds, 2),
        }

    def sentence(self) -> str:
        """One line that sums up."""
        return f"Đã nạp {self.added} dòng, từ chối {len(self.failures)} dòng."


class Intake(Shelf):
    """Writing into a library."""

    def ingest(
        self, paths: Sequence[Path], *, jobs: int = 1, progress: Say | None = None
    ) -> IngestReport:
        """Read files and folders and store each document in a transaction of its own.

        Files already held with the same bytes are not read again. A file that cannot be read
        is a failure in the report; the others go on. The index follows the store at the end.
        """
        from ingest import pipeline

        begun = time.monotonic()
        files, failures = pipeline.walk(paths)
        done: list[Ingested] = []
        failed = list(failures)
        if files:
            known = {path: self._held_bytes(path) for path in files}
            new = [path for path in files if known[path] is None]
            readings = _read_all(new, jobs)
            for place, path in enumerate(files, start=1):
                held = known[path]
                if held is not None:
                    done.append(self._told(held, "unchanged"))
                    continue
                reading = next(readings)
                if progress:
                    progress(f"[{place}/{len(files)}] {path.name}")
                if reading.source.lines:
                    done.append(self._store(reading))
                else:
                    failed.extend(reading.problems)
        if done:
            self.fresh_engine()
        return IngestReport(tuple(done), tuple(failed), time.monotonic() - begun)

    def _held_bytes(self, path: Path) -> DocumentRecord | None:
        """The document that holds this file's bytes already."""
        if not self.exists():
            return None
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            return None
        return self.store.holding(digest)

    def _store(self, reading: Reading) -> Ingested:
        from kg.rows import document_id
        from search.passages import split

        written = self.writable.put(reading, split(reading, document_id(reading)))
        return self._told(written.record, written.change.value)

    def _told(self, record: DocumentRecord, change: str) -> Ingested:
        store = self.writable
        return Ingested(
            id=record.id,
            path=record.path,
            number=record.header.number,
            title=record.header.title,
            passages=sum(1 for _ in store.passages(documents=[record.id])),
            citations=len(store.mentions(record.id)),
            tasks=len(store.tasks(record.id)),
            problems=tuple(store.problems(record.id)),
            change=change,
        )

    def remove(self, name: str) -> str:
        """Take a document out of the store and the index; returns its id."""
        removed = self.store.remove(self.find_held(name).id).id
        self.fresh_engine()
        return removed

    def import_articles(self, path: Path, *, progress: Say | None = None) -> ImportReport:
        """Take a dataset of articles (JSONL, may be gzipped), one passage each, ids kept.

        A run that was broken off goes on where it stopped; a file whose bytes changed is read
        from its beginning. Rows that are none are refused.
        """
        begun = time.monotonic()
        refused: list[Problem] = []
        rows = _articles(path, refused, progress)
        added = self.writable.import_passages(f"{path.name} {_digest(path)}", rows)
        self.fresh_engine()
        return ImportReport(added, tuple(refused), time.monotonic() - begun)


def _read_all(paths: Sequence[Path], jobs: int) -> Iterator[Reading]:
    """Readings in the order of `paths`, by `jobs` processes where more than one is asked for."""
    from ingest import pipeline

    if jobs == 1 or len(paths) < 2:
        yield from map(pipeline.read, paths)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from pool.map(pipeline.read, paths)


def _digest(path: Path) -> str:
    """What tells one version of a dataset from another: 16 hex digits of its SHA-256."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()[:16]
    except OSError as error:
        raise _unreadable(path) from error


def _lines(path: Path) -> Iterator[str]:
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as file:
            yield from file
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise _unreadable(path) from error


def _unreadable(path: Path) -> CancuError:
    return CancuError(f"Không đọc được tệp “{path}”.", "Tệp phải là JSONL hoặc JSONL.gz.")


def _articles(path: Path, refused: list[Problem], progress: Say | None) -> Iterator[Passage]:
    """Passages of a dataset; what cannot be one goes to `refused` with its line."""
    for number, line in enumerate(_lines(path), start=1):
        if progress and number % 10_000 == 0:
            progress(f"{path.name}: {number} dòng")
        try:
            row = json.loads(line)
            yield Passage(
                id=str(row["id"]),
                document=str(row["number"]),
                heading_path=tuple(
                    str(row[name])
                    for name in ("document_title", "chapter", "heading")
                    if row.get(name)
                ),
                text=str(row["text"]),
                line_start=0,
                line_end=0,
                title=str(row.get("document_title") or ""),
            )
        except (ValueError, KeyError, TypeError):
            refused.append(
                Problem(
                    ProblemCode.ROW_REFUSED,
                    found=line[:80].strip(),
                    expected="an object with id, number and text",
                    place=f"{path.name}:{number}",
                )
            )
