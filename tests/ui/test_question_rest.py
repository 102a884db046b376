"""Questions from other programs: the same answers as the command line's, one or many at a time."""

import datetime as dt
import json

import pytest

from ui import rest
from ui.library import Library
from ui.question_rest import MOST

DAY = dt.date(2025, 8, 1)
FIRST = "Kế hoạch của Phường 5 do ai ký?"
NEXT = "còn xã Nguyên Giáp thì sao?"


@pytest.fixture
def offered(plans: Library):
    return rest.functions(plans)


def test_many_questions_are_answered_as_each_alone_in_their_order(plans, offered):
    asked = [
        {"id": "b", "question": FIRST},
        {"id": {"any": ["json"]}, "question": "thoi tiet hom nay the nao"},
        {"id": None, "question": NEXT, "after": [FIRST]},
        {"id": "b", "question": "", "after": None},
    ]
    told = offered["ask_batch"](asked, "2025-08-01")
    assert told == [
        {"id": item["id"]}
        | plans.ask(item["question"], on=DAY, after=tuple(item.get("after") or ()))
        for item in asked
    ]
    json.dumps(told)


def test_a_question_may_follow_another(plans, offered):
    followed = offered["ask"](NEXT, "2025-08-01", [FIRST])
    assert followed == plans.ask(NEXT, on=DAY, after=(FIRST,))
    assert followed["intent"] == "header"
    assert offered["ask"](FIRST, "2025-08-01", None) == plans.ask(FIRST, on=DAY)


def test_no_question_has_no_answer(offered):
    assert offered["ask_batch"]([]) == []


@pytest.mark.parametrize(
    ("questions", "part"),
    [
        ("hỏi gì", "questions"),
        (None, "questions"),
        ({"id": 1, "question": "x"}, "questions"),
        (["x"], "thứ 1"),
        ([{"id": 1, "question": FIRST}, {"question": "x"}], "thứ 2"),
        ([{"id": 1, "question": 5}], "thứ 1"),
        ([{"id": 1}], "thứ 1"),
        ([{"id": 1, "question": "x", "after": "y"}], "after"),
        ([{"id": 1, "question": "x", "after": [1]}], "after"),
        ([{"id": 1, "question": "x"}] * (MOST + 1), str(MOST)),
    ],
)
def test_what_is_no_list_of_questions_is_told_before_any_is_answered(offered, questions, part):
    error = offered["ask_batch"](questions)["error"]
    assert error["code"] == "usage"
    assert part in error["message"]


def test_days_and_earlier_questions_of_the_wrong_kind_are_told(offered):
    assert offered["ask"]("x", "hôm qua")["error"]["code"] == "usage"
    assert offered["ask"]("x", "", "y")["error"]["code"] == "usage"
    assert offered["ask_batch"]([{"id": 1, "question": "x"}], "hôm qua")["error"]["code"] == "usage"


@pytest.mark.parametrize(
    "question",
    [
        "",
        " \n\t ",
        "?" * 10_000,
        "x" * 10_000,
        "Ai chủ trì số hóa hồ sơ? " * 400,
        "số hóa hồ sơ của Phường 5 " + "a b c d e f " * 900,
        "什么是法律?",
        "Кто отвечает за цифровизацию?",
        "🙂🙂",
        "\x00\x01",
        "\ud800 lẻ",
        "ตำบล",
        '" OR 1=1 --',
    ],
    ids=lambda text: ascii(text[:12]),
)
def test_no_question_breaks_the_answering(offered, question):
    """Whatever is asked, an answer with its reason comes back, ready for JSON."""
    told = offered["ask"](question, "2025-08-01")
    assert "error" not in told
    assert told["answered"] or told["reason"] in {
        "not_found", "not_held", "unclear", "out_of_scope",
    }  # fmt: skip
    assert told["answer"].strip()
    json.dumps(told).encode()
