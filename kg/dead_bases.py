"""Held documents whose legal bases are dead on a day, counted for a whole library at once.

The states are those of `kg.alive`, which a check of one document proves (`kg.check`).
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from kg.alive import state_on
from kg.citing import IS_EDGE
from kg.opening import reading
from kg.own_objects import CHANGES, is_base_too
from kg.schema import documents, mentions
from kg.severity import ENDS
from kg.terms import CitationRole, ValidityState

if TYPE_CHECKING:
    from kg.registry import Registry
    from kg.store import Store


@dataclass(frozen=True, slots=True)
class DeadBases:
    """A document held. dead: keys of its bases that hold no more; bases: how many it has."""

    document: str
    dead: tuple[str, ...]
    bases: int


def dead_bases(store: "Store", registry: "Registry", *, on: dt.date) -> Sequence[DeadBases]:
    """Documents that rest on dead ones, those with most of them first, then by id.

    registry: best that of `Store.registry_at_once`. A base is cited as one (role "basis") and is
    not what the document itself ends or changes (`kg.own_objects`).
    """
    resting = _resting(store, registry)
    keys = {key for bases in resting.values() for key in bases}
    dead = {key for key in keys if _ended(key, registry, on)}
    found = [
        DeadBases(name, tuple(key for key in bases if key in dead), len(bases))
        for name, bases in resting.items()
    ]
    return sorted(
        (one for one in found if one.dead), key=lambda one: (-len(one.dead), one.document)
    )


def _ended(key: str, registry: "Registry", on: dt.date) -> bool:
    return state_on(key, registry, on=on) is ValidityState.EXPIRED


def _resting(store: "Store", registry: "Registry") -> Mapping[str, Sequence[str]]:
    """Keys of the bases of each document held, in text order."""
    query = (
        select(documents.c.id, documents.c.date, mentions.c.target, mentions.c.relation)
        .join(documents, documents.c.serial == mentions.c.document)
        .where(IS_EDGE, mentions.c.role == CitationRole.BASIS.value)
        .where(mentions.c.relation.not_in([relation.value for relation in ENDS]))
        .order_by(mentions.c.document, mentions.c.position)
    )
    found: dict[str, dict[str, None]] = {}
    with reading(store.engine) as connection:
        objects = _objects(connection)
        for name, made, key, relation in connection.execute(query):
            ends = objects.get((name, key))
            held = partial(_held, key, registry, made)
            if ends is None or is_base_too(relation, ends=ends, held=held):
                found.setdefault(name, {})[key] = None
    return {name: tuple(keys) for name, keys in found.items()}


def _objects(connection: Connection) -> Mapping[tuple[str, str], bool]:
    """What documents held themselves end or change, and whether they end it as a whole."""
    provision = func.json_extract(mentions.c.record, "$.provision")
    query = (
        select(documents.c.id, mentions.c.target, mentions.c.relation, provision)
        .join(documents, documents.c.serial == mentions.c.document)
        .where(IS_EDGE, mentions.c.role == CitationRole.AMENDED_OBJECT.value)
        .where(mentions.c.relation.in_([relation.value for relation in CHANGES]))
    )
    found: dict[tuple[str, str], bool] = {}
    for name, key, relation, part in connection.execute(query):
        ended = relation in ENDS and part is None
        found[name, key] = found.get((name, key), False) or ended
    return found


def _held(key: str, registry: "Registry", made: dt.date | None) -> bool:
    """Whether a document held no less the day before another was made."""
    return made is not None and not _ended(key, registry, made - dt.timedelta(days=1))
