"""The shipped model: small, loaded by sentence-transformers, read alike by numpy."""

import numpy as np
import pytest

import corpus
from kg.model import Passage
from search import encoder

TEXTS = [
    "Ủy ban nhân dân xã có trách nhiệm gì?",
    "uy ban nhan dan xa co trach nhiem gi",
    "61/2018/NĐ-CP",
    "zzzz qqqq",
    "Kế hoạch cải cách hành chính nhà nước giai đoạn 2021 - 2030 " * 40,
]


@pytest.fixture(scope="module")
def shipped():
    found = encoder.load()
    assert isinstance(found, encoder.StaticEncoder)
    return found


def test_numpy_reads_the_model_as_sentence_transformers_does(shipped):
    sentence_transformers = pytest.importorskip("sentence_transformers")
    folder = corpus.path("models", "embedding")
    model = sentence_transformers.SentenceTransformer(str(folder), device="cpu")
    theirs = np.asarray(model.encode([encoder.static_text(text) for text in TEXTS]))
    np.testing.assert_allclose(shipped.queries(TEXTS), theirs, atol=1e-5)


def test_the_model_is_at_most_16_megabytes():
    files = corpus.path("models", "embedding").rglob("*")
    assert sum(file.stat().st_size for file in files if file.is_file()) <= 16_000_000


def test_vectors_have_length_1_or_are_zero(shipped):
    lengths = np.linalg.norm(shipped.queries([*TEXTS, ""]), axis=1)
    assert lengths[-1] == 0
    np.testing.assert_allclose(lengths[:-1], 1, atol=1e-5)


def test_diacritics_make_no_difference(shipped):
    vectors = shipped.queries(TEXTS[:2])
    np.testing.assert_array_equal(vectors[0], vectors[1])


def test_meaning_brings_other_words_for_one_thing_nearer_than_a_stranger(shipped):
    """Pairs that share hardly a word; most must be nearer to their partner than to the others."""
    asked = shipped.queries(
        ["lương của công chức", "xây nhà ở", "cưới hỏi", "xe ô tô chở khách", "khám bệnh"]
    )
    meant = shipped.queries(
        [
            "chế độ tiền lương đối với cán bộ",
            "giấy phép xây dựng công trình",
            "đăng ký kết hôn",
            "kinh doanh vận tải đường bộ",
            "cơ sở y tế điều trị",
        ]
    )
    nearest = (asked @ meant.T).argmax(axis=1)
    assert (nearest == np.arange(5)).sum() >= 4


def test_a_passage_is_known_by_its_heading(shipped):
    body = "Thực hiện theo quy định hiện hành và hướng dẫn của cấp trên."
    one = Passage("a", "d", ("Kinh phí thực hiện",), body, 1, 1)
    other = Passage("b", "d", ("Công tác tuyên truyền",), body, 1, 1)
    scores = shipped.queries(["kinh phí"]) @ shipped.passages([one, other]).T
    assert scores[0, 0] > scores[0, 1]


def test_a_model_is_named_by_its_content():
    assert encoder.fingerprint() == encoder.fingerprint(str(corpus.path("models", "embedding")))
    assert encoder.fingerprint("some/model") != encoder.fingerprint()
