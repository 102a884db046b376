"""Nearness in meaning, against every cosine taken one by one in plain Python."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from search.ranking.soft import WordMeanings, nearness
from search.ranking.tokens import numbered
from tests.search.ranking.written_texts import ASKED, KNOWN, TEXTS, UNKNOWN, WEIGHTS

DIMENSION = 5
TERMS = ["[UNK]", "dat", "dai", "nha", "qxz1", "dat_dai", "dai_nha", "qxz1_qxz1", "nha_nha"]


class Drawn:
    """An embedding model of nine terms, as far as word meanings need one."""

    def __init__(self, terms):
        self.vocabulary = {term: at for at, term in enumerate(terms)}
        rows = np.random.default_rng(4).normal(size=(len(terms), DIMENSION))
        self.table = rows.astype(np.float32)

    def unit_rows(self, rows):
        found = self.table[rows]
        return found / np.linalg.norm(found, axis=1, keepdims=True)


MODEL = Drawn(TERMS)
MEANINGS = WordMeanings(MODEL)


def terms_of(text):
    return [*text, *(f"{left}_{right}" for left, right in pairwise(text))]


def cosine(left, right):
    one, two = (MODEL.table[MODEL.vocabulary[term]].tolist() for term in (left, right))
    product = sum(a * b for a, b in zip(one, two, strict=True))
    return product / math.dist(one, [0] * DIMENSION) / math.dist(two, [0] * DIMENSION)


def by_hand(question, weights, text):
    """The nearest term of the text for each known one of the question, never below 0."""
    have = [term for term in terms_of(text) if term in TERMS]
    sums = total = 0.0
    for term, weight in zip(terms_of(question), weights, strict=True):
        if term in TERMS:
            total += weight
            sums += weight * max([0.0, *(cosine(term, other) for other in have)])
    return sums / total if total else 0.0


def of(question, weights, texts, meanings=MEANINGS):
    single = np.array(weights[: len(question)], np.float32)
    double = np.array(weights[: max(0, len(question) - 1)], np.float32)
    return nearness(meanings, numbered(question), (single, double), list(map(numbered, texts)))


@settings(max_examples=150, deadline=None)
@given(ASKED, WEIGHTS, TEXTS)
@example(["dat", "dai"], [1.0] * 9, [["dat"], ["dai"]])  # no pair over two texts
@example(["dat", "dai"], [1.0] * 9, [[], ["dat", "dai"], []])
@example([], [1.0] * 9, [["dat"]])
@example(["dat"], [1.0] * 9, [])
def test_each_word_is_met_by_its_nearest(question, weights, texts):
    found = of(question, weights, texts)
    assert found.shape == (len(texts),)
    assert found.dtype == np.float32
    each = [*weights[: len(question)], *weights[: max(0, len(question) - 1)]]
    for at, text in enumerate(texts):
        assert found[at] == pytest.approx(by_hand(question, each, text), abs=1e-5)


@given(st.lists(st.sampled_from(KNOWN[:3]), min_size=1, max_size=6), WEIGHTS)
def test_a_text_that_repeats_the_question_is_as_near_as_can_be(question, weights):
    assert of(question, weights, [["nuoc", *question, "nuoc"]]) == pytest.approx([1.0], abs=1e-5)


def test_words_that_the_model_does_not_know_are_neither_near_nor_far():
    assert of([UNKNOWN[1], "dat"], [9.0, 1.0], [["dat"], [UNKNOWN[1]]]) == pytest.approx([1, 0])
    assert of([UNKNOWN[1]], [1.0], [["dat"]]).tolist() == [0]


def test_rows_are_those_of_the_vocabulary():
    singles, pairs = MEANINGS.rows(numbered(["dat", "dai", "nuoc", "dat"]))
    assert singles.tolist() == [1, 2, -1, 1]
    assert pairs.tolist() == [5, -1, -1]
    assert MEANINGS.vectors(np.array([3])) == pytest.approx(MODEL.unit_rows(np.array([3])))
    assert MEANINGS.rows(numbered(["unk"]))[0].tolist() == [-1]  # "[UNK]" is no syllable
