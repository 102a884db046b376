"""Gradient-boosted trees read with numpy.

LightGBM trains them (corpus/build/ranking_model.py) but is not needed to use them: importing it
costs more than a second, walking four hundred small trees for all candidates at once a few
milliseconds. A test holds both equal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Trees:
    """All trees' nodes in one table, each array of shape (nodes,).

    A leaf points to itself on both sides, so that walking `depth` steps ends in a leaf from any
    root. features: names of the columns that `feature` counts. roots: shape (trees,).
    """

    features: tuple[str, ...]
    roots: Ints
    feature: Ints
    threshold: npt.NDArray[np.float64]
    left: Ints
    right: Ints
    value: npt.NDArray[np.float64]
    depth: int

    def scores(self, rows: Floats) -> Floats:
        """Sum of the trees' leaves for each row; rows: float32 (n, features) without NaN."""
        node = np.broadcast_to(self.roots, (len(rows), len(self.roots)))
        at = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            goes_left = rows[at, self.feature[node]] <= self.threshold[node]
            node = np.where(goes_left, self.left[node], self.right[node])
        found: Floats = self.value[node].sum(axis=1).astype(np.float32)
        return found


def load(file: Path) -> Trees:
    """Trees from a file that `save` wrote."""
    with np.load(file) as kept:
        return Trees(
            tuple(str(name) for name in kept["features"]),
            kept["roots"],
            kept["feature"],
            kept["threshold"],
            kept["left"],
            kept["right"],
            kept["value"],
            int(kept["depth"]),
        )


def save(file: Path, trees: Trees) -> None:
    """Write trees, compressed."""
    kept = {name: getattr(trees, name) for name in Trees.__slots__}
    np.savez_compressed(file, **kept)


class _Nodes:
    """Nodes of LightGBM's dumped trees, being numbered."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, float, int, int, float]] = []
        self.depth = 0

    def add(self, node: dict[str, Any], depth: int = 0) -> int:
        """Number a node and all below it; its own number."""
        at = len(self.rows)
        if "leaf_value" in node:
            self.rows.append((0, 0.0, at, at, float(node["leaf_value"])))
            self.depth = max(self.depth, depth)
            return at
        if node["decision_type"] != "<=":
            raise ValueError(f"a split of another kind: {node['decision_type']}")
        self.rows.append((0, 0.0, 0, 0, 0.0))
        left = self.add(node["left_child"], depth + 1)
        right = self.add(node["right_child"], depth + 1)
        self.rows[at] = (int(node["split_feature"]), float(node["threshold"]), left, right, 0.0)
        return at


def from_dump(features: Sequence[str], dump: dict[str, Any]) -> Trees:
    """Trees from LightGBM's `Booster.dump_model()`; ValueError on categorical splits."""
    nodes = _Nodes()
    roots = [nodes.add(tree["tree_structure"]) for tree in dump["tree_info"]]
    feature, threshold, left, right, value = zip(*nodes.rows, strict=True)
    return Trees(
        tuple(features),
        np.array(roots, np.int32),
        np.array(feature, np.int32),
        np.array(threshold, np.float64),
        np.array(left, np.int32),
        np.array(right, np.int32),
        np.array(value, np.float64),
        nodes.depth,
    )
