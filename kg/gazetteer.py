"""Names from a list, found in clean and in damaged text: the one matcher of offices and places.

Names and text are compared syllable by syllable, folded. Where a text shows signs of damage, a
syllable may also differ by letters that OCR engines confuse, within a bound on the whole name.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from kg.folding import fold
from kg.number.codes import distance

TOKEN = re.compile(r"[a-z0-9]+|&|[,;:.()|]")
SHORT_FORMS = frozenset({"tp", "tx", "tt", "p", "q", "h", "x", "t"})
# letters that an English OCR engine never prints: their absence in a long text means damage
UNSEEN = re.compile(r"[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Syllable:
    """A folded syllable (or a sign) and where it stands."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class _Node:
    """A step in the tree of names."""

    children: dict[str, "_Node"] = field(default_factory=dict)
    name: int | None = None  # index of the name that ends here


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A listed name in a text. first, last: indexes into the syllables, last exclusive."""

    first: int
    last: int
    name: int
    cost: float


def syllables(text: str) -> list[Syllable]:
    """Syllables of NFC `text`, "&" read as "va"; the dot of a short form ("TP.") is left out."""
    found: list[Syllable] = []
    for match in TOKEN.finditer(fold(text)):
        piece = "va" if match[0] == "&" else match[0]
        if piece == "." and found and found[-1].text in SHORT_FORMS:
            continue
        found.append(Syllable(piece, match.start(), match.end()))
    return found


def looks_damaged(text: str) -> bool:
    """Whether `text` lacks the letters that only Vietnamese has (or was typed without them)."""
    letters = sum(map(str.isalpha, text[:20_000]))
    return len(UNSEEN.findall(text[:20_000])) < 0.08 * letters


@lru_cache(maxsize=65_536)
def _close(found: str, meant: str) -> float | None:
    """Cost of reading `found` as `meant`; None where it is too far."""
    limit = 0.3 if len(meant) <= 2 else 1.0 if len(meant) == 3 else 1.3
    if abs(len(found) - len(meant)) > 2 or meant.isdigit():
        return None
    cost = distance(found, meant, limit)
    return cost if cost <= limit else None


def _bound(size: int, count: int) -> float:
    """Most that a name of `size` letters in `count` syllables may differ."""
    if count == 1:
        return 0.3 if size >= 4 else 0.0
    return 0.13 * size if size >= 9 else 0.45 if size == 8 else 0.3


class Gazetteer:
    """A tree of names. Build once, find often.

    names: (printed name, index) pairs; several prints may share an index.
    """

    def __init__(self, names: Iterable[tuple[str, int]]) -> None:
        self._root = _Node()
        for printed, index in names:
            node = self._root
            for syllable in syllables(unicodedata.normalize("NFC", printed)):
                node = node.children.setdefault(syllable.text, _Node())
            if node.name is None:
                node.name = index

    def match(self, stream: list[Syllable], first: int, *, fuzzy: bool) -> NameMatch | None:
        """The longest name that begins at `first`; among equally long ones the cheapest."""
        best: NameMatch | None = None
        states: list[tuple[_Node, float]] = [(self._root, 0.0)]
        position, size = first, 0
        while states and position < len(stream):
            syllable = stream[position].text
            states = [step for state in states for step in self._steps(*state, syllable, fuzzy)]
            position, size = position + 1, size + len(syllable)
            # a few letters of a long name may differ, none of a short one
            states = [(node, cost) for node, cost in states if cost <= 0.16 * (size + 4)]
            ends = [(cost, node.name) for node, cost in states if node.name is not None]
            if ends:
                cost, name = min(ends, key=lambda end: end[0])
                if cost <= _bound(size, position - first):
                    best = NameMatch(first, position, name or 0, cost)
        return best

    @staticmethod
    def _steps(node: _Node, cost: float, syllable: str, fuzzy: bool) -> list[tuple[_Node, float]]:  # noqa: FBT001
        exact = node.children.get(syllable)
        if exact is not None:
            return [(exact, cost)]
        if not fuzzy or not syllable[0].isalnum():
            return []
        children: Iterable[tuple[str, _Node]] = node.children.items()
        if (
            len(node.children) > 64
        ):  # thousands of communes: the first or last letter has to be right
            edge = (syllable[0], syllable[-1])
            children = [(t, c) for t, c in children if t[0] == edge[0] or t[-1] == edge[1]]
        near = ((child, _close(syllable, text)) for text, child in children)
        return [(child, cost + more) for child, more in near if more is not None]
