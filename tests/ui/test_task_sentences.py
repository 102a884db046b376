"""Answers on tasks in one plain sentence: every fact told stands in the answer."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.terms import Intent, OfficeRole
from search.answers import ANSWERERS
from search.conditions import Conditions, Lacking
from search.evidence import Answer
from search.periods import Period
from search.question import understand
from tests.search.hand_made import small_library
from ui import labels, task_sentences
from ui.listed import LISTED, LONGEST

ON = dt.date(2026, 1, 1)
LIBRARY = small_library()
ROW = {"task": "Đo nước", "assignments": [], "deadline": None, "deadline_text": None}
LEAD = {"office": "Trạm Y tế", "role": "lead"}
HELP = {"office": "Phòng Nội vụ", "role": "coordinating"}


def told(intent, text, **conditions):
    question = understand(text, LIBRARY, ON)
    if conditions:
        question = replace(question, conditions=Conditions(**conditions))
    given_answer = ANSWERERS[intent](question, LIBRARY, ON)
    assert given_answer.answered
    return getattr(task_sentences, intent.value)(given_answer)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (ROW, "Đo nước"),
        (ROW | {"assignments": [LEAD]}, "Đo nước (chủ trì: Trạm Y tế)"),
        (ROW | {"assignments": [LEAD, HELP, LEAD | {"office": "Sở Y tế"}]},
         "Đo nước (chủ trì: Trạm Y tế, Sở Y tế; phối hợp: Phòng Nội vụ)"),
        (ROW | {"deadline": "2025-09-15"}, "Đo nước (thời hạn: 15/9/2025)"),
        (ROW | {"deadline": "2025-01-05"}, "Đo nước (thời hạn: 05/01/2025)"),
        (ROW | {"deadline": "2025-09-15", "deadline_text": "trước 15/9"},
         "Đo nước (thời hạn: trước 15/9)"),
        (ROW | {"assignments": [LEAD], "deadline_text": "hằng quý"},
         "Đo nước (chủ trì: Trạm Y tế; thời hạn: hằng quý)"),
    ],
)  # fmt: skip
def test_a_task_is_told_with_offices_by_part_and_its_deadline(row, said):
    assert task_sentences.task(row) == said


@pytest.mark.parametrize("role", OfficeRole)
def test_every_part_has_its_word(role):
    said = task_sentences.task(ROW | {"assignments": [{"office": "X", "role": role.value}]})
    assert said == f"Đo nước ({labels.OFFICE_ROLES[role]}: X)"


@pytest.mark.parametrize(
    ("intent", "text", "said"),
    [
        (Intent.WHO_LEADS, "Cơ quan nào chủ trì rà soát bảng giá đất?",
         "Rà soát bảng giá đất (chủ trì: Phòng Kinh tế; thời hạn: trước ngày 15/9/2025)."),
        (Intent.DEADLINE, "Rà soát bảng giá đất xong khi nào?",
         "Rà soát bảng giá đất (chủ trì: Phòng Kinh tế; thời hạn: trước ngày 15/9/2025)."),
        (Intent.TASKS_OF_OFFICE, "Phòng Kinh tế phải làm gì?",
         "Phòng Kinh tế có 2 nhiệm vụ: Rà soát bảng giá đất; Tổ chức tiêm chủng mở rộng."),
        (Intent.LIST_TASKS, "Nhiệm vụ của phường Hòa Bình",
         "Có 1 nhiệm vụ: Đào tạo kỹ năng số cho công chức (chủ trì: Văn phòng)."),
    ],
)  # fmt: skip
def test_answers_are_one_sentence(intent, text, said):
    assert told(intent, text) == said


@pytest.mark.parametrize(
    ("conditions", "said"),
    [
        ({"lacking": frozenset({Lacking.PRODUCT})}, " không ghi sản phẩm:"),
        ({"lacking": frozenset({Lacking.PRODUCT, Lacking.DEADLINE})},
         " không ghi thời hạn, không ghi sản phẩm:"),
        ({"due": Period(dt.date(2025, 9, 1), dt.date(2025, 9, 30))},
         " đến hạn từ ngày 01/9/2025, đến hạn không muộn hơn ngày 30/9/2025:"),
        ({"due": Period(last=dt.date(2025, 9, 30))}, " đến hạn không muộn hơn ngày 30/9/2025:"),
        ({"due": Period(dt.date(2025, 9, 1))}, " đến hạn từ ngày 01/9/2025:"),
    ],
)  # fmt: skip
def test_conditions_that_were_met_are_told(conditions, said):
    assert said in told(Intent.LIST_TASKS, "Nhiệm vụ của xã Tân Phú", **conditions)


def answered(*rows, total=None, **said):
    question = understand("Nhiệm vụ của xã Tân Phú", LIBRARY, ON)
    return Answer(question, answered=True, rows=rows, total=total or len(rows), **said)


def test_products_are_told_with_their_tasks():
    rows = (ROW | {"product": "sổ"}, ROW | {"task": "Lọc nước", "product": "biên bản"})
    assert task_sentences.product(answered(*rows)) == (
        "Đo nước: sản phẩm là sổ; Lọc nước: sản phẩm là biên bản."
    )


def test_of_many_tasks_the_number_is_whole_and_the_rest_is_counted():
    rows = tuple(ROW | {"task": f"Việc {n}"} for n in range(1, 51))
    said = task_sentences.list_tasks(answered(*rows, total=120))
    assert said.startswith("Có 120 nhiệm vụ")
    assert said.count("Việc") == LISTED
    assert said.endswith(f"; và {120 - LISTED} nội dung khác.")


STATED = {"document": "x", "heading_path": ["I. Chung", "2. Y tế"], "text": "Đo nước hằng quý.",
          "line_start": 3, "line_end": 3}  # fmt: skip


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (STATED, "Văn bản ghi ở mục “2. Y tế”: Đo nước hằng quý."),
        (STATED | {"heading_path": []}, "Văn bản ghi: Đo nước hằng quý."),
    ],
)
def test_a_line_is_told_as_what_the_document_says(row, said):
    assert task_sentences.stated(answered(row)) == said


def test_a_long_line_is_cut():
    said = task_sentences.stated(answered(STATED | {"text": "nước " * 2_000}))
    assert len(said) < LONGEST + 60
    assert said.endswith("…")


def test_lines_are_told_from_tasks_and_from_sections():
    lines, tasks = answered(STATED), answered(ROW)
    assert task_sentences.is_stated(lines)
    assert not task_sentences.is_stated(tasks)
    assert not task_sentences.is_stated(answered())
    section = replace(lines, question=replace(lines.question, intent=Intent.FIND_SECTION))
    assert not task_sentences.is_stated(section)


@settings(deadline=None)
@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.text(max_size=20), st.sampled_from(OfficeRole)), max_size=4),
    st.none() | st.text(max_size=20),
    st.none() | st.dates(),
)
def test_any_task_is_told_with_all_its_offices(task, offices, words, day):
    row = {
        "task": task,
        "assignments": [{"office": name, "role": role.value} for name, role in offices],
        "deadline": day.isoformat() if day else None,
        "deadline_text": words,
    }
    said = task_sentences.task(row)
    assert said.startswith(task)
    assert all(name in said for name, _ in offices)
    assert not words or words in said
