"""Which held documents a question means: by number, place, year and the words of the title."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Self

from kg.folding import tokens
from kg.model import DocumentRecord
from search.holdings import Holdings, Plan, known, named_as_typed, says

_BY_NUMBER: Final = 100.0  # score of a document that is named by its number
_TITLE: Final = 0.45  # share of a title's telling words that names a document without its place
_PLACE: Final = 4.0  # what its place adds to a document's score
_TELLING: Final = 1.0  # score beside the place's from which a title tells documents apart
_NEAR: Final = 0.75  # a plan scoring this share of the best one is meant as well
# A bare number: "quyết định 1582", "1486/QĐ", "84/2025"; no year, day, share or count of things.
_ORDINAL: Final = re.compile(
    r"(?<![\w/.,-])(?!(?:19|20)\d\d(?![\d/]))0*(\d{1,5})(?:/((?:19|20)\d\d))?(?=$|[ /])"
    r"(?!/\d{1,2}(?!\d))"
    r"(?! ?(?:%|phan tram|ngay|gio|thang|nam|nguoi|xe|lan|ho so)\b)"
)
_FULL_DAY: Final = re.compile(r"(?<![\d/])(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)(?!\d)")
_DATED: Final = re.compile(r"/(?:19|20)\d\d/")


def link_plans(
    folded: str,
    held: Sequence[DocumentRecord],
    exclude: Collection[str] = (),
    *,
    text: str = "",
) -> tuple[DocumentRecord, ...]:
    """Held documents that the question speaks of, best first; empty where none is named.

    folded: words of the question, abbreviations written out; text: as typed.
    A number, a place, or at least two telling words of a title must be named. Several places named
    mean several plans ("Vị Thanh và Phường 5 ..."), several numbers several documents; of those
    that bear one number a place tells which.
    """
    plans = known(held)
    said = _Said.of(folded, held, text)
    fitting = [(plans.plans[index], shared) for index, shared in _fitting(said, plans)]
    scored = [(_score(said, p, shared), p) for p, shared in fitting if p.record.id not in exclude]
    named = sorted(
        ((score, plan) for score, plan in scored if score > 0),
        key=lambda pair: (-pair[0], pair[1].record.id),
    )
    if not named:
        return ()
    if named[0][0] >= _BY_NUMBER:
        numbered = [plan for score, plan in named if score >= _BY_NUMBER]
        placed = {plan.number for plan in numbered if said.names(plan)}
        return tuple(p.record for p in numbered if p.number not in placed or said.names(p))
    by_place = [(score, plan) for score, plan in named if said.names(plan)]
    best: dict[str, float] = {}
    for score, plan in by_place or named:
        best.setdefault(plan.place if by_place else "", score)
    return tuple(
        plan.record
        for score, plan in by_place or named
        if _is_near(score, best[plan.place if by_place else ""], _PLACE if by_place else 0.0)
    )


def _is_near(score: float, best: float, place: float) -> bool:
    """Whether a document is meant as well as the best one, what they owe to their place apart."""
    if best - place < _TELLING:
        return score >= _NEAR * best
    return score - place >= _NEAR * (best - place)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a question says of documents.

    here: names of the places named. ordinals: bare numbers in it that are no year. whole: weight
    of its words that stand in some title.
    """

    folded: str
    words: frozenset[str]
    here: frozenset[str]
    ordinals: frozenset[tuple[str, str]]
    years: frozenset[str]
    days: frozenset[tuple[int, int, int]]
    whole: float

    @classmethod
    def of(cls, folded: str, held: Sequence[DocumentRecord], text: str) -> Self:
        """Read once, for all documents."""
        all_held = known(held)
        places = all_held.places.items()
        here = {name: key for name, key in places if named_as_typed(text, folded, name, key)}
        words = frozenset(tokens(folded)) - {word for key in here.values() for word in key.split()}
        rarity = all_held.rarity
        return cls(
            folded,
            words,
            frozenset(here),
            frozenset((match[1], match[2] or "") for match in _ORDINAL.finditer(folded)),
            frozenset(re.findall(r"(?<![\d/])20\d\d(?!\d)", folded)),
            frozenset((int(y), int(m), int(d)) for d, m, y in _FULL_DAY.findall(folded)),
            sum(rarity.get(word, 0.0) for word in words) or 1.0,
        )

    def names(self, plan: Plan) -> bool:
        """Whether the place of a document is named."""
        place = plan.record.header.place
        return place is not None and place.name in self.here


def _fitting(said: _Said, held: Holdings) -> Iterator[tuple[int, float]]:
    """Documents (by index) that may have a score, with the weight of the title's words said."""
    shared = [0.0] * len(held.plans)
    for word in said.words:
        weight = held.rarity.get(word, 0.0)
        for index in held.by_word.get(word, ()):
            shared[index] += weight
    named = {index for name in said.here for index in held.by_place[name]}
    for listed in (held.by_district, held.by_number):
        named |= {i for key, same in listed.items() if says(key, said.folded) for i in same}
    for index, (plan, weight) in enumerate(zip(held.plans, shared, strict=True)):
        if index in named or weight / plan.whole >= _TITLE:
            yield index, weight


def _score(said: _Said, plan: Plan, overlap: float) -> float:
    """How well a question fits a document; 0 where neither place, number nor title is named.

    overlap: weight of the title's words that the question has.
    """
    head = plan.record.header
    if _numbered(said, plan):
        return _BY_NUMBER
    place = _PLACE if said.names(plan) else 0.0
    if plan.district and says(plan.district, said.folded):
        place += 1.0
    share = overlap / plan.whole
    if not place and share < _TITLE:
        return 0.0
    score = place + 3 * share + 0.5 * len(said.years & plan.years)
    score += 3 * overlap / said.whole  # of what the question says, how much is the title's
    if head.date and (head.date.year, head.date.month, head.date.day) in said.days:
        score += 3.0
    penalty = 1.5 if said.years and plan.years and not said.years & plan.years else 0.0
    return max(0.1, score - penalty)


def _numbered(said: _Said, plan: Plan) -> bool:
    """Whether a question names a document by its number, whole, or bare beside its place.

    A year named that is not the document's names another of that number.
    """
    if not plan.number:
        return False
    if says(plan.number, said.folded):
        day = plan.record.header.date
        other = day is not None and said.years and str(day.year) not in said.years
        return not other or _DATED.search(plan.number) is not None
    return said.names(plan) and any(
        plan.ordinal == ordinal and (not year or year in plan.years)
        for ordinal, year in said.ordinals
    )
