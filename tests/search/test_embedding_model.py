"""The training script on sixty articles: the whole way from records to a loaded encoder."""

import json
import sys
from collections import Counter
from itertools import pairwise

import numpy as np
import pytest

from corpus.build import retrieval_data as data
from search.analysis import words
from search.encoder import StaticEncoder
from tests.search import toy_corpus

torch = pytest.importorskip("torch")
model = pytest.importorskip("corpus.build.embedding_model")

TINY = model.Recipe(dimension=16, vocabulary=300, epochs=12, batch=20, questions=8, references=4)


@pytest.fixture(scope="module")
def paths(tmp_path_factory):
    folder = tmp_path_factory.mktemp("toy")
    return (
        toy_corpus.written(folder / "articles.jsonl.gz", toy_corpus.rows()),
        toy_corpus.written(folder / "questions.jsonl", toy_corpus.questions()),
    )


@pytest.fixture(scope="module")
def shared(paths):
    return model.material(data.articles(paths[0]), TINY)


@pytest.fixture(scope="module")
def trained(shared):
    """Rows learnt from articles and one question in words of its own."""
    texts = [*([("zebra quagga okapi", 17)] * 3), ("Trách nhiệm y tế?", 17)]
    asked = [data.Question(str(at), "train", text, (to,)) for at, (text, to) in enumerate(texts)]
    vocabulary = model.Vocabulary([*shared.known, *_told("zebra quagga okapi")], 300)
    supplied = model.Material(shared.known, shared.stage, vocabulary, shared.cited)
    return vocabulary, model.learnt(supplied, asked, TINY)


def _told(text):
    part = data.passage({"id": "0", "text": text})
    return [data.Article(part, data.read(part))] * 3


@pytest.fixture(scope="module")
def encoder(trained, tmp_path_factory):
    out = tmp_path_factory.mktemp("saved") / "embedding"
    model.save(out, *trained, {"of": "a test"})
    return StaticEncoder(out), out


def test_a_trained_model_finds_the_article_that_a_heading_heads(shared, encoder):
    fields = [article.fields for article in shared.known]
    asked = encoder[0].queries([" ".join(each.heading) for each in fields])
    texts = encoder[0].queries([" ".join(each.body) for each in fields])
    assert ((asked @ texts.T).argmax(axis=1) == np.arange(len(fields))).mean() > 0.8


def test_a_question_is_learnt_though_it_shares_no_word_with_its_article(shared, encoder):
    asked = encoder[0].queries(["okapi quagga zebra"])[0]
    texts = encoder[0].passages([article.passage for article in shared.known])
    assert int((texts @ asked).argmax()) == 17


def test_what_is_saved_is_read_alike_by_sentence_transformers(encoder):
    from sentence_transformers import SentenceTransformer

    from search.encoders.static import static_text

    own, folder = encoder
    texts = ["Trách nhiệm y tế", "thời hạn đất đai", "zebra"]
    theirs = SentenceTransformer(str(folder), device="cpu").encode(list(map(static_text, texts)))
    np.testing.assert_allclose(own.queries(texts), theirs, atol=1e-5)
    assert json.loads((folder / "cancu.json").read_text("utf-8")) == {"of": "a test"}


def test_the_same_inputs_give_the_same_rows(shared):
    short = model.Recipe(dimension=4, vocabulary=200, epochs=2, batch=20)
    first, again = (model.learnt(shared, [], short) for _ in range(2))
    np.testing.assert_array_equal(first, again)
    assert np.isfinite(first).all()


def test_a_vocabulary_is_frequent_syllables_then_the_commonest_pairs(shared):
    single, double = Counter(), Counter()
    for article in shared.known:
        fields = article.fields
        whole = [*fields.title, *fields.heading, *fields.body]
        single.update(set(whole))
        double.update({f"{left}_{right}" for left, right in pairwise(whole)})
    frequent = sorted(term for term, count in single.items() if count >= 3)
    found = model.Vocabulary(shared.known, len(frequent) + 11)
    assert found.terms[0] == "[UNK]"
    assert found.terms[1 : len(frequent) + 1] == frequent
    kept = found.terms[len(frequent) + 1 :]
    assert len(kept) == 10
    least = min(double[term] for term in kept)
    assert all(count <= least for term, count in double.items() if term not in kept)
    for term, idf in zip(found.terms[1:], found.idf[1:], strict=True):
        assert idf == pytest.approx(np.log1p(60 / (single.get(term) or double[term])), rel=1e-5)


def test_rows_of_a_text_are_its_known_syllables_then_its_known_pairs(shared):
    vocabulary = shared.vocabulary
    text = ["thoi", "han", "qxz1", "thoi", "han"]
    expected = ["thoi", "han", "thoi", "han", "thoi_han", "thoi_han"]
    assert [vocabulary.terms[row] for row in vocabulary.rows(text)] == expected
    assert vocabulary.rows([]).tolist() == []


def test_an_epoch_shows_every_article_once_and_neighbours_together(shared):
    recipe = model.Recipe(epochs=3, batch=20, neighbours=2)
    batches = list(model.Articles(shared.known, shared.vocabulary, recipe).batches())
    assert len(batches) == 9
    for epoch in range(3):
        seen = [at for batch in batches[3 * epoch : 3 * epoch + 3] for at in batch]
        assert sorted(seen) == list(range(60))
        assert seen != sorted(seen)
    for batch in batches:
        assert sum(at ^ 1 in batch for at in batch) == len(batch)


