"""Repair of damaged Vietnamese: words, figures, case, columns."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.repair import DOUBTFUL, repair_lines
from kg.model import Line


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (
            "Cin ctr Nghi quyét s6 76/NQ-CP ngay 15/7/2021 cta Chinh phu",
            "Căn cứ Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ",
        ),
        (
            "UY BAN NHAN DAN CONG HOA XA HQI CHU NGHIA VIET NAM",
            "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        ),
        ("Theo dé nghi cia Trudng phong N6i vu", "Theo đề nghị của Trưởng phòng Nội vụ"),
        ("Di,éu 1. Ban hanh kém theo Quyét dinh nay", "Điều 1. Ban hành kèm theo Quyết định này"),
        ("thực hién nhiémvu cai cach hanh chinh", "thực hiện nhiệm vụ cải cách hành chính"),
        (
            "cac xa, phuong va co quan, don vi lién quan",
            "các xã, phường và cơ quan, đơn vị liên quan",
        ),
    ],
)
def test_damaged_lines_become_what_was_printed(raw, text):
    assert repair_lines([raw])[0].text == text


@pytest.mark.parametrize(
    "raw",
    [
        "s6 2077/QD-UBND-HC ngay 19/10/2021",
        "ty 1é 85,5% nam 2025",
        "giai doan 2021 - 2025",
        "$62077/QD-UBND",
        "diém 1.1 khoan 12 Diéu 3",
        "dién thoai 0273.3852000",
        "0 1 2 3",
        "12a)",
    ],
)
def test_no_figure_is_changed_lost_or_made_up(raw):
    figures = re.findall(r"\d{2,}", raw)
    assert re.findall(r"\d{2,}", repair_lines([raw])[0].text) == figures


def test_a_digit_that_stands_for_a_letter_is_a_letter():
    assert repair_lines(["Quyét dinh s6 15/QD-TTg"])[0].text.startswith("Quyết định số 15/")


def test_the_word_before_a_line_break_helps_the_word_after_it():
    lines = repair_lines(["ban hanh kém theo Quyét", "dinh nay cta Uy ban nhan", "dan tinh"])
    assert [line.text for line in lines] == [
        "ban hành kèm theo Quyết",
        "định này của Ủy ban nhân",
        "dân tỉnh",
    ]


def test_confidence_is_lower_for_noise_than_for_plain_words():
    plain, noise = repair_lines(["Uy ban nhan dan tinh", "xqzk wvxj qqkz"])
    assert noise.confidence < plain.confidence <= 1.0


def _assert_pieces_cover(raw, line):
    if not line.pieces:
        assert line.text == raw
        return
    text_at = raw_at = 0
    for text_start, text_end, raw_start, raw_end in line.pieces:
        assert (text_start, raw_start) == (text_at, raw_at)
        text_at, raw_at = text_end, raw_end
    assert (text_at, raw_at) == (len(line.text), len(raw))


def test_columns_of_a_number_lead_back_to_the_raw_number():
    raw = "Cin ctr Nghi quyét s6 76/NQ-CP cta Chinh phu"
    repaired = repair_lines([raw])[0]
    line = Line(1, 0, raw, repaired.text, pieces=repaired.pieces)
    start = repaired.text.index("76/NQ-CP")
    columns = line.raw_column(start), line.raw_column(start + 8, end=True)
    assert raw[slice(*columns)] == "76/NQ-CP"


@pytest.mark.parametrize(
    "lines",
    [[], [""], ["", ""], ["   "], ["|"], ["\ufffd\x00"], ["." * 500]],
    ids=["none", "empty", "two", "blank", "mark", "noise", "long"],
)
def test_lines_without_words_stay_as_they_are(lines):
    assert [line.text for line in repair_lines(lines)] == lines


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.text(st.sampled_from("abcdehinotuéèàô6$1, .?/-'ỆDH"), max_size=25), max_size=3))
def test_any_text_is_repaired_line_by_line_with_gapless_pieces(raws):
    lines = repair_lines(raws)
    assert len(lines) == len(raws)
    for raw, line in zip(raws, lines, strict=True):
        _assert_pieces_cover(raw, line)
        assert all(0.0 <= share <= 1.0 for _, share in line.syllables)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (
            "dugc giao cho cdc s¢, ban nganh ¢6 lién quan",
            "được giao cho các sở, ban ngành có liên quan",
        ),
        ("ty 1¢ hai long cua nguoi dan", "tỷ lệ hài lòng của người dân"),
        ("Chi s6 B1 va PAR Index", "Chỉ số B1 và PAR Index"),
        ("| co quan co lién quan| phuong, xa |", "| cơ quan có liên quan| phường, xã |"),
        ("cong tac CCHC cia UBND tinh", "công tác CCHC của UBND tỉnh"),
        ("B6 Tai chinh, B6 Noi vu va BO Cong Thuong", "Bộ Tài chính, Bộ Nội vụ và Bộ Công Thương"),
    ],
)
def test_odd_signs_abbreviations_and_commas_are_told_apart(raw, text):
    assert repair_lines([raw])[0].text == text


def test_a_closing_quotation_mark_is_kept_and_not_taken_for_part_of_a_letter():
    text = repair_lines(["mé hinh “Thw chic mirng”, “Thw xin 16i” nguoi dan"])[0].text
    assert re.sub(r"[^“”,]", "", text) == "“”,“”"


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("doi ngii can by, cong chirc", "đội ngũ cán bộ, công chức"),
        ("theo dbi, kiém tra viéc thuc hién", "theo dõi, kiểm tra việc thực hiện"),
        ("tham quyén quan 1y cua tinh", "thẩm quyền quản lý của tỉnh"),
        ("cac thu tuc co tan suat giao dich 16n", "các thủ tục có tần suất giao dịch lớn"),
    ],
)
def test_rare_shapes_and_glued_digits_are_read_as_letters_in_context(raw, text):
    assert repair_lines([raw])[0].text == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("Phat trién ha tang mang 5G trén dia ban tinh", "mạng 5G trên"),
        ("toa d6 cac diém NT3, NT4 tai khu vuc", "NT3, NT4 tại"),
    ],
)
def test_codes_of_letters_and_a_digit_stay_among_words(raw, text):
    assert text in repair_lines([raw])[0].text


def test_a_lone_figure_read_as_a_word_is_told_as_doubtful():
    line = repair_lines(["nguoi Viét Nam dinh cu 6 nuéc ngoai theo quy dinh"])[0]
    assert [line.text[start:end] for start, end, _ in line.doubts] == ["ở"]


def test_doubts_are_the_syllables_below_the_limit():
    lines = repair_lines(["Uy ban nhan dan tinh Xqzk, thon Ba Lém va Kbang Tu"])
    for line in lines:
        shares = [round(share, 4) for _, share in line.syllables if share < DOUBTFUL]
        assert [share for _, _, share in line.doubts] == shares
        assert all(0 <= start < end <= len(line.text) for start, end, _ in line.doubts)


@pytest.mark.parametrize("code", ["H42", "2a", "10 trinh", "13 nhiém vu"])
def test_codes_labels_and_bare_numbers_stay(code):
    assert code.split()[0] in repair_lines([f"(1.000847. {code})"])[0].text
