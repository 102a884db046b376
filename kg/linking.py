"""Linking inside a library: which document each mention means, kept true after every write.

Mentions fall into groups by what could make them one document: the folded number, or, where no
number is known, the folded title. A write touches some groups; each of them is linked anew from
all its mentions and all documents held (`kg.resolve.link_group`, a pure function), so that the
links are a function of what the library holds, not of the order in which it came.

A document that thousands cite would be linked anew thousands of times. Where a write only adds
mentions that leave a group's documents as they are (`kg.added`), the new ones alone are linked, at
a cost that does not grow with the group.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, delete, exists, insert, select, update

from kg.choosing import Scope, holds, settled
from kg.model import Choice, DocumentRecord, Header, Mention
from kg.number import number_key
from kg.records import dump, load
from kg.resolve import CitedAt, Link
from kg.rows import RECORD_COLUMNS, AnyRow, among, document_values, record_of, stub_id, title_key
from kg.schema import chosen_mentions, documents, mentions, user_choices

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


def relink(
    connection: Connection,
    groups: Iterable[str],
    keys: Iterable[str],
    linker: GroupLinker,
    added: Added | None = None,
) -> None:
    """Link these groups anew, make the stubs they need, drop stubs that nobody cites.

    keys: identities that the same write added, removed or ceased to cite. added: by which groups
    that cannot change are told from others; None links all of them whole.
    """
    touched = set(keys)
    for group in sorted(groups):
        new = _link_new(connection, group, added) if added else None
        touched |= _relink_group(connection, group, linker) if new is None else new
    _sweep_stubs(connection, touched)


def _link_new(connection: Connection, group: str, added: Added) -> set[str] | None:
    """Link the new mentions of a group alone; None where that may not be all that changes."""
    if group not in added.groups or _has_choices(connection, group):
        return None
    stubs = _in_group(connection, group, held=False)
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


def _relink_group(connection: Connection, group: str, linker: GroupLinker) -> set[str]:
    """Link one group; returns the keys that it pointed to before and points to now."""
    rows = _group_rows(connection, group)
    if not rows:
        return set()
    cited = [CitedAt(row.serial, _mention(row.record), _citing(row)) for row in rows]
    links = linker(cited, held_in_group(connection, group))
    return _write_links(connection, group, rows, cited, links)


def _write_links(
    connection: Connection,
    group: str,
    rows: Sequence[AnyRow],
    cited: Sequence[CitedAt],
    linked: Iterable[Link],
) -> set[str]:
    """Write what changed of these rows, and the stubs; returns keys meant before and now."""
    links = {link.mention_id: link for link in linked}
    changed: list[dict[str, Any]] = []
    touched: set[str] = set()
    stubs: dict[str, DocumentRecord] = {}
    for row, at in zip(rows, cited, strict=True):
        link = _chosen(links.get(row.serial) or Link(row.serial, None, 0.0), row)
        changed += _changes(row, link)
        touched |= {key for key in (row.target, link.target) if key}
        if link.target and link.target not in stubs:
            stubs[link.target] = link.stub or _stub_of(at, link)
    if changed:
        connection.execute(_WRITE_LINK, changed)
    _ensure_stubs(connection, stubs, group)
    return touched


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
    return _in_group(connection, group, held=True)


def _in_group(connection: Connection, group: str, *, held: bool) -> list[DocumentRecord]:
    found = select(*RECORD_COLUMNS).where(_named(group), documents.c.held.is_(held))
    return [record_of(row) for row in connection.execute(found.order_by(documents.c.id))]


def _chosen(link: Link, row: AnyRow) -> Link:
    """What a user chose goes before what was worked out; the doubt is no problem any more."""
    target: str | None = row.chosen
    if target is None:
        return link
    offered = {choice.key for choice in link.choices}
    if not holds(Scope(row.scope), target, link.target, offered):
        return link
    problems = settled(link.problems)
    return replace(link, target=target, confidence=1.0, stub=None, problems=problems)


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


def _stub_of(at: CitedAt, link: Link) -> DocumentRecord:
    """A stub from a choice that the user took, else from what the mention itself says."""
    target = link.target or ""
    chosen: Choice | None = next((c for c in link.choices if c.key == target), None)
    said = chosen or at.mention
    header = Header(
        number=said.canonical,
        type=at.mention.type,
        date=said.date,
        issuer=said.issuer,
        title=said.title,
    )
    return DocumentRecord(stub_id(target), target, held=False, header=header)


def _ensure_stubs(connection: Connection, stubs: Mapping[str, DocumentRecord], group: str) -> None:
    """Have a row for each key; where two groups cite one stub, that of its number describes it."""
    rows = connection.execute(
        select(documents.c.serial, documents.c.key, documents.c.held, documents.c.header)
        .where(documents.c.key.in_(among(stubs)))
        .order_by(documents.c.held)
    )
    found = {row.key: row for row in rows}  # held ones come last and stay
    for key, stub in stubs.items():
        row = found.get(key)
        if row is None:
            _insert_stub(connection, key, stub)
        elif not row.held and row.header != dump(stub.header) and _owns(group, stub):
            values = document_values(replace(stub, key=key, held=False))
            del values["id"]
            connection.execute(
                update(documents).where(documents.c.serial == row.serial).values(**values)
            )


def _owns(group: str, stub: DocumentRecord) -> bool:
    number = stub.header.number
    if number is None:
        return group == f"title:{title_key(stub.header.title)}"
    return number_key(number) == group


def _insert_stub(connection: Connection, key: str, stub: DocumentRecord) -> None:
    taken = connection.scalar(select(exists().where(documents.c.id == stub_id(key))))
    record = replace(stub, id=stub_id(key, taken=bool(taken)), key=key, held=False)
    connection.execute(insert(documents).values(**document_values(record)))


def _sweep_stubs(connection: Connection, keys: Collection[str]) -> None:
    """Drop the stubs of `keys` that nobody cites, or whose document is held now."""
    same = documents.alias()
    cited = exists().where(mentions.c.target == documents.c.key)
    held = exists().where(same.c.key == documents.c.key, same.c.held)
    connection.execute(
        delete(documents).where(
            documents.c.held.is_(False), documents.c.key.in_(among(keys)), ~cited | held
        )
    )
