"""The part of a passage that meets a query best, with the words that meet it marked.

Sentences and list items are told by lines and punctuation. A unit is worth the words of the query
that it has, each by its rarity; the best one is shown with its neighbours, up to forty words.
"""

import bisect
import math
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.folding import TOKEN, fold
from search.wanted import Wanted

WORDS = 40
"""Words that a snippet has at most, unless one sentence alone is shown cut."""

_ITEM = re.compile(r"[ \t]*(?:[-–+•*●]|\(?\d{1,3}(?:\.\d{1,3})*[.)]|[a-zđ]{1,2}\)|[IVX]+\.)\s?")
_SENTENCE_END = re.compile(r"(?<=[.!?;])[”\"')]?\s+(?=[“\"'(]?[^\W\d_a-zà-ỹđ]|[“\"'(]?\d)")
_CLOSED = re.compile(r"[.:;!?…][”\"')]?\s*$")
_WORD = re.compile(r"\S+")
_INNER = " \n\t\xa0-–/"  # what may stand between two words of one expression
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a passage, on one line.

    text: the passage's own characters, line ends and what cannot be shown as blanks. marks:
    half-open (start, end) in `text`, in order, apart. line: of the passage's lines, from 0, on
    which it begins. before, after: whether the passage goes on there within the same sentence.
    """

    text: str
    marks: tuple[Span, ...]
    line: int
    before: bool
    after: bool


def best(text: str, query: Wanted) -> Snippet:
    """The snippet of a passage's text for a query; its beginning where no word of it stands there.

    Cost: linear in the length of `text`.
    """
    text = unicodedata.normalize("NFC", text)
    found = list(_found(text, query))
    units = _units(text)
    if not units:
        return Snippet("", (), 0, before=False, after=False)
    starts = [where[0] for where, _ in found]
    worth = [_worth(found[slice(*_between(starts, unit))], query.weights) for unit in units]
    at = max(range(len(units)), key=lambda one: (worth[one], -one))
    start, end = _window(text, units[at], found, query.weights)
    cut_before, cut_after = start > units[at][0], end < units[at][1]
    if not (cut_before or cut_after):
        start, end, cut_after = _widened(text, units, at)
    shown = found[slice(*_between(starts, (start, end)))]
    inside = [(max(a, start) - start, min(b, end) - start) for (a, b), _ in shown]
    return Snippet(
        _UNSEEN.sub(" ", text[start:end]).replace("\xa0", " "),
        _joined(text[start:end], inside),
        text.count("\n", 0, start),
        before=cut_before,
        after=cut_after,
    )


def marks(text: str, query: Wanted) -> tuple[Span, ...]:
    """Where the query's words stand in a text given in NFC: half-open spans, in order, apart."""
    return _joined(text, [where for where, _ in _found(text, query)])


def _found(text: str, query: Wanted) -> Iterator[tuple[Span, tuple[str, ...]]]:
    """Words of the text that the query has, with the search terms that they meet, in order."""
    folded = fold(text)
    spans = [(match.start(), match.end()) for match in TOKEN.finditer(folded)]
    words = [folded[start:end] for start, end in spans]
    numbers = query.numbered(text)
    pairs = query.pairs
    joined = [
        f"{a}_{b}"
        if f"{a}_{b}" in pairs
        and not text[left[1] : right[0]].strip(_INNER)
        and query.alike(text[slice(*left)], text[slice(*right)])
        else ""
        for (a, left), (b, right) in pairwise(zip(words, spans, strict=True))
    ]
    at = 0
    while at < len(words):
        if number := next((term for (a, b), term in numbers if a <= spans[at][0] < b), ""):
            yield spans[at], (number,)
        elif (short := query.abbreviated(words, at)) and _alone(folded, spans[at][0]):
            length, terms = short
            yield (spans[at][0], spans[at + length - 1][1]), terms
            at += length
            continue
        elif words[at] in query.syllables:
            left, right = (joined[at - 1] if at else ""), (joined[at] if at < len(joined) else "")
            written = text[slice(*spans[at])]
            if left or right or query.says(written, words[at]):
                yield spans[at], tuple(filter(None, (words[at], right)))
        at += 1


