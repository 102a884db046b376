"""The training script on a few articles: the whole way from records to a loaded encoder."""

import gzip
import json

import numpy as np
import pytest

from search.encoder import StaticEncoder

model = pytest.importorskip("corpus.build.embedding_model")

SUBJECTS = [
    *("đất đai", "hôn nhân", "thuế quan", "giao thông"),
    *("y tế", "giáo dục", "lao động", "báo chí"),
]


@pytest.fixture
def articles(tmp_path):
    rows = [
        {
            "id": f"{subject}#{part}",
            "document_title": f"Luật {subject}",
            "heading": f"{word} {subject}",
            "text": f"Cơ quan về {subject} có {word} theo luật này. " * 3,
        }
        for subject in SUBJECTS
        for part, word in enumerate(("thẩm quyền", "trách nhiệm", "thời hạn", "kinh phí"))
    ]
    path = tmp_path / "articles.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(map(json.dumps, rows)).encode()))
    return path


def test_a_trained_model_finds_the_article_that_a_heading_heads(articles, tmp_path):
    read = model.read_articles(articles)
    recipe = model.Recipe(dimension=16, vocabulary=300, epochs=30, batch=16)
    vocabulary = model.Vocabulary(read, recipe.vocabulary)
    rows = model.train(read, [], vocabulary, recipe)
    model.save(tmp_path / "model", vocabulary, rows, {})
    encoder = StaticEncoder(tmp_path / "model")
    asked = encoder.queries([" ".join(article.heading) for article in read])
    texts = encoder.queries([" ".join(article.body) for article in read])
    assert ((asked @ texts.T).argmax(axis=1) == np.arange(len(read))).mean() > 0.8


def test_only_the_train_split_is_learnt_from(articles, tmp_path):
    questions = tmp_path / "questions.jsonl"
    rows = [
        {"id": 1, "split": "dev", "question": "hỏi", "relevant": ["y tế#0"]},
        {"id": 2, "split": "train", "question": "Ai?", "relevant": ["y tế#1", "unknown#9"]},
        {"id": 3, "question": "hỏi", "relevant": ["y tế#0"]},
    ]
    questions.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    read = model.read_articles(articles)
    assert model.read_questions(questions, read) == [(("ai",), 17)]
    assert read[17].id == "y tế#1"


def test_rows_as_bytes_differ_by_less_than_half_a_step():
    rows = np.array([[1.0, -0.5, 0.0], [0.0, 0.0, 0.0], [2e-3, 1e-3, -2e-3]], np.float32)
    small, scales = model.quantised(rows)
    assert small.tolist()[0] == [127, -64, 0]
    assert (np.abs(small * scales[:, None] - rows) <= scales[:, None] / 2 + 1e-9).all()


def test_partners_far_apart_cost_more_than_partners_together():
    """With unit vectors e1, e2 and scale 1: together, log(1 + 1/e); swapped, log(1 + e)."""
    torch = pytest.importorskip("torch")
    same = torch.zeros(2, 2, dtype=torch.bool)
    eye = torch.eye(2)
    assert model.ranking_loss(eye, eye, same, 1.0).item() == pytest.approx(np.log(1 + np.exp(-1)))
    swapped = model.ranking_loss(eye, eye.flip(0), same, 1.0).item()
    assert swapped == pytest.approx(np.log(1 + np.exp(1)))
