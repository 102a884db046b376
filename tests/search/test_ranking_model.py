"""Training all that ranks, from sixty articles and forty questions to files the product loads."""

import hashlib
import json
import sys
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

import corpus
from corpus.build import retrieval_data as data
from search import encoder
from search.ranking import ranker, tokens, trees, weights
from tests.search import toy_corpus

lightgbm = pytest.importorskip("lightgbm")
build = pytest.importorskip("corpus.build.ranking_model")
embedding = pytest.importorskip("corpus.build.embedding_model")
unseen = pytest.importorskip("corpus.build.candidates")

FOLDS, ROUNDS = 2, 12
TINY = partial(
    embedding.Recipe, dimension=8, vocabulary=260, epochs=4, batch=20, questions=8, references=4
)
SMALL = partial(build.Boosting, min_data_in_leaf=2, num_leaves=7, num_threads=1)
CACHED = (tokens._known, tokens.number, weights._table, ranker.load)


def forget():
    for kept in CACHED:
        kept.cache_clear()


@pytest.fixture(scope="module")
def patched():
    """Tiny choices; the product's models are looked for where `shipped` says."""
    folder: list[Path] = []
    path = corpus.path

    def here(*parts):
        return folder[0].joinpath(*parts[1:]) if parts[0] == "models" and folder else path(*parts)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(corpus, "path", here)
        patch.setattr(build, "FOLDS", FOLDS)
        patch.setattr(build, "ROUNDS", ROUNDS)
        patch.setattr(build, "Boosting", SMALL)
        patch.setattr(build, "Recipe", TINY)
        patch.setattr(unseen, "Recipe", TINY)
        forget()
        yield patch, folder
    forget()


def recorded(patch, module, name):
    """Calls of a function, which goes on working."""
    calls, own = [], getattr(module, name)

    def call(*given):
        calls.append(given)
        return own(*given)

    patch.setattr(module, name, call)
    return calls


class Run:
    """One training by the command, and what its parts were given."""

    def __init__(self, patched, root):
        patch, folder = patched
        self.root, self.models, self.report = root, root / "models", root / "bench" / "page.md"
        self.articles = toy_corpus.written(root / "articles.jsonl.gz", toy_corpus.rows())
        self.questions = toy_corpus.written(root / "questions.jsonl", toy_corpus.questions())
        folder[:] = [self.models]
        names = ("of_fold", "boosted", "weights", "learnt")
        with patch.context() as watched:
            self.calls = {name: recorded(watched, build, name) for name in names}
            self.fold_calls = {
                name: recorded(watched, unseen, name) for name in ("weights", "learnt")
            }
            call(watched, self.articles, [self.questions], root)
        self.known = data.articles(self.articles)
        self.asked = data.questions([self.questions], self.known)


def call(patch, articles, questions, root):
    arguments = {"--articles": [articles], "--questions": questions, "--models": [root / "models"],
                 "--work": [root / "work"], "--report": [root / "bench" / "page.md"]}  # fmt: skip
    flat = [str(one) for name, values in arguments.items() for one in (name, *values)]
    patch.setattr(sys, "argv", ["ranking_model", *flat])
    build.main()


@pytest.fixture(scope="module")
def made(patched, tmp_path_factory):
    return Run(patched, tmp_path_factory.mktemp("run"))


def ids(asked):
    return {one.id for one in asked}


def test_every_question_is_judged_once_by_models_that_never_saw_it(made):
    assert len(made.calls["of_fold"]) == FOLDS
    judged = Counter()
    for at, (_, own, others, _) in enumerate(made.calls["of_fold"]):
        judged.update(ids(own))
        assert own
        for taught in (others, made.fold_calls["weights"][at][0], made.fold_calls["learnt"][at][1]):
            assert not ids(taught) & ids(own)
            assert not {one.answers for one in taught} & {one.answers for one in own}
            assert ids(taught) | ids(own) == ids(made.asked)
    assert judged == Counter(ids(made.asked))


def test_trees_that_judge_a_fold_learn_from_the_others(made):
    *validating, shipping = made.calls["boosted"]
    for fold, (_, known) in enumerate(validating):
        assert {one.fold for one in known} == set(range(FOLDS)) - {fold}
    assert {one.question.split for one in shipping[1]} == {"train", "written"}
    assert ids(one.question for one in shipping[1]) == ids(
        one for one in made.asked if one.split != "dev"
    )


def test_nothing_that_is_shipped_learns_from_the_dev_split(made):
    shipped = {one.id for one in made.asked if one.split != "dev"}
    assert ids(made.calls["weights"][-1][0]) == shipped
    assert ids(made.calls["learnt"][-1][1]) == shipped


def test_candidates_are_marked_by_what_settles_the_question(made):
    for one in made.calls["boosted"][-1][1]:
        marked = {int(row) for row in one.rows[one.right == 1]}
        assert marked == set(one.question.answers) & set(one.rows.tolist())
        for side in ("words", "meaning", "fused"):
            assert sorted(one.first[side]) == sorted(one.rows)


