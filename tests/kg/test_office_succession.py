"""What became of an office in 2025: against the tables, read here by themselves."""

import datetime as dt

import pytest

import corpus
from kg.model import Place
from kg.office_identity import successors
from kg.terms import PlaceLevel

VI_THANH = Place("thành phố Vị Thanh", PlaceLevel.DISTRICT, None, "tỉnh Hậu Giang")
WARD_5 = Place("Phường 5", PlaceLevel.WARD, "thành phố Gò Công", "tỉnh Tiền Giang")
HAU_GIANG = Place("tỉnh Hậu Giang", PlaceLevel.PROVINCE, None, "tỉnh Hậu Giang")
LANG_SON = Place("tỉnh Lạng Sơn", PlaceLevel.PROVINCE, None, "tỉnh Lạng Sơn")
JULY, MARCH = dt.date(2025, 7, 1), dt.date(2025, 3, 1)


def row_of(beginning: str) -> dict[str, str]:
    return next(r for r in corpus.table("office_successors") if r["old_body"].startswith(beginning))


@pytest.mark.parametrize(
    ("printed", "place", "row"),
    [
        ("Phòng Nội vụ", VI_THANH, "Phòng Nội vụ"),
        ("PNV", None, "Phòng Nội vụ"),
        ("Trưởng phòng Tư pháp", VI_THANH, "Phòng Tư pháp"),
        ("Phòng Tài chính", VI_THANH, "Phòng Tài chính - Kế hoạch"),
        ("Phòng Kinh tế", VI_THANH, "Phòng Kinh tế và Hạ tầng; Phòng Kinh tế;"),
        ("Phòng LĐ-TB&XH", VI_THANH, "Phòng Lao động"),
        ("VP HĐND&UBND", VI_THANH, "Văn phòng HĐND và UBND"),
        ("Thanh tra thành phố", VI_THANH, "Thanh tra huyện"),
        ("Bộ phận Một cửa", VI_THANH, "Bộ phận Một cửa cấp huyện"),
        ("một cửa", WARD_5, "Bộ phận Một cửa cấp xã"),
        ("công chức VP-TK", WARD_5, "công chức Văn phòng - Thống kê"),
        ("Sở GTVT", LANG_SON, "Sở Giao thông vận tải"),
        ("Bộ KH&ĐT", None, "Bộ Kế hoạch và Đầu tư"),
        ("Ban Dân tộc", LANG_SON, "Ban Dân tộc"),
        ("Chủ tịch UBND thành phố", VI_THANH, "Chủ tịch UBND cấp huyện"),
    ],
)
def test_a_fact_is_what_its_row_says(printed, place, row):
    meant = row_of(row)
    fact = successors(printed, place=place)[0]
    assert "; ".join(fact.successors) == meant["successors"]
    assert fact.since == dt.date.fromisoformat(meant["ceased_on"])
    assert (fact.scope or "") == meant["scope"]
    assert fact.confidence == meant["confidence"]
    assert fact.document in meant["proofs"]
    assert fact.clause is None or fact.clause in meant["proofs"]


@pytest.mark.parametrize(
    ("printed", "place"),
    [
        ("Sở Nội vụ", LANG_SON),
        ("Phòng Văn hóa - Xã hội", WARD_5),
        ("Phòng Kinh tế", WARD_5),
        ("VP HĐND&UBND", WARD_5),
        ("VP HĐND&UBND", None),
        ("Phòng Kinh tế", None),
        ("Bộ Nội vụ", None),
        ("các phòng, ban", VI_THANH),
        ("UBND cấp xã", HAU_GIANG),
        ("UBND tỉnh", LANG_SON),
        ("???", None),
        ("", VI_THANH),
    ],
)
def test_what_goes_on_or_may_be_either_has_no_successor(printed, place):
    assert successors(printed, place=place) == ()


def test_an_office_of_a_merged_province_is_the_new_provinces():
    merged = next(
        row
        for row in corpus.table("provinces")
        if row["name"] == "thành phố Cần Thơ" and row["since"] == str(JULY)
    )
    (fact,) = successors("SNV", place=HAU_GIANG)
    assert (fact.old, fact.successors, fact.since, fact.document) == (
        "Sở Nội vụ tỉnh Hậu Giang",
        ("Sở Nội vụ thành phố Cần Thơ",),
        JULY,
        merged["resolution"],
    )
    assert successors("Sở Nội vụ tỉnh Hậu Giang", place=WARD_5) == (fact,)


def test_an_office_that_ended_before_the_merger_is_followed_through_both():
    ended, moved = successors("Sở KH&ĐT", place=HAU_GIANG)
    assert (ended.successors, ended.since) == (("Sở Tài chính",), MARCH)
    assert (moved.old, moved.successors, moved.since) == (
        "Sở Tài chính tỉnh Hậu Giang",
        ("Sở Tài chính thành phố Cần Thơ",),
        JULY,
    )


def test_the_committee_of_a_ward_goes_on_in_the_ward_that_took_it_over():
    (fact,) = successors("UBND phường", place=WARD_5)
    assert fact.successors == ("UBND phường Gò Công, tỉnh Đồng Tháp",)
    assert (fact.since, fact.confidence) == (JULY, "high")


def test_the_committee_of_a_district_ends_and_its_land_has_new_committees():
    ended, land = successors("UBND thành phố", place=VI_THANH)
    assert ended.document == "72/2025/QH15"
    assert "UBND cấp xã mới" in ended.successors
    assert land.old == "UBND thành phố Vị Thanh"
    assert "UBND phường Vị Thanh, thành phố Cần Thơ" in land.successors
