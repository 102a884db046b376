"""Rows of documents that are cited and not held: a function of what is cited, not of its order.

Several groups of mentions may cite one such document: by its number, by its name, or because a
user chose it there. What describes it best describes it (`Source`), and goes on doing so when
others come or go.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum

from sqlalchemy import ColumnElement, Connection, delete, exists, insert, select, update

from kg.candidates import CitedAt
from kg.choosing import UserChoice
from kg.model import DocumentRecord, Header
from kg.number import DocumentNumber, number_key, parse_number
from kg.records import dump, load
from kg.rows import among, document_values, stub_id
from kg.schema import chosen_mentions, documents, mentions
from kg.validity import stated

Registered = Callable[[str], DocumentRecord | None]
"""A stub as the registry describes it, by its key; None where it does not."""


class Source(IntEnum):
    """Where the description of a stub comes from, the best first."""

    REGISTRY = 0
    MENTIONS = 1  # those of its own number or title, all together
    CHOICE = 2  # mentions that a user said to mean it (or mean one held, which needs no stub)


@dataclass(frozen=True, slots=True)
class Description:
    """What one group of mentions says of a stub that it cites."""

    stub: DocumentRecord
    source: Source
    group: str

    @property
    def rank(self) -> tuple[Source, str]:
        """By which the best one is first."""
        return self.source, self.group


def best_of(found: Iterable[Description]) -> dict[str, Description]:
    """The best description of each stub, by its key."""
    best: dict[str, Description] = {}
    for one in found:
        known = best.get(one.stub.key)
        if known is None or one.rank < known.rank:
            best[one.stub.key] = one
    return best


def stub_chosen(at: CitedAt, key: str, choice: str | None) -> DocumentRecord:
    """What is known of a document that a user chose: as it was offered, else what its key says.

    choice: the record of the `UserChoice`.
    """
    offered = load(UserChoice, choice).offered if choice else ()
    known = next((one for one in offered if one.key == key), None)
    said = at.mention
    if known is not None:
        same = number_key(known.canonical or "") == number_key(said.canonical or "")
        kind = said.type if same else None
        header = Header(known.canonical, kind, known.date, known.issuer, title=known.title)
        return DocumentRecord(stub_id(key), key, held=False, header=header)
    told = stated(key)
    number = told.number if isinstance(parse_number(told.number), DocumentNumber) else None
    header = Header(number=number, date=told.signed, issuer=told.issuer)
    return DocumentRecord(stub_id(key), key, held=False, header=header)


def groups_choosing(connection: Connection, keys: Collection[str]) -> set[str]:
    """Groups in which a user chose one of these documents."""
    query = (
        select(mentions.c.group_key)
        .join(chosen_mentions, chosen_mentions.c.mention == mentions.c.serial)
        .where(mentions.c.target.in_(among(keys)))
    )
    return {group for group in connection.scalars(query) if group} if keys else set()


def write_stubs(connection: Connection, found: Mapping[str, Description]) -> None:
    """Have a row for each document that is not held, and let the best description have it."""
    rows = connection.execute(
        select(documents.c.serial, documents.c.key, documents.c.held, documents.c.header)
        .where(documents.c.key.in_(among(found)))
        .order_by(documents.c.held)
    )
    known = {row.key: row for row in rows}  # held ones come last and stay
    for key, one in sorted(found.items()):
        row = known.get(key)
        if row is None:
            _insert(connection, key, one.stub)
        elif not row.held and row.header != dump(one.stub.header) and _may(connection, one):
            _describe(connection, documents.c.serial == row.serial, one.stub)


def describe_anew(connection: Connection, keys: Collection[str], registered: Registered) -> None:
    """Describe the stubs of these keys by the registry, as far as it knows them."""
    query = select(documents.c.serial, documents.c.key, documents.c.header)
    stubs = connection.execute(
        query.where(documents.c.key.in_(among(keys)), documents.c.held.is_(False))
    ).all()
    for row in stubs:
        stub = registered(row.key)
        if stub is not None and row.header != dump(stub.header):
            _describe(connection, documents.c.serial == row.serial, stub)


def _may(connection: Connection, one: Description) -> bool:
    """Whether a description goes before the one that stands, which no choice gave.

    A mention that means the document by what it says itself described it better than a choice.
    """
    chosen = exists().where(chosen_mentions.c.mention == mentions.c.serial)
    plain = select(mentions.c.serial).where(mentions.c.target == one.stub.key, ~chosen)
    if one.source is not Source.CHOICE:
        return True
    return connection.execute(plain.limit(1)).first() is None


def _describe(connection: Connection, which: ColumnElement[bool], stub: DocumentRecord) -> None:
    values = document_values(replace(stub, held=False))
    del values["id"], values["key"]
    connection.execute(update(documents).where(which).values(**values))


def _insert(connection: Connection, key: str, stub: DocumentRecord) -> None:
    name = stub_id(key)
    taken = connection.scalar(select(exists().where(documents.c.id == name)))
    record = replace(stub, id=stub_id(key, taken=bool(taken)), key=key, held=False)
    connection.execute(insert(documents).values(**document_values(record)))
    if taken:
        _name_apart(connection, name)


def _name_apart(connection: Connection, name: str) -> None:
    """Of stubs whose keys differ in diacritics or marks alone, the first one bears the plain id."""
    query = select(documents.c.id, documents.c.key).where(
        documents.c.id.between(name, f"{name}-g"), documents.c.held.is_(False)
    )
    alike = sorted((row.key, row.id) for row in connection.execute(query))
    alike = [(key, now) for key, now in alike if stub_id(key) == name]
    for place, (key, now) in reversed(list(enumerate(alike))):  # the plain id is free at the end
        wanted = stub_id(key, taken=place > 0)
        if now != wanted:
            renamed = update(documents).where(documents.c.id == now)
            connection.execute(renamed.values(id=wanted))


def sweep_stubs(connection: Connection, keys: Collection[str]) -> None:
    """Drop the stubs of `keys` that nobody cites, or whose document is held now."""
    same = documents.alias()
    cited = exists().where(mentions.c.target == documents.c.key)
    held = exists().where(same.c.key == documents.c.key, same.c.held)
    gone = connection.execute(
        delete(documents)
        .where(documents.c.held.is_(False), documents.c.key.in_(among(keys)), ~cited | held)
        .returning(documents.c.id)
    )
    for name in gone.scalars().all():
        _name_apart(connection, name)
