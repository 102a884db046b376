"""The first shape of a library.

Revision 0001. Made from `kg.schema` on the day it was written; never changed afterwards.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "datasets",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "documents",
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("held", sa.Boolean(), nullable=False),
        sa.Column("number_key", sa.Text(), nullable=True),
        sa.Column("title_key", sa.Text(), nullable=True),
        sa.Column("number", sa.Text(), nullable=True),
        sa.Column("type_key", sa.Text(), nullable=True),
        sa.Column("date", sa.Date(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("issuer_key", sa.Text(), nullable=True),
        sa.Column("place_key", sa.Text(), nullable=True),
        sa.Column("place_level", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("damaged", sa.Boolean(), nullable=False),
        sa.Column("header", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("serial"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_documents_key", "documents", ["key"], unique=False)
    op.create_index("ix_documents_number_key", "documents", ["number_key"], unique=False)
    op.create_index("ix_documents_path", "documents", ["path"], unique=False)
    op.create_index("ix_documents_title_key", "documents", ["title_key"], unique=False)
    op.create_index(
        "ux_documents_sha256", "documents", ["sha256"], unique=True, sqlite_where=sa.text("held")
    )
    op.create_table(
        "library",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "registry_facts",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("number_key", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("checked", sa.Date(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_registry_facts_number_key", "registry_facts", ["number_key"], unique=False)
    op.create_table(
        "dataset_passages",
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("dataset", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["dataset"], ["datasets.name"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("serial"),
        sa.UniqueConstraint("id"),
    )
    op.create_index("ix_dataset_passages_dataset", "dataset_passages", ["dataset"], unique=False)
    op.create_index("ix_dataset_passages_document", "dataset_passages", ["document"], unique=False)
    op.create_table(
        "lines",
        sa.Column("document", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("pieces", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["document"], ["documents.serial"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", "number"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "mentions",
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("document", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("group_key", sa.Text(), nullable=True),
        sa.Column("canonical", sa.Text(), nullable=True),
        sa.Column("mention_type", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("line_end", sa.Integer(), nullable=False),
        sa.Column("char_start", sa.Integer(), nullable=False),
        sa.Column("target", sa.Text(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("problems", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.serial"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("serial"),
    )
    op.create_index("ix_mentions_group", "mentions", ["group_key"], unique=False)
    op.create_index("ix_mentions_target", "mentions", ["target", "document"], unique=False)
    op.create_index("ux_mentions_position", "mentions", ["document", "position"], unique=True)
    op.create_table(
        "passages",
        sa.Column("document", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.serial"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", "position"),
        sa.UniqueConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "problems",
        sa.Column("document", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.serial"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", "position"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "relations",
        sa.Column("document", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("source_key", sa.Text(), nullable=False),
        sa.Column("target_key", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.serial"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", "position"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_relations_source", "relations", ["source_key"], unique=False)
    op.create_index("ix_relations_target", "relations", ["target_key"], unique=False)
    op.create_table(
        "sections",
        sa.Column("document", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.serial"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", "position"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "targets",
        sa.Column("document", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("field_key", sa.Text(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.serial"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", "position"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tasks",
        sa.Column("document", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("field_key", sa.Text(), nullable=True),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("offices", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["documents.serial"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", "position"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_tasks_deadline", "tasks", ["deadline"], unique=False)
    op.create_table(
        "user_choices",
        sa.Column("mention", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("chosen", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["mention"], ["mentions.serial"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("mention"),
    )
