"""Chains on a registry made for the test: 3 details 2, 2 details 1, 1 is dead from 2024."""

import datetime as dt
from dataclasses import replace

import pytest

from kg.chain_risk import DEPTH, chain_risks, stated_risks
from kg.facts import Change, RegistryEntry
from kg.registry import Registry
from kg.terms import Relation, Severity

ON = dt.date(2025, 6, 1)
END = dt.date(2024, 1, 1)


def entry(number, *, guides=(), expired=None, title="Quy định A"):
    return RegistryEntry(
        key=f"{number}@2020-01-01",
        number=number,
        type="Nghị định",
        title=title,
        issuer="Chính phủ",
        signed=dt.date(2020, 1, 1),
        effective=dt.date(2020, 1, 1),
        expired=expired,
        status="expired" if expired else "in_force",
        guides=tuple(Change(n) for n in guides),
        compiled=ON,
    )


ONE = entry("1/2020/NĐ-CP", expired=END)
TWO = entry("2/2020/NĐ-CP", guides=["1/2020/NĐ-CP"])
THREE = entry("3/2020/NĐ-CP", guides=["2/2020/NĐ-CP"])


def registry(*entries):
    return Registry(entries, catalogue=False)


def risks(key, *entries, on=ON, bases=None):
    found = chain_risks(key, registry(*entries), on=on, bases_of=bases)
    return [(r.through, r.dead, r.since, r.path) for r in found]


def test_a_dead_document_two_steps_below_is_found_with_its_way():
    path = ("3/2020/NĐ-CP", "2/2020/NĐ-CP", "1/2020/NĐ-CP")
    assert risks(THREE.key, ONE, TWO, THREE) == [("2/2020/NĐ-CP", "1/2020/NĐ-CP", END, path)]
    assert risks(TWO.key, ONE, TWO, THREE) == [("2/2020/NĐ-CP", "1/2020/NĐ-CP", END, path[1:])]


@pytest.mark.parametrize(("on", "count"), [(dt.date(2023, 12, 31), 0), (END, 1)])
def test_a_chain_begins_with_the_first_day_out_of_force(on, count):
    assert len(risks(TWO.key, ONE, TWO, on=on)) == count


def test_a_dead_document_itself_has_no_chain_and_nothing_is_known_of_strangers():
    assert risks(ONE.key, ONE, TWO) == []
    assert risks("9/2020/NĐ-CP@2020-01-01", ONE) == []


def test_rings_and_depth_have_an_end():
    ring = replace(TWO, guides=(Change("3/2020/NĐ-CP"), Change("2/2020/NĐ-CP")))
    assert risks(THREE.key, ring, THREE) == []
    long = [entry(f"{n}/2020/NĐ-CP", guides=[f"{n - 1}/2020/NĐ-CP"]) for n in range(2, 9)]
    assert len(risks(long[DEPTH - 1].key, ONE, *long)) == 1
    assert risks(long[DEPTH].key, ONE, *long) == []


def test_bases_of_a_held_document_count_and_an_organic_law_is_a_note():
    law = replace(ONE, key="7/2015/QH13@2020-01-01", number="7/2015/QH13", type="Luật",
                  title="Luật Tổ chức chính quyền địa phương")  # fmt: skip
    held = {"12/QĐ-UBND@2021-01-01@UBND tỉnh A": (law.key, ONE.key)}
    found = chain_risks(
        "12/QĐ-UBND@2021-01-01@UBND tỉnh A", registry(law, ONE), on=ON,
        bases_of=lambda key: held.get(key, ()),
    )  # fmt: skip
    assert [(r.dead, r.severity, r.relation) for r in found] == [
        ("7/2015/QH13", Severity.NOTE, Relation.LEGAL_BASIS),
        ("1/2020/NĐ-CP", Severity.REVIEW, Relation.LEGAL_BASIS),
    ]
    assert found[0].through == "12/QĐ-UBND"


@pytest.mark.parametrize(
    ("title", "dead"),
    [
        ("quy định chi tiết một số điều của Nghị định số 1/2020/NĐ-CP", ["1/2020/NĐ-CP"]),
        ("hướng dẫn thi hành Nghị định số 1/2020/NĐ-CP", ["1/2020/NĐ-CP"]),
        ("quy định chi tiết một số điều của Nghị định số 2/2020/NĐ-CP", []),
        ("về sổ sách theo Nghị định số 1/2020/NĐ-CP", []),
        ("quy định chi tiết một số điều của Nghị định số 9/1999/NĐ-CP", []),
    ],
)
def test_an_unregistered_document_is_known_by_its_title_to_detail_a_dead_one(title, dead):
    stated = RegistryEntry(
        "5/2021/TT-BNV@2021-01-01", "5/2021/TT-BNV", "Thông tư", title, None, dt.date(2021, 1, 1)
    )
    found = stated_risks(stated, registry(ONE, TWO), on=ON)
    assert [(r.dead, r.since, r.relation) for r in found] == [
        (number, END, Relation.GUIDES) for number in dead
    ]


def test_a_registered_document_whose_title_alone_names_the_dead_one_has_a_chain():
    four = entry("4/2020/NĐ-CP", title="Hướng dẫn thi hành Nghị định số 1/2020/NĐ-CP")
    four = replace(four, signed=dt.date(2021, 1, 1), effective=dt.date(2021, 1, 1))
    assert [r[1] for r in risks(four.key, ONE, four)] == ["1/2020/NĐ-CP"]
