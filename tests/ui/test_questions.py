"""Questions of our own on the shipped plans (tests/gold/questions.jsonl), written by reading them.

They served development, so their figure is no measure of quality on unseen questions.
"""

import datetime as dt
import json
from pathlib import Path

import pytest

from kg.number import number_key

ON = dt.date(2026, 11, 20)
QUESTIONS = [
    json.loads(line)
    for line in (Path(__file__).parents[1] / "gold" / "questions.jsonl")
    .read_text("utf-8")
    .splitlines()
]


def touches(evidence, wanted):
    return any(
        piece["file"] == lines["file"]
        and piece["line_start"] <= lines["line_end"] + 3
        and lines["line_start"] <= piece["line_end"] + 3
        for piece in evidence
        for lines in wanted
        if piece["file"]
    )


@pytest.mark.parametrize(
    "asked", [q for q in QUESTIONS if q["answerable"]], ids=lambda q: q["question"]
)
def test_what_the_plans_say_is_answered_with_its_line(plans, asked):
    answer = plans.ask(asked["question"], on=ON)
    assert answer["answered"], answer["answer"]
    said = {number_key(name) for name in answer["documents"]}
    assert {number_key(name) for name in asked["expected_docs"]} <= said
    offices = " ".join(answer["offices"]).lower()
    assert all(office.lower() in offices for office in asked["expected_offices"])
    assert not asked["evidence"] or touches(answer["evidence"], asked["evidence"])


@pytest.mark.parametrize(
    "asked", [q for q in QUESTIONS if not q["answerable"]], ids=lambda q: q["question"]
)
def test_what_the_plans_do_not_say_is_refused_with_a_reason(plans, asked):
    answer = plans.ask(asked["question"], on=ON)
    assert not answer["answered"], answer["answer"]
    assert answer["reason"] in {"not_found", "not_held", "unclear", "out_of_scope"}


@pytest.mark.parametrize(
    "text", ["", "   ", "?", "\x00\x01", "căn cứ", "x" * 10_000, "hello world"]
)
def test_a_question_that_is_none_is_refused(plans, text):
    answer = plans.ask(text, on=ON)
    assert not answer["answered"]
    assert answer["evidence"] == []
