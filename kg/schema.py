"""The tables of a library. `migrations/` makes them; a test compares the two.

A document's rows hang on `documents.serial` and go with it. Query columns stand beside the whole
value as JSON (`record`). Keys (`kg.resolve.identity_key`) are text: a citation may point to a
document that is not held, which then is a stub, a row of `documents` with held = false.
"""

from typing import Final

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    text,
)

REVISION: Final = "0010"
"""The newest migration; a library that says so needs no alembic."""

metadata = MetaData()


def _owner(*, primary: bool = True) -> Column[int]:
    return Column(
        "document",
        Integer,
        ForeignKey("documents.serial", ondelete="CASCADE"),
        primary_key=primary,
        nullable=False,
        autoincrement=False,
    )


def _position() -> Column[int]:
    return Column("position", Integer, primary_key=True, autoincrement=False)


def _said() -> Column[str]:
    """Words asked for, see `kg.task_words`; the FTS5 tables `*_index` follow it by triggers."""
    return Column("said", Text, nullable=False, server_default="")


documents = Table(
    "documents",
    metadata,
    Column("serial", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("key", Text, nullable=False),
    Column("held", Boolean, nullable=False),
    Column("number_key", Text),
    Column("title_key", Text),
    Column("number", Text),
    Column("type_key", Text),
    Column("date", Date),
    Column("year", Integer),
    Column("issuer_key", Text),
    Column("place_key", Text),
    Column("place_level", Text),
    Column("words", Text, nullable=False),  # folded words of the header, " a b c "
    Column("name", Text, nullable=False),
    Column("path", Text, nullable=False),  # see `kg.file_paths`
    Column("sha256", Text, nullable=False),
    Column("damaged", Boolean, nullable=False),
    Column("header", Text, nullable=False),
    Index("ix_documents_key", "key"),
    Index("ix_documents_number_key", "number_key"),
    Index("ix_documents_title_key", "title_key"),
    Index("ix_documents_path", "path"),
    Index("ux_documents_sha256", "sha256", unique=True, sqlite_where=text("held")),
)

lines = Table(
    "lines",
    metadata,
    _owner(),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False),
    Column("raw", Text, nullable=False),
    Column("text", Text),  # null: as raw
    Column("page", Integer),
    Column("confidence", Float, nullable=False),
    Column("pieces", Text),  # JSON; null: none
    Column("doubts", Text),  # JSON; null: none
    Column("box", Text),  # JSON; null: unknown
    sqlite_with_rowid=False,
)

sections = Table(
    "sections",
    metadata,
    _owner(),
    _position(),
    Column("record", Text, nullable=False),
    sqlite_with_rowid=False,
)

passages = Table(
    "passages",
    metadata,
    _owner(),
    _position(),
    Column("id", Text, nullable=False, unique=True),
    Column("record", Text, nullable=False),
    sqlite_with_rowid=False,
)

