"""Law of a library: what is in force on a day, and checks of what a document rests on."""

import datetime as dt
from pathlib import Path

from kg.errors import AmbiguousError, NotFoundError
from ui import views
from ui.registry_desk import RegistryDesk
from ui.views import Json


class LawDesk(RegistryDesk):
    """Questions on validity, as JSON-ready values."""

    def identify(self, name: str, on: dt.date) -> str:
        """Key of a document by id, number or name: of the library first, then of the registry.

        Raises NotFoundError, or AmbiguousError with choices.
        """
        if self.exists() and self.store.find(name):
            return self.find(name).key
        entries = self.registered(name) or self.registry.law_named(name, on=on)
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
