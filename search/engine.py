"""The search engine: one folder with generations of an index, two sides, one ranking."""

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kg.errors import IndexMissing
from kg.model import Passage
from search import compaction, encoder, generations, indexing
from search.analysis import ANALYSIS, query_terms
from search.candidates import SecondStage
from search.forward import Tokens, shipped
from search.hits import Asked, FoundBy, Hit, Stage, Texts, answer
from search.opened import Opened, newest, reading
from search.ranking import ranker

__all__ = ["Engine", "FoundBy", "Hit"]

_BATCH = 2048


class Engine:
    """Search over passages. Opens on first use; follows new generations by itself."""

    def __init__(
        self,
        folder: Path,
        model: str | None = None,
        cross_encoder: str | None = None,
        *,
        texts: Texts | None = None,
        second_stage: Callable[[], SecondStage] | None = ranker.load,
    ) -> None:
        """folder: where the generations live. model: None for the shipped one.

        cross_encoder: a model that reads question and passage together, None for none.
        texts: gives the texts of passages by their ids; a cross-encoder needs it.
        second_stage: gives what orders the best once more, None for nothing. The shipped trees
        know the shipped model's cosines only: another model's index goes without.
        """
        self._folder = folder
        self._model = model
        self._cross_encoder = cross_encoder
        self._texts = texts
        self._second_stage = second_stage
        self._tokens: Tokens = shipped()
        self._index: Opened | None = None
        self._damaged: Path | None = None  # the generation that turned out to be
        self._opening = threading.Lock()

    def rebuild(
        self,
        passages: Iterable[Passage],
        stamp: str,
        progress: Callable[[int], None] | None = None,
    ) -> int:
        """Index these passages instead of all before, with the model configured.

        stamp: state of the store that they come from, for `stale`. progress: called now and then
        with the number of passages done so far. Returns their number. Readers go on with the old
        generation until the new one is whole. Waits while another process writes.
        """
        makers = indexing.Makers(encoder.load(self._model), self._tokens, progress)
        counted: list[int] = []

        def fill(generation: Path) -> generations.Facts:
            facts = indexing.built(generation, passages, makers)
            counted.append(facts["passages"])
            return {**self._facts(), "stamp": stamp, **facts}

        generations.write(self._folder, fill)
        return counted[0]

    def update(self, documents: Collection[str], passages: Iterable[Passage], stamp: str) -> int:
        """Take out every passage of these documents, put these in, which are of those documents.

        Costs milliseconds to seconds however large the index is; whole or not at all. The
        generation's own model is used. Returns how many passages were put in.
        Raises IndexMissing where there is no usable generation: rebuild; ValueError where a
        passage is of another document. Waits while another process writes.
        """
        counted: list[int] = []

        def fill(generation: Path, facts: generations.Facts) -> generations.Facts:
            with self._reading() as index:
                makers = indexing.Makers(self._encoder(index), self._tokens)
                count, found = indexing.changed(
                    generation, (facts, index.rows), documents, passages, makers
                )
            counted.append(count)
            return {**facts, "stamp": stamp, **found}

        generations.change(self._folder, fill, compaction.OWN)
        return counted[0]

    @property
    def stamp(self) -> str | None:
        """The store's state that the usable generation is of; None where there is none."""
        try:
            found = self._opened().facts.get("stamp")
        except IndexMissing:
            return None
        return None if found is None else str(found)

    def stale(self, stamp: str) -> bool:
        """Whether there is no usable generation for this state of the store."""
        return self.stamp != stamp

    def model_differs(self) -> bool:
        """Whether the generation in use answers with another model than the one configured."""
        try:
            facts = self._opened().facts
        except IndexMissing:
            return False
        return bool(facts["fingerprint"] != encoder.fingerprint(self._model))

    def __len__(self) -> int:
        """Number of passages. Raises IndexMissing where there is no usable generation."""
        return len(self._opened().rows)

    def frequencies(self, terms: Sequence[str]) -> list[int]:
        """How many passages hold each search term: a folded syllable, a pair, a number.

        A passage just taken out may still be counted. Raises IndexMissing like `search`.
        """
        with self._reading() as index:
            return index.words.frequencies(terms)

    def search(
        self, query: str, k: int = 10, *, documents: Collection[str] | None = None
    ) -> list[Hit]:
        """The k best passages, best first; fewer if fewer have anything in common with the query.

        documents: only passages of these; None for all. No words that name something: no hits.
        Raises IndexMissing where the index must be built (again) first: also where its files are
        damaged and only this question met it.
        """
        return self.search_many([query], k, documents=documents)[0]

    def search_many(
        self, queries: Sequence[str], k: int = 10, *, documents: Collection[str] | None = None
    ) -> list[list[Hit]]:
        """Hits of each query, in order; one encoding for all."""
        with self._reading() as index:
            return self._found(index, queries, k, documents)

    def _found(
        self, index: Opened, queries: Sequence[str], k: int, documents: Collection[str] | None
    ) -> list[list[Hit]]:
        chosen = index.only(documents)
        model, stages = self._encoder(index), self._stages(index)
        asked = [query if query_terms(query) else "" for query in queries]
        found: list[list[Hit]] = []
        for start in range(0, len(asked), _BATCH):
            batch = asked[start : start + _BATCH]
            vectors = model.queries(batch)
            found += [
                answer(index, Asked(query, vector, k, chosen), stages) if query else []
                for query, vector in zip(batch, vectors, strict=True)
            ]
        return found

    def _encoder(self, index: Opened) -> encoder.Encoder:
        """The generation's own model. Raises IndexMissing where its vectors are not those."""
        model = encoder.load(index.model)
        if index.rows.dimension not in {None, model.dimension}:
            raise generations.missing(self._folder)
        return model

    def _stages(self, index: Opened) -> list[Stage]:
        """What re-orders the best, in turn."""
        found = []
        if self._second_stage is not None and index.model is None:
            found.append(Stage(self._second_stage()))
        if self._cross_encoder is not None and self._texts is not None:
            from search import cross_encoder

            reader = cross_encoder.load(self._cross_encoder)
            found.append(Stage(reader, reader.top, self._texts))
        return found

    def _facts(self) -> dict[str, Any]:
        return {
            "analysis": ANALYSIS,
            "model": self._model,
            "fingerprint": encoder.fingerprint(self._model),
            "syllables": self._tokens.fingerprint,
        }

    def _opened(self) -> Opened:
        with self._opening:
            index = self._index = newest(self._folder, ANALYSIS, self._index, self._model)
        if index.facts.get("syllables") != self._tokens.fingerprint:
            raise generations.missing(self._folder)  # syllables numbered otherwise
        if index.generation == self._damaged:
            raise generations.missing(self._folder)
        return index

    @contextmanager
    def _reading(self) -> Iterator[Opened]:
        """The generation in use; one whose damage shows only now is not used again."""
        index = self._opened()
        try:
            with reading(self._folder):
                yield index
        except IndexMissing:
            self._damaged = index.generation
            raise
