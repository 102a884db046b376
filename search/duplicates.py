"""Passages of the same or almost the same text, folded under the best of them.

Texts are compared by their shingles: runs of four folded syllables (Broder 1997, "On the
resemblance and containment of documents"). A plan that wards copied and an article that a
consolidated text repeats differ in names and figures: what differs is told, never hidden.
"""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.folding import fold, tokens

RESEMBLANCE = 0.8
"""Least share of common shingles (Jaccard) from which two texts are told once."""
SHORT = 12
"""Syllables below which only texts that say the same are told once."""
LONG = 60
"""Syllables below which texts with other figures are two: "có hiệu lực từ ngày …" is its day."""
CLOSE = 0.9
"""Least share of common shingles of texts as short as that: one other noun is another rule."""
_RUN = 4
_SKETCH = 12  # smallest shingles by which pairs worth comparing are found
_TOLD = 4  # differences told at most
_WORDS = re.compile(r"[^\W_]+(?:[./-][^\W_]+)*%?")
_LONGEST = 80  # characters of a difference shown


@dataclass(frozen=True, slots=True)
class Text:
    """A passage as it is compared. heading: the innermost one, "" for none."""

    document: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that stand in one text where the other has others; "" where it has none."""

    here: str
    there: str


@dataclass(slots=True)
class _Group:
    """A text with its duplicates, by their places."""

    first: int
    shingles: frozenset[int]
    others: list[int]


def fold_duplicates(texts: Sequence[Text]) -> list[tuple[int, tuple[int, ...]]]:
    """Places of the texts to show, in order, each with the places of its duplicates after it.

    A text is compared with those shown before it, so that no chain of small steps joins what
    differs. Texts of one document are never folded: two provisions of a law are two.
    """
    groups: list[_Group] = []
    sketched: dict[int, list[int]] = {}
    for place, text in enumerate(texts):
        shingles = _shingles(text)
        sketch = sorted(shingles)[:_SKETCH]
        near = sorted({group for one in sketch for group in sketched.get(one, ())})
        same = next((g for g in near if _same(groups[g], shingles, texts, place)), None)
        if same is not None:
            groups[same].others.append(place)
            continue
        for one in sketch:
            sketched.setdefault(one, []).append(len(groups))
        groups.append(_Group(place, shingles, []))
    return [(group.first, tuple(group.others)) for group in groups]


def differences(shown: str, other: str) -> tuple[Difference, ...]:
    """What the other text says otherwise: figures first, then names, then the rest.

    Cost: the square of the number of words where all differ, far less for near-duplicates.
    """
    left, right = _WORDS.findall(shown), _WORDS.findall(other)
    plain = [fold(word) for word in left], [fold(word) for word in right]
    matcher = difflib.SequenceMatcher(None, *plain, autojunk=False)
    found = [
        Difference(_cut(" ".join(left[a:b])), _cut(" ".join(right[c:d])))
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    ]
    return tuple(sorted(dict.fromkeys(found), key=_weight)[:_TOLD])


def _shingles(text: Text) -> frozenset[int]:
    words = tokens(text.text)
    if len(words) < SHORT:
        return frozenset({hash(("whole", *words))})
    return frozenset(hash(tuple(words[at : at + _RUN])) for at in range(len(words) - _RUN + 1))


def _same(group: _Group, shingles: frozenset[int], texts: Sequence[Text], place: int) -> bool:
    """Whether a text says what the group's first one says, under the same heading."""
    first, other = texts[group.first], texts[place]
    if any(texts[one].document == other.document for one in (group.first, *group.others)):
        return False
    common = len(group.shingles & shingles)
    brief = min(len(group.shingles), len(shingles)) < LONG
    if common < (CLOSE if brief else RESEMBLANCE) * len(group.shingles | shingles):
        return False
    if brief and _figures(first) != _figures(other):
        return False
    return _alike(first.heading, other.heading)


def _figures(text: Text) -> list[str]:
    return [word for word in tokens(text.text) if word.isdigit()]


def _alike(left: str, right: str) -> bool:
    """Whether two headings are about the same; one without a heading says nothing against it."""
    a, b = set(tokens(left)), set(tokens(right))
    return not a or not b or 2 * len(a & b) >= min(len(a), len(b))


def _weight(difference: Difference) -> int:
    """0 for figures, 1 for names, 2 for other words."""
    both = difference.here + difference.there
    return 0 if re.search(r"\d", both) else 1 if both != both.lower() else 2


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " …"
