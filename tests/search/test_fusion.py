"""Fusion against sums worked by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.fusion import LEXICAL_WEIGHT, Fused, fuse, normalised


def test_two_rankings_give_the_sums_worked_by_hand():
    """Words 8, 4 -> 1, 1/2; meaning 0.5, 0.4 -> 1, 4/5; weights 3/4 and 1/4."""
    fused = fuse({1: 8.0, 2: 4.0}, {2: 0.5, 3: 0.4}, weight=0.75)
    assert [one.row for one in fused] == [1, 2, 3]
    assert fused[0] == Fused(1, 0.75 * 1, 1.0, 0.0)
    assert fused[1] == Fused(2, 0.75 * 0.5 + 0.25 * 1, 0.5, 1.0)
    assert fused[2].score == pytest.approx(0.25 * 0.8)


def test_where_one_side_is_silent_the_other_ranks_alone():
    assert [one.row for one in fuse({5: 1.0, 6: 2.0}, {})] == [6, 5]
    assert [one.row for one in fuse({}, {5: 0.1, 6: 0.2})] == [6, 5]
    assert fuse({}, {}) == []


def test_equal_scores_keep_the_order_of_rows():
    assert [one.row for one in fuse({9: 1.0, 3: 1.0}, {})] == [3, 9]


def test_negative_cosines_count_as_nothing():
    assert normalised({1: -0.2, 2: 0.4}) == {1: 0.0, 2: 1.0}
    assert normalised({1: -0.2}) == {1: 0.0}


SCORES = st.dictionaries(st.integers(0, 50), st.floats(-1, 1000), max_size=20)


@given(SCORES, SCORES)
def test_every_row_appears_once_with_scores_between_0_and_1(lexical, dense):
    fused = fuse(lexical, dense)
    assert {one.row for one in fused} == lexical.keys() | dense.keys()
    assert len(fused) == len({one.row for one in fused})
    assert all(0 <= one.score <= 1 + 1e-9 for one in fused)
    assert [one.score for one in fused] == sorted((one.score for one in fused), reverse=True)


def test_the_weight_is_a_share():
    assert 0 < LEXICAL_WEIGHT < 1
