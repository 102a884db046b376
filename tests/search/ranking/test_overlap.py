"""Overlap of fields and question, against the same counted word by word in plain Python."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import example, given, settings

import corpus
from search.ranking.features import saturated, share
from search.ranking.overlap import BLOCK, asked, densest, overlap
from search.ranking.tokens import NUMBERS, number, numbered
from tests.search.ranking.written_texts import ASKED, TEXTS, WEIGHTS, texts_as_numbers

WINDOW = 4 * BLOCK


def rarities():
    """Rarity of a syllable, from the shipped list."""
    header, *rows = corpus.path("models", "ranking", "syllables.csv").read_text("utf-8").split()
    total, seen = int(header.split(",")[1]), dict(row.rsplit(",", 1) for row in rows)
    return lambda syllable: math.log((total + 1) / (int(seen.get(syllable, 1)) + 0.5))


RARITY = rarities()


def compared(question, weights, texts):
    """The question as numbers; columns of its syllables and pairs by name; its overlap."""
    made = asked(question, weights[: len(question)], weights[: max(0, len(question) - 1)])
    columns = {word: int(made.places[number(word)]) - 1 for word in question}
    pairs = {
        (left, right): int(made.pairs[columns[left] + 1, columns[right] + 1]) - 1
        for left, right in pairwise(question)
    }
    return made, columns, pairs, overlap(made, texts_as_numbers(texts))


def longest_run(text, pairs):
    """Grow from each place as far as the neighbours are neighbours in the question."""
    best = 0
    for start in range(len(text)):
        end = start
        while end + 1 < len(text) and (text[end], text[end + 1]) in pairs:
            end += 1
        best = max(best, end - start + 1 if end > start else 0)
    return best


@settings(max_examples=150, deadline=None)
@given(ASKED, WEIGHTS, TEXTS)
@example([], [1.0] * 9, [["dat"], []])
@example(["dat", "dai"], [1.0] * 9, [])
@example(["dat", "dat", "dat"], [1.0] * 9, [["dat"] * 5, ["dat"], ["dat", "dai"]])
@example(["dat", "dai"], [1.0] * 9, [["dat"], ["dai"]])  # neighbours in the table, not in a text
def test_every_table_is_what_counting_gives(question, weights, texts):
    _, columns, pairs, found = compared(question, weights, texts)
    n = len(texts)
    assert found.has.shape == found.counts.shape == (n, len(set(question)))
    assert found.has_pairs.shape == (n, len(pairs))
    for at, text in enumerate(texts):
        beside = list(pairwise(text))
        for word, column in columns.items():
            assert found.counts[at, column] == text.count(word)
            assert found.has[at, column] == (word in text)
        for pair, column in pairs.items():
            assert found.has_pairs[at, column] == (pair in beside)
        assert found.lengths[at] == len(text)
        whole = sum(RARITY(word) for word in text)
        named = sum(RARITY(word) for word in text if word in columns)
        assert found.covered[at] == pytest.approx(named / whole if text else 0, rel=1e-4)
        kept = sum(pair in pairs for pair in beside)
        assert found.in_order[at] == pytest.approx(kept / len(beside) if beside else 0)
        assert found.run[at] == longest_run(text, pairs)


@settings(max_examples=150, deadline=None)
@given(ASKED, WEIGHTS, TEXTS)
@example(["dat"], [1.0] * 9, [["dat"], ["dai"]])  # two blocks in all, fewer than a window's steps
@example(["dat", "dai"], [1.0] * 9, [["nha"] * 48 + ["dat"] + ["nha"] * 35 + ["dai"]])
def test_the_densest_window_is_the_best_of_all_of_four_blocks(question, weights, texts):
    made, columns, _, found = compared(question, weights, texts)
    total = sum(made.weights.tolist())
    best, at = densest(made, found)
    assert best.shape == at.shape == (len(texts),)
    for place, text in enumerate(texts):
        starts = range(0, max(1, len(text)), BLOCK)
        shares = []
        for start in starts:
            inside = set(text[start : start + WINDOW]) & set(question)
            held = sum(float(made.weights[columns[word]]) for word in inside)
            shares.append(held / total if total else 0)
        assert best[place] == pytest.approx(max(shares), abs=1e-6)
        first = next(i for i, one in enumerate(shares) if one >= max(shares) - 2e-6)
        assert at[place] == pytest.approx(first / len(starts))


@settings(max_examples=60, deadline=None)
@given(ASKED, WEIGHTS, TEXTS)
def test_shares_and_bm25_are_the_sums_of_their_formulas(question, weights, texts):
    made, columns, pairs, found = compared(question, weights, texts)
    total = sum(made.weights.tolist())
    covers, singles = share(found.has, made.weights), saturated(found, made.weights, 12)
    in_pairs = share(found.has_pairs, made.pair_weights)
    for at, text in enumerate(texts):
        norm = 1.2 * (0.25 + 0.75 * len(text) / 12)
        held = gained = 0.0
        for word, column in columns.items():
            weight, times = float(made.weights[column]), text.count(word)
            held += weight * (times > 0)
            gained += weight * times / (times + norm)
        assert covers[at] == pytest.approx(held / total if total else 0, rel=1e-5)
        assert singles[at] == pytest.approx(gained / total if total else 0, rel=1e-5)
        beside = set(pairwise(text))
        met = sum(float(made.pair_weights[column]) for p, column in pairs.items() if p in beside)
        every = sum(made.pair_weights.tolist())
        assert in_pairs[at] == pytest.approx(met / every if every else 0, rel=1e-5)


@settings(max_examples=60, deadline=None)
@given(ASKED, WEIGHTS)
def test_a_question_keeps_the_first_weight_of_each_word_and_pair(question, weights):
    made = asked(question, weights[: len(question)], weights[: max(0, len(question) - 1)])
    assert made.syllables.tolist() == numbered(question).tolist()
    assert made.places.shape == (NUMBERS,)
    assert np.count_nonzero(made.places) == len(made.weights) == len(set(question))
    first, beside = {}, {}
    for at, word in enumerate(question):
        first.setdefault(word, weights[at])
        if at + 1 < len(question):
            beside.setdefault((word, question[at + 1]), weights[at])
    for word, weight in first.items():
        assert made.weights[made.places[number(word)] - 1] == pytest.approx(weight)
    assert len(made.pair_weights) == len(beside)
    for (left, right), weight in beside.items():
        column = made.pairs[made.places[number(left)], made.places[number(right)]] - 1
        assert made.pair_weights[column] == pytest.approx(weight)
    assert not made.pairs[0].any()
    assert not made.pairs[:, 0].any()
