"""An inverted file over many vectors: of some thousand lists, a question reads a few.

Vectors are kept there with 8 bits for each number; whoever searches compares the candidates
exactly afterwards. How many lists are read is not guessed: it is the least that surely
finds 99 of 100 of the true ten nearest, measured on the vectors themselves when the file is made.
Source: Jegou, Douze & Schmid 2011, "Product Quantization for Nearest Neighbor Search" (the
inverted file); Douze et al. 2024, "The Faiss library".
"""

import math
from pathlib import Path
from typing import Any

import faiss as untyped
import numpy as np
import numpy.typing as npt

faiss: Any = untyped  # its type stubs lack what its Python side adds
Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

RECALL = 0.99
"""Share of the exact ten nearest that must be found."""
_AIM = 0.997  # real questions among a million were 0.006 below those made here
_TOP = 10
_SAMPLES = 450  # questions made to measure the recall
_NOISE = (1.5, 2.0)  # added to a vector of length 1: cosines of 0.55 and 0.45
_POINTS = 64  # vectors for each list that the lists are learned from
_BLOCK = 16_384
_SPARE = 2  # candidates for each place wanted: 8 bits confuse near neighbours


def build(file: Path, vectors: Floats, exact: Any) -> dict[str, Any]:  # noqa: ANN401
    """Write an inverted file over `vectors`, shape (n, d); what was chosen is returned.

    exact: a FAISS index of the same vectors, for the truth. Two threads at most work.
    """
    count, dimension = vectors.shape
    random = np.random.default_rng(count)
    lists = 2 ** round(math.log2(2 * math.sqrt(count)))
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(dimension),
        dimension,
        lists,
        faiss.ScalarQuantizer.QT_8bit,
        faiss.METRIC_INNER_PRODUCT,
    )
    index.by_residual = False  # whole vectors in the lists, not what is left beside the centre
    index.cp.min_points_per_centroid = 1  # no warnings on standard error
    faiss.omp_set_num_threads(2)
    chosen = np.sort(random.choice(count, min(count, lists * _POINTS), replace=False))
    index.train(np.ascontiguousarray(vectors[chosen]))
    for start in range(0, count, _BLOCK):
        index.add(np.ascontiguousarray(vectors[start : start + _BLOCK]))
    index.nprobe, recall = _tuned(index, exact, samples(vectors, random))
    faiss.omp_set_num_threads(1)
    write(index, file)
    return {"lists": lists, "read": int(index.nprobe), "recall": round(recall, 4)}


def write(index: Any, file: Path) -> None:  # noqa: ANN401
    """Write a FAISS index. Raises OSError where that cannot be done: a full disk."""
    try:
        faiss.write_index(index, str(file))
    except RuntimeError as error:  # FAISS knows no other
        raise OSError(f"{file.name}: {error}") from error


def candidates(index: Any, query: Floats, k: int, parameters: Any = None) -> Rows:  # noqa: ANN401
    """Places likely to hold the k nearest, in no order; parameters: a choice of places."""
    wanted = None
    if parameters is not None:
        wanted = faiss.SearchParametersIVF(sel=parameters.sel, nprobe=index.nprobe)
    found: Rows = index.search(query[None], min(_SPARE * k, index.ntotal), params=wanted)[1][0]
    return found[found >= 0]


def samples(vectors: Floats, random: np.random.Generator) -> Floats:
    """Questions as they may be asked: nearer or farther from one vector, or between two.

    A user's question is seldom as near to a passage as another passage is: typical cosines are
    0.4 to 0.7, and the farther a question, the more lists its neighbours are spread over.
    """
    count, dimension = vectors.shape
    each = _SAMPLES // 3

    def drawn() -> Floats:
        rows = np.sort(random.choice(count, each))
        return random.permutation(np.asarray(vectors[rows], np.float32))

    made = [drawn() + drawn()]
    for size in _NOISE:
        noise = random.standard_normal((each, dimension)).astype(np.float32)
        made.append(drawn() + size * noise / np.linalg.norm(noise, axis=1, keepdims=True))
    every = np.concatenate(made)
    lengths = np.linalg.norm(every, axis=1, keepdims=True)
    scaled: Floats = (every / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return scaled


def recall_at(index: Any, exact: Any, queries: Floats, truth: Floats) -> float:  # noqa: ANN401
    """Share of the ten nearest that is found; by their scores, as equal vectors are alike.

    truth: the exact ten best scores of each query, shape (q, 10), falling.
    """
    met = 0.0
    for query, best in zip(queries, truth, strict=True):
        places = candidates(index, query, _TOP)
        scores = np.sort(exact.reconstruct_batch(places) @ query)[::-1][: len(best)]
        met += float((scores >= best[-1] - 1e-5).sum()) / len(best)
    return met / len(queries)


def _tuned(index: Any, exact: Any, queries: Floats) -> tuple[int, float]:  # noqa: ANN401
    """The least number of lists to read that reaches the recall, and the recall reached."""
    truth = exact.search(queries, _TOP)[0]

    def reached(lists: int) -> float:
        index.nprobe = lists
        return recall_at(index, exact, queries, truth)

    high = 1
    while high < index.nlist and reached(high) < _AIM:
        high *= 2
    high, low = min(high, index.nlist), high // 2
    while high - low > max(1, high // 16):
        middle = (low + high) // 2
        low, high = (low, middle) if reached(middle) >= _AIM else (middle, high)
    return high, reached(high)
