"""Tasks and targets are found by their words, tasks by their offices, without reading them all.

Revision 0006. `said` holds the words; triggers keep an FTS5 index of each table. A row's number in
the index is its document's serial x 2^20 + its position. An index holds only which rows have a
word (detail=none): neither order nor counts are asked for. Filled from the records.
"""

import sqlalchemy as sa
from alembic import op

from kg.task_words import refill

revision = "0006"
down_revision = "0005"

_PLACE = "{row}.document * 1048576 + {row}.position"
_INDEX = """CREATE VIRTUAL TABLE {name}_index USING fts5(
    said, content='{name}_said', content_rowid='place', tokenize='ascii', detail=none, columnsize=0
)"""
_VIEW = """CREATE VIEW {name}_said AS
    SELECT document * 1048576 + position AS place, said FROM {name} WHERE said <> ''"""
_OUT = """INSERT INTO {name}_index ({name}_index, rowid, said)
    SELECT 'delete', {old}, old.said WHERE old.said <> '';"""
_IN = "INSERT INTO {name}_index (rowid, said) SELECT {new}, new.said WHERE new.said <> '';"
_TRIGGERS = (
    ("added", "INSERT", (_IN,)),
    ("removed", "DELETE", (_OUT,)),
    ("changed", "UPDATE OF said", (_OUT, _IN)),
)


def upgrade() -> None:
    """Add the words, their indexes and the table of offices; fill them."""
    op.create_table(
        "task_offices",
        sa.Column("document", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("office", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.serial"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", "position", "number"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_task_offices_key", "task_offices", ["key"])
    for name in ("tasks", "targets"):
        said = sa.Column("said", sa.Text(), nullable=False, server_default="")
        op.add_column(name, said)
        _index(name)
    refill(op.get_bind())


def _index(name: str) -> None:
    places = {"name": name, "old": _PLACE.format(row="old"), "new": _PLACE.format(row="new")}
    op.execute(_VIEW.format(name=name))
    op.execute(_INDEX.format(name=name))
    for moment, event, steps in _TRIGGERS:
        work = " ".join(step.format(**places) for step in steps)
        op.execute(f"CREATE TRIGGER {name}_{moment} AFTER {event} ON {name} BEGIN {work} END")
