"""An answer as the JSON of `cancu ask`."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from kg.model import DocumentRecord
from kg.number import number_key
from kg.terms import Intent, NoAnswer
from ui import views
from ui.excerpts import excerpt, sought
from ui.refusals import advice, other_years
from ui.sentences import sentence
from ui.table_words import in_vietnamese
from ui.understood import slots, spoken_name

if TYPE_CHECKING:
    from search.evidence import Answer, Evidence
    from search.question import Question
    from search.sources import Sources

Json = dict[str, Any]
MAX_QUOTE: Final = 600  # characters of a quote in an answer
# Intents whose answers are words of the texts, which may be misread where letters are damaged.
_READ: Final = frozenset(
    {
        Intent.WHO_LEADS,
        Intent.TASKS_OF_OFFICE,
        Intent.LIST_TASKS,
        Intent.DEADLINE,
        Intent.PRODUCT,
        Intent.TARGET,
    }
)
_NEAR_YEARS: Final = 6  # years before and after in which a mistaken one is looked for
_MOST_SIMILAR: Final = 4
_YEAR: Final = re.compile(r"(?<=/)(?:19|20)\d\d(?=/)")


def view(given: "Answer", sources: "Sources", on: dt.date, after: Sequence[str] = ()) -> Json:
    """The JSON of an answer; after: the questions before it, oldest first."""
    asked = given.question
    similar = _of_other_years(given, sources)
    told: Json = {
        "question": asked.text,
        "intent": asked.intent.value,
        "slots": slots(asked, after, _alone(asked, sources, on)),
        "answered": given.answered,
        "answer": f"{sentence(given, on)} {other_years(similar)}".rstrip(),
        "reason": given.reason.value if given.reason else None,
        "advice": None if given.answered else advice(given),
        "documents": list(given.documents),
        "offices": list(given.offices),
        "places": list(given.places),
        "deadline": given.deadline,
        "rows": views.plain(given.rows),
        "total": max(given.total, len(given.rows)),
        "listed": given.listed or max(given.total, len(given.rows)),
        "choices": [_choice(record) for record in given.choices],
        "similar": similar,
        "names": _names(given, sources),
        "confidence": round(given.confidence, 4),
        "damaged": _is_read_from_damaged_text(given, sources),
        "proven": not given.unproven,
        "unproven": views.plain(given.unproven),
        "as_of": on.isoformat(),
    }
    kept = sought(told)
    return told | {
        "evidence": [_evidence(item, sources, kept) for item in given.evidence],
        "nearest": [_evidence(item, sources, kept) for item in given.nearest],
    }


def _alone(asked: "Question", sources: "Sources", on: dt.date) -> "Question | None":
    """A question that continues another, read without it: what it lacks was taken from there."""
    if not asked.followed:
        return None
    from search.question import understand

    return understand(asked.text, sources, on)


def _of_other_years(given: "Answer", sources: "Sources") -> list[str]:
    """Known documents of the number that nobody knows, but of a year near by; nearest first."""
    if given.reason is NoAnswer.OUT_OF_SCOPE or not given.question.unknown_number:
        return []
    found: dict[str, None] = {}
    for number in map(str, given.question.numbers):
        stated = _YEAR.search(number)
        for step in range(1, _NEAR_YEARS + 1) if stated else ():
            for year in (int(stated[0]) - step, int(stated[0]) + step) if stated else ():
                other = _YEAR.sub(str(year), number)
                same = (record.header.number or "" for record in sources.matching(other))
                found.update(dict.fromkeys(n for n in same if number_key(n) == number_key(other)))
    return list(found)[:_MOST_SIMILAR]


def _is_read_from_damaged_text(given: "Answer", sources: "Sources") -> bool:
    """Whether rows of an answer are what a text of restored letters says."""
    if given.question.intent not in _READ:
        return False
    ids = {row["document"] for row in given.rows if row.get("document")}
    return any(record.damaged for record in sources.held() if record.id in ids)


def _names(given: "Answer", sources: "Sources") -> dict[str, str]:
    """Short names of the documents that rows and quotes stand in, by id."""
    ids = {row["document"] for row in given.rows if row.get("document")}
    ids |= {item.document for item in (*given.evidence, *given.nearest)}
    return {record.id: spoken_name(record) for record in sources.held() if record.id in ids}


def _choice(record: DocumentRecord) -> Json:
    """A document that a question may mean; its key asks for it alone."""
    head = record.header
    return {
        "key": record.key,
        "canonical": head.number,
        "title": head.title,
        "date": head.date.isoformat() if head.date else None,
        "issuer": head.issuer,
    }


def _evidence(item: "Evidence", sources: "Sources", kept: Sequence[Sequence[str]]) -> Json:
    """Lines or a clause as JSON; what is left of a long quote has what was asked for."""
    text = _in_vietnamese(item)
    text = text if len(text) <= MAX_QUOTE else excerpt(text, kept, MAX_QUOTE)
    first = item.line_start or None
    lines = sources.lines(item.document, first, first) if first and item.file else ()
    return {
        "document": item.document,
        "file": item.file or None,
        "page": lines[0].page if lines else None,
        "line_start": first,
        "line_end": item.line_end or None,
        "quote": text,
        "source": item.source or None,
        "checked": item.checked.isoformat() if item.checked else None,
        "names_only": item.names_only,
    }


def _in_vietnamese(item: "Evidence") -> str:
    """The words; of a clause of law with its name in Vietnamese before them."""
    clause, mark, words = item.quote.partition(": ")
    return f"{in_vietnamese(clause)}{mark}{words}" if item.source else item.quote
