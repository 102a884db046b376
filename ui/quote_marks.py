"""Which words of a quoted line answer a question: where they are marked."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from kg.folding import TOKEN, fold, tokens

Row = Mapping[str, Any]
Span = tuple[int, int]
_FEW: Final = 4  # offices of an answer up to which each is what was asked for
_INNER: Final = " \t\n\xa0-–/.,"  # what may stand between two words of one expression


def wanted(given: Row) -> tuple[list[list[str]], frozenset[str]]:
    """(expressions, words of the topic) of an answer's JSON, folded.

    Expressions are marked wherever they stand whole: numbers, offices and deadlines that the
    question names or the answer gives. Words of the topic are marked where two stand together.
    """
    slots = given.get("slots", {})
    found = given.get("offices", ())
    said = [
        *slots.get("documents", ()),
        *slots.get("offices", ()),
        *(found if len(found) <= _FEW else ()),
        *(row[key] for row in given.get("rows", ()) for key in ("deadline_text",) if row.get(key)),
    ]
    expressions = {tuple(tokens(str(one))): None for one in said}
    return [list(one) for one in expressions if one], frozenset(slots.get("topic", ()))


def marks(quote: str, expressions: Sequence[Sequence[str]], topic: frozenset[str]) -> list[Span]:
    """Half-open spans of a quote given in NFC that are marked, in order, apart.

    >>> marks("Giao Phòng Nội vụ chủ trì.", [["phong", "noi", "vu"]], frozenset())
    [(5, 17)]
    """
    folded = fold(quote)
    words = [(match.start(), match.end()) for match in TOKEN.finditer(folded)]
    spoken = [folded[start:end] for start, end in words]
    kept = [False] * len(words)
    for expression in expressions:
        for at in range(len(spoken) - len(expression) + 1):
            if spoken[at : at + len(expression)] == expression:
                kept[at : at + len(expression)] = [True] * len(expression)
    for first, last in _runs([word in topic for word in spoken]):
        if last - first > 1 or len(topic) == 1:
            kept[first:last] = [True] * (last - first)
    return [(words[first][0], words[last - 1][1]) for first, last in _parts(quote, words, kept)]


def nfc(quote: str) -> str:
    """A quote as `marks` reads it."""
    return unicodedata.normalize("NFC", quote)


def _runs(kept: Sequence[bool]) -> Iterator[Span]:
    """Half-open ranges of neighbours that are kept."""
    begun: int | None = None
    for at, one in enumerate([*kept, False]):
        if one and begun is None:
            begun = at
        elif not one and begun is not None:
            yield begun, at
            begun = None


def _parts(quote: str, words: Sequence[Span], kept: Sequence[bool]) -> Iterator[Span]:
    """The runs, parted where more than blanks or signs inside an expression stand between."""
    for first, last in _runs(kept):
        begun = first
        for at in range(first + 1, last):
            if quote[words[at - 1][1] : words[at][0]].strip(_INNER):
                yield begun, at
                begun = at
        yield begun, last
