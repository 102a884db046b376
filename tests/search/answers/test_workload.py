"""How many tasks each office has: on hand-made plans, against counts made by hand."""

import datetime as dt
from dataclasses import replace

import pytest

from kg.model import Assignment, Place, Task
from kg.terms import NoAnswer, OfficeRole, PlaceLevel
from search.answers.workload import workload
from search.conditions import Extreme
from search.question import understand
from tests.search.hand_made import HandMade, held

ON = dt.date(2025, 10, 1)
LEAD, HELP = OfficeRole.LEAD, OfficeRole.COORDINATING


def plan(name: str, number: str, place: Place, *given: tuple[tuple[str, OfficeRole], ...]):
    """A plan whose tasks, one a line, are given to these offices."""
    made = held(
        name,
        [f"Việc thứ {index}" for index, _ in enumerate(given, 1)],
        number=number,
        date=dt.date(2025, 3, 5),
        place=place,
    )
    made.tasks += [
        Task(f"Việc thứ {index}", tuple(Assignment(*pair) for pair in pairs), index, index)
        for index, pairs in enumerate(given, 1)
    ]
    return made


@pytest.fixture(scope="module")
def library() -> HandMade:
    within = (PlaceLevel.COMMUNE, "huyện Đông Sơn", "tỉnh Bình An")
    one = plan(
        "tan-phu", "12/KH-UBND", Place("xã Tân Phú", *within),
        (("Công chức Tư pháp - Hộ tịch", LEAD), ("các ngành liên quan", HELP)),
        (("công chức Tư pháp-Hộ tịch xã", LEAD), ("các ngành liên quan", HELP)),
        (("Công chức Tư pháp-Hộ tịch", HELP), ("các ngành liên quan", HELP)),
        (("Trạm Y tế", LEAD), ("các ngành liên quan", HELP)),
    )  # fmt: skip
    other = plan(
        "an-thoi", "77/KH-UBND", Place("xã An Thới", *within),
        (("Công chức Tư pháp - Hộ tịch", LEAD),),
        (("Công chức Tư pháp - Hộ tịch", LEAD),),
    )  # fmt: skip
    return HandMade([one, other], [])


def asked(library: HandMade, text: str, extreme: Extreme | None = None):
    question = understand(text, library, ON)
    conditions = replace(question.conditions, extreme=extreme)
    return workload(replace(question, conditions=conditions), library, ON)


def counts(answer):
    return [(row["office"], row["place"], row["tasks"]) for row in answer.rows]


def test_an_office_is_counted_under_all_its_spellings_and_apart_from_its_like_elsewhere(library):
    answer = asked(library, "Mỗi cơ quan có bao nhiêu nhiệm vụ?")
    assert counts(answer) == [
        ("Công chức Tư pháp - Hộ tịch", "xã Tân Phú", 3),
        ("Công chức Tư pháp - Hộ tịch", "xã An Thới", 2),
        ("Trạm Y tế", "xã Tân Phú", 1),
        ("các ngành liên quan", "xã Tân Phú", 4),
    ]
    assert answer.rows[0]["roles"] == {"lead": 2, "coordinating": 1}
    assert answer.total == 4
    assert answer.documents == ("12/KH-UBND", "77/KH-UBND")


def test_the_lines_of_the_first_office_prove_it(library):
    answer = asked(library, "Cơ quan nào nhiều việc nhất?", Extreme.MOST)
    assert [(e.document, e.line_start) for e in answer.evidence] == [
        ("tan-phu", 1), ("tan-phu", 2), ("tan-phu", 3),
    ]  # fmt: skip


def test_the_least_comes_first_where_it_is_asked_for_but_no_group_before_an_office(library):
    answer = asked(library, "Cơ quan nào ít việc nhất?", Extreme.LEAST)
    assert [row["tasks"] for row in answer.rows] == [1, 2, 3, 4]


def test_of_an_office_asked_about_each_units_is_told(library):
    answer = asked(library, "Khối lượng việc của công chức Tư pháp - Hộ tịch?")
    assert [row["place"] for row in answer.rows] == ["xã Tân Phú", "xã An Thới"]


def test_an_office_without_a_task_is_not_found(library):
    answer = asked(library, "Khối lượng việc của Sở Xây dựng?")
    assert not answer.answered
    assert answer.reason is NoAnswer.NOT_FOUND
