"""A library notes which documents' passages changed; a dataset knows where it was read from.

Revision 0005. The stamp that an index was made from stays known, so it is not made anew for this.
A dataset that was broken off is read from its beginning: which rows are refused has changed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the two tables of the journal and `datasets.source`."""
    op.create_table(
        "passage_states",
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("serial"),
        sa.UniqueConstraint("stamp"),
    )
    op.create_table(
        "passage_changes",
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("document"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_passage_changes_serial", "passage_changes", ["serial"])
    op.execute("INSERT INTO passage_states (stamp) SELECT value FROM library WHERE name = 'stamp'")
    op.execute("DELETE FROM library WHERE name = 'stamp'")
    op.add_column("datasets", sa.Column("source", sa.Text(), nullable=True))
    op.create_index("ix_datasets_source", "datasets", ["source"])
    op.execute("UPDATE datasets SET done = 0 WHERE NOT complete")
