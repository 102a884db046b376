"""What a library's own documents say of effect decides where no table of facts does."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from kg.effects import Effect
from kg.facts import RegistryEntry, Scope
from kg.model import Place, Reading
from kg.registry import Registry
from kg.store import Store
from kg.terms import EffectKind, PlaceLevel, ProblemCode, Relation, ValidityState
from kg.validity import status_on
from tests.kg.readings import make

PROVINCE = Place("tỉnh Tiền Giang", PlaceLevel.PROVINCE)
OLD, NEW = "12/2019/QĐ-UBND", "36/2024/QĐ-UBND"
OLD_DAY, NEW_DAY, FIRST = dt.date(2019, 5, 2), dt.date(2024, 8, 20), dt.date(2024, 9, 1)
NATIONAL = RegistryEntry(
    key="61/2018/NĐ-CP@2018-04-23", number="61/2018/NĐ-CP", type="Nghị định", title=None,
    issuer="Chính phủ", signed=dt.date(2018, 4, 23), effective=dt.date(2018, 6, 21),
    status="in_force", compiled=dt.date(2026, 11, 20),
)  # fmt: skip
FACTS = Registry([NATIONAL], catalogue=False, version="facts")


def decision(number: str, day: dt.date, *cites: tuple[str, Relation]) -> Reading:
    made = make(number, cites, day=day, title=f"Quyết định {number}", place=PROVINCE)
    mentions = tuple(replace(m, issuer="UBND tỉnh Tiền Giang") for m in made.mentions)
    header = replace(made.header, issuer="UBND tỉnh Tiền Giang")
    return replace(made, header=header, mentions=mentions)


def ends(reading: Reading, number: str, **more: object) -> Reading:
    """The reading, saying that it replaces the document of this number from FIRST."""
    cited = next(m for m in reading.mentions if m.canonical == number)
    effect = Effect(
        EffectKind.REPLACES, line=9, quote=f"Quyết định này thay thế {number}.", day=FIRST,
        canonical=number, char_start=cited.char_start, clause="Điều 2",
    )  # fmt: skip
    return replace(reading, effects=(*reading.effects, replace(effect, **more)))


def held(tmp_path: Path, *items: Reading) -> Registry:
    with Store.open(tmp_path, FACTS) as store:
        for item in items:
            store.add(item)
        return store.registry


OLD_READING = decision(OLD, OLD_DAY)
NEW_READING = ends(decision(NEW, NEW_DAY, (f"{OLD}@{OLD_DAY}", Relation.REPLACES)), OLD)
OLD_KEY = f"{OLD}@{OLD_DAY}@UBND tỉnh Tiền Giang"


@pytest.mark.parametrize("items", [
    (OLD_READING, NEW_READING), (NEW_READING, OLD_READING), (NEW_READING,),
], ids=["old first", "new first", "old not held"])  # fmt: skip
@pytest.mark.parametrize(("day", "state"), [
    (dt.date(2022, 1, 1), ValidityState.UNKNOWN),  # nobody checked that it held
    (dt.date(2024, 8, 31), ValidityState.IN_FORCE),  # the last day: what is replaced held till then
    (FIRST, ValidityState.EXPIRED),
])  # fmt: skip
def test_a_held_document_ends_one_of_the_same_issuer(tmp_path, items, day, state):
    registry = held(tmp_path, *items)
    validity = status_on(OLD_KEY, registry, on=day)
    assert validity.state is state
    assert [later.canonical for later in validity.replaced_by] == [NEW]
    if state is ValidityState.EXPIRED:
        assert validity.proof[0].quote == f"Quyết định này thay thế {OLD}."
        assert validity.proof[0].clause == "Điều 2"


def test_removing_the_later_document_takes_its_effect_away(tmp_path):
    with Store.open(tmp_path, FACTS) as store:
        store.add(OLD_READING)
        ending = store.add(NEW_READING)
        assert status_on(OLD_KEY, store.registry, on=FIRST).state is ValidityState.EXPIRED
        store.remove(ending.id)
        assert status_on(OLD_KEY, store.registry, on=FIRST).state is ValidityState.UNKNOWN


def test_a_partial_repeal_does_not_end_the_document(tmp_path):
    part = ends(decision(NEW, NEW_DAY, (f"{OLD}@{OLD_DAY}", Relation.REPEALS)), OLD,
                scope=Scope.PARTIAL, provisions="khoản 2 Điều 5")  # fmt: skip
    entry = held(tmp_path, OLD_READING, part).get(OLD_KEY)
    assert entry is not None
    assert entry.expired is None
    assert [c.provisions for c in entry.replaced_by] == ["khoản 2 Điều 5"]


def test_a_province_does_not_end_a_decree(tmp_path):
    bold = decision(NEW, NEW_DAY, ("61/2018/NĐ-CP@2018-04-23", Relation.REPLACES))
    registry = held(tmp_path, ends(bold, "61/2018/NĐ-CP"))
    state = status_on(NATIONAL.key, registry, on=dt.date(2025, 1, 1)).state
    assert state is ValidityState.IN_FORCE


def test_another_province_s_decision_is_reported_not_believed(tmp_path):
    other = decision(NEW, NEW_DAY, (f"{OLD}@{OLD_DAY}", Relation.REPLACES))
    header = replace(other.header, issuer="UBND tỉnh Long An")
    registry = held(tmp_path, OLD_READING, ends(replace(other, header=header), OLD))
    entry = registry.get(OLD_KEY)
    assert entry is not None
    assert entry.expired is None
    assert [p.code for p in registry.problems_of(entry)] == [ProblemCode.CONTRADICTION]


def test_an_older_document_or_the_document_itself_ends_nothing(tmp_path):
    early = decision(
        "36/2018/QĐ-UBND", dt.date(2018, 1, 1), (f"{OLD}@{OLD_DAY}", Relation.REPLACES)
    )
    registry = held(tmp_path, OLD_READING, ends(early, OLD))
    assert status_on(OLD_KEY, registry, on=FIRST).state is ValidityState.UNKNOWN


def test_the_version_names_the_texts_that_act(tmp_path):
    with Store.open(tmp_path, FACTS) as store:
        store.add(OLD_READING)
        assert store.registry.version == "facts"
        added = store.add(NEW_READING)
        changed = store.registry.version
        assert changed.startswith("facts+")
        store.remove(added.id)
        assert store.registry.version == "facts"
