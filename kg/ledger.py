"""Writing transactions of a library, with what every write needs: the linker and the registry.

Besides documents a library keeps what users add to it: facts on validity, and what they chose
where a citation could mean several documents (`kg.choice_ledger`).
"""

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, select
from sqlalchemy.dialects.sqlite import insert as upsert

from kg.linking import Added, relink
from kg.model import DocumentRecord
from kg.opening import reading
from kg.queries import DocumentReads
from kg.records import load
from kg.schema import library, registry_facts

if TYPE_CHECKING:
    from kg.library_texts import LibraryTexts
    from kg.registry import Registry
    from kg.resolve import CitedAt, Link

Linker = Callable[[Sequence["CitedAt"], Sequence[DocumentRecord], "Registry"], Sequence["Link"]]
FactRow = Mapping[str, str | None]


class Ledger(DocumentReads):
    """Links and facts. linker: `kg.resolve.link_group`, or another of its shape."""

    def __init__(
        self, engine: Engine, registry: "Registry | None" = None, linker: Linker | None = None
    ) -> None:
        super().__init__(engine)
        self._shipped = registry
        self._linker = linker
        self._merged: tuple[str, Registry] | None = None
        self._telling: tuple[Registry, Registry] | None = None  # without the texts, with them
        self._texts: LibraryTexts | None = None  # those of `_telling`

    @property
    def registry(self) -> "Registry":
        """The registry, with the facts that users of this library added and its texts tell."""
        from kg.library_texts import LibraryTexts

        self._load_registry()
        with reading(self.engine) as connection:
            known = self._registry(connection)
        if self._telling is None or self._telling[0] is not known:
            texts = self._texts = LibraryTexts(self.engine, known.compiled)
            self._telling = (known, known.with_texts(texts))
        return self._telling[1]

    def registry_of_a_moment(self, keys: Collection[str] = ()) -> "Registry":
        """The registry for one check: each document is asked for once, then taken as it was.

        keys: documents that it will be asked for; those of which no text tells are found at once.
        """
        from kg.library_texts import TextsOfAMoment

        known = self.registry  # remembers what the texts told, as long as links stay the same
        texts = self._texts
        return known if texts is None else known.with_texts(TextsOfAMoment(texts, keys))

    def registry_at_once(self) -> "Registry":
        """The registry for one round of very many questions: of this moment, and much faster."""
        from kg.library_texts import LibraryTexts, TextsAtOnce

        self._load_registry()
        with reading(self.engine) as connection:
            known = self._registry(connection)
        return known.with_texts(TextsAtOnce(LibraryTexts(self.engine, known.compiled)))

    def facts(self) -> list[FactRow]:
        """Rows of facts that users added, by key, each with the day it was `checked`."""
        with reading(self.engine) as connection:
            return facts_of(connection)

    def _relink(
        self,
        connection: Connection,
        groups: Iterable[str],
        keys: Iterable[str] = (),
        fresh: tuple[Collection[str], int] | None = None,
    ) -> None:
        """fresh: groups that gained mentions alone, and the last mention before (`Added`)."""
        linker, registry = self._linker or _default_linker(), self._registry(connection)

        from kg.added import link_added
        from kg.candidates import registered_stub

        added = None
        if fresh and self._linker is None:
            added = Added(*fresh, partial(link_added, registry=registry))
        relink(
            connection,
            groups,
            keys,
            lambda cited, held: linker(cited, held, registry),
            partial(registered_stub, registry=registry),
            added=added,
        )
        _set(connection, "links", uuid.uuid4().hex)  # what was told by texts may be no longer so

    def _load_registry(self) -> "Registry":
        """The registry without users' facts; loaded before a transaction begins, it is slow."""
        if self._shipped is None:
            from kg.registry import load_registry

            self._shipped = load_registry()
        return self._shipped

    def _registry(self, connection: Connection) -> "Registry":
        shipped = self._load_registry()
        version = connection.scalar(select(library.c.value).where(library.c.name == "facts"))
        if version is None:
            return shipped
        if self._merged is None or self._merged[0] != version:
            self._merged = (version, shipped.with_facts(facts_of(connection)))
        return self._merged[1]


def _default_linker() -> Linker:
    from kg.resolve import link_group

    return link_group


def facts_of(connection: Connection, key: str | None = None) -> list[FactRow]:
    """Rows of users' facts, by key; of one document where its key is given.

    A record is the rows of one document; earlier versions kept one row, its day beside it.
    """
    query = select(registry_facts.c.record, registry_facts.c.checked)
    rows = connection.execute(
        query.where(registry_facts.c.key == key)
        if key is not None
        else query.order_by(registry_facts.c.key)
    )
    found: list[FactRow] = []
    for row in rows:
        told = load(list[dict[str, str | None]] | dict[str, str | None], row.record)  # type: ignore[arg-type]
        listed = [told] if isinstance(told, dict) else told
        found += [{"checked": row.checked.isoformat(), **item} for item in listed]
    return found


def restamp_facts(connection: Connection) -> None:
    """Say that users' facts changed, so that the merged registry is made anew."""
    _set(connection, "facts", uuid.uuid4().hex)


def _set(connection: Connection, name: str, value: str) -> None:
    statement = upsert(library).values(name=name, value=value)
    connection.execute(statement.on_conflict_do_update(set_={"value": value}))
