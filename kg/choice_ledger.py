"""What users chose, in the store: one transaction for each choice, all links made anew in it.

A choice is found by the document that it was made in (`kg.choosing.same_work`) and put on the
mentions of every held file of it, whenever such a file is written.
"""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, or_, select, update

from kg.choosing import Spot, TakenBack, UserChoice, Work, placed, same_work, spots_of, work_of
from kg.errors import NotFoundError
from kg.events import EventKind, note
from kg.ledger import Ledger
from kg.model import Choice, Header, Mention, Reading
from kg.opening import reading, writing
from kg.records import dump, load
from kg.rows import RECORD_COLUMNS, among, record_of
from kg.schema import chosen_mentions, documents, lines, mentions, user_choices


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is said of a place. target: key of a document; offered: what there was to choose."""

    target: str
    by: str
    at: dt.datetime
    everywhere: bool = False
    offered: tuple[Choice, ...] = ()


class ChoiceLedger(Ledger):
    """Choosing what a citation means, taking it back, what was chosen."""

    def choose(self, text: Reading, char_start: int, chosen: Chosen) -> UserChoice:
        """Say what the mention at `char_start` (raw offset) of a text means.

        text: a document held, or a draft that is not stored. What was chosen there before ends.
        Raises NotFoundError where there is no mention that could mean another document.
        """
        self._load_registry()
        work, spot = _place(text, char_start)
        with writing(self.engine) as connection:
            held = _held(connection, work)
            for old in _standing(connection, work):
                if _same_place(old, spot, text, everywhere=chosen.everywhere):
                    _end(connection, old, TakenBack(chosen.by, chosen.at))
            last = connection.scalar(select(func.max(user_choices.c.serial))) or 0
            made = UserChoice(
                serial=last + 1,
                work=work,
                spot=spot,
                everywhere=chosen.everywhere,
                target=chosen.target,
                by=chosen.by,
                at=chosen.at,
                offered=chosen.offered,
            )
            connection.execute(insert(user_choices).values(**_values(made)))
            self._applied(connection, held, spot.group)
            _note(connection, EventKind.CHOICE_MADE, held, chosen.by)
        return made

    def take_back(self, serial: int, *, by: str, at: dt.datetime) -> UserChoice:
        """End a choice; it stays as history. Raises NotFoundError where none of that serial is.

        One that has ended already stays as it was.
        """
        self._load_registry()
        query = select(user_choices.c.record).where(user_choices.c.serial == serial)
        with writing(self.engine) as connection:
            record = connection.scalar(query)
            if record is None:
                raise NotFoundError(
                    f"Không có lựa chọn số {serial}.",
                    "Hãy xem các lựa chọn bằng lệnh: cancu choices.",
                )
            old = load(UserChoice, record)
            if old.taken_back is not None:
                return old
            ended = _end(connection, old, TakenBack(by, at))
            held = _held(connection, old.work)
            self._applied(connection, held, old.spot.group)
            _note(connection, EventKind.CHOICE_TAKEN_BACK, held, by)
        return ended

    def choices(self, work: Work | None = None) -> list[UserChoice]:
        """What users chose in a document, or in all; those taken back too, the oldest first."""
        with reading(self.engine) as connection:
            return _choices(connection, work)

    def _applied(self, connection: Connection, held: Iterable[int], group: str) -> None:
        for serial in held:
            place_choices(connection, serial)
        self._relink(connection, {group})


def _note(connection: Connection, kind: EventKind, held: Collection[int], by: str) -> None:
    """What was chosen in a document held; in a draft it is nobody else's matter."""
    query = select(*RECORD_COLUMNS).where(documents.c.serial.in_(among(held)))
    row = connection.execute(query.order_by(documents.c.serial).limit(1)).first()
    if row is not None:
        note(connection, kind, by, record_of(row))


