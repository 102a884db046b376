"""Answers with their proof, or a refusal with its reason. Nothing is written that is not read."""

import datetime as dt
from dataclasses import replace

from kg.terms import Intent, NoAnswer
from search.answers import ANSWERERS
from search.evidence import Answer, Evidence, refuse
from search.question import understand
from search.sources import Sources


def answer(text: str, sources: Sources, *, on: dt.date) -> Answer:
    """Answer a question from a library, as things stand on a day.

    Below the confidence of its intent it abstains and shows the nearest sections.
    """
    question = understand(text, sources, on)
    if question.intent is Intent.UNKNOWN:
        return refuse(question, NoAnswer.UNCLEAR)
    if question.strange_places:
        unheld = refuse(question, NoAnswer.NOT_HELD, ", ".join(question.strange_places))
        return _with_nearest(unheld, sources)
    given = ANSWERERS[question.intent](question, sources, on)
    if given.answered:
        return given
    return _with_nearest(given, sources)


def _with_nearest(given: Answer, sources: Sources) -> Answer:
    plans = [plan.id for plan in given.question.plans] or None
    found = sources.passages(given.question.folded, 3, plans)
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
