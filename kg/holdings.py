"""What a library holds, counted: documents by type, level and year; citations, tasks, passages."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from kg.model import DocumentRecord, Task
from kg.opening import reading
from kg.queries import DocumentReads
from kg.records import load
from kg.rows import RECORD_COLUMNS, record_of
from kg.schema import dataset_passages, documents, mentions, passages, tasks
from kg.terms import MentionType, PlaceLevel

_NO_EDGE = (MentionType.SELF.value, MentionType.ANAPHORA.value)


@dataclass(frozen=True, slots=True)
class Holdings:
    """What there is. types, levels, years: documents held by each; None for those without one.

    citations: places that name another document. passages: of documents; articles: of datasets.
    """

    held: int
    stubs: int
    citations: int
    tasks: int
    passages: int
    articles: int
    types: Mapping[str | None, int]
    levels: Mapping[PlaceLevel | None, int]
    years: Mapping[int | None, int]


@dataclass(frozen=True, slots=True)
class Due:
    """A task with its deadline and the document that gives it."""

    document: DocumentRecord
    task: Task
    deadline: dt.date


class HoldingReads(DocumentReads):
    """Counts, each made in SQL."""

    def holdings(self) -> Holdings:
        """All counts of one moment."""
        kind = func.json_extract(documents.c.header, "$.type")
        with reading(self.engine) as connection:

            def counted(query: Select[Any]) -> int:
                return connection.scalar(query) or 0

            def by(column: ColumnElement[Any]) -> dict[Any, int]:
                query = select(column, func.count()).where(documents.c.held).group_by(column)
                rows = connection.execute(query.order_by(func.count().desc(), column))
                return {value: int(number) for value, number in rows}

            levels = by(documents.c.place_level)
            types = by(kind)
            return Holdings(
                held=sum(types.values()),
                stubs=counted(select(func.count()).where(documents.c.held.is_(False))),
                citations=counted(
                    select(func.count()).where(
                        mentions.c.target.is_not(None), mentions.c.mention_type.not_in(_NO_EDGE)
                    )
                ),
                tasks=counted(select(func.count()).select_from(tasks)),
                passages=counted(select(func.count()).select_from(passages)),
                articles=counted(select(func.count()).select_from(dataset_passages)),
                types=types,
                levels={PlaceLevel(name) if name else None: n for name, n in levels.items()},
                years=by(documents.c.year),
            )

    def due(self, first: dt.date, last: dt.date, limit: int = 10) -> tuple[list[Due], int]:
        """Tasks with deadlines from `first` to `last`, both inclusive, the earliest first.

        And how many there are in all.
        """
        within = tasks.c.deadline.between(first, last)
        query = (
            select(*RECORD_COLUMNS, tasks.c.record, tasks.c.deadline)
            .join(tasks, tasks.c.document == documents.c.serial)
            .where(within)
            .order_by(tasks.c.deadline, documents.c.id, tasks.c.position)
            .limit(limit)
        )
        width = len(RECORD_COLUMNS)
        with reading(self.engine) as connection:
            found = [
                Due(record_of(row), load(Task, row[width]), row[width + 1])
                for row in connection.execute(query)
            ]
            total = connection.scalar(select(func.count()).select_from(tasks).where(within)) or 0
        return found, total
