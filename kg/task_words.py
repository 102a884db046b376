"""The index of the words by which tasks and targets are asked for (`kg.task_text`).

A row of `tasks` or `targets` keeps its words folded, abbreviations written out, each once
(`said`). Triggers of SQLite keep two FTS5 indexes on them, in the same transaction as the row: a
row that goes, goes from the index (docs/decisions/0041). Which abbreviations were written out is
noted in the library; where the table of abbreviations changed since, all words are made anew.
"""

import hashlib
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, text

import corpus
from kg.model import Target, Task
from kg.records import load
from kg.task_text import target_words, task_words, words_of

PLACES: Final = 1 << 20
"""A row's number in the index: serial of its document x PLACES + position."""
_FORM: Final = "1"  # of the words; another one makes them anew
_NOTE: Final = "words"  # in the table `library`
_BATCH: Final = 200  # documents


def office_values(task: Task) -> Iterator[dict[str, Any]]:
    """Column values of the rows of `task_offices` for one task, its place apart."""
    for number, given in enumerate(task.assignments):
        yield {
            "number": number,
            "office": given.office,
            "key": " ".join(words_of(given.office)),
            "role": given.role.value,
        }


@cache
def _words_made_by() -> str:
    """What the words of this program depend on: their form and the table of abbreviations."""
    rows = sorted((row["short"], row["long"]) for row in corpus.table("abbreviations"))
    return f"{_FORM} {hashlib.sha256(repr(rows).encode()).hexdigest()[:16]}"


def are_current(connection: Connection) -> bool:
    """Whether the library's words are those that this program would make."""
    query = text("SELECT value FROM library WHERE name = :name")
    return bool(connection.scalar(query, {"name": _NOTE}) == _words_made_by())


def refill(connection: Connection) -> None:
    """Make all words and rows of offices anew, in the caller's transaction."""
    connection.execute(text("DELETE FROM task_offices"))
    serials = connection.scalars(text("SELECT serial FROM documents ORDER BY serial")).all()
    for start in range(0, len(serials), _BATCH):
        span = {"first": serials[start], "last": serials[min(start + _BATCH, len(serials)) - 1]}
        _refill(connection, span)
    connection.execute(
        text("INSERT OR REPLACE INTO library (name, value) VALUES (:name, :value)"),
        {"name": _NOTE, "value": _words_made_by()},
    )


def forget_gone(connection: Connection) -> None:
    """Drop from the indexes the words of rows that are gone, which FTS5 else only marks as gone.

    Rewrites both indexes: about 1 ms for 1,000 tasks.
    """
    for index in ("tasks_index", "targets_index"):
        connection.execute(text(f"INSERT INTO {index} ({index}) VALUES ('optimize')"))


def _refill(connection: Connection, span: dict[str, int]) -> None:
    """The same for the documents with serials from `first` to `last`."""
    tasks = [(key, load(Task, record)) for key, record in _records(connection, "tasks", span)]
    _say(connection, "tasks", [key | {"said": task_words(task)} for key, task in tasks])
    offices = [key | row for key, task in tasks for row in office_values(task)]
    if offices:
        connection.execute(
            text(
                "INSERT INTO task_offices (document, position, number, office, key, role)"
                " VALUES (:document, :position, :number, :office, :key, :role)"
            ),
            offices,
        )
    targets = _records(connection, "targets", span)
    said = [key | {"said": target_words(load(Target, record))} for key, record in targets]
    _say(connection, "targets", said)


def _records(
    connection: Connection, table: str, span: dict[str, int]
) -> list[tuple[dict[str, Any], str]]:
    query = text(
        f"SELECT document, position, record FROM {table} WHERE document BETWEEN :first AND :last"
    )
    return [
        ({"document": row.document, "position": row.position}, row.record)
        for row in connection.execute(query, span)
    ]


def _say(connection: Connection, table: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        statement = (
            f"UPDATE {table} SET said = :said WHERE document = :document AND position = :position"
        )
        connection.execute(text(statement), rows)
