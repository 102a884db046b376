"""The library: one SQLite file that holds every document whole or not at all.

`Store` writes; what it can be asked stands in `kg.queries`, `kg.contents`, `kg.citing`,
`kg.edges`, what users add to it in `kg.ledger`. One document is one transaction: its rows, the
links of the mentions it touches, the stubs they need.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Self

from sqlalchemy import ColumnElement, Connection, delete, func, select, text
from sqlalchemy.dialects.sqlite import insert as upsert

from kg import opening
from kg.citing import CitationReads
from kg.contents import ContentReads
from kg.edges import EdgeReads
from kg.errors import NotFoundError
from kg.fact_ledger import FactLedger
from kg.ledger import Linker, restamp
from kg.model import DocumentRecord, Passage, Reading
from kg.opening import open_engine, writing
from kg.records import dump
from kg.rows import RECORD_COLUMNS, document_id, groups_of, record_from, record_of
from kg.schema import dataset_passages, datasets, documents, mentions
from kg.writing import erase_document, write_document

if TYPE_CHECKING:
    from kg.registry import Registry

__all__ = ["Change", "Store", "Written", "document_id"]


class Change(StrEnum):
    """What adding a file did."""

    ADDED = "added"
    UPDATED = "updated"  # the file at this path had other bytes before, or was read again
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Written:
    """Outcome of `Store.put`. replaced: id of the document that went for this one."""

    record: DocumentRecord
    change: Change
    replaced: str | None = None


class Store(ContentReads, CitationReads, EdgeReads, FactLedger):
    """A library. One instance serves many threads; processes may share the file."""

    @classmethod
    def open(
        cls,
        path: Path,
        registry: "Registry | None" = None,
        *,
        linker: Linker | None = None,
        create: bool = True,
    ) -> Self:
        """Open the library in folder `path` (or the file itself, *.sqlite), made where need be.

        registry: facts to link with; the shipped ones, loaded at the first write, where None.
        Raises NotFoundError where there is none and `create` is false; LibraryError where it is
        damaged or of a newer version.
        """
        return cls(open_engine(path, create=create), registry, linker)

    def close(self) -> None:
        """Give the file free."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def add(self, reading: Reading, passages: Sequence[Passage] = ()) -> DocumentRecord:
        """`put`, for those who need only the document."""
        return self.put(reading, passages).record

    def put(
        self, reading: Reading, passages: Sequence[Passage] = (), *, again: bool = False
    ) -> Written:
        """Add what was read from one file, in one transaction.

        The same bytes are held already: unchanged (unless `again`, which takes the new reading).
        Other bytes were held from the same path: they go, this comes. passages: of the document
        `document_id(reading)`; raises ValueError on others.
        """
        return self.put_all([(reading, passages)], again=again)[0]

    def put_all(
        self, items: Iterable[tuple[Reading, Sequence[Passage]]], *, again: bool = False
    ) -> list[Written]:
        """`put` for several readings in one transaction: all go in, or none.

        Links are made once, for all of them: a document that many cite is linked anew with each
        transaction, which makes one for each file slow in a large library.
        """
        self._load_registry()
        written: list[Written] = []
        groups: set[str] = set()
        keys: set[str] = set()
        with writing(self.engine) as connection:
            last = connection.scalar(select(func.max(mentions.c.serial))) or 0
            for reading, passages in items:
                done, touched, known = _put(connection, reading, passages, again=again)
                written.append(done)
                groups |= touched
                keys |= known
            if keys:
                own = {group for done in written for group in groups_of(done.record)}
                only_added = all(done.change is Change.ADDED for done in written)
                fresh = (groups - own, last) if only_added else None
                self._relink(connection, groups, keys, fresh)
                restamp(connection)
        return written

    def remove(self, name: str) -> DocumentRecord:
        """Take out the document held under this id.

        Nothing of it stays but a stub if others cite it. Raises NotFoundError where it is not
        held.
        """
        self._load_registry()
        with writing(self.engine) as connection:
            found = _records(connection, documents.c.id == name)
            if not found:
                raise NotFoundError(
                    f"Thư viện không giữ văn bản {name}.",
                    "Hãy xem danh sách bằng lệnh: cancu documents.",
                )
            groups, keys = _take_out(connection, found)
            self._relink(connection, groups, keys)
            restamp(connection)
        return found[0]

    def import_passages(
        self, dataset: str, passages: Iterable[Passage], *, batch: int = 5000, resume: bool = True
    ) -> int:
        """Add a dataset of passages that keep their own ids, a transaction per batch.

        resume: skip what an earlier, broken run has written (`passages` must come in the same
        order); a finished dataset is left as it is. Otherwise it is replaced. Returns how many
        passages were written. A passage whose id exists takes its place.
        """
        if not resume:
            self.remove_dataset(dataset)
        done, complete = self.dataset(dataset)
        if complete:
            return 0
        rest = islice(passages, done, None)
        written = 0
        while True:
            part = list(islice(rest, batch))
            written += len(part)
            with writing(self.engine) as connection:
                _write_batch(connection, dataset, part, complete=len(part) < batch)
                restamp(connection)
            if len(part) < batch:
                return written

    def dataset(self, name: str) -> tuple[int, bool]:
        """How many passages of a dataset were written, and whether that was all of them."""
        query = select(datasets.c.done, datasets.c.complete).where(datasets.c.name == name)
        with opening.reading(self.engine) as connection:
            found = connection.execute(query).first()
        return (found.done, found.complete) if found else (0, False)

    def remove_dataset(self, name: str) -> None:
        """Take out a dataset with all its passages."""
        with writing(self.engine) as connection:
            gone = connection.execute(delete(datasets).where(datasets.c.name == name))
            if gone.rowcount:
                restamp(connection)

    def faults(self) -> list[str]:
        """What is wrong inside the file; empty for a sound library. Reads all of it."""
        with opening.reading(self.engine) as connection:
            pages = connection.scalars(text("PRAGMA integrity_check")).all()
            rows = connection.execute(text("PRAGMA foreign_key_check")).all()
        return [str(page) for page in pages if page != "ok"] + [str(tuple(row)) for row in rows]


