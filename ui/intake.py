"""What goes into a library: documents from files, bulk articles; and out again."""

import os
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from kg.errors import AmbiguousError, Problem
from kg.model import DocumentRecord, Passage, Reading, SourceText
from ui import originals
from ui.choice_desk import this_user
from ui.datasets import Seen, articles, digest
from ui.ingest_report import ImportReport, Ingested, IngestReport, Step, Watch
from ui.progress import Amount, Tell
from ui.shelf import Shelf

__all__ = ["ImportReport", "IngestReport", "Ingested", "Intake", "Step", "Watch"]

_NO_TEXT: Final = SourceText(())


class Intake(Shelf):
    """Writing into a library."""

    def ingest(  # noqa: PLR0913 - each option of the command is one
        self,
        paths: Sequence[Path],
        *,
        jobs: int | None = None,
        resume: bool = False,
        allow_classified: bool = False,
        progress: Watch | None = None,
        indexing: Tell | None = None,
        by: str | None = None,
    ) -> IngestReport:
        """Read files and folders, each file in a limited child, and store their documents.

        Files already held with the same bytes are not read again; with `resume` neither are
        those that gave no document before. A file that cannot be read is a failure in the
        report; the others go on. Documents are stored in batches, each whole or not at all; a
        run that is broken off keeps what it has read. The index follows at the end.
        jobs: files read at a time, all cores where None. progress, indexing: called in this
        thread with each file, and with how far the index is. by: who brings them in, the user of
        this computer where None.
        """
        from ingest import children, pipeline
        from ui.ingest_run import Run

        begun = time.monotonic()
        files, wrong = pipeline.walk(paths)
        run = Run(
            self, files, progress, resume=resume, allow_classified=allow_classified, by=_actor(by)
        )
        reads = children.read_all(
            run.unknown(),
            jobs or min(_cores(), max(1, len(files))),
            {"allow_classified": allow_classified},
        )
        try:
            for read in reads:
                run.take(read)
        finally:
            reads.close()
            run.flush()
        if run.documents:
            self.fresh_engine(indexing or _unseen)
        documents, failures = run.outcome()
        return IngestReport(documents, (*wrong, *failures), time.monotonic() - begun)

    def held_bytes(self, digest: str) -> DocumentRecord | None:
        """The document that holds a file with this SHA-256 already."""
        return self.store.holding(digest) if digest and self.exists() else None

    def held_at(self, digest: str, path: Path) -> DocumentRecord | None:
        """The document that holds these bytes; where its own file is gone, `path` is that now."""
        held = self.held_bytes(digest)
        if held is None or not held.path or Path(held.path).is_file():
            return held
        self.store.put_file(held.id, str(path.absolute()))
        return self.held_bytes(digest)

    def store_all(self, readings: Iterator[Reading], *, by: str = "") -> list[Ingested]:
        """Store readings in one transaction; what became of each, in their order.

        What people corrected in a file that is read anew holds in its new reading.
        """
        from kg.rows import document_id
        from search.passages import split

        counted: list[tuple[Reading, int]] = []

        def parts() -> Iterator[tuple[Reading, list[Passage]]]:
            for read in readings:
                reading = self._reviewed(_placed(read))
                passages = list(split(reading, document_id(reading)))
                counted.append((replace(reading, source=_NO_TEXT), len(passages)))
                yield reading, passages

        written = self.writable.put_all(parts(), by=by)
        return [
            _ingested(reading, done.record, passages, done.change.value)
            if done.change.value != "unchanged"
            else self.told(done.record)
            for done, (reading, passages) in zip(written, counted, strict=True)
        ]

    def _reviewed(self, reading: Reading) -> Reading:
        """A reading with what people said of its doubtful places before."""
        reviews = self.writable.reviews_of(reading.sha256) if reading.sha256 else []
        if not reviews:
            return reading
        from ingest.rereading import read_again

        return read_again(reading, reviews)

    def told(self, record: DocumentRecord) -> Ingested:
        """What is known of a document that was held before."""
        store = self.store
        return Ingested(
            id=record.id,
            path=record.path,
            number=record.header.number,
            title=record.header.title,
            passages=sum(1 for _ in store.passages(documents=[record.id])),
            citations=len(store.mentions(record.id)),
            tasks=len(store.tasks(record.id)),
            problems=tuple(store.problems(record.id)),
            change="unchanged",
        )

    def remove(self, name: str, *, by: str | None = None) -> str:
        """Take a document out of the store and the index, its kept file too; returns its id.

        Or a dataset, by the path or the name of its file; returns that. Raises NotFoundError,
        AmbiguousError with the choices.
        """
        dataset = self._dataset(name)
        if dataset is not None:
            self.store.remove_dataset(dataset, by=_actor(by))
            removed = name
        else:
            record = self.store.remove(self.find_held(name).id, by=_actor(by))
            originals.forget(self.folder, Path(record.path))
            removed = record.id
        self.fresh_engine(_unseen)
        return removed

    def _dataset(self, name: str) -> str | None:
        """The dataset that was read from the file of this path or name."""
        path = str(Path(name).resolve()) if name else ""
        listed = self.store.datasets()
        found = [one for one in listed if one[1] and str(Path(one[1]).resolve()) == path]
        found = found or [one for one in listed if name in (one[0], one[0].rpartition(" ")[0])]
        if len(found) > 1:
            raise AmbiguousError(
                f"Có {len(found)} tệp dữ liệu tên “{name}” đã được nạp.",
                "Hãy nêu cả đường dẫn của tệp:",
                tuple(source or identity for identity, source in found),
            )
        return found[0][0] if found else None

    def import_articles(
        self, path: Path, *, progress: Tell | None = None, by: str | None = None
    ) -> ImportReport:
        """Take a dataset of articles (JSONL, may be gzipped), one passage each, ids kept.

        A run that was broken off goes on where it stopped. A file whose bytes changed takes the
        place of what was read from that path before; rows that did not change cost nothing to
        index. Rows that are none are refused.
        """
        begun = time.monotonic()
        refused: list[Problem] = []
        rows = articles(path, refused, _following(path, progress))
        added = self.writable.import_passages(
            f"{path.name} {digest(path)}", rows, source=str(path.resolve()), by=_actor(by)
        )
        self.fresh_engine(progress or _unseen)
        return ImportReport(added, tuple(refused), time.monotonic() - begun)


def _placed(reading: Reading) -> Reading:
    """With the whole path of its file: it is asked for from other folders, by other programs."""
    path = os.path.abspath(reading.path) if reading.path else ""  # noqa: PTH100 - links are kept
    return replace(reading, path=path)


def _actor(by: str | None) -> str:
    return this_user() if by is None else by


def _following(path: Path, progress: Tell | None) -> Seen | None:
    """Tells how much of a file was read."""
    if progress is None:
        return None
    size = path.stat().st_size if path.is_file() else 0

    def seen(read: int, rows: int) -> None:
        progress(Amount(f"Nạp {path.name}", read, size, rows))

    return seen


def _unseen(_: Amount) -> None:
    """What is indexed because something was just taken in or out needs no word."""


def _ingested(reading: Reading, record: DocumentRecord, passages: int, change: str) -> Ingested:
    return Ingested(
        id=record.id,
        path=record.path,
        number=record.header.number,
        title=record.header.title,
        passages=passages,
        citations=len(reading.mentions),
        tasks=len(reading.tasks),
        problems=reading.problems,
        change=change,
    )


def _cores() -> int:
    """Cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