def test_what_is_asked_and_shown_of_an_article_is_its_own(shared):
    drawn = model.Articles(shared.known, shared.vocabulary, model.Recipe())
    own = shared.known[9].fields
    frames = {word for frame in model.FRAMES for half in frame for word in words(half)}
    held = {*own.title, *own.above, *own.heading, *own.body}
    terms = shared.vocabulary.terms
    for _ in range(60):
        asked = {one for row in drawn.anchor(9) for one in terms[row].split("_")}
        assert asked
        assert asked <= held | frames
        shown = {one for row in drawn.positive(9) for one in terms[row].split("_")}
        assert shown <= held
        assert shown >= {one for row in shared.vocabulary.rows(own.body) for one in
                         terms[row].split("_")}  # fmt: skip


def test_hard_negatives_are_what_the_words_found_and_never_an_answer(shared):
    asked = [data.Question("a", "train", "Thời hạn đất đai?", (2, 6))]
    drawn = model.Supervision(asked, shared.cited, shared.vocabulary)
    drawn.find_misses(shared.stage, 5)
    assert [one.article for one in drawn.asked] == [2, 6]
    near = [at for at in shared.stage.nearest("Thời hạn đất đai?", 7) if at not in {2, 6}]
    for one in drawn.asked:
        assert list(one.misses) == near[:5]
    found = drawn.draw(np.random.default_rng(0), model.Recipe(questions=3, references=2))
    assert [bool(one.misses) for one in found] == [True, True, True, False, False]


def test_without_questions_or_references_nothing_more_is_drawn(shared):
    drawn = model.Supervision([], [], shared.vocabulary)
    drawn.find_misses(shared.stage, 5)
    assert drawn.draw(np.random.default_rng(0), model.Recipe()) == []


def test_bags_are_unit_sums_of_rows():
    embedding = torch.nn.EmbeddingBag(5, 3, mode="sum")
    table = embedding.weight.detach().numpy()
    texts = [np.array(rows, np.int32) for rows in ([1, 1, 4], [], [0])]
    found = model.bags(embedding, texts).detach().numpy()
    for vector, rows in zip(found, texts, strict=True):
        summed = table[rows].sum(axis=0)
        expected = summed / max(1e-12, np.linalg.norm(summed))
        assert vector == pytest.approx(expected, abs=1e-6)


def test_rows_as_bytes_differ_by_less_than_half_a_step():
    rows = np.array([[1.0, -0.5, 0.0], [0.0, 0.0, 0.0], [2e-3, 1e-3, -2e-3]], np.float32)
    small, scales = model.quantised(rows)
    assert small.tolist()[0] == [127, -64, 0]
    assert (np.abs(small * scales[:, None] - rows) <= scales[:, None] / 2 + 1e-9).all()


def test_partners_far_apart_cost_more_than_partners_together():
    """With unit vectors e1, e2 and scale 1: together, log(1 + 1/e); swapped, log(1 + e)."""
    same = torch.zeros(2, 2, dtype=torch.bool)
    eye = torch.eye(2)
    assert model.ranking_loss(eye, eye, same, 1.0).item() == pytest.approx(np.log(1 + np.exp(-1)))
    swapped = model.ranking_loss(eye, eye.flip(0), same, 1.0).item()
    assert swapped == pytest.approx(np.log(1 + np.exp(1)))


def test_the_loss_is_the_mean_of_both_cross_entropies():
    rng = np.random.default_rng(3)
    asked, near = rng.normal(size=(3, 4)), rng.normal(size=(5, 4))
    same = np.zeros((3, 5), bool)
    same[0, 2] = same[1, 4] = True
    found = model.ranking_loss(*map(torch.from_numpy, (asked, near, same)), 2.0).item()
    scores = np.where(same, -1e4, 2.0 * asked @ near.T)

    def entropy(table):
        return np.mean([np.log(np.exp(row).sum()) - row[at] for at, row in enumerate(table)])

    assert found == pytest.approx((entropy(scores) + entropy(scores[:, :3].T)) / 2)


def test_articles_of_one_heading_are_not_wrong_for_each_other():
    same = model._same(np.array([4, 5, 6, 4]), np.array([0, 0, 0, 0, 1, 1, 2]), 3)
    assert same.tolist() == [
        [False, True, False, True],  # 4: 5 has its heading, and the miss is 4 itself
        [True, False, False, True],
        [False, False, False, False],
    ]


@pytest.fixture
def called(monkeypatch, paths, tmp_path):
    """Run the command; what it learnt from."""
    learnt_from = []

    def learnt(shared, asked, recipe):
        learnt_from.extend(asked)
        return np.ones((len(shared.vocabulary.terms), 4), np.float32)

    def run(*questions, articles=paths[0]):
        monkeypatch.setattr(model, "learnt", learnt)
        monkeypatch.setattr(
            sys, "argv", ["x", "--articles", str(articles), "--out", str(tmp_path / "out"),
                          "--questions", *map(str, questions)],
        )  # fmt: skip
        model.main()
        return learnt_from, tmp_path / "out"

    return run


def test_the_command_learns_from_no_question_of_the_dev_split(called, paths):
    asked, out = called(paths[1])
    assert Counter(one.split for one in asked) == {"train": 18, "written": 16}
    said = json.loads((out / "cancu.json").read_text("utf-8"))
    assert set(said["of"]) == {"articles.jsonl.gz", "questions.jsonl"}
    assert said["recipe"]["dimension"] == model.Recipe().dimension
    assert StaticEncoder(out).dimension == 4


def test_a_missing_file_leaves_nothing_behind(called, paths, tmp_path):
    with pytest.raises(FileNotFoundError):
        called(tmp_path / "none.jsonl")
    with pytest.raises(FileNotFoundError):
        called(paths[1], articles=tmp_path / "none.jsonl.gz")
    assert not (tmp_path / "out").exists()
