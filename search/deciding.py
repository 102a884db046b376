"""Which intent a question has: the model's probabilities, and the slots that are filled."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kg.terms import Intent
from search.guards import allows
from search.intents import FOLLOW_UP, features, intent_model, score_intents
from search.masking import OFFICE, masked, with_plans
from search.spoken import MAX_LENGTH, normalise

_FEWEST: Final = 3  # syllables of a question that names nothing: fewer are one word
OUTSIDE: Final = 0.5  # chance from which a question is taken to be out of scope,
SURELY_OUTSIDE: Final = 0.9  # and that where cues of a question in scope stand in it, or no cue
_GIVEN_TO: Final = re.compile(rf"\bnao (?:\w+ )?(?:do|giao cho|giao|thuoc) {OFFICE}\b")
_ASKS: Final = re.compile(
    r"\b(?:gi|nao|ai|dau|may|bao nhieu|bao gio|khong|chua|sao|the nao|hay|toi|em|ban|minh|giup|cho"
    r"|viet|dich|lam|what|how|who|is|the|hi|chao|ok|yes|no)\b"
)
_CITES: Final = re.compile(r"\b(?:vien dan|trich dan|dan|can cu|nhac (?:den|toi)|noi toi)\b")
_LACKS: Final = re.compile(
    r"\b(?:khong|chua|ko|thieu) (?:he )?(?:vien dan|trich dan|dan|can cu|nhac|lay|dua|neu|co|ghi)\b"
    r"(?!.*\bkhong$)"
)
_OTHERS: Final = 2  # words on something else from which a header is not asked for
_LEAST: Final = 0.02  # chance from which an intent is kept in mind
_NEED_A_DOCUMENT: Final = frozenset({Intent.WHO_CITES, Intent.IN_FORCE, Intent.RELATED})
_NEED_A_PLAN: Final = frozenset({Intent.SUPERSEDED, Intent.INCONSISTENCY})


@dataclass(frozen=True, slots=True)
class Filled:
    """Which slots a question fills.

    document: a document is named, known or not. held: one that is held, by number. plan: held
    documents by place, topic or number. office, place: one is named. titles: folded words of the
    titles of those plans. several: documents of several numbers or places are named.
    """

    document: bool = False
    held: bool = False
    plan: bool = False
    office: bool = False
    place: bool = False
    titles: frozenset[str] = frozenset()
    several: bool = False


_OF_HEADERS: Final = frozenset(
    """ky nguoi chuc danh vu so hieu ban hanh ten day du trich yeu noi dung chinh loai co quan luc
    thi ap gui nhan ghi kem phu ke hoach quyet dinh tong the van nghi thong tu chi cong bo lanh dao
    pho tich chu uy ban nhan dan ra doi phat tieu de cuoi trang dau hom bua nay xa giai
    doan""".split()
)


@dataclass(frozen=True, slots=True)
class Chances:
    """Intents a question may have, likeliest first, each with its probability.

    follow_up: probability that it says nothing without the question before it.
    """

    intents: Mapping[Intent, float]
    follow_up: float = 0.0

    @property
    def best(self) -> Intent:
        """The likeliest intent."""
        return next(iter(self.intents), Intent.UNKNOWN)

    @property
    def best_chance(self) -> float:
        """Probability of the likeliest intent; 0 where none is possible."""
        return max(self.intents.values(), default=0.0)

    def of(self, intent: Intent) -> float:
        """Probability of an intent."""
        return self.intents.get(intent, 0.0)


def beside_header(told: Chances, beyond: Sequence[str]) -> Chances:
    """The chances without the header's, where a question is on something within the document.

    beyond: words of its topic that stand in no title of the documents meant.
    """
    others = [word for word in beyond if word not in _OF_HEADERS]
    if len(others) < _OTHERS or len(told.intents) < _OTHERS:
        return told
    left = {intent: c for intent, c in told.intents.items() if intent is not Intent.HEADER}
    total = sum(left.values())
    return replace(told, intents={intent: chance / total for intent, chance in left.items()})


def chances(text: str, folded: str, filled: Filled) -> Chances:
    """Probabilities of the intents that a question's slots allow.

    text: as typed (NFC); folded: its words, abbreviations written out. What slots and words rule
    out goes to the others in proportion.
    """
    named = (filled.document, filled.plan, filled.office)
    if len(folded.split()) < _FEWEST and not any(named):
        return Chances({})
    hidden = normalise(masked(text[:MAX_LENGTH]))
    if filled.plan:
        hidden = with_plans(hidden, filled.titles)
    told = intent_model().probabilities(features(folded, hidden))
    follow_up = told.pop(FOLLOW_UP, 0.0)
    possible = _ruled({Intent(name): c for name, c in told.items()}, folded, hidden, filled)
    total = sum(possible.values()) or 1.0
    ranked = sorted(possible.items(), key=lambda item: (-item[1], list(Intent).index(item[0])))
    likely = {intent: c / total for intent, c in ranked if c >= _LEAST * total}
    return Chances(likely, follow_up)


def _ruled(
    possible: dict[Intent, float], folded: str, hidden: str, filled: Filled
) -> dict[Intent, float]:
    """The model's probabilities, less what slots and guards rule out, by rules that tell all."""
    for intent in (*_unfilled(filled), *(i for i in Intent if not allows(i, folded))):
        possible.pop(intent, None)
    if filled.several and _LACKS.search(folded):  # "quyết định nào không viện dẫn ..."
        return {Intent.WHICH_DOCUMENTS: 1.0}
    if filled.office and _GIVEN_TO.search(hidden):  # "mô hình nào do Sở Nội vụ chủ trì"
        _move(possible, Intent.WHO_LEADS, Intent.TASKS_OF_OFFICE)
    if filled.document and Intent.WHO_CITES in possible and _CITES.search(folded):
        _move(possible, Intent.WHICH_DOCUMENTS, Intent.WHO_CITES)  # the graph knows who cites it
    cues = score_intents(folded)
    if not cues and not _ASKS.search(folded):  # "chòi canh lửa rừng": words to look for
        _move(possible, Intent.OUT_OF_SCOPE, Intent.FIND_SECTION)
    outside = OUTSIDE if cues[Intent.OUT_OF_SCOPE] else SURELY_OUTSIDE
    if possible.get(Intent.OUT_OF_SCOPE, 0.0) < outside:
        possible.pop(Intent.OUT_OF_SCOPE, None)
    return possible


def _move(possible: dict[Intent, float], source: Intent, target: Intent) -> None:
    """What one intent has goes to another."""
    possible[target] = possible.get(target, 0.0) + possible.pop(source, 0.0)


def _unfilled(filled: Filled) -> Iterator[Intent]:
    """Intents that lack what they ask about."""
    if not filled.document:
        yield from _NEED_A_DOCUMENT - ({Intent.RELATED} if filled.plan else set())
    if not (filled.plan or filled.held):
        yield from _NEED_A_PLAN
    if filled.document and not filled.held:  # "which of its plans rest on it", "does it"
        yield Intent.WHAT_IT_CITES
    if not filled.office:
        yield Intent.TASKS_OF_OFFICE
    if not (filled.office or filled.place):
        yield Intent.SUCCESSOR
