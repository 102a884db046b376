"""What the documents of one library say of effect, asked for one document at a time.

Two indexed queries a document, so that a library of any size answers at once.
"""

import datetime as dt
from hashlib import sha256

from sqlalchemy import Connection, Engine, exists, select

from kg.effects import Effect
from kg.facts import RegistryEntry
from kg.model import DocumentRecord
from kg.opening import reading
from kg.records import load
from kg.rows import RECORD_COLUMNS, record_of
from kg.schema import documents, effects, library, mentions
from kg.text_facts import Telling, Told, told


class LibraryTexts:
    """The effects of a library's documents. checked: day to which the registry was checked.

    What was told once is told again as long as the library's links stay the same.
    """

    def __init__(self, engine: Engine, checked: dt.date) -> None:
        self._engine = engine
        self._checked = checked
        self._told: tuple[str, dict[str, tuple[RegistryEntry | None, Told]]] = ("", {})

    @property
    def version(self) -> str:
        """Eight hexadecimal digits that name the texts that act on others; empty without any."""
        acting = select(effects.c.document).where(effects.c.char_start.is_not(None))
        query = select(documents.c.sha256).where(documents.c.serial.in_(acting))
        with reading(self._engine) as connection:
            found = connection.scalars(query.order_by(documents.c.sha256)).all()
        return sha256("\n".join(found).encode()).hexdigest()[:8] if found else ""

    def about(self, key: str, base: RegistryEntry | None) -> Told:
        """What the texts say of the document with this identity, beyond what `base` knows."""
        with reading(self._engine) as connection:
            stamp = connection.scalar(_LINKS) or ""
            if self._told[0] != stamp:
                self._told = (stamp, {})
            told_before = self._told[1]
            known = told_before.get(key)
            if known is None or known[0] is not base:
                known = told_before[key] = (base, self._read(connection, key, base))
        return known[1]

    def subjects(self) -> frozenset[str]:
        """Keys of documents that something can be told of: held ones, and those acted on."""
        held = select(documents.c.key).where(documents.c.held)
        acted_on = (
            select(mentions.c.target)
            .join(
                effects,
                (effects.c.document == mentions.c.document)
                & (effects.c.char_start == mentions.c.char_start),
            )
            .where(mentions.c.target.is_not(None))
        )
        with reading(self._engine) as connection:
            return frozenset(connection.scalars(held.union(acted_on)))

    def _read(self, connection: Connection, key: str, base: RegistryEntry | None) -> Told:
        record = _record(connection, key)
        own = _own(connection, key) if record is not None and record.held else ()
        others = _others(connection, key)
        if not others and (record is None or not record.held):
            return Told(base)
        return told(record, own, others, base, self._checked)


class TextsAtOnce:
    """The same texts for one round of thousands of questions, as they were when it began.

    The library is asked once for each document that it says something of, not at all for others.
    """

    def __init__(self, texts: LibraryTexts) -> None:
        self._texts = texts
        self._subjects = texts.subjects()
        self._told: dict[str, tuple[RegistryEntry | None, Told]] = {}

    @property
    def version(self) -> str:
        """As of the texts themselves."""
        return self._texts.version

    def about(self, key: str, base: RegistryEntry | None) -> Told:
        """What the texts say of the document with this identity, beyond what `base` knows."""
        if key not in self._subjects:
            return Told(base)
        known = self._told.get(key)
        if known is None or known[0] is not base:
            known = self._told[key] = (base, self._texts.about(key, base))
        return known[1]


_LINKS = select(library.c.value).where(library.c.name == "links")


def _record(connection: Connection, key: str) -> DocumentRecord | None:
    """The document of this key, one that is held first."""
    query = select(*RECORD_COLUMNS).where(documents.c.key == key)
    row = connection.execute(query.order_by(documents.c.held.desc(), documents.c.id)).first()
    return record_of(row) if row else None


def _own(connection: Connection, key: str) -> tuple[Effect, ...]:
    query = (
        select(effects.c.record)
        .join(documents, documents.c.serial == effects.c.document)
        .where(documents.c.key == key, documents.c.held)
        .order_by(documents.c.id, effects.c.position)
    )
    return tuple(load(Effect, record) for record in connection.scalars(query))


def _others(connection: Connection, key: str) -> tuple[Telling, ...]:
    """Effects of other documents whose mention means this one.

    Of a document that tens of thousands cite, only mentions in documents that act on others are
    read; an index alone tells which.
    """
    acts = exists().where(
        effects.c.document == mentions.c.document, effects.c.char_start.is_not(None)
    )
    near = select(mentions.c.serial).where(mentions.c.target == key, acts)
    query = (
        select(*RECORD_COLUMNS, effects.c.record)
        .join(mentions, mentions.c.document == documents.c.serial)
        .join(
            effects,
            (effects.c.document == mentions.c.document)
            & (effects.c.char_start == mentions.c.char_start),
        )
        .where(mentions.c.serial.in_(near), documents.c.key != key)
        .order_by(documents.c.key, effects.c.position)
    )
    rows = connection.execute(query).all()
    return tuple(Telling(record_of(row), load(Effect, row[-1])) for row in rows)
