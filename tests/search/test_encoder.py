"""The shipped model: small, loaded by sentence-transformers, read alike by numpy."""

import json
import re
import shutil
import struct
import unicodedata
from collections import Counter
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from kg.errors import ModelError
from kg.model import Passage
from search import encoder
from search.analysis import words
from search.encoders import static

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


def by_hand(folder):
    """Term -> its row times its scale: the bytes of the files, without the library for them."""
    data = (folder / "model.safetensors").read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    kinds = {"I8": np.int8, "F32": np.float32, "F16": np.float16, "F64": np.float64}

    def tensor(name):
        start, end = header[name]["data_offsets"]
        read = np.frombuffer(
            data[8 + length + start : 8 + length + end], kinds[header[name]["dtype"]]
        )
        return read.reshape(header[name]["shape"]).astype(np.float64)

    rows = tensor("embeddings")
    if "weights" in header:
        rows = rows * tensor("weights")[:, None]
    vocabulary = json.loads((folder / "tokenizer.json").read_text("utf-8"))["model"]
    unknown = rows[vocabulary["vocab"][vocabulary["unk_token"]]]
    return rows, vocabulary["vocab"], unknown


def mean_by_hand(read, terms):
    """Unit vector of the mean row, term by term, in 64 bits."""
    rows, vocabulary, unknown = read
    total = np.zeros(rows.shape[1])
    for term, times in Counter(terms).items():
        total += times * (rows[vocabulary[term]] if term in vocabulary else unknown)
    return total / (np.linalg.norm(total) or 1)


def test_numpy_reads_the_model_as_sentence_transformers_does(shipped):
    sentence_transformers = pytest.importorskip("sentence_transformers")
    folder = corpus.path("models", "embedding")
    model = sentence_transformers.SentenceTransformer(str(folder), device="cpu")
    theirs = np.asarray(model.encode([encoder.static_text(text) for text in TEXTS]))
    np.testing.assert_allclose(shipped.queries(TEXTS), theirs, atol=1e-5)
    passages = [Passage(str(at), "d", ("mục", text), text, 1, 1) for at, text in enumerate(TEXTS)]
    theirs = np.asarray(model.encode([encoder.passage_text(one) for one in passages]))
    np.testing.assert_allclose(shipped.passages(passages), theirs, atol=1e-5)


def test_the_weights_read_byte_by_byte_give_the_same_vectors(shipped):
    read = by_hand_of_shipped()
    for text in TEXTS:
        said = words(text)
        expected = mean_by_hand(read, said + ["_".join(two) for two in pairwise(said)])
        np.testing.assert_allclose(shipped.queries([text])[0], expected, atol=1e-5)


PIECES = st.sampled_from(
    ["kế hoạch", "UBND xã", "61/2018/NĐ-CP", "zqx", "Điều 5.", "\n", "cải cách hành chính", "  "]
)


@given(st.lists(st.tuples(*[st.lists(PIECES, max_size=9).map(" ".join)] * 3), max_size=6))
def test_passages_summed_at_once_are_as_one_by_one_by_hand(shipped, parts):
    """Title twice, heading five times (its name; not where it repeats the title), body once."""
    passages = [
        Passage(str(at), "d", (heading,), body, 1, 1, title=title)
        for at, (title, heading, body) in enumerate(parts)
    ]
    found = shipped.passages(passages)
    assert found.shape == (len(parts), shipped.dimension)
    read = by_hand_of_shipped()
    for vector, (title, heading, body) in zip(found, parts, strict=True):
        name = re.sub(r"\A\s*Điều 5\.\s*", "", heading)
        times = ((title, 2), (name, 0 if heading == title else 5), (body, 1))
        terms = []
        for text, repeats in times:
            said = words(text)
            terms += (said + ["_".join(two) for two in pairwise(said)]) * repeats
        np.testing.assert_allclose(vector, mean_by_hand(read, terms), atol=1e-5)


@cache
def by_hand_of_shipped():
    return by_hand(corpus.path("models", "embedding"))


def test_many_passages_are_told_batch_by_batch_and_stay_in_order(shipped, monkeypatch):
    passages = [Passage(str(at), "d", (), f"điều {at}", 1, 1) for at in range(1, 26)]
    whole = shipped.passages(passages)
    monkeypatch.setattr(static, "_BATCH", 7)
    done = []
    np.testing.assert_array_equal(shipped.passages(passages, done.append), whole)
    assert done == [7, 7, 7, 4]
    assert len({row.tobytes() for row in whole}) > 20


