"""Search by meaning inside one segment: nearest vectors with FAISS, memory-mapped.

Every vector is kept in half precision and can be compared exactly; above 100,000 of them an
inverted file (`search.inverted`) proposes candidates, which are then compared exactly too.
Source: Douze et al. 2024, "The Faiss library".
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import faiss as untyped
import numpy as np
import numpy.typing as npt

from search import inverted
from search.rows import Mask, Rows

faiss: Any = untyped  # its type stubs lack what its Python side adds
Floats = npt.NDArray[np.float32]

EXACT_UP_TO = 100_000
"""Vectors that are compared one by one; more than these get an inverted file."""
_GATHERED = 1_000  # so few chosen vectors are picked out faster than the others are passed over
_SHARE = 20  # one chosen in so many is enough to fill more places and leave the others out
_BLOCK = 16_384
_EXACT, _INVERTED, _DRAFT = "vectors.faiss", "inverted.faiss", "vectors.draft"


class VectorWriter:
    """Takes blocks of vectors; they wait on the disk, not in memory, until `finish`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._draft = (folder / _DRAFT).open("wb")
        self._count = 0
        self._dimension = 0

    def add(self, vectors: Floats) -> None:
        """Unit-length rows (or zeros), float32, shape (n, d). Raises ValueError if d changes."""
        count, dimension = vectors.shape
        if self._count and dimension != self._dimension:
            raise ValueError(f"vectors of {dimension} do not fit vectors of {self._dimension}")
        self._count, self._dimension = self._count + count, dimension
        self._draft.write(np.ascontiguousarray(vectors, np.float32).tobytes())

    def finish(self) -> dict[str, Any]:
        """Write the index files; what they are is returned. There is at least one vector.

        Raises OSError where they cannot be written.
        """
        self._draft.close()
        draft = self._folder / _DRAFT
        vectors: Floats = np.memmap(draft, np.float32, "r", shape=(self._count, self._dimension))
        exact = faiss.IndexScalarQuantizer(
            self._dimension, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
        )
        for start in range(0, self._count, _BLOCK):
            exact.add(np.ascontiguousarray(vectors[start : start + _BLOCK]))
        inverted.write(exact, self._folder / _EXACT)
        facts: dict[str, Any] = {"dimension": self._dimension}
        if self._count > EXACT_UP_TO:
            facts["inverted"] = inverted.build(self._folder / _INVERTED, vectors, exact)
        del vectors
        draft.unlink()
        return facts


class DenseIndex:
    """The vectors of one segment, open for reading. Places are positions in it, from 0."""

    def __init__(self, folder: Path, *, inverted_file: bool = False) -> None:
        """Raises RuntimeError or OSError where the files are no whole index."""
        self._exact = opened(folder / _EXACT)
        self._inverted = opened(folder / _INVERTED) if inverted_file else None
        if self._inverted is not None and self._inverted.ntotal != self._exact.ntotal:
            raise RuntimeError("the inverted file is of other vectors")

    def __len__(self) -> int:
        """Number of vectors."""
        return int(self._exact.ntotal)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._exact.d)

    def nearest(
        self, query: Floats, k: int, among: Mask | None = None, *, exact: bool = False
    ) -> tuple[Floats, Rows]:
        """The k vectors closest to a query, best first.

        query: float32, shape (d,), unit length. among: shape (n,), what to choose from; None for
        all. exact: without the inverted file, which may miss what a filter leaves far away.
        Returns cosines, float32 (m,), and places, int64 (m,); m is k or the number of vectors to
        choose from, whichever is less, so no place is empty.
        Raises ValueError if the query is not (d,): a caller's mistake.
        """
        if query.shape != (self.dimension,):
            raise ValueError(f"query {query.shape} does not fit vectors of {self.dimension}")
        faiss.omp_set_num_threads(1)  # waking threads costs 30 ms on a busy machine, a scan 1 ms
        chosen = len(self) if among is None else int(among.sum())
        size = min(k, chosen)
        if size < 1:
            return np.empty(0, np.float32), np.empty(0, np.int64)
        if among is not None and chosen <= _GATHERED:
            return self._ordered(query, np.flatnonzero(among), size)
        if self._inverted is not None and not exact:
            places = inverted.candidates(self._inverted, query, size, _parameters(among))
            if len(places) >= size:
                return self._ordered(query, places, size)
        return self._scanned(query, size, among, chosen)

    def _scanned(
        self, query: Floats, size: int, among: Mask | None, chosen: int
    ) -> tuple[Floats, Rows]:
        """The same with every vector compared.

        Asking each whether it is chosen can cost more than comparing it: where many are, more
        places are filled instead, and those of others left out.
        """
        if among is not None and chosen * _SHARE >= len(self):
            wide = min(len(self), size + 2 * size * len(self) // chosen)
            scores, found = self._exact.search(query[None], wide)
            kept = np.flatnonzero(among[found[0]])[:size]
            if len(kept) == size:
                return scores[0][kept], found[0][kept]
        scores, found = self._exact.search(query[None], size, params=_parameters(among))
        return scores[0], found[0]

    def similarity(self, query: Floats, places: Rows) -> Floats:
        """Cosine of one query, shape (d,), with each of these vectors, shape (len(places),)."""
        if not len(places):
            return np.empty(0, np.float32)
        faiss.omp_set_num_threads(1)
        found: Floats = self._exact.reconstruct_batch(np.ascontiguousarray(places)) @ query
        return found

    def blocks(self) -> Iterator[Floats]:
        """All vectors in order, float32, some thousand at a time."""
        for start in range(0, len(self), _BLOCK):
            yield self._exact.reconstruct_n(start, min(_BLOCK, len(self) - start))

    def _ordered(self, query: Floats, places: Rows, size: int) -> tuple[Floats, Rows]:
        scores = self.similarity(query, places)
        order = np.lexsort((places, -scores))[:size]
        return scores[order], places[order]


def opened(file: Path) -> Any:  # noqa: ANN401 (FAISS has no types)
    """A FAISS index, memory-mapped. Raises RuntimeError where the file is not whole."""
    return faiss.read_index(str(file), faiss.IO_FLAG_MMAP_IFC)


def _parameters(among: Mask | None) -> Any:  # noqa: ANN401 (FAISS has no types)
    """A choice of places for FAISS; the object keeps alive what it points to."""
    if among is None:
        return None
    return faiss.SearchParameters(sel=faiss.IDSelectorBitmap(np.packbits(among, bitorder="little")))
