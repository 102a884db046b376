"""How sure an answer is: what it rests on, turned into the chance that it is right.

A wrong answer costs five abstentions: by the arithmetic one is given from p = 0.8; what cost least
by cross-validation was 0.85. The weights are a logistic regression over questions written for
development, most of them on
provincial documents (`python -m bench.answers.calibration`; bench/results/answers/questions.md).
"""

import math
from types import MappingProxyType
from typing import Final

from kg.terms import Intent
from search.evidence import Answer, Source

THRESHOLD: Final = 0.85
BIAS: Final = -1.24
WEIGHTS: Final = MappingProxyType(
    {
        "intent": 1.28,
        "tasks": 0.04,
        "lines": -0.46,
        "figures of lines": -0.59,
        "coverage": 0.75,
        "headed": 1.04,
        "pairs": 0.76,
        "ahead": 0.45,
        "one document": -0.21,
    }
)
NAMES: Final = tuple(WEIGHTS)
_EXACT: Final = frozenset({Intent.PRODUCT, Intent.TARGET, Intent.DEADLINE})


def weighed(given: Answer) -> tuple[float, ...]:
    """What the chance is reckoned from, in the order of `NAMES`; each in [0, 1].

    intent: the chance of the question's intent. tasks, lines: what the answer rests on, neither
    for facts. figures of lines: a day, figure or product taken from a line that no task has.
    coverage, headed, pairs, ahead: see `search.evidence.Signals`. one document: just one is meant.
    """
    signals, question = given.signals, given.question
    lines = signals is not None and signals.source is Source.LINES
    tasks = signals is not None and signals.source is Source.TASKS
    fit = (1.0, 1.0, 1.0, 1.0)
    if signals is not None:
        fit = (signals.coverage, signals.headed, signals.pairs, signals.ahead)
    return (
        question.chances.of(question.intent),
        float(tasks),
        float(lines),
        float(lines and question.intent in _EXACT),
        *fit,
        float(len(question.plans) == 1),
    )


def calibrated(given: Answer) -> float:
    """Chance that an answer is right, in [0, 1]."""
    values = zip(WEIGHTS.values(), weighed(given), strict=True)
    return 1 / (1 + math.exp(-(BIAS + sum(weight * value for weight, value in values))))
