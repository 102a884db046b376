"""Documents keep what they say of effect: what they begin, end, change or halt.

Revision 0003. Documents stored before have none until they are read again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the table `effects`."""
    op.create_table(
        "effects",
        sa.Column("document", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("char_start", sa.Integer(), nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.serial"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", "position"),
        sqlite_with_rowid=False,
    )
