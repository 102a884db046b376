"""The documents that a question sets side by side: by number, by place, or by year."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.folding import fold
from kg.model import DocumentRecord
from kg.territories import find_places
from search.answers.asked_sets import named_by_number
from search.answers.places_then_and_now import typed_so
from search.evidence import label
from search.holdings import place_key, says
from search.question import Question

_KIND: Final = re.compile(r"\b(?:ke hoach|plan)\b")
_WORDS: Final = re.compile(r"\b(?:là gì|la gi|văn bản|van ban)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sides:
    """What is compared. missing: named and not held. choices: of one side, none of them told."""

    records: tuple[DocumentRecord, ...] = ()
    missing: str = ""
    choices: tuple[DocumentRecord, ...] = ()


def sides(question: Question, held: Sequence[DocumentRecord]) -> Sides:
    """The documents set side by side, in the order in which the question names them."""
    named = named_by_number(held, question)
    if len(named) >= 2:
        return Sides(_in_order(question, named))
    strange = _not_held(question, held)
    if strange:
        return Sides(missing=strange)
    plans = question.plans or tuple(d for d in question.documents if d.held)
    by_place: dict[str, list[DocumentRecord]] = {}
    for plan in plans:
        place = plan.header.place
        by_place.setdefault(place_key(place.name) if place else "", []).append(plan)
    if len(by_place) < 2:
        return _of_years(question, plans)
    chosen = [_one(question, records) for records in by_place.values()]
    several = next((records for records in chosen if len(records) > 1), None)
    if several:
        return Sides(choices=tuple(several))
    return Sides(_in_order(question, [records[0] for records in chosen]))


def _of_years(question: Question, plans: Sequence[DocumentRecord]) -> Sides:
    """Two plans of one place for two years named; else what is known of the one side."""
    years = set(question.years)
    fitting = [plan for plan in plans if _years(plan) & years]
    if len(years) == 2 and len(fitting) == 2 and not _years(fitting[0]) & _years(fitting[1]):
        return Sides(tuple(sorted(fitting, key=lambda plan: sorted(_years(plan)))))
    return Sides(tuple(plans[:1]))


def _years(plan: DocumentRecord) -> set[int]:
    period, day = plan.header.period, plan.header.date
    if period:
        return {period.start, period.end}
    return {day.year} if day else set()


def _one(question: Question, records: Sequence[DocumentRecord]) -> list[DocumentRecord]:
    """The plan meant among those of one place."""
    if len(records) == 1 or not _KIND.search(question.folded):
        return list(records)
    plans = [r for r in records if r.header.type == "Kế hoạch" or _carries_a_plan(r)]
    return plans or list(records)


def _carries_a_plan(record: DocumentRecord) -> bool:
    attached = record.header.attached
    return attached is not None and attached.type == "Kế hoạch"


def _in_order(question: Question, records: Sequence[DocumentRecord]) -> tuple[DocumentRecord, ...]:
    return tuple(sorted(records, key=lambda record: _position(question.folded, record)))


def _position(folded: str, record: DocumentRecord) -> int:
    place = record.header.place
    numeral = fold(record.header.number or "?").partition("/")[0]
    found = re.search(rf"(?<![\d/]){re.escape(numeral.lstrip('0'))}(?!\d)", folded)
    if found:
        return found.start()
    at = folded.find(place_key(place.name)) if place else -1
    return at if at >= 0 else len(folded)


def _not_held(question: Question, held: Sequence[DocumentRecord]) -> str:
    """A place named of which no document is held; empty where there is none."""
    known = set()
    for record in held:
        place = record.header.place
        names = (place.name, place.district, place.province) if place else ()
        known |= {place_key(name) for name in names if name}
    text = _WORDS.sub(" ", unicodedata.normalize("NFC", question.text))
    for match in find_places(text, asking=True):
        key = place_key(match.place.name)
        covered = any(says(key, other) or says(other, key) for other in known)
        if typed_so(match) and not covered and not match.raw.islower():
            return match.raw
    return ""


def named(record: DocumentRecord) -> str:
    """A side's short name: its number with its place, else its place, else its title."""
    place, number = record.header.place, record.header.number
    if number:
        return f"{number} ({place.name})" if place else number
    return place.name if place else label(record)
