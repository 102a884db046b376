"""Words to begin a search with: expressions that titles of this library have in common."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from kg.folding import fold
from search.analysis import STOP_WORDS
from ui.suggestions import most_cited

if TYPE_CHECKING:
    from ui.library import Library

_READ: Final = 200  # titles
_FEW: Final = 20  # titles up to which what all have in common is what the library is about
_LOOSE: Final = frozenset(
    "tren thuoc cua theo tai va ve cho trong voi den tu cac nhung la duoc".split()
)
_LENGTHS: Final = range(2, 8)  # syllables of an expression that is counted
_GOOD: Final = range(3, 7)  # of one that is offered
_WHOLE: Final = 0.6  # share of its places from which an expression is a part of a longer one
_SHARE: Final = 0.5  # of the titles, from which an expression tells nothing apart
_WORD: Final = re.compile(r"[^\W_]+")
_CLAUSE: Final = re.compile(r"[,;:.()“”\"\-–/\n]")
# What titles say of every document, folded: no subject.
_FORMAL: Final = frozenset(
    "ban hanh quyet dinh nghi quyet ke hoach chi thi quy dinh quy che uy ban nhan dan hoi dong "
    "dia ban tinh thanh pho xa phuong huyen viec ve nam giai doan sua doi bo sung mot so dieu "
    "phe duyet cong bo trien khai thuc hien van ban".split()
)


def words(library: "Library", *, most: int = 8) -> list[str]:
    """At most `most` queries that find something: subjects of titles, and a number often cited."""
    if library.is_empty():
        return []
    held = library.held()[:_READ]
    cited = most_cited(library, held[:40])[:1]
    kept: list[str] = []
    for said in subjects([record.header.title or "" for record in held]):
        if len(kept) == most - len(cited):
            break
        if not any(_shares(said, other) for other in kept):
            found = library.search(said, 1)
            if found["hits"] and not found["weak"]:
                kept.append(said)
    return [*kept, *cited]


def subjects(titles: Sequence[str]) -> Iterator[str]:
    """Expressions of the titles, those of most titles first.

    An expression is whole: it does not mostly stand within one longer one. It does not begin or
    end with a word that names nothing, nor with one of the forms of documents.
    """
    counts: Counter[tuple[str, ...]] = Counter()
    spelt: dict[tuple[str, ...], str] = {}
    for title in titles:
        found = {tuple(said.lower().split()): said for said in _expressions(title)}
        counts.update(found.keys())
        spelt |= {key: said for key, said in found.items() if not said.isupper()}
    part_of: Counter[tuple[str, ...]] = Counter()
    for said, count in counts.items():
        for part in (said[1:], said[:-1]):
            part_of[part] = max(part_of[part], count)
    most = len(titles) if len(titles) <= _FEW else int(_SHARE * len(titles))
    usual = [
        (count, said)
        for said, count in counts.items()
        if count <= most and part_of[said] < _WHOLE * count and _names_something(said)
    ]
    for _, said in sorted(usual, key=lambda one: (-one[0], -len(one[1]), one[1])):
        yield spelt.get(said, " ".join(said))


def _expressions(title: str) -> Iterable[str]:
    for clause in _CLAUSE.split(title):
        said = _WORD.findall(clause)
        for length in _LENGTHS:
            for at in range(len(said) - length + 1):
                yield " ".join(said[at : at + length])


def _names_something(said: Sequence[str]) -> bool:
    folded = [fold(word) for word in said]
    ends = {folded[0], folded[-1]}
    if (
        len(said) not in _GOOD
        or ends & (STOP_WORDS | _LOOSE)
        or any(word.isdigit() for word in folded)
    ):
        return False
    return folded[0] not in _FORMAL and not _FORMAL.issuperset(folded)


def _shares(said: str, other: str) -> bool:
    """Whether two expressions have half of their words in common."""
    here, there = set(said.split()), set(other.split())
    return len(here & there) * 2 >= min(len(here), len(there))
