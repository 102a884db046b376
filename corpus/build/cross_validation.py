"""The page that a cross-validation of search writes: figures with confidence intervals."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.int64]
DRAWS = 2_000

MEASURES: dict[str, Callable[[Places], npt.NDArray[np.float64]]] = {
    "Acc@1": lambda places: (places == 1).astype(float),
    "Acc@10": lambda places: ((places > 0) & (places <= 10)).astype(float),
    "MRR@10": lambda places: np.where(
        (places > 0) & (places <= 10), 1 / np.maximum(places, 1), 0.0
    ),
    "Recall@100": lambda places: ((places > 0) & (places <= 100)).astype(float),
}


def interval(values: npt.NDArray[np.float64], seed: int = 0) -> tuple[float, float, float]:
    """Mean of per-question values and its 95 % interval, by bootstrap over questions."""
    drawn = np.random.default_rng(seed).integers(0, len(values), (DRAWS, len(values)))
    means = values[drawn].mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return float(values.mean()), float(low), float(high)


def rows(places: Mapping[str, Sequence[int]], chosen: npt.NDArray[np.bool_]) -> list[str]:
    """One Markdown row for each system over the chosen questions, in percent."""
    found = []
    for system, every in places.items():
        kept = np.array(every)[chosen]
        cells = []
        for measure in MEASURES.values():
            mean, low, high = interval(measure(kept))
            cells.append(f"{100 * mean:.1f} ({100 * low:.1f}-{100 * high:.1f})")
        found.append(f"| {system} | " + " | ".join(cells) + " |")
    return found


def write(file: Path, places: Mapping[str, Sequence[int]], splits: Sequence[str]) -> None:
    """The page: all questions, then each split. places: of each system, 0 where not found."""
    named = np.array(splits)
    head = ["| system | " + " | ".join(MEASURES) + " |", "|---|" + "---|" * len(MEASURES)]
    lines = [
        "# Five-fold cross-validation of search",
        "",
        "Citizens' questions, each judged by models (words' weights, embedding model, trees) that",
        "learnt from the other four fifths; questions of the same articles share a fold. Percent,",
        "95 % intervals by bootstrap. Made by `python -m corpus.build.ranking_model`.",
        "",
    ]
    for split in (None, *sorted(set(splits))):
        chosen = np.ones(len(named), bool) if split is None else named == split
        title = "All" if split is None else f"Of the {split} split"
        lines += [f"## {title}: {int(chosen.sum())} questions", "", *head, *rows(places, chosen)]
        lines.append("")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines), "utf-8")
