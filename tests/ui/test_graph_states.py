"""States over all days, compared with the question asked for single days."""

import datetime as dt
import random
from itertools import pairwise

import pytest

from kg.registry import load_registry
from kg.terms import ValidityState
from kg.validity import status_on
from ui.graph_states import FIRST, LAST, changing_days, history, stretches
from ui.library import Library

DAY = dt.timedelta(days=1)


def said(found, day):
    """What a history says on a day."""
    return [state for first, state in found if first is None or first <= day][-1]


def test_every_document_of_the_plans_is_in_the_state_that_is_told_for_the_day(plans: Library):
    registry, chance = plans.registry, random.Random(8)
    keys = plans.store.busiest(200)
    assert len(keys) > 50
    changes = 0
    for key in keys:
        found = history(key, registry)
        changes += len(found) - 1
        turns = [first for first, _ in found if first]
        days = {day + step for day in turns for step in (-DAY, 0 * DAY, DAY)}
        days |= {FIRST + DAY * chance.randrange((LAST - FIRST).days) for _ in range(6)}
        for day in sorted(days):
            assert said(found, day) is status_on(key, registry, on=day).state, (key, day)
    assert changes > 30


def test_every_registered_document_of_a_sample_agrees_with_its_status():
    registry, chance = load_registry(), random.Random(5)
    for key in chance.sample(sorted(registry.entries), 60):
        found = history(key, registry)
        for _ in range(4):
            near = chance.choice([first or dt.date(2010, 1, 1) for first, _ in found])
            day = near + DAY * chance.randrange(-400, 400)
            assert said(found, day) is status_on(key, registry, on=day).state, (key, day)


def test_a_history_begins_without_a_day_and_each_state_is_another_one():
    registry = load_registry()
    for key in sorted(registry.entries)[:80]:
        found = history(key, registry)
        assert found[0][0] is None
        assert all(first is not None for first, _ in found[1:])
        assert all(one[1] is not other[1] for one, other in pairwise(found))
        assert [first for first, _ in found[1:]] == sorted(first for first, _ in found[1:])


@pytest.mark.parametrize(
    "test",
    [
        lambda day: day < dt.date(2020, 5, 4),
        lambda day: day <= dt.date(2020, 5, 4),
        lambda day: day > dt.date(2020, 5, 4),
        lambda day: day >= dt.date(2020, 5, 4),
        lambda day: day == dt.date(2020, 5, 4),
        lambda day: day != dt.date(2020, 5, 4),
        lambda day: dt.date(2020, 5, 4) <= day < dt.date(2020, 5, 9),
        lambda day: dt.date(2020, 5, 4) < day <= dt.date(2020, 5, 9),
        lambda day: day in [dt.date(2020, 5, 4), dt.date(2020, 5, 6)],
        lambda day: max(day, dt.date(2020, 5, 4)) == day,
        lambda day: day < dt.date.max,
    ],
)
def test_any_comparison_is_noticed_on_the_very_day(test):
    def state(day):
        return ValidityState.IN_FORCE if test(day) else ValidityState.EXPIRED

    found = stretches(state)
    for number in range(-3, 9):
        day = dt.date(2020, 5, 4) + DAY * number
        assert said(found, day) is state(day), day


def test_a_document_nobody_knows_has_one_state(plans: Library):
    assert history("9/XX@?@?", plans.registry) == ((None, ValidityState.UNKNOWN),)


def test_days_of_change_are_each_once_and_in_order():
    day = dt.date(2020, 1, 1)
    one = ((None, ValidityState.NOT_YET), (day, ValidityState.IN_FORCE))
    other = (*one, (day - DAY, ValidityState.EXPIRED))
    assert changing_days([one, other, one]) == [day - DAY, day]
