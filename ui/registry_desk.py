"""Facts on validity in a library: what is known, and what its users add."""

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import UsageError
from kg.number import find_numbers, number_key
from ui import views
from ui.intake import ImportReport
from ui.shelf import Shelf
from ui.views import Json

if TYPE_CHECKING:
    from kg.facts import RegistryEntry

_BEGUN = re.compile(r"\d+[a-z]?/(?:19|20)\d\d\b")  # "61/2018", a number without its symbol


class RegistryDesk(Shelf):
    """What the registry says, and facts added to it, as JSON-ready values."""

    def registry_show(self, name: str | None) -> Json:
        """Summary of the registry, or the entries of one number."""
        registry = self.registry
        added = self.store.fact_count() if self.exists() else 0
        if name is None:
            return {
                "entries": len(registry.entries),
                "as_of": registry.compiled.isoformat(),
                "added": added,
                "problems": [views.problem(item) for item in registry.problems],
            }
        return {
            "as_of": registry.compiled.isoformat(),
            "rows": [views.plain(asdict(entry)) for entry in self.registered(name)],
        }

    def registered(self, name: str) -> list["RegistryEntry"]:
        """Entries of the registry whose number is in `name`, whole or begun ("61/2018")."""
        registry = self.registry
        matches = find_numbers(name, asking=True)
        found = [entry for match in matches for entry in registry.by_number(str(match.number))]
        begun = _BEGUN.search(name)
        if not found and begun:
            start = f"{number_key(begun[0])}/"
            entries = registry.entries.values()
            found = [entry for entry in entries if number_key(entry.number).startswith(start)]
        return list({entry.key: entry for entry in found}.values())

    def registry_add(self, rows: Sequence[Mapping[str, str | None]]) -> ImportReport:
        """Add facts on validity to this library; refused rows are told with their reason."""
        today = dt.datetime.now(tz=dt.UTC).astimezone().date()
        added, refused = self.writable.add_facts(rows, checked=today)
        return ImportReport(added, tuple(refused))

    def registry_import(self, table: Path) -> ImportReport:
        """Add a table of facts (CSV with a header row, or JSONL); refusals name file and line."""
        report = self.registry_add(_rows(table))
        placed = (
            replace(item, place=item.place.replace("line ", f"{table.name}:"))
            for item in report.failures
        )
        return replace(report, failures=tuple(placed))


def _rows(table: Path) -> list[dict[str, str | None]]:
    """Rows of a CSV or JSONL table, each with its `line`. Raises UsageError where it is neither."""
    try:
        text = table.read_text(encoding="utf-8-sig")
        if table.suffix.lower() == ".csv":
            # Strict: an open quote would swallow the rest of the table.
            reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
            return [_row(row, reader.line_num) for row in reader]
        return [
            _row(dict(json.loads(line)), number)
            for number, line in enumerate(text.split("\n"), start=1)
            if line.strip()
        ]
    except (OSError, UnicodeDecodeError, ValueError, TypeError, csv.Error) as error:
        raise UsageError(
            f"Không đọc được bảng “{table}”.", "Bảng phải là CSV có dòng tiêu đề, hoặc JSONL."
        ) from error


def _row(cells: Mapping[str | None, object], line: int) -> dict[str, str | None]:
    """Cells as text, several values of one joined by ";"; what stands under no name is left out."""
    row: dict[str, str | None] = {}
    for name, value in cells.items():
        if name is not None:
            listed = value if isinstance(value, list) else [value]
            row[name] = None if value is None else "; ".join(map(str, listed))
    return row | {"line": str(line)}
