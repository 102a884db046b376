"""What is said of a search that found nothing, or nothing close: one honest sentence."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.folding import TOKEN, fold, tokens
from kg.number import find_numbers
from search.analysis import LONGEST_QUERY, STOP_WORDS, number_terms, query_terms, words
from search.wanted import Frequencies
from ui import search_wording as wording
from ui.search_filter import SearchFilter

_UNSEEN = re.compile(
    r"\x1b\[[0-9;?]*[A-Za-z]|["
    r"\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"
)
_QUOTED = 60  # characters of a query that are repeated in a sentence
_NAMED = 5  # words named at most


@dataclass(frozen=True, slots=True)
class Asked:
    """A search that was tried. asked: the query cleaned; searched: what was searched for it.

    together: whether one of the passages found has all its words.
    """

    query: str
    asked: str
    searched: str
    found: int
    weak: bool
    together: bool


def cleaned(query: str) -> str:
    """A query as it is searched: no control characters, no more than is read of it."""
    whole = writable(query[:LONGEST_QUERY])
    return " ".join(_UNSEEN.sub(" ", unicodedata.normalize("NFC", whole)).split())


def writable(query: str) -> str:
    """A query with a question mark for what no text can hold: bytes of another encoding."""
    return query.encode("utf-8", "replace").decode("utf-8")


def unsearchable(asked: str) -> str | None:
    """Why a query, cleaned, names nothing to look for; None where it does."""
    if not asked:
        return wording.EMPTY_QUERY
    if query_terms(asked):
        return None
    told = wording.ONLY_STOP_WORDS if tokens(asked) else wording.NO_WORDS
    return told.format(query=_cut(asked))


def note(told: Asked, filters: SearchFilter, frequencies: Frequencies) -> str | None:
    """What to say above the results of a search that was tried; None where nothing need be."""
    said = [_cut_short(told.query)]
    if told.searched != told.asked:
        said.append(wording.READ_AS.format(query=_cut(told.asked), searched=_cut(told.searched)))
    missing = _missing(told.searched, frequencies) if told.weak or not told.found else []
    if numbers := _numbers_nowhere(told.searched, frequencies):
        case = wording.NUMBER_WEAK if told.weak else wording.NUMBER_NOWHERE
        said.append(case.format(numbers=wording.quoted(map(_cut, numbers[:_NAMED]))))
        missing = []
    if not told.found:
        said.append(_nothing(filters, missing))
    elif missing:
        said.append(wording.WEAK_UNKNOWN.format(words=wording.quoted(map(_cut, missing[:_NAMED]))))
    elif told.weak and not numbers:
        alone = told.together or len(tokens(told.searched)) < 2
        said.append(wording.WEAK if alone else wording.WEAK_APART)
    return " ".join(filter(None, said)) or None


def _nothing(filters: SearchFilter, missing: Sequence[str]) -> str:
    narrowed = {name: value for name, value in filters.items() if value is not None}
    if missing:
        return wording.NOTHING_KNOWN.format(words=wording.quoted(map(_cut, missing[:_NAMED])))
    if narrowed:
        return wording.NOTHING_FOUND_AMONG.format(filters=wording.filters(narrowed))
    return wording.NOTHING_FOUND


def _missing(query: str, frequencies: Frequencies) -> list[str]:
    """Words of the query, as typed, that stand nowhere in the library."""
    written = [query[m.start() : m.end()] for m in TOKEN.finditer(fold(query))]
    naming = [word for word in dict.fromkeys(written) if fold(word) not in STOP_WORDS]
    counts = frequencies([term for word in naming for term in words(word)[:1]])
    return [word for word, count in zip(naming, counts, strict=True) if not count]


def _numbers_nowhere(query: str, frequencies: Frequencies) -> list[str]:
    """Whole numbers of documents that the query names and no passage has, as typed."""
    typed = [one for one in find_numbers(query, asking=True) if one.number.year is not None]
    written = list(dict.fromkeys(one.raw.strip() for one in typed))
    counts = [max(frequencies(number_terms(one, asking=True)), default=1) for one in written]
    return [one for one, count in zip(written, counts, strict=True) if not count]


def has_all(query: str, parts: Iterable[str]) -> bool:
    """Whether these texts together have every word of the query that names something."""
    return set(words(query)) - STOP_WORDS <= {word for part in parts for word in words(part)}


def _cut_short(query: str) -> str:
    return wording.CUT_QUERY.format(count=LONGEST_QUERY) if len(query) > LONGEST_QUERY else ""


def _cut(text: str) -> str:
    return text if len(text) <= _QUOTED else text[:_QUOTED].rsplit(" ", 1)[0][:_QUOTED] + "…"
