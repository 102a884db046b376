"""The citation graph of a library: who cites whom, ways between documents, views of it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from kg.citing import Citation, CitationFilter, Tally
from kg.errors import UsageError
from ui import citation_choices as choices
from ui import citation_views as rows
from ui.days import today
from ui.shelf import Shelf
from ui.views import Json, plain

if TYPE_CHECKING:
    from kg.graph import Graph

Way = Literal["cites", "cited-by"]
Several = str | Iterable[str] | None
MOST_STEPS = 6
MOST_LINKS = 2_000


class GraphDesk(Shelf):
    """Questions on citations, as JSON-ready values. Filters take codes or Vietnamese labels."""

    def cites(  # noqa: PLR0913 - each filter of the list is one
        self,
        name: str,
        *,
        level: str | None = None,
        place: str | None = None,
        type: str | None = None,  # noqa: A002 - the JSON's word
        relation: Several = None,
        role: Several = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        state: str | None = None,
        on: dt.date | None = None,
        limit: int | None = None,
    ) -> list[Json]:
        """What a held document cites, in the order of first mention.

        level, place, type, since, until: of the cited document. state: only those in that state
        on the day `on`; rows have a `state` where either is given. Raises UsageError.
        """
        from kg.narrowing import CitedFilter, narrowed

        choices.span(since, until)
        choices.at_least(limit, 1, "limit")
        where = CitedFilter(choices.level(level), place, choices.kind(type), since, until)
        wanted = choices.state(state)
        said = {"relation": choices.relations(relation), "role": choices.roles(role)}
        record = self.find_held(name)
        found = narrowed(self.store.cited(record.id, **said), where)
        if wanted is None and on is None:
            return [rows.cited(citation) for citation in found[:limit]]
        dated = [rows.cited(c) | {"state": self._state(c, on or today())} for c in found]
        return [row for row in dated if wanted is None or row["state"] == wanted][:limit]

    def _state(self, citation: Citation, on: dt.date) -> str:
        from kg.terms import ValidityState
        from kg.validity import status_on

        if citation.target is None:
            return ValidityState.UNKNOWN.value
        return status_on(citation.target, self.registry, on=on).state.value

    def cited_by(  # noqa: PLR0913 - each filter of the list is one
        self,
        name: str,
        *,
        level: str | None = None,
        place: str | None = None,
        type: str | None = None,  # noqa: A002 - the JSON's word
        relation: Several = None,
        role: Several = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        limit: int | None = None,
        offset: int = 0,
    ) -> list[Json]:
        """Which held documents cite a document, newest first.

        level, place, type, since, until: of the citing document. Raises UsageError.
        """
        where = _citing(level, place, type, relation, role, since, until)
        choices.at_least(limit, 1, "limit")
        choices.at_least(offset, 0, "offset")
        where |= {"limit": limit, "offset": offset}
        found = self.store.citing([self.find(name).key], **where)
        return [rows.citing(citation) for citation in found]

    def count_citing(  # noqa: PLR0913 - each filter of the list is one
        self,
        name: str,
        *,
        level: str | None = None,
        place: str | None = None,
        type: str | None = None,  # noqa: A002 - the JSON's word
        relation: Several = None,
        role: Several = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
    ) -> Tally:
        """How long the list of `cited_by` is."""
        where = _citing(level, place, type, relation, role, since, until)
        return self.store.tally([self.find(name).key], **where)

    def chain(
        self,
        name: str,
        *,
        direction: str = "cites",
        depth: int = 3,
        relation: Several = None,
        limit: int = 200,
    ) -> Json:
        """Documents over several steps of citations, nearest first, with the way to each.

        direction: "cites" or "cited-by". complete: whether nothing was cut off by `limit`.
        """
        from kg.chains import chain

        if direction not in ("cites", "cited-by"):
            raise UsageError(f"Không có chiều “{direction}”.", "Có thể chọn: cites; cited-by.")
        _within(depth, MOST_STEPS, "depth")
        _within(limit, MOST_LINKS, "limit")
        found = chain(
            self.store,
            self.find(name).key,
            direction="cited" if direction == "cites" else "citing",
            depth=depth,
            limit=limit,
            relations=choices.relations(relation),
        )
        records = self.store.records([item.key for item in found.links])
        return {
            "start": found.start,
            "direction": direction,
            "depth": depth,
            "complete": found.complete,
            "links": [rows.link(item, records.get(item.key)) for item in found.links],
        }

    def path(
        self, start: str, end: str, *, directed: bool = False, relation: Several = None
    ) -> Json:
        """Shortest chain of citations between two documents, either way along each.

        directed: only from citing to cited. `documents` are keys from start to end, empty where
        no chain joins them; `edges`: the citations of each step, with their lines.
        """
        from kg.graph import shortest_path

        allowed = choices.relations(relation)
        first, last = self.find(start).key, self.find(end).key
        found = shortest_path(self.store, first, last, directed=directed, relations=allowed)
        steps = list(pairwise(found))
        pairs = [*steps, *(() if directed else ((far, near) for near, far in steps))]
        edges = self.store.edges_between(pairs, relations=allowed)
        places = {frozenset(step): place for place, step in enumerate(steps)}
        edges.sort(key=lambda edge: places[frozenset((edge.source, edge.target))])
        return {"documents": found, "edges": [rows.edge(edge) for edge in edges]}

    def common(
        self, names: Sequence[str], *, on: dt.date | None = None, relation: Several = None
    ) -> Json:
        """What documents cite together, each with its state on a day, and what only one cites."""
        from kg.shared_bases import SharedBase, compared
        from kg.validity import status_on

        records = list({record.id: record for record in map(self.find_held, names)}.values())
        if len(records) < 2:
            raise UsageError("Cần ít nhất hai văn bản khác nhau để so sánh.")
        day, registry = on or today(), self.registry
        found = compared(self.store, records, relations=choices.relations(relation))

        def told(bases: Iterable[SharedBase]) -> list[Json]:
            return [rows.base(base, status_on(base.key, registry, on=day)) for base in bases]

        return {
            "as_of": plain(day),
            "registry_as_of": plain(registry.compiled),
            "documents": [
                rows.named(record) | {"in_doubt": found.doubtful[record.id]} for record in records
            ],
            "shared": told(found.shared),
            "some": told(found.some),
            "only": [
                {"document": name, "rows": told(bases)} for name, bases in found.only.items()
            ],
        }  # fmt: skip

    def still_cites(
        self, name: str, *, on: dt.date | None = None, limit: int | None = None
    ) -> Json:
        """Held documents signed after a document ended that cite it, and what to cite instead.

        `resting` rest on it; `telling` only tell of it; `undated` rest on it and have no day.
        Each list is cut by `limit`, `totals` counts documents and citations of the whole.
        """
        from kg.lapsed import still_citing
        from kg.lineage import heirs

        choices.at_least(limit, 1, "limit")
        record, registry, day = self.find(name), self.registry, on or today()
        found = still_citing(self.store, registry, record.key, on=day, limit=limit)
        lists = ("resting", "telling", "undated")
        return {
            **rows.named(record),
            "canonical": found.validity.canonical,
            "title": found.validity.title or record.header.title,
            "state": found.validity.state.value,
            "ended": plain(found.ended),
            "presumed": found.validity.presumed,
            "as_of": plain(day),
            "registry_as_of": plain(registry.compiled),
            "instead": rows.heirs(heirs(record.key, registry, on=day) if found.ended else ()),
            **{name: [rows.late(item) for item in getattr(found, name)] for name in lists},
            "totals": {n: plain(t) for n, t in zip(lists, found.totals, strict=True)},
        }

    def lapsed(self, *, on: dt.date | None = None, limit: int | None = None) -> Json:
        """Dead documents that later ones of the library rest on, most cited first."""
        from kg.lapsed import lapsed

        choices.at_least(limit, 1, "limit")
        day, registry = on or today(), self.registry
        found = lapsed(self.store, registry, on=day, limit=limit)
        return {
            "as_of": plain(day),
            "registry_as_of": plain(registry.compiled),
            "rows": [rows.lapsed(item) for item in found],
        }

    def graph(self, name: str | None, *, depth: int = 1, limit: int = 100) -> "Graph":
        """Bounded view around a document, or of the whole library."""
        from kg.graph import neighbourhood, overview

        if name is None:
            return overview(self.store, limit=limit)
        return neighbourhood(self.store, self.find(name).key, depth=depth, limit=limit)

    def graph_text(self, name: str | None, *, depth: int, limit: int, form: str) -> str:
        """A bounded view written in one of the formats of `cancu graph`."""
        from kg.export import WRITERS

        if form not in (*WRITERS, "html"):
            raise UsageError(f"Không có dạng “{form}”.", f"Các dạng: {', '.join(WRITERS)}, html.")
        if form == "html":
            from ui.graph_page import page
            from ui.graph_view import GraphView

            return page(GraphView(self).around(name, depth=depth, limit=limit))
        return WRITERS[form](self.graph(name, depth=depth, limit=limit))


def _citing(  # noqa: PLR0913, PLR0917 - each filter of the list is one
    level: str | None,
    place: str | None,
    kind: str | None,
    relation: Several,
    role: Several,
    since: dt.date | None,
    until: dt.date | None,
) -> CitationFilter:
    choices.span(since, until)
    return {
        "level": choices.level(level),
        "place": place,
        "type": choices.kind(kind),
        "relation": choices.relations(relation),
        "role": choices.roles(role),
        "since": since,
        "until": until,
    }


def _within(number: int, most: int, name: str) -> None:
    if not 1 <= number <= most:
        raise UsageError(f"“{name}” phải là số từ 1 đến {most}, không phải {number}.")
