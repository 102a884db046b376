"""Candidates for a ranker to learn from: what no learnt part has seen, as the engine finds it."""

from collections import Counter

import numpy as np
import pytest

from corpus.build import retrieval_data as data
from search.analysis import query_terms
from search.engine import Engine
from search.forward import LONGEST_BODY
from search.fusion import LEXICAL_WEIGHT
from search.ranking import tokens
from search.ranking.weights import shipped
from tests.search import toy_corpus

model = pytest.importorskip("corpus.build.embedding_model")
build = pytest.importorskip("corpus.build.candidates")

TINY = model.Recipe(dimension=16, vocabulary=300, epochs=2, batch=20, questions=8, references=4)
QUERIES = ("Thời hạn đất đai là gì?", "kinh phí hộ tịch", "trách nhiệm của cơ quan", "qxz1")


@pytest.fixture(scope="module")
def known(tmp_path_factory):
    path = tmp_path_factory.mktemp("toy") / "articles.jsonl"
    return data.articles(toy_corpus.written(path, toy_corpus.rows()))


@pytest.fixture(scope="module")
def asked(known, tmp_path_factory):
    path = tmp_path_factory.mktemp("toy") / "questions.jsonl"
    return data.questions([toy_corpus.written(path, toy_corpus.questions())], known)


@pytest.fixture(scope="module")
def shared(known):
    return model.material(known, TINY)


@pytest.fixture(scope="module")
def encoder(shared, tmp_path_factory):
    out = tmp_path_factory.mktemp("saved") / "embedding"
    model.save(out, shared.vocabulary, model.learnt(shared, [], TINY), {})
    return build.StaticEncoder(out), out


def answered(text, *answers):
    return data.Question(text, "train", text, answers)


def test_a_term_counts_by_how_often_its_answer_has_it(known):
    # "thoi" stands in article 2, "zebra" in none; "han" is asked too seldom.
    asked = [answered(text, 2) for text in ("thời zebra", "thời zebra", "thời zebra hạn")]
    found = build.weights(asked, known)
    assert set(found) == {"thoi", "zebra", "thoi_zebra"}
    unknown, pair = 5 * 0.85, 5 * 0.5
    assert found["thoi"] == pytest.approx(((3 + unknown) / 8 / 0.85) ** 2, abs=6e-4)
    assert found["zebra"] == pytest.approx((unknown / 8 / 0.85) ** 2, abs=6e-4)
    assert found["thoi_zebra"] == pytest.approx((pair / 8 / 0.5) ** 2, abs=6e-4)


def test_a_word_said_twice_in_a_question_is_counted_once(known):
    asked = [answered("zebra zebra zebra", 2), answered("zebra", 2)]
    assert build.weights(asked, known) == {}


def test_numbers_have_no_weight_and_no_weight_is_nothing(known):
    asked = [answered("zebra theo Điều 5 Nghị định 61/2018/NĐ-CP", 2)] * 5_000
    found = build.weights(asked, known)
    assert "zebra" in found
    assert not [term for term in found if term.startswith("#")]
    assert all(weight > 0 for weight in found.values())
    assert min(found.values()) == 0.001
    assert list(found) == sorted(found)


def test_a_weigher_gives_one_for_what_it_does_not_know():
    weigh = build.weigher({"dat": 0.25})
    assert (weigh("dat"), weigh("dai")) == (0.25, 1.0)


def test_hard_negatives_are_found_with_every_word_counting_alike(shared):
    found = shared.stage.nearest("thời hạn đất đai như thế nào", 5)
    assert found == shared.stage.words.nearest("thời hạn đất đai như thế nào", 5,
                                               weigh=lambda _: 1.0)[0].rows  # fmt: skip
    assert found[0] == 2
    assert shared.stage.nearest("qxz1", 5) == ()


@pytest.mark.parametrize("query", QUERIES)
def test_both_sides_are_fused_by_the_formula(shared, encoder, known, query):
    vectors = encoder[0].passages([article.passage for article in known])
    vector = encoder[0].queries([query])[0]
    found = build.first(shared.stage, vectors, (query, vector), lambda _: 1.0)
    by_words, bound = shared.stage.words.nearest(query, 100, weigh=lambda _: 1.0)
    words = np.zeros(len(known))
    words[list(by_words.rows)] = by_words.scores
    cosine = np.array([float(np.dot(row, vector)) for row in vectors])
    fused = LEXICAL_WEIGHT * words / max(words.max(), 1e-9)
    fused += (1 - LEXICAL_WEIGHT) * np.maximum(cosine, 0) / max(cosine.max(), 1e-9)
    positive = fused > 0
    assert found.bound == bound
    assert set(found.rows) == set(np.flatnonzero(positive))
    assert found.fused == pytest.approx(fused[found.rows], abs=1e-5)
    assert found.lexical == pytest.approx(words[found.rows], rel=1e-5)
    assert found.dense == pytest.approx(cosine[found.rows], abs=1e-5)
    assert (np.diff(found.fused) <= 0).all()


