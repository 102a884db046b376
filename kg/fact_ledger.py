"""Facts on validity that users of a library bring in, kept with their source and day.

A table goes in within one transaction: what it says of a document is joined with what earlier
imports said, and kept as rows of the documented format (`kg.fact_table`), so that a later version
of the program reads it again and another office can have it.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, func, null, select
from sqlalchemy.dialects.sqlite import insert as upsert

from kg.errors import AmbiguousError, NotFoundError, Problem
from kg.events import EventKind, note
from kg.ledger import FactRow, Ledger, facts_of, restamp_facts
from kg.number import number_key
from kg.opening import reading, writing
from kg.records import dump
from kg.schema import mentions, registry_facts

if TYPE_CHECKING:
    from kg.fact_table import Finding, Said, Taken


@dataclass(frozen=True, slots=True)
class FactsTaken:
    """What became of a table of facts. added, updated, unchanged: keys of documents.

    rows: how many rows went in. refused: findings on rows that did not. warnings: their rows did.
    """

    added: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    rows: int = 0
    refused: tuple["Finding", ...] = field(default=())
    warnings: tuple["Finding", ...] = field(default=())


class FactLedger(Ledger):
    """Users' facts of a library: taken in, given out, taken back."""

    def take_facts(
        self,
        rows: Iterable[FactRow],
        *,
        checked: dt.date,
        override: bool = False,
        dry_run: bool = False,
        by: str = "",
    ) -> FactsTaken:
        """Add facts on validity; of two statements of one event the later import holds.

        Links that depend on them are made anew, in the same transaction. checked: the day of
        checking of rows that name none. override: facts that differ from the shipped registry
        go in. dry_run: nothing is written.
        """
        from kg.fact_table import said_before, take

        shipped, table = self._load_registry(), list(rows)
        with reading(self.engine) if dry_run else writing(self.engine) as connection:
            before = said_before(facts_of(connection), shipped)
            taken = take(table, shipped, before, checked=checked, override=override)
            changed = [taken.documents[key] for key in (*taken.added, *taken.updated)]
            if changed and not dry_run:
                self._keep(connection, {said.key: said for said in changed})
                one = changed[0].key if len(changed) == 1 else None
                note(connection, EventKind.FACTS_ADDED, by, detail=one, count=len(changed))
        return _taken(taken)

    def add_facts(self, rows: Iterable[FactRow], *, checked: dt.date) -> tuple[int, list[Problem]]:
        """How many documents the facts of a table went to, and a problem for each row refused."""
        done = self.take_facts(rows, checked=checked)
        number = len(done.added) + len(done.updated) + len(done.unchanged)
        return number, [finding.problem() for finding in done.refused]

    def fact_count(self) -> int:
        """Documents on which users added facts."""
        with reading(self.engine) as connection:
            return connection.scalar(select(func.count()).select_from(registry_facts)) or 0

    def facts_on(self, key: str) -> list[FactRow]:
        """Rows of users' facts on one document."""
        with reading(self.engine) as connection:
            return facts_of(connection, key)

    def remove_facts(self, name: str, *, by: str = "") -> str:
        """Take users' facts on a document back; returns its key. name: key or number.

        Raises NotFoundError where users said nothing of it, AmbiguousError with the keys where
        they did of several.
        """
        self._load_registry()
        with writing(self.engine) as connection:
            query = select(registry_facts.c.key).order_by(registry_facts.c.key)
            exact = connection.scalars(query.where(registry_facts.c.key == name)).all()
            alike = registry_facts.c.number_key == number_key(name)
            found = exact or connection.scalars(query.where(alike)).all()
            if not found:
                raise NotFoundError(
                    f"Người dùng chưa thêm dữ kiện nào về “{name}”.",
                    "Hãy xem các dữ kiện đã thêm bằng lệnh: cancu registry export.",
                )
            if len(found) > 1:
                raise AmbiguousError(
                    f"Có {len(found)} văn bản phù hợp với “{name}”.",
                    "Hãy nêu rõ bằng một trong các mã sau:",
                    tuple(found),
                )
            titles = _titles(facts_of(connection, found[0]))
            connection.execute(delete(registry_facts).where(registry_facts.c.key == found[0]))
            self._renewed(connection, found, titles)
            note(connection, EventKind.FACTS_REMOVED, by, detail=str(found[0]))
        return str(found[0])

    def _keep(self, connection: Connection, documents: Mapping[str, "Said"]) -> None:
        """Write what is said of documents, each as rows, and link anew what depends on it."""
        from kg.fact_table import rows_of

        values = [
            {
                "key": key,
                "number_key": number_key(said.number),
                "source": said.source,
                "checked": said.checked,
                "record": dump(rows_of(said)),
            }
            for key, said in documents.items()
        ]
        titles = _titles(row for key in documents for row in facts_of(connection, key))
        titles |= _titles(row for said in documents.values() for row in rows_of(said))
        statement = upsert(registry_facts)
        renewed = {name: statement.excluded[name] for name in ("source", "checked", "record")}
        connection.execute(statement.on_conflict_do_update(set_=renewed), values)
        self._renewed(connection, documents, titles)

    def _renewed(
        self, connection: Connection, keys: Collection[str], titles: Collection[str]
    ) -> None:
        """The facts on these documents changed: a new version, links that may change anew.

        titles: of these documents, those before among them.
        """
        restamp_facts(connection)
        numbers = {number_key(key.partition("@")[0]) for key in keys}
        self._relink(connection, _groups_touched(connection, numbers, titles), keys)


def _groups_touched(
    connection: Connection, numbers: Collection[str], titles: Collection[str]
) -> set[str]:
    """Groups of mentions whose links facts on documents of these numbers and titles may change.

    All that name no number; those of a number a figure away; those that state such a title, for
    a mention may contradict itself with any document of it.
    """
    from kg.contradictions import opening_of
    from kg.misread import misread_as, written_as

    openings = {opening_of(title) for title in titles}
    forms = {form for number in numbers for form in misread_as(number)}
    title_of = func.json_extract(mentions.c.record, "$.title")  # slow: reads every mention
    stated = title_of if openings else null()
    rows = connection.execute(select(mentions.c.group_key, stated).distinct())
    return {
        group
        for group, title in rows
        if group
        and (
            group.startswith("title:")
            or not forms.isdisjoint(written_as(group))
            or (title is not None and opening_of(title) in openings)
        )
    }


def _titles(rows: Iterable[FactRow]) -> set[str]:
    return {title for row in rows if (title := row.get("title"))}


def try_facts(rows: Iterable[FactRow], *, checked: dt.date, override: bool = False) -> FactsTaken:
    """What would become of a table in a library that has no facts yet; nothing is written."""
    from kg.fact_table import take
    from kg.registry import load_registry

    return _taken(take(rows, load_registry(), {}, checked=checked, override=override))


def _taken(taken: "Taken") -> FactsTaken:
    return FactsTaken(
        taken.added, taken.updated, taken.unchanged, taken.rows, taken.refused, taken.warnings
    )
