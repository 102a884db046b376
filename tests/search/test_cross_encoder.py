"""The optional second stage: scores as transformers gives them, order, bad models, ONNX."""

import json
import shutil
from itertools import pairwise

import numpy as np
import pytest

from kg.errors import ModelError
from search import cross_encoder
from search.encoders import pair_onnx
from tests.search import tiny_models

pytest.importorskip("sentence_transformers")
candidates = pytest.importorskip("search.candidates")

TEXTS = [" ".join(tiny_models.WORDS[at : at + 3 + at % 7]) for at in range(30)] + ["thuế " * 60]
QUERY = "kinh phí thực hiện"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return tiny_models.cross_encoder(tmp_path_factory.mktemp("judge"))


@pytest.fixture
def own(made, tmp_path):
    return shutil.copytree(made, tmp_path / "model")


def logits_by_hand(folder, query, texts, length=24):
    """What transformers alone gives, pair by pair, (n, labels)."""
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    model = AutoModelForSequenceClassification.from_pretrained(folder).eval()
    words = AutoTokenizer.from_pretrained(folder)
    found = []
    for text in texts:
        read = words(query, text, truncation=True, max_length=length, return_tensors="pt")
        with torch.no_grad():
            found.append(model(**read).logits[0].numpy())
    return np.array(found)


def sigmoid(values):
    return 1 / (1 + np.exp(-values))


def found(texts, fused=None):
    count = len(texts)
    zeros = np.zeros(count, np.float32)
    return candidates.Candidates(
        rows=np.arange(count),
        documents=["d"] * count,
        lexical=zeros,
        bound=1.0,
        dense=zeros,
        fused=np.linspace(1, 0, count, dtype=np.float32) if fused is None else fused,
        tokens=(),
        frequency=lambda terms: [0] * len(terms),
        total=count,
        texts=lambda: list(texts),
    )


def test_scores_are_the_models_own_with_its_length_and_activation(made):
    expected = sigmoid(logits_by_hand(made, QUERY, TEXTS)[:, 0])
    judge = cross_encoder.load(str(made))
    np.testing.assert_allclose(judge.pairs(QUERY, TEXTS), expected, atol=1e-5)
    assert np.ptp(expected) > 0.05


def test_a_shorter_length_may_be_chosen_and_a_longer_one_is_not_taken(made):
    short = cross_encoder.load(f"{made}?length=12")
    expected = sigmoid(logits_by_hand(made, QUERY, TEXTS, 12)[:, 0])
    np.testing.assert_allclose(short.pairs(QUERY, TEXTS), expected, atol=1e-5)
    assert cross_encoder.load(f"{made}?length=500")._pairs.length == 24


def test_an_activation_other_than_the_usual_is_read_from_the_files(own):
    facts = json.loads((own / "config_sentence_transformers.json").read_text("utf-8"))
    facts["activation_fn"] = "torch.nn.modules.linear.Identity"
    (own / "config_sentence_transformers.json").write_text(json.dumps(facts), "utf-8")
    expected = logits_by_hand(own, QUERY, TEXTS)[:, 0]
    np.testing.assert_allclose(
        cross_encoder.load(str(own)).pairs(QUERY, TEXTS), expected, atol=1e-5
    )


def test_of_two_classes_the_second_means_that_it_fits(tmp_path):
    model = tiny_models.cross_encoder(tmp_path, labels=2)
    logits = logits_by_hand(model, QUERY, TEXTS)
    scores = cross_encoder.load(str(model)).pairs(QUERY, TEXTS)
    np.testing.assert_allclose(scores, logits[:, 1] - logits[:, 0], atol=1e-4)


def test_the_first_are_ordered_anew_and_the_others_follow_as_they_were(made):
    judge = cross_encoder.load(f"{made}?top=10")
    scores = judge.scores(QUERY, found(TEXTS))
    assert scores.shape == (len(TEXTS),)
    assert scores.dtype == np.float32
    np.testing.assert_allclose(scores[:10], judge.pairs(QUERY, TEXTS[:10]), atol=1e-6)
    assert all(left > right for left, right in pairwise([scores[:10].min(), *scores[10:]]))


@pytest.mark.parametrize("count", [0, 1, 3])
def test_few_candidates(made, count):
    assert len(cross_encoder.load(str(made)).scores(QUERY, found(TEXTS[:count]))) == count


def test_without_texts_the_order_stands(made):
    import dataclasses

    given = dataclasses.replace(found(TEXTS), texts=None)
    np.testing.assert_array_equal(cross_encoder.load(str(made)).scores(QUERY, given), given.fused)


def test_any_question_is_judged(made):
    judge = cross_encoder.load(str(made))
    for query in ("", "\ud800", "\x00", "kinh phí " * 20_000):
        assert np.isfinite(judge.pairs(query, TEXTS)).all()


