"""Words: scores against BM25 computed by hand, filters against choosing afterwards, changes."""

import hashlib
import math
import os
import shutil
from collections import Counter

import numpy as np
import pytest

from kg.model import Passage
from search import lexical
from search.analysis import query_terms
from search.lexical import LOCKS, Choice, LexicalIndex, LexicalWriter, passage_terms

SYLLABLES = "xa phuong kinh phi ke hoach nhan dan so mot cua ho so giay phep dat dai".split()


def made(count, seed=1):
    random = np.random.default_rng(seed)
    return [
        Passage(
            f"d{at // 4}#{at}",
            f"d{at // 4}",
            ("Chương I", " ".join(random.choice(SYLLABLES, 3))),
            " ".join(random.choice(SYLLABLES, random.integers(5, 40))),
            1,
            1,
            title=f"Quyết định {' '.join(random.choice(SYLLABLES, 2))}",
        )
        for at in range(count)
    ]


PASSAGES = made(120)


def put(writer, passages, first=0):
    for row, passage in enumerate(passages, first):
        writer.add(row, passage.document, passage_terms(passage))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("words") / "lexical"
    writer = LexicalWriter(folder)
    put(writer, PASSAGES)
    writer.finish()
    return folder


def bm25(query, passages):
    """Robertson & Zaragoza 2009, k1 = 1.2, b = 0.75, without any index."""
    bags = [Counter(passage_terms(one)) for one in passages]
    lengths = np.array([bag.total() for bag in bags])
    scores = np.zeros(len(bags))
    for term, times in Counter(query_terms(query)).items():
        counts = np.array([bag[term] for bag in bags])
        held = (counts > 0).sum()
        idf = math.log(1 + (len(bags) - held + 0.5) / (held + 0.5))
        norm = 1.2 * (0.25 + 0.75 * lengths / lengths.mean())
        scores += times * idf * counts * 2.2 / (counts + norm)
    return scores


@pytest.mark.parametrize("query", ["kinh phí", "ủy ban nhân dân xã", "hồ sơ giấy phép", "xã xã"])
def test_scores_are_those_of_bm25(built, query):
    """Within what tantivy loses by keeping lengths in one byte."""
    found, bound = LexicalIndex(built).nearest(query, 120, weigh=lambda _: 1.0)
    expected = bm25(query, PASSAGES)
    assert len(found.rows) == (expected > 0).sum()
    np.testing.assert_allclose(found.scores, expected[list(found.rows)], rtol=0.06)
    assert bound >= max(found.scores)


def test_frequencies_are_counted(built):
    bags = [set(passage_terms(one)) for one in PASSAGES]
    terms = ["xa", "nhan_dan", "kinh", "nowhere", "#61/2018"]
    expected = [sum(term in bag for bag in bags) for term in terms]
    assert LexicalIndex(built).frequencies(terms) == expected


def test_numbers_weigh_what_the_words_around_them_weigh():
    passage = Passage(
        "a#1",
        "a",
        ("Căn cứ Nghị định số 61/2018/NĐ-CP",),
        "Theo Nghị định số 45/2020/NĐ-CP.",
        1,
        1,
        title="Kế hoạch thực hiện Nghị quyết số 17/2019/NQ-CP",
    )
    counts = Counter(passage_terms(passage))
    assert counts["#61/2018"] == counts["can"] == 8
    assert counts["#17/2019/nq-cp"] == counts["quyet"] == 4
    assert counts["#45/2020"] == counts["theo"] == 1


EVERY = sorted({one.document for one in PASSAGES})


def choice(documents):
    chosen = np.array([one.document in documents for one in PASSAGES])
    return Choice(
        frozenset(documents), int(chosen.sum()), lambda rows: chosen[rows], frozenset(EVERY)
    )


@pytest.mark.parametrize("name", [0, 5, 20_000])
@pytest.mark.parametrize("count", [0, 1, 7, 15, 16, 29, 30])
@pytest.mark.parametrize("k", [3, 120])
def test_a_filter_lets_through_what_choosing_afterwards_keeps(built, monkeypatch, count, k, name):
    """By looking further down the list of all; by names; by the names of the others."""
    monkeypatch.setattr(lexical, "_NAME", name)
    index, chosen = LexicalIndex(built), choice(EVERY[:count])
    everything, _ = index.nearest("kinh phí xã", 120)
    expected = [row for row in everything.rows if PASSAGES[row].document in chosen.documents]
    found, _ = index.nearest("kinh phí xã", k, chosen)
    kept = dict(zip(everything.rows, everything.scores, strict=True))
    np.testing.assert_allclose(found.scores, [kept[row] for row in expected[:k]], rtol=1e-5)
    assert set(found.rows) <= set(expected)
    if k >= len(expected):
        assert list(found.rows) == expected


