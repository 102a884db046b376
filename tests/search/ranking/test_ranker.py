"""The second stage as it is shipped, on candidates made by hand."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from search.fields import Fields
from search.ranking import ranker, trees
from search.ranking.features import features
from tests.search.ranking.test_features import QUERIES, drawn
from tests.search.ranking.written_texts import candidates, fields

FILLER = "co quan nha nuoc to chuc ca nhan thuc hien theo quy dinh cua phap luat trong thoi han "
TOPICS = {
    "Điều kiện cấp giấy phép xây dựng là gì?": (
        "dieu kien cap giay phep xay dung",
        "nha o duoc cap giay phep xay dung khi phu hop quy hoach va bao dam an toan cong trinh",
    ),
    "Nghỉ phép năm được bao nhiêu ngày?": (
        "nghi hang nam",
        "nguoi lao dong nghi phep nam 12 ngay lam viec va duoc huong nguyen luong",
    ),
    "Hồ sơ đăng ký kết hôn gồm những gì?": (
        "thu tuc dang ky ket hon",
        "hai ben nam nu nop to khai dang ky ket hon va cung co mat ky ten vao so ho tich",
    ),
    "Ai có thẩm quyền thu hồi đất?": (
        "tham quyen thu hoi dat",
        "uy ban nhan dan cap tinh quyet dinh thu hoi dat cua to chuc",
    ),
}


def article(heading, text):
    return fields("luat mau", "chuong nhung quy dinh chung", heading, f"{text} {FILLER * 4}")


ARTICLES = [article(*words) for words in TOPICS.values()]


def scored(query, passages, fused):
    found = candidates(passages, ["1/2020/TT-BYT"] * len(passages), fused, seen=40, total=5_000)
    return ranker.load().scores(query, found)


@pytest.mark.parametrize("own", range(len(TOPICS)))
def test_the_article_that_says_it_stands_above_others_that_the_first_stage_held_equal(own):
    query = list(TOPICS)[own]
    found = scored(query, ARTICLES, [0.6] * len(ARTICLES))
    assert found.argmax() == own
    turned = scored(query, ARTICLES[::-1], [0.6] * len(ARTICLES))
    assert turned.argmax() == len(ARTICLES) - 1 - own


@pytest.mark.parametrize("own", range(len(TOPICS)))
def test_what_both_sides_found_best_stays_above_what_shares_no_word(own):
    query = list(TOPICS)[own]
    other = article("qxz1 qxz2", "vvvw qxz1")
    found = scored(query, [other, ARTICLES[own]], [0.2, 0.9])
    assert found[1] > found[0]


def test_the_trees_were_trained_on_the_features_that_are_told():
    names, _ = ranker.table("đất", candidates([]))
    assert ranker.load()._trees.features == tuple(names)


@settings(max_examples=60, deadline=None)
@given(QUERIES, drawn())
def test_every_candidate_has_a_score(query, found):
    scores = ranker.load().scores(query, found)
    assert scores.shape == (len(found.documents),)
    assert scores.dtype == np.float32
    assert np.isfinite(scores).all()


def test_trees_of_other_features_are_refused():
    known = ranker.load()._trees
    other = ranker.Ranker(replace(known, features=known.features[::-1]))
    with pytest.raises(ValueError, match="other features"):
        other.scores("đất", candidates([fields(body="dat")]))


def test_the_shipped_trees_are_whole():
    known: trees.Trees = ranker.load()._trees
    places = np.arange(len(known.left))
    assert np.isfinite(known.value).all()
    assert np.isfinite(known.threshold).all()
    assert (known.feature >= 0).all()
    assert (known.feature < len(known.features)).all()
    leaf = known.left == places
    assert (known.left[~leaf] > places[~leaf]).all()  # no walk goes in circles
    assert (known.right[~leaf] > known.left[~leaf]).all()
    assert len(known.roots) > 50


def test_a_word_weighs_its_rarity_here_times_what_it_counts():
    seen = {"dat": 9, "dai": 99, "dat_dai": 0, "la": 1_000, "dai_la": 1_001}
    found = candidates([], frequency=lambda terms: [seen[term] for term in terms], total=1_000)
    made = ranker.question("Đất đai là?", found, lambda term: 0.5 if term == "dat" else 1.0)
    assert made.syllables == ("dat", "dai", "la")
    assert made.folded.startswith("dat dai la")
    columns = made.asked.places[made.asked.syllables] - 1
    weights = made.asked.weights[columns]
    expected = [0.5 * math.log(1001 / 9.5), math.log(1001 / 99.5), math.log(1001 / 1000.5)]
    assert weights == pytest.approx(expected, rel=1e-5)
    assert made.asked.pair_weights == pytest.approx([math.log(1001 / 0.5), 0.0], rel=1e-5)


def test_a_long_question_is_compared_by_its_first_words():
    made = ranker.question("đất nhà " * 500, candidates([]), lambda _: 1.0)
    assert len(made.syllables) == 64
    assert len(made.asked.weights) == 2


def test_features_take_plain_lists():
    """As the trainer and the engine both hand them over: nothing hangs on the kind of sequence."""
    found = candidates([Fields(("dat",), (), (), ("dai",), ())])
    asked = ranker.question("đất", found, lambda _: 1.0)
    scores = dict.fromkeys(("lexical", "dense", "fused"), found.fused)
    names, rows = features(asked, found.tokens, tuple(found.documents), scores, {})
    assert rows.shape == (1, len(names))


def test_a_document_asked_for_by_number_stands_first_in_the_first_stages_order():
    documents = ["1/2020/TT-BYT", "62/2015/NĐ-CP", "7/2021/NĐ-CP", "62/2015/NĐ-CP"]
    fused = [0.9, 0.8, 0.7, 0.6]
    found = candidates(ARTICLES, documents, fused, seen=40, total=5_000)
    for query in ("Điều 28 Nghị định 62/2015/NĐ-CP", "nghi dinh 62/2015"):
        order = np.argsort(-ranker.load().scores(query, found), kind="stable")
        assert order.tolist() == [1, 3, 0, 2]
    order = np.argsort(-ranker.load().scores("Điều 28 Luật Viên chức", found), kind="stable")
    assert order.tolist() == [0, 1, 2, 3]
