"""Contradictions that legal staff look for: each with its line, and none in a sound text."""

import pytest

from ingest.citations.conflicts import with_conflicts
from ingest.pipeline import read_text
from kg.model import Header, Mention
from kg.terms import CitationRole, MentionType, Relation
from kg.terms import ProblemCode as P

HEAD = """ỦY BAN NHÂN DÂN
TỈNH TIỀN GIANG
Số: 36/QĐ-UBND
Tiền Giang, ngày 12 tháng 02 năm 2025
QUYẾT ĐỊNH
Về việc ban hành Kế hoạch cải cách hành chính năm 2025
CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH
"""
FOOT = """
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch cải cách hành chính.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
"""
TWO_YEARS = """Căn cứ Nghị quyết số 09/NQ-HĐND ngày 08/12/2023 của HĐND tỉnh;
Căn cứ Nghị quyết số 09/NQ-HĐND ngày 10/7/2024 của HĐND tỉnh;"""
TWO_ISSUERS = """Căn cứ Quyết định số 15/QĐ-UBND ngày 10/01/2024 của UBND tỉnh Tiền Giang;
Căn cứ Quyết định số 15/QĐ-UBND ngày 12/01/2024 của UBND huyện Cái Bè;"""
KINDS = frozenset(
    {
        P.CONFLICTING_DATES, P.CONFLICTING_NUMBERS, P.SELF_CITED, P.CITED_LATER, P.TYPE_DIFFERS,
        P.ISSUER_IMPOSSIBLE, P.DATE_IMPOSSIBLE, P.NUMBER_GUESSED,
    }
)  # fmt: skip


def problems(basis: str, foot: str = FOOT) -> list[tuple[P, int]]:
    reading = read_text(f"{HEAD}{basis}{foot}", "plan.txt")
    return [
        (problem.code, int(problem.place.rpartition(":")[2]))
        for problem in reading.problems
        if problem.code in KINDS
    ]


@pytest.mark.parametrize(("basis", "code"), [
    ("Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2017 của Chính phủ;", P.CONFLICTING_DATES),
    ("Căn cứ Luật Ngân sách nhà nước ngày 25/6/2016;", P.CONFLICTING_DATES),
    ("Căn cứ Quyết định số 36/QĐ-UBND ngày 12/02/2025 của UBND tỉnh;", P.SELF_CITED),
    ("Căn cứ Quyết định số 88/QĐ-UBND ngày 12/3/2026 của UBND tỉnh;", P.CITED_LATER),
    ("Căn cứ Nghị định số 12/2026/NĐ-CP của Chính phủ;", P.CITED_LATER),
    ("Căn cứ Quyết định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ;", P.TYPE_DIFFERS),
    ("Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Ủy ban nhân dân tỉnh Tiền Giang;",
     P.ISSUER_IMPOSSIBLE),
    ("Căn cứ Quyết định số 15/QĐ-UBND ngày 10/01/2024 của Thủ tướng Chính phủ;",
     P.ISSUER_IMPOSSIBLE),
    ("Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/13/2018 của Chính phủ;", P.DATE_IMPOSSIBLE),
    ("Căn cứ Quyết định số 15/QĐ-UBND ngày 31 tháng 11 năm 2024 của UBND tỉnh;", P.DATE_IMPOSSIBLE),
    ("Căn cứ Nghị định số 61/2205/NĐ-CP của Chính phủ;", P.DATE_IMPOSSIBLE),
    ("Căn cứ Quyết định khoản 15/QĐ-UBND ngày 10/01/2024 của UBND tỉnh;", P.NUMBER_GUESSED),
])  # fmt: skip
def test_each_contradiction_is_a_problem_with_its_line(basis, code):
    assert problems(basis) == [(code, 8)]


@pytest.mark.parametrize("basis", [
    "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ;",
    "Căn cứ Luật Ngân sách nhà nước ngày 25/6/2015;",
    "Căn cứ Quyết định số 15/QĐ-UBND ngày 10/01/2024 của Chủ tịch UBND tỉnh;",
    "Căn cứ khoản 15 Điều 3 Nghị định số 61/2018/NĐ-CP ngày 23/4/2018 của Chính phủ;",
    TWO_YEARS,
    TWO_ISSUERS,
    "Hoàn thành trước ngày 31/12/2026;",
])  # fmt: skip
def test_a_sound_text_has_none(basis):
    assert problems(basis) == []


def test_two_days_for_one_number_are_both_told():
    basis = (
        "Căn cứ Quyết định số 15/QĐ-UBND ngày 10/01/2024 của UBND tỉnh;\n"
        "Căn cứ Quyết định số 15/QĐ-UBND ngày 16/01/2024 của UBND tỉnh;"
    )
    reading = read_text(f"{HEAD}{basis}{FOOT}", "plan.txt")
    found = [p for p in reading.problems if p.code is P.CONFLICTING_DATES]
    assert [p.place for p in found] == ["plan.txt:8", "plan.txt:9"]
    assert {p.choices for p in found} == {("2024-01-10", "2024-01-16")}


def test_a_document_that_replaces_itself():
    foot = FOOT.replace("ký.", "ký và thay thế Quyết định số 36/QĐ-UBND ngày 12/02/2025.")
    assert problems("", foot) == [(P.SELF_CITED, 11)]


def test_an_attachment_that_names_another_number_than_the_decision():
    own = Mention(
        "63/QĐ-UBND", "Quyết định", "63", None, None, None, None, Relation.PROMULGATES,
        CitationRole.BASIS, MentionType.SELF, line=30,
    )  # fmt: skip
    [checked] = with_conflicts([own], Header(number="36/QĐ-UBND"))
    assert [(p.code, p.choices) for p in checked.problems] == [
        (P.CONFLICTING_NUMBERS, ("36/QĐ-UBND", "63/QĐ-UBND"))
    ]


def test_what_is_damaged_is_not_accused():
    """An engine without Vietnamese misreads figures; its lines are no proof of a mistake."""
    damaged = HEAD + "Can cu Nghi dinh sé 61/2018/ND-CP ngay 23/13/2018 cua Chinh phu;\n" * 3 + FOOT
    assert not {P.SELF_CITED, P.TYPE_DIFFERS} & {p.code for p in read_text(damaged).problems}
