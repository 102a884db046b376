"""Strength of results, against the formula by hand."""

import math

import pytest

from search import strength
from search.strength import nothing, weak


@pytest.mark.parametrize(
    ("hits", "lexical", "dense"),
    [([(0.5, 0.2), (0.1, 0.7)], 0.5, 0.7), ([(0.0, -0.4)], 0.0, -0.4)],
)
def test_the_best_of_each_figure_counts(hits, lexical, dense):
    expected = strength.BIAS + strength.LEXICAL * lexical + strength.DENSE * dense
    assert strength.strength(hits) == pytest.approx(expected)
    assert weak(hits) is (1 / (1 + math.exp(-expected)) < 0.5)


def test_more_of_either_never_weakens():
    steps = [at / 10 for at in range(11)]
    for lexical in steps:
        values = [strength.strength([(lexical, dense)]) for dense in steps]
        assert values == sorted(values)


def test_no_hits_are_not_weak_but_nothing():
    assert strength.strength([]) == -math.inf
    assert not weak([])
    assert nothing([])


@pytest.mark.parametrize(
    ("hits", "expected"),
    [([(0.0, 0.49)], True), ([(0.0, 0.5)], False), ([(0.01, 0.0)], False),
     ([(0.0, 0.1), (0.2, 0.0)], False)],
)  # fmt: skip
def test_without_a_word_or_the_meaning_there_is_nothing(hits, expected):
    assert nothing(hits) is expected
