"""Answers with their proof, or a refusal with its reason. Nothing is written that is not read."""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kg.model import DocumentRecord
from kg.terms import Intent, NoAnswer
from search.answers import ANSWERERS
from search.answers.settled import settled
from search.confidence import THRESHOLD, calibrated
from search.deciding import Chances
from search.evidence import Answer, Evidence, refuse
from search.follow_up import follow
from search.intents import score_intents
from search.question import Question, understand
from search.sources import Sources

SECOND: Final = 0.2  # chance from which another intent is tried where the likeliest finds nothing
# What is read from within documents: the one named must be held.
_WITHIN: Final = frozenset(
    {
        Intent.WHO_LEADS,
        Intent.TASKS_OF_OFFICE,
        Intent.LIST_TASKS,
        Intent.DEADLINE,
        Intent.PRODUCT,
        Intent.TARGET,
        Intent.HEADER,
        Intent.FIND_SECTION,
        Intent.WORKLOAD,
        Intent.WHAT_IT_CITES,
        Intent.SUPERSEDED,
        Intent.INCONSISTENCY,
    }
)
# What is told of one document as a whole: of several the right one must be named.
_OF_ONE: Final = frozenset(
    {Intent.HEADER, Intent.WHAT_IT_CITES, Intent.SUPERSEDED, Intent.INCONSISTENCY}
)
# What is counted or listed whole: two documents of one number must not be told as one.
_COUNTED: Final = frozenset({Intent.LIST_TASKS, Intent.WORKLOAD})
_FEW: Final = 1
# "kế hoạch cải cách hành chính năm 2024", not "việc phải xong trong năm 2024".
_OF_YEAR: Final = re.compile(
    r"\b(?:ke hoach|chuong trinh|de an)\b"
    r"(?:(?!\b(?:truoc|den|trong|tu|vao|tinh|han|xong|giai doan)\b).){0,50}?\bnam (20\d\d)\b"
)
_LOOKED_FOR: Final = Chances({Intent.FIND_SECTION: 1.0})
_EVERY_WORD: Final = 0.99  # coverage from which every word of a topic stands in a line
_SIDE_BY_SIDE: Final = 0.6  # share of its word pairs that stand there as pairs
_LIKELY: Final = 0.4  # chance below which nothing tells what a question of no name asks for
_UNCOUNTED: Final = frozenset({Intent.FIND_SECTION, Intent.DEADLINE})
NEAREST: Final = 3  # sections shown beside a refusal


def answer(text: str, sources: Sources, *, on: dt.date, after: Sequence[str] = ()) -> Answer:
    """Answer a question from a library, as things stand on a day.

    after: the questions asked before it, oldest first, which it may only continue ("còn Phường 5
    thì sao?"). Below the threshold of confidence it abstains and shows the nearest sections.
    """
    asked = follow(text, after, sources, on) if after else understand(text, sources, on)
    question = settled(asked)
    if (spoken_of := _spoken_of(question, sources, on)) is not None:
        return spoken_of
    if (told := _refused(question)) is not None:
        bare = told.reason is NoAnswer.OUT_OF_SCOPE or not told.question.topic
        return told if bare else _with_nearest(told, sources)
    given = _best(question, sources, on)
    if given.answered:
        return given
    if question.choices and given.reason is NoAnswer.UNCLEAR and not given.confidence:
        numbers = " ".join(dict.fromkeys(map(str, question.numbers)))
        given = replace(given, choices=given.choices or question.choices, subject=numbers)
    return _with_nearest(given, sources)


def _spoken_of(question: Question, sources: Sources, on: dt.date) -> Answer | None:
    """The section on what sounds out of scope, where a text has just these words, side by side.

    "Công dân không viết là mô hình gì?" sounds like nothing of the kind, unless a plan has it.
    """
    if (
        question.intent is not Intent.OUT_OF_SCOPE
        or score_intents(question.folded)[question.intent]
    ):
        return None
    looked = replace(question, intent=Intent.FIND_SECTION, chances=_LOOKED_FOR)
    given = ANSWERERS[Intent.FIND_SECTION](looked, sources, on)
    signals = given.signals
    if signals is None or signals.coverage < _EVERY_WORD or signals.pairs < _SIDE_BY_SIDE:
        return None
    given = replace(given, confidence=calibrated(given))
    return given if given.confidence >= THRESHOLD else None


