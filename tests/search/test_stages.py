"""The second stage: what it is told, what its judgement does to the hits; models that change."""

import json

import numpy as np
import pytest

from kg.errors import IndexMissing
from kg.model import Passage
from search import encoder, generations, hits
from search.candidates import reordered
from search.encoder import unit
from search.engine import Engine, FoundBy
from search.fields import read
from search.forward import Tokens, shipped

TEXTS = [f"Điều {at}. Kinh phí thực hiện kế hoạch {'số ' * at} của xã" for at in range(30)]
PASSAGES = [
    Passage(f"d{at % 5}#{at}", f"d{at % 5}", ("Chương", "Kinh phí"), text, 1, 1, title="Kế hoạch")
    for at, text in enumerate(TEXTS)
]
QUERY = "kinh phí của xã"


class Judge:
    """A stage that remembers what it was given and scores by row, the greatest row best."""

    def scores(self, query, found):
        self.query, self.found = query, found
        return found.rows.astype(np.float32) - 15


@pytest.fixture
def engine(tmp_path):
    made = Engine(tmp_path / "index", second_stage=None)
    made.rebuild(PASSAGES, "s0")
    return made


def test_a_stage_is_told_what_the_first_one_knows(engine):
    plain = {hit.passage: hit for hit in engine.search(QUERY, 30)}
    judge = Judge()
    engine._second_stage = lambda: judge
    engine.search(QUERY, 30)
    found = judge.found
    assert judge.query == QUERY
    assert found.total == 30
    assert found.frequency(["kinh", "kinh_phi", "khong"]) == [30, 30, 0]
    assert len(found.rows) == len(found.documents) == len(found.tokens) == len(plain)
    assert (np.diff(found.fused) <= 0).all()
    for at, row in enumerate(found.rows.tolist()):
        passage = PASSAGES[row]
        hit = plain[passage.id]
        assert found.documents[at] == passage.document
        assert found.dense[at] == pytest.approx(hit.dense)
        assert min(1, found.lexical[at] / found.bound) == pytest.approx(hit.lexical)
        assert found.fused[at] == pytest.approx(hit.score)
        for part, expected in zip(found.tokens[at], shipped().ids(read(passage)), strict=True):
            np.testing.assert_array_equal(part, expected)


@pytest.mark.parametrize("depth", [1, 10, 30, 150])
def test_the_best_are_put_in_the_order_of_the_stage_the_others_follow(engine, monkeypatch, depth):
    fused = [hit.passage for hit in engine.search(QUERY, 30)]
    engine._second_stage = Judge
    monkeypatch.setattr(hits.Stage.__init__, "__defaults__", (depth, None))
    found = engine.search(QUERY, 30)
    rows = {passage.id: row for row, passage in enumerate(PASSAGES)}
    expected = sorted(fused[:depth], key=lambda passage: -rows[passage]) + fused[depth:]
    assert [hit.passage for hit in found] == expected
    scores = [hit.score for hit in found]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] == 1
    assert min(scores) >= 0


@pytest.mark.parametrize(
    "scores", [[1.0, 1.0, 1.0], [-5e9, 0, 7e9], [0.1], [], [float("nan"), 1.0, 2.0]]
)
def test_scores_fall_from_1_whatever_the_stage_says(scores):
    before = np.linspace(0.9, 0.1, 5).astype(np.float32)
    order, shown = reordered(np.array(scores, np.float32), before)
    assert sorted(order.tolist()) == [0, 1, 2, 3, 4]
    assert (np.diff(shown) <= 1e-7).all()
    assert 0 <= shown.min() <= shown.max() <= 1
    assert order[len(scores) :].tolist() == list(range(len(scores), 5))


def test_a_hit_says_which_side_found_it(tmp_path, monkeypatch):
    """A pool of one on each side, and a meaning of its own: the sides find different passages."""
    monkeypatch.setattr(hits, "POOL", 1)
    made = Engine(tmp_path)
    made.rebuild([Passage("w#1", "w", (), "xe buýt", 1, 1), *PASSAGES], "s0")
    by = {hit.passage: hit.found_by for hit in made.search("xe buýt", 1)}
    assert by == {"w#1": FoundBy.BOTH}

    class Other(Plain):
        def queries(self, queries):
            return Plain.passages(self, PASSAGES[3:4])

    monkeypatch.setattr(encoder, "load", lambda name=None: Other())
    made.rebuild([Passage("w#1", "w", (), "xe buýt", 1, 1), *PASSAGES], "s1")
    found = {hit.passage: hit for hit in made.search("xe buýt", 3)}
    assert found["w#1"].found_by == FoundBy.WORDS
    assert found["d3#3"].found_by == FoundBy.MEANING
    assert found["d3#3"].lexical == 0
    assert found["d3#3"].dense == pytest.approx(1, abs=1e-3)


