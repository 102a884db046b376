"""Questions that continue the one before: "còn Phường 5 thì sao?", "thế ai phối hợp?".

What the new question names takes the place of the same kind of thing in the old one; the rest of
the old question stays. Nothing is remembered between calls: the earlier questions are given.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kg.model import DocumentRecord
from kg.terms import Intent
from search.deciding import Chances, Filled, chances
from search.holdings import place_key
from search.intents import score_intents
from search.plans import link_plans
from search.question import Question, understand
from search.sources import Sources
from search.spoken import normalise

FOLLOWS: Final = 0.4  # probability from which a question is taken to continue the one before
OWN: Final = 0.55  # probability from which its own intent is told by its words
_BEGINS: Final = re.compile(
    r"^(?:con|the con|the|vay|vay con|cua|o|tai|doi voi|rieng)\b.*\b(?:thi sao|thi the nao|a|nhi)$"
)
_MOST: Final = 4  # earlier questions that are read: further back nobody refers
_SHORT: Final = 7  # words up to which a question without slots of its own may continue another


def follow(text: str, after: Sequence[str], sources: Sources, on: dt.date) -> Question:
    """A question understood after those before it (oldest first)."""
    asked = understand(text, sources, on)
    before = [line for line in after if line.strip()][-_MOST:]
    if not before or not continues(asked):
        return asked
    former = understand(before[0], sources, on)
    for line in before[1:]:
        later = understand(line, sources, on)
        former = _joined(former, later, sources) if continues(later) else later
    return _joined(former, asked, sources)


def continues(question: Question) -> bool:
    """Whether a question says too little to stand alone."""
    names = question.documents or question.numbers or question.unknown_name
    if question.chances.follow_up >= FOLLOWS:
        return True
    if _BEGINS.search(question.folded) and len(question.folded.split()) <= _SHORT:
        return True
    alone = names or question.plans or question.offices
    return not alone and len(question.folded.split()) <= _SHORT and len(question.topic) <= 1


def _joined(former: Question, asked: Question, sources: Sources) -> Question:
    """The new question with what it leaves unsaid taken from the former."""
    intent = _intent(former, asked)
    place = asked.places or asked.strange_places
    plans = asked.plans if asked.plans and not place else _plans(former, asked, sources)
    own_topic = asked.topic if len(asked.topic) >= 2 else ()
    names = asked.documents or asked.numbers
    likely = dict(former.chances.intents) | {intent: max(former.chances.best_chance, OWN)}
    return replace(
        asked,
        folded=f"{former.folded} {asked.folded}",
        intent=intent,
        chances=Chances(likely),
        numbers=asked.numbers if names else former.numbers,
        documents=asked.documents if names else former.documents,
        choices=asked.choices if names else former.choices,
        plans=plans,
        offices=asked.offices or (() if own_topic else _offices(former, asked)),
        topic=own_topic or former.topic,
        beyond=own_topic or former.beyond,
        words=own_topic or former.words,
        day=asked.day or former.day,
        by_name=asked.by_name if names else former.by_name,
        unknown_number=asked.unknown_number if names else former.unknown_number,
        strange_places=asked.strange_places,
        places=asked.places or former.places,
        followed=True,
    )


def _intent(former: Question, asked: Question) -> Intent:
    """Its own intent where its words tell one, else that of the former question."""
    cues = score_intents(asked.folded)
    own = _chances(former, asked)
    best = own.best
    if best is Intent.UNKNOWN and cues:  # "ai ký?": too short for the model
        best = cues.most_common(1)[0][0]
    told = own.of(best) * (1 - asked.chances.follow_up)
    vague = (Intent.UNKNOWN, Intent.OUT_OF_SCOPE, Intent.FIND_SECTION)
    return best if best not in vague and (cues[best] > 0 or told >= OWN) else former.intent


def _chances(former: Question, asked: Question) -> Chances:
    """The chances of its intents where what the former question named counts as named.

    "Văn bản nào thay thế?" asks of the decree before it.
    """
    if asked.documents or asked.numbers or not (former.documents or former.numbers):
        return asked.chances
    filled = Filled(
        document=True,
        held=any(document.held for document in former.documents),
        plan=bool(asked.plans),
        office=bool(asked.offices),
        place=bool(asked.places),
    )
    return chances(unicodedata.normalize("NFC", asked.text), asked.folded, filled)


def _offices(former: Question, asked: Question) -> tuple[str, ...]:
    """The former question's offices, without the place that the new one names another for."""
    if not asked.places:
        return former.offices
    bare = former.offices
    for place in former.places:
        bare = tuple(office.removesuffix(f" {place}") for office in bare)
    return bare


def _plans(former: Question, asked: Question, sources: Sources) -> tuple[DocumentRecord, ...]:
    """The former question's documents, or those of the place that the new one names instead."""
    if not asked.places:
        return asked.plans or former.plans
    words = former.folded
    for place in former.places:
        words = words.replace(place_key(place), " ")
    said = normalise(f"{words} {asked.text}")
    found = link_plans(said, sources.held(), text=asked.text)
    here = {place_key(place) for place in asked.places}
    there = [r for r in found if r.header.place and place_key(r.header.place.name) in here]
    return tuple(there) or asked.plans
