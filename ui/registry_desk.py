"""Facts on validity in a library: what is known, and what its users add, share and take back."""

import datetime as dt
import re
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import NotFoundError
from kg.number import find_numbers, number_key
from ui import views
from ui.days import today
from ui.fact_report import FactReport
from ui.shelf import Shelf
from ui.views import Json

if TYPE_CHECKING:
    from kg.facts import RegistryEntry
    from kg.registry import Registry
    from ui.fact_files import FactSheet

_BEGUN = re.compile(r"\d+[a-z]?/(?:19|20)\d\d\b")  # "61/2018", a number without its symbol


class RegistryDesk(Shelf):
    """What the registry says, and facts added to it, as JSON-ready values."""

    def registry_show(self, name: str | None) -> Json:
        """Summary of the registry, or all that is known of the documents of one number.

        Raises NotFoundError where nothing is.

        by_state counts `entries`, the documents that somebody checked; the `catalogue`, known
        from the codification and from clauses, is counted by source alone.
        """
        registry = self.registry
        if name is None:
            return self._summary(registry)
        found = self.registered(name)
        if not found:
            raise NotFoundError(
                f"Danh mục hiệu lực chưa có văn bản “{name}”.",
                "Hãy kiểm tra lại số, ký hiệu; có thể thêm dữ liệu bằng: cancu registry add.",
            )
        return {
            "as_of": registry.compiled.isoformat(),
            "version": registry.version,
            "rows": [self._card(registry.get(e.key) or e, registry) for e in found],
        }

    def _summary(self, registry: "Registry") -> Json:
        from kg import catalogue

        entries = list(registry.entries.values())
        listed = [e for e in catalogue.entries() if e.key not in registry.entries]
        day = today()
        return {
            "entries": len(entries),
            "catalogue": len(listed),
            "as_of": registry.compiled.isoformat(),
            "version": registry.version,
            "added": self.store.fact_count() if self.exists() else 0,
            "by_source": dict(Counter(e.standing.value for e in (*entries, *listed))),
            "by_state": _states(entries, registry, day),
            "state_on": day.isoformat(),
            "problems": [views.problem(item) for item in registry.problems],
        }

    def _card(self, entry: "RegistryEntry", registry: "Registry") -> Json:
        """All that is known of one document: dates, changes, words, sources, users' facts."""
        from kg.validity import status_of

        shipped = self._shipped_entry(entry)
        card: Json = views.plain(asdict(entry))
        return card | {
            "state": status_of(entry, registry, on=today()).state.value,
            "state_on": today().isoformat(),
            "own_clauses": views.plain(registry.clauses_of(entry)),
            "clauses": [
                views.plain(clause) | {"on": views.plain(change)}
                for clause, change in registry.clauses_on(entry)
            ],
            "texts": self._texts_on(entry),
            "users_facts": self.store.facts_on(entry.key) if self.exists() else [],
            "shipped": views.plain(shipped),
            "problems": [views.problem(item) for item in registry.problems_of(entry)],
        }

    def _texts_on(self, entry: "RegistryEntry") -> list[Json]:
        """What documents of this library say of one on which the registry speaks alone."""
        from kg.facts import Standing
        from kg.library_texts import LibraryTexts

        spoken = (Standing.REGISTRY, Standing.CLAUSE)
        if not self.exists() or entry.standing not in spoken:
            return []
        told = LibraryTexts(self.store.engine, self.registry.compiled).about(entry.key, None)
        return [views.plain(clause) for clause in (*told.own, *told.on)]

    def _shipped_entry(self, entry: "RegistryEntry") -> "RegistryEntry | None":
        """What the shipped registry has of a document on which users said something."""
        from kg.facts import Standing
        from kg.registry import load_registry

        return load_registry().get(entry.key) if entry.standing is Standing.USER else None

    def registered(self, name: str) -> list["RegistryEntry"]:
        """Entries of the registry whose number is in `name`, whole or begun ("61/2018")."""
        registry = self.registry
        exact = registry.entries.get(name)
        if exact is not None:
            return [exact]
        matches = find_numbers(name, asking=True)
        found = [entry for match in matches for entry in registry.by_number(str(match.number))]
        begun = _BEGUN.search(name)
        if not found and begun:
            start = f"{number_key(begun[0])}/"
            entries = registry.entries.values()
            found = [entry for entry in entries if number_key(entry.number).startswith(start)]
        return list({entry.key: entry for entry in found}.values())

    def registry_add(
        self,
        rows: Sequence[Mapping[str, str | None]],
        *,
        override: bool = False,
        dry_run: bool = False,
    ) -> FactReport:
        """Add facts on validity to this library; refused rows are told with their reason."""
        from ui.fact_files import FactSheet

        sheet = FactSheet([dict(row) for row in rows])
        return self._take(sheet, "", override=override, dry_run=dry_run)

    def registry_import(
        self,
        table: Path,
        *,
        source: str | None = None,
        override: bool = False,
        dry_run: bool = False,
    ) -> FactReport:
        """Add a table of facts (CSV, XLSX, JSONL); refusals name file, line and column.

        source: for a table without such a column. Raises UsageError where the file is no table.
        """
        from ui.fact_files import read_sheet

        sheet = read_sheet(table, source=source)
        return self._take(sheet, table.name, override=override, dry_run=dry_run)

    def _take(self, sheet: "FactSheet", table: str, *, override: bool, dry_run: bool) -> FactReport:
        from kg.fact_ledger import try_facts

        begun = time.monotonic()
        if dry_run and not self.exists():
            taken = try_facts(sheet.rows, checked=today(), override=override)
        else:
            taken = self.writable.take_facts(
                sheet.rows, checked=today(), override=override, dry_run=dry_run, by=_this_user()
            )
        seconds = time.monotonic() - begun
        return FactReport(
            taken, table, tuple(sheet.refused), tuple(sheet.warnings), seconds, dry_run
        )

    def registry_export(self, file: Path) -> int:
        """Write users' facts for another office to import; returns how many documents they are on.

        Raises UsageError for a format that is none, NotFoundError where there is no library.
        """
        from ui.fact_export import write_facts

        rows = self.store.facts()
        write_facts(file, rows)
        return self.store.fact_count()

    def registry_remove(self, name: str) -> str:
        """Take users' facts on a document back; returns its key. Raises NotFoundError."""
        return self.store.remove_facts(name, by=_this_user())


def _this_user() -> str:
    from ui.choice_desk import this_user  # which this desk is a part of

    return this_user()


def _states(
    entries: Iterable["RegistryEntry"], registry: "Registry", on: dt.date
) -> dict[str, int]:
    from kg.states import state_of

    return dict(Counter(state_of(entry, registry, on).value for entry in entries))
