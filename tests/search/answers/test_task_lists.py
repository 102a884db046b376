"""Lists of tasks by office and conditions, against filtering by hand."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Assignment, Place, Task
from kg.terms import NoAnswer, OfficeRole, PlaceLevel
from search.answer import answer
from search.answers.task_lists import list_tasks, tasks_of_office
from search.conditions import Conditions, Lacking
from search.evidence import MAX_EVIDENCE, MAX_ROWS
from search.periods import Period
from search.question import understand
from tests.search.hand_made import DECREE, HandMade, cited, held, small_library, stub

ON = dt.date(2026, 1, 1)
LEAD, HELP = OfficeRole.LEAD, OfficeRole.COORDINATING
REFORM, FINANCE = "cải cách thể chế", "cải cách tài chính công"
LINES = [
    "Phòng Nội vụ chủ trì rà soát hồ sơ theo Nghị định 20/2019/NĐ-CP.",
    "Trạm Y tế chủ trì đo nước sạch; Phòng Nội vụ phối hợp.",
    "Đo nước sạch hằng quý.",
    "Phòng Nội vụ chủ trì lập báo cáo.",
    "Phòng Nội vụ trồng cây.",
]
TASKS = (
    Task("Rà soát hồ sơ", (Assignment("Phòng Nội vụ", LEAD),), 1, 1, field=REFORM,
         deadline=dt.date(2025, 6, 30), deadline_text="trước 30/6/2025", product="Báo cáo"),
    Task("Đo nước sạch", (Assignment("Trạm Y tế", LEAD), Assignment("Phòng Nội vụ", HELP)), 2, 2,
         field=FINANCE, deadline=dt.date(2025, 9, 1), deadline_text="trước 01/9/2025"),
    Task("Đo nước sạch hằng quý", (), 3, 3, deadline_text="hằng quý", product="Số đo"),
    Task("Lập báo cáo", (Assignment("Phòng Nội vụ", LEAD),), 4, 4, field=REFORM),
    Task("Trồng cây", (Assignment("Phòng Nội vụ", HELP),), 5, 5, product="Cây"),
)  # fmt: skip


def library(tasks=TASKS, lines=LINES):
    plan = held("x", lines, number="5/KH-UBND", title="Kế hoạch năm 2025",
                place=Place("xã Tân Phú", PlaceLevel.COMMUNE, "huyện Đông Sơn"))  # fmt: skip
    plan.tasks += tasks
    if lines is LINES:
        plan.mentions.append(cited(plan.source, 1, "20/2019/NĐ-CP", DECREE, type="Nghị định"))
    return HandMade([plan], [stub(DECREE, type="Nghị định", issuer="Chính phủ")])


LIBRARY = library()


def ask(text, answerer, sources=LIBRARY, on=ON, **conditions):
    question = understand(text, sources, on)
    if conditions:
        question = replace(question, conditions=Conditions(**conditions))
    return answerer(question, sources, on)


def lines_of(answer):
    return [row["line_start"] for row in answer.rows]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Phòng Nội vụ phải làm gì?", [1, 4, 2, 5]),  # its own first, then where it helps
        ("phong noi vu phai lam gi", [1, 4, 2, 5]),
        ("Phòng Nội vụ chủ trì việc gì?", [1, 4]),
        ("Phòng Nội vụ phối hợp việc gì?", [2, 5]),
        ("Phòng Nội vụ phải xong việc gì trước tháng 9/2025?", [1]),
        ("Phòng Nội vụ có việc nào không có thời hạn?", [4, 5]),
        ("Phòng Nội vụ có việc nào căn cứ văn bản đã hết hiệu lực?", [1]),
        ("Trạm Y tế phải làm gì?", [2]),
    ],
)
def test_an_office_has_the_tasks_in_which_it_has_a_part(text, lines):
    given_answer = ask(text, tasks_of_office)
    assert given_answer.answered
    assert lines_of(given_answer) == lines
    assert given_answer.total == len(lines)


@pytest.mark.parametrize(
    "text",
    ["Sở Tài chính phải làm gì?", "Trạm Y tế có việc nào không có thời hạn?",
     "Phòng Nội vụ phải xong việc gì trước tháng 1/2020?"],
)  # fmt: skip
def test_an_office_without_such_tasks_is_refused_by_name(text):
    given_answer = ask(text, tasks_of_office)
    assert (given_answer.answered, given_answer.reason) == (False, NoAnswer.NOT_FOUND)
    assert given_answer.subject == understand(text, LIBRARY, ON).offices[0]
    assert given_answer.rows == given_answer.evidence == ()


def test_no_office_is_unclear():
    assert ask("phải làm gì ở đây?", tasks_of_office).reason is NoAnswer.UNCLEAR


def brute(due=None, lacking=frozenset(), field=None):
    """Lines of the tasks that meet conditions, one by one."""
    found = []
    for task in TASKS:
        leads = any(a.role in {LEAD, OfficeRole.PERFORMING, OfficeRole.ADVISING}
                    for a in task.assignments)  # fmt: skip
        fails = (
            (field is not None and task.field != field)
            or (due is not None and not (task.deadline and due.has(task.deadline)))
            or (Lacking.DEADLINE in lacking and (task.deadline or task.deadline_text))
            or (Lacking.LEAD in lacking and leads)
            or (Lacking.PRODUCT in lacking and task.product is not None)
        )
        if not fails:
            found.append(task.line_start)
    return found


DAYS = st.none() | st.dates(dt.date(2025, 5, 1), dt.date(2025, 10, 1))


@settings(deadline=None)
@given(
    st.none() | st.builds(Period, DAYS, DAYS),
    st.frozensets(st.sampled_from(Lacking)),
    st.sampled_from([None, REFORM, FINANCE]),
)
def test_conditions_leave_the_tasks_that_meet_all_of_them(due, lacking, field):
    given_answer = ask("Nhiệm vụ của xã Tân Phú", list_tasks, due=due, lacking=lacking, field=field)
    expected = brute(due, lacking, field)
    assert sorted(lines_of(given_answer)) == expected
    assert given_answer.answered is bool(expected)
    assert given_answer.total == len(expected)


def test_dead_bases_are_told_with_what_replaced_them():
    given_answer = ask("Nhiệm vụ nào của xã Tân Phú căn cứ văn bản đã hết hiệu lực?", list_tasks)
    assert lines_of(given_answer) == [1]
    assert given_answer.rows[0]["dead_bases"] == [
        {"canonical": "20/2019/NĐ-CP", "state": "expired", "replaced_by": ["80/2025/NĐ-CP"]}
    ]
    assert {"20/2019/NĐ-CP", "80/2025/NĐ-CP"} <= set(given_answer.documents)


def test_a_basis_that_held_on_the_day_asked_about_is_not_dead():
    """The decree ends on 15 June 2025 (hand-made registry)."""
    text = "Nhiệm vụ nào của xã Tân Phú căn cứ văn bản đã hết hiệu lực?"
    assert not ask(text, list_tasks, on=dt.date(2025, 6, 14)).answered
    assert ask(text, list_tasks, on=dt.date(2025, 6, 15)).answered


def test_a_topic_leaves_the_tasks_on_it():
    assert sorted(lines_of(ask("Các nhiệm vụ về nước sạch", list_tasks))) == [2, 3]
    assert ask("Các nhiệm vụ về tàu vũ trụ", list_tasks).reason is NoAnswer.NOT_FOUND


def test_without_document_topic_or_condition_a_list_is_unclear():
    assert ask("liệt kê các nhiệm vụ", list_tasks).reason is NoAnswer.UNCLEAR


def test_every_task_is_counted_where_only_the_first_are_told():
    many = [Task(f"Việc {n}", (Assignment("Trạm Y tế", LEAD),), n, n) for n in range(1, 71)]
    sources = library(many, [f"Việc {n}" for n in range(1, 71)])
    given_answer = ask("Trạm Y tế phải làm gì?", tasks_of_office, sources)
    assert (given_answer.total, len(given_answer.rows)) == (70, MAX_ROWS)
    assert len(given_answer.evidence) == MAX_EVIDENCE
    assert lines_of(given_answer) == list(range(1, MAX_ROWS + 1))


def test_every_row_is_given_where_every_one_is_asked_for():
    many = [Task(f"Việc {n}", (Assignment("Trạm Y tế", LEAD),), n, n) for n in range(1, 71)]
    sources = library(many, [f"Việc {n}" for n in range(1, 71)])
    whole = answer("Trạm Y tế phải làm gì?", sources, on=ON, every_row=True)
    assert lines_of(whole) == list(range(1, 71))
    assert whole.total == 70


def test_evidence_is_the_lines_of_the_tasks():
    given_answer = ask("Phòng Nội vụ phải làm gì?", tasks_of_office)
    told = [(piece.line_start, piece.quote) for piece in given_answer.evidence]
    assert told == [(line, LINES[line - 1]) for line in lines_of(given_answer)]


@settings(deadline=None, max_examples=40)
@given(st.text(max_size=60))
def test_any_question_is_answered_or_refused(text):
    for answerer in (list_tasks, tasks_of_office):
        given_answer = ask(text, answerer, small_library())
        assert given_answer.answered is (given_answer.reason is None)
