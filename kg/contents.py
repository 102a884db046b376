"""Reading a library: what stands in its documents."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypedDict, TypeVar, Unpack

from sqlalchemy import Select, Table, bindparam, func, select

from kg.effects import Effect
from kg.folding import fold, tokens
from kg.model import DocumentRelation, Line, Passage, Section, SourceText, Target, Task
from kg.number import number_key
from kg.opening import reading
from kg.queries import DocumentReads
from kg.records import load
from kg.rows import among, line_of, word_key
from kg.schema import (
    dataset_passages,
    documents,
    effects,
    lines,
    passages,
    relations,
    sections,
    targets,
    tasks,
)

T = TypeVar("T")
_HELD = documents  # the table, where a parameter has its name
_CHUNK = 1000
_LINES = (  # made once: it is asked many times for one question
    select(*(column for column in lines.c if column.name != "document"))
    .join(documents, documents.c.serial == lines.c.document)
    .where(documents.c.id == bindparam("name"))
    .where(lines.c.number.between(bindparam("first"), bindparam("last")))
    .order_by(lines.c.number)
)


@dataclass(frozen=True, slots=True)
class DocumentTask:
    """A task and the id of the document that gives it."""

    document: str
    task: Task


@dataclass(frozen=True, slots=True)
class DocumentTarget:
    """A target and the id of the document that sets it."""

    document: str
    target: Target


class TaskFilter(TypedDict, total=False):
    """Which tasks; what is absent or None does not narrow.

    office, text: words, with or without diacritics; the office's name holds them side by side.
    field: whole. due_before: deadlines before this day; tasks without a day are left out.
    """

    office: str | None
    field: str | None
    due_before: dt.date | None
    text: str | None


class ContentReads(DocumentReads):
    """Questions on what was read from documents. Names are ids of documents held."""

    def source(self, name: str) -> SourceText | None:
        """The lines of a document; None where it is not held."""
        owner = select(documents.c.serial, documents.c.damaged).where(
            documents.c.id == name, documents.c.held
        )
        columns = [c for c in lines.c if c.name != "document"]
        with reading(self.engine) as connection:
            found = connection.execute(owner).first()
            if found is None:
                return None
            query = select(*columns).where(lines.c.document == found.serial)
            rows = connection.execute(query.order_by(lines.c.number))
            return SourceText(tuple(line_of(row) for row in rows), found.damaged)

    def lines(self, name: str, first: int, last: int) -> list[Line]:
        """Lines first..last of a document, from 1, both inclusive; those that there are."""
        asked = {"name": name, "first": first, "last": last}
        with reading(self.engine) as connection:
            return [line_of(row) for row in connection.execute(_LINES, asked)]

    def sections(self, name: str) -> list[Section]:
        """The outline of a document, in text order."""
        return [section for _, section in self._recorded(Section, sections, name)]

    def relations(self, name: str) -> list[DocumentRelation]:
        """What a document says between the documents that it cites."""
        return [said for _, said in self._recorded(DocumentRelation, relations, name)]

    def effects(self, name: str) -> list[Effect]:
        """What a document says of its own effect and of that of others, in text order."""
        return [said for _, said in self._recorded(Effect, effects, name)]

    def relations_on(self, number: str) -> list[tuple[str, DocumentRelation]]:
        """What documents held say of this number, either end: (id of who says it, relation)."""
        key = number_key(number)
        query = _recorded_query(relations, None).where(
            (relations.c.source_key == key) | (relations.c.target_key == key)
        )
        return self._values(DocumentRelation, query)

    def tasks(self, name: str | None = None, **where: Unpack[TaskFilter]) -> list[DocumentTask]:
        """Tasks of one document, or of all, in text order."""
        query = _recorded_query(tasks, name)
        if office := where.get("office"):
            query = query.where(tasks.c.offices.contains(word_key(office), autoescape=True))
        if field := where.get("field"):
            query = query.where(tasks.c.field_key == fold(field))
        if due := where.get("due_before"):
            query = query.where(tasks.c.deadline < due)
        for word in tokens(where.get("text") or ""):
            query = query.where(tasks.c.words.contains(f" {word}", autoescape=True))
        return [DocumentTask(owner, task) for owner, task in self._values(Task, query)]

    def tasks_in(self, names: Collection[str] | None) -> list[tuple[str, Task]]:
        """Tasks of these documents, or of all, by id of the document, in text order."""
        return self._values(Task, _among(_recorded_query(tasks, None), names))

    def targets_in(self, names: Collection[str] | None) -> list[tuple[str, Target]]:
        """Targets of these documents, or of all, by id of the document, in text order."""
        return self._values(Target, _among(_recorded_query(targets, None), names))

    def targets(
        self, name: str | None = None, *, text: str | None = None, year: int | None = None
    ) -> list[DocumentTarget]:
        """Targets of one document, or of all, in text order; `text`: words of the indicator."""
        query = _recorded_query(targets, name)
        if year is not None:
            query = query.where(targets.c.year == year)
        for word in tokens(text or ""):
            query = query.where(targets.c.words.contains(f" {word}", autoescape=True))
        return [DocumentTarget(owner, target) for owner, target in self._values(Target, query)]

    def passages(
        self, ids: Sequence[str] | None = None, *, documents: Collection[str] | None = None
    ) -> Iterator[Passage]:
        """Passages by id (in that order, unknown ids left out), of some documents, or all.

        All: those of documents held, then those of datasets; of one moment, streamed.
        """
        if ids is not None:
            return self._passages_by_id(ids)
        return self._all_passages(documents)

    def _passages_by_id(self, ids: Sequence[str]) -> Iterator[Passage]:
        for start in range(0, len(ids), _CHUNK):
            wanted = ids[start : start + _CHUNK]
            found: dict[str, str] = {}
            with reading(self.engine) as connection:
                for table in (dataset_passages, passages):
                    query = select(table.c.id, table.c.record).where(table.c.id.in_(among(wanted)))
                    found.update((row.id, row.record) for row in connection.execute(query))
            yield from (load(Passage, found[name]) for name in wanted if name in found)

    def _all_passages(self, owners: Collection[str] | None) -> Iterator[Passage]:
        own = (
            select(passages.c.record)
            .join(documents, documents.c.serial == passages.c.document)
            .order_by(documents.c.id, passages.c.position)
        )
        bulk = select(dataset_passages.c.record).order_by(dataset_passages.c.serial)
        if owners is not None:
            own = own.where(documents.c.id.in_(among(owners)))
            bulk = bulk.where(dataset_passages.c.document.in_(among(owners)))
        with reading(self.engine) as connection:
            for query in (own, bulk):
                rows = connection.execution_options(yield_per=_CHUNK).scalars(query)
                yield from (load(Passage, row) for row in rows)

    def dataset_documents(self) -> list[str]:
        """Names of the documents whose passages came with datasets (their numbers)."""
        query = select(dataset_passages.c.document).distinct().order_by(dataset_passages.c.document)
        with reading(self.engine) as connection:
            return list(connection.scalars(query))

    def passage_count(self, *, documents: Collection[str] | None = None) -> int:
        """How many passages there are, of these documents (held ones and datasets'), or of all."""
        own = select(func.count()).select_from(passages)
        bulk = select(func.count()).select_from(dataset_passages)
        if documents is not None:
            held = select(_HELD.c.serial).where(_HELD.c.id.in_(among(documents)))
            own = own.where(passages.c.document.in_(held))
            bulk = bulk.where(dataset_passages.c.document.in_(among(documents)))
        with reading(self.engine) as connection:
            return sum(connection.scalar(query) or 0 for query in (own, bulk))

    def _recorded(self, kind: type[T], table: Table, name: str) -> list[tuple[str, T]]:
        return self._values(kind, _recorded_query(table, name))

    def _values(self, kind: type[T], query: Select[Any]) -> list[tuple[str, T]]:
        with reading(self.engine) as connection:
            return [(row.id, load(kind, row.record)) for row in connection.execute(query)]


def _among(query: Select[Any], names: Collection[str] | None) -> Select[Any]:
    return query if names is None else query.where(documents.c.id.in_(among(names)))


def _recorded_query(table: Table, name: str | None) -> Select[Any]:
    """(id of the document, record) of a table, in text order; of all documents where None."""
    query = (
        select(documents.c.id, table.c.record)
        .join(documents, documents.c.serial == table.c.document)
        .order_by(documents.c.id, table.c.position)
    )
    return query if name is None else query.where(documents.c.id == name)
