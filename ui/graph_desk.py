"""The citation graph of a library: who cites whom, ways between documents, views of it."""

import json
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.citing import Citation
from kg.errors import UsageError
from ui.shelf import Shelf
from ui.views import Json

if TYPE_CHECKING:
    from kg.graph import Graph


class GraphDesk(Shelf):
    """Questions on citations, as JSON-ready values."""

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
