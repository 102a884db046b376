"""Answers read from one task: who, by when, what is to come of it."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Assignment, Task
from kg.terms import NoAnswer, OfficeRole
from search.answers.tasks import deadline, product, scope, task_row, who_leads
from search.evidence import Source
from search.question import understand
from tests.search.hand_made import HandMade, held, small_library

ON = dt.date(2026, 1, 1)
LEAD, HELP = OfficeRole.LEAD, OfficeRole.COORDINATING
LIBRARY = small_library()


def ask(text, answerer, sources=LIBRARY):
    return answerer(understand(text, sources, ON), sources, ON)


def plan(*tasks, name="x", title="Kế hoạch năm 2025"):
    made = held(name, [task.task for task in tasks], title=title)
    made.tasks += tasks
    return made


def one_task(**said):
    assignments = said.pop("assignments", (Assignment("Trạm Y tế", LEAD),))
    return HandMade([plan(Task("Đo nước sạch ở các ấp", assignments, 1, 1, **said))], [])


@pytest.mark.parametrize(
    ("text", "offices", "line"),
    [
        ("Cơ quan nào chủ trì rà soát bảng giá đất?", ("Phòng Kinh tế",), 7),
        ("co quan nao chu tri ra soat bang gia dat", ("Phòng Kinh tế",), 7),
        ("Ai lo tiêm chủng mở rộng?", ("Trạm Y tế", "Phòng Kinh tế"), 8),
        ("Ai phối hợp tiêm chủng mở rộng?", ("Trạm Y tế", "Phòng Kinh tế"), 8),
        ("Đơn vị nào đào tạo kỹ năng số cho công chức?", ("Văn phòng",), 5),
    ],
)
def test_the_offices_of_the_task_described_are_told(text, offices, line):
    given_answer = ask(text, who_leads)
    assert given_answer.offices == offices
    assert [piece.line_start for piece in given_answer.evidence] == [line]
    assert given_answer.signals.source is Source.TASKS


def test_the_part_asked_for_goes_before_the_others():
    pair = HandMade(
        [
            plan(Task("Đo nước sạch", (Assignment("Trạm Y tế", LEAD),), 1, 1)),
            plan(Task("Đo nước sạch", (Assignment("Phòng Nội vụ", HELP),), 1, 1), name="y"),
        ],
        [],
    )
    assert ask("Ai chủ trì đo nước sạch?", who_leads, pair).offices == ("Trạm Y tế",)
    assert ask("Ai phối hợp đo nước sạch?", who_leads, pair).offices == ("Phòng Nội vụ",)
    assert set(ask("Ai đo nước sạch?", who_leads, pair).offices) == {"Trạm Y tế", "Phòng Nội vụ"}


@pytest.mark.parametrize(
    ("said", "text", "told"),
    [
        ({"deadline": dt.date(2025, 9, 15), "deadline_text": "trước 15/9"},
         "Đo nước sạch ở các ấp xong khi nào?", "trước 15/9"),
        ({"deadline_text": "trong quý II"}, "Đo nước sạch ở các ấp xong khi nào?", "trong quý II"),
        ({"deadline_text": "trong quý II"}, "Đo nước sạch ở các ấp xong quý mấy?", "trong quý II"),
        ({"deadline_text": "thường xuyên"}, "Đo nước sạch ở các ấp xong khi nào?", "thường xuyên"),
    ],
)  # fmt: skip
def test_a_deadline_is_told_in_the_documents_words(said, text, told):
    given_answer = ask(text, deadline, one_task(**said))
    assert (given_answer.answered, given_answer.deadline) == (True, told)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ({}, "Đo nước sạch ở các ấp xong khi nào?"),
        ({"deadline_text": "thường xuyên"}, "Đo nước sạch ở các ấp xong ngày nào?"),
        ({"deadline_text": "tháng 6"}, "Đo nước sạch ở các ấp xong quý mấy?"),
    ],
)
def test_a_deadline_that_is_not_what_is_asked_is_not_told(said, text):
    assert ask(text, deadline, one_task(**said)).reason is NoAnswer.NOT_FOUND


def test_a_product_is_told_where_the_task_names_one():
    given_answer = ask("Sản phẩm của việc đo nước sạch ở các ấp?", product, one_task(product="Sổ"))
    assert [row["product"] for row in given_answer.rows] == ["Sổ"]
    missing = ask("Sản phẩm của việc đo nước sạch ở các ấp?", product, one_task())
    assert missing.reason is NoAnswer.NOT_FOUND


@pytest.mark.parametrize("answerer", [who_leads, product, deadline])
@pytest.mark.parametrize("text", ["Ai lái tàu vũ trụ lên mặt trăng?", "Ai nuôi cá sấu?"])
def test_what_no_task_speaks_of_is_not_found(answerer, text):
    given_answer = ask(text, answerer)
    assert (given_answer.answered, given_answer.reason) == (False, NoAnswer.NOT_FOUND)


@pytest.mark.parametrize("answerer", [who_leads, product])
def test_a_question_about_nothing_is_unclear(answerer):
    assert ask("ai?", answerer).reason is NoAnswer.UNCLEAR


def test_a_document_named_is_the_only_one_looked_in():
    same = [plan(Task("Đo nước sạch", (Assignment(office, LEAD),), 1, 1), name=name, title=title)
            for name, office, title in (("a", "Trạm Y tế", "Kế hoạch lọc phèn"),
                                        ("b", "Phòng Nội vụ", "Kế hoạch diệt mối"))]  # fmt: skip
    sources = HandMade(same, [])
    asked = understand("Theo kế hoạch diệt mối, ai đo nước sạch?", sources, ON)
    assert scope(asked) == {"b"}
    assert who_leads(asked, sources, ON).offices == ("Phòng Nội vụ",)
    assert scope(understand("Ai đo nước sạch?", sources, ON)) is None


def test_a_row_tells_all_of_a_task():
    task = Task("Đo", (Assignment("Trạm Y tế", LEAD),), 3, 4, field="F", product="P",
                deadline=dt.date(2025, 1, 2), deadline_text="mai")  # fmt: skip
    assert task_row("x", task) == {
        "document": "x", "task": "Đo", "deadline": "2025-01-02", "deadline_text": "mai",
        "assignments": [{"office": "Trạm Y tế", "role": "lead"}],
        "product": "P", "field": "F", "line_start": 3, "line_end": 4,
    }  # fmt: skip


WORDS = st.lists(
    st.sampled_from("rà soát bảng giá đất tiêm chủng đào tạo ai khi nào sản phẩm ngày quý".split()),
    max_size=8,
).map(" ".join)


@settings(deadline=None, max_examples=40)
@given(WORDS | st.text(max_size=50), st.sampled_from([who_leads, product, deadline]))
def test_any_question_is_answered_with_proof_or_refused(text, answerer):
    given_answer = ask(text, answerer)
    assert given_answer.answered is (given_answer.reason is None)
    if given_answer.answered:
        assert given_answer.evidence
        assert given_answer.signals is not None
        shares = given_answer.signals
        assert all(0 <= s <= 1 for s in (shares.coverage, shares.pairs, shares.ahead))