def place_choices(connection: Connection, document: int) -> None:
    """Put what users chose on the mentions of a document just written (its serial)."""
    row = connection.execute(
        select(documents.c.header, documents.c.sha256, documents.c.name).where(
            documents.c.serial == document
        )
    ).one()
    work = work_of(load(Header, row.header), row.sha256, row.name)
    own = select(mentions.c.serial).where(mentions.c.document == document)
    connection.execute(delete(chosen_mentions).where(chosen_mentions.c.mention.in_(own)))
    chosen = _standing(connection, work)
    if not chosen:
        return
    query = select(mentions.c.serial, mentions.c.record).where(mentions.c.document == document)
    rows = connection.execute(query.order_by(mentions.c.position)).all()
    said = func.coalesce(lines.c.text, lines.c.raw)
    text = "\n".join(
        connection.scalars(
            select(said).where(lines.c.document == document).order_by(lines.c.number)
        )
    )
    spots = spots_of([load(Mention, item.record) for item in rows], text)
    found = [
        {
            "mention": rows[position].serial,
            "choice": applied.choice.serial,
            "scope": applied.scope.value,
        }
        for position, applied in placed(chosen, spots).items()
    ]
    if found:
        connection.execute(insert(chosen_mentions), found)


def forget_choices(connection: Connection, work: Work) -> None:
    """Leave nothing of what was chosen in a document taken out, unless another file holds it."""
    gone = [c.serial for c in _choices(connection, work) if not _held(connection, c.work)]
    connection.execute(delete(user_choices).where(user_choices.c.serial.in_(among(gone))))


def _place(text: Reading, char_start: int) -> tuple[Work, Spot]:
    spots = spots_of(text.mentions, text.source.text)
    work = work_of(text.header, text.sha256, text.name)
    for mention, spot in zip(text.mentions, spots, strict=True):
        if mention.char_start == char_start and spot is not None:
            return work, spot
    raise NotFoundError(
        f"Không có viện dẫn nào ở vị trí {char_start} của văn bản {work.named}.",
        "Hãy xem lại danh sách viện dẫn bằng lệnh: cancu citations.",
    )


def _same_place(old: UserChoice, spot: Spot, text: Reading, *, everywhere: bool) -> bool:
    """Whether a new choice ends an older one: of the same place, or both of the whole document."""
    if old.spot.group != spot.group:
        return False
    if old.everywhere:
        return everywhere
    spots = spots_of(text.mentions, text.source.text)
    return any(spots[position] == spot for position in placed([old], spots))


def _end(connection: Connection, choice: UserChoice, end: TakenBack) -> UserChoice:
    ended = replace(choice, taken_back=end)
    connection.execute(
        update(user_choices).where(user_choices.c.serial == choice.serial).values(**_values(ended))
    )
    return ended


def _values(choice: UserChoice) -> dict[str, object]:
    return {
        "serial": choice.serial,
        "number_key": choice.work.number,
        "title_key": choice.work.title,
        "sha256": choice.work.sha256,
        "group_key": choice.spot.group,
        "target": choice.target,
        "standing": choice.taken_back is None,
        "record": dump(choice),
    }


def _standing(connection: Connection, work: Work) -> list[UserChoice]:
    return [choice for choice in _choices(connection, work) if choice.taken_back is None]


def _choices(connection: Connection, work: Work | None) -> list[UserChoice]:
    query = select(user_choices.c.record).order_by(user_choices.c.serial)
    if work is not None:
        query = query.where(_alike(user_choices, work))
    found = [load(UserChoice, record) for record in connection.scalars(query)]
    return [choice for choice in found if work is None or same_work(choice.work, work)]


def _alike(table: Table, work: Work) -> ColumnElement[bool]:
    """Rows that may be of the same document: the indexes find them."""
    tests = [table.c.sha256 == work.sha256]
    if work.number:
        tests.append(table.c.number_key == work.number)
    if work.title:
        tests.append(table.c.title_key == work.title)
    return or_(*tests)


def _held(connection: Connection, work: Work) -> list[int]:
    """Serials of the held documents in which what is chosen in `work` holds."""
    query = select(documents.c.serial, documents.c.header, documents.c.sha256, documents.c.name)
    rows = connection.execute(query.where(documents.c.held, _alike(documents, work)))
    return [
        row.serial
        for row in rows
        if same_work(work, work_of(load(Header, row.header), row.sha256, row.name))
    ]
