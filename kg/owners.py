"""Which offices in which places own a piece of work: place by office by task, for some words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.folding import fold, tokens
from kg.model import Place
from kg.office_identity import OfficeIdentity
from kg.placed_tasks import OfficeKey, PlacedTask, leader, office_in, office_key, speaks_of
from kg.terms import ACTING, OfficeRole


@dataclass(frozen=True, slots=True)
class Owned:
    """A task that speaks of the work, and one office that does it in that place.

    office: one that only helps where nobody acts, None where the task names nobody. exact: the
    words stand side by side.
    """

    place: Place | None
    office: OfficeIdentity | None
    role: OfficeRole | None
    task: PlacedTask
    exact: bool


def owners(work: str, tasks: Iterable[PlacedTask]) -> Sequence[Owned]:
    """Who owns `work`, by place, then office, then document; the lead alone where one leads.

    Each of several offices that act makes a row; so does a task without any office.
    """
    pattern, phrase = speaks_of(work), f" {' '.join(tokens(work))} "
    if pattern is None:
        return []
    found = [
        owned
        for one in tasks
        if pattern.search(one.words)
        for owned in _owning(one, exact=phrase in one.words)
    ]
    return sorted(found, key=_order)


def _owning(one: PlacedTask, *, exact: bool) -> Iterable[Owned]:
    lead = leader(one)
    given = one.task.assignments
    doing = (
        [each for each in given if each.role is OfficeRole.LEAD]
        or ([lead] if lead else [])
        or [each for each in given if each.role in ACTING]
        or list(given)
    )
    if not doing:
        return [Owned(one.place, None, None, one, exact)]
    met: dict[OfficeKey, Owned] = {}
    for each in doing:
        office = office_in(each, one)
        met.setdefault(
            office_key(office, one.place), Owned(one.place, office, each.role, one, exact)
        )
    return met.values()


def _order(owned: Owned) -> tuple[str, str, str, str, str, int, int]:
    place, office = owned.place, owned.office
    return (
        fold((place.province or place.name) if place else "~"),
        fold((place.district or "") if place else ""),
        fold(place.name if place else ""),
        fold(office.name) if office else "~",
        owned.task.document or "",
        owned.task.task.line_start,
        owned.task.ordinal,
    )
