"""The questions that the guide shows are understood as what the guide says they ask for."""

import datetime as dt
import re
from pathlib import Path

import pytest

ON = dt.date(2026, 11, 20)
GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "hoi.md"
ROW = re.compile(r"^\| ([^|]+) \| ([^|]*\?) \|$", re.MULTILINE)
INTENTS = {
    "văn bản nào viện dẫn": {"who_cites"},
    "viện dẫn những gì": {"what_it_cites"},
    "hiệu lực, vào một ngày": {"in_force"},
    "căn cứ đã hết hiệu lực": {"superseded"},
    "sửa đổi, thay thế": {"related"},
    "ai chủ trì, phối hợp, phê duyệt": {"who_leads"},
    "nhiệm vụ của cơ quan": {"tasks_of_office"},
    "nhiệm vụ theo điều kiện": {"tasks_of_office", "list_tasks"},
    "thời hạn": {"deadline"},
    "sản phẩm": {"product"},
    "chỉ tiêu": {"target"},
    "khối lượng việc": {"workload"},
    "thông tin văn bản": {"header"},
    "văn bản theo điều kiện": {"which_documents"},
    "so sánh": {"compare"},
    "điểm chưa khớp": {"inconsistency"},
    "cơ quan, địa phương sau sắp xếp": {"successor"},
    "tìm nội dung": {"find_section"},
}
SHOWN = [
    (label, question.strip())
    for label, cell in ROW.findall(GUIDE.read_text("utf-8"))
    for question in re.findall(r"[^?]+\?", cell)
]


def test_the_guide_shows_every_kind_of_question():
    assert {label for label, _ in SHOWN} == set(INTENTS)


@pytest.mark.parametrize(("label", "question"), SHOWN)
def test_a_question_of_the_guide_is_understood(plans, label, question):
    given = plans.ask(question, on=ON)
    assert given["intent"] in INTENTS[label]
    assert given["reason"] not in {"unclear", "out_of_scope"}
