"""The shipped table of what words count."""

import math
import re

import pytest

import corpus
from search.analysis import query_terms
from search.ranking import weights


@pytest.fixture(scope="module")
def table():
    header, *rows = corpus.path("models", "ranking", "weights.csv").read_text("utf-8").splitlines()
    assert header == "term,weight"
    return [row.split(",") for row in rows]


def test_every_line_is_a_term_and_a_weight(table):
    assert len(table) > 1_000
    for term, weight in table:
        assert re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)?", term), term
        assert 0 < float(weight) < 10, term
    assert [term for term, _ in table] == sorted({term for term, _ in table})


def test_the_table_is_read_as_it_stands(table):
    for term, weight in table:
        assert weights.shipped(term) == float(weight)
    assert weights.shipped("qxz1") == weights.shipped("") == weights.shipped("#1/2020") == 1.0


@pytest.mark.parametrize(
    "frame",
    ["được quy định như thế nào", "xin cho tôi hỏi", "là bao nhiêu", "gồm những gì"],
)
def test_words_that_only_frame_a_question_count_little(frame):
    found = [weights.shipped(term) for term in query_terms(f"{frame} zzz") if "zzz" not in term]
    assert math.prod(found) ** (1 / len(found)) < 0.7
    assert min(found) < 0.1


@pytest.mark.parametrize("subject", ["đất đai", "nghĩa vụ quân sự", "hôn nhân", "bảo hiểm xã hội"])
def test_words_that_name_a_subject_count_fully(subject):
    found = [weights.shipped(term) for term in query_terms(subject)]
    assert math.prod(found) ** (1 / len(found)) > 0.9
