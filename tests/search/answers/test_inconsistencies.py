"""What a document contradicts itself in, as an answer: what the sources found, and nothing else."""

import datetime as dt

import pytest

from kg.inconsistencies import Inconsistency, Stated
from kg.terms import Certainty, InconsistencyKind, NoAnswer
from search.answers.inconsistencies import inconsistency
from search.question import understand
from tests.search.hand_made import HandMade, small_library

ON = dt.date(2025, 10, 1)
FOUND = [
    Inconsistency(
        InconsistencyKind.TWO_DATES,
        "20/2019/NĐ-CP",
        (Stated("21/02/2019", 4, 4, "ngày 21/02/2019"), Stated("12/02/2019", 6, 6, "ngày 12/02")),
        Certainty.CERTAIN,
    ),
    Inconsistency(
        InconsistencyKind.TARGET_TWO_VALUES,
        "Tỷ lệ hồ sơ trực tuyến",
        (Stated("85%", 9, 9, "đạt 85%"), Stated("80%", 10, 10, "đạt 80%")),
        Certainty.LIKELY,
    ),
]


class Contradicting(HandMade):
    """The commune's plan has two findings, the others none."""

    def inconsistencies(self, document_id: str):
        return FOUND if document_id == "tan-phu" else []


@pytest.fixture(scope="module")
def library() -> Contradicting:
    small = small_library()
    return Contradicting(list(small.documents.values()), small.stubs)


def asked(text: str, library: HandMade):
    return inconsistency(understand(text, library, ON), library, ON)


def test_all_findings_are_told_with_the_lines_of_their_readings(library):
    given = asked("Kế hoạch của Tân Phú có mâu thuẫn gì không?", library)
    assert [row["kind"] for row in given.rows] == [item.kind.value for item in FOUND]
    assert [item.line_start for item in given.evidence] == [4, 6, 9, 10]
    assert given.total == 2
    assert [row["certain"] for row in given.rows] == [True, False]


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("check lỗi kế hoạch Tân Phú", True),
        ("ke hoach tan phu co loi gi", True),
        ("Kế hoạch Tân Phú có lợi gì cho dân?", False),
        ("chỗ nào kế hoạch Tân Phú nói về thư xin lỗi", False),
        ("kế hoạch tân phú trả lời ai", False),
    ],
)
def test_an_error_is_not_a_benefit_an_apology_or_a_reply(library, text, asks):
    assert asked(text, library).answered is asks


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Kế hoạch Tân Phú có ghi hai ngày khác nhau không?", [InconsistencyKind.TWO_DATES]),
        ("chi tieu trong ke hoach tan phu co khop khong", [InconsistencyKind.TARGET_TWO_VALUES]),
        ("Kế hoạch Tân Phú có giao trùng cho hai đơn vị không?", []),
    ],
)
def test_a_kind_that_is_asked_for_narrows_the_findings(library, text, kinds):
    given = asked(text, library)
    assert given.answered
    assert [row["kind"] for row in given.rows] == [kind.value for kind in kinds]


def test_that_nothing_was_found_is_an_answer(library):
    given = asked("Kế hoạch Hòa Bình có lỗi gì không?", library)
    assert (given.answered, given.total, given.rows) == (True, 0, ())
    assert "Hòa Bình" in given.subject


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Kế hoạch có mâu thuẫn gì không?", NoAnswer.NOT_HELD),
        ("Kế hoạch Tân Phú có trái với Nghị định 20/2019/NĐ-CP không?", NoAnswer.UNCLEAR),
        ("Ai ký kế hoạch Tân Phú?", NoAnswer.UNCLEAR),
        ("", NoAnswer.UNCLEAR),
    ],
)
def test_without_a_document_or_against_another_one_nothing_is_told(library, text, reason):
    given = asked(text, library)
    assert (given.answered, given.reason) == (False, reason)
