"""How sure an answer is: what it rests on, turned into the chance that it is right.

A wrong answer costs five abstentions: by the arithmetic one is given from p = 0.8; on the questions
it was fitted on 0.75 cost least. The weights are a logistic regression
over questions written for development, most of them on provincial documents
(`python -m bench.answers.calibration`; bench/results/answers/questions.md).
"""

import math
from types import MappingProxyType
from typing import Final

from kg.terms import Intent
from search.evidence import Answer, Source

THRESHOLD: Final = 0.75
UNPROVEN: Final = 0.85
"""Most that an answer is worth whose facts no words at hand prove: it rests on a table alone."""
BIAS: Final = 0.54
WEIGHTS: Final = MappingProxyType(
    {
        "intent": 2.21,
        "tasks": -1.30,
        "lines": -4.14,
        "product of lines": -1.40,
        "coverage of tasks": -0.96,
        "pairs of tasks": 2.67,
        "coverage of lines": -0.29,
        "headed lines": 2.19,
        "pairs of lines": 2.24,
        "lines ahead": 0.32,
    }
)
NAMES: Final = tuple(WEIGHTS)


def weighed(given: Answer) -> tuple[float, ...]:
    """What the chance is reckoned from, in the order of `NAMES`; each in [0, 1].

    intent: the chance of the question's intent. tasks, lines: what the answer rests on, neither
    for facts. product of lines: a product taken from a line that no task has. The others: see
    `search.evidence.Signals`; 0 where the answer does not rest on that.
    """
    signals, question = given.signals, given.question
    intent = question.chances.of(question.intent)
    if signals is None:
        return (intent, *(0.0 for _ in NAMES[1:]))
    lines = signals.source is Source.LINES
    product = lines and question.intent is Intent.PRODUCT
    ofs = (signals.coverage, signals.pairs)
    of_lines = (signals.coverage, signals.headed, signals.pairs, signals.ahead)
    told = ((0.0, 0.0), of_lines) if lines else (ofs, (0.0, 0.0, 0.0, 0.0))
    return (intent, float(not lines), float(lines), float(product), *told[0], *told[1])


def calibrated(given: Answer) -> float:
    """Chance that an answer is right, in [0, 1]."""
    values = zip(WEIGHTS.values(), weighed(given), strict=True)
    return 1 / (1 + math.exp(-(BIAS + sum(weight * value for weight, value in values))))
