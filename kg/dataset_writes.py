"""Bulk datasets of passages: taken in batch by batch, gone on with, replaced, taken out."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from sqlalchemy import ColumnElement, Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from kg import journal
from kg.events import EventKind, note
from kg.file_paths import FOUND, KEPT
from kg.model import Passage
from kg.opening import reading, writing
from kg.queries import DocumentReads
from kg.records import dump
from kg.rows import among
from kg.schema import dataset_passages, datasets

BATCH = 5000


class DatasetWrites(DocumentReads):
    """Datasets whose passages keep their own ids. The last one imported owns an id."""

    def import_passages(  # noqa: PLR0913 - what is imported, from where and how
        self,
        dataset: str,
        passages: Iterable[Passage],
        *,
        source: str | None = None,
        batch: int = BATCH,
        resume: bool = True,
        by: str = "",
    ) -> int:
        """Add a dataset of passages that keep their own ids, a transaction per batch.

        resume: skip what an earlier, broken run has written (`passages` must come in the same
        order); a finished dataset is left as it is. Otherwise it is replaced. Returns how many
        passages were written. A passage whose id exists takes its place; a dataset that loses
        passages to another is no longer finished.
        source: where the dataset was read from. Other datasets of the same source are earlier
        versions: what this one does not have of them goes with its last batch.
        """
        if not resume:
            self.remove_dataset(dataset)
        done, complete = self.dataset(dataset)
        if complete:
            self._drop_versions(source, dataset)
            return 0
        before = done
        rest = islice(passages, done, None)
        for part, is_last in _batches(rest, batch):
            done += len(part)
            with writing(self.engine) as connection:
                _put_dataset(connection, dataset, source, done, complete=is_last)
                changed = _write_rows(connection, dataset, part)
                if is_last:
                    changed |= _drop_others(connection, source, dataset)
                if changed:
                    journal.note(connection, changed)
                if is_last:
                    note(
                        connection, EventKind.DATASET_IMPORTED, by,
                        detail=_shown(dataset), count=done,
                    )  # fmt: skip
        return done - before

    def dataset(self, name: str) -> tuple[int, bool]:
        """How many passages of a dataset were written, and whether that was all of them."""
        query = select(datasets.c.done, datasets.c.complete).where(datasets.c.name == name)
        with reading(self.engine) as connection:
            found = connection.execute(query).first()
        return (found.done, found.complete) if found else (0, False)

    def datasets(self) -> list[tuple[str, str | None]]:
        """(name, source) of every dataset, whole or broken off, by name."""
        source = FOUND(datasets.c.source)
        query = select(datasets.c.name, source).order_by(datasets.c.name)
        with reading(self.engine) as connection:
            return list(connection.execute(query).tuples())

    def remove_dataset(self, name: str, *, by: str = "") -> None:
        """Take out a dataset with all its passages."""
        with writing(self.engine) as connection:
            known = connection.scalar(select(datasets.c.name).where(datasets.c.name == name))
            changed = _drop(connection, [name])
            if changed:
                journal.note(connection, changed)
            if known is not None:
                note(connection, EventKind.DATASET_REMOVED, by, detail=_shown(name))

    def _drop_versions(self, source: str | None, kept: str) -> None:
        """Take out other datasets of this source; one of an earlier program gets to know its."""
        if source is None:
            return
        nameless = (datasets.c.name == kept) & datasets.c.source.is_(None)
        query = select(datasets.c.name).where(_is_other(source, kept) | nameless).limit(1)
        with reading(self.engine) as connection:
            if connection.scalar(query) is None:
                return
        with writing(self.engine) as connection:
            connection.execute(update(datasets).where(nameless).values(source=KEPT(source)))
            changed = _drop_others(connection, source, kept)
            if changed:
                journal.note(connection, changed)


def _shown(dataset: str) -> str:
    """The file's name, without the digest that tells its versions apart."""
    name, _, digest = dataset.rpartition(" ")
    return name if name and digest.isalnum() else dataset


def _batches(passages: Iterator[Passage], size: int) -> Iterator[tuple[Sequence[Passage], bool]]:
    """Parts of `size` passages, and whether a part is the last; an empty one where none is left."""
    while True:
        part = list(islice(passages, size))
        is_last = len(part) < size
        yield part, is_last
        if is_last:
            return


def _put_dataset(
    connection: Connection, name: str, source: str | None, done: int, *, complete: bool
) -> None:
    values = {"done": done, "complete": complete, "source": KEPT(source)}
    statement = upsert(datasets).values(name=name, **values)
    connection.execute(statement.on_conflict_do_update(set_=values))


def _write_rows(connection: Connection, dataset: str, part: Sequence[Passage]) -> set[str]:
    """Write rows; the documents whose passages are not what they were before."""
    before = _rows_before(connection, [passage.id for passage in part])
    losing = {owner for owner, _, _ in before.values()} - {dataset}
    if losing:
        fits = datasets.c.name.in_(among(losing))
        connection.execute(update(datasets).where(fits).values(done=0, complete=False))
    changed: set[str] = set()
    rows = []
    for passage in part:
        record = dump(passage)
        _, document, told = before.get(passage.id, ("", passage.document, ""))
        if told != record:
            changed |= {document, passage.document}
        rows.append(
            {
                "id": passage.id,
                "dataset": dataset,
                "document": passage.document,
                "record": record,
            }
        )
    if rows:
        statement = upsert(dataset_passages)
        renewed = {name: statement.excluded[name] for name in ("dataset", "document", "record")}
        connection.execute(statement.on_conflict_do_update(set_=renewed), rows)
    return changed


def _rows_before(connection: Connection, ids: Sequence[str]) -> dict[str, tuple[str, str, str]]:
    """(dataset, document, record) of those of these passages that are there, by id."""
    table = dataset_passages.c
    query = select(table.id, table.dataset, table.document, table.record)
    rows = connection.execute(query.where(table.id.in_(among(ids))))
    return {row.id: (row.dataset, row.document, row.record) for row in rows}


def _drop_others(connection: Connection, source: str | None, kept: str) -> set[str]:
    """Take out other datasets of this source; the documents that lost passages."""
    if source is None:
        return set()
    return _drop(
        connection, connection.scalars(select(datasets.c.name).where(_is_other(source, kept))).all()
    )


def _is_other(source: str | None, kept: str) -> ColumnElement[bool]:
    return (datasets.c.source == KEPT(source)) & (datasets.c.name != kept)


def _drop(connection: Connection, names: Sequence[str]) -> set[str]:
    """Take out datasets; the documents that lost passages."""
    if not names:
        return set()
    lost = select(dataset_passages.c.document).distinct()
    found = set(connection.scalars(lost.where(dataset_passages.c.dataset.in_(names))))
    connection.execute(delete(datasets).where(datasets.c.name.in_(names)))
    return found
