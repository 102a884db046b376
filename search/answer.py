"""Answers with their proof, or a refusal with its reason. Nothing is written that is not read."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from kg.terms import Intent, NoAnswer
from search.answers import ANSWERERS
from search.answers.settled import settled
from search.confidence import THRESHOLD, UNPROVEN, calibrated
from search.deciding import Chances
from search.evidence import Answer, Evidence, refuse
from search.follow_up import follow
from search.intents import score_intents
from search.question import Question, understand
from search.refusing import refused
from search.sources import Sources

SECOND: Final = 0.2  # chance from which another intent is tried where the likeliest finds nothing
_LOOKED_FOR: Final = Chances({Intent.FIND_SECTION: 1.0})
_EVERY_WORD: Final = 0.99  # coverage from which every word of a topic stands in a line
_SIDE_BY_SIDE: Final = 0.6  # share of its word pairs that stand there as pairs
_UNCOUNTED: Final = frozenset({Intent.FIND_SECTION, Intent.DEADLINE})
NEAREST: Final = 3  # sections shown beside a refusal


def answer(
    text: str,
    sources: Sources,
    *,
    on: dt.date,
    after: Sequence[str] = (),
    every_row: bool = False,
) -> Answer:
    """Answer a question from a library, as things stand on a day.

    after: the questions asked before it, oldest first, which it may only continue ("còn Phường 5
    thì sao?"). Below the threshold of confidence it abstains and shows the nearest sections.
    every_row: rows of a long list are all given, not only the first (`Question.every_row`).
    """
    asked = follow(text, after, sources, on) if after else understand(text, sources, on)
    question = replace(settled(asked), every_row=every_row)
    if (spoken_of := _spoken_of(question, sources, on)) is not None:
        return spoken_of
    if (told := refused(question)) is not None:
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


def _best(question: Question, sources: Sources, on: dt.date) -> Answer:
    """The answer of the likeliest intent that has one which is sure enough; else its refusal."""
    first: Answer | None = None
    for intent in _tried(question):
        given = ANSWERERS[intent](replace(question, intent=intent), sources, on)
        if given.answered:
            given = replace(given, confidence=calibrated(given))
            if given.confidence >= THRESHOLD:
                return _as_sure_as_proved(given)
            return _unsure(given)
        first = first or given
        if given.choices:
            break  # the document asked about is not sure: no other reading will make it so
    return first or refuse(question, NoAnswer.UNCLEAR)


def _as_sure_as_proved(given: Answer) -> Answer:
    """An answer that tells what no words prove is given, but never called sure."""
    if not given.unproven:
        return given
    return replace(given, confidence=min(given.confidence, UNPROVEN))


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
