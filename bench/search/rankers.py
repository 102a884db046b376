"""The variants that are compared: each takes a question and a number, and gives ids."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import tantivy

from kg.folding import tokens
from kg.model import Passage
from search import encoder
from search.analysis import ANALYSIS, query_terms
from search.engine import Engine
from search.hits import Asked, answer
from search.opened import Filter, newest

Ranker = Callable[[str, int], Sequence[str]]


def as_it_comes(text: str) -> str:
    """Text as tantivy's own tokenizer takes it."""
    return text


def folded(text: str) -> str:
    """Text as folded syllables."""
    return " ".join(tokens(text))


def plain_bm25(folder: Path, corpus: Sequence[Passage], prepare: Callable[[str], str]) -> Ranker:
    """The baseline: tantivy as it comes, whole words in lower case, all fields as one text.

    prepare: what becomes of texts and questions before.
    """
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", stored=False, fast=True)
    builder.add_text_field("text", index_option="freq")
    folder.mkdir(parents=True)
    index = tantivy.Index(builder.build(), path=str(folder))
    writer = index.writer(128_000_000, num_threads=1)
    for row, one in enumerate(corpus):
        headings = [heading for heading in one.heading_path if heading != one.title]
        entry = tantivy.Document()
        entry.add_unsigned("row", row)
        entry.add_text("text", prepare(" ".join((one.title, *headings, one.text))))
        writer.add_document(entry)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def rank(question: str, k: int) -> list[str]:
        query, _ = index.parse_query_lenient(prepare(question).replace(":", " "), ["text"])
        found = [hit[1] for hit in searcher.search(query, limit=k, count=False).hits]
        return [corpus[int(row or 0)].id for row in searcher.fast_field_values("row", found)]

    return rank


class Sides:
    """An index's two sides, each alone, and both fused without a second stage."""

    def __init__(self, folder: Path) -> None:
        self._index = newest(folder, ANALYSIS, None)
        self._encoder = encoder.load(self._index.model)

    def words(self, question: str, k: int) -> list[str]:
        """BM25 over folded syllables, pairs and numbers, fields weighed."""
        found, _ = self._index.words.nearest(question, k)
        return self._names(np.array(found.rows, np.int64))

    def meaning(self, question: str, k: int) -> list[str]:
        """Nearest vectors."""
        vector = self._encoder.queries([question])[0]
        if not vector.any():
            return []
        return self._names(self._index.rows.nearest(vector, k)[1])

    def _names(self, rows: npt.NDArray[np.int64]) -> list[str]:
        return [passage for passage, _ in self._index.rows.names(rows)]

    def fused(self, question: str, k: int) -> list[str]:
        """What the engine finds before its second stage."""
        if not query_terms(question):
            return []
        vector = self._encoder.queries([question])[0]
        asked = Asked(question, vector, k, Filter())
        return [hit.passage for hit in answer(self._index, asked, ())]


def whole(engine: Engine) -> Ranker:
    """The engine as it is shipped."""
    return lambda question, k: [hit.passage for hit in engine.search(question, k)]