def test_a_filter_against_the_ranking_is_still_met(built, monkeypatch):
    """The chosen come last of all: too few are found by looking further, so names decide."""
    index = LexicalIndex(built)
    everything, _ = index.nearest("kinh phí xã", 120)
    ranked = list(dict.fromkeys(PASSAGES[row].document for row in everything.rows))
    worst = set(ranked[-3:])
    monkeypatch.setattr(lexical, "_SPARE", 0)
    monkeypatch.setattr(lexical, "_NAME", 1_000)
    found, _ = index.nearest("kinh phí xã", 5, choice(worst))
    expected = [row for row in everything.rows if PASSAGES[row].document in worst]
    assert len(found.rows) == min(5, len(expected)) > 0
    assert set(found.rows) <= set(expected)


def linked(old, new):
    new.mkdir()
    for path in old.iterdir():
        if path.name not in LOCKS:
            os.link(path, new / path.name)


def digests(folder):
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.name not in LOCKS
    }


def test_changing_a_folder_of_links_leaves_the_one_they_come_from(built, tmp_path):
    """Its bytes and its answers, through many changes and the merges that they cause."""
    old, new = tmp_path / "old", tmp_path / "new"
    shutil.copytree(built, old)
    linked(old, new)
    before, reader = digests(old), LexicalIndex(old)
    answers = reader.nearest("kinh phí", 50)
    for turn in range(12):
        writer = LexicalWriter(new)
        writer.remove([f"d{turn}", "fresh"])
        put(writer, made(3, seed=turn), 1_000 + 3 * turn)
        writer.finish()
    assert digests(old) == before
    assert reader.nearest("kinh phí", 50) == answers == LexicalIndex(old).nearest("kinh phí", 50)
    assert set(LexicalIndex(new).nearest("kinh phí", 500)[0].rows).isdisjoint(range(48))


def test_what_is_removed_does_not_come_back(built, tmp_path):
    folder = tmp_path / "lexical"
    shutil.copytree(built, folder)
    writer = LexicalWriter(folder)
    writer.remove(["d3", "nowhere"])
    put(writer, [Passage("d3#new", "d3", (), "Xe buýt điện", 1, 1)], 500)
    writer.finish()
    index = LexicalIndex(folder)
    assert len(index) == 117
    assert index.nearest("xe buýt", 1)[0].rows == (500,)
    rows = set(index.nearest(" ".join(SYLLABLES), 500)[0].rows)
    assert rows == set(range(120)) - {12, 13, 14, 15}


def test_terms_that_only_dead_passages_held_do_no_harm(tmp_path):
    """Their counts outlive them until a merge: the bound stays a number."""
    folder = tmp_path / "lexical"
    writer = LexicalWriter(folder)
    put(writer, [Passage(f"a#{at}", "a", (), "xe buýt", 1, 1) for at in range(5)])
    put(writer, [Passage("b#1", "b", (), "tàu hỏa", 1, 1)], 5)
    writer.finish()
    writer = LexicalWriter(folder)
    writer.remove(["a"])
    writer.finish()
    index = LexicalIndex(folder)
    found, bound = index.nearest("xe buýt", 5)
    assert found.rows == ()
    assert 0 <= bound < math.inf
    assert index.frequencies(["buyt"])[0] <= 1


def test_a_large_index_does_not_look_for_what_most_passages_hold(tmp_path, monkeypatch):
    folder = tmp_path / "lexical"
    writer = LexicalWriter(folder)
    texts = ["của xe buýt", "của tàu hỏa", "của máy bay", "thuyền"]
    put(writer, [Passage(f"a#{at}", "a", (), text, 1, 1) for at, text in enumerate(texts)])
    writer.finish()
    index = LexicalIndex(folder)
    assert set(index.nearest("của máy bay", 4)[0].rows) == {0, 1, 2}
    monkeypatch.setattr(lexical, "_LARGE", 0)
    found, bound = index.nearest("của máy bay", 4)
    assert found.rows == (2,)
    assert bound > found.scores[0]
    every, _ = index.nearest("của tàu của", 4)
    assert every.rows[0] == 1
    only, _ = index.nearest("xe của", 4)
    assert only.rows == (0,)
