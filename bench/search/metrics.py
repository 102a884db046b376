"""Figures of a ranking, with what chance alone could make of them.

Source: Efron & Tibshirani 1993, "An Introduction to the Bootstrap" (percentile intervals);
Sakai 2006, "Evaluating Evaluation Metrics based on the Bootstrap" (paired differences).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

NAMES = ("Acc@1", "Acc@10", "MRR@10", "Recall@100")
_RESAMPLES = 10_000


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean with its 95 % interval."""

    value: float
    low: float
    high: float

    def percent(self, *, signed: bool = False) -> str:
        """
        >>> Estimate(0.5, 0.25, 0.75).percent()
        '50.0 (25.0–75.0)'
        >>> Estimate(0.02, -0.01, 0.05).percent(signed=True)
        '+2.0 (-1.0 to +5.0)'
        """
        value, low, high = (100 * one for one in (self.value, self.low, self.high))
        if signed:
            return f"{value:+.1f} ({low:+.1f} to {high:+.1f})"
        return f"{value:.1f} ({low:.1f}–{high:.1f})"

    def excludes_zero(self) -> bool:
        """Whether chance alone does not explain a difference."""
        return self.low > 0 or self.high < 0


def scored(ten: Sequence[str], hundred: Sequence[str], relevant: Collection[str]) -> list[float]:
    """Figures of one question in the order of NAMES, each in [0, 1].

    ten, hundred: the best 10 and 100, best first. Recall: share of the relevant in the 100.

    >>> scored(["b", "a"], ["b", "a", "c"], {"a", "x"})
    [0.0, 1.0, 0.5, 0.5]
    """
    place = next((at for at, one in enumerate(ten[:10], 1) if one in relevant), 0)
    met = len(set(hundred[:100]) & set(relevant))
    return [
        float(place == 1),
        float(place > 0),
        1 / place if place else 0.0,
        met / len(relevant) if relevant else 0.0,
    ]


def resamples(count: int, times: int = _RESAMPLES, seed: int = 7) -> Floats:
    """How much each of `count` questions weighs in each of `times` draws with replacement.

    >>> resamples(5, 3).sum(axis=1).round(9).tolist()
    [1.0, 1.0, 1.0]
    """
    drawn = np.random.default_rng(seed).multinomial(count, np.full(count, 1 / count), times)
    return drawn / count


def estimate(values: Floats, weights: Floats) -> Estimate:
    """Mean of values, shape (n,), and its interval; weights: from `resamples(n)`.

    >>> estimate(np.array([1.0, 1.0]), resamples(2, 10))
    Estimate(value=1.0, low=1.0, high=1.0)
    """
    low, high = np.quantile(weights @ values, (0.025, 0.975))
    return Estimate(float(values.mean()), float(low), float(high))


def difference(left: Floats, right: Floats, weights: Floats) -> Estimate:
    """Left less right, question by question: the paired bootstrap.

    >>> difference(np.array([1.0, 0.5]), np.array([0.5, 0.0]), resamples(2, 10)).low
    0.5
    """
    return estimate(left - right, weights)
