"""Lines keep which syllables are doubtful and where on its page a line stands.

Revision 0002. Lines that were stored before have neither.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add two columns to `lines`."""
    op.add_column("lines", sa.Column("doubts", sa.Text(), nullable=True))
    op.add_column("lines", sa.Column("box", sa.Text(), nullable=True))
