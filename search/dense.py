"""Search by meaning: nearest vectors in a FAISS index, exact, also under filters.

Source: Douze et al. 2024, "The Faiss library".
"""

from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]


def build(file: Path, vectors: Floats) -> None:
    """Write an exact index of unit-length rows, float32, shape (n, d)."""
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(np.ascontiguousarray(vectors, dtype=np.float32))
    faiss.write_index(index, str(file))


class DenseIndex:
    """A finished index, open for reading."""

    def __init__(self, file: Path) -> None:
        """Raises RuntimeError where the file is no index."""
        self._index = faiss.read_index(str(file))

    def __len__(self) -> int:
        """Number of passages."""
        return int(self._index.ntotal)

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._index.d)

    def nearest(self, queries: Floats, k: int, among: Rows | None = None) -> tuple[Floats, Rows]:
        """The k passages closest in meaning to each query, best first.

        queries: float32, shape (q, d), unit-length rows. k: 1 or more.
        among: rows to choose from (exact: no row outside takes a place), None for all.
        Returns scores, float32 (q, m), cosine in [-1, 1], and rows, int64 (q, m); m is k or the
        number of rows to choose from, whichever is less, so no place is empty.
        Raises ValueError if queries are not (q, d): a caller's mistake.
        """
        if queries.ndim != 2 or queries.shape[1] != self.dimension:
            raise ValueError(f"queries {queries.shape} do not fit vectors of {self.dimension}")
        size = min(k, len(self) if among is None else len(among))
        if size < 1:
            none = (len(queries), 0)
            return np.empty(none, np.float32), np.empty(none, np.int64)
        parameters = None
        if among is not None:
            selector = faiss.IDSelectorBatch(among)  # a name, so that it outlives the search
            parameters = faiss.SearchParameters()
            parameters.sel = selector
        faiss.omp_set_num_threads(1)  # waking threads costs 30 ms on a busy machine, a scan 1 ms
        scores, rows = self._index.search(
            np.ascontiguousarray(queries, dtype=np.float32), size, params=parameters
        )
        return scores, rows

    def similarity(self, query: Floats, rows: Rows) -> Floats:
        """Cosine of one query, shape (d,), with each of these rows, shape (len(rows),)."""
        if not len(rows):
            return np.empty(0, np.float32)
        found: Floats = self._index.reconstruct_batch(rows) @ query
        return found
