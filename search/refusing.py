"""Questions that are refused before anything is looked up, and why."""

import re
from dataclasses import replace
from typing import Final

from kg.model import DocumentRecord
from kg.terms import Intent, NoAnswer
from search.evidence import Answer, refuse
from search.question import Question

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
_LIKELY: Final = 0.4  # chance below which nothing tells what a question of no name asks for


def refused(question: Question) -> Answer | None:
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