def test_the_product_loads_what_was_made(made):
    assert tokens.numbered(["luat"]).tolist() == [tokens.number("luat")]
    second, model = ranker.load(), encoder.load()
    assert model.dimension == 8
    assert model.passages([made.known[0].passage]).shape == (1, 8)
    table = dict(
        row.split(",")
        for row in (made.models / "ranking" / "weights.csv").read_text("utf-8").split()[1:]
    )
    assert len(table) > 5
    assert all(weights.shipped(term) == float(weight) > 0 for term, weight in table.items())
    shared = embedding.material(made.known, TINY())
    vectors = model.passages([one.passage for one in made.known])
    right = 0
    for question in made.asked:
        vector = model.queries([question.text])[0]
        found = unseen.first(shared.stage, vectors, (question.text, vector), weights.shipped)
        told = unseen.candidates(found, made.known, shared.stage)
        scores = second.scores(question.text, told)
        assert np.isfinite(scores).all()
        right += int(found.rows[scores.argmax()]) in question.answers
    assert right >= 36


def test_the_trees_are_lightgbms_own(made):
    names, known = made.calls["boosted"][-1]
    again = build.boosted(names, known)
    rows = np.concatenate([one.features for one in known])
    kept = trees.load(made.models / "ranking" / "trees.npz")
    assert kept.features == tuple(names)
    assert len(kept.roots) == ROUNDS
    assert kept.scores(rows) == pytest.approx(again.predict(rows), rel=1e-5, abs=1e-6)


def test_models_say_what_made_them(made):
    said = json.loads((made.models / "ranking" / "cancu.json").read_text("utf-8"))
    digests = {path.name: hashlib.sha256(path.read_bytes()).hexdigest()
               for path in (made.articles, made.questions)}  # fmt: skip
    assert said["of"] == digests
    assert said["questions"] == 34
    assert said["rounds"] == ROUNDS
    assert set(said["gains"]) == set(ranker.load()._trees.features)
    assert list(said["gains"].values()) == sorted(said["gains"].values(), reverse=True)
    told = json.loads((made.models / "embedding" / "cancu.json").read_text("utf-8"))
    assert told["of"] == digests
    assert told["recipe"]["dimension"] == 8


def test_the_page_counts_citizens_questions_only(made):
    lines = made.report.read_text("utf-8").splitlines()
    assert [line for line in lines if line.startswith("## ")] == [
        "## All: 24 questions",
        "## Of the dev split: 6 questions",
        "## Of the train split: 18 questions",
    ]
    systems = [line.split("|")[1].strip() for line in lines if line.startswith("| ")]
    assert systems == ["system", "words", "meaning", "fused", "second stage"] * 3


def test_syllables_are_those_of_two_articles_or_more_the_commonest_first(made):
    header, *rows = (made.models / "ranking" / "syllables.csv").read_text("utf-8").split()
    assert header == "syllable,60"
    held = Counter()
    for article in made.known:
        fields = article.fields
        held.update({*fields.title, *fields.above, *fields.heading, *fields.body})
    listed = {row.split(",")[0]: int(row.split(",")[1]) for row in rows}
    assert listed == {syllable: count for syllable, count in held.items() if count > 1}
    order = [(-count, syllable) for syllable, count in listed.items()]
    assert order == sorted(order)


def test_a_second_run_reads_the_folds_again_and_makes_the_same(made, monkeypatch, tmp_path):
    (tmp_path / "work").symlink_to(made.root / "work")
    fresh = recorded(monkeypatch, unseen, "learnt")
    call(monkeypatch, made.articles, [made.questions], tmp_path)
    assert fresh == []
    for name in ("trees.npz", "weights.csv", "syllables.csv"):
        first, again = (root / "models" / "ranking" / name for root in (made.root, tmp_path))
        if name.endswith("csv"):
            assert first.read_bytes() == again.read_bytes()
        else:
            left, right = trees.load(first), trees.load(again)
            np.testing.assert_array_equal(left.value, right.value)
            np.testing.assert_array_equal(left.threshold, right.threshold)


@pytest.mark.parametrize(
    ("rows", "answers", "place"),
    [([5, 3, 9], (9,), 3), ([5, 3, 9], (9, 3), 2), ([5, 3, 9], (1,), 0), ([], (1,), 0)],
)
def test_the_place_of_the_first_answer(rows, answers, place):
    assert build._place(np.array(rows, np.int64), answers) == place


def test_a_question_none_of_whose_articles_was_found_teaches_nothing(made):
    names, known = made.calls["boosted"][-1]
    lost = replace(known[0], right=np.zeros_like(known[0].right))
    rows = known[1].features
    with_lost, without = (build.boosted(names, each) for each in ([lost, *known[1:]], known[1:]))
    np.testing.assert_array_equal(with_lost.predict(rows), without.predict(rows))


@pytest.mark.parametrize("missing", ["articles", "questions"])
def test_a_missing_file_is_an_error_before_anything_is_written(
    made, monkeypatch, tmp_path, missing
):
    paths = {"articles": made.articles, "questions": made.questions, missing: tmp_path / "none"}
    with pytest.raises(FileNotFoundError):
        call(monkeypatch, paths["articles"], [paths["questions"]], tmp_path)
    assert not (tmp_path / "models").exists()


def test_questions_without_known_answers_are_refused(made, monkeypatch, tmp_path, capsys):
    rows = [{"question": "Ai?", "split": "train", "relevant": ["unknown#1"]}]
    path = toy_corpus.written(tmp_path / "questions.jsonl", rows)
    with pytest.raises(SystemExit):
        call(monkeypatch, made.articles, [path], tmp_path)
    assert "no question has an answer" in capsys.readouterr().err
    assert not (tmp_path / "models").exists()
