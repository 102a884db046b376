"""The library: one SQLite file that holds every document whole or not at all.

`Store` writes; what it can be asked stands in `kg.queries`, `kg.contents`, `kg.citing`,
`kg.edges`, what users add to it in `kg.fact_ledger` and `kg.choice_ledger`. One document is one
transaction: its rows, the links of the mentions it touches, the stubs they need.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

from sqlalchemy import Connection, func, select, text, update

from kg import events, journal, opening
from kg.choice_ledger import ChoiceLedger, forget_choices
from kg.choosing import work_of_record
from kg.citing import CitationReads
from kg.contents import ContentReads
from kg.dataset_writes import DatasetWrites
from kg.edges import EdgeReads
from kg.errors import NotFoundError
from kg.events import EventKind, EventReads
from kg.fact_ledger import FactLedger
from kg.file_paths import KEPT
from kg.holdings import HoldingReads
from kg.ledger import Linker
from kg.model import DocumentRecord, Passage, Reading
from kg.opening import open_engine, writing
from kg.putting import Change, Written, held_records, note_written, others_at, put_one, take_out
from kg.review_ledger import ReviewReads
from kg.review_rows import add_review, forget_reviews, reviews_in, take_back_review
from kg.reviews import ReviewChange
from kg.rows import document_id, groups_of
from kg.schema import documents, mentions
from kg.task_reads import TaskReads
from kg.task_words import forget_gone

if TYPE_CHECKING:
    from kg.registry import Registry

__all__ = ["Change", "Store", "Written", "document_id"]


class Store(
    ContentReads,
    TaskReads,
    CitationReads,
    EdgeReads,
    EventReads,
    HoldingReads,
    ReviewReads,
    DatasetWrites,
    FactLedger,
    ChoiceLedger,
):
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
        self,
        reading: Reading,
        passages: Sequence[Passage] = (),
        *,
        again: bool = False,
        by: str = "",
    ) -> Written:
        """Add what was read from one file, in one transaction.

        The same bytes are held already: unchanged (unless `again`, which takes the new reading).
        Other bytes were held from the same path: they go, this comes. passages: of the document
        `document_id(reading)`; raises ValueError on others. by: who does it.
        """
        return self.put_all([(reading, passages)], again=again, by=by)[0]

    def put_all(
        self,
        items: Iterable[tuple[Reading, Sequence[Passage]]],
        *,
        again: bool = False,
        by: str = "",
    ) -> list[Written]:
        """`put` for several readings in one transaction: all go in, or none.

        Links are made once, for all of them: a document that many cite is linked anew with each
        transaction, which makes one for each file slow in a large library.
        """
        self._load_registry()
        with writing(self.engine) as connection:
            written = self._write(connection, items, again=again)
            note_written(connection, written, by)
        return written

    def put_review(
        self, reading: Reading, passages: Sequence[Passage], change: ReviewChange
    ) -> Written | None:
        """Keep a review or take it back, with the document as it reads then, in one transaction.

        None, and nothing is written, where the document is gone or somebody else reviewed it
        meanwhile: the reading must be made anew.
        """
        self._load_registry()
        with writing(self.engine) as connection:
            known = tuple(review.serial for review in reviews_in(connection, reading.sha256))
            before = held_records(connection, documents.c.sha256 == reading.sha256)
            if known != change.known or not before:
                return None
            if change.review.serial:
                take_back_review(connection, change.review.serial)
            else:
                add_review(connection, change.review)
            done = self._write(connection, [(reading, passages)], again=True)[0]
            events.rename(connection, done.gone, done.record)
            events.note(connection, change.kind, change.by, done.record, count=change.review.line)
        return done

    def put_file(self, name: str, path: str, *, by: str = "") -> None:
        """The file of the document with this id is at `path` from now on; nothing is read anew.

        Documents of other bytes that were held from there go.
        """
        self._load_registry()
        fits = (documents.c.id == name) & documents.c.held
        with writing(self.engine) as connection:
            found = held_records(connection, fits)
            gone = [other for record in found for other in others_at(connection, record, path)]
            connection.execute(update(documents).where(fits).values(path=KEPT(path)))
            self._let_go(connection, gone, by)

    def _write(
        self,
        connection: Connection,
        items: Iterable[tuple[Reading, Sequence[Passage]]],
        *,
        again: bool,
    ) -> list[Written]:
        """Readings written and linked; events are the caller's."""
        written: list[Written] = []
        groups: set[str] = set()
        keys: set[str] = set()
        changed: set[str] = set()
        last = connection.scalar(select(func.max(mentions.c.serial))) or 0
        for reading, passages in items:
            done, touched, known = put_one(connection, reading, passages, again=again)
            written.append(done)
            changed |= done.changed
            groups |= touched
            keys |= known
        if keys:
            own = {group for done in written for group in groups_of(done.record)}
            only_added = all(done.change is Change.ADDED for done in written)
            fresh = (groups - own, last) if only_added else None
            self._relink(connection, groups, keys, fresh)
            journal.note(connection, changed)
        if any(done.gone for done in written):
            forget_gone(connection)
        return written

    def remove(self, name: str, *, by: str = "") -> DocumentRecord:
        """Take out the document held under this id.

        Nothing of it stays but a stub if others cite it. Raises NotFoundError where it is not
        held.
        """
        self._load_registry()
        with writing(self.engine) as connection:
            found = held_records(connection, documents.c.id == name)
            if not found:
                raise NotFoundError(
                    f"Thư viện không giữ văn bản {name}.",
                    "Hãy xem danh sách bằng lệnh: cancu documents.",
                )
            self._let_go(connection, found, by)
            forget_choices(connection, work_of_record(found[0]))
        return found[0]

    def _let_go(self, connection: Connection, gone: Sequence[DocumentRecord], by: str) -> None:
        """Take documents out that nothing comes for."""
        if not gone:
            return
        names = [record.id for record in gone]
        groups, keys = take_out(connection, gone)
        forget_gone(connection)
        forget_reviews(connection, [record.sha256 for record in gone])
        self._relink(connection, groups, keys)
        journal.note(connection, names)
        events.forget(connection, names)
        removed = [(EventKind.DOCUMENT_REMOVED, record) for record in gone]
        events.note_all(connection, removed, by)

    def changed_since(self, stamp: str) -> set[str] | None:
        """Documents whose passages changed after the state of this `stamp`.

        Ids of held documents, gone ones among them, and numbers of those of datasets. None where
        the stamp is not known: all may have changed.
        """
        with opening.reading(self.engine) as connection:
            return journal.changed_since(connection, stamp)

    def forget_changes(self, stamp: str) -> None:
        """An index has taken in all until the state of this stamp: no trace need stay of it."""
        with writing(self.engine) as connection:
            journal.forget_until(connection, stamp)

    def faults(self) -> list[str]:
        """What is wrong inside the file; empty for a sound library. Reads all of it."""
        with opening.reading(self.engine) as connection:
            pages = connection.scalars(text("PRAGMA integrity_check")).all()
            rows = connection.execute(text("PRAGMA foreign_key_check")).all()
        return [str(page) for page in pages if page != "ok"] + [str(tuple(row)) for row in rows]