def test_composed_and_decomposed_letters_are_one(shipped):
    one, other = (unicodedata.normalize(form, TEXTS[0]) for form in ("NFC", "NFD"))
    np.testing.assert_array_equal(*shipped.queries([one, other]))


@pytest.fixture
def small(tmp_path):
    """A model in the shipped format: rows of five terms."""
    from safetensors.numpy import save_file

    vocab = {"[UNK]": 0, "kinh": 1, "phi": 2, "kinh_phi": 3, "xa": 4}
    rows = np.array([[0, 0, 0], [5, 0, 0], [0, 5, 0], [0, 0, 9], [1, 1, 1]], np.int8)
    scales = np.array([1, 0.5, 0.5, 0.25, 1], np.float32)
    save_file({"embeddings": rows, "weights": scales}, tmp_path / "model.safetensors")
    model = {"type": "WordLevel", "vocab": vocab, "unk_token": "[UNK]"}
    (tmp_path / "tokenizer.json").write_text(json.dumps({"model": model}), "utf-8")
    (tmp_path / "cancu.json").write_text("{}", "utf-8")
    return tmp_path


@pytest.mark.parametrize("kind", [np.int8, np.float16, np.float32])
def test_rows_may_be_bytes_with_scales_or_floats_without(small, kind):
    from safetensors.numpy import load_file, save_file

    if kind != np.int8:
        tensors = load_file(small / "model.safetensors")
        floats = (tensors["embeddings"] * tensors["weights"][:, None]).astype(kind)
        save_file({"embeddings": floats}, small / "model.safetensors")
    found = encoder.load(str(small))
    expected = np.array([2.5, 2.5, 2.25]) / np.sqrt(2 * 2.5**2 + 2.25**2)
    np.testing.assert_allclose(found.queries(["Kinh phí"])[0], expected, atol=1e-6)
    assert found.dimension == 3
    assert not found.passages([Passage("a", "d", (), "lạ", 1, 1)]).any()
    assert found.passages([]).shape == (0, 3)


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json"])
@pytest.mark.parametrize("damage", ["remove", "cut", "empty"])
def test_a_damaged_model_is_told_in_one_sentence(small, name, damage):
    data = (small / name).read_bytes()
    (small / name).write_bytes(data[: len(data) // 2] if damage == "cut" else b"")
    if damage == "remove":
        (small / name).unlink()
    with pytest.raises(ModelError, match="hỏng"):
        encoder.load(str(small))


def test_another_kind_of_tokens_or_rows_too_few_are_refused(small):
    file = small / "tokenizer.json"
    tokenizer = json.loads(file.read_text("utf-8"))
    for change in ({"type": "BPE"}, {"vocab": {"[UNK]": 0, "xa": 9}}, {"unk_token": "none"}):
        file.write_text(json.dumps({"model": tokenizer["model"] | change}), "utf-8")
        with pytest.raises(ModelError):
            encoder.load(str(small))


def test_a_model_retrained_in_place_is_read_anew(small, tmp_path):
    from safetensors.numpy import load_file, save_file

    before, name = encoder.load(str(small)), encoder.fingerprint(str(small))
    assert encoder.load(str(small)) is before
    tensors = load_file(small / "model.safetensors")
    tensors["embeddings"] = tensors["embeddings"][:, ::-1].copy()
    save_file(tensors, small / "model.safetensors")
    assert encoder.fingerprint(str(small)) != name
    assert encoder.load(str(small)).queries(["kinh"])[0].tolist() == [0, 0, 1]
    shutil.rmtree(small)
    assert encoder.fingerprint(str(small)) != name


def test_the_model_is_at_most_30_megabytes():
    files = corpus.path("models", "embedding").rglob("*")
    assert sum(file.stat().st_size for file in files if file.is_file()) <= 30_000_000


def test_vectors_have_length_1_or_are_zero(shipped):
    unknown = TEXTS[3]
    lengths = np.linalg.norm(shipped.queries([*TEXTS, ""]), axis=1)
    known = [text != unknown for text in TEXTS] + [False]
    np.testing.assert_allclose(lengths, known, atol=1e-5)


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
