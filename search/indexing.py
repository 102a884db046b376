"""Passages into the files of a generation: words, vectors, rows and syllables in one pass."""

import itertools
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.model import Passage
from search import compaction, generations, sums
from search.encoder import Encoder
from search.fields import read
from search.forward import Tokens
from search.lexical import LexicalWriter, passage_terms
from search.segments import Segments, SegmentWriter

LEXICAL = "lexical"
_BATCH = 2048

Progress = Callable[[int], None]
"""Called now and then with the number of passages done so far."""


class ForeignPassageError(ValueError):
    """A passage to put in is of none of the documents to change: a caller's mistake."""


@dataclass(frozen=True, slots=True)
class Makers:
    """What turns passages into numbers. progress: who is told how far it is."""

    encoder: Encoder
    tokens: Tokens
    progress: Progress | None = None


def built(generation: Path, passages: Iterable[Passage], makers: Makers) -> dict[str, Any]:
    """Fill an empty generation; the facts on its rows for the manifest."""
    side = _Sides(generation, makers, 0)
    segment, count = side.fill(passages)
    compaction.write_dead(generation, Segments.none())
    return {
        "passages": count,
        "next_row": count,
        "dead": 0,
        "segments": segment,
        "sums": sums.of(generation),
    }


def changed(
    generation: Path,
    old: tuple[generations.Facts, Segments],
    documents: Collection[str],
    passages: Iterable[Passage],
    makers: Makers,
) -> tuple[int, dict[str, Any]]:
    """Change a generation that was cloned: without these documents, with these passages.

    old: manifest and segments of the generation it was cloned from. Returns how many passages
    were put in, and the facts on its rows. Raises ForeignPassageError.
    """
    facts, view = old
    if not documents:  # only the stamp changes
        compaction.write_dead(generation, view.dead())
        return sum(1 for _ in _checked(passages, ())), {}
    first = int(facts["next_row"])
    side = _Sides(generation, makers, first)
    side.words.remove(documents)
    segment, count = side.fill(_checked(passages, documents))
    kept, dead = compaction.tidy(
        generation, [*facts["segments"], *segment], view.dead_with(documents), view.segments
    )
    compaction.write_dead(generation, dead)
    compaction.remove_others(generation, kept)
    return count, {
        "passages": sum(one["rows"] for one in kept) - len(dead),
        "next_row": first + count,
        "dead": len(dead),
        "segments": kept,
        "sums": sums.of(generation),
    }


def _checked(passages: Iterable[Passage], documents: Collection[str]) -> Iterable[Passage]:
    named = frozenset(documents)
    for passage in passages:
        if passage.document not in named:
            raise ForeignPassageError(f"passage {passage.id} is of none of the documents to change")
        yield passage


class _Sides:
    """Both sides of a generation, taking passages from row `first` on."""

    def __init__(self, generation: Path, makers: Makers, first: int) -> None:
        self.words = LexicalWriter(generation / LEXICAL)
        self._generation = generation
        self._makers = makers
        self._first = first
        self._count = 0

    def fill(self, passages: Iterable[Passage]) -> tuple[list[dict[str, Any]], int]:
        """Write everything; facts of the new segment (none without passages), their number."""
        stream = iter(passages)
        writer: SegmentWriter | None = None
        while batch := list(itertools.islice(stream, _BATCH)):
            writer = writer or SegmentWriter(compaction.new_folder(self._generation))
            self._add(batch, writer)
        self.words.finish()
        return ([writer.finish()] if writer else []), self._count

    def _add(self, batch: list[Passage], writer: SegmentWriter) -> None:
        vectors = self._makers.encoder.passages(batch, self._telling())
        first, tokens = self._first + self._count, self._makers.tokens
        parts = []
        for row, passage in enumerate(batch, first):
            fields = read(passage)
            self.words.add(row, passage.document, passage_terms(passage, fields))
            parts.append(tokens.ids(fields))
        names = [(passage.id, passage.document) for passage in batch]
        writer.add(range(first, first + len(batch)), names, vectors, parts)
        self._count += len(batch)
        if self._makers.progress:
            self._makers.progress(self._count)

    def _telling(self) -> Progress | None:
        """For an encoder, which tells how many it did since it last told."""
        progress, total = self._makers.progress, self._count
        if progress is None:
            return None

        def tell(more: int) -> None:
            nonlocal total
            total += more
            progress(total)

        return tell
