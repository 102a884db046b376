"""Linking inside a library: which document each mention means, kept true after every write.

Mentions fall into groups by what could make them one document: the folded number, or, where no
number is known, the folded title. A write touches some groups; each of them is linked anew from
all its mentions and all documents held (`kg.resolve.link_group`, a pure function), so that the
links are a function of what the library holds, not of the order in which it came.

A document that thousands cite would be linked anew thousands of times. Where a write only adds
mentions that leave a group's documents as they are (`kg.added`), the new ones alone are linked, at
a cost that does not grow with the group.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, exists, select, update

from kg.choosing import Scope, holds, settled
from kg.model import DocumentRecord, Header, Mention
from kg.records import dump, load
from kg.resolve import CitedAt, Link
from kg.rows import RECORD_COLUMNS, AnyRow, record_of
from kg.schema import chosen_mentions, documents, mentions, user_choices
from kg.stubs import (
    Description,
    Registered,
    Source,
    best_of,
    describe_anew,
    groups_choosing,
    stub_chosen,
    sweep_stubs,
    write_stubs,
)

GroupLinker = Callable[[Sequence[CitedAt], Sequence[DocumentRecord]], Sequence[Link]]
"""`kg.resolve.link_group` with the registry already given."""


AddedLinker = Callable[
    [Sequence[CitedAt], Sequence[DocumentRecord], Sequence[DocumentRecord]], Sequence[Link] | None
]
"""`kg.added.link_added` with the registry already given."""


@dataclass(frozen=True, slots=True)
class Added:
    """A write that removed nothing. groups: those to which it added mentions and no document.

    since: the last mention's serial before it.
    """

    groups: Collection[str]
    since: int
    linker: AddedLinker


@dataclass(frozen=True, slots=True)
class _Linked:
    """What linking a group did. touched: keys meant before and now. told: of its stubs."""

    touched: frozenset[str] = frozenset()
    told: tuple[Description, ...] = ()


def relink(  # noqa: PLR0913 - what changed, and what tells what it means
    connection: Connection,
    groups: Iterable[str],
    keys: Iterable[str],
    linker: GroupLinker,
    registered: Registered,
    *,
    added: Added | None = None,
) -> None:
    """Link these groups anew, make the stubs they need, drop stubs that nobody cites.

    keys: identities that the same write added, removed or ceased to cite, or of which it changed
    the facts. added: by which groups that cannot change are told from others; None links all of
    them whole.
    """
    touched, names = set(keys), sorted(set(groups))
    told: list[Description] = []
    for group in names:
        new = _link_new(connection, group, added) if added else None
        done = _relink_group(connection, group, linker) if new is None else new
        touched |= done.touched
        told += done.told
    loose = touched - {one.stub.key for one in told if one.source is Source.REGISTRY}
    for group in sorted(groups_choosing(connection, loose) - set(names)):
        told += _relink_group(connection, group, linker).told
    write_stubs(connection, best_of(told))
    describe_anew(connection, loose, registered)
    sweep_stubs(connection, touched)


def _link_new(connection: Connection, group: str, added: Added) -> _Linked | None:
    """Link the new mentions of a group alone; None where that may not be all that changes."""
    if group not in added.groups or _has_choices(connection, group):
        return None
    stubs = _stubs_of(connection, group, added.since)
    if group.startswith("title:") and stubs:
        return None  # their titles are their names
    rows = _group_rows(connection, group, since=added.since)
    cited = [CitedAt(row.serial, _mention(row.record), _citing(row)) for row in rows]
    links = added.linker(cited, held_in_group(connection, group), stubs)
    return None if links is None else _write_links(connection, group, rows, cited, links)


def _has_choices(connection: Connection, group: str) -> bool:
    """Whether a user said what a mention of this group means."""
    query = (
        select(chosen_mentions.c.mention)
        .join(mentions, mentions.c.serial == chosen_mentions.c.mention)
        .where(mentions.c.group_key == group)
    )
    return connection.execute(query.limit(1)).first() is not None


def _named(group: str) -> ColumnElement[bool]:
    """Documents whose own number or title is the group's."""
    name = group.removeprefix("title:")
    return (documents.c.number_key if name == group else documents.c.title_key) == name


def _relink_group(connection: Connection, group: str, linker: GroupLinker) -> _Linked:
    """Link one group whole."""
    rows = _group_rows(connection, group)
    if not rows:
        return _Linked()
    cited = [CitedAt(row.serial, _mention(row.record), _citing(row)) for row in rows]
    links = linker(cited, held_in_group(connection, group))
    return _write_links(connection, group, rows, cited, links)


