"""Readings of tokens that training saw, found beforehand: most of what a page has.

The search through the channel's trie is by far the dearest part of repair; its result depends on
the token alone. Rows stay packed in arrays until a text asks for them.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

SCORE_STEP: Final = 0.08  # nats per quantum of a stored score
HEADLINE_SIGN: Final = "\t"  # before tokens in capitals on lines in capitals

Reading = tuple[tuple[int, ...], float, tuple[int, ...]]  # word ids, log P(raw | words), cuts


class KnownReadings:
    """Token -> its readings, best first; empty where the arrays are missing."""

    def __init__(self, arrays: dict[str, Any]) -> None:
        import numpy as np

        text = arrays["known"].tobytes().decode() if "known" in arrays else ""
        self._index = {token: i for i, token in enumerate(text.split("\n"))} if text else {}
        if self._index:
            counts = arrays["known_count"]
            self._starts = np.concatenate(([0], np.cumsum(counts, dtype=np.int64))).tolist()
            names = ("known_word", "known_next", "known_score", "known_cut")
            self._columns = [arrays[name] for name in names]

    def find(self, token: str, *, headline: bool) -> list[Reading] | None:
        """The readings of a token, None where training did not see it."""
        at = self._index.get(HEADLINE_SIGN + token if headline else token)
        if at is None:
            return None
        rows = slice(self._starts[at], self._starts[at + 1])
        columns = [column[rows].tolist() for column in self._columns]
        return [
            ((word, more), -SCORE_STEP * score, (cut,))
            if more
            else ((word,), -SCORE_STEP * score, ())
            for word, more, score, cut in zip(*columns, strict=True)
        ]


def pack(rows: Iterable[tuple[str, bool, Sequence[Reading]]]) -> dict[str, Any]:
    """Arrays of (token, headline, readings), readings of at most two words."""
    import numpy as np

    tokens: list[str] = []
    counts: list[int] = []
    flat: list[tuple[int, int, int, int]] = []
    for token, headline, readings in rows:
        tokens.append(HEADLINE_SIGN + token if headline else token)
        counts.append(len(readings))
        for words, score, cuts in readings:
            more = words[1] if len(words) > 1 else 0
            quantum = min(255, round(max(0.0, -score) / SCORE_STEP))
            flat.append((words[0], more, quantum, cuts[0] if cuts else 0))
    table = np.array(flat, np.int64).reshape(-1, 4)
    return {
        "known": np.frombuffer("\n".join(tokens).encode(), np.uint8),
        "known_count": np.array(counts, np.uint8),
        "known_word": table[:, 0].astype(np.uint16),
        "known_next": table[:, 1].astype(np.uint16),
        "known_score": table[:, 2].astype(np.uint8),
        "known_cut": table[:, 3].astype(np.uint8),
    }