def _alone(folded: str, start: int) -> bool:
    """Whether what begins here is a word of its own, not the end of a document's number."""
    return folded[start - 1 : start] not in ("-", "/")


def _units(text: str) -> list[Span]:
    """Sentences and list items, in order. A line goes on in the next unless it is closed."""
    found: list[Span] = []
    begun, at = 0, 0
    for line in text.splitlines(keepends=True):
        above = text[begun:at]
        if above.strip() and (
            _ITEM.match(line) or not line.strip() or _CLOSED.search(above) or _heads(above, line)
        ):
            found += _sentences(text, begun, at)
            begun = at
        at += len(line)
    return [*found, *_sentences(text, begun, len(text))]


def _heads(above: str, line: str) -> bool:
    """Whether a line in capitals ends here: a heading without a full stop."""
    return above.isupper() and not line.isupper()


def _sentences(text: str, start: int, end: int) -> Iterator[Span]:
    """Sentences of one item or paragraph, without blanks at their ends."""
    last = start
    for stop in _SENTENCE_END.finditer(text, start, end):
        if len(text[last : stop.start()].split()) > 2:  # "1. Sở Nội vụ" is one sentence
            yield from _stripped(text, last, stop.start())
            last = stop.end()
    yield from _stripped(text, last, end)


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    piece = text[start:end]
    if inner := piece.strip():
        begun = start + len(piece) - len(piece.lstrip())
        yield begun, begun + len(inner)


def _between(starts: Sequence[int], unit: Span) -> Span:
    return bisect.bisect_left(starts, unit[0]), bisect.bisect_left(starts, unit[1])


def _worth(found: Sequence[tuple[Span, tuple[str, ...]]], weights: Mapping[str, float]) -> float:
    # fsum: the same whatever order the set has, so that equal windows stay equal.
    met = {term for _, terms in found for term in terms}
    return math.fsum(weights.get(term, 0.0) for term in met)


def _window(
    text: str,
    unit: Span,
    found: Sequence[tuple[Span, tuple[str, ...]]],
    weights: Mapping[str, float],
) -> Span:
    """The unit, or its forty words that meet most of the query where it has more."""
    words = [(match.start(), match.end()) for match in _WORD.finditer(text, *unit)]
    if len(words) <= WORDS:
        return unit
    starts = [where[0] for where, _ in found]

    def worth(at: int) -> float:
        span = words[at][0], words[at + WORDS - 1][1]
        return _worth(found[slice(*_between(starts, span))], weights)

    steps = range(0, len(words) - WORDS + 1, 5)
    at = max(steps, key=lambda one: (worth(one), -one))
    met = found[slice(*_between(starts, (words[at][0], words[at + WORDS - 1][1])))]
    if met:  # some words before the first one met, so that it is read in its sentence
        begins = [begin for begin, _ in words]
        first = bisect.bisect_right(begins, met[0][0][0]) - 1
        last = bisect.bisect_left(begins, met[-1][0][1])
        at = max(0, min(first - (WORDS - (last - first)) // 3, len(words) - WORDS))
    return words[at][0], words[at + WORDS - 1][1]


def _widened(text: str, units: Sequence[Span], at: int) -> tuple[int, int, bool]:
    """A unit with those after it, then before it, as long as all are forty words at most.

    A heading or another short line is followed by the beginning of what comes next; the third
    value tells that this was cut.
    """
    first = last = at

    def count(a: int, b: int) -> int:
        return len(text[units[a][0] : units[b][1]].split())

    while last + 1 < len(units) and count(first, last + 1) <= WORDS:
        last += 1
    while first > 0 and count(first - 1, last) <= WORDS:
        first -= 1
    start, end = units[first][0], units[last][1]
    if last + 1 < len(units) and (rest := WORDS - count(first, last)) > WORDS // 2:
        following = list(_WORD.finditer(text, *units[last + 1]))
        return start, following[rest - 1].end(), True
    return start, end, False


def _joined(text: str, spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans with nothing but blanks or signs inside a number between them as one."""
    found: list[Span] = []
    for start, end in spans:
        if found and not text[found[-1][1] : start].strip(_INNER):
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return tuple(found)
