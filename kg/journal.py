"""Which documents' passages changed, so that an index need not be made anew for one of them.

Each transaction that changes passages makes a state of the library, named by a stamp drawn at
random, and notes the documents it changed. An index remembers the stamp it was made from; a
stamp that is not known here (of a library restored from a copy, of long ago) tells nothing, and
the index is made anew. What an index has taken in is forgotten: a document that was removed
leaves no trace. A document is named by its id, one of a dataset by its number; where both are
called alike, both count as changed.
"""

import uuid
from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from kg.schema import passage_changes, passage_states

_NEWEST = select(passage_states.c.stamp).order_by(passage_states.c.serial.desc()).limit(1)


def stamp_of(connection: Connection) -> str:
    """Stamp of the newest state; empty for a library that never had a passage."""
    return str(connection.scalar(_NEWEST) or "")


def note(connection: Connection, changed: Iterable[str]) -> None:
    """Begin a new state, in which the passages of these documents are not what they were."""
    state = insert(passage_states).values(stamp=uuid.uuid4().hex)
    serial = connection.scalar(state.returning(passage_states.c.serial))
    rows = [{"document": name, "serial": serial} for name in sorted(set(changed))]
    if rows:
        statement = upsert(passage_changes)
        connection.execute(
            statement.on_conflict_do_update(set_={"serial": statement.excluded.serial}), rows
        )


def changed_since(connection: Connection, stamp: str) -> set[str] | None:
    """Documents whose passages changed after the state of this stamp; None where it is unknown."""
    known = select(passage_states.c.serial).where(passage_states.c.stamp == stamp)
    serial = connection.scalar(known)
    if serial is None:
        return set() if stamp == stamp_of(connection) else None
    later = select(passage_changes.c.document).where(passage_changes.c.serial > serial)
    return set(connection.scalars(later))


def forget_until(connection: Connection, stamp: str) -> None:
    """Forget what led to the state of this stamp; the state itself stays known."""
    known = select(passage_states.c.serial).where(passage_states.c.stamp == stamp)
    serial = connection.scalar(known)
    if serial is not None:
        connection.execute(delete(passage_changes).where(passage_changes.c.serial <= serial))
        connection.execute(delete(passage_states).where(passage_states.c.serial < serial))
