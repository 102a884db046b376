"""What the documents of one library say of effect, asked for one document at a time.

Two indexed queries a document, so that a library of any size answers at once.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import TypeVar

from sqlalchemy import Connection, Engine, exists, select

from kg.effects import Effect
from kg.facts import RegistryEntry
from kg.model import DocumentRecord
from kg.opening import reading
from kg.records import load
from kg.rows import RECORD_COLUMNS, among, record_of
from kg.schema import documents, effects, library, mentions
from kg.text_facts import Telling, Told, told

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Said:
    """All that texts of a library say of effect, by the key of the document that it is said of."""

    records: Mapping[str, DocumentRecord]
    own: Mapping[str, Sequence[Effect]]
    others: Mapping[str, Sequence[Telling]]


class LibraryTexts:
    """The effects of a library's documents. checked: day to which the registry was checked.

    What was told once is told again as long as the library's links stay the same.
    """

    def __init__(self, engine: Engine, checked: dt.date) -> None:
        self._engine = engine
        self.checked = checked
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

    def everything(self) -> _Said:
        """What is told of any document, read at once."""
        with reading(self._engine) as connection:
            own = _grouped(
                (key, load(Effect, record)) for key, record in connection.execute(_ALL_OWN).tuples()
            )
            others = _grouped(
                (row[-1], Telling(record_of(row), load(Effect, row[-2])))
                for row in connection.execute(_ALL_OTHERS)
            )
            records: dict[str, DocumentRecord] = {}
            fits = documents.c.held | documents.c.key.in_(among(others))
            rows = connection.execute(select(*RECORD_COLUMNS).where(fits).order_by(*_HELD_FIRST))
            for record in map(record_of, rows):
                records.setdefault(record.key, record)
        return _Said(records, own, others)

    def silent_on(self, keys: Collection[str]) -> set[str]:
        """Those of these documents of which no text says anything: asked of all at once."""
        held = select(documents.c.key).where(documents.c.held, documents.c.key.in_(among(keys)))
        acted = select(mentions.c.target).where(mentions.c.target.in_(among(keys)), _ACTS)
        with reading(self._engine) as connection:
            told = {*connection.scalars(held), *connection.scalars(acted.distinct())}
        return set(keys) - told

    def _read(self, connection: Connection, key: str, base: RegistryEntry | None) -> Told:
        record = _record(connection, key)
        own = _own(connection, key) if record is not None and record.held else ()
        others = _others(connection, key)
        if not others and (record is None or not record.held):
            return Told(base)
        return told(record, own, others, base, self.checked)


class TextsAtOnce:
    """The same texts for one round of thousands of questions, as they were when it began.

    All that they say is read in three queries, when the first question comes.
    """

    def __init__(self, texts: LibraryTexts) -> None:
        self._texts = texts
        self._told: dict[str, tuple[RegistryEntry | None, Told]] = {}

    @property
    def version(self) -> str:
        """As of the texts themselves."""
        return self._texts.version

    @cached_property
    def _said(self) -> _Said:
        return self._texts.everything()

    def about(self, key: str, base: RegistryEntry | None) -> Told:
        """What the texts say of the document with this identity, beyond what `base` knows."""
        record, others = self._said.records.get(key), self._said.others.get(key, ())
        if not others and (record is None or not record.held):
            return Told(base)
        known = self._told.get(key)
        if known is None or known[0] is not base:
            own = self._said.own.get(key, ())
            found = told(record, own, others, base, self._texts.checked)
            known = self._told[key] = (base, found)
        return known[1]


class TextsOfAMoment:
    """The same texts for one round of questions, most of them on documents asked about before.

    Each document is asked for once and then taken as it was: a table of authorities asks of each
    document a dozen times, and a transaction for every time is most of its cost. Of most documents
    no text says anything: those among `keys` are found in one transaction.
    """

    def __init__(self, texts: LibraryTexts, keys: Collection[str] = ()) -> None:
        self._texts = texts
        self._silent = texts.silent_on(keys) if keys else set()
        self._told: dict[str, tuple[RegistryEntry | None, Told]] = {}

    @property
    def version(self) -> str:
        """As of the texts themselves."""
        return self._texts.version

    def about(self, key: str, base: RegistryEntry | None) -> Told:
        """What the texts say of the document with this identity, beyond what `base` knows."""
        if key in self._silent:
            return Told(base)
        known = self._told.get(key)
        if known is None or known[0] is not base:
            known = self._told[key] = (base, self._texts.about(key, base))
        return known[1]


_ACTS = exists().where(effects.c.document == mentions.c.document, effects.c.char_start.is_not(None))
_LINKS = select(library.c.value).where(library.c.name == "links")
_HELD_FIRST = (documents.c.held.desc(), documents.c.id)
_ALL_OWN = (
    select(documents.c.key, effects.c.record)
    .join(documents, documents.c.serial == effects.c.document)
    .where(documents.c.held)
    .order_by(documents.c.id, effects.c.position)
)
_ALL_OTHERS = (
    select(*RECORD_COLUMNS, effects.c.record, mentions.c.target)
    .select_from(effects)
    .join(
        mentions,
        (mentions.c.document == effects.c.document)
        & (mentions.c.char_start == effects.c.char_start),
    )
    .join(documents, documents.c.serial == effects.c.document)
    .where(mentions.c.target.is_not(None), documents.c.key != mentions.c.target)
    .order_by(documents.c.key, effects.c.position)
)


def _record(connection: Connection, key: str) -> DocumentRecord | None:
    """The document of this key, one that is held first."""
    query = select(*RECORD_COLUMNS).where(documents.c.key == key)
    row = connection.execute(query.order_by(*_HELD_FIRST)).first()
    return record_of(row) if row else None


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


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
    near = select(mentions.c.serial).where(mentions.c.target == key, _ACTS)
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
