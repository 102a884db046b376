"""Weights of the evidence by which a mention is linked, fitted on mentions whose truth is known.

The weights of `kg.link_evidence` are those of a conditional logit model, fitted by L-BFGS on the
cases of one half of the documents (by the CRC of their names; `corpus.build.link_cases` says what
a case is); the other half is only reported on, by `bench/law/linking.py`. The threshold is the
lowest at which few enough of the links are wrong on the fitting half.

    python -m corpus.build.link_weights --plans DIR --leave-out names.txt \
        --articles articles.jsonl.gz --out corpus/reference/link_weights.csv
"""

import argparse
import csv
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize

from corpus.build.link_cases import Case, Setting, World, cases_of, read_texts, whole_mentions
from kg.link_evidence import NAMES, evidence, unknown_evidence

WRONG_AT_MOST = 0.002
"""Wrong among links on the fitting half; of documents not fitted on 0.5 % is asked."""
_PENALTY = 2e-5
_NOT_POSITIVE = ("age", "other_day", "other_year", "title_other", "period_other")
_LAST_BIN = 0.9
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.int_]


@dataclass(frozen=True, slots=True)
class Table:
    """Cases as arrays. amounts: (cases, alternatives, names); exists: (cases, alternatives).

    meant: which alternative it is, (cases,); counts: weight of each case, (cases,).
    """

    amounts: Floats
    exists: Flags
    meant: Places
    counts: Floats


def table_of(cases: Sequence[Case], names: Sequence[str]) -> Table:
    """The cases as arrays, amounts in the order of `names`.

    Alternative 0 is the document that is not among the candidates.
    """
    index = {name: place for place, name in enumerate(names)}
    most = 1 + max(len(case.candidates) for case in cases)
    amounts = np.zeros((len(cases), most, len(names)))
    exists = np.zeros((len(cases), most), dtype=bool)
    meant = np.zeros(len(cases), dtype=int)
    for row, case in enumerate(cases):
        found = [unknown_evidence(case.statement)]
        found += [evidence(case.statement, c, case.near) for c in case.candidates]
        for place, parts in enumerate(found):
            exists[row, place] = True
            for name, amount in parts.items():
                if name in index:
                    amounts[row, place, index[name]] = amount
        keys = [c.key for c in case.candidates]
        meant[row] = 1 + keys.index(case.truth) if case.truth else 0
    return Table(amounts, exists, meant, np.array([case.weight for case in cases]))


def shares(table: Table, weights: Floats) -> Floats:
    """P(alternative is meant), (cases, alternatives)."""
    logs = np.where(table.exists, table.amounts @ weights, -np.inf)
    logs -= logs.max(axis=1, keepdims=True)
    found = np.exp(logs)
    normal: Floats = found / found.sum(axis=1, keepdims=True)
    return normal


def fit(table: Table, names: Sequence[str]) -> Floats:
    """Weights of least penalised log loss: convex, so that the minimum is the only one."""
    rows = np.arange(len(table.meant))
    counts = table.counts / table.counts.sum()

    def loss(weights: Floats) -> tuple[float, Floats]:
        found = shares(table, weights)
        error = found.copy()
        error[rows, table.meant] -= 1
        slope = np.einsum("c,ca,caf->f", counts, error, table.amounts) + 2 * _PENALTY * weights
        value = -(counts * np.log(np.maximum(found[rows, table.meant], 1e-12))).sum()
        return float(value + _PENALTY * weights @ weights), slope

    bounds = [(None, 0.0) if name in _NOT_POSITIVE else (None, None) for name in names]
    start = np.zeros(len(names))
    found: Floats = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x
    return found


@dataclass(frozen=True, slots=True)
class Figures:
    """links: share of cases linked; wrong: share of the links that are wrong.

    found: share linked rightly of the cases whose document is among the candidates.
    ece: expected calibration error of the best candidate's share, ten bins of equal width
    (Guo et al. 2017, "On calibration of modern neural networks").
    """

    cases: int
    links: float
    wrong: float
    found: float
    ece: float
    bins: tuple[tuple[int, float, float], ...]  # cases, mean share, share right


def figures(best: Floats, right: Flags, taken: Flags, table: Table) -> Figures:
    """best: share of the likeliest candidate; right: whether it is meant; taken: linked."""
    counts, known = table.counts, table.meant > 0
    bins, error = [], 0.0
    for low in np.arange(10) / 10:
        inside = (best >= low) & ((best < low + 0.1) | (low >= _LAST_BIN))
        if inside.any():
            mean = float(np.average(best[inside], weights=counts[inside]))
            hit = float(np.average(right[inside], weights=counts[inside]))
            bins.append((int(inside.sum()), mean, hit))
            error += counts[inside].sum() / counts.sum() * abs(mean - hit)
    links = counts[taken].sum()
    return Figures(
        len(best),
        float(links / counts.sum()),
        float(counts[taken & ~right].sum() / max(1, links)),
        float(counts[taken & right].sum() / max(1, counts[known].sum())),
        float(error),
        tuple(bins),
    )


def outcome(found: Floats, meant: Places) -> tuple[Floats, Flags]:
    """Share of the likeliest candidate of each case, and whether it is the one meant."""
    best = found[:, 1:].argmax(axis=1) + 1
    rows = np.arange(len(meant))
    return found[rows, best], best == meant


def threshold_of(best: Floats, right: Flags, counts: Floats) -> float:
    """The lowest share from which at most WRONG_AT_MOST of the links are wrong.

    Asked of numbers without a year alone: those with one are many, nearly always right, and
    would hide the mistakes among the others.
    """
    order = np.argsort(-best)
    wrong = np.cumsum(~right[order] * counts[order]) / np.cumsum(counts[order])
    low_enough = np.flatnonzero(wrong <= WRONG_AT_MOST)
    return float(best[order][low_enough[-1]]) if len(low_enough) else 1.0


def halves(cases: Sequence[Case]) -> tuple[list[Case], list[Case]]:
    """Cases of fitting texts and of texts that are only reported on."""
    parts: tuple[list[Case], list[Case]] = ([], [])
    for case in cases:
        parts[zlib.crc32(case.text.encode()) % 2].append(case)
    return parts


def fitted(cases: Sequence[Case]) -> dict[str, float]:
    """Weights by name, and the threshold, from fitting cases."""
    names = NAMES
    table = table_of(cases, names)
    weights = fit(table, names)
    best, right = outcome(shares(table, weights), table.meant)
    rounded = {name: round(float(w), 3) for name, w in zip(names, weights, strict=True)}
    hard = np.array([case.series != "unknown_unique" for case in cases])
    threshold = threshold_of(best[hard], right[hard], table.counts[hard])
    return rounded | {"threshold": round(threshold, 3)}


def main() -> None:
    """Fit, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plans", type=Path, required=True)
    parser.add_argument("--leave-out", type=Path, required=True, help="names, one a line")
    parser.add_argument("--articles", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    left_out = frozenset(given.leave_out.read_text(encoding="utf-8").split())
    mentions = whole_mentions(read_texts(given.plans, left_out, given.articles))
    fitting, _ = halves(cases_of(mentions, World(mentions), Setting(), seed=1))
    with given.out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("evidence", "weight"))
        writer.writerows(fitted(fitting).items())


if __name__ == "__main__":
    main()
