"""Answers read from targets: which figure a plan wants to reach."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any, Final

from kg.folding import fold
from kg.model import DocumentRecord, Target
from kg.terms import NoAnswer
from search.answers.stated import has_figure, stated
from search.answers.tasks import signals
from search.evidence import Answer, place_names, quote, refuse
from search.matching import Match, rank
from search.question import Question
from search.sources import Sources

ENOUGH: Final = 0.6
NEARLY_BEST: Final = 0.9
READ: Final = 40  # targets whose lines are read


def _unit_fits(question: Question, item: Target) -> bool:
    """Whether a target is of the unit that the question names ("bao nhiêu tỷ đồng")."""
    unit = fold(item.unit or "")
    if re.search(r"\bphan tram\b|%", question.folded):
        return unit in {"%", "phan tram"}
    money = re.search(r"\bbao nhieu (?:ty|trieu|nghin|dong|tien)\b", question.folded)
    return not money or "dong" in unit


def target_row(item: Target) -> dict[str, Any]:
    """A target as a row of an answer, its document apart."""
    return {
        "indicator": item.indicator,
        "comparator": item.comparator.value,
        "value": item.value,
        "value_max": item.value_max,
        "unit": item.unit,
        "year": item.year,
        "line": item.line,
    }


def target(question: Question, sources: Sources, on: dt.date) -> Answer:  # noqa: ARG001
    """Targets whose indicator covers what is asked."""
    if not question.topic:
        return refuse(question, NoAnswer.UNCLEAR)
    records = {record.id: record for record in sources.held()}
    chosen = {plan.id for plan in question.plans} or None
    found, enough = _about(question, sources, records, chosen)
    if not enough:
        return stated(question, sources, chosen, has_figure(question))
    near = [found[m.index] for m in enough if m.score >= NEARLY_BEST * enough[0].score]
    given = _of_years(question, near)[:5]
    if not given:  # figures of another year are no answer
        return refuse(question, NoAnswer.NOT_FOUND)
    plans = [records[document] for document in dict.fromkeys(d for d, _ in given)]
    return Answer(
        question,
        answered=True,
        documents=tuple(plan.header.number or plan.id for plan in plans),
        places=place_names(plans),
        rows=tuple({"document": document} | target_row(item) for document, item in given),
        evidence=tuple(
            quote(sources, records[document], item.line, item.line) for document, item in given
        ),
        confidence=enough[0].coverage,
        signals=signals(enough),
    )


def _of_years(question: Question, found: list[tuple[str, Target]]) -> list[tuple[str, Target]]:
    """Targets of the years asked about, or of no year; all where a year names a document."""
    heads = [plan.header for plan in question.plans]
    own = {head.date.year for head in heads if head.date}
    own |= {year for head in heads if head.period for year in (head.period.start, head.period.end)}
    asked = set(question.years) - own
    if not asked or "so voi" in question.folded:
        return found
    return [pair for pair in found if pair[1].year is None or pair[1].year in asked]


def _about(
    question: Question,
    sources: Sources,
    records: Mapping[str, DocumentRecord],
    chosen: set[str] | None,
) -> tuple[list[tuple[str, Target]], list[Match]]:
    """Targets nearest to the topic by indicator; and those that cover it with their lines."""
    about = sources.targets_about(question.topic, chosen)
    targets = [pair for pair in about if _unit_fits(question, pair[1])]
    shares = sources.word_shares(question.topic)
    best = rank(question.topic, [item.indicator for _, item in targets], shares)[:READ]
    targets = [targets[match.index] for match in best]
    texts = [
        f"{item.indicator} {quote(sources, records[document], item.line, item.line).quote}"
        for document, item in targets
    ]
    ranked = rank(question.topic, texts, shares)
    return targets, [match for match in ranked if match.coverage >= ENOUGH]
