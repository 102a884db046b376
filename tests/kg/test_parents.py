"""Which documents a title says are detailed, and when such a parent counts as dead."""

import datetime as dt

import pytest

from kg.facts import Change, RegistryEntry, Scope, Standing
from kg.parents import dead_parents, parents_of, titled_parents
from kg.registry import Registry, load_registry
from kg.rules import detailing_rule, rule

REGISTRY = load_registry()
TODAY = dt.date(2026, 11, 20)


def entry(number: str, signed: str, title: str, *, begins: str = "", ends: str = "",
          by: str = "", kind: str = "Luật") -> RegistryEntry:  # fmt: skip
    end = dt.date.fromisoformat(ends) if ends else None
    return RegistryEntry(
        key=f"{number}@{signed}",
        number=number,
        type=kind,
        title=title,
        issuer=None,
        signed=dt.date.fromisoformat(signed),
        effective=dt.date.fromisoformat(begins or signed),
        expired=end,
        status="expired" if end else "in_force",
        replaced_by=(Change(by, date=end, scope=Scope.FULL),) if by else (),
        compiled=TODAY,
        standing=Standing.REGISTRY,
    )


OLD = entry("1/2010/QH12", "2010-06-01", "Luật Lúa gạo", begins="2011-01-01", ends="2020-07-01",
            by="2/2019/QH14")  # fmt: skip
NEW = entry("2/2019/QH14", "2019-11-01", "Luật Lúa gạo", begins="2020-07-01")


def decree(signed: str, begins: str = "") -> RegistryEntry:
    title = "Quy định chi tiết một số điều và biện pháp thi hành Luật Lúa gạo"
    return entry(f"9/{signed[:4]}/NĐ-CP", signed, title, begins=begins, kind="Nghị định")


def dead(child: RegistryEntry, on: str, *known: RegistryEntry) -> list[str]:
    registry = Registry([*(known or (OLD, NEW)), child], catalogue=False)
    return [p.number for p in dead_parents(child, registry, on=dt.date.fromisoformat(on))]


@pytest.mark.parametrize(("title", "parents"), [
    (("Quy định chi tiết một số điều và biện pháp để tổ chức, hướng dẫn thi hành "
     "Luật Ban hành văn bản quy phạm pháp luật"), ["Luật Ban hành văn bản quy phạm pháp luật"]),
    ("Hướng dẫn thi hành một số quy định của Nghị định số 61/2018/NĐ-CP", ["61/2018/NĐ-CP"]),
    ("Quy định chi tiết Luật Lưu trữ về lưu trữ số", ["Luật Lưu trữ"]),
    ("Hướng dẫn thực hiện Điều 52 của Luật Lưu trữ và một số điều của Nghị định số 28/2015/NĐ-CP",
     ["Luật Lưu trữ", "28/2015/NĐ-CP"]),
    ("Sửa đổi, bổ sung một số điều của Nghị định số 61/2018/NĐ-CP", []),
    ("Hướng dẫn công tác lưu trữ của cơ quan theo Luật Lưu trữ", []),  # no formula before the law
    ("Luật Lưu trữ", []),
    ("", []),
])  # fmt: skip
def test_a_title_names_what_its_document_details(title, parents):
    assert [p.number or p.name for p in titled_parents(title, REGISTRY)] == parents


@pytest.mark.parametrize(("child", "on", "found"), [
    (decree("2011-03-01"), "2020-06-30", []),  # the day before its law ends
    (decree("2011-03-01"), "2020-07-01", ["1/2010/QH12"]),
    (decree("2020-08-01"), "2026-01-01", []),  # made under the new law
    (decree("2020-03-01", "2020-07-01"), "2026-01-01", []),  # for the new law, begins with it
    (decree("2020-03-01", "2020-03-15"), "2026-01-01", ["1/2010/QH12"]),  # begins before it
    (decree("2009-01-01"), "2026-01-01", []),  # older than every law of that name
])  # fmt: skip
def test_a_decree_falls_with_the_law_it_was_made_under_and_no_other(child, on, found):
    assert dead(child, on) == found


def test_a_law_that_was_only_amended_is_not_dead():
    amended = entry("1/2010/QH12", "2010-06-01", "Luật Lúa gạo", begins="2011-01-01")
    assert dead(decree("2011-03-01"), "2026-01-01", amended) == []


def test_where_the_newer_law_is_not_known_nothing_is_called_orphaned():
    """A decree signed when the only known law of that name was dead details another one."""
    assert dead(decree("2021-01-01"), "2026-01-01", OLD) == []


def test_a_replacement_that_was_signed_before_the_decree_may_be_what_it_details():
    """The replacing law bears another name, so that only its number tells of it."""
    renamed = entry("2/2019/QH14", "2019-11-01", "Luật Lương thực", begins="2020-07-01")
    assert dead(decree("2020-05-01", "2020-07-01"), "2026-01-01", OLD, renamed) == []
    assert dead(decree("2018-05-01"), "2026-01-01", OLD, renamed) == ["1/2010/QH12"]


def test_real_decrees_know_their_laws():
    def parents(number: str) -> list[str]:
        return [p.number for p in parents_of(REGISTRY.by_number(number)[0], REGISTRY)]

    assert parents("34/2016/NĐ-CP") == ["80/2015/QH13"]
    assert parents("78/2025/NĐ-CP") == ["64/2025/QH15"]
    assert parents("113/2025/NĐ-CP") == ["33/2024/QH15"]  # signed while the old law still held


def test_no_detailing_document_is_younger_than_what_replaced_its_parent():
    """Over all that is known: what is called orphaned was signed while its parent held."""
    listed = [e for group in REGISTRY._catalogue.values() for e in group]
    checked = 0
    for child in (*REGISTRY.entries.values(), *listed):
        for parent in dead_parents(child, REGISTRY, on=TODAY):
            assert child.signed < parent.expired
            checked += 1
    assert checked > 5


@pytest.mark.parametrize(
    ("ended", "clause"),
    [
        ("2016-06-30", None),  # the law of 2008 ruled; its wording is not at hand
        ("2016-07-01", "khoản 4 Điều 154"),
        ("2025-03-31", "khoản 4 Điều 154"),
        ("2025-04-01", "khoản 2 Điều 57"),
    ],
)
def test_the_rule_is_that_of_the_day_on_which_the_parent_ended(ended, clause):
    found = detailing_rule(dt.date.fromisoformat(ended))
    assert (found.clause if found else None) == clause


def test_an_unknown_rule_is_a_programmers_mistake():
    with pytest.raises(KeyError):
        rule("no such rule")
