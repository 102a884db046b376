"""Documents without a number whose long titles begin alike get keys that tell them apart.

Revision 0010. A key held the first 160 letters of such a title and no more; now a digest of the
whole title follows them (`kg.identity`). So does the key of what such a document alone cites, which
holds its key. Choices of users point to keys and go along; users' facts are on numbers and stay.
What one old key of two titles meant is told by the title named.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

import sqlalchemy as sa
from alembic import op

from kg.choosing import UserChoice
from kg.errors import Problem
from kg.folding import tokens
from kg.model import Choice, Header, Mention
from kg.records import dump, load
from kg.rows import stub_id, title_key

revision = "0010"
down_revision = "0009"

_CUT = 160
_OF_CITING = "@? "  # before the key of the document that cites one whose issuer is not known
_DOCUMENTS = f"""SELECT serial, key, held, title_key, header FROM documents
    WHERE number IS NULL AND instr(key, '@') = {_CUT + 1}
    OR NOT held AND instr(key, '{_OF_CITING}') > 0 ORDER BY held DESC, serial"""
_CITING = "SELECT record FROM mentions WHERE target = :key"
_LINKS = f"""SELECT serial, group_key, target, choices, problems FROM mentions
    WHERE length(target) > {_CUT} OR length(choices) > {_CUT} OR length(problems) > {_CUT}"""
_CHOICES = "SELECT serial, record FROM user_choices"

Known = dict[str, dict[str, str]]
"""New keys by the old key and the folded title (`title_key`)."""


def upgrade() -> None:
    """Write the keys as they are now, wherever one stands."""
    connection = op.get_bind()
    known = _documents(connection)
    _choices(connection, known)
    _links(connection, known)


def _documents(connection: sa.Connection) -> Known:
    """Give the documents their keys; which they had before."""
    known: Known = defaultdict(dict)
    stubs: list[tuple[str, int]] = []
    for row in connection.execute(sa.text(_DOCUMENTS)).all():
        titles = [load(Header, row.header).title, *_titles(connection, row.key)]
        own, mark, citing = row.key.partition(_OF_CITING)
        renewed = (_renewed(f"{own}{mark}", title) for title in titles)
        new = next(filter(None, renewed), own + mark) + _meant(known, citing)
        if new == row.key:
            continue
        known[row.key].setdefault(row.title_key or "", new)
        _update(connection, "documents", row.serial, key=new)
        if not row.held:
            stubs.append((new, row.serial))
    for key, serial in sorted(stubs):  # a stub's id is made of its key
        same = connection.execute(
            sa.text("SELECT 1 FROM documents WHERE id = :id"), {"id": stub_id(key)}
        )
        _update(connection, "documents", serial, id=stub_id(key, taken=same.first() is not None))
    return known


def _titles(connection: sa.Connection, key: str) -> Iterable[str | None]:
    """By what a document is cited: a choice may be all that tells of it in its own row."""
    for record in connection.execute(sa.text(_CITING), {"key": key}).scalars().all():
        yield load(Mention, record).title


def _renewed(key: str, title: str | None) -> str | None:
    """The key of a document of this title; None where this is not its title, or a short one."""
    whole = "-".join(tokens(title or ""))
    if len(whole) <= _CUT or not key.startswith(f"{whole[:_CUT]}@"):
        return None
    return f"{whole[:_CUT]}-{hashlib.sha256(whole.encode()).hexdigest()[:8]}{key[_CUT:]}"


def _meant(known: Known, key: str, title: str = "", printed: str | None = None) -> str:
    """What a key is now. title: of the document meant, folded; printed: as it stands beside it."""
    found = known.get(key, {})
    return found.get(title) or _renewed(key, printed) or next(iter(found.values()), key)


def _choices(connection: sa.Connection, known: Known) -> None:
    for serial, record in connection.execute(sa.text(_CHOICES)).all():
        old = load(UserChoice, record)
        title = next((one.title for one in old.offered if one.key == old.target), None)
        meant = title_key(title) or old.spot.group.removeprefix("title:")
        target = _meant(known, old.target, meant, title)
        new = replace(old, target=target, offered=_offered(old.offered, known))
        if new != old:
            _update(connection, "user_choices", serial, target=target, record=dump(new))


def _offered(choices: tuple[Choice, ...], known: Known) -> tuple[Choice, ...]:
    return tuple(
        replace(one, key=_meant(known, one.key, title_key(one.title) or "", one.title))
        for one in choices
    )


def _links(connection: sa.Connection, known: Known) -> None:
    for row in connection.execute(sa.text(_LINKS)).all():
        title = (row.group_key or "").removeprefix("title:")
        choices = dump(_offered(load(tuple[Choice, ...], row.choices), known))
        problems = dump(
            tuple(
                replace(one, choices=tuple(_meant(known, key, title) for key in one.choices))
                for one in load(tuple[Problem, ...], row.problems)
            )
        )
        target = row.target and _meant(known, row.target, title)
        if (target, choices, problems) != (row.target, row.choices, row.problems):
            _update(connection, "mentions", row.serial, target=target, choices=choices,
                    problems=problems)  # fmt: skip


def _update(connection: sa.Connection, table: str, serial: int, **values: str | None) -> None:
    """Write columns of one row."""
    columns = ", ".join(f"{name} = :{name}" for name in values)
    statement = sa.text(f"UPDATE {table} SET {columns} WHERE serial = :serial")
    connection.execute(statement, {**values, "serial": serial})
