"""The chance that an answer is right: bounded, reckoned as a logistic regression reckons it."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit

from kg.terms import Intent, NoAnswer
from search.answer import answer
from search.answers import ANSWERERS
from search.confidence import BIAS, NAMES, THRESHOLD, WEIGHTS, calibrated, weighed
from search.deciding import Chances
from search.evidence import Answer, Signals, Source
from search.question import understand
from tests.search.hand_made import small_library

LIBRARY = small_library()
ON = dt.date(2026, 1, 1)
ASKED = understand("Cơ quan nào chủ trì rà soát bảng giá đất?", LIBRARY, ON)
SHARES = st.floats(0, 1)
INTENTS = st.sampled_from(sorted(ANSWERERS))


@st.composite
def answers(draw):
    """An answer of some intent that rests on facts, on tasks or on lines."""
    source = draw(st.sampled_from([None, Source.TASKS, Source.LINES]))
    signals = None
    if source is not None:
        signals = Signals(source, *(draw(SHARES) for _ in range(5)))
    intent = draw(INTENTS)
    chances = Chances(draw(st.sampled_from([{}, {intent: draw(SHARES)}])))
    return Answer(replace(ASKED, intent=intent, chances=chances), answered=True, signals=signals)


@settings(deadline=None)
@given(answers())
def test_a_chance_is_reckoned_as_logistic_regression_reckons_it(given_answer):
    values = np.array(weighed(given_answer))
    assert values.shape == (len(NAMES),)
    assert ((values >= 0) & (values <= 1)).all()
    expected = expit(BIAS + np.array(list(WEIGHTS.values())) @ values)
    assert calibrated(given_answer) == pytest.approx(expected)
    assert 0 <= calibrated(given_answer) <= 1


@settings(deadline=None)
@given(SHARES, INTENTS)
def test_facts_are_weighed_by_the_intent_alone(chance, intent):
    question = replace(ASKED, intent=intent, chances=Chances({intent: chance}))
    values = dict(zip(NAMES, weighed(Answer(question, answered=True)), strict=True))
    assert values.pop("intent") == chance
    assert set(values.values()) == {0.0}


@settings(deadline=None)
@given(answers())
def test_what_an_answer_rests_on_is_told_apart(given_answer):
    values = dict(zip(NAMES, weighed(given_answer), strict=True))
    of_lines = [value for name, value in values.items() if name.endswith("of lines")]
    of_tasks = [value for name, value in values.items() if name.endswith("of tasks")]
    source = given_answer.signals.source if given_answer.signals else None
    assert source is Source.TASKS or not any(of_tasks)
    assert source is Source.LINES or not any(of_lines)


def test_the_threshold_is_a_chance():
    assert 0.5 < THRESHOLD < 1


QUESTIONS = [
    "Văn bản nào căn cứ Nghị định 20/2019/NĐ-CP?",
    "Cơ quan nào chủ trì rà soát bảng giá đất?",
    "Nghị định 20/2019/NĐ-CP còn hiệu lực không?",
    "Rà soát bảng giá đất xong khi nào?",
    "Tỷ lệ hồ sơ trực tuyến đạt bao nhiêu phần trăm?",
    "Mỗi xã dựng mấy chòi canh lửa rừng?",
    "Ai ký kế hoạch của xã Tân Phú?",
    "Đào tạo phi công vũ trụ ra sao?",
]


@pytest.mark.parametrize("text", QUESTIONS)
def test_every_answer_given_is_sure_enough_and_says_how_sure(text):
    told = answer(text, LIBRARY, on=ON)
    assert 0 <= told.confidence <= 1
    if told.answered:
        assert told.confidence == pytest.approx(calibrated(told))
        assert told.confidence >= THRESHOLD


def test_an_answer_that_is_not_sure_enough_is_withheld_with_what_is_near(monkeypatch):
    monkeypatch.setattr("search.answer.THRESHOLD", 1.01)
    told = answer(QUESTIONS[1], LIBRARY, on=ON)
    assert (told.answered, told.reason) == (False, NoAnswer.UNCLEAR)
    assert told.nearest
    assert told.question.intent is Intent.WHO_LEADS
