"""Whether an answer to a labelled question is right: what counts and what is held against it."""

import pytest

from bench.answers.judging import FALSE_ANSWER, RIGHT, WITHHELD, WRONG, judged, same_office

PROOF = [{"file": "a.txt", "line_start": 10, "line_end": 12}]


def got(**said):
    return {"answered": True, "answer": "", "rows": [], "documents": [], "offices": [],
            "places": [], "evidence": []} | said  # fmt: skip


@pytest.mark.parametrize(
    ("answerable", "answered", "verdict"),
    [(True, False, WITHHELD), (False, False, RIGHT), (False, True, FALSE_ANSWER)],
)
def test_refusing_is_right_only_where_there_is_no_answer(answerable, answered, verdict):
    assert judged({"answerable": answerable}, got(answered=answered)) == verdict


@pytest.mark.parametrize(
    ("expected", "said", "verdict"),
    [
        (["20/2019/NĐ-CP"], {"documents": ["20/2019/NĐ-CP"]}, RIGHT),
        (["20/2019/NĐ-CP"], {"documents": ["20/2019/nd-cp", "5/QĐ-UBND"]}, RIGHT),
        (["5/QĐ-UBND"], {"documents": ["05/QĐ-UBND"]}, RIGHT),  # leading zeros
        (["20/2019/NĐ-CP"], {"rows": [{"number": "20/2019/NĐ-CP"}]}, RIGHT),
        (["20/2019/NĐ-CP"], {"answer": "Căn cứ Nghị định 120/2019/NĐ-CP."}, WRONG),
        (["5/QĐ-UBND"], {"rows": [{"number": "15/QĐ-UBND"}]}, WRONG),
        (["5/QĐ-UBND", "6/QĐ-UBND"], {"documents": ["5/QĐ-UBND"]}, WRONG),
        ([], {}, RIGHT),
    ],
)
def test_every_document_expected_must_be_named_whole(expected, said, verdict):
    assert judged({"expected_docs": expected}, got(**said)) == verdict


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Phòng Nội vụ", "phong noi vu", True),
        ("UBND xã", "Ủy ban nhân dân xã", True),
        ("Phòng Nội vụ", "Phòng Nội vụ thành phố", True),
        ("Phòng Nội vụ", "Phòng Tài chính", False),
        ("Sở", "Sở Nội vụ", False),
        ("Phòng Nội vụ", "", False),
    ],
)
def test_an_office_is_the_same_under_another_spelling(one, other, same):
    assert same_office(one, other) is same
    assert same_office(other, one) is same


def test_places_are_asked_for_only_where_the_question_is_who_cites():
    question = {"expected_places": ["Phường 5"], "kind": "cites_reverse"}
    assert judged(question, got(places=["Phường 5 (thành phố Gò Công)"])) in {RIGHT, WRONG}
    assert judged(question, got(answer="Phường 5 viện dẫn 2 lần.")) == RIGHT
    assert judged(question, got(places=["Phường 6"], answer="Phường 6")) == WRONG
    assert judged(question | {"kind": "other"}, got(places=["Phường 6"])) == RIGHT


@pytest.mark.parametrize(
    ("value", "answer", "verdict"),
    [
        ("85%", "đạt 85%.", RIGHT),
        ("85%", "đạt 85 %", RIGHT),
        ("85%", "đạt 185%", WRONG),
        ("12", "có 12 nhiệm vụ", RIGHT),
        ("12", "có 112 nhiệm vụ", WRONG),
        ("2025-09-05", "trước ngày 05/9/2025", RIGHT),
        ("2025-09-05", "ngày 5 tháng 9 năm 2025", RIGHT),
        ("2025-09-05", "ngày 15/9/2025", WRONG),
        ("hằng quý", "hằng năm", WRONG),
        ("hằng quý", "báo cáo hằng quý.", RIGHT),
    ],
)
def test_a_value_stands_in_the_answer_whole(value, answer, verdict):
    assert judged({"expected_values": [value]}, got(answer=answer)) == verdict


@pytest.mark.parametrize(
    ("pieces", "verdict"),
    [
        ([{"file": "a.txt", "line_start": 11, "line_end": 11}], RIGHT),
        ([{"file": "folder/a.txt", "line_start": 12, "line_end": 20}], RIGHT),
        ([{"file": "a.txt", "line_start": 15, "line_end": 15}], RIGHT),  # within three lines
        ([{"file": "a.txt", "line_start": 16, "line_end": 16}], WRONG),
        ([{"file": "b.txt", "line_start": 11, "line_end": 11}], WRONG),
        ([{"file": "a.txt", "line_start": 1, "line_end": 200}], WRONG),  # proves nothing
        ([{"file": "b.txt", "line_start": 1}] * 8 + [{"file": "a.txt", "line_start": 11}], WRONG),
        ([{"file": None}, {"file": "a.txt", "line_start": 10, "line_end": None}], RIGHT),
        ([], WRONG),
    ],
)
def test_one_of_the_first_pieces_must_touch_a_line_that_proves_it(pieces, verdict):
    assert judged({"evidence": PROOF}, got(evidence=pieces)) == verdict


def test_facts_of_the_registry_need_no_line():
    assert judged({"evidence": [{"file": "registry.csv"}]}, got()) == RIGHT