@pytest.mark.parametrize("query", QUERIES[:3])
def test_the_engine_finds_the_same(shared, encoder, known, tmp_path, query):
    engine = Engine(tmp_path / "index", str(encoder[1]))
    engine.rebuild((article.passage for article in known), "s")
    hits = {hit.passage: hit for hit in engine.search(query, 100)}
    vectors = encoder[0].passages([article.passage for article in known])
    vector = encoder[0].queries([query])[0]
    found = build.first(shared.stage, vectors, (query, vector), shipped)
    names = [known[row].passage.id for row in found.rows]
    assert set(names[:30]) <= set(hits)
    for at, name in enumerate(names[:30]):
        assert hits[name].score == pytest.approx(float(found.fused[at]), abs=0.02)
        assert hits[name].dense == pytest.approx(float(found.dense[at]), abs=0.02)
        share = min(1, float(found.lexical[at]) / found.bound)
        assert hits[name].lexical == pytest.approx(share, abs=1e-4)


def test_a_question_that_the_model_cannot_read_is_ranked_by_words(shared, known):
    vectors = np.eye(len(known), 16, dtype=np.float32)
    found = build.first(shared.stage, vectors, ("thời hạn", np.zeros(16, np.float32)), shipped)
    assert len(found.rows)
    assert not found.dense.any()


def test_candidates_are_told_as_the_second_stage_reads_them(shared, known):
    rows = np.array([7, 3, 40])
    numbers = np.array([0.5, 0.25, 0.125], np.float32)
    found = build.candidates(
        build.Found(rows, numbers * 8, 9.0, numbers, numbers * 2), known, shared.stage
    )
    assert found.documents == [known[row].passage.document for row in rows]
    assert (found.bound, found.total) == (9.0, 60)
    for row, parts in zip(rows, found.tokens, strict=True):
        for part, expected in zip(parts, tokens.ids(known[row].fields), strict=True):
            np.testing.assert_array_equal(part, expected)
    parts = [(one.fields.title, one.fields.heading, one.fields.body) for one in known]
    held = Counter(term for each in parts for term in {*each[0], *each[1], *each[2]})
    terms = ["dat", "han", "luat", "qxz1"]
    assert list(found.frequency(terms)) == [held[term] for term in terms]


def test_a_long_article_is_cut_where_the_forward_index_cuts_it(shared, known):
    part = data.passage({"id": "1", "heading": "Dài", "text": "đất " * 2_500})
    long = data.Article(part, data.read(part))
    one = np.ones(1, np.float32)
    found = build.Found(np.zeros(1, np.int64), one, 1.0, one, one)
    told = build.candidates(found, [long, *known], shared.stage)
    assert [len(each) for each in told.tokens[0]] == [0, 0, 1, LONGEST_BODY]


@pytest.fixture
def watched(monkeypatch):
    """What the learnt parts of a fold were taught with."""
    seen = {"weights": [], "learnt": []}
    weigh, learn = build.weights, model.learnt

    def weights(asked, known):
        seen["weights"].append(list(asked))
        return weigh(asked, known)

    def learnt(shared, asked, recipe):
        seen["learnt"].append(list(asked))
        return learn(shared, asked, recipe)

    monkeypatch.setattr(build, "weights", weights)
    monkeypatch.setattr(build, "learnt", learnt)
    monkeypatch.setattr(build, "Recipe", lambda: TINY)
    return seen


def test_a_folds_models_never_see_its_own_questions(shared, asked, watched, tmp_path):
    drawn = data.folds(asked, 2, 3)
    for fold in range(2):
        own = [one for one, at in zip(asked, drawn, strict=True) if at == fold]
        others = [one for one, at in zip(asked, drawn, strict=True) if at != fold]
        table, found = build.of_fold(shared, own, others, tmp_path / str(fold))
        assert len(found) == len(own) > 5
        for taught in (watched["weights"][-1], watched["learnt"][-1]):
            assert taught == others
            assert not {one.id for one in taught} & {one.id for one in own}
            assert not {one.answers for one in taught} & {one.answers for one in own}
        said = Counter(term for one in others for term in set(query_terms(one.text)))
        assert set(table) == {term for term, count in said.items() if count >= 3}


def test_a_fold_that_was_kept_is_read_again(shared, asked, watched, tmp_path):
    own, others = asked[:4], asked[4:]
    first_table, first = build.of_fold(shared, own, others, tmp_path / "0")
    table, found = build.of_fold(shared, own, others, tmp_path / "0")
    assert len(watched["learnt"]) == 1
    assert table == first_table
    for one, again in zip(first, found, strict=True):
        np.testing.assert_array_equal(one.rows, again.rows)
        np.testing.assert_array_equal(one.fused, again.fused)
