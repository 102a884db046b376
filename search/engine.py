"""The search engine: one folder with generations of an index, two sides, one ranking."""

import itertools
import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from kg.errors import IndexMissing
from kg.model import Passage
from search import dense, encoder, fusion, generations, lexical
from search.analysis import ANALYSIS, query_terms

POOL = 100
"""Passages that each side proposes for fusion, at least."""
_BATCH = 2048


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found.

    score: rank score in [0, 1], relative to the best of this query.
    lexical: share of the query's words met, weighted by rarity, in [0, 1]; comparable between
        queries. dense: cosine, in [-1, 1]; likewise.
    """

    passage: str
    document: str
    score: float
    lexical: float
    dense: float


@dataclass(frozen=True, slots=True)
class _Index:
    """One generation, open."""

    generation: Path
    words: lexical.LexicalIndex
    vectors: dense.DenseIndex
    passages: tuple[str, ...]
    documents: tuple[str, ...]

    def among(self, documents: Collection[str] | None) -> "_Among":
        """The passages to choose from: of these documents, or all."""
        if documents is None:
            return _Among()
        wanted = frozenset(documents)
        rows = np.flatnonzero([one in wanted for one in self.documents]).astype(np.int64)
        return _Among(wanted, rows)


@dataclass(frozen=True, slots=True)
class _Among:
    """A filter, as each side takes it: names of documents, rows of their passages."""

    documents: Collection[str] | None = None
    rows: dense.Rows | None = None


class Engine:
    """Search over passages. Opens on first use; follows new generations by itself."""

    def __init__(self, folder: Path, model: str | None = None) -> None:
        """folder: where the generations live. model: None for the shipped one."""
        self._folder = folder
        self._model = model
        self._encoder: encoder.Encoder | None = None
        self._index: _Index | None = None

    def rebuild(self, passages: Iterable[Passage], stamp: str) -> int:
        """Index these passages instead of all before; their number is returned.

        stamp: state of the store that they come from, for `stale`. Readers go on with the old
        generation until the new one is whole. Waits while another process rebuilds.
        """
        counted: list[int] = []

        def fill(generation: Path) -> dict[str, Any]:
            counted.append(_fill(generation, passages, self._loaded()))
            return {**self._facts(), "stamp": stamp, "passages": counted[0]}

        generations.write(self._folder, fill)
        return counted[0]

    def stale(self, stamp: str) -> bool:
        """Whether there is no whole index for this state of the store, model and analysis."""
        try:
            facts = generations.manifest(self._opened().generation)
        except IndexMissing:
            return True
        return bool(facts.get("stamp") != stamp)

    def search(
        self, query: str, k: int = 10, *, documents: Collection[str] | None = None
    ) -> list[Hit]:
        """The k best passages, best first; fewer if fewer have anything in common with the query.

        documents: only passages of these; None for all. No words that name something: no hits.
        Raises IndexMissing where the index must be built (again) first.
        """
        return self.search_many([query], k, documents=documents)[0]

    def search_many(
        self, queries: Sequence[str], k: int = 10, *, documents: Collection[str] | None = None
    ) -> list[list[Hit]]:
        """Hits of each query, in order; one encoding for all."""
        index = self._opened()
        among = index.among(documents)
        asked = [query if query_terms(query) else "" for query in queries]
        found: list[list[Hit]] = []
        for start in range(0, len(asked), _BATCH):
            batch = asked[start : start + _BATCH]
            vectors = self._loaded().queries(batch)
            for query, vector in zip(batch, vectors, strict=True):
                found.append(_search(index, query, vector, k, among) if query else [])
        return found

    def _loaded(self) -> encoder.Encoder:
        if self._encoder is None:
            self._encoder = encoder.load(self._model)
        return self._encoder

    def _facts(self) -> dict[str, Any]:
        return {"analysis": ANALYSIS, "model": encoder.fingerprint(self._model)}

    def _opened(self) -> _Index:
        generation = generations.current(self._folder)
        if self._index is None or self._index.generation != generation:
            try:
                self._index = _open(generation)
            except IndexMissing:
                newer = generations.current(self._folder)
                if newer == generation:
                    raise
                self._index = _open(newer)  # a writer swapped while this one opened
        facts = generations.manifest(self._index.generation)
        if any(facts.get(key) != value for key, value in self._facts().items()):
            raise generations.missing(self._folder)
        return self._index


def _fill(generation: Path, passages: Iterable[Passage], model: encoder.Encoder) -> int:
    """Write all files of a generation, reading the passages once."""
    vectors: list[dense.Floats] = []
    count = 0

    def noted() -> Iterator[Passage]:
        stream = iter(passages)
        with (generation / "passages.jsonl").open("w", encoding="utf-8") as names:
            while batch := list(itertools.islice(stream, _BATCH)):
                vectors.append(model.passages(batch))
                for passage in batch:
                    names.write(json.dumps([passage.id, passage.document]) + "\n")
                yield from batch

    count = lexical.build(generation / "lexical", noted())
    stacked = np.concatenate(vectors) if vectors else model.queries(["x"])[:0]
    dense.build(generation / "vectors.faiss", stacked)
    return count


def _open(generation: Path) -> _Index:
    """Open a generation whole. Raises IndexMissing where a file is missing or damaged."""
    facts = generations.manifest(generation)
    try:
        with (generation / "passages.jsonl").open(encoding="utf-8") as lines:
            names = [json.loads(line) for line in lines]
        index = _Index(
            generation,
            lexical.LexicalIndex(generation / "lexical"),
            dense.DenseIndex(generation / "vectors.faiss"),
            tuple(str(passage) for passage, _ in names),
            tuple(str(document) for _, document in names),
        )
    except (OSError, ValueError, RuntimeError) as error:
        raise generations.missing(generation.parent) from error
    counts = {facts.get("passages"), len(names), len(index.words), len(index.vectors)}
    if len(counts) != 1:
        raise generations.missing(generation.parent)
    return index


def _search(index: _Index, query: str, vector: dense.Floats, k: int, among: _Among) -> list[Hit]:
    pool = max(POOL, 2 * k)
    words, bound = index.words.nearest(query, pool, among.documents)
    by_words = dict(zip(words.rows, words.scores, strict=True))
    by_meaning = _by_meaning(index.vectors, vector, pool, among.rows)
    rest = np.array([row for row in by_words if row not in by_meaning], np.int64)
    exact = index.vectors.similarity(vector, rest)
    by_meaning.update(zip(rest.tolist(), exact.tolist(), strict=True))
    return [
        Hit(
            passage=index.passages[one.row],
            document=index.documents[one.row],
            score=one.score,
            lexical=min(1.0, by_words.get(one.row, 0.0) / bound) if bound else 0.0,
            dense=by_meaning.get(one.row, 0.0),
        )
        for one in fusion.fuse(by_words, by_meaning)[: max(k, 0)]
        if one.score > 0
    ]


def _by_meaning(
    vectors: dense.DenseIndex, vector: dense.Floats, pool: int, rows: dense.Rows | None
) -> dict[int, float]:
    """Row -> cosine of the nearest; none for a query without a word that the model knows."""
    if not vector.any():
        return {}
    scores, found = vectors.nearest(vector[None], pool, rows)
    return dict(zip(found[0].tolist(), scores[0].tolist(), strict=True))
