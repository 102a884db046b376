"""Forty inputs that are no good question: each refused in one clear sentence with a way on."""

import datetime as dt
from dataclasses import replace

import pytest

from kg.terms import NoAnswer
from search.answer import answer
from search.evidence import refuse
from tests.search.hand_made import small_library
from ui.answer_view import view
from ui.refusals import advice, flaw_of, refusal

ON = dt.date(2026, 1, 1)
FLAWED = [
    ("", "wordless"),
    ("   \n\t ", "wordless"),
    ("?", "wordless"),
    ("!!!...,,,", "wordless"),
    ("👍😀", "wordless"),
    ("\u202e\u200b\x00", "wordless"),
    ("/*--*/;''", "wordless"),
    ("{{7*7}}", "wordless"),
    ("1=1--;", "wordless"),
    ("123456", "number"),
    ("2025", "number"),
    ("61/2018", "number"),
    ("١٢٣", "number"),
    ("01/7/2025 ?", "number"),
    ("任务的截止日期是什么？", "foreign"),
    ("Какой срок выполнения задачи?", "foreign"),
    ("マスク", "foreign"),
    ("ما هو الموعد النهائي؟", "foreign"),
    ("เอกสารใด", "foreign"),
    ("What is the deadline?", "english"),
    ("Which plans cite Decree 61?", "english"),
    ("please list tasks", "english"),
    ("how", "english"),
    ("Can you tell me about the plan of this year", "english"),
    ("x" * 10_000, "long"),
    ("lorem ipsum " * 900, "long"),
]
SOUND = [
    "Văn bản nào viện dẫn 76/NQ-CP?",
    "van ban nao can cu nghi dinh 61/2018",
    "deadline số hóa hồ sơ là khi nào",
    "update giúp em list task của Phòng Nội vụ",
    "a",
    "đ",
    "<script>alert(1)</script>",
    "'; DROP TABLE documents; --",
    "SELECT * FROM tasks",
    "{{7*7}} ${x}",
    "../../etc/passwd",
    "http://example.com/abc",
    "76/NQ-CP 还 còn hiệu lực không?",
]


@pytest.mark.parametrize(("text", "flaw"), FLAWED, ids=lambda value: repr(value)[:30])
def test_what_keeps_a_text_from_being_a_question_is_known(text, flaw):
    assert flaw_of(text) == flaw


@pytest.mark.parametrize("text", SOUND)
def test_a_question_in_vietnamese_has_no_such_flaw(text):
    assert flaw_of(text) is None


@pytest.mark.parametrize("text", [text for text, _ in FLAWED] + SOUND, ids=lambda v: repr(v)[:30])
def test_whatever_is_typed_is_answered_or_refused_in_one_sentence_with_a_way_on(text):
    sources = small_library()
    told = view(answer(text, sources, on=ON), sources, ON)
    assert told["answer"].endswith((".", "?"))
    assert "\n" not in told["answer"]
    assert len(told["answer"]) < 700
    if not told["answered"]:
        assert told["reason"] in {reason.value for reason in NoAnswer}
        assert told["advice"]


def test_each_flaw_and_each_reason_has_a_sentence_of_its_own():
    sources = small_library()
    flawed = {flaw: text for text, flaw in FLAWED}
    told = {refusal(answer(text, sources, on=ON)) for text in flawed.values()}
    plain = answer("Trạm Y tế phải làm nhiệm vụ gì?", sources, on=ON).question
    told |= {refusal(refuse(plain, reason)) for reason in NoAnswer}
    assert len(told) == len(flawed) + len(NoAnswer)
    assert len({advice(refuse(plain, reason)) for reason in NoAnswer}) == len(NoAnswer)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nhiệm vụ", "“nhiệm vụ” chưa thành câu hỏi."),
        ("nấu phở thế nào", "Câu hỏi chưa đủ rõ để trả lời chắc chắn."),
        ("thế ai phối hợp?", "Câu này như hỏi tiếp một câu khác, mà chưa có câu nào trước nó."),
    ],
)
def test_a_question_that_says_too_little_is_told_so(text, said):
    given = answer(text, small_library(), on=ON)
    assert not given.answered
    assert refusal(given) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hội Nông dân phải làm gì?", "nhiệm vụ nào của Hội Nông dân trong các"),
        (
            "Nhiệm vụ của Trạm Y tế phải xong trước tháng 6/2001?",
            "nhiệm vụ nào của Trạm Y tế đúng mọi điều kiện đã hỏi trong các",
        ),
    ],
)
def test_no_task_of_an_office_is_told_from_an_office_that_nobody_knows(text, said):
    given = answer(text, small_library(), on=ON)
    assert given.reason is NoAnswer.NOT_FOUND
    assert refusal(given) == f"Không tìm thấy {said} văn bản của thư viện."


def test_a_plan_of_another_year_is_told_with_those_that_are_held(plans):
    told = plans.ask("Kế hoạch năm 2024 của Phường 5 do ai ký?", on=ON)
    assert told["reason"] == "not_held"
    assert told["answer"] == (
        "Thư viện chưa có văn bản của năm 2024 như được hỏi; chỉ có 36/QĐ-UBND ngày 12/02/2025 "
        "của Chủ tịch UBND Phường 5."
    )


def test_an_answer_that_is_not_sure_enough_is_no_unclear_question():
    given = answer("Trạm Y tế phải làm nhiệm vụ gì?", small_library(), on=ON)
    unsure = replace(given, answered=False, reason=NoAnswer.UNCLEAR, confidence=0.6)
    assert "chưa đủ chắc chắn" in refusal(unsure)
    assert "đoạn gần nhất" in advice(unsure)


def test_a_year_that_no_document_of_the_number_bears_is_told(plans):
    told = plans.ask("Nghị quyết 76/NQ-CP năm 2019 còn hiệu lực không?", on=ON)
    assert told["reason"] == "unclear"
    assert "không văn bản nào trong đó ký năm 2019" in told["answer"]
    assert {choice["date"][:4] for choice in told["choices"]} == {"2013", "2021"}


def test_known_documents_of_the_same_number_and_another_year_are_named(plans):
    told = plans.ask("Nghị định 61/2017/NĐ-CP còn hiệu lực không?", on=ON)
    assert told["reason"] == "not_found"
    assert "61/2018/NĐ-CP" in told["similar"]
    assert "61/2017/NĐ-CP" not in told["similar"]
    assert "61/2018/NĐ-CP" in told["answer"]
    known = plans.ask("Nghị định 61/2018/NĐ-CP còn hiệu lực không?", on=ON)
    assert known["similar"] == []
