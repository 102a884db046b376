"""Chains of replacements, worked out from the clauses that end each document."""

import datetime as dt

import pytest

from kg.facts import Change, RegistryEntry, Scope
from kg.lineage import chains, heirs, predecessors, timeline
from kg.registry import Registry, load_registry
from kg.terms import Event
from kg.validity import status_of

REGISTRY = load_registry()
TODAY = dt.date(2026, 11, 20)


def ways(key: str, on: dt.date) -> list[list[str]]:
    return [[step.canonical for step in chain] for chain in chains(key, REGISTRY, on=on)]


@pytest.mark.parametrize(("key", "on", "found"), [
    ("77/2015/QH13@2015-06-19", dt.date(2025, 2, 28), []),  # it still holds itself
    ("77/2015/QH13@2015-06-19", dt.date(2025, 3, 1), [["65/2025/QH15"]]),
    ("77/2015/QH13@2015-06-19", dt.date(2025, 6, 15), [["65/2025/QH15"]]),
    ("77/2015/QH13@2015-06-19", dt.date(2025, 6, 16), [["65/2025/QH15", "72/2025/QH15"]]),
    ("34/2016/NĐ-CP@2016-05-14", TODAY, [["78/2025/NĐ-CP"], ["79/2025/NĐ-CP"]]),
    ("47/2019/QH14@2019-11-22", TODAY, [["63/2025/QH15"], ["65/2025/QH15", "72/2025/QH15"]]),
    ("09/2015/QĐ-TTg@2015-03-25", TODAY, [["61/2018/NĐ-CP", "118/2025/NĐ-CP"]]),
    ("24/2014/NĐ-CP@2014-04-04", TODAY, [["45/2025/NĐ-CP", "150/2025/NĐ-CP"]]),
    ("34/2019/NĐ-CP@2019-04-24", TODAY, [["33/2023/NĐ-CP"]]),  # partly in force still
    ("30c/NQ-CP@2011-11-08", TODAY, [["76/NQ-CP"]]),  # successor, no repeal
    ("72/2025/QH15@2025-06-16", TODAY, []),
    ("no such document@?", TODAY, []),
])  # fmt: skip
def test_a_document_is_followed_to_what_holds_on_the_day(key, on, found):
    assert ways(key, on) == found


def test_heirs_are_the_ends_of_the_chains_each_once():
    (heir,) = heirs("77/2015/QH13@2015-06-19", REGISTRY, on=TODAY)
    assert (heir.canonical, heir.since) == ("72/2025/QH15", dt.date(2025, 6, 16))
    assert heir.title == "Luật Tổ chức chính quyền địa phương"


def test_the_time_line_tells_each_day_in_order():
    moments = timeline("61/2018/NĐ-CP@2018-04-23", REGISTRY)
    known = [m for m in moments if m.other != "09/2015/QĐ-CP"]  # so the clause misprints it
    assert [(m.date, m.event, m.other) for m in known] == [
        (dt.date(2018, 4, 23), Event.SIGNED, None),
        (dt.date(2018, 6, 21), Event.REPLACES, "09/2015/QĐ-TTg"),
        (dt.date(2018, 6, 21), Event.EFFECTIVE, None),
        (dt.date(2018, 6, 21), Event.AMENDS, "110/2004/NĐ-CP"),
        (dt.date(2021, 12, 6), Event.AMENDED, "107/2021/NĐ-CP"),
        (dt.date(2025, 7, 1), Event.REPLACED, "118/2025/NĐ-CP"),
        (dt.date(2025, 7, 1), Event.EXPIRED, None),
    ]
    assert timeline("no such document@?", REGISTRY) == ()


def test_what_a_document_replaced_is_found_through_all_steps():
    found = predecessors("72/2025/QH15@2025-06-16", REGISTRY)
    assert found[0] == "65/2025/QH15@2025-02-19"
    assert "77/2015/QH13@2015-06-19" in found


def _ring(number: str, replaced_by: str) -> RegistryEntry:
    day = dt.date(2020, 1, 1)
    return RegistryEntry(
        key=f"{number}@2020-01-01",
        number=number,
        type=None,
        title=None,
        issuer=None,
        signed=day,
        effective=day,
        expired=dt.date(2021, 1, 1),
        status="expired",
        replaced_by=(Change(replaced_by, date=dt.date(2021, 1, 1), scope=Scope.FULL),),
        replaces=(Change(replaced_by),),
    )


def test_a_ring_of_replacements_ends():
    ring = Registry([_ring("1/2020/NĐ-CP", "2/2020/NĐ-CP"), _ring("2/2020/NĐ-CP", "1/2020/NĐ-CP")])
    (chain,) = chains("1/2020/NĐ-CP@2020-01-01", ring, on=TODAY)
    assert [step.canonical for step in chain] == ["2/2020/NĐ-CP"]
    assert predecessors("1/2020/NĐ-CP@2020-01-01", ring) == ("2/2020/NĐ-CP@2020-01-01",)


def test_what_only_repeals_rules_nothing_in_its_place():
    """A decision "bãi bỏ Quyết định số 81/2025" is no basis to cite instead of it."""
    dead = RegistryEntry(
        key="81/2025/NĐ-CP@2025-01-02", number="81/2025/NĐ-CP", type="Nghị định", title="Về A",
        issuer="Chính phủ", signed=dt.date(2025, 1, 2), effective=dt.date(2025, 1, 2),
        expired=dt.date(2026, 3, 1), status="expired",
        replaced_by=(Change("82/2026/NĐ-CP", date=dt.date(2026, 3, 1), scope=Scope.FULL,
                            title="Bãi bỏ Nghị định số 81/2025/NĐ-CP"),),
    )  # fmt: skip
    registry = Registry([dead], catalogue=False)
    assert heirs(dead.key, registry, on=dt.date(2026, 6, 1)) == ()
    (later,) = status_of(dead, registry, on=dt.date(2026, 6, 1)).replaced_by
    assert later.only_repeals