class Plain:
    """A model of 8 numbers: a vector drawn by lot for each text."""

    dimension = 8

    def passages(self, passages, progress=None):
        return unit(np.array([self._drawn(one.text) for one in passages], np.float32))

    def queries(self, queries):
        return unit(np.array([self._drawn(one) for one in queries], np.float32))

    def _drawn(self, text):
        return np.random.default_rng(list(text.encode())).standard_normal(self.dimension)


@pytest.fixture
def models(monkeypatch):
    """Two models by name: the shipped one (None) and "other", with a digest that can change."""
    digests, load, fingerprint = {"other": "one"}, encoder.load, encoder.fingerprint
    monkeypatch.setattr(encoder, "load", lambda name=None: Plain() if name else load())
    monkeypatch.setattr(
        encoder, "fingerprint", lambda name=None: digests[name] if name else fingerprint()
    )
    return digests


def test_the_model_that_made_the_index_answers_while_another_is_chosen(engine, models, tmp_path):
    before = engine.search(QUERY, 5)
    other = Engine(tmp_path / "index", "other", second_stage=None)
    assert other.model_differs()
    assert not other.stale("s0")
    assert other.search(QUERY, 5) == before
    other.update(["n"], [Passage("n#1", "n", (), "Xe buýt điện", 1, 1)], "s1")
    assert other.model_differs()
    assert other._index.rows.dimension == encoder.load().dimension
    other.rebuild(PASSAGES, "s2")
    assert not other.model_differs()
    other.search(QUERY, 1)
    assert other._index.rows.dimension == 8
    assert engine.model_differs()
    assert engine.search(QUERY, 5) == other.search(QUERY, 5)


@pytest.mark.parametrize("now", ["two", None])
def test_a_model_that_is_no_longer_the_same_makes_the_index_unusable(models, tmp_path, now):
    made = Engine(tmp_path / "index", "other")
    made.rebuild(PASSAGES, "s0")
    if now:
        models["other"] = now
    else:
        facts = generations.current(tmp_path / "index") / "manifest.json"
        facts.write_text(json.dumps(json.loads(facts.read_text()) | {"model": 7}))
    again = Engine(tmp_path / "index")
    assert again.stamp is None
    assert not again.model_differs()
    with pytest.raises(IndexMissing):
        again.search(QUERY, 1)
    with pytest.raises(IndexMissing):
        again.update(["n"], [], "s1")


def test_a_model_of_another_dimension_makes_the_index_unusable(models, tmp_path, monkeypatch):
    """Its name and digest are the same, its vectors are not."""
    made = Engine(tmp_path / "index", "other")
    made.rebuild(PASSAGES, "s0")
    monkeypatch.setattr(Plain, "dimension", 9)
    with pytest.raises(IndexMissing):
        made.search(QUERY, 1)
    with pytest.raises(IndexMissing):
        made.update(["n"], [Passage("n#1", "n", (), "Xe", 1, 1)], "s1")


def test_syllables_numbered_otherwise_make_the_index_unusable(engine, tmp_path):
    other = Engine(tmp_path / "index")
    other._tokens = Tokens(shipped().ids, "another")
    assert other.stamp is None
    with pytest.raises(IndexMissing):
        other.search(QUERY, 1)


def test_progress_rises_to_the_number_of_passages(tmp_path):
    told = []
    Engine(tmp_path).rebuild(PASSAGES * 100, "s0", told.append)
    assert told[-1] == 3_000
    assert told == sorted(told)


def test_a_cross_encoder_reads_question_and_texts(engine, tmp_path, monkeypatch):
    class Reader:
        top = 4

        def scores(self, query, found):
            self.texts = found.texts()
            return np.array([-len(text) for text in self.texts], np.float32)

    reader = Reader()
    cross = pytest.importorskip("search.cross_encoder")
    monkeypatch.setattr(cross, "load", lambda name: reader)
    given = {passage.id: passage.text for passage in PASSAGES}
    with_texts = Engine(
        tmp_path / "index", cross_encoder="a", texts=lambda ids: {one: given[one] for one in ids}
    )
    before = [hit.passage for hit in Engine(tmp_path / "index").search(QUERY, 30)]
    found = [hit.passage for hit in with_texts.search(QUERY, 30)]
    assert reader.texts == [given[passage] for passage in before[:4]]
    assert found == sorted(before[:4], key=lambda one: len(given[one])) + before[4:]
    assert [hit.passage for hit in Engine(tmp_path / "index", cross_encoder="a").search(QUERY)]
