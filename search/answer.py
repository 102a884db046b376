"""Answers with their proof, or a refusal with its reason. Nothing is written that is not read."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kg.terms import Intent, NoAnswer
from search.answers import ANSWERERS
from search.answers.settled import settled
from search.confidence import THRESHOLD, calibrated
from search.evidence import Answer, Evidence, refuse
from search.follow_up import follow
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
_UNCOUNTED: Final = frozenset({Intent.FIND_SECTION, Intent.DEADLINE})
NEAREST: Final = 3  # sections shown beside a refusal


def answer(text: str, sources: Sources, *, on: dt.date, after: Sequence[str] = ()) -> Answer:
    """Answer a question from a library, as things stand on a day.

    after: the questions asked before it, oldest first, which it may only continue ("còn Phường 5
    thì sao?"). Below the threshold of confidence it abstains and shows the nearest sections.
    """
    asked = follow(text, after, sources, on) if after else understand(text, sources, on)
    question = settled(asked)
    if question.intent in (Intent.UNKNOWN, Intent.OUT_OF_SCOPE):
        outside = question.intent is Intent.OUT_OF_SCOPE
        return refuse(question, NoAnswer.OUT_OF_SCOPE if outside else NoAnswer.UNCLEAR)
    if question.strange_places and question.intent is not Intent.SUCCESSOR:
        unheld = refuse(question, NoAnswer.NOT_HELD, ", ".join(question.strange_places))
        return _with_nearest(unheld, sources)
    if question.choices and not (question.plans or question.documents):
        told = refuse(question, NoAnswer.UNCLEAR, " ".join(map(str, question.numbers)))
        return _with_nearest(replace(told, choices=question.choices), sources)
    if question.unknown_number and not question.plans and question.intent in _WITHIN:
        unheld = refuse(question, NoAnswer.NOT_HELD, " ".join(map(str, question.numbers)))
        return _with_nearest(unheld, sources)
    given = _best(question, sources, on)
    if given.answered:
        return given
    return _with_nearest(given, sources)


def _best(question: Question, sources: Sources, on: dt.date) -> Answer:
    """The answer of the likeliest intent that has one which is sure enough; else its refusal."""
    first: Answer | None = None
    for intent in _tried(question):
        given = ANSWERERS[intent](replace(question, intent=intent), sources, on)
        if given.answered:
            given = replace(given, confidence=calibrated(given))
            if given.confidence >= THRESHOLD:
                return given
            return replace(given, answered=False, reason=NoAnswer.UNCLEAR)
        first = first or given
        if given.choices:
            break  # the document asked about is not sure: no other reading will make it so
    return first or refuse(question, NoAnswer.UNCLEAR)


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
