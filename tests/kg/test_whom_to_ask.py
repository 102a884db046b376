"""Who answers for a document: bodies by 202/2025/QH15 (provinces) and the reform of ministries."""

import datetime as dt

import pytest

from kg.territories import resolve_place
from kg.whom_to_ask import Asked, Where, whom_to_ask

ON = dt.date(2026, 11, 20)
BEFORE = dt.date(2025, 2, 1)


@pytest.mark.parametrize(
    ("issuer", "number", "where", "body"),
    [
        ("Quốc hội", "86/2015/QH13", Where.DATABASE, None),
        ("Thủ tướng Chính phủ", "06/QĐ-TTg", Where.DATABASE, None),
        ("Bộ Thông tin và Truyền thông", "39/2017/TT-BTTTT", Where.DATABASE, None),
        ("Bộ Nội vụ", "867/QĐ-BNV", Where.BODY, "Bộ Nội vụ"),
        ("Bộ Kế hoạch và Đầu tư", "12/QĐ-BKHĐT", Where.HEIR, "Bộ Tài chính"),
        ("Sở Kế hoạch và Đầu tư tỉnh Lạng Sơn", "344/BC-SKHĐT", Where.HEIR,
         "Sở Tài chính tỉnh Lạng Sơn"),
        ("Sở Tài nguyên và Môi trường tỉnh Quảng Nam", "436/TTr-STNMT", Where.LAND_HEIR,
         "Sở Nông nghiệp và Môi trường thành phố Đà Nẵng"),
        ("UBND tỉnh Tiền Giang", "65/QĐ-UBND", Where.LAND_HEIR, "UBND tỉnh Đồng Tháp"),
        ("UBND tỉnh Cao Bằng", "65/QĐ-UBND", Where.BODY, "UBND tỉnh Cao Bằng"),
        ("UBND thành phố Gò Công, tỉnh Tiền Giang", "73/QĐ-UBND", Where.ARCHIVE, "tỉnh Đồng Tháp"),
        ("UBND huyện Không Có", "73/QĐ-UBND", Where.ARCHIVE, None),
        ("Tỉnh ủy Tiền Giang", "09-NQ/TU", Where.LAND_HEIR, "Tỉnh ủy Đồng Tháp"),
        ("Tỉnh ủy Cao Bằng", "09-NQ/TU", Where.BODY, "Tỉnh ủy Cao Bằng"),
        ("Ban chấp hành Đảng bộ tỉnh khóa XIV", "03-NQ/TU", Where.BODY, "Thành ủy Cần Thơ"),
        ("Ban Chấp hành Trung ương", "18-NQ/TW", Where.BODY, "Văn phòng Trung ương Đảng"),
        (None, None, Where.BODY, None),
    ],
)  # fmt: skip
def test_a_body_that_ended_is_replaced_by_who_took_over(issuer, number, where, body):
    place = resolve_place("tỉnh Hậu Giang")
    assert whom_to_ask(issuer, number, place, on=ON) == Asked(where, body)


@pytest.mark.parametrize(("on", "signed"), [(BEFORE, None), (ON, dt.date(2025, 8, 1))])
def test_before_the_reform_and_of_a_body_of_today_the_body_itself_answers(on, signed):
    name = "UBND tỉnh Tiền Giang"
    assert whom_to_ask(name, "65/QĐ-UBND", None, signed=signed, on=on) == Asked(Where.BODY, name)


def test_a_party_committee_without_a_known_place_stays_unnamed():
    assert whom_to_ask("Tỉnh ủy", "09-NQ/TU", None, on=ON) == Asked(Where.BODY, None)