mentions = Table(
    "mentions",
    metadata,
    Column("serial", Integer, primary_key=True),
    _owner(primary=False),
    Column("position", Integer, nullable=False),
    Column("group_key", Text),  # mentions that may name one document; null: never linked
    Column("canonical", Text),
    Column("mention_type", Text, nullable=False),
    Column("relation", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("line", Integer, nullable=False),
    Column("line_end", Integer, nullable=False),
    Column("char_start", Integer, nullable=False),
    Column("target", Text),  # key of the document meant
    Column("confidence", Float, nullable=False),
    Column("choices", Text, nullable=False),  # JSON: what it may mean, where in doubt
    Column("problems", Text, nullable=False),  # JSON: what linking found
    Column("record", Text, nullable=False),  # the mention as read, not linked
    Column("day", Date),  # of the citing document, so that an index gives the newest first
    Index("ux_mentions_position", "document", "position", unique=True),
    Index("ix_mentions_group", "group_key"),
    Index(
        "ix_mentions_target", "target", "day", "document", "relation", "role", "mention_type"
    ),  # all that counting and paging of citations needs: they read no row of the table
)

relations = Table(
    "relations",
    metadata,
    _owner(),
    _position(),
    Column("source_key", Text, nullable=False),  # number keys, not identities
    Column("target_key", Text, nullable=False),
    Column("relation", Text, nullable=False),
    Column("record", Text, nullable=False),
    Index("ix_relations_source", "source_key"),
    Index("ix_relations_target", "target_key"),
    sqlite_with_rowid=False,
)

effects = Table(
    "effects",
    metadata,
    _owner(),
    _position(),
    Column("kind", Text, nullable=False),
    Column("char_start", Integer),  # of the mention it is said of; null: the document itself
    Column("record", Text, nullable=False),
    sqlite_with_rowid=False,
)

tasks = Table(
    "tasks",
    metadata,
    _owner(),
    _position(),
    Column("field_key", Text),
    Column("deadline", Date),
    Column("words", Text, nullable=False),
    Column("offices", Text, nullable=False),  # folded, "| a | b |"
    Column("record", Text, nullable=False),
    _said(),
    Index("ix_tasks_deadline", "deadline"),
    sqlite_with_rowid=False,
)

task_offices = Table(
    "task_offices",
    metadata,
    _owner(),
    _position(),  # of the task
    Column("number", Integer, primary_key=True, autoincrement=False),  # in the task's order
    Column("office", Text, nullable=False),  # as printed
    Column("key", Text, nullable=False),  # see `kg.task_words.office_values`
    Column("role", Text, nullable=False),
    Index("ix_task_offices_key", "key"),
    sqlite_with_rowid=False,
)

targets = Table(
    "targets",
    metadata,
    _owner(),
    _position(),
    Column("field_key", Text),
    Column("year", Integer),
    Column("words", Text, nullable=False),
    Column("record", Text, nullable=False),
    _said(),
    sqlite_with_rowid=False,
)

problems = Table(
    "problems",
    metadata,
    _owner(),
    _position(),
    Column("code", Text, nullable=False),
    Column("record", Text, nullable=False),
    sqlite_with_rowid=False,
)

user_choices = Table(
    "user_choices",
    metadata,
    Column("serial", Integer, primary_key=True),
    Column("number_key", Text),  # of the document that it was made in, see `kg.choosing.Work`
    Column("title_key", Text),
    Column("sha256", Text, nullable=False),
    Column("group_key", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("standing", Boolean, nullable=False),  # false: taken back, kept as history
    Column("record", Text, nullable=False),  # the whole `kg.choosing.UserChoice`
    Index("ix_user_choices_number_key", "number_key"),
    Index("ix_user_choices_title_key", "title_key"),
    Index("ix_user_choices_sha256", "sha256"),
)

chosen_mentions = Table(
    "chosen_mentions",
    metadata,
    Column(
        "mention",
        Integer,
        ForeignKey("mentions.serial", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    Column(
        "choice",
        Integer,
        ForeignKey("user_choices.serial", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    Column("scope", Text, nullable=False),
)

registry_facts = Table(
    "registry_facts",
    metadata,
    Column("key", Text, primary_key=True),
    Column("number_key", Text),
    Column("source", Text, nullable=False),
    Column("checked", Date, nullable=False),
    Column("record", Text, nullable=False),  # JSON in the shape of a registry row
    Index("ix_registry_facts_number_key", "number_key"),
)

datasets = Table(
    "datasets",
    metadata,
    Column("name", Text, primary_key=True),
    Column("done", Integer, nullable=False),  # records of the source already written
    Column("complete", Boolean, nullable=False),
    Column("source", Text, index=True),  # as `documents.path`; null: not known
)

dataset_passages = Table(
    "dataset_passages",
    metadata,
    Column("serial", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column(
        "dataset", Text, ForeignKey("datasets.name", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("document", Text, nullable=False, index=True),
    Column("record", Text, nullable=False),
)

passage_states = Table(
    "passage_states",
    metadata,
    Column("serial", Integer, primary_key=True),
    Column("stamp", Text, nullable=False, unique=True),
)

passage_changes = Table(
    "passage_changes",
    metadata,
    Column("document", Text, primary_key=True),  # id of a held one, number of a dataset's
    Column("serial", Integer, nullable=False, index=True),  # of the state that it changed with
    sqlite_with_rowid=False,
)

library = Table(
    "library",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
