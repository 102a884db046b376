import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.matching import rank

WORDS = st.lists(st.sampled_from("ho so dat dai nuoc rung bien nui cau duong".split()), max_size=8)


def test_the_best_text_has_all_words_side_by_side():
    texts = ["rừng và đất", "bảo vệ rừng", "rừng được bảo vệ"]
    found = rank(["bao", "ve", "rung"], texts)
    assert [match.index for match in found] == [1, 2, 0]
    assert [match.coverage for match in found[:2]] == [1.0, 1.0]
    assert [match.pairs for match in found] == [1.0, 0.5, 0.0]


def test_a_rare_word_weighs_more_than_one_that_stands_everywhere():
    texts = ["kế hoạch rừng", "kế hoạch biển", "kế hoạch núi"]
    by_index = {match.index: match for match in rank(["hoach", "rung"], texts)}
    rare = 0.3 + math.log(1 + 3 / 2)
    common = 0.3 + math.log(1 + 3 / 4)
    assert by_index[0].coverage == pytest.approx(1.0)
    assert by_index[1].coverage == pytest.approx(common / (common + rare))
    assert by_index[1].coverage == by_index[2].coverage < 0.5


def test_of_texts_that_cover_alike_the_shorter_comes_first():
    found = rank(["rung"], ["rừng " + "cây " * 30, "rừng cây"])
    assert [match.index for match in found] == [1, 0]


def test_texts_without_a_word_of_the_topic_are_left_out():
    assert rank(["rung"], ["biển cả", ""]) == []


def test_no_topic_finds_nothing():
    assert rank([], ["rừng"]) == []


def test_a_part_of_a_word_is_not_the_word():
    assert rank(["an"], ["hoa lan"]) == []


@given(WORDS, st.lists(WORDS.map(" ".join), max_size=6))
def test_shares_stay_between_none_and_all_and_the_order_is_by_score(topic, texts):
    found = rank(topic, texts)
    assert all(0 < match.coverage <= 1 + 1e-9 and 0 <= match.pairs <= 1 for match in found)
    assert [m.score for m in found] == sorted((m.score for m in found), reverse=True)
    assert {m.index for m in found} == {
        place for place, text in enumerate(texts) if set(topic) & set(text.split())
    }
