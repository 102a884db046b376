"""Names in a sentence, as many as a reader takes in."""

from collections.abc import Sequence
from typing import Final

LISTED: Final = 6  # names told in a sentence; the rows hold all of them
LONGEST: Final = 500  # characters of a line told in a sentence


def listed(names: Sequence[str], total: int = 0) -> str:
    """Names joined by semicolons, cut after a few with the count of the rest.

    total: how many there are, where `names` are only the first of them.

    >>> listed(["a", "b"])
    'a; b'
    """
    rest = max(total, len(names)) - len(names[:LISTED])
    return "; ".join(names[:LISTED]) + (f"; và {rest} nội dung khác" if rest > 0 else "")


def shortened(text: str) -> str:
    """A quote as long as a sentence bears; the rows hold all of it."""
    return text if len(text) <= LONGEST else text[:LONGEST].rstrip() + "…"
