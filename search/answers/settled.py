"""Questions on several documents whose words leave no doubt of what they ask.

The model of intents weighs all words of a question; here a few say all. What is settled is still
answered only where the answer's own reading of the question is whole.
"""

import re
from dataclasses import replace
from typing import Final

from kg.terms import Intent
from search.answers.changing import asks_what_it_changes
from search.answers.cited_properties import asks_which_kind_cite, denies_citing
from search.answers.compare import sets_side_by_side
from search.deciding import Chances
from search.question import Question

_EITHER: Final = re.compile(r"\b0*(\d+)/\S+ hay (?:la |so |\w+ dinh |\w+ hoach )?0*(\d+)/\S+")
_NEWEST: Final = re.compile(
    r"\b(?:van ban|ke hoach|quyet dinh|nghi quyet|chi thi)(?: nao)? (?:moi|cu|gan day) nhat\b"
)
_LISTS: Final = re.compile(
    r"^(?:(?:cho|xem|giup|em|toi|minh|loc|tim|xin|list) ){0,3}(?:liet ke|danh sach|ke ten)"
    r"(?: \w+){0,3}? (?:van ban|ke hoach|quyet dinh|nghi quyet|chi thi)\b"
    r"|^loc(?: \w+){0,2}? (?:cac|nhung|tat ca) (?:van ban|ke hoach|quyet dinh|nghi quyet|chi thi)\b"
    r"|\bco (?:nhung|cac|may|bao nhieu) (?:van ban|ke hoach|quyet dinh|nghi quyet|chi thi)"
    r"(?: (?:gi|nao))?$"
)


def settled(question: Question) -> Question:
    """The question with the intent that its words settle; as it is where they settle none."""
    if asks_what_it_changes(question):
        return _only(question, Intent.RELATED)
    if _asks_which_number(question):
        return _only(question, Intent.HEADER)
    if sets_side_by_side(question):
        return _only(question, Intent.COMPARE)
    if denies_citing(question):
        return _only(question, Intent.WHICH_DOCUMENTS)
    lists = _NEWEST.search(question.folded) or _LISTS.search(question.folded)
    if lists or asks_which_kind_cite(question):
        return _only(question, Intent.WHICH_DOCUMENTS)
    return question


def _asks_which_number(question: Question) -> bool:
    """Whether one of two numbers is asked for ("ghi 36/QĐ-UBND hay 36/KH-UBND?")."""
    either = _EITHER.search(question.folded)
    return bool(question.plans) and either is not None and either[1] == either[2]


def _only(question: Question, intent: Intent) -> Question:
    """No other reading is tried where this one finds nothing."""
    chances = Chances({intent: 1.0}, question.chances.follow_up)
    return replace(question, intent=intent, chances=chances)
