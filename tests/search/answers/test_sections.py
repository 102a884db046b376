"""The section that speaks of what is asked: ranked, one row each, with its heading."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.terms import NoAnswer
from search.answers.sections import SHOWN, find_section
from search.evidence import MAX_EVIDENCE
from search.question import understand
from tests.search.hand_made import HandMade, held, small_library

ON = dt.date(2026, 1, 1)
LIBRARY = small_library()


def ask(text, sources=LIBRARY):
    return find_section(understand(text, sources, ON), sources, ON)


@pytest.mark.parametrize(
    ("text", "document", "line"),
    [
        ("Chòi canh lửa rừng được quy định ở đâu?", "binh-an", 2),
        ("choi canh lua rung quy dinh o dau", "binh-an", 2),
        ("đoạn nào nói về bảng giá đất", "tan-phu", 7),
        ("mục nào nói về kinh phí thực hiện", "tan-phu", 10),
        ("Phần nào nói về đào tạo kỹ năng số cho công chức?", "hoa-binh", 5),
    ],
)
def test_the_line_that_says_it_stands_in_the_first_section(text, document, line):
    given_answer = ask(text)
    first = given_answer.rows[0]
    assert first["document"] == document
    proofs = [(piece.document, piece.line_start) for piece in given_answer.evidence]
    assert (document, line) in proofs


def test_rows_are_one_a_section_best_first():
    given_answer = ask("kế hoạch chuyển đổi số cải cách hành chính năm 2025")
    scores = [row["score"] for row in given_answer.rows]
    assert scores == sorted(scores, reverse=True)
    sections = [(row["document"], tuple(row["heading_path"])) for row in given_answer.rows]
    assert len(set(sections)) == len(sections) <= SHOWN
    assert given_answer.total == len(sections)
    assert len(given_answer.evidence) <= MAX_EVIDENCE


def test_evidence_quotes_its_lines():
    for piece in ask("đào tạo kỹ năng số").evidence:
        lines = LIBRARY.source(piece.document).lines[piece.line_start - 1 : piece.line_end]
        assert piece.quote == " ".join(" ".join(line.text for line in lines).split())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", NoAnswer.UNCLEAR),
        ("ở đâu?", NoAnswer.UNCLEAR),
        ("🗓️ 你好", NoAnswer.UNCLEAR),
        ("Trồng sâm Ngọc Linh được quy định ở đâu?", NoAnswer.NOT_FOUND),
        # a section may name an office's head and not say who that is
        ("Trưởng Phòng Kinh tế rà soát bảng giá đất là ai?", NoAnswer.NOT_FOUND),
        ("Nghị định 99/2031/NĐ-CP nói gì về bảng giá đất?", NoAnswer.NOT_FOUND),
    ],
)
def test_what_no_section_says_is_refused(text, reason):
    given_answer = ask(text)
    assert (given_answer.answered, given_answer.reason) == (False, reason)
    assert given_answer.rows == given_answer.evidence == ()


def test_a_document_named_is_the_only_one_looked_in():
    same = ["Đo nước sạch ở các ấp."]
    sources = HandMade(
        [held("a", same, title="Kế hoạch lọc phèn"), held("b", same, title="Kế hoạch diệt mối")], []
    )
    given_answer = ask("Kế hoạch diệt mối nói về đo nước sạch ở đâu?", sources)
    assert {row["document"] for row in given_answer.rows} == {"b"}
    assert {row["document"] for row in ask("đo nước sạch", sources).rows} == {"a", "b"}


def test_an_empty_library_has_no_section():
    assert ask("bảng giá đất", HandMade([], [])).reason is NoAnswer.NOT_FOUND


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=80))
def test_any_question_has_sections_or_a_reason(text):
    given_answer = ask(text)
    assert given_answer.answered is (given_answer.reason is None)
    assert given_answer.answered is bool(given_answer.rows)


@pytest.mark.parametrize("filler", ["bảng giá đất ", "🗓️", "\ud800 x "])
def test_ten_kilobytes_have_sections_or_a_reason(filler):
    given_answer = ask(filler * (10_000 // len(filler)))
    assert given_answer.answered is (given_answer.reason is None)
