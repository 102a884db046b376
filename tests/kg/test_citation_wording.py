"""Wording by Decree 30/2020/NĐ-CP, Appendix I; facts of the shipped registry."""

import datetime as dt
from dataclasses import replace

import pytest

from kg.citation_wording import basis_wording, cited_as, long_date
from kg.facts import Change, RegistryEntry
from kg.model import Header
from kg.registry import Registry, load_registry

REGISTRY = load_registry()
PLAN = Header(number="15/KH-UBND")
NORMATIVE = Header(number="15/2025/QĐ-UBND")


def entry(key):
    found = REGISTRY.get(key)
    assert found
    return found


def test_a_decree_is_named_with_number_day_issuer_and_title():
    decree = entry("118/2025/NĐ-CP@2025-06-09")
    assert basis_wording(decree, REGISTRY, PLAN, on=dt.date(2025, 7, 1)) == (
        "Căn cứ Nghị định số 118/2025/NĐ-CP ngày 09 tháng 6 năm 2025 của Chính phủ về thực hiện "
        "thủ tục hành chính theo cơ chế một cửa, một cửa liên thông tại Bộ phận Một cửa và Cổng "
        "Dịch vụ công quốc gia;"
    )


@pytest.mark.parametrize(
    ("on", "amended"),
    [
        (dt.date(2025, 12, 30), ""),
        (dt.date(2025, 12, 31), "Nghị định số 367/2025/NĐ-CP"),  # in force that day
    ],
)
def test_what_had_amended_it_by_the_day_is_named(on, amended):
    wording = basis_wording(entry("118/2025/NĐ-CP@2025-06-09"), REGISTRY, PLAN, on=on)
    assert ("được sửa đổi, bổ sung bởi" in wording) == bool(amended)
    assert amended in wording
    assert "309/2026" not in wording


def test_a_law_is_named_by_its_day_in_plans_and_by_its_number_in_normative_documents():
    law = entry("72/2025/QH15@2025-06-16")
    assert basis_wording(law, REGISTRY, PLAN, on=law.effective) == (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;"
    )
    assert basis_wording(law, REGISTRY, NORMATIVE, on=law.effective) == (
        "Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;"
    )


BARE = RegistryEntry("5/2024/TT-BNV@2024-05-03", "5/2024/TT-BNV", "Thông tư", None, None, None)


@pytest.mark.parametrize(
    ("facts", "wording"),
    [
        ({}, "Thông tư số 5/2024/TT-BNV"),
        ({"issuer": "Bộ Nội vụ"}, "Thông tư số 5/2024/TT-BNV của Bộ trưởng Bộ Nội vụ"),
        (
            {"title": "Quy định chế độ báo cáo."},
            "Thông tư số 5/2024/TT-BNV quy định chế độ báo cáo",
        ),
        ({"title": "Thông tư hướng dẫn việc A"}, "Thông tư số 5/2024/TT-BNV hướng dẫn việc A"),
        ({"title": "Chế độ báo cáo"}, "Thông tư số 5/2024/TT-BNV về chế độ báo cáo"),
        ({"signed": dt.date(2024, 5, 3)}, "Thông tư số 5/2024/TT-BNV ngày 03 tháng 5 năm 2024"),
        ({"type": None}, "Văn bản số 5/2024/TT-BNV"),
    ],
)
def test_what_is_not_known_is_left_out(facts, wording):
    assert cited_as(replace(BARE, **facts)) == wording


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (dt.date(2025, 2, 1), "ngày 01 tháng 02 năm 2025"),
        (dt.date(2025, 3, 31), "ngày 31 tháng 3 năm 2025"),
        (dt.date(2025, 10, 5), "ngày 05 tháng 10 năm 2025"),
    ],
)
def test_days_are_printed_as_offices_print_them(day, words):
    assert long_date(day) == words


@pytest.mark.parametrize(
    ("kind", "by", "said"),
    [
        ("Luật", "145/2025/QH15", "bởi Luật số 145/2025/QH15)"),
        ("Nghị quyết", "145/2025/QH15", "bởi văn bản số 145/2025/QH15)"),
        ("Nghị định", "6/2025/NĐ-CP", "bởi Nghị định số 6/2025/NĐ-CP)"),
    ],
)
def test_an_amending_document_unknown_but_for_its_number_has_the_kind_that_tells(kind, by, said):
    amended = replace(BARE, type=kind, title="A", amended_by=(Change(by),))
    registry = Registry([amended], catalogue=False)
    assert said in basis_wording(amended, registry, PLAN, on=dt.date(2026, 1, 1))
