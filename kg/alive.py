"""Whether documents hold on a day, for thousands at once: the state without what proves it."""

import datetime as dt

from kg.consolidated import is_consolidated
from kg.doubts import sound
from kg.old_borders import territory_of
from kg.registry import Registry
from kg.states import ALIVE, state_of
from kg.terms import ValidityState
from kg.validity import issuer_of, stated


def state_on(key: str, registry: Registry, *, on: dt.date) -> ValidityState:
    """The state that `kg.validity.status_on` gives."""
    known = registry.get(key)
    entry = stated(key) if known is None else sound(known, registry)
    state = ValidityState.UNKNOWN if known is None else state_of(entry, registry, on)
    if is_consolidated(entry.number):
        state = ValidityState.UNKNOWN
    borders = territory_of(entry.number, issuer_of(entry), entry.signed, on=on)
    if borders is None or borders.until is None or state is ValidityState.EXPIRED:
        return state
    return ValidityState.EXPIRED if on > borders.until else ValidityState.UNKNOWN


def is_alive(key: str, registry: Registry, *, on: dt.date) -> bool:
    """Whether the document is known to hold on that day, wholly or in part."""
    return state_on(key, registry, on=on) in ALIVE
