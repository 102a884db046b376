"""The state alone is the state that `status_on` tells with its proofs."""

import datetime as dt

import pytest

import corpus
from kg.alive import is_alive, state_on
from kg.registry import Registry, load_registry
from kg.store import Store
from kg.terms import ValidityState
from kg.validity import status_on
from tests.kg.readings import link_by_number, make, passages_of

DAYS = [dt.date(2015, 1, 1), dt.date(2024, 12, 31), dt.date(2025, 7, 1), dt.date(2027, 3, 1)]
LOCAL = [
    "36/2024/QĐ-UBND@2024-02-12@UBND huyện Cái Bè, tỉnh Tiền Giang",
    "36/QĐ-UBND@2024-02-12@UBND tỉnh Tiền Giang",
    "999/2031/NĐ-CP@2031-01-01",
    "03/VBHN-BTC@2020-01-01@Bộ Tài chính",
    "no number at all",
]


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_every_registered_document_has_the_state_that_is_proved(on):
    registry = load_registry()
    keys = [*registry.entries, *LOCAL]
    assert len(keys) > 100
    for key in keys:
        assert state_on(key, registry, on=on) is status_on(key, registry, on=on).state, key


def test_the_days_around_each_change_are_the_same():
    registry = load_registry()
    for key, entry in list(registry.entries.items())[::4]:
        for day in filter(None, (entry.signed, entry.effective, entry.expired)):
            for on in (day - dt.timedelta(days=1), day):
                assert state_on(key, registry, on=on) is status_on(key, registry, on=on).state


def test_a_document_that_nobody_knows_is_not_alive():
    registry = Registry([], catalogue=False)
    assert not is_alive(LOCAL[2], registry, on=DAYS[2])
    assert state_on(LOCAL[2], registry, on=DAYS[2]) is ValidityState.UNKNOWN


def test_the_registry_for_many_questions_tells_what_the_slower_one_tells(plans):
    store, once = plans.store, plans.store.registry_at_once()
    keys = {record.key for record in store.documents()}
    keys |= {record.key for record in store.documents(stubs=True)}
    assert len(keys) > 20
    for key in sorted(keys):
        slow, fast = (status_on(key, one, on=DAYS[2]) for one in (plans.registry, once))
        assert slow == fast
        assert state_on(key, once, on=DAYS[2]) is slow.state


def test_it_is_of_the_moment_it_was_asked_for(tmp_path):
    with Store.open(tmp_path, linker=link_by_number) as store:
        item = make("15/KH-UBND", ["76/NQ-CP"])
        before = store.registry_at_once()
        key = store.put(item, passages_of(item)).record.key
        assert before.get(key) is None
        assert store.registry_at_once().get(key) is not None
        assert corpus.digest("reference") in store.registry_at_once().version
