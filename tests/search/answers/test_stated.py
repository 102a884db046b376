"""Answers that are lines of a text: what a line may answer, and what is told of it."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.terms import NoAnswer
from search.answers.stated import has_figure, has_office, has_product, has_time, stated
from search.evidence import Source
from search.question import understand
from tests.search.hand_made import HandMade, held, small_library

ON = dt.date(2026, 1, 1)
LIBRARY = small_library()


def ask(text, fits=bool, sources=LIBRARY, within=None, **said):
    return stated(understand(text, sources, ON), sources, within, fits, **said)


@pytest.mark.parametrize(
    ("line", "states"),
    [
        ("hoàn thành trước ngày 15/9/2025", True),
        ("hoàn thành trước ngày 15 tháng 9 năm 2025", True),
        ("trong thời hạn 05 ngày làm việc", True),
        ("chậm nhất trong quý IV", True),
        ("báo cáo hằng quý", True),
        ("kiểm tra định kỳ", True),
        ("thực hiện thường xuyên", True),
        ("HOÀN THÀNH TRƯỚC NGÀY 15/9", True),
        ("Phòng Nội vụ chủ trì", False),
        ("đạt 85%", False),
        ("theo Luật Đất đai", False),
        ("", False),
        ("🗓️", False),
    ],
)
def test_a_line_states_a_time(line, states):
    assert has_time(line) is states


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Giao Phòng Nội vụ chủ trì", True),
        ("UBND các xã, phường phối hợp", True),
        ("Mỗi xã dựng một chòi canh", False),
        ("", False),
    ],
)
def test_a_line_names_an_office(line, names):
    assert has_office(line) is names


@pytest.mark.parametrize(
    ("line", "speaks"),
    [("Sản phẩm: báo cáo", True), ("KẾT QUẢ rà soát", True), ("đầu ra là sổ", True),
     ("phẩm chất", False), ("", False)],
)  # fmt: skip
def test_a_line_speaks_of_a_product(line, speaks):
    assert has_product(line) is speaks


@pytest.mark.parametrize(
    ("text", "line", "fits"),
    [
        ("đạt bao nhiêu phần trăm", "đạt 85%", True),
        ("đạt bao nhiêu phần trăm", "đạt 85 phần trăm", True),
        ("đạt bao nhiêu phần trăm", "đạt 85 hồ sơ", False),
        ("kinh phí bao nhiêu tiền", "12 tỷ đồng", True),
        ("kinh phí bao nhiêu tiền", "12 hồ sơ", False),
        ("có bao nhiêu hồ sơ", "12 hồ sơ", True),
        ("có bao nhiêu hồ sơ", "nhiều hồ sơ", False),
        ("có bao nhiêu hồ sơ", "", False),
    ],
)
def test_a_figure_has_the_unit_asked_for(text, line, fits):
    assert has_figure(understand(text, LIBRARY, ON))(line) is fits


def test_the_line_itself_is_the_answer_with_its_place_and_time():
    given_answer = ask("Rà soát bảng giá đất xong khi nào?", has_time)
    row = given_answer.rows[0]
    assert row == {
        "document": "tan-phu", "heading_path": ["Kế hoạch cải cách hành chính năm 2025"],
        "text": "Phòng Kinh tế chủ trì rà soát bảng giá đất trước ngày 15/9/2025.",
        "line_start": 7, "line_end": 7,
    }  # fmt: skip
    assert given_answer.deadline == "trước ngày 15/9/2025"
    assert given_answer.offices == ("Phòng Kinh tế",)
    assert given_answer.documents == ("12/KH-UBND",)
    assert given_answer.places == ("xã Tân Phú (huyện Đông Sơn)",)
    assert given_answer.signals.source is Source.LINES


def test_only_lines_that_fit_are_told():
    """The line on vaccination states no time."""
    given_answer = ask("Tiêm chủng mở rộng xong khi nào?", has_time)
    assert all(has_time(row["text"]) for row in given_answer.rows)
    assert "tiêm chủng" not in str(given_answer.rows)


@pytest.mark.parametrize("text", ["Ai lái tàu vũ trụ?", "nuôi cá sấu nước mặn", "", "?", "🗓️ 你好"])
def test_what_no_line_says_is_not_found(text):
    given_answer = ask(text, subject="Phòng Nội vụ")
    assert (given_answer.answered, given_answer.reason) == (False, NoAnswer.NOT_FOUND)
    assert given_answer.subject == "Phòng Nội vụ"
    assert given_answer.rows == given_answer.evidence == ()


def test_other_documents_than_those_asked_about_are_not_read():
    assert not ask("rà soát bảng giá đất", within={"hoa-binh"}).answered
    assert not ask("rà soát bảng giá đất", within=set()).answered


def test_at_most_three_lines_are_told():
    lines = [f"Đo nước sạch ở ấp {number}." for number in range(1, 9)]
    sources = HandMade([held("x", lines, title="Kế hoạch")], [])
    given_answer = ask("đo nước sạch ở ấp", sources=sources)
    assert given_answer.total == len(given_answer.rows) == len(given_answer.evidence) == 3


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80), st.sampled_from([bool, has_office, has_time, has_product]))
def test_any_question_is_answered_with_its_lines_or_refused(text, fits):
    given_answer = ask(text, fits)
    assert given_answer.answered is (given_answer.reason is None)
    assert len(given_answer.rows) == len(given_answer.evidence)
    for row in given_answer.rows:
        line = LIBRARY.source(row["document"]).lines[row["line_start"] - 1].text
        assert row["text"].startswith(line[:10].strip())
        assert fits(row["text"])


@settings(deadline=None)
@given(st.text(max_size=200))
def test_any_line_may_be_looked_at(text):
    for looks in (has_office, has_time, has_product):
        assert looks(text) in (True, False)
