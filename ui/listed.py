"""Names in a sentence, as many as a reader takes in."""

from collections.abc import Sequence
from typing import Final

LISTED: Final = 6  # names told in a sentence; the rows hold all of them


def listed(names: Sequence[str]) -> str:
    """Names joined by semicolons, cut after a few with the count of the rest.

    >>> listed(["a", "b"])
    'a; b'
    """
    rest = len(names) - LISTED
    return "; ".join(names[:LISTED]) + (f"; và {rest} nội dung khác" if rest > 0 else "")
