"""Where documents of merged provinces, ended districts and merged communes still hold.

Expected units: Resolution 202/2025/QH15 and the conversion table of 1 July 2025; last day of
districts' documents: Law 87/2025/QH15, khoản 1 Điều 3.
"""

import datetime as dt

import pytest

from kg.old_borders import territory_of

BEFORE, FIRST, LATER = dt.date(2025, 6, 30), dt.date(2025, 7, 1), dt.date(2026, 11, 20)
SIGNED = dt.date(2020, 5, 5)


@pytest.mark.parametrize(("number", "issuer", "holds_in", "now_in", "clause"), [
    ("12/2020/QĐ-UBND", "UBND tỉnh Tiền Giang", "tỉnh Tiền Giang (cũ)", "tỉnh Đồng Tháp",
     ("64/2025/QH15", "khoản 2 Điều 54")),
    ("09/2020/NQ-HĐND", "HĐND tỉnh Đồng Tháp", "tỉnh Đồng Tháp (cũ)", "tỉnh Đồng Tháp",
     ("64/2025/QH15", "khoản 2 Điều 54")),  # its name went on, its borders did not
    ("12/2020/QĐ-UBND", "UBND tỉnh Bình Phước", "tỉnh Bình Phước (cũ)", "thành phố Đồng Nai",
     ("64/2025/QH15", "khoản 2 Điều 54")),  # the new province became a city in 2026
    ("65/QĐ-UBND", "Ủy ban nhân dân tỉnh Hải Dương", "tỉnh Hải Dương (cũ)", "thành phố Hải Phòng",
     ("190/2025/QH15", "khoản 1 Điều 10")),  # not normative
    ("65/QĐ-UBND", "UBND huyện Cái Bè, tỉnh Tiền Giang", "huyện Cái Bè, tỉnh Tiền Giang (cũ)",
     "tỉnh Đồng Tháp", ("190/2025/QH15", "khoản 1 Điều 10")),
])  # fmt: skip
def test_a_former_units_documents_hold_within_its_old_borders(
    number, issuer, holds_in, now_in, clause
):
    found = territory_of(number, issuer, SIGNED, on=LATER)
    assert found is not None
    assert (found.holds_in, found.now_in, found.since) == ((holds_in,), now_in, FIRST)
    assert found.proof[0].document == clause[0]
    assert (found.proof[0].clause or "").startswith(clause[1])
    assert found.proof[0].quote
    assert found.until is None
    assert territory_of(number, issuer, SIGNED, on=BEFORE) is None


def test_a_districts_normative_document_has_a_last_day():
    issuer = "UBND huyện Cái Bè, tỉnh Tiền Giang"
    found = territory_of("05/2020/QĐ-UBND", issuer, SIGNED, on=LATER)
    assert found is not None
    assert found.until == dt.date(2027, 2, 28)
    assert "đến hết ngày 28 tháng 02 năm 2027" in (found.proof[0].quote or "")


def test_a_merged_communes_documents_are_told_with_the_new_commune():
    issuer = "HĐND Phường 5, thành phố Mỹ Tho, tỉnh Tiền Giang"
    found = territory_of("05/2020/NQ-HĐND", issuer, SIGNED, on=LATER)
    assert found is not None
    assert found.now_in == "phường Đạo Thạnh, tỉnh Đồng Tháp"


@pytest.mark.parametrize(("number", "issuer", "signed"), [
    ("12/2020/QĐ-UBND", "UBND tỉnh Thanh Hóa", SIGNED),  # not merged
    ("12/2025/QĐ-UBND", "UBND tỉnh Đồng Tháp", dt.date(2025, 8, 1)),  # the new province's own
    ("12/2025/QĐ-UBND", "UBND tỉnh Đồng Tháp", None),  # either province's: not told
    ("61/2018/NĐ-CP", "Chính phủ", SIGNED),
    ("03-NQ/TU", "Tỉnh ủy Tiền Giang", SIGNED),  # the Party's
    ("12/2020/QĐ-UBND", "UBND tỉnh", SIGNED),  # which one is not told
    ("12/2020/QĐ-UBND", None, SIGNED),
    ("x", "UBND tỉnh Không Có", SIGNED),
])  # fmt: skip
def test_of_others_nothing_is_said(number, issuer, signed):
    assert territory_of(number, issuer, signed, on=LATER) is None


def test_a_province_that_is_gone_is_known_to_be_older_without_a_day():
    assert territory_of("12/QĐ-UBND", "UBND tỉnh Tiền Giang", None, on=LATER) is not None