def _write_links(
    connection: Connection,
    group: str,
    rows: Sequence[AnyRow],
    cited: Sequence[CitedAt],
    linked: Iterable[Link],
) -> _Linked:
    """Write what changed of these rows."""
    links = {link.mention_id: link for link in linked}
    changed: list[dict[str, Any]] = []
    touched: set[str] = set()
    told: dict[tuple[str, Source], Description] = {}
    for row, at in zip(rows, cited, strict=True):
        link = _chosen(links.get(row.serial) or Link(row.serial, None, 0.0), row)
        changed += _changes(row, link)
        touched |= {key for key in (row.target, link.target) if key}
        source = _source(link)
        if link.target and (link.target, source) not in told:
            stub = link.stub or stub_chosen(at, link.target, row.choice)
            told[link.target, source] = Description(replace(stub, key=link.target), source, group)
    if changed:
        connection.execute(_WRITE_LINK, changed)
    return _Linked(frozenset(touched), tuple(told.values()))


def _source(link: Link) -> Source:
    if link.stub is None:
        return Source.CHOICE
    return Source.MENTIONS if link.made else Source.REGISTRY


def _group_rows(connection: Connection, group: str, *, since: int = 0) -> Sequence[AnyRow]:
    """Mentions of a group with their citing documents and what users chose for them.

    since: only those with a later serial, found by the index from its end.
    """
    return connection.execute(
        select(
            *RECORD_COLUMNS,
            mentions.c.serial,
            mentions.c.record,
            mentions.c.target,
            mentions.c.confidence,
            mentions.c.choices,
            mentions.c.problems,
            user_choices.c.target.label("chosen"),
            user_choices.c.record.label("choice"),
            chosen_mentions.c.scope,
        )
        .join(documents, documents.c.serial == mentions.c.document)
        .outerjoin(chosen_mentions, chosen_mentions.c.mention == mentions.c.serial)
        .outerjoin(user_choices, user_choices.c.serial == chosen_mentions.c.choice)
        .where(mentions.c.group_key == group, mentions.c.serial > since)
        .order_by(documents.c.id, mentions.c.position)
    ).all()


@lru_cache(maxsize=8192)
def _mention(record: str) -> Mention:
    """A mention as read; those of a much cited document are asked for at every write."""
    return load(Mention, record)


@lru_cache(maxsize=2048)
def _header(record: str) -> Header:
    return load(Header, record)


def _citing(row: AnyRow) -> DocumentRecord:
    identity, key, held, header, name, path, sha256, damaged = row[:8]
    return DocumentRecord(identity, key, held, _header(header), name, path, sha256, damaged)


def held_in_group(connection: Connection, group: str) -> list[DocumentRecord]:
    """Documents held that mentions of this group may mean."""
    return _records(connection, _named(group) & documents.c.held)


def _stubs_of(connection: Connection, group: str, last: int) -> list[DocumentRecord]:
    """Documents not held that mentions of this group mean, those up to the serial `last`."""
    meant = exists().where(
        mentions.c.target == documents.c.key,
        mentions.c.group_key == group,
        mentions.c.serial <= last,
    )
    return _records(connection, _named(group) & documents.c.held.is_(False) & meant)


def _records(connection: Connection, which: ColumnElement[bool]) -> list[DocumentRecord]:
    found = select(*RECORD_COLUMNS).where(which).order_by(documents.c.id)
    return [record_of(row) for row in connection.execute(found)]


def _chosen(link: Link, row: AnyRow) -> Link:
    """What a user chose goes before what was worked out; the doubt is no problem any more."""
    target: str | None = row.chosen
    if target is None:
        return link
    offered = {choice.key for choice in link.choices}
    if not holds(Scope(row.scope), target, link.target, offered):
        return link
    problems = settled(link.problems)
    stub = link.stub if target == link.target else None
    return replace(link, target=target, confidence=1.0, stub=stub, problems=problems)


_WRITE_LINK = (
    update(mentions)
    .where(mentions.c.serial == bindparam("of"))
    .values({n: bindparam(n) for n in ("target", "confidence", "choices", "problems")})
)


def _changes(row: AnyRow, link: Link) -> list[dict[str, Any]]:
    """What must be written so that the row says what the link says; empty where it does."""
    values = {
        "target": link.target,
        "confidence": link.confidence,
        "choices": dump(link.choices) if link.choices else "[]",
        "problems": dump(link.problems) if link.problems else "[]",
    }
    same = all(getattr(row, name) == value for name, value in values.items())
    return [] if same else [{"of": row.serial, **values}]
