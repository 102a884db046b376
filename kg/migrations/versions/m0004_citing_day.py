"""Mentions know the day of the document they stand in, and an index has all that lists need.

Revision 0004. "Who cites" of a document that tens of thousands cite is paged by this index.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_FILL = "UPDATE mentions SET day = (SELECT date FROM documents WHERE serial = mentions.document)"


def upgrade() -> None:
    """Add `mentions.day`, filled from the documents, and make the index of targets anew."""
    op.add_column("mentions", sa.Column("day", sa.Date(), nullable=True))
    op.execute(_FILL)
    op.drop_index("ix_mentions_target", "mentions")
    op.create_index(
        "ix_mentions_target",
        "mentions",
        ["target", "day", "document", "relation", "role", "mention_type"],
    )
