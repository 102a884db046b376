"""Search by words: BM25 over folded syllables and their pairs, in a tantivy index on disk.

One field holds a passage's terms, weighted by repetition: what a heading says counts eight
times, the document's title four times, the body once. BM25 with k1 = 1.2 and b = 0.75
(Robertson & Zaragoza 2009). Files are memory-mapped; opening costs milliseconds.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import tantivy
from tantivy import Occur, Query

from kg.model import Passage
from search.analysis import number_terms, pairs, query_terms
from search.fields import Fields, read
from search.ranking.weights import Weigh, shipped
from search.rows import Mask, Rows

TITLE_WEIGHT = 4
HEADING_WEIGHT = 8
LOCKS = (".tantivy-writer.lock", ".tantivy-meta.lock")
"""Files of an index that a copy of it must not share."""
_SATURATION = 2.2  # k1 + 1: what one term can add at most, in units of its idf
_HEAP = 128_000_000  # bytes of memory for the writer of many passages
_LARGE = 10_000  # passages from which on words that most of them hold are not looked for
_SPARE = 2  # so many times the places are looked through that a filter should need
_NAME = 12  # passages that are looked through in the time that one name in a filter costs
_SMALL_HEAP = 15_000_000  # the least that tantivy takes
_REFUSED = re.compile(r"\bio[ :_]*error", re.IGNORECASE)  # "IO error", "io::Error", "IoError"


@dataclass(frozen=True, slots=True)
class Scored:
    """Rows (passage numbers from 0) and their scores, best first; equal scores by row."""

    rows: tuple[int, ...]
    scores: tuple[float, ...]


def passage_terms(passage: Passage, fields: Fields | None = None) -> list[str]:
    """Weighted terms of a passage. fields: its fields, where they have been read already."""
    fields = fields or read(passage)
    heading = passage.heading_path[-1] if fields.heading else ""
    found = [*_with_pairs(fields.body), *_with_pairs(fields.above), *fields.numbers]
    # `numbers` has each once; those of heading and title weigh what their words weigh.
    found += _with_pairs(fields.heading) * HEADING_WEIGHT
    found += _numbers(heading) * (HEADING_WEIGHT - 1)
    found += _with_pairs(fields.title) * TITLE_WEIGHT
    return found + _numbers(passage.title) * (TITLE_WEIGHT - 1)


@lru_cache(maxsize=64)  # a document's passages follow each other
def _numbers(text: str) -> list[str]:
    return number_terms(text)


def _with_pairs(syllables: Sequence[str]) -> list[str]:
    plain = list(syllables)
    return plain + pairs(plain)


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("row", stored=False, indexed=False, fast=True)
    builder.add_text_field("document", stored=False, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("terms", stored=False, tokenizer_name="whitespace", index_option="freq")
    return builder.build()


_Best = tuple[list[int], list[float]]


class Choice:
    """The documents that a search may choose from.

    rows: number of their passages. holds: for each of some row numbers, whether it is theirs.
    every: all documents of the index.
    """

    def __init__(
        self,
        documents: frozenset[str],
        rows: int,
        holds: Callable[[Rows], Mask],
        every: frozenset[str],
    ) -> None:
        self.documents = documents
        self.rows = rows
        self.holds = holds
        self._every = every

    @property
    def names(self) -> int:
        """Names that `query` lists."""
        return min(len(self.documents), len(self._every) - len(self.documents))

    @cached_property
    def query(self) -> Query:
        """These documents by name; where they are more than half, all but the others."""
        if 2 * len(self.documents) <= len(self._every):
            return Query.term_set_query(_schema(), "document", list(self.documents))
        others = Query.term_set_query(_schema(), "document", list(self._every - self.documents))
        return Query.boolean_query([(Occur.Must, Query.all_query()), (Occur.MustNot, others)])


@contextmanager
def _writing() -> Iterator[None]:
    """Tantivy has one kind of error: what the system refused is told from damage by its words."""
    try:
        yield
    except ValueError as error:
        if _REFUSED.search(str(error)):
            raise OSError(str(error)) from error
        raise


class LexicalWriter:
    """Changes the index of a folder; nothing counts before `finish`.

    Files that exist are never written to, so that a folder of hard links can be changed while
    the folder they come from is in use.
    """

    def __init__(self, folder: Path) -> None:
        """A new index where the folder is missing.

        Raises ValueError where it is damaged; like all else here OSError where the disk is full.
        """
        fresh = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        with _writing():
            if fresh:
                index = tantivy.Index(_schema(), path=str(folder))
            else:
                index = tantivy.Index.open(str(folder))
            self._writer = index.writer(_HEAP if fresh else _SMALL_HEAP, num_threads=1)

    def remove(self, documents: Iterable[str]) -> None:
        """Take out the passages of these documents that were there before."""
        for document in documents:
            self._writer.delete_documents_by_term("document", document)

    def add(self, row: int, document: str, terms: Iterable[str]) -> None:
        """Put in one passage."""
        entry = tantivy.Document()
        entry.add_unsigned("row", row)
        entry.add_text("document", document)
        entry.add_text("terms", " ".join(terms))
        with _writing():
            self._writer.add_document(entry)

    def finish(self) -> None:
        """Write everything to the disk."""
        with _writing():
            self._writer.commit()
            self._writer.wait_merging_threads()


class LexicalIndex:
    """A finished index, open for reading."""

    def __init__(self, folder: Path) -> None:
        """Raises ValueError or OSError where the folder holds no whole index."""
        self._schema = _schema()
        try:
            self._searcher = tantivy.Index.open(str(folder)).searcher()
        except BaseException as error:
            if type(error).__name__ != "PanicException":  # Rust's, which is no Exception
                raise
            raise ValueError(f"{folder.name} is no whole index") from error

    def __len__(self) -> int:
        """Number of passages."""
        return int(self._searcher.num_docs)

    def nearest(
        self, query: str, k: int, among: "Choice | None" = None, weigh: Weigh = shipped
    ) -> tuple[Scored, float]:
        """The k best passages (of those that are chosen), and the score of a perfect match.

        weigh: what each term of the query counts.
        The second value is what a passage would score that repeats every term of the query
        without end: BM25's upper bound, to judge how much of a question was met.
        """
        times = Counter(query_terms(query))
        counts = {term: count * weigh(term) for term, count in times.items()}
        if not counts or not len(self) or k < 1 or (among is not None and not among.rows):
            return Scored((), ()), 0.0
        counts = self._telling(counts)
        wanted, bound = self._query(counts), self._bound(counts)
        if among is None:
            return _ordered(*self._best(wanted, k)), bound
        found = self._widened(wanted, k, among) or self._filtered(wanted, k, among)
        return _ordered(*found), bound

    def _best(self, wanted: Query, k: int) -> "_Best":
        result = self._searcher.search(wanted, limit=min(k, len(self)), count=False)
        rows = self._searcher.fast_field_values("row", [hit[1] for hit in result.hits])
        return [int(row or 0) for row in rows], [float(hit[0]) for hit in result.hits]

    def _widened(self, wanted: Query, k: int, among: "Choice") -> "_Best | None":
        """The best of all, so many that k chosen ones are among them; None if they are not.

        A name in a filter costs tantivy 12 microseconds and a passage further down the list 1:
        60,000 names half a second, against a millisecond where they let through every second.
        """
        limit = k + math.ceil(_SPARE * k * len(self) / among.rows)
        if limit > _NAME * among.names:
            return None
        rows, scores = self._best(wanted, limit)
        places = np.flatnonzero(among.holds(np.array(rows, np.int64))).tolist()
        if len(places) < k and len(rows) == min(limit, len(self)) < len(self):
            return None  # more of the chosen may follow
        return [rows[at] for at in places[:k]], [scores[at] for at in places[:k]]

    def _filtered(self, wanted: Query, k: int, among: "Choice") -> "_Best":
        """The best that tantivy finds under a filter by names."""
        only = Query.const_score_query(among.query, 0.0)
        return self._best(Query.boolean_query([(Occur.Must, wanted), (Occur.Must, only)]), k)

    def frequencies(self, terms: Sequence[str]) -> list[int]:
        """How many passages hold each term; one just taken out may still be counted."""
        total = len(self)
        return [min(total, int(self._searcher.doc_freq("terms", term))) for term in terms]

    def _telling(self, counts: dict[str, float]) -> dict[str, float]:
        """In a large index, without the terms that more than half of the passages hold.

        They decide next to nothing and their lists are the longest. All, where all are such.
        """
        if len(self) < _LARGE:
            return counts
        held = self.frequencies(list(counts))
        rare = [term for term, here in zip(counts, held, strict=True) if 2 * here <= len(self)]
        return {term: counts[term] for term in rare} or counts

    def _query(self, counts: Mapping[str, float]) -> Query:
        clauses = []
        for term, count in counts.items():
            clause = Query.term_query(self._schema, "terms", term, "freq")
            if count != 1:
                clause = Query.boost_query(clause, count)
            clauses.append((Occur.Should, clause))
        return Query.boolean_query(clauses)

    def _bound(self, counts: Mapping[str, float]) -> float:
        total = len(self)
        held = np.array(self.frequencies(list(counts)), np.float64)
        times = np.array(list(counts.values()), np.float64)
        rarity = np.log(1 + (total - held + 0.5) / (held + 0.5))
        return float(times @ rarity) * _SATURATION


def _ordered(rows: Sequence[int], scores: Sequence[float]) -> Scored:
    order = sorted(range(len(rows)), key=lambda at: (-scores[at], rows[at]))
    return Scored(tuple(rows[at] for at in order), tuple(scores[at] for at in order))
