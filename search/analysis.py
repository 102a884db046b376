"""Text to search terms: folded syllables, their pairs, document numbers whole.

Documents and questions pass through the same function, so that what is typed without
diacritics, in capitals or with an abbreviation meets what was printed.
"""

import re
import unicodedata
from functools import cache
from itertools import pairwise

import corpus
from kg.folding import fold, tokens
from kg.number import find_numbers, number_key

ANALYSIS = 1
"""Version of the terms made here; an index made by another version is rebuilt."""

LONGEST_QUERY = 4_000
"""Characters of a question that are read; a pasted page says no more in its later lines."""

_SHORT_NUMBER = re.compile(r"(?<![\w/.-])0*([1-9]\d{0,4}[a-z]?)\s?/\s?((?:19|20)\d\d)(?![\d/])")

STOP_WORDS = frozenset(
    """a ai bi boi ca cac cua cung da dang de den di do duoc gi gio
    hay khi khong la lai lam len luc may minh moi mot nao nay neu nen nhe nhu nhung no o
    qua ra rang rat roi sao se ta the theo thi toi trong tu va vao vay ve vi voi xin co""".split()
)
"""Folded syllables that name nothing by themselves: a question of these alone finds nothing."""


def words(text: str) -> list[str]:
    """Folded syllables and numbers of `text`, abbreviations written out.

    >>> words("Quyết định của UBND xã")
    ['quyet', 'dinh', 'cua', 'uy', 'ban', 'nhan', 'dan', 'xa']
    """
    known = _abbreviations()
    plain = tokens(text)
    if known.keys().isdisjoint(plain):
        return plain
    found: list[str] = []
    at = 0
    while at < len(plain):
        for short, long in known.get(plain[at], ()):
            if tuple(plain[at : at + len(short)]) == short:
                found.extend(long)
                at += len(short)
                break
        else:
            found.append(plain[at])
            at += 1
    return found


def pairs(syllables: list[str]) -> list[str]:
    """Neighbours joined: most Vietnamese words have two syllables.

    >>> pairs(["nhan", "dan", "xa"])
    ['nhan_dan', 'dan_xa']
    """
    return [f"{left}_{right}" for left, right in pairwise(syllables)]


def number_terms(text: str, *, asking: bool = False) -> list[str]:
    """Document numbers as whole terms, with and without their symbol.

    >>> number_terms("Nghị định số 61/2018/NĐ-CP")
    ['#61/2018/nd-cp', '#61/2018']
    >>> number_terms("nghi dinh 61/2018")
    ['#61/2018']
    """
    found = []
    for match in find_numbers(text, asking=asking):
        found.append("#" + "".join(number_key(str(match.number)).split()))
        if match.number.year is not None:
            found.append(f"#{_plain(match.number.ordinal)}/{match.number.year}")
    if not found:
        found = [f"#{short[1]}/{short[2]}" for short in _SHORT_NUMBER.finditer(fold(text))]
    return found


def terms(text: str) -> list[str]:
    """All search terms of a document's text, in order, repeats kept."""
    text = unicodedata.normalize("NFC", text)
    syllables = words(text)
    return syllables + pairs(syllables) + number_terms(text)


def query_terms(query: str) -> list[str]:
    """Search terms of a question; none where it has no word that names something.

    >>> query_terms("là gì?")
    []
    """
    query = unicodedata.normalize("NFC", query[:LONGEST_QUERY])
    syllables = words(query)
    if all(word in STOP_WORDS for word in syllables):
        return []
    return syllables + pairs(syllables) + number_terms(query, asking=True)


def _plain(ordinal: str) -> str:
    return fold(ordinal).lstrip("0") or "0"


@cache
def _abbreviations() -> dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
    """First folded syllable -> (abbreviation, words it stands for), longest first.

    Written out in documents and in questions alike, either form finds both.
    """
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for row in corpus.table("abbreviations"):
        short, long = tuple(tokens(row["short"])), tuple(tokens(row["long"]))
        found.setdefault(short[0], []).append((short, long))
    return {
        first: tuple(sorted(entries, key=lambda entry: -len(entry[0])))
        for first, entries in found.items()
    }
