"""Law of a library: what is in force on a day."""

import datetime as dt

from kg.errors import AmbiguousError, NotFoundError
from ui import views
from ui.check_desk import CheckDesk
from ui.views import Json


class LawDesk(CheckDesk):
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

    def _asked(self, name: str, on: dt.date) -> str:
        """Key of a document asked about: registered, held, or told whole by its own words.

        Of a former unit's document, or of a consolidated text, the words alone tell something.
        Raises NotFoundError, or AmbiguousError with choices.
        """
        from ui.stated import stated_key

        entry = self.registry.get(name)
        if entry is not None:
            return entry.key
        try:
            return self.identify(name, on)
        except AmbiguousError:
            raise
        except NotFoundError:
            key = stated_key(name)
            if key is None:
                raise
            return key

    def status(self, name: str, *, on: dt.date, provision: str | None = None) -> Json:
        """State of a document on a day, with what proves it; and of one provision, if asked."""
        from kg.validity import status_on

        key = self._asked(name, on)
        found = status_on(key, self.registry, on=on, provision=provision)
        state = views.plain(found) | {"choices": []}
        if state["canonical"] is None and self.exists():
            record = self.store.document(key)
            if record is not None:
                state |= {"canonical": record.header.number, "title": record.header.title}
        return dict(state)

    def lineage(self, name: str, *, on: dt.date) -> Json:
        """Time line of a document, what it replaced through all steps, what to cite on the day."""
        from kg.lineage import heirs, predecessors, timeline
        from kg.validity import status_on

        key = self._asked(name, on)
        state = status_on(key, self.registry, on=on)
        return {
            "canonical": state.canonical,
            "title": state.title,
            "key": key,
            "state": state.state.value,
            "as_of": on.isoformat(),
            "registry_as_of": state.registry_as_of.isoformat(),
            "moments": views.plain(timeline(key, self.registry)),
            "predecessors": list(predecessors(key, self.registry)),
            "heirs": views.plain(heirs(key, self.registry, on=on)),
        }
