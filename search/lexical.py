"""Search by words: BM25 over folded syllables and their pairs, in a tantivy index on disk.

One field holds a passage's terms, weighted by repetition: what a heading says counts eight
times, the document's title four times, the body once. BM25 with k1 = 1.2 and b = 0.75
(Robertson & Zaragoza 2009). Files are memory-mapped; opening costs milliseconds.
"""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from kg.model import Passage
from search.analysis import query_terms, terms

TITLE_WEIGHT = 4
HEADING_WEIGHT = 8
_SATURATION = 2.2  # k1 + 1: what one term can add at most, in units of its idf
_HEAP = 128_000_000  # bytes of memory for the writer


@dataclass(frozen=True, slots=True)
class Scored:
    """Rows (passage numbers from 0) and their scores, best first; equal scores by row."""

    rows: tuple[int, ...]
    scores: tuple[float, ...]


def passage_terms(passage: Passage) -> list[str]:
    """Weighted terms of a passage. A heading that repeats the title is counted once."""
    *above, heading = passage.heading_path or ("",)
    found = terms(passage.text)
    for ancestor in above:
        if ancestor != passage.title:
            found += terms(ancestor)
    if heading != passage.title:
        found += terms(heading) * HEADING_WEIGHT
    return found + terms(passage.title) * TITLE_WEIGHT


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", stored=False, indexed=False, fast=True)
    builder.add_text_field("document", stored=False, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("terms", stored=False, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


def build(folder: Path, passages: Iterable[Passage]) -> int:
    """Write an index into an empty folder; rows count from 0 in the order given."""
    folder.mkdir(parents=True)
    writer = tantivy.Index(_schema(), path=str(folder)).writer(_HEAP, num_threads=1)
    count = 0
    for passage in passages:
        document = tantivy.Document()
        document.add_unsigned("row", count)
        document.add_text("document", passage.document)
        document.add_text("terms", " ".join(passage_terms(passage)))
        writer.add_document(document)
        count += 1
    writer.commit()
    writer.wait_merging_threads()
    return count


class LexicalIndex:
    """A finished index, open for reading."""

    def __init__(self, folder: Path) -> None:
        """Raises ValueError or OSError where the folder holds no whole index."""
        self._schema = _schema()
        self._searcher = tantivy.Index.open(str(folder)).searcher()

    def __len__(self) -> int:
        """Number of passages."""
        return int(self._searcher.num_docs)

    def nearest(
        self, query: str, k: int, documents: Collection[str] | None = None
    ) -> tuple[Scored, float]:
        """The k best passages (of these documents), and the score of a perfect match.

        The second value is what a passage would score that repeats every term of the query
        without end: BM25's upper bound, to judge how much of a question was met.
        """
        counts = Counter(query_terms(query))
        if not counts or not len(self) or (documents is not None and not documents):
            return Scored((), ()), 0.0
        wanted = self._query(counts)
        if documents is not None:
            among = Query.term_set_query(self._schema, "document", list(documents))
            wanted = Query.boolean_query(
                [(Occur.Must, wanted), (Occur.Must, Query.const_score_query(among, 0.0))]
            )
        result = self._searcher.search(wanted, limit=min(k, len(self)), count=False)
        rows = self._searcher.fast_field_values("row", [hit[1] for hit in result.hits])
        scores = [float(hit[0]) for hit in result.hits]
        return _ordered([int(row or 0) for row in rows], scores), self._bound(counts)

    def _query(self, counts: Counter[str]) -> Query:
        clauses = []
        for term, times in counts.items():
            clause = Query.term_query(self._schema, "terms", term, "freq")
            if times > 1:
                clause = Query.boost_query(clause, float(times))
            clauses.append((Occur.Should, clause))
        return Query.boolean_query(clauses)

    def _bound(self, counts: Counter[str]) -> float:
        total = len(self)
        bound = 0.0
        for term, times in counts.items():
            holding = self._searcher.doc_freq("terms", term)
            idf = math.log(1 + (total - holding + 0.5) / (holding + 0.5))
            bound += times * idf * _SATURATION
        return bound


def _ordered(rows: Sequence[int], scores: Sequence[float]) -> Scored:
    order = sorted(range(len(rows)), key=lambda at: (-scores[at], rows[at]))
    return Scored(tuple(rows[at] for at in order), tuple(scores[at] for at in order))
