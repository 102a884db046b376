"""Whether documents hold on a day, for thousands at once: the state without what proves it."""

import datetime as dt
from collections.abc import Callable

from kg.consolidated import is_consolidated
from kg.doubts import sound
from kg.old_borders import last_day
from kg.registry import Registry
from kg.states import ALIVE, state_of
from kg.terms import ValidityState
from kg.units import REFORM
from kg.validity import issuer_of, stated


def state_on(key: str, registry: Registry, *, on: dt.date) -> ValidityState:
    """The state that `kg.validity.status_on` gives."""
    return states_of(key, registry)(on)


def states_of(key: str, registry: Registry) -> Callable[[dt.date], ValidityState]:
    """The same of one document, to be asked for many days: its facts are looked up once."""
    known = registry.get(key)
    entry = stated(key) if known is None else sound(known, registry)
    merged = is_consolidated(entry.number)
    last = last_day(entry.number, issuer_of(entry), entry.signed)

    def on_day(on: dt.date) -> ValidityState:
        unknown = known is None or merged
        state = ValidityState.UNKNOWN if unknown else state_of(entry, registry, on)
        if last is None or on < REFORM or state is ValidityState.EXPIRED:
            return state
        return ValidityState.EXPIRED if on > last else ValidityState.UNKNOWN

    return on_day


def is_alive(key: str, registry: Registry, *, on: dt.date) -> bool:
    """Whether the document is known to hold on that day, wholly or in part."""
    return state_on(key, registry, on=on) in ALIVE
