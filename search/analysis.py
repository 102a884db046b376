"""Text to search terms: folded syllables, their pairs, document numbers whole.

Documents and questions pass through the same function, so that what is typed without
diacritics, in capitals or with an abbreviation meets what was printed.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import chain, pairwise

import corpus
from kg.folding import fold, tokens
from kg.number import find_numbers, number_key
from kg.number.codes import DASHES

ANALYSIS = 2
"""Version of the terms made here; an index made by another version is rebuilt."""

ARTICLE_ASKED = 3
"""How often an article counts that a question names: 81 of 100 come first, with once 50."""

LONGEST_QUERY = 4_000
"""Characters of a question that are read; a pasted page says no more in its later lines."""

_JOINTS = re.compile(rf"[{DASHES}/\\|]")  # no number is written without one
_YEAR_AFTER = re.compile(r"/\s?(?:19|20)\d\d")
_SHORT_NUMBER = re.compile(r"(?<![\w/.-])0*([1-9]\d{0,4}[a-z]?)\s?/\s?((?:19|20)\d\d)(?![\d/])")

_ARTICLE = r"\d{1,4}[a-z]?(?![a-z0-9/]|[.,]\d)"
_HEADED = re.compile(rf"\s*dieu\s+({_ARTICLE})\s*[.:]?\s*")
_ASKED = re.compile(rf"(?<![a-z0-9])dieu\s+{_ARTICLE}(?:(?:\s?,\s?|\sva\s|\shoac\s){_ARTICLE})*")
_EACH = re.compile(_ARTICLE)
_KEPT_LENGTH, _KEPT = 24, 200_000  # of words whose syllables are remembered: 30 MB at most

STOP_WORDS = frozenset(
    """a ai bi boi ca cac cua cung da dang de den di do duoc gi gio
    hay khi khong la lai lam len luc may minh moi mot nao nay neu nen nhe nhu nhung no o
    qua ra rang rat roi sao se ta the theo thi toi trong tu va vao vay ve vi voi xin co""".split()
)
"""Folded syllables that name nothing by themselves: a question of these alone finds nothing."""
_NAMING_PAIRS = frozenset({"mot cua", "tu do", "di lai", "khong khi"})
"""Two of them that together are a matter: một cửa, tự do, đi lại, không khí."""


class _Syllables(dict[str, tuple[str, ...]]):
    """A word as it is written, without blanks, to its folded syllables: each folded once."""

    def __missing__(self, word: str) -> tuple[str, ...]:
        found = tuple(tokens(word))
        if len(word) <= _KEPT_LENGTH and len(self) < _KEPT:
            self[word] = found
        return found


_SYLLABLES = _Syllables()


def words(text: str) -> list[str]:
    """Folded syllables and numbers of `text`, abbreviations written out.

    >>> words("Quyết định của UBND xã")
    ['quyet', 'dinh', 'cua', 'uy', 'ban', 'nhan', 'dan', 'xa']
    """
    # Blanks neither compose nor fold, so word by word gives what the whole text would.
    plain = list(chain.from_iterable(map(_SYLLABLES.__getitem__, text.split())))
    known = _by_first_syllable()
    begins = [at for at, syllable in enumerate(plain) if syllable in known]
    if not begins:
        return plain
    found: list[str] = []
    done = 0
    for at in begins:
        if at < done:
            continue
        for short, long in known[plain[at]]:
            if tuple(plain[at : at + len(short)]) == short:
                found += plain[done:at]
                found += long
                done = at + len(short)
                break
    return found + plain[done:]


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
    for match in find_numbers(text, asking=asking) if asking or _JOINTS.search(text) else ():
        found.append("#" + "".join(number_key(str(match.number)).split()))
        if match.number.year is not None:
            found.append(f"#{_plain(match.number.ordinal)}/{match.number.year}")
    if not found and _YEAR_AFTER.search(text):
        found = [f"#{short[1]}/{short[2]}" for short in _SHORT_NUMBER.finditer(fold(text))]
    return found


def article_terms(query: str) -> list[str]:
    """The articles that a question names, as whole terms.

    >>> article_terms("khoản 2 Điều 5 và Điều 12a Luật Viên chức")
    ['#dieu-5', '#dieu-12a']
    """
    asked = _ASKED.findall(fold(query))
    return [f"#dieu-{one.lstrip('0')}" for part in asked for one in _EACH.findall(part)]


def headed_article(heading: str) -> tuple[str, str]:
    """The term of the article that `heading` opens, and what it is called; "" where it is none.

    >>> headed_article("Điều 5. Phạm vi điều chỉnh")
    ('#dieu-5', 'Phạm vi điều chỉnh')
    >>> headed_article("Điều kiện kinh doanh")
    ('', 'Điều kiện kinh doanh')
    """
    found = _HEADED.match(fold(heading))
    if found is None:
        return "", heading
    return f"#dieu-{found[1].lstrip('0')}", heading[found.end() :]


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
    if all(word in STOP_WORDS for word in syllables) and not _names_a_matter(syllables):
        return []
    numbers = number_terms(query, asking=True) + article_terms(query) * ARTICLE_ASKED
    return syllables + pairs(syllables) + numbers


def _names_a_matter(syllables: Sequence[str]) -> bool:
    return any(" ".join(pair) in _NAMING_PAIRS for pair in pairwise(syllables))


def _plain(ordinal: str) -> str:
    return fold(ordinal).lstrip("0") or "0"


@cache
def abbreviations() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """(abbreviation, words it stands for), folded: those of administration and those of law.

    Written out in documents and in questions alike, either form finds both.
    """
    rows = corpus.table("abbreviations") + corpus.table("search_abbreviations")
    return tuple((tuple(tokens(row["short"])), tuple(tokens(row["long"]))) for row in rows)


@cache
def _by_first_syllable() -> dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
    """First folded syllable -> what `abbreviations` has of it, longest first."""
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for short, long in abbreviations():
        found.setdefault(short[0], []).append((short, long))
    return {
        first: tuple(sorted(entries, key=lambda entry: -len(entry[0])))
        for first, entries in found.items()
    }
