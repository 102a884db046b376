"""A library remembers what happened to it; doubtful places wait for a person to look at them.

Revision 0008. What happened before is not known. Places are looked for in the documents that are
held; what their readers found beside lines was not kept and is read from the file when needed.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

from kg.doubtful import CODES, Doubted, cited_columns, head_end, line_of, places_in
from kg.errors import Problem
from kg.model import Line, Mention, Section
from kg.records import load
from kg.review_rows import write_places
from kg.rows import line_of as line_from

revision = "0008"
down_revision = "0007"

_COLUMNS = "number, start, raw, text, page, confidence, pieces, doubts, box"
_OWNERS = """SELECT DISTINCT document FROM lines WHERE doubts IS NOT NULL
    UNION SELECT document FROM problems WHERE code IN :codes ORDER BY 1"""
_HEAD_SECTION = "SELECT record FROM sections WHERE document = :of ORDER BY position LIMIT 1"
_PROBLEMS = "SELECT record FROM problems WHERE document = :of AND code IN :codes ORDER BY position"
_LINES = f"""SELECT {_COLUMNS} FROM lines WHERE document = :of
    AND (doubts IS NOT NULL OR number <= :head OR number IN :named) ORDER BY number"""
_LENGTHS = """SELECT number, length(coalesce(text, raw)) FROM lines WHERE document = :of
    ORDER BY number"""


def upgrade() -> None:
    """Make the tables; fill the queue."""
    _events()
    _doubts()
    _reviews()
    op.create_index(
        "ix_mentions_open",
        "mentions",
        ["document", "position"],
        sqlite_where=sa.text("choices <> '[]' AND target IS NULL"),
    )
    connection = op.get_bind()
    owners = connection.scalars(_among(_OWNERS, "codes"), {"codes": _codes()}).all()
    for serial in owners:
        write_places(connection, serial, places_in(_doubted(connection, serial)))


def _codes() -> list[str]:
    return sorted(code.value for code in CODES)


def _among(query: str, *names: str) -> sa.TextClause:
    return sa.text(query).bindparams(*(sa.bindparam(name, expanding=True) for name in names))


def _doubted(connection: sa.Connection, serial: int) -> Doubted:
    """What of a document may be in doubt, without reading all of it."""
    of: dict[str, Any] = {"of": serial}
    found = connection.scalars(_among(_PROBLEMS, "codes"), of | {"codes": _codes()})
    problems = [load(Problem, record) for record in found]
    first = connection.scalar(sa.text(_HEAD_SECTION), of)
    head = head_end([load(Section, first)] if first else [])
    named = [number for problem in problems if (number := line_of(problem))]
    rows = connection.execute(_among(_LINES, "named"), of | {"head": head, "named": named})
    lines: dict[int, Line] = {row.number: line_from(row) for row in rows}
    return Doubted(lines, head, problems, _cited(connection, of))


def _cited(connection: sa.Connection, of: dict[str, Any]) -> dict[int, list[tuple[int, int]]]:
    starts, at = {}, 0
    for number, length in connection.execute(sa.text(_LENGTHS), of):
        starts[number] = at
        at += length + 1
    records = connection.scalars(sa.text("SELECT record FROM mentions WHERE document = :of"), of)
    mentions = (load(Mention, record) for record in records)
    return cited_columns(mentions, lambda number: starts.get(number, 0))


def _owner() -> sa.Column[int]:
    return sa.Column("document", sa.Integer(), autoincrement=False, nullable=False)


def _cascade() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["document"], ["documents.serial"], ondelete="CASCADE")


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("serial"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_events_document", "events", ["document"])


def _doubts() -> None:
    op.create_table(
        "as_read",
        _owner(),
        sa.Column("record", sa.Text(), nullable=False),
        _cascade(),
        sa.PrimaryKeyConstraint("document"),
    )
    op.create_table(
        "doubtful_places",
        _owner(),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("raw_start", sa.Integer(), nullable=False),
        sa.Column("raw_end", sa.Integer(), nullable=False),
        sa.Column("share", sa.Float(), nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        _cascade(),
        sa.PrimaryKeyConstraint("document", "position"),
        sqlite_with_rowid=False,
    )
    columns = ["rank", "document", "position", "kind"]
    op.create_index("ix_doubtful_places_rank", "doubtful_places", columns)


def _reviews() -> None:
    words = ("raw", "found", "said", "actor", "at")
    op.create_table(
        "reviews",
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        *(
            sa.Column(name, sa.Integer(), nullable=False)
            for name in ("line", "raw_start", "raw_end")
        ),
        *(sa.Column(name, sa.Text(), nullable=False) for name in words),
        sa.PrimaryKeyConstraint("serial"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_reviews_sha256", "reviews", ["sha256"])
