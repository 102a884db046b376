import datetime as dt

import pytest

from kg.model import DocumentRecord, Header
from search.naming import (
    asked_days,
    fitting,
    named_in,
    programme_in,
    provisions_in,
    without_asked_days,
)


@pytest.mark.parametrize(
    ("text", "day", "issuer", "year"),
    [
        ("Quyết định 5/QĐ-UBND còn hiệu lực không?", None, None, None),
        ("Quyết định 5/QĐ-UBND ngày 1/2/2024 còn hiệu lực không?", dt.date(2024, 2, 1), None, None),
        (
            "Quyết định 5/QĐ-UBND ngày 01 tháng 02 năm 2024 của UBND tỉnh Cà Mau còn hiệu lực?",
            dt.date(2024, 2, 1),
            "UBND tỉnh Cà Mau",
            None,
        ),
        (
            "Quyết định 5/QĐ-UBND của UBND thành phố Đà Nẵng ngày 1.2.2024 hết hiệu lực chưa",
            dt.date(2024, 2, 1),
            "UBND thành phố Đà Nẵng",
            None,
        ),
        ("quyet dinh 5/qd-ubnd cua ubnd tinh ca mau con hieu luc khong", None,
         "ubnd tinh ca mau", None),
        ("Nghị quyết 5-NQ/TW (năm 2017) còn hiệu lực không?", None, None, 2017),
        ("Quyết định 5/QĐ-UBND vào ngày 1/2/2024 còn hiệu lực không?", None, None, None),
        ("Quyết định 5/QĐ-UBND ngày 31/2/2024 còn hiệu lực không?", None, None, None),
    ],
)  # fmt: skip
def test_what_stands_beside_a_number_names_its_document(text, day, issuer, year):
    (named,) = named_in(text)
    assert (named.day, named.issuer, named.year) == (day, issuer, year)


def test_each_of_several_numbers_has_its_own_day():
    named = named_in("Nghị định 1/2020/NĐ-CP ngày 3/1/2020 và 2/2021/NĐ-CP ngày 4/2/2021")
    assert [item.day for item in named] == [dt.date(2020, 1, 3), dt.date(2021, 2, 4)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Luật Đất đai ngày 29/11/2013 còn hiệu lực không?", []),
        ("Luật Đất đai còn hiệu lực ngày 29/11/2013 không?", [(dt.date(2013, 11, 29), False)]),
        ("Ngày 1/7/2025 Luật Đất đai còn hiệu lực không?", [(dt.date(2025, 7, 1), False)]),
        ("Luật Đất đai, ngày 1/7/2025 còn hiệu lực không?", [(dt.date(2025, 7, 1), True)]),
        (
            "Nghị định 1/2020/NĐ-CP ngày 3/1/2020 đến 1/7/2025 còn hiệu lực không?",
            [(dt.date(2025, 7, 1), False)],
        ),
        ("Nghị định 1/2020/NĐ-CP còn hiệu lực không?", []),
        ("", []),
    ],
)
def test_a_day_apart_from_a_name_is_asked_about(text, days):
    assert asked_days(text) == days


def test_days_asked_about_are_blanked_and_days_of_names_stay():
    text = "Luật Đất đai ngày 29/11/2013 vào ngày 1/7/2025"
    assert without_asked_days(text).rstrip() == "Luật Đất đai ngày 29/11/2013 vào ngày"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("điểm a khoản 1 Điều 3 và Điều 7 Luật X", ("điểm a khoản 1 Điều 3", "Điều 7")),
        ("Điều 12a của Luật X", ("Điều 12a",)),
        ("Nghị định 1/2020/NĐ-CP", ()),
        ("điều kiện hiệu lực", ()),
    ],
)
def test_provisions_are_read_as_written(text, found):
    assert provisions_in(text) == found


def record(name, **header):
    return DocumentRecord(name, name, held=True, header=Header(number="5/QĐ-UBND", **header))


def test_a_record_that_does_not_tell_its_day_stays_only_where_no_other_has_it():
    (named,) = named_in("Quyết định 5/QĐ-UBND ngày 1/2/2024")
    silent, right = record("silent"), record("right", date=dt.date(2024, 2, 1))
    wrong = record("wrong", date=dt.date(2024, 2, 2))
    assert fitting(named, [silent, wrong, right]) == [right]
    assert fitting(named, [silent, wrong]) == [silent]
    assert fitting(named, [wrong]) == []


def test_an_issuer_is_told_from_one_whose_name_is_alike():
    (named,) = named_in("Quyết định 5/QĐ-UBND của UBND tỉnh Tiền Giang")
    left, right = (
        record("a", issuer="UBND tỉnh Tiền Giang"),
        record("b", issuer="UBND tỉnh An Giang"),
    )
    assert fitting(named, [right, left]) == [left]
    assert fitting(named, [right]) == []


def test_the_longest_programme_name_counts():
    """Source: corpus/reference/named_programmes.csv."""
    short = programme_in("de an 06 con hieu luc khong")
    assert short is not None
    assert (short.documents, short.sure) == ((("06/QĐ-TTg", "2022-01-06"),), True)
    many = programme_in("chuong trinh tong the cai cach hanh chinh nha nuoc con hieu luc khong")
    assert many is not None
    assert not many.sure
    assert ("76/NQ-CP", "2021-07-15") in many.documents
    assert programme_in("de an 0 con hieu luc khong") is None
