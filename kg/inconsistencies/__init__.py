"""What does not fit together in a document, all kinds in one list, each with its places.

Gathered from what reading and linking found (`kg.errors.Problem` on mentions and the outline), and
looked for in the facts: tasks, targets, titles, deadlines. Nothing is repaired, and no reading is
said to be the right one unless the registry knows it.
"""

from collections.abc import Callable
from typing import Final

from kg.inconsistencies.cited import two_days, two_kinds, two_numbers, two_periods
from kg.inconsistencies.days import impossible_days
from kg.inconsistencies.duties import given_twice, impossible_deadlines, two_leads
from kg.inconsistencies.figures import two_values
from kg.inconsistencies.model import Found, Inconsistency, Searched, Stated
from kg.inconsistencies.numbering import appendix_order, heading_order
from kg.inconsistencies.offices import foreign_offices
from kg.inconsistencies.own import own_days, own_numbers, own_years
from kg.inconsistencies.quoted import cited_later, impossible_issuers, self_cited, wrong_titles
from kg.model import Reading
from kg.registry import Registry
from kg.terms import Certainty, InconsistencyKind

__all__ = ["Inconsistency", "Stated", "inconsistencies"]

_ALL: Final[tuple[Callable[[Searched], Found], ...]] = (
    own_numbers,
    own_days,
    own_years,
    impossible_days,
    two_days,
    two_kinds,
    two_numbers,
    two_periods,
    wrong_titles,
    impossible_issuers,
    cited_later,
    self_cited,
    heading_order,
    appendix_order,
    two_leads,
    given_twice,
    impossible_deadlines,
    two_values,
    foreign_offices,
)


def inconsistencies(
    reading: Reading, registry: Registry | None = None
) -> tuple[Inconsistency, ...]:
    """What does not fit together in a document; CERTAIN first, then in text order.

    reading: of a file or of a held document, its mentions linked where days and titles are to be
    held against the registry. Pure; linear in the facts but for pairs of like ones.
    """
    searched = Searched(reading, registry)
    found = _once(item for search in _ALL for item in search(searched))
    order = list(InconsistencyKind)
    return tuple(
        sorted(
            found,
            key=lambda item: (
                item.severity is Certainty.LIKELY,
                item.line,
                order.index(item.kind),
                item.subject,
            ),
        )
    )


def _once(found: Found) -> list[Inconsistency]:
    """Each finding once; where a text gives two periods, the registry's is not told besides."""
    kept: dict[tuple[object, ...], Inconsistency] = {}
    for item in found:
        places = tuple((said.value, said.line) for said in item.readings)
        kept.setdefault((item.kind, item.subject, places), item)
    periods = {i.subject for i in kept.values() if i.kind is InconsistencyKind.TWO_PERIODS}
    return [
        item
        for item in kept.values()
        if item.kind is not InconsistencyKind.WRONG_TITLE or item.subject not in periods
    ]
