"""Linking inside a library: which document each mention means, kept true after every write.

Mentions fall into groups by what could make them one document: the folded number, or, where no
number is known, the folded title. A write touches some groups; each of them is linked anew from
all its mentions and all documents held (`kg.resolve.link_group`, a pure function), so that the
links are a function of what the library holds, not of the order in which it came.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from sqlalchemy import Connection, delete, exists, insert, select, update

from kg.model import Choice, DocumentRecord, Header, Mention
from kg.number import number_key
from kg.records import dump, load
from kg.resolve import CitedAt, Link
from kg.rows import RECORD_COLUMNS, AnyRow, among, document_values, record_of, stub_id
from kg.schema import documents, mentions, user_choices

GroupLinker = Callable[[Sequence[CitedAt], Sequence[DocumentRecord]], Sequence[Link]]
"""`kg.resolve.link_group` with the registry already given."""


def relink(
    connection: Connection, groups: Iterable[str], keys: Iterable[str], linker: GroupLinker
) -> None:
    """Link these groups anew, make the stubs they need, drop stubs that nobody cites.

    keys: identities that the same write added, removed or ceased to cite.
    """
    touched = set(keys)
    for group in sorted(groups):
        touched |= _relink_group(connection, group, linker)
    _sweep_stubs(connection, touched)


def _relink_group(connection: Connection, group: str, linker: GroupLinker) -> set[str]:
    """Link one group; returns the keys that it pointed to before and points to now."""
    rows = connection.execute(
        select(
            *RECORD_COLUMNS,
            mentions.c.serial,
            mentions.c.record,
            mentions.c.target,
            mentions.c.confidence,
            mentions.c.choices,
            mentions.c.problems,
            user_choices.c.target.label("chosen"),
        )
        .join(documents, documents.c.serial == mentions.c.document)
        .outerjoin(user_choices, user_choices.c.mention == mentions.c.serial)
        .where(mentions.c.group_key == group)
        .order_by(documents.c.id, mentions.c.position)
    ).all()
    if not rows:
        return set()
    cited = [CitedAt(row.serial, load(Mention, row.record), record_of(row)) for row in rows]
    links = {link.mention_id: link for link in linker(cited, held_in_group(connection, group))}
    touched: set[str] = set()
    for row, at in zip(rows, cited, strict=True):
        link = _chosen(links.get(row.serial) or Link(row.serial, None, 0.0, (), None), row.chosen)
        _write_link(connection, row, link)
        touched |= {key for key in (row.target, link.target) if key}
        if link.target:
            _ensure_stub(connection, link.target, link.stub or _stub_of(at, link), group)
    return touched


def held_in_group(connection: Connection, group: str) -> list[DocumentRecord]:
    """Documents held that mentions of this group may mean."""
    name = group.removeprefix("title:")
    column = documents.c.number_key if name == group else documents.c.title_key
    rows = connection.execute(
        select(*RECORD_COLUMNS).where(column == name, documents.c.held).order_by(documents.c.id)
    )
    return [record_of(row) for row in rows]


def _chosen(link: Link, target: str | None) -> Link:
    """What a user chose goes before what was worked out."""
    return replace(link, target=target, confidence=1.0, stub=None) if target else link


def _write_link(connection: Connection, row: AnyRow, link: Link) -> None:
    values = {
        "target": link.target,
        "confidence": link.confidence,
        "choices": dump(link.choices),
        "problems": dump(link.problems),
    }
    if any(getattr(row, name) != value for name, value in values.items()):
        connection.execute(update(mentions).where(mentions.c.serial == row.serial).values(**values))


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


def _ensure_stub(connection: Connection, key: str, stub: DocumentRecord, group: str) -> None:
    """Have a row for `key`; where two groups cite one stub, that of its number describes it."""
    found = connection.execute(
        select(documents.c.serial, documents.c.held, documents.c.header)
        .where(documents.c.key == key)
        .order_by(documents.c.held.desc())
    ).first()
    if found is None:
        taken = connection.scalar(select(exists().where(documents.c.id == stub_id(key))))
        record = replace(stub, id=stub_id(key, taken=bool(taken)), key=key, held=False)
        connection.execute(insert(documents).values(**document_values(record)))
        return
    number = stub.header.number
    owned = number is not None and number_key(number) == group
    if not found.held and owned and found.header != dump(stub.header):
        values = document_values(replace(stub, key=key, held=False))
        del values["id"]
        connection.execute(
            update(documents).where(documents.c.serial == found.serial).values(**values)
        )


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
