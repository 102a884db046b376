"""Law and graph of a library: who cites whom, what is in force, checks, views of the graph."""

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from kg.citing import Citation
from kg.errors import AmbiguousError, NotFoundError, UsageError
from kg.number import find_numbers, number_key
from ui import views
from ui.intake import ImportReport
from ui.shelf import Shelf
from ui.views import Json

if TYPE_CHECKING:
    from kg.facts import RegistryEntry
    from kg.graph import Graph


_BEGUN = re.compile(r"\d+[a-z]?/(?:19|20)\d\d\b")  # "61/2018", a number without its symbol


class LawDesk(Shelf):
    """Questions on citations and validity, as JSON-ready values."""

    def cites(self, name: str) -> list[Json]:
        """What a held document cites, in the order of first mention."""
        record = self.find_held(name)
        return [
            {
                "target": citation.target,
                "canonical": citation.canonical,
                "title": _cited_title(citation),
                "relation": citation.relation.value,
                "mentions": _mentions(citation),
            }
            for citation in self.store.cited(record.id)
        ]

    def cited_by(
        self,
        name: str,
        *,
        level: str | None = None,
        place: str | None = None,
        relation: str | None = None,
    ) -> list[Json]:
        """Which held documents cite a document, newest first."""
        record = self.find(name)
        found = self.store.citing([record.key], level=level, place=place, relation=relation)
        return [
            {
                "document": citation.citing.id,
                "number": citation.citing.header.number,
                "title": citation.citing.header.title,
                "issuer": citation.citing.header.issuer,
                "place": citation.citing.header.place.name
                if citation.citing.header.place
                else None,
                "relation": citation.relation.value,
                "mentions": _mentions(citation),
            }
            for citation in found
        ]

    def identify(self, name: str, on: dt.date) -> str:
        """Key of a document by id, number or name: of the library first, then of the registry.

        Raises NotFoundError, or AmbiguousError with choices.
        """
        if self.exists() and self.store.find(name):
            return self.find(name).key
        entries = self._registered(name) or self.registry.law_named(name, on=on)
        if not entries:
            raise NotFoundError(
                f"Chưa có dữ liệu về văn bản “{name}”.",
                "Hãy kiểm tra lại số, ký hiệu; có thể thêm dữ liệu bằng: cancu registry add.",
            )
        if len(entries) > 1:
            raise AmbiguousError(
                f"Có {len(entries)} văn bản phù hợp với “{name}”.",
                "Hãy nêu thêm ngày ký hoặc dùng một trong các mã sau:",
                tuple(f"{entry.key}: {entry.title or ''}" for entry in entries),
            )
        return entries[0].key

    def status(self, name: str, *, on: dt.date) -> Json:
        """State of a document on a day, with what proves it."""
        from kg.validity import status_on

        entry = self.registry.get(name)
        key = entry.key if entry else self.identify(name, on)
        state = views.plain(status_on(key, self.registry, on=on)) | {"choices": []}
        if state["canonical"] is None and self.exists():
            record = self.store.document(key)
            if record is not None:
                state |= {"canonical": record.header.number, "title": record.header.title}
        return dict(state)

    def check(self, name: str | None, file: Path | None, *, on: dt.date) -> Json:
        """Table of authorities of a held document or of a file, worst first."""
        from kg.check import check

        reading, document = self.read(name, file)
        report: Json = views.plain(
            check(reading.header, reading.mentions, reading.source, self.registry, on=on)
        )
        head = reading.header
        return {
            "document": document or reading.name,
            "document_number": head.number,
            "document_title": head.title,
            "document_date": views.plain(head.date),
        } | report

    def path(self, start: str, end: str) -> Json:
        """Shortest chain of citations between two documents, either way along each.

        `documents` are keys from start to end, empty where no chain joins them.
        """
        from kg.graph import shortest_path, view

        chain = shortest_path(self.store, self.find(start).key, self.find(end).key)
        drawn = view(self.store, chain)
        steps = [set(pair) for pair in pairwise(chain)]
        edges = [
            {"source": source, "target": target} | data
            for source, target, data in drawn.edges(data=True)
            if {source, target} in steps
        ]
        return {"documents": chain, "edges": edges}

    def graph(self, name: str | None, *, depth: int = 1, limit: int = 100) -> "Graph":
        """Bounded view around a document, or of the whole library."""
        from kg.graph import neighbourhood, overview

        if name is None:
            return overview(self.store, limit=limit)
        return neighbourhood(self.store, self.find(name).key, depth=depth, limit=limit)

    def graph_text(self, name: str | None, *, depth: int, limit: int, form: str) -> str:
        """A bounded view written in one of the formats of `cancu graph`."""
        from kg.export import WRITERS, as_json

        if form not in (*WRITERS, "html"):
            raise UsageError(f"Không có dạng “{form}”.", f"Các dạng: {', '.join(WRITERS)}, html.")
        drawn = self.graph(name, depth=depth, limit=limit)
        if form == "html":
            from ui.graph_page import page

            return page(json.loads(as_json(drawn)))
        return WRITERS[form](drawn)

    def registry_show(self, name: str | None) -> Json:
        """Summary of the registry, or the entries of one number."""
        registry = self.registry
        added = len(self.store.facts()) if self.exists() else 0
        if name is None:
            return {
                "entries": len(registry.entries),
                "as_of": registry.compiled.isoformat(),
                "added": added,
                "problems": [views.problem(item) for item in registry.problems],
            }
        return {
            "as_of": registry.compiled.isoformat(),
            "rows": [views.plain(asdict(entry)) for entry in self._registered(name)],
        }

    def _registered(self, name: str) -> list["RegistryEntry"]:
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


def _cited_title(citation: Citation) -> str | None:
    if citation.cited is not None and citation.cited.header.title:
        return citation.cited.header.title
    return next((e.mention.title for e in citation.mentions if e.mention.title), None)


def _mentions(citation: Citation) -> list[Json]:
    return [
        {
            "line": evidence.mention.line,
            "char_start": evidence.mention.char_start,
            "char_end": evidence.mention.char_end,
            "quote": evidence.quote,
        }
        for evidence in citation.mentions
    ]
