"""The registry: documents by number, laws by name."""

import datetime as dt
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.facts import Standing
from kg.law_names import distance, normal_name
from kg.registry import load_registry

REGISTRY = load_registry()
PLAN_2021, PLAN_2025 = dt.date(2021, 10, 18), dt.date(2025, 2, 12)

AMENDING = (
    "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền "
    "địa phương"
)
DAMAGED = (
    "Ludt stra déi bo sung mot s6 diéu ciia Ludt Té chire Chinh phu va Luat T6 chirc chinh "
    "quyén dia phwong"
)


def keys(entries) -> list[str]:
    return [entry.key for entry in entries]


def test_the_tables_have_the_rows_that_their_sources_have():
    standings = [entry.standing for entry in REGISTRY.entries.values()]
    assert standings.count(Standing.REGISTRY) == 144
    assert len(REGISTRY.clauses) == 120 + 7  # clauses, and first days that later acts moved
    assert REGISTRY.compiled == dt.date(2026, 11, 20)


def test_loading_the_registry_leaves_the_catalogue_unread():
    code = (
        "from kg.catalogue import entries as c;from kg.registry import load_registry;"
        "r = load_registry(); r.get('61/2018/NĐ-CP@2018-04-23'); r.by_number('61/2018/NĐ-CP');"
        "print(c.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0"


def test_a_law_without_a_known_day_is_found_under_the_day_that_a_text_gives():
    """83/2015/QH13, Điều 76: Law 01/2002/QH11 ends with the budget year 2017."""
    undated, dated = REGISTRY.get("01/2002/QH11@?"), REGISTRY.get("01/2002/QH11@2002-12-16")
    assert undated is not None
    assert dated is not None
    assert (undated.signed, undated.expired) == (None, dt.date(2017, 1, 1))
    assert (dated.signed, dated.expired) == (dt.date(2002, 12, 16), undated.expired)
    assert dated.key == "01/2002/QH11@2002-12-16"
    assert REGISTRY.clauses_on(dated) == REGISTRY.clauses_on(undated) != []
    for other in ("01/2002/QH11@2010-12-16", "01/2002/QH11@", "01/2002/QH11@2002", "9/2031/QH20@?"):
        assert REGISTRY.get(other) is None


@pytest.mark.parametrize(("number", "found"), [
    ("61/2018/NĐ-CP", ["61/2018/NĐ-CP@2018-04-23"]),
    ("61/2018/nd-cp", ["61/2018/NĐ-CP@2018-04-23"]),
    ("76/NQ-CP", ["76/NQ-CP@2021-07-15", "76/NQ-CP@2013-06-13"]),  # newest first
    ("18-NQ/TW", ["18-NQ/TW@2022-06-16", "18-NQ/TW@2017-10-25"]),
    ("57/2020/QH14", ["57/2020/QH14@2020-06-16"]),  # catalogue
    ("23/2012/QH13", ["23/2012/QH13@?"]),  # named in texts of the codification
    ("9999/2031/NĐ-CP", []),
    ("", []),
])  # fmt: skip
def test_a_number_gives_every_document_that_bears_it(number, found):
    assert keys(REGISTRY.by_number(number)) == found


@pytest.mark.parametrize(("title", "signed", "on", "found"), [
    ("Luật Tổ chức chính quyền địa phương", dt.date(2015, 6, 19), PLAN_2021, ["77/2015/QH13"]),
    ("Luật Tổ chức chính quyền địa phương", None, dt.date(2025, 2, 28), ["77/2015/QH13"]),
    ("Luật Tổ chức chính quyền địa phương", None, dt.date(2025, 3, 1), ["65/2025/QH15"]),
    ("Luật Tổ chức chính quyền địa phương", None, dt.date(2025, 6, 15), ["65/2025/QH15"]),
    ("Luật Tổ chức chính quyền địa phương", None, dt.date(2025, 6, 16), ["72/2025/QH15"]),
    ("Luật ban hành VBQPPL", None, PLAN_2021, ["80/2015/QH13"]),
    ("Luật Ban hành văn bản QPPL", None, dt.date(2025, 4, 1), ["64/2025/QH15"]),
    ("Luật Ngân sách nhà nước", None, PLAN_2025, ["83/2015/QH13"]),
    ("Luật Ngân sách nhà nước năm 2025", None, None, ["89/2025/QH15"]),
    ("Luật cán bộ, công chức 2008", None, None, ["22/2008/QH12"]),
    (AMENDING, dt.date(2019, 11, 22), PLAN_2021, ["47/2019/QH14"]),
    ("Luật sửa đổi, bổ sung một số điều của Luật Cán bộ, công chức và Luật Viên chức", None,
     PLAN_2021, ["52/2019/QH14"]),
    ("Luật Đất đai", None, PLAN_2021, ["45/2013/QH13"]),  # known from citations alone
    ("Luật Đất đai", None, dt.date(2025, 6, 1), ["31/2024/QH15"]),
    ("Bộ luật Lao động", None, PLAN_2021, ["45/2019/QH14"]),
    ("Bộ luật Lao động", None, dt.date(2015, 1, 1), ["10/2012/QH13"]),
    # damaged by an OCR engine without Vietnamese
    ("Ludt Té chire Chinh quyén dia phwong", None, PLAN_2025, ["77/2015/QH13"]),
    ("Luat Ngan sach nha nudc", None, PLAN_2025, ["83/2015/QH13"]),
    (DAMAGED, None, PLAN_2025, ["47/2019/QH14"]),
    # traps: alike, but not that law
    ("Luật Thủ công", None, None, []),
    ("Luật sửa đổi, bổ sung một số điều của Luật Doanh nghiệp", None, PLAN_2021, []),
    ("Luật Đầu tư công", None, dt.date(2022, 1, 1), ["39/2019/QH14"]),
    ("Luật Ngân sách nhà nước", None, dt.date(1990, 1, 1), []),  # none that old is known
    ("Luật", None, None, []),
    ("", None, None, []),
])  # fmt: skip
def test_a_law_is_found_by_its_name_and_the_day_of_citing(title, signed, on, found):
    entries = REGISTRY.law_named(title, signed=signed, on=on)
    assert [entry.number for entry in entries] == found


def test_two_laws_of_one_name_are_both_given_without_a_day():
    named = REGISTRY.law_named("Luật Tổ chức Chính phủ")
    assert [entry.number for entry in named][:2] == ["63/2025/QH15", "76/2015/QH13"]


def test_an_old_law_known_from_citations_alone_is_not_taken_for_current():
    """Nobody recorded whether Luật Đầu tư công 2024, last seen amended in 2025, held in 2031."""
    assert REGISTRY.law_named("Luật Đầu tư công", on=dt.date(2031, 1, 1)) == []


def test_every_title_for_gazetteers_finds_its_own_law():
    for title, entry in REGISTRY.titles():
        assert entry in REGISTRY.law_named(title, signed=entry.signed), title


@given(st.text(alphabet="abcdeou ", max_size=12), st.text(alphabet="abcdeou ", max_size=12))
def test_distance_is_symmetric_and_zero_only_for_equal_names(left, right):
    assert distance(left, right, 100) == distance(right, left, 100)
    assert (distance(left, right, 100) == 0) is (left == right)


@given(st.text(max_size=60))
def test_any_text_has_a_normal_name_that_is_stable(text):
    name, _ = normal_name(text)
    assert normal_name(name)[0] == name or normal_name(name)[1] is not None
