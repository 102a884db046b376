"""One document's rows: written from a reading, taken out again. No transaction is begun here."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from kg.folding import fold
from kg.model import DocumentRecord, Mention, Passage, Reading, Target, Task
from kg.number import number_key
from kg.records import dump
from kg.review_rows import write_doubts
from kg.rows import document_values, group_key, line_values, word_key
from kg.schema import (
    documents,
    effects,
    lines,
    mentions,
    passages,
    problems,
    relations,
    sections,
    targets,
    task_offices,
    tasks,
)
from kg.task_text import target_words, task_words
from kg.task_words import office_values
from kg.terms import MentionType


def write_document(
    connection: Connection,
    record: DocumentRecord,
    reading: Reading,
    parts: Sequence[Passage],
    *,
    serial: int | None = None,
) -> int:
    """Insert everything that was read; mentions are not linked yet. Returns the serial.

    serial: that of the document before, where its file was only read anew: it keeps its place.
    """
    values = document_values(record) | ({} if serial is None else {"serial": serial})
    statement = insert(documents).values(**values).returning(documents.c.serial)
    serial = int(connection.scalar(statement) or 0)
    rows: dict[Table, list[dict[str, Any]]] = {
        lines: [line_values(serial, line) for line in reading.source.lines],
        sections: [{"record": dump(section)} for section in reading.sections],
        passages: [{"id": part.id, "record": dump(part)} for part in parts],
        mentions: [_mention_values(mention, record) for mention in reading.mentions],
        relations: [
            {
                "source_key": number_key(said.source),
                "target_key": number_key(said.target),
                "relation": said.relation.value,
                "record": dump(said),
            }
            for said in reading.relations
        ],
        effects: [
            {"kind": said.kind.value, "char_start": said.char_start, "record": dump(said)}
            for said in reading.effects
        ],
        tasks: [_task_values(task) for task in reading.tasks],
        targets: [_target_values(target) for target in reading.targets],
        problems: [
            {"code": problem.code.value, "record": dump(problem)} for problem in reading.problems
        ],
    }
    for table, found in rows.items():
        if found:
            numbered = [
                {"document": serial, **({} if table is lines else {"position": place}), **row}
                for place, row in enumerate(found)
            ]
            connection.execute(insert(table), numbered)
    offices = _office_rows(serial, reading.tasks)
    if offices:
        connection.execute(insert(task_offices), offices)
    write_doubts(connection, serial, reading)
    return serial


def _office_rows(serial: int, found: Sequence[Task]) -> list[dict[str, Any]]:
    return [
        {"document": serial, "position": place, **row}
        for place, task in enumerate(found)
        for row in office_values(task)
    ]


def _mention_values(mention: Mention, citing: DocumentRecord) -> dict[str, Any]:
    own = mention.mention_type is MentionType.SELF
    return {
        "group_key": group_key(mention),
        "canonical": mention.canonical,
        "mention_type": mention.mention_type.value,
        "relation": mention.relation.value,
        "role": mention.role.value,
        "line": mention.line,
        "line_end": max(mention.line, mention.line_end),
        "char_start": mention.char_start,
        "target": citing.key if own else None,
        "confidence": mention.confidence,
        "choices": "[]",
        "problems": "[]",
        "record": dump(mention),
        "day": citing.header.date,
    }


def _task_values(task: Task) -> dict[str, Any]:
    offices = "|".join(word_key(given.office) for given in task.assignments)
    return {
        "field_key": fold(task.field) if task.field else None,
        "deadline": task.deadline,
        "words": word_key(task.task, task.product, task.deadline_text),
        "offices": f"|{offices}|",
        "record": dump(task),
        "said": task_words(task),
    }


def _target_values(target: Target) -> dict[str, Any]:
    return {
        "field_key": fold(target.field) if target.field else None,
        "year": target.year,
        "words": word_key(target.indicator, target.unit),
        "record": dump(target),
        "said": target_words(target),
    }


def erase_document(connection: Connection, name: str) -> tuple[set[str], set[str]]:
    """Take a held document out, with all that hangs on it (foreign keys cascade).

    Returns the groups to link anew, its own and those of the mentions that meant it, and the
    keys that it cited or was.
    """
    row = connection.execute(select(documents).where(documents.c.id == name)).one()
    serial = row.serial
    groups = {row.number_key, f"title:{row.title_key}" if row.title_key else None}
    groups |= set(
        connection.scalars(
            select(mentions.c.group_key)
            .where((mentions.c.document == serial) | (mentions.c.target == row.key))
            .distinct()
        )
    )
    cited = connection.scalars(
        select(mentions.c.target)
        .where(mentions.c.document == serial, mentions.c.target.is_not(None))
        .distinct()
    )
    keys = {row.key, *(key for key in cited if key)}
    connection.execute(delete(documents).where(documents.c.serial == serial))
    return {group for group in groups if group}, keys
