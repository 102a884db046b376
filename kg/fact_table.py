"""Users' facts on validity: the table that `cancu registry import` takes, and what comes of it.

One row says something of one document; several rows on one document are joined. Columns (CSV or
XLSX header, JSON keys; Vietnamese headings in `kg.user_facts.columns`); * must be filled:
    number*      canonical or as printed: "36/2025/QĐ-UBND", "Quyết định số 36/2025/QĐ-UBND"
    signed*      day signed: 2025-02-12, 12/02/2025, 12/2/2025
    issuer       with its place; must be filled where the number does not tell it (UBND, HĐND ...)
    type, title
    effective    first day in force; effective_note: the words that give it
    expired      FIRST day no longer in force; effective_until: the LAST day in force, instead
    status       the state on the day checked, compared with the days
    event        effective, expires, replaces, repeals, amends, suspends, resumes or succeeds:
                 what happens to the document; with
    by           the document that does it: "50/2025/QĐ-UBND", with its day where the number alone
                 is not enough: "46/QĐ-UBND@2024-05-20", "Quyết định số 46/QĐ-UBND ngày 20/5/2024"
    date         first day of the event
    scope        full or partial; provisions: what of the document, "khoản 2 Điều 5; Điều 7"
    clause       where it is said, "khoản 1 Điều 20"; quote: the official words, shown as proof
    replaced_by, amended_by, succeeded_by
                 an event in one cell: number, or "number=first day"; several by ";"
    suspended    "2025-01-01/2025-03-01": from the first day to the day before the second
    later_parts  "Điều 12=2026-01-01; Điều 15=2026-07-01": what begins later than the document
    source*      where the fact was found
    checked      day on which it was checked; without it, the day of import
    note
    override     "x": differs from the shipped registry, and is to hold

A row that cannot be used is refused with its line, the column, what was found and what would do;
so are rows that contradict each other, earlier imports' documents or the registry. The others go
in. Each row is taken whole or not at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.errors import Problem
from kg.facts import EffectClause, RegistryEntry
from kg.user_facts.cells import Row
from kg.user_facts.columns import HEADINGS, REQUIRED
from kg.user_facts.entries import clauses_of, entry_of
from kg.user_facts.findings import FactFault, Finding
from kg.user_facts.joining import rows_of
from kg.user_facts.rows import Said
from kg.user_facts.taking import Taken, take

if TYPE_CHECKING:
    from kg.registry import Registry

__all__ = [
    "COLUMNS", "REQUIRED", "FactFault", "Finding", "Merged", "Row", "Said", "Taken",
    "merge", "rows_of", "said_before", "take",
]  # fmt: skip

COLUMNS = tuple(HEADINGS)


@dataclass(frozen=True, slots=True)
class Merged:
    """Users' facts as the registry takes them.

    entries: stand before its own. clauses: the words that users gave. problems: refused rows.
    """

    entries: tuple[RegistryEntry, ...]
    clauses: tuple[EffectClause, ...]
    problems: tuple[Problem, ...]


def merge(rows: Iterable[Row], registry: "Registry") -> Merged:
    """A table laid over the shipped registry. Problems: ROW_REFUSED, CONTRADICTION, with lines."""
    taken = take(rows, registry, {})
    said = taken.documents.values()
    return Merged(
        tuple(entry_of(s, registry.get(s.key), taken.world) for s in said if taken.world),
        tuple(clause for s in said for clause in clauses_of(s)),
        tuple(finding.problem() for finding in taken.refused),
    )


def said_before(rows: Iterable[Row], registry: "Registry") -> dict[str, Said]:
    """Facts as a library keeps them, by key; their lines are none, for they stand in no table."""
    return {key: _unplaced(said) for key, said in take(rows, registry, {}).documents.items()}


def _unplaced(said: Said) -> Said:
    happenings = tuple(replace(item, line="") for item in said.happenings)
    return replace(said, line="", happenings=happenings)
