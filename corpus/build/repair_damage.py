"""Damaged text with known labels: official texts as the English OCR model would read them.

Words are drawn from what line pairs showed (`ingest.repair.syllables`): a whole token that the
word was read as, or its letters one by one through the confusions. Real line pairs get the same
labels by alignment. Source: Brill & Moore 2000, "An improved error model for noisy channel
spelling correction".
"""

import math
import random
import re
from bisect import bisect
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from corpus.build.repair_channel import Channel, word_groups
from corpus.build.repair_language import plain
from ingest.repair.atoms import split_atoms
from ingest.repair.channel import CAPITALS, DIVERSITY, LOWER, TITLE, TRUST, case_of
from ingest.repair.syllables import Model

PIECE = re.compile(r"(?P<n>[^\W_]*\d(?:\S*[^\W_])?)|(?P<w>[^\W\d_]+)|(?P<p>[^\w\s]+|_+)")
MARK, FIGURE, UNKNOWN, REST = "<p>", "<n>", "<unk>", "<c>"
SPECIAL = (MARK, FIGURE, UNKNOWN, REST)  # REST: a later atom of a word that was read in parts
IGNORED = "<?>"
SHOUT = 0.08  # share of lines in capitals
STRANGER = 0.03  # share of words replaced by any word: names follow no habit
LINE = (6, 18)  # pieces of a line

Span = tuple[int, int, str]  # start, end in the damaged line, true word or special
Row = tuple[list[str], list[float]]  # what may come, cumulative weights
Labelled = tuple[list[str], list[str]]  # atoms of a run of text as read, the label of each


def _row(weights: dict[str, float]) -> Row:
    return list(weights), list(accumulate(weights.values()))


def _draw(row: Row, rng: random.Random) -> str:
    values, sums = row
    return values[min(bisect(sums, rng.random() * sums[-1]), len(values) - 1)]


class Damage:
    """Draws readings of words; seeded from outside."""

    def __init__(self, model: Model, rng: random.Random) -> None:
        self.rng = rng
        self.single: dict[str, Row] = {}
        self.pairs: dict[str, tuple[Row, float]] = {}
        for unit, row in model.confusions.items():
            weights = {segment: math.exp(score) for segment, score in row.items()}
            if len(unit) == 1:
                self.single[unit] = _row(weights)
            else:
                self.pairs[unit] = (_row(weights), sum(weights.values()))
        self.join = math.exp(model.confusions.get(" ", {}).get("", -5.5))
        self.seen = self._memory(model)
        self.strangers = _row(
            {
                word: math.sqrt(p)
                for word, p, kind in zip(
                    model.words, model.language.unigram, model.kinds, strict=True
                )
                if kind == 1
            }
        )

    @staticmethod
    def _memory(model: Model) -> dict[tuple[str, int], tuple[Row, float]]:
        """(true word, case) -> tokens it was read as, share of draws to take from them."""
        counts: dict[tuple[str, int], dict[str, float]] = {}
        for token, row in model.readings.items():
            for word, count in row.items():
                key = model.words[word], case_of(token)
                counts.setdefault(key, {})[token] = float(count)
        return {
            key: (_row(row), (n := sum(row.values())) / (n + TRUST + DIVERSITY * len(row)))
            for key, row in counts.items()
        }

    def word(self, word: str) -> str:
        """One reading of a word; may be empty, may hold blanks."""
        upper = sum(c.isupper() for c in word)
        case = CAPITALS if upper >= 2 else TITLE if upper else LOWER
        known = self.seen.get((plain(word), case))
        if known is not None and self.rng.random() < known[1]:
            return _draw(known[0], self.rng)
        return self.letters(word)

    def letters(self, text: str) -> str:
        """Letters, digits and marks one after another through the confusions."""
        out, at, rng = [], 0, self.rng
        while at < len(text):
            pair = self.pairs.get(text[at : at + 2])
            if pair is not None and rng.random() < pair[1]:
                out.append(_draw(pair[0], rng))
                at += 2
                continue
            row = self.single.get(text[at])
            out.append(text[at] if row is None else _draw(row, rng))
            at += 1
        return "".join(out)

    def line(self, pieces: Sequence[tuple[str, str, bool]]) -> tuple[str, list[Span]]:
        """A line read from (kind, text, blank before) pieces, and where each piece came to be."""
        text, spans, rng = "", [], self.rng
        shout = rng.random() < SHOUT
        for kind, piece, blank in pieces:
            word = piece
            if kind == "w" and word.islower() and rng.random() < STRANGER:
                word = _draw(self.strangers, rng)
            shown = word.upper() if shout and len(word) < 12 else word
            if blank and text and rng.random() >= self.join:
                text += " "
            read = self.word(shown) if kind == "w" else self.letters(shown)
            read = read.strip()
            if read:
                label = plain(word) if kind == "w" else FIGURE if kind == "n" else MARK
                spans.append((len(text), len(text) + len(read), label))
                text += read
        return text, spans


def labels(line: str, spans: Sequence[Span]) -> Labelled:
    """Atoms of a damaged line and their labels; an atom takes the first word that begins in it."""
    tokens, found, at = [], [], 0
    for atom in split_atoms([line]):
        while at < len(spans) and spans[at][1] <= atom.start:
            at += 1
        label = IGNORED
        if at < len(spans) and spans[at][0] < atom.end:
            start, _, label = spans[at]
            if start < atom.start:
                following = spans[at + 1] if at + 1 < len(spans) else None
                if following is not None and following[0] < atom.end:
                    label = following[2]
                elif label not in {MARK, FIGURE, IGNORED}:
                    label = REST
        tokens.append(atom.raw)
        found.append(label)
    return tokens, found


def pieces_of(text: str) -> list[tuple[str, str, bool]]:
    """(kind, text, blank before) of a clean text."""
    out: list[tuple[str, str, bool]] = []
    at = 0
    for found in PIECE.finditer(text):
        out.append((str(found.lastgroup), found.group(), found.start() > at or not out))
        at = found.end()
    return out


def damaged(text: str, damage: Damage) -> Labelled:
    """A clean text read line by line."""
    pieces = pieces_of(text)
    tokens: list[str] = []
    found: list[str] = []
    at = 0
    while at < len(pieces):
        size = damage.rng.randint(*LINE)
        more, names = labels(*damage.line(pieces[at : at + size]))
        tokens += more
        found += names
        at += size
    return tokens, found


def true_spans(raw: str, truth: str, channel: Channel) -> Iterator[Span]:
    """Where the words of a true line stand in the line as read; unclear groups are IGNORED."""
    start = 0
    for group, words in word_groups(raw, truth):
        path = channel.align(group, words)
        if path is None:
            yield start, start + len(group), IGNORED
        else:
            column = [0] * (len(words) + 1)
            at = done = 0
            for unit, segment in path:
                for k in range(1, len(unit) + 1):
                    column[at + k] = done + (len(segment) if k == len(unit) else 0)
                at, done = at + len(unit), done + len(segment)
            for found in PIECE.finditer(words):
                kind = found.lastgroup
                label = plain(found.group()) if kind == "w" else FIGURE if kind == "n" else MARK
                left, right = column[found.start()], column[found.end()]
                if left < right:
                    yield start + left, start + right, label
        start += len(group) + 1


def aligned(pairs: Iterable[tuple[str, str]], channel: Channel) -> Labelled:
    """Consecutive real lines as read, with labels from their truth."""
    tokens: list[str] = []
    found: list[str] = []
    for raw, truth in pairs:
        more, names = labels(raw, list(true_spans(raw, truth, channel)))
        tokens += more
        found += names
    return tokens, found
