"""From Tesseract's score of a word to P(the word is right)."""

from bisect import bisect_right
from typing import Final

DOUBTFUL: Final = 0.9
SCORES: Final = (75.0, 88.0, 90.0, 95.0, 96.0)
SHARES: Final = (0.84, 0.885, 0.954, 0.977, 0.986, 0.996)
"""Share of right syllables below the first score, from it to the second, and so on.

Measured by bench/reading/scans.py --scores on 60 drawn pages (12 of even-numbered documents, each
clean at 150 and 200 dpi, skewed and noisy, speckled, stamped): 20,034 syllables.
"""


def certainty(score: float) -> float:
    """P(right) of a word with Tesseract's score from 0 to 100."""
    return SHARES[bisect_right(SCORES, score)]
