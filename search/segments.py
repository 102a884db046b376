"""Segments of an index: each a folder of files that are written once and never changed.

A change adds a small segment and marks rows of the others as dead; segments are numbered apart,
by rows that rise from one to the next. Source of the design: O'Neil et al. 1996, "The
Log-Structured Merge-Tree".
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from search.dense import DenseIndex, Floats, VectorWriter
from search.forward import EMPTY, Forward, ForwardWriter, Parts
from search.rows import Mask, Rows, RowsWriter, RowTable

Facts = Mapping[str, Any]
"""What the manifest says of a segment: name, rows, documents, dimension, inverted."""


class SegmentWriter:
    """Writes one segment, a block of rows at a time."""

    def __init__(self, folder: Path) -> None:
        """folder: to be made."""
        folder.mkdir()
        self._folder = folder
        self._rows = RowsWriter()
        self._vectors = VectorWriter(folder)
        self._forward = ForwardWriter(folder)
        self._count = 0

    def add(
        self,
        rows: Sequence[int],
        names: Sequence[tuple[str, str]],
        vectors: Floats,
        parts: Sequence[Parts],
    ) -> None:
        """names: passage and document of each row; parts: their fields as numbers."""
        for row, (passage, document) in zip(rows, names, strict=True):
            self._rows.add(row, passage, document)
        self._vectors.add(vectors)
        for part in parts:
            self._forward.add(part)
        self._count += len(rows)

    def finish(self) -> dict[str, Any]:
        """Write what is left; the facts for the manifest. There is at least one row."""
        documents = self._rows.finish(self._folder)
        self._forward.finish()
        return {
            "name": self._folder.name,
            "rows": self._count,
            "documents": documents,
            **self._vectors.finish(),
        }


class Segment:
    """One segment, open for reading."""

    def __init__(self, folder: Path, facts: Facts) -> None:
        """Raises ValueError, OSError or RuntimeError where a file is missing or cut."""
        count = int(facts["rows"])
        self.facts = facts
        self.table = RowTable(folder, count, int(facts["documents"]))
        self.vectors = DenseIndex(folder, inverted_file="inverted" in facts)
        self.forward = Forward(folder, count)
        if len(self.vectors) != count or count < 1:
            raise ValueError(f"{folder.name} does not hold {count} rows")

    def __len__(self) -> int:
        """Number of rows, dead ones included."""
        return len(self.table)


@dataclass(frozen=True, slots=True)
class Among:
    """What a search may choose from: for each segment, a mask of its places (None: all)."""

    masks: tuple[Mask | None, ...]

    def count(self) -> int:
        """Number of places chosen; every segment has a mask."""
        return sum(int(mask.sum()) for mask in self.masks if mask is not None)


class Segments:
    """The segments of a generation as one: rows in, rows out."""

    def __init__(self, segments: Sequence[Segment], dead: Rows) -> None:
        """dead: row numbers that no longer count."""
        self.segments = tuple(segments)
        self._firsts = np.array([one.table.first for one in self.segments], np.int64)
        self.alive = Among(tuple(_alive(one.table, dead) for one in self.segments))

        self._dead = dead

    @staticmethod
    def none() -> Rows:
        """No row."""
        return np.empty(0, np.int64)

    def dead_with(self, documents: Collection[str]) -> Rows:
        """The dead rows, were these documents taken out too; rising."""
        return np.union1d(self._dead, self.rows(self.among(documents)))

    def __len__(self) -> int:
        """Number of rows that count."""
        return sum(self.counts())

    def counts(self) -> list[int]:
        """Number of rows that count, of each segment."""
        return [
            len(one) if mask is None else int(mask.sum())
            for one, mask in zip(self.segments, self.alive.masks, strict=True)
        ]

    @property
    def dimension(self) -> int | None:
        """Length of a vector; None where there is no segment."""
        return self.segments[0].vectors.dimension if self.segments else None

    @cached_property
    def documents(self) -> frozenset[str]:
        """Every document that has a passage."""
        found: set[str] = set()
        for one, mask in zip(self.segments, self.alive.masks, strict=True):
            found.update(one.table.holding(mask))
        return frozenset(found)

    def among(self, documents: Collection[str]) -> Among:
        """The rows of these documents."""
        chosen = []
        for one, mask in zip(self.segments, self.alive.masks, strict=True):
            of = one.table.of(documents)
            chosen.append(of if mask is None else of & mask)
        return Among(tuple(chosen))

    def rows(self, among: Among) -> Rows:
        """The row numbers that a choice holds, rising."""
        found = [np.empty(0, np.int64)]
        for one, mask in zip(self.segments, among.masks, strict=True):
            rows = one.table.rows
            found.append((rows if mask is None else rows[mask]).astype(np.int64))
        return np.concatenate(found)

    def holds(self, among: Among, rows: Rows) -> Mask:
        """For each of these rows, whether it is chosen."""
        found = np.zeros(len(rows), bool)
        numbers = {id(one): mask for one, mask in zip(self.segments, among.masks, strict=True)}
        for one, at, places in self._split(rows):
            mask = numbers[id(one)]
            found[at] = True if mask is None else mask[places]
        return found

    def dead(self) -> Rows:
        """The dead row numbers that are still in a segment, rising."""
        gone = [None if mask is None else ~mask for mask in self.alive.masks]
        kept = [
            one.table.rows[mask].astype(np.int64)
            for one, mask in zip(self.segments, gone, strict=True)
            if mask is not None
        ]
        return np.concatenate([np.empty(0, np.int64), *kept])

    def nearest(self, query: Floats, k: int, among: Among | None = None) -> tuple[Floats, Rows]:
        """Cosines, float32 (m,), and rows, int64 (m,), of the k closest, best first."""
        scores, rows = [np.empty(0, np.float32)], [np.empty(0, np.int64)]
        for one, mask in zip(self.segments, (among or self.alive).masks, strict=True):
            near, places = one.vectors.nearest(query, k, mask, exact=among is not None)
            scores.append(near)
            rows.append(one.table.rows[places].astype(np.int64))
        every, numbers = np.concatenate(scores), np.concatenate(rows)
        order = np.lexsort((numbers, -every))[:k]
        return every[order], numbers[order]

    def similarity(self, query: Floats, rows: Rows) -> Floats:
        """Cosine of one query with each of these rows."""
        found = np.empty(len(rows), np.float32)
        for one, at, places in self._split(rows):
            found[at] = one.vectors.similarity(query, places)
        return found

    def names(self, rows: Rows) -> list[tuple[str, str]]:
        """Passage and document of each row."""
        found = [("", "")] * len(rows)
        for one, at, places in self._split(rows):
            for slot, place in zip(at.tolist(), places.tolist(), strict=True):
                found[slot] = (one.table.passages[place], one.table.document(place))
        return found

    def read(self, rows: Rows) -> list[Parts]:
        """Syllable numbers of each row's fields."""
        found = [EMPTY] * len(rows)
        for one, at, places in self._split(rows):
            for slot, parts in zip(at.tolist(), one.forward.read(places), strict=True):
                found[slot] = parts
        return found

    def _split(self, rows: Rows) -> Iterable[tuple[Segment, Rows, Rows]]:
        """Segment, positions in `rows`, places in the segment."""
        owners = np.searchsorted(self._firsts, rows, side="right") - 1
        for number, one in enumerate(self.segments):
            at = np.flatnonzero(owners == number)
            if len(at):
                yield one, at, one.table.places(rows[at])


def _alive(table: RowTable, dead: Rows) -> Mask | None:
    """For each place, whether its row counts; None where all do."""
    mine = table.here(dead)
    if not len(mine):
        return None
    mask = np.ones(len(table), bool)
    mask[table.places(mine)] = False
    return mask