def _records(connection: Connection, fits: ColumnElement[bool]) -> list[DocumentRecord]:
    rows = connection.execute(select(*RECORD_COLUMNS).where(fits, documents.c.held))
    return [record_of(row) for row in rows]


def _held_before(
    connection: Connection, record: DocumentRecord
) -> tuple[DocumentRecord | None, DocumentRecord | None]:
    """The document held with the same bytes, and another one held from the same path."""
    same = _records(connection, documents.c.sha256 == record.sha256)
    path = _records(connection, documents.c.path == record.path) if record.path else []
    older = [found for found in path if found.sha256 != record.sha256]
    return next(iter(same), None), next(iter(older), None)


def _put(
    connection: Connection, reading: Reading, passages: Sequence[Passage], *, again: bool
) -> tuple[Written, set[str], set[str]]:
    """Write one reading; what it did, the groups to link anew and the keys to look after."""
    record = record_from(reading)
    if any(part.document != record.id for part in passages):
        raise ValueError(f"passages of another document than {record.id}")
    same, older = _held_before(connection, record)
    kept = same is not None and not again
    gone = [found for found in (None if kept else same, older) if found is not None]
    groups, keys = _take_out(connection, gone)
    if kept and same is not None:
        return Written(same, Change.UNCHANGED), groups, keys
    serial = write_document(connection, record, reading, passages)
    groups |= groups_of(record) | _groups_in(connection, serial)
    change = Change.UPDATED if gone else Change.ADDED
    return Written(record, change, gone[-1].id if gone else None), groups, keys | {record.key}


def _take_out(connection: Connection, gone: Iterable[DocumentRecord]) -> tuple[set[str], set[str]]:
    """Erase documents; the groups to link anew and the keys to look after."""
    groups: set[str] = set()
    keys: set[str] = set()
    for record in gone:
        more_groups, more_keys = erase_document(connection, record.id)
        groups |= more_groups
        keys |= more_keys
    return groups, keys


def _groups_in(connection: Connection, serial: int) -> set[str]:
    query = select(mentions.c.group_key).where(mentions.c.document == serial).distinct()
    return {group for group in connection.scalars(query) if group}


def _write_batch(
    connection: Connection, dataset: str, part: Sequence[Passage], *, complete: bool
) -> None:
    begun = upsert(datasets).values(name=dataset, done=len(part), complete=complete)
    counted = {"done": datasets.c.done + len(part), "complete": complete}
    connection.execute(begun.on_conflict_do_update(set_=counted))
    rows = [
        {"id": p.id, "dataset": dataset, "document": p.document, "record": dump(p)} for p in part
    ]
    if rows:
        statement = upsert(dataset_passages)
        renewed = {n: statement.excluded[n] for n in ("dataset", "document", "record")}
        connection.execute(statement.on_conflict_do_update(set_=renewed), rows)
