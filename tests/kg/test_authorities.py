"""Issuers by code, offices by name, abbreviations: one office under its many names."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from kg.authorities import (
    canonical_office,
    expand_abbreviations,
    issuer_of,
)
from kg.model import Place
from kg.number import DocumentNumber, parse_number
from kg.offices import find_offices
from kg.terms import DocumentType, PlaceLevel

TIEN_GIANG = Place("tỉnh Tiền Giang", PlaceLevel.PROVINCE, None, "tỉnh Tiền Giang")
WARD_5 = Place("Phường 5", PlaceLevel.WARD, "thành phố Gò Công", "tỉnh Tiền Giang")


def number(printed: str) -> DocumentNumber:
    parsed = parse_number(printed)
    assert isinstance(parsed, DocumentNumber)
    return parsed


@pytest.mark.parametrize(
    ("printed", "place", "issuer"),
    [
        ("61/2018/NĐ-CP", None, "Chính phủ"),
        ("468/QĐ-TTg", None, "Thủ tướng Chính phủ"),
        ("65/2025/QH15", None, "Quốc hội"),
        ("1656/NQ-UBTVQH15", None, "Ủy ban Thường vụ Quốc hội"),
        ("18-NQ/TW", None, "Ban Chấp hành Trung ương Đảng"),
        ("01/2023/TT-VPCP", TIEN_GIANG, "Văn phòng Chính phủ"),
        ("01/2015/TTLT-BNV-BTC", None, "Bộ Nội vụ, Bộ Tài chính"),
        ("65/QĐ-UBND", TIEN_GIANG, "UBND tỉnh Tiền Giang"),
        ("36/QĐ-UBND", WARD_5, "UBND Phường 5"),
        ("65/QĐ-UBND", None, "UBND"),
        ("09-NQ/TU", WARD_5, "Tỉnh ủy Tiền Giang"),
        ("12/TTr-SNV", WARD_5, "Sở Nội vụ tỉnh Tiền Giang"),
        ("05/QĐ-XYZABC", None, None),
    ],
)
def test_the_code_of_a_number_names_its_issuer(printed, place, issuer):
    assert issuer_of(number(printed), place) == issuer


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Giao Phòng Nội vụ chủ trì, phối hợp với Phòng Tư pháp, Công an thành phố Gò Công",
            ["Phòng Nội vụ", "Phòng Tư pháp", "Công an thành phố Gò Công"],
        ),
        (
            "Chủ trì với Ban Tuyên giáo Thành ủy, Ủy ban Mặt trận Tổ quốc Việt Nam thành phố",
            ["Ban Tuyên giáo Thành ủy", "Ủy ban Mặt trận Tổ quốc Việt Nam thành phố"],
        ),
        (
            "các tổ chức chính trị - xã hội, các cơ quan chuyên môn và UBND các phường, xã làm",
            [
                "các tổ chức chính trị - xã hội",
                "các cơ quan chuyên môn",
                "UBND các phường, xã",
            ],
        ),
        (
            "Sở Văn hóa, Thể thao và Du lịch, Sở Nội vụ tỉnh Hậu Giang",
            ["Sở Văn hóa, Thể thao và Du lịch", "Sở Nội vụ tỉnh Hậu Giang"],
        ),
        ("Văn phòng HĐND&UBND thành phố", ["Văn phòng HĐND và UBND thành phố"]),
        ("công chức VP-TK phường", ["Công chức Văn phòng - Thống kê"]),
        ("Chủ tịch UBND phường", ["Chủ tịch UBND phường"]),
        ("Trưởng phòng Nội vụ", ["Trưởng phòng Nội vụ"]),
        (
            "Thủ trưởng các cơ quan chuyên môn thuộc UBND thành phố",
            ["Thủ trưởng các cơ quan chuyên môn thuộc UBND thành phố"],
        ),
        ("Người đứng đầu cơ quan, đơn vị", ["Người đứng đầu cơ quan, đơn vị"]),
        ("Trung tâm Kiểm soát bệnh tật tỉnh Cà Mau", ["Trung tâm Kiểm soát bệnh tật tỉnh Cà Mau"]),
        ("ai đứng đầu phong noi vu", ["Phòng Nội vụ"]),
        ("UBND phường\nChủ trì", ["UBND phường"]),
    ],
)
def test_offices_are_found_to_the_end_of_their_names_and_no_further(text, names):
    found = find_offices(text)
    assert [office.name for office in found] == names
    assert all(text[office.start : office.end] == office.raw for office in found)


@pytest.mark.parametrize(
    "text",
    [
        "phòng, chống tham nhũng; ban hành văn bản",
        "Bộ đội; Hội An; Chủ tịch Hội đồng nghiệm thu",
        "Thông tư số 56/2025/TT-BTC, 36/QĐ-UBND",
        "các phương án, thì Ủy quyền",
    ],
)
def test_words_that_only_look_like_offices_are_none(text):
    assert find_offices(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Phong Vin héa - Xa hdi va céc co", "Phòng Văn hóa - Xã hội"),
        ("qua Cong churc Vén hoéa - xa hoi phuong", "Công chức Văn hóa - Xã hội"),
        ("Vian phong-Théng ké phuong", "Công chức Văn phòng - Thống kê"),
        ("Uy ban nhén déan Phuong 5", "UBND Phường 5"),
        ("Van phong HDND va UBND xa", "Văn phòng HĐND và UBND xã"),
        ("cac nganh co lién quan", "các ngành có liên quan"),
        ("Trung tdm Phuc vu hanh chinh cong xa", "Trung tâm Phục vụ hành chính công xã"),
    ],
)
def test_damaged_names_of_offices_are_restored(text, name):
    """Prints of an English OCR engine, as seen in scanned plans."""
    assert find_offices(text)[0].name == name


def test_heads_and_groups_are_marked():
    text = "Trưởng phòng Nội vụ và Thủ trưởng các cơ quan; Phòng Nội vụ"
    assert [(o.head, o.group) for o in find_offices(text)] == [
        (True, False),
        (True, True),
        (False, False),
    ]


@pytest.mark.parametrize(
    ("name", "office"),
    [
        ("PNV", "Phòng Nội vụ"),
        ("Trưởng phòng Nội vụ", "Phòng Nội vụ"),
        ("VP-TK phường", "Công chức Văn phòng - Thống kê"),
        ("công chức VH-XH", "Công chức Văn hóa - Xã hội"),
        ("Bộ phận Một cửa", "Bộ phận Tiếp nhận và Trả kết quả"),
        ("Ủy ban nhân dân xã", "UBND xã"),
        ("Giám đốc Sở Nội vụ", "Sở Nội vụ"),
        ("Chủ tịch UBND phường", "UBND phường"),
    ],
)
def test_every_name_of_an_office_leads_to_one(name, office):
    assert canonical_office(name) == office


def test_a_bare_level_is_completed_by_the_documents_place():
    assert canonical_office("UBND phường", WARD_5) == "UBND Phường 5"
    assert canonical_office("UBND tỉnh", WARD_5) == "UBND tỉnh Tiền Giang"


def test_a_place_whose_name_folds_like_its_level_is_not_named_twice():
    ha_tinh = Place("tỉnh Hà Tĩnh", PlaceLevel.PROVINCE, None, "tỉnh Hà Tĩnh")
    assert canonical_office("Ủy ban nhân dân tỉnh Hà Tĩnh", ha_tinh) == "UBND tỉnh Hà Tĩnh"
    assert canonical_office("UBND tỉnh", ha_tinh) == "UBND tỉnh Hà Tĩnh"


def test_abbreviations_are_written_out_but_numbers_are_left_alone():
    text = "UBND xã giao VP-TK kiểm soát TTHC theo 36/QĐ-UBND"
    assert expand_abbreviations(text) == (
        "Ủy ban nhân dân xã giao Văn phòng - Thống kê kiểm soát thủ tục hành chính theo 36/QĐ-UBND"
    )


def test_the_word_lists_are_whole():
    """A missing comma would fuse two rows and nothing else would notice."""
    shorts = [row["short"] for row in corpus.table("abbreviations")]
    offices = [row["name"] for row in corpus.table("offices")]
    assert len(shorts) == len(set(shorts)) > 70
    assert len(offices) == len(set(offices)) > 115
    assert all(None not in row and all(v is not None for v in row.values())
               for table in ("abbreviations", "offices", "issuers", "document_types")
               for row in corpus.table(table))  # fmt: skip
    assert {row["name"] for row in corpus.table("document_types")} <= set(DocumentType)


@given(st.text(alphabet="UBND Phòng Nội vụ, các xã\nSở và TW-/5", max_size=150))
def test_spans_are_ordered_and_never_overlap(text):
    found = find_offices(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert all(office.raw and text[office.start : office.end] == office.raw for office in found)
