"""Which lines were read by an OCR engine without Vietnamese."""

import pytest

from ingest.repair.damage import damaged_lines, is_damaged

CLEAN = [
    "ỦY BAN NHÂN DÂN",
    "Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;",
    "Căn cứ Nghị quyết số 76/NQ-CP ngày 15 tháng 7 năm 2021 của Chính phủ;",
    "Theo đề nghị của Trưởng phòng Nội vụ thành phố tại Tờ trình số 12/TTr-PNV.",
    "| STT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp |",
    "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính năm 2025.",
] * 4
DAMAGED = [
    "UY BAN NHAN DAN",
    "Can ctr Luat Té chirc chinh quyén dia phuong ngay 19 thang 6 nam 2015;",
    "Cin ctit Nghi quyét s6 76/NQ-CP ngay 15 thang 7 nam 2021 cta Chinh pha;",
    "Theo dé nghi cia Trudng phong N6i vu thanh phé tai To trinh s6 12/TTr-PNV.",
    "| STT | Nhiém vu | Co quan chu tri | Co quan phéi hop |",
    "Diéu 1. Ban hanh kém theo Quyét dinh nay Ké hoach cai cach hanh chinh nam 2025.",
] * 4
ENGLISH = [
    "This Decree provides for the implementation of the Law on Public Investment.",
    "Every agency shall report to the Government before the end of each fiscal year.",
] * 10


def test_clean_text_has_no_damaged_line():
    assert damaged_lines(CLEAN) == [False] * len(CLEAN)


def test_every_line_of_a_damaged_text_is_damaged_capitals_and_table_rows_too():
    assert damaged_lines(DAMAGED) == [True] * len(DAMAGED)


def test_one_damaged_page_inside_a_clean_document_is_found_to_the_line():
    found = damaged_lines([*CLEAN, *DAMAGED, *CLEAN])
    assert found == [False] * len(CLEAN) + [True] * len(DAMAGED) + [False] * len(CLEAN)


def test_one_clean_page_inside_a_damaged_document_stays_as_it_is():
    found = damaged_lines([*DAMAGED, *CLEAN, *DAMAGED])
    assert found == [True] * len(DAMAGED) + [False] * len(CLEAN) + [True] * len(DAMAGED)


def test_a_list_of_codes_and_names_inside_clean_text_is_not_damage():
    codes = ["UBND, HĐND, TTHC, CCHC", "Nguyen Van A", "https://dichvucong.gov.vn", "STT", "1.2.3"]
    assert not is_damaged([*CLEAN, *codes, *CLEAN])


@pytest.mark.parametrize(
    "lines",
    [[], [""], ["", " ", "12", "***"], ["\x00\ufffd"], ENGLISH],
    ids=["none", "empty", "no words", "noise", "English"],
)
def test_text_without_vietnamese_is_not_damaged_vietnamese(lines):
    assert damaged_lines(lines) == [False] * len(lines)


def test_a_short_damaged_page_between_clean_pages_is_found_to_the_line():
    page = DAMAGED[1:5]
    lines = [*CLEAN, "UBND", *page, "", "- VT.", *CLEAN]
    pages = [1] * (len(CLEAN) + 1) + [2] * (len(page) + 1) + [3] * (len(CLEAN) + 1)
    found = damaged_lines(lines, pages)
    start = len(CLEAN) + 1
    assert found[start : start + len(page)] == [True] * len(page)
    assert not any(found[:start])
    assert not any(found[start + len(page) + 1 :])


def test_engines_that_print_french_letters_are_found_too():
    page = ["Căn cứ".replace("ă", "à").replace("ứ", "ù"), "Quyêt dinh sô 36 cùa Ùy ban nhân dân",
            "vê viêc ban hành Kê hoach cài cách hành chính nàm hai nghìn"] * 3  # fmt: skip
    assert damaged_lines(page) == [True] * len(page)


def test_a_page_in_english_is_damage_neither_in_clean_nor_in_damaged_text():
    assert not any(damaged_lines([*CLEAN, *ENGLISH, *CLEAN]))
    found = damaged_lines([*DAMAGED, *ENGLISH, *DAMAGED])
    assert found == [True] * len(DAMAGED) + [False] * len(ENGLISH) + [True] * len(DAMAGED)


def test_damaged_tables_of_numbers_follow_their_words():
    rows = [f"{n} Nhiém vu {n * 7}.000 {n}.250" for n in range(9)]
    assert damaged_lines([*rows, "1.000 2.000", "", *rows]) == [True] * 20


def test_a_line_of_five_megabytes_and_bait_are_judged():
    assert damaged_lines(["x" * 5_000_000]) == [False]
    assert damaged_lines(["Nghi quyét " * 100_000]) == [True]
    assert damaged_lines(["\ud800" * 1000, "(a(" * 70_000]) == [False, False]
