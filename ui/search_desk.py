"""Search over a library: hits as JSON, what was probably meant, what to say of few or none."""

from collections.abc import Collection, Sequence
from functools import cached_property
from typing import Unpack

from kg.alive import state_on
from kg.model import DocumentRecord
from kg.registry import Registry
from kg.store import Store
from search import spelling, strength
from search.engine import Engine, Hit
from search.sources import Found
from search.wanted import wanted
from ui import search_notes
from ui import search_wording as wording
from ui.days import today
from ui.named_documents import NamedDocuments
from ui.search_filter import SearchFilter
from ui.search_notes import Asked
from ui.search_results import Folded, Result, as_json, folded
from ui.views import Json

MOST = 1000
"""Hits at most of one search."""
_SPARE = 10  # hits asked for besides, so that folding leaves enough
_JUDGED = 3  # best hits by which the strength of all is judged


class SearchDesk(NamedDocuments):
    """Search, as JSON-ready values; the part of `search.sources.Sources` that finds passages."""

    def passages(
        self, query: str, k: int, documents: Collection[str] | None = None
    ) -> Sequence[Found]:
        """Best passages for a query."""
        hits = self.searched(lambda engine: engine.search(query, k, documents=documents))
        return [
            Found(one.passage, one.hit.score, one.hit.lexical, one.hit.dense)
            for one in results(self.store, hits)
        ]

    def search(
        self, query: str, k: int = 10, *, fold_same: bool = True, **filters: Unpack[SearchFilter]
    ) -> Json:
        """Best passages for a query, with their document, section, lines and snippet.

        k: results, 1 to 1,000 (what lies outside is taken as the nearest); near-duplicates folded
        under the best count once. fold_same=False: each by itself. Where nothing is found as
        typed, what was probably meant is searched, and `searched` and `note` say so.
        """
        return self.searched(
            lambda engine: _Search(self, engine, filters).run(query, k, fold_same=fold_same)
        )


class _Search:
    """One search of one library."""

    def __init__(
        self, library: SearchDesk, engine: Engine, filters: SearchFilter | None = None
    ) -> None:
        self._library = library
        self._engine = engine
        self._filters: SearchFilter = filters or {}
        self._day = self._filters.get("in_force_on") or today()
        self._states: dict[str, str | None] = {}

    def run(self, query: str, k: int, *, fold_same: bool) -> Json:
        """The JSON of `cancu search`."""
        asked = search_notes.cleaned(query)
        allowed = self._library.choice.allowed(self._filters)
        note = self._hopeless(asked)
        found: list[Folded] = []
        meant, searched = None, asked
        if note is None:
            guess = spelling.suggest(asked, self._engine.frequencies)
            meant = guess.text if guess else None
            found = self._found(asked, k, allowed, fold_same=fold_same)
            if meant and not found:
                searched = meant
                found = self._found(meant, k, allowed, fold_same=fold_same)
        weak = strength.weak(_judged(found))
        together = weak and any(search_notes.has_all(searched, one.shown.said()) for one in found)
        told = Asked(query, asked, searched, len(found), weak, together)
        return {
            "query": search_notes.writable(query),
            "searched": searched,
            "did_you_mean": meant,
            "note": note or search_notes.note(told, self._filters, self._engine.frequencies),
            "weak": told.weak,
            "hits": self._shown(found, searched),
            "as_of": self._day.isoformat(),
        }

    def _hopeless(self, asked: str) -> str | None:
        """Why a search cannot find anything, before it is tried; None where it may."""
        if told := search_notes.unsearchable(asked):
            return told
        if not len(self._engine):
            return wording.EMPTY_LIBRARY
        return self._library.choice.why_none(self._filters)

    def _found(
        self, query: str, k: int, allowed: Collection[str] | None, *, fold_same: bool
    ) -> list[Folded]:
        """The k best results; more hits are asked for while folding leaves fewer."""
        k = max(1, min(k, MOST))
        wide = min(MOST, k + _SPARE) if fold_same else k
        while True:
            hits = self._engine.search(query, wide, documents=allowed)
            found = results(self._library.store, hits)
            groups = folded(found) if fold_same else [Folded(one) for one in found]
            if len(groups) >= k or len(hits) < wide or wide >= MOST:
                return [] if strength.nothing(_judged(groups)) else groups[:k]
            wide = min(MOST, 2 * wide)

    def _shown(self, found: Sequence[Folded], query: str) -> list[Json]:
        if not found:
            return []
        terms = wanted(query, self._engine.frequencies, len(self._engine))
        return [as_json(one, terms, self._state_of, self._page_of) for one in found]

    def _state_of(self, name: str, record: DocumentRecord | None) -> str | None:
        """State on the day; None where a dataset's number is of no document or of several."""
        if name not in self._states:
            registry = self._registry
            entries = registry.by_number(name) if record is None else ()
            key = record.key if record else entries[0].key if len(entries) == 1 else None
            self._states[name] = str(state_on(key, registry, on=self._day)) if key else None
        return self._states[name]

    @cached_property
    def _registry(self) -> Registry:
        return self._library.registry

    def _page_of(self, document: str, line: int) -> int | None:
        source = self._library.store.source(document)
        return source.lines[line - 1].page if source else None


def results(store: Store, hits: Sequence[Hit]) -> list[Result]:
    """Hits with their passages and documents; what the store no longer has is left out."""
    texts = {p.id: p for p in store.passages([hit.passage for hit in hits])}
    # Passages of datasets have no lines, and their documents no record.
    names = {one.document for one in texts.values() if one.line_start}
    records = {name: store.document(name) for name in names}
    held = {name: one for name, one in records.items() if one is not None and one.held}
    return [
        Result(hit, texts[hit.passage], held.get(hit.document))
        for hit in hits
        if hit.passage in texts
    ]


def _judged(found: Sequence[Folded]) -> list[tuple[float, float]]:
    """What the strength of results is judged by."""
    return [(one.shown.hit.lexical, one.shown.hit.dense) for one in found[:_JUDGED]]
