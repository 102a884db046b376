"""Tables of what a library went through: events, and reviews of doubtful readings.

`events` and `reviews` outlive a document's rows, which are written anew when it is read again;
what they keep of a document that is removed, see `kg.events` and `kg.reviews`.
"""

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, Table, Text, text

from kg.schema import mentions, metadata


def _owner() -> Column[int]:
    return Column(
        "document",
        Integer,
        ForeignKey("documents.serial", ondelete="CASCADE"),
        primary_key=True,
        nullable=False,
        autoincrement=False,
    )


events = Table(
    "events",
    metadata,
    Column("serial", Integer, primary_key=True),
    Column("at", Text, nullable=False),  # UTC, ISO 8601 with seconds
    Column("kind", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("document", Text),  # id; null: of none, or of one that is gone
    Column("number", Text),
    Column("title", Text),
    Column("detail", Text),  # a file's name, a document's number
    Column("count", Integer),
    Index("ix_events_document", "document"),
    sqlite_autoincrement=True,  # a number is never given twice: a reader remembers the last one
)

as_read = Table(
    "as_read",
    metadata,
    _owner(),
    Column("record", Text, nullable=False),  # JSON of `kg.model.AsRead`
)

doubtful_places = Table(
    "doubtful_places",
    metadata,
    _owner(),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("rank", Integer, nullable=False),  # 0: matters most
    Column("line", Integer, nullable=False),
    Column("raw_start", Integer, nullable=False),  # columns in the raw line
    Column("raw_end", Integer, nullable=False),
    Column("share", Float),  # P(right) of the least sure syllable; null: not known
    Column("record", Text, nullable=False),  # JSON of `kg.doubtful.DoubtfulPlace`
    Index("ix_doubtful_places_rank", "rank", "document", "position", "kind"),
    sqlite_with_rowid=False,
)

reviews = Table(
    "reviews",
    metadata,
    Column("serial", Integer, primary_key=True),
    Column("sha256", Text, nullable=False),  # of the file
    Column("kind", Text, nullable=False),
    Column("line", Integer, nullable=False),
    Column("raw_start", Integer, nullable=False),
    Column("raw_end", Integer, nullable=False),
    Column("raw", Text, nullable=False),  # what the file says there
    Column("found", Text, nullable=False),  # what was read from it
    Column("said", Text, nullable=False),  # what a person says it is
    Column("actor", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("ix_reviews_sha256", "sha256"),
    sqlite_autoincrement=True,
)

Index(
    "ix_mentions_open",  # citations of which several documents may be meant
    mentions.c.document,
    mentions.c.position,
    sqlite_where=text("choices <> '[]' AND target IS NULL"),
)
