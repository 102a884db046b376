"""What a query asks for, ready to be looked for in many texts: its words, pairs and numbers."""

import math
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kg.folding import TOKEN, fold
from kg.number import find_numbers
from search import analysis
from search.analysis import LONGEST_QUERY, STOP_WORDS, number_terms, pairs, query_terms, words

Frequencies = Callable[[Sequence[str]], Sequence[int]]
_Short = tuple[tuple[str, ...], tuple[str, ...]]  # folded syllables, the terms they stand for
_RARE = 0.6
"""Share of the greatest possible weight from which a word typed without diacritics counts alone:
"ban" would else be found in "bán", "bạn", "bàn"."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A query's terms.

    weights: of each term, by its rarity among the passages, from 0. written: its words as typed,
    in lower case; spelt: by their folded form, wherever a tone mark sits. accented: whether any
    bears a diacritic. numbers: its exact terms ("#61/2018").
    shorts: abbreviations in a text that stand for words of this query, by their first syllable.
    """

    syllables: frozenset[str]
    pairs: frozenset[str]
    weights: Mapping[str, float]
    written: frozenset[str]
    spelt: Mapping[str, set[str]]
    accented: bool
    rare: float
    numbers: frozenset[str]
    shorts: Mapping[str, tuple[_Short, ...]]

    def says(self, written: str, folded: str) -> bool:
        """Whether this word, standing alone, is one of the query's: not merely spelt alike."""
        if folded in STOP_WORDS:
            return False
        if written.lower() in self.written:
            return True
        return not self.accented and self.weights.get(folded, 0.0) >= self.rare

    def alike(self, *written: str) -> bool:
        """Whether words of a text that stand together may be those of the query.

        One is spelt as typed, or all were typed without diacritics: "gia bảo" is no "giá bao". The
        other may differ, by a slip or a scan's error. What an abbreviation stands for is not typed.
        """
        typed = [(word, self.spelt.get(fold(word))) for word in written]
        if any(known is None or _placed(word) in known for word, known in typed):
            return True
        return all(known is None or _placed(fold(word)) in known for word, known in typed)

    def abbreviated(self, syllables: Sequence[str], at: int) -> tuple[int, tuple[str, ...]] | None:
        """Length and terms of an abbreviation that begins here and stands for query words."""
        for short, terms in self.shorts.get(syllables[at], ()):
            if tuple(syllables[at : at + len(short)]) == short:
                return len(short), terms
        return None

    def numbered(self, text: str) -> list[tuple[tuple[int, int], str]]:
        """Spans of the document numbers in a text that the query names, with the term met."""
        if not self.numbers:
            return []
        found = []
        for match in find_numbers(text):
            met = self.numbers.intersection(number_terms(match.raw))
            found += [((match.start, match.end), term) for term in sorted(met)[:1]]
        return found


def wanted(query: str, frequencies: Frequencies, passages: int) -> Wanted:
    """What a query asks for. frequencies: how many of all `passages` hold each term."""
    query = unicodedata.normalize("NFC", query[:LONGEST_QUERY])
    terms = list(dict.fromkeys(query_terms(query)))
    holding = frequencies(terms)
    weights = {
        term: math.log((passages + 1) / (count + 1))
        for term, count in zip(terms, holding, strict=True)
    }
    for word in STOP_WORDS.intersection(weights):
        weights[word] *= 0.1
    written = frozenset(query[m.start() : m.end()].lower() for m in TOKEN.finditer(fold(query)))
    return Wanted(
        syllables=frozenset(t for t in terms if "_" not in t and not t.startswith("#")),
        pairs=frozenset(t for t in terms if "_" in t),
        weights=weights,
        written=written,
        spelt=_spelt(written),
        accented=fold(query) != query.lower(),
        rare=_RARE * math.log(passages + 1),
        numbers=frozenset(t for t in terms if t.startswith("#")),
        shorts=_shorts(tuple(words(query))),
    )


def _spelt(written: Iterable[str]) -> dict[str, set[str]]:
    """Folded form -> the ways in which a query spells it."""
    found: dict[str, set[str]] = {}
    for word in written:
        found.setdefault(fold(word), set()).add(_placed(word))
    return found


def _placed(word: str) -> str:
    """A word with its marks in one order: "hòa" and "hoà" are spelt alike."""
    return "".join(sorted(unicodedata.normalize("NFD", word.lower())))


def _shorts(asked: tuple[str, ...]) -> Mapping[str, tuple[_Short, ...]]:
    """Abbreviations whose whole meaning stands in these words, by their first syllable."""
    said = f" {' '.join(asked)} "
    found: dict[str, tuple[_Short, ...]] = {}
    for short, long, terms in _abbreviations():
        if f" {' '.join(long)} " in said:
            found[short[0]] = (*found.get(short[0], ()), (short, terms))
    return {
        first: tuple(sorted(all_, key=lambda one: -len(one[0]))) for first, all_ in found.items()
    }


@cache
def _abbreviations() -> tuple[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...]:
    """(abbreviation, words it stands for, terms of these), all folded."""
    return tuple(
        (short, long, (*long, *pairs(list(long)))) for short, long in analysis.abbreviations()
    )
