"""Numbers of syllables: those of the shipped list in its order, others by checksum."""

import binascii
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from search.fields import Fields
from search.ranking import tokens


@pytest.fixture(scope="module")
def listed():
    header, *rows = corpus.path("models", "ranking", "syllables.csv").read_text("utf-8").split()
    pairs = [row.split(",") for row in rows]
    return int(header.split(",")[1]), [(syllable, int(count)) for syllable, count in pairs]


def test_listed_syllables_are_numbered_from_one_in_order(listed):
    syllables = [syllable for syllable, _ in listed[1]]
    assert tokens.numbered(syllables).tolist() == list(range(1, len(syllables) + 1))


def test_the_list_is_whole(listed):
    total, rows = listed
    assert len({syllable for syllable, _ in rows}) == len(rows) < tokens.NUMBERS / 2
    counts = [count for _, count in rows]
    assert counts == sorted(counts, reverse=True)
    assert total >= counts[0]
    assert counts[-1] == 2


def test_rarity_is_the_logarithm_of_how_seldom(listed):
    total, rows = listed
    rarity = tokens.rarity()
    assert rarity.shape == (tokens.NUMBERS,)
    assert (rarity > 0).all()
    for number, (_, count) in list(enumerate(rows, 1))[:: len(rows) // 50]:
        # log(1 + x) of Robertson's idf is log of (N + 1) / (n + 1/2).
        assert rarity[number] == pytest.approx(math.log((total + 1) / (count + 0.5)), rel=1e-5)
    assert rarity[-1] == rarity.max() == pytest.approx(math.log((total + 1) / 1.5), rel=1e-5)


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=12))
def test_others_share_the_numbers_above_the_list(syllable):
    known = dict.fromkeys(
        row.split(",")[0]
        for row in corpus.path("models", "ranking", "syllables.csv").read_text("utf-8").split()[1:]
    )
    number = tokens.number(syllable)
    if syllable in known:
        assert 1 <= number <= len(known)
    else:
        room = 65_536 - len(known) - 1
        assert number == len(known) + 1 + binascii.crc32(syllable.encode()) % room
        assert number <= 65_535


def test_a_passage_is_four_arrays_in_order():
    parts = tokens.ids(Fields(("dat",), (), ("dai", "dat"), ("qxz1",), ("#1/2020",)))
    assert [part.dtype for part in parts] == [np.uint16] * 4
    assert [len(part) for part in parts] == [1, 0, 2, 1]
    assert parts[2].tolist() == [tokens.number("dai"), tokens.number("dat")]
    assert tokens.numbered([]).shape == (0,)