def test_a_long_question_leaves_room_for_the_passage(made):
    scores = cross_encoder.load(str(made)).pairs("kinh phí " * 50, TEXTS)
    assert np.ptp(scores) > 0


def test_models_that_judge_no_pairs_are_refused_both_ways(made, tmp_path):
    from search import encoder

    embedding = tiny_models.encoder(tmp_path / "embedding")
    with pytest.raises(ModelError, match="không chấm điểm"):
        cross_encoder.load(str(embedding))
    with pytest.raises(ModelError, match="không chấm điểm"):
        cross_encoder.load(str(tiny_models.cross_encoder(tmp_path / "three", labels=3)))
    for folder in (made, made.parent / "raw"):
        with pytest.raises(ModelError, match="cross-encoder"):
            encoder.load(str(folder))


@pytest.mark.parametrize("name", ["model.safetensors", "config.json", "tokenizer.json"])
def test_half_a_copy_is_told(own, name):
    data = (own / name).read_bytes()
    (own / name).write_bytes(data[: len(data) // 2])
    with pytest.raises(ModelError) as caught:
        cross_encoder.load(str(own))
    assert str(own) in caught.value.message
    assert "\n" not in caught.value.message


def test_a_name_that_is_not_here(tmp_path):
    with pytest.raises(ModelError):
        cross_encoder.load(str(tmp_path / "none"))
    assert "none" in cross_encoder.fingerprint(str(tmp_path / "none"))


def exported(folder, file):
    """The model as an ONNX file, all its numbers as they are."""
    import torch
    from transformers import AutoModelForSequenceClassification

    pytest.importorskip("onnx")
    model = AutoModelForSequenceClassification.from_pretrained(
        folder, attn_implementation="eager"
    ).eval()
    names = ["input_ids", "attention_mask", "token_type_ids"]
    file.parent.mkdir(exist_ok=True)
    torch.onnx.export(
        model,
        (torch.tensor([[1, 1, 1], [1, 1, 0]]),) * 3,  # a mask of ones alone would be left out
        str(file),
        dynamo=False,
        input_names=names,
        output_names=["logits"],
        dynamic_axes={name: {0: "batch", 1: "length"} for name in names},
    )


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("typed", [True, False])
def test_an_onnx_file_gives_the_same_scores_without_the_other_weights(tmp_path, typed):
    pytest.importorskip("onnxruntime")
    own = tiny_models.cross_encoder(tmp_path, typed=typed)
    expected = sigmoid(logits_by_hand(own, QUERY, TEXTS)[:, 0])
    exported(own, own / "onnx" / "model_quantized.onnx")
    (own / "model.safetensors").unlink()
    judge = cross_encoder.load(str(own))
    assert isinstance(judge._pairs, pair_onnx.OnnxPairs)
    assert judge._pairs.length == 24
    np.testing.assert_allclose(judge.pairs(QUERY, TEXTS), expected, atol=1e-5)
    (own / "onnx" / "model_quantized.onnx").write_bytes(b"half")
    with pytest.raises(ModelError, match="Không nạp được"):
        cross_encoder.load(str(own))


def test_the_int8_file_for_this_processor_is_taken(tmp_path, monkeypatch):
    pytest.importorskip("onnxruntime")
    (tmp_path / "onnx").mkdir()
    (tmp_path / "tokenizer.json").touch()
    for name in ("model", "model_O4", "model_qint8_arm64", "model_quint8_avx2", "model_fp16"):
        (tmp_path / "onnx" / f"{name}.onnx").touch()
    for machine, name in (("x86_64", "model_quint8_avx2"), ("AMD64", "model_quint8_avx2"),
                          ("arm64", "model_qint8_arm64")):  # fmt: skip
        monkeypatch.setattr("platform.machine", lambda name=machine: name)
        assert pair_onnx.quantised(tmp_path).stem == name
    monkeypatch.setattr(pair_onnx, "find_spec", lambda _: None)
    assert pair_onnx.quantised(tmp_path) is None


def test_the_length_of_an_onnx_model_is_the_least_that_its_files_name(tmp_path):
    def told(**files):
        for name, facts in files.items():
            (tmp_path / f"{name}.json").write_text(json.dumps(facts), "utf-8")
        return pair_onnx._own_length(tmp_path)

    assert told() == 512
    assert told(config={"max_position_embeddings": 514, "model_type": "xlm-roberta"}) == 512
    assert told(config={"max_position_embeddings": 514}) == 514
    assert told(tokenizer_config={"model_max_length": 1e30}) == 514
    assert told(tokenizer_config={"model_max_length": 256}) == 256
    assert told(sentence_bert_config={"max_seq_length": 128}) == 128
