"""What users chose lasts: tied to the document and a place in it, with who, when and its end.

Revision 0007. A choice hung on the row of a mention and went with it. Those that there are get the
document and the place that they were made at; who made them was not kept.
"""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from alembic import op

from kg.choosing import Scope, Spot, UserChoice, spots_of, work_of
from kg.model import Choice, Header, Mention
from kg.records import dump, load

revision = "0007"
down_revision = "0006"

_OLD = "SELECT mention, target, chosen FROM user_choices ORDER BY mention"
_DOCUMENT = """SELECT d.serial, d.header, d.sha256, d.name FROM documents d
    JOIN mentions m ON m.document = d.serial WHERE m.serial = :mention"""
_MENTIONS = """SELECT serial, record, choices FROM mentions WHERE document = :document
    ORDER BY position"""
_LINES = "SELECT coalesce(text, raw) FROM lines WHERE document = :document ORDER BY number"


def upgrade() -> None:
    """Make both tables and carry over what was chosen."""
    connection = op.get_bind()
    before = connection.execute(sa.text(_OLD)).all()
    op.drop_table("user_choices")
    op.create_table(
        "user_choices",
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("number_key", sa.Text(), nullable=True),
        sa.Column("title_key", sa.Text(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("group_key", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("standing", sa.Boolean(), nullable=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("serial"),
    )
    for column in ("number_key", "title_key", "sha256"):
        op.create_index(f"ix_user_choices_{column}", "user_choices", [column])
    op.create_table(
        "chosen_mentions",
        sa.Column("mention", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("choice", sa.Integer(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["mention"], ["mentions.serial"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["choice"], ["user_choices.serial"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("mention"),
    )
    op.create_index("ix_chosen_mentions_choice", "chosen_mentions", ["choice"])
    for serial, row in enumerate(before, 1):
        _carry(connection, serial, row)


def _carry(connection: sa.Connection, serial: int, old: sa.Row[Any]) -> None:
    owner = connection.execute(sa.text(_DOCUMENT), {"mention": old.mention}).one()
    of = {"document": owner.serial}
    rows = connection.execute(sa.text(_MENTIONS), of).all()
    text = "\n".join(connection.execute(sa.text(_LINES), of).scalars())
    spots = spots_of([load(Mention, row.record) for row in rows], text)
    at = next(place for place, row in enumerate(rows) if row.serial == old.mention)
    spot = spots[at]
    if spot is None:  # a mention that is never linked: nothing could be chosen there
        return
    offered = load(tuple[Choice, ...], rows[at].choices)
    _write(connection, _choice(serial, old, owner, spot, offered))
    connection.execute(
        sa.text("INSERT INTO chosen_mentions (mention, choice, scope) VALUES (:m, :c, :s)"),
        {"m": old.mention, "c": serial, "s": Scope.PLACE.value},
    )


def _choice(
    serial: int, old: sa.Row[Any], owner: sa.Row[Any], spot: Spot, offered: tuple[Choice, ...]
) -> UserChoice:
    return UserChoice(
        serial=serial,
        work=work_of(load(Header, owner.header), owner.sha256, owner.name),
        spot=spot,
        everywhere=False,
        target=old.target,
        by="",
        at=dt.datetime.combine(dt.date.fromisoformat(old.chosen), dt.time(), dt.UTC),
        offered=offered,
    )


def _write(connection: sa.Connection, choice: UserChoice) -> None:
    connection.execute(
        sa.text(
            "INSERT INTO user_choices (serial, number_key, title_key, sha256, group_key, target,"
            " standing, record) VALUES (:serial, :number, :title, :sha256, :group, :target, 1,"
            " :record)"
        ),
        {
            "serial": choice.serial,
            "number": choice.work.number,
            "title": choice.work.title,
            "sha256": choice.work.sha256,
            "group": choice.spot.group,
            "target": choice.target,
            "record": dump(choice),
        },
    )
