"""The state alone is the state that `status_on` tells with its proofs."""

import datetime as dt
import random
from dataclasses import replace

import pytest

import corpus
from kg.alive import is_alive, state_on
from kg.effects import Effect
from kg.registry import Registry, load_registry
from kg.store import Store
from kg.terms import EffectKind, Relation, ValidityState
from kg.validity import status_on
from tests.kg.readings import link_by_number, make, passages_of
from tests.kg.test_text_facts import decision

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


ISSUED = dt.date(2021, 3, 1)


def drawn_library(draw):
    """Decisions of one office that end, change and halt one another, drawn at random."""
    kinds = [EffectKind.REPEALS, EffectKind.REPLACES, EffectKind.AMENDS, EffectKind.SUSPENDS]
    made = []
    for n in range(14):
        day = ISSUED + dt.timedelta(days=30 * n)
        cited = [(f"{m}/2021/QĐ-UBND", Relation.REPLACES) for m in draw.sample(range(16), 4)]
        item = decision(f"{n}/2021/QĐ-UBND", day, *cited)
        own = Effect(EffectKind.EFFECTIVE, 9, "Quyết định này có hiệu lực", day=day)
        said = tuple(
            Effect(draw.choice(kinds), 9, "thay thế", draw.choice([None, day]),
                   canonical=mention.canonical, char_start=mention.char_start, clause="Điều 2")
            for mention in item.mentions[1:] if draw.random() < 0.6
        )  # fmt: skip
        made.append(replace(item, effects=(own, *said)))
    return made


@pytest.mark.parametrize("seed", range(5))
def test_texts_that_act_on_one_another_are_told_alike(tmp_path, seed):
    with Store.open(tmp_path, Registry([], catalogue=False)) as store:
        store.put_all([(item, ()) for item in drawn_library(random.Random(seed))])
        once, slow = store.registry_at_once(), store.registry
        records = [*store.documents(), *store.documents(stubs=True)]
        states = set()
        for record in records:
            for on in (dt.date(2021, 9, 1), DAYS[2]):
                expected = status_on(record.key, slow, on=on)
                assert status_on(record.key, once, on=on) == expected
                assert state_on(record.key, once, on=on) is expected.state
                states.add(expected.state)
        assert len(states) > 2


def test_it_stays_as_it_was_when_it_was_first_asked(tmp_path):
    with Store.open(tmp_path, linker=link_by_number) as store:
        item = make("15/KH-UBND", ["76/NQ-CP"])
        before = store.registry_at_once()
        key = store.put(item, passages_of(item)).record.key
        assert before.get(key) is not None  # it reads when it is first asked
        assert store.registry_at_once().get(key) is not None
        assert corpus.digest("reference") in store.registry_at_once().version