def _refused(question: Question) -> Answer | None:
    """Why a question cannot be looked up at all; None where it can."""
    outside = question.intent is Intent.OUT_OF_SCOPE
    if outside or question.intent is Intent.UNKNOWN or _says_too_little(question):
        return refuse(question, NoAnswer.OUT_OF_SCOPE if outside else NoAnswer.UNCLEAR)
    if question.strange_places and question.intent is not Intent.SUCCESSOR:
        return refuse(question, NoAnswer.NOT_HELD, ", ".join(question.strange_places))
    numbers = " ".join(map(str, question.numbers))
    apart = question.intent in _OF_ONE | _COUNTED and _bear_one_number(question)
    if apart or (question.choices and not (question.plans or question.documents)):
        return replace(refuse(question, NoAnswer.UNCLEAR, numbers), choices=question.choices)
    unknown = question.unknown_number and not _bears_number(question)
    if (unknown and question.intent in _WITHIN) or _is_of_another_year(question):
        title = question.plans[0].header.title if question.plans else ""
        return refuse(question, NoAnswer.NOT_HELD, numbers or title or "")
    if question.intent in _OF_ONE and _is_of_several(question):
        places = ", ".join(dict.fromkeys(question.places))
        return replace(refuse(question, NoAnswer.UNCLEAR, places), choices=question.plans)
    return None


def _bears_number(question: Question) -> bool:
    """Whether a document meant by its place bears a number that stands in the question."""
    own = {re.sub(r"\D.*", "", plan.header.number or "").lstrip("0") for plan in question.plans}
    return any(number.ordinal in own and number.year is None for number in question.numbers)


def _is_of_another_year(question: Question) -> bool:
    """Whether a plan of a year is asked about and those held are of other years."""
    named = _OF_YEAR.search(question.folded)
    if named is None or not question.plans or question.documents:
        return False
    year = int(named[1])
    return not any(_covers(plan, year) for plan in question.plans)


def _covers(plan: DocumentRecord, year: int) -> bool:
    head = plan.header
    period = head.period is not None and head.period.start <= year <= head.period.end
    return period or head.date is None or abs(head.date.year - year) <= (0 if head.period else 1)


def _says_too_little(question: Question) -> bool:
    """Whether a question names nothing and may ask for many things."""
    named = question.documents or question.numbers or question.plans or question.offices
    vague = question.chances.best_chance < _LIKELY and not question.places
    return vague and not named and question.intent is not Intent.OUT_OF_SCOPE


def _bear_one_number(question: Question) -> bool:
    """Whether several held documents are meant by a number, and nothing tells which."""
    plans = {plan.id for plan in question.plans}
    return len(plans) > _FEW and plans <= {choice.id for choice in question.choices}


def _is_of_several(question: Question) -> bool:
    """Whether several documents are meant as well by one place, and nothing tells which."""
    places = {plan.header.place.name for plan in question.plans if plan.header.place}
    named = question.documents or question.numbers
    return len(question.plans) > _FEW and len(places) == 1 and not named


def _best(question: Question, sources: Sources, on: dt.date) -> Answer:
    """The answer of the likeliest intent that has one which is sure enough; else its refusal."""
    first: Answer | None = None
    for intent in _tried(question):
        given = ANSWERERS[intent](replace(question, intent=intent), sources, on)
        if given.answered:
            given = replace(given, confidence=calibrated(given))
            if given.confidence >= THRESHOLD:
                return given
            return _unsure(given)
        first = first or given
        if given.choices:
            break  # the document asked about is not sure: no other reading will make it so
    return first or refuse(question, NoAnswer.UNCLEAR)


def _unsure(given: Answer) -> Answer:
    """A refusal in the place of an answer that is not sure enough; what it rests on is nearest."""
    told = refuse(given.question, NoAnswer.UNCLEAR, given.subject)
    return replace(told, nearest=given.evidence[:NEAREST], confidence=given.confidence)


def _tried(question: Question) -> Iterator[Intent]:
    """Intents worth trying, likeliest first."""
    if question.intent in ANSWERERS and not _tells_no_number(question, question.intent):
        yield question.intent
    for intent, chance in question.chances.intents.items():
        other = intent is not question.intent and intent in ANSWERERS
        if other and chance >= SECOND and not _tells_no_number(question, intent):
            yield intent


def _tells_no_number(question: Question, intent: Intent) -> bool:
    """Whether a question counts something that the intent's answer does not count."""
    return question.conditions.counted and intent in _UNCOUNTED


def _with_nearest(given: Answer, sources: Sources) -> Answer:
    if given.nearest:
        return given
    plans = [plan.id for plan in given.question.plans] or None
    found = sources.passages(given.question.folded, NEAREST, plans)
    names = {record.id: record.name for record in sources.held()}
    nearest = tuple(
        Evidence(
            hit.passage.document,
            names.get(hit.passage.document, ""),
            hit.passage.line_start,
            hit.passage.line_end,
            hit.passage.text,
        )
        for hit in found
    )
    return replace(given, nearest=nearest)
