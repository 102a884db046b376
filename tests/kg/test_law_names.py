"""Laws cited by name: which one is meant on a day, by its day, through small damage."""

import datetime as dt

import pytest

from kg.facts import RegistryEntry, Standing
from kg.misprints import misprinted
from kg.registry import Registry, load_registry

REGISTRY = load_registry()
BUDGET = "Luật Ngân sách nhà nước"
LOCAL = "Luật Tổ chức chính quyền địa phương"
AMENDING = "Luật sửa đổi, bổ sung một số điều của"


def day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(("title", "signed", "on", "number"), [
    # dates: Law 83/2015/QH13, Article 77 (from the budget year 2017); 89/2025/QH15 (2026)
    (BUDGET, None, "2025-12-31", "83/2015/QH13"),
    (BUDGET, None, "2026-01-01", "89/2025/QH15"),
    (BUDGET, "2015-06-25", "2021-01-01", "83/2015/QH13"),
    (BUDGET, "2015-06-26", "2021-01-01", "83/2015/QH13"),  # wrong day of the right year
    (BUDGET, "2016-06-25", "2021-01-01", "83/2015/QH13"),  # a figure away
    (BUDGET, "2002-12-16", "2014-01-01", "01/2002/QH11"),
    (LOCAL, None, "2024-01-01", "77/2015/QH13"),
    (LOCAL, None, "2025-03-01", "65/2025/QH15"),
    (LOCAL, None, "2025-06-16", "72/2025/QH15"),
    (LOCAL, "2015-06-19", "2025-07-01", "77/2015/QH13"),  # dead by then, and yet meant
    ("Luật Tổ chức chính quyền đja phương", None, "2024-01-01", "77/2015/QH13"),
    ("Luat To chuc chinh quyen dia phuong", None, "2024-01-01", "77/2015/QH13"),
    (f"{AMENDING} Luật Tổ chức Chính phủ và {LOCAL}", None, "2021-01-01", "47/2019/QH14"),
])  # fmt: skip
def test_the_law_of_that_name_on_that_day(title, signed, on, number):
    found = REGISTRY.law_named(title, signed=day(signed), on=day(on))
    assert [entry.number for entry in found] == [number]


def test_a_day_that_fits_no_law_of_the_name_leaves_all_of_them():
    found = REGISTRY.law_named(BUDGET, signed=dt.date(2009, 1, 1), on=dt.date(2026, 3, 1))
    assert {e.number for e in found} == {"89/2025/QH15", "83/2015/QH13", "01/2002/QH11"}


def law(number: str, title: str, effective: str | None = None) -> RegistryEntry:
    return RegistryEntry(
        f"{number}@?", number, "Luật", title, "Quốc hội", None, day(effective),
        standing=Standing.CATALOGUE, codified=True,
    )  # fmt: skip


def named(facts: list[RegistryEntry], title: str, on: str) -> list[str]:
    found = Registry(facts, catalogue=False).law_named(title, on=day(on))
    return [entry.number for entry in found]


def test_of_a_law_whose_beginning_nobody_recorded_both_are_possible_until_it_surely_began():
    facts = [law("45/2013/QH13", "Luật X", "2014-07-01"), law("31/2024/QH15", "Luật X")]
    assert named(facts, "Luật X", "2023-12-31") == ["45/2013/QH13"]
    assert set(named(facts, "Luật X", "2024-08-01")) == {"45/2013/QH13", "31/2024/QH15"}
    assert named(facts, "Luật X", "2025-01-01") == ["31/2024/QH15"]


def test_an_old_amending_law_is_not_taken_for_the_one_meant_today():
    facts = [law("46/2014/QH13", f"{AMENDING} Luật X", "2015-01-01")]
    assert named(facts, f"{AMENDING} Luật X", "2016-01-01") == ["46/2014/QH13"]
    assert named(facts, f"{AMENDING} Luật X", "2025-08-01") == []


def test_of_two_laws_that_amend_the_same_both_are_possible():
    facts = [
        law("46/2014/QH13", f"{AMENDING} Luật X", "2015-01-01"),
        law("51/2018/QH14", f"{AMENDING} Luật X", "2019-01-01"),
    ]
    assert set(named(facts, f"{AMENDING} Luật X", "2019-06-01")) == {
        "46/2014/QH13", "51/2018/QH14",
    }  # fmt: skip


def test_a_misprint_is_one_figure_or_day_and_month_exchanged():
    assert misprinted(dt.date(2015, 6, 25), dt.date(2016, 6, 25))
    assert misprinted(dt.date(2015, 4, 11), dt.date(2015, 11, 4))
    assert not misprinted(dt.date(2015, 6, 25), dt.date(2026, 6, 25))
